/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include "blocks.h"
#include "film.h"
#include "stop.h"
#include "tty.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    FRAME_US = 1000000 / 30,
    STATUS_ROWS = 2,
    NOTICE_US = 6000000,
    LINE_BYTES = 600
};

typedef struct terminal {
    session *s;
    tty_ability can;
    blocks blocks;
    int columns, rows; /* of the terminal */
    int column, row;   /* of the panel's corner, from 1 */
    unsigned generation;
    uint64_t last;
    uint64_t noticed;
    unsigned notices;
    char status[LINE_BYTES]; /* as it is shown */
    bool help_shown, status_off, gone, broken;
} terminal;

static uint64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* ---- Drawing --------------------------------------------------------------------------------- */

static bool lay_out(terminal *t) {
    tty_size(&t->columns, &t->rows);
    blocks_close(&t->blocks);
    int room = t->rows > STATUS_ROWS + 1 ? t->rows - STATUS_ROWS : 1;
    if (!blocks_open(&t->blocks, t->can, t->s->light.width, t->s->light.height, t->columns, room))
        return false;
    t->column = (t->columns - t->blocks.columns) / 2 + 1;
    t->row = (room - t->blocks.rows) / 3 + 1;
    t->generation = t->s->generation;
    t->status[0] = '\0';
    t->help_shown = false;
    return tty_write("\x1b[0m\x1b[2J", 8);
}

/* The beginning of a text that takes so many columns, one for each code point. */
static void cut(char *text, int columns) {
    int taken = 0;
    for (char *at = text; *at; at++) {
        if ((*at & 0xC0) != 0x80 && taken++ == columns) {
            *at = '\0';
            return;
        }
    }
}

/* A terminal that has no UTF-8 gets a question mark for what is beyond ASCII. */
static void make_plain(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        unsigned char byte = (unsigned char)*from;
        if (byte < 0x80)
            *to++ = *from;
        else if ((byte & 0xC0) != 0x80)
            *to++ = '?';
    }
    *to = '\0';
}

static void write_status(terminal *t, char *out, size_t size) {
    session_status status;
    session *s = t->s;
    session_status_now(s, &status);
    char place[48] = "", speed[48] = "still";
    if (status.line)
        snprintf(place, sizeof place, "%u/%u ", (unsigned)status.line, (unsigned)status.lines);
    if (status.speed_milli)
        snprintf(speed, sizeof speed, "%.4g px/s %s", status.speed_milli / 1000.0,
                 status.crisp ? "crisp" : "not crisp");
    uint64_t tenths = s->time / 100000;
    snprintf(out, size, "%s%s  %s%u:%02u.%u  %s  %d %%  ROM %.1f KB  h help", place, status.kind,
             s->paused ? "paused at " : "", (unsigned)(tenths / 600), (unsigned)(tenths / 10 % 60),
             (unsigned)(tenths % 10), speed, s->brightness, status.rom_bytes / 1024.0);
}

static void draw_status(terminal *t) {
    char line[LINE_BYTES] = "";
    session *s = t->s;
    if (t->notices != s->notices) {
        t->notices = s->notices;
        t->noticed = t->last;
    }
    bool notice = t->notices && t->last - t->noticed < NOTICE_US;
    if (s->typing)
        snprintf(line, sizeof line, "Alert: %s_   Enter: send  Esc: leave", s->typed);
    else if (notice)
        snprintf(line, sizeof line, "%s%s", s->notice_is_bad ? "! " : "", s->notice);
    else if (!t->status_off)
        write_status(t, line, sizeof line);
    if (!t->can.utf8)
        make_plain(line);
    cut(line, t->columns);
    if (!strcmp(line, t->status))
        return;
    memcpy(t->status, line, sizeof line);
    char move[32];
    snprintf(move, sizeof move, "\x1b[%d;1H\x1b[0m", t->rows);
    blocks_add(&t->blocks, move);
    blocks_add(&t->blocks, line);
    blocks_add(&t->blocks, "\x1b[K");
}

/* The help sheet stands in the panel's place. */
static void draw_help(terminal *t) {
    t->blocks.size = 0;
    if (t->help_shown)
        return;
    t->help_shown = true;
    blocks_add(&t->blocks, "\x1b[0m\x1b[2J");
    for (int i = 0; command_help_row(i).keys && i < t->rows - STATUS_ROWS; i++) {
        char line[160];
        command_help help = command_help_row(i);
        snprintf(line, sizeof line, "\x1b[%d;3H%-14s %s", i + 1, help.keys, help.what);
        blocks_add(&t->blocks, line);
    }
    t->status[0] = '\0';
}

static bool draw(terminal *t) {
    if (t->help_shown && !t->s->wants_help && !lay_out(t))
        return false;
    session_expose(t->s);
    if (t->s->wants_help)
        draw_help(t);
    else
        blocks_draw(&t->blocks, &t->s->light, t->column, t->row);
    draw_status(t);
    return tty_write(t->blocks.bytes, t->blocks.size);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static void screenshot(session *s) {
    char path[64], message[SESSION_MESSAGE];
    film_picture_name(s, path, sizeof path);
    if (film_picture(s, path, 0, message, sizeof message))
        session_say(s, false, "saved %s", path);
    else
        session_say(s, true, "%s", message);
}

static void obey(terminal *t, command wish) {
    if (wish == COMMAND_SCREENSHOT)
        screenshot(t->s);
    else if (wish == COMMAND_HUD)
        t->status_off = !t->status_off;
    else
        session_command(t->s, wish);
}

static void type_key(session *s, const tty_key *key) {
    if (key->kind == TTY_TEXT)
        session_type(s, key->text);
    else if (key->kind == TTY_ERASE)
        session_type_erase(s);
    else if (key->kind == TTY_ENTER)
        session_type_end(s, true);
    else if (key->kind == TTY_ESCAPE)
        session_type_end(s, false);
}

static void take_key(terminal *t, const tty_key *key) {
    if (key->kind == TTY_GONE)
        t->gone = true;
    else if (t->s->typing)
        type_key(t->s, key);
    else if (key->kind == TTY_COMMAND)
        obey(t, key->wish);
    else if (key->kind == TTY_ESCAPE)
        t->s->wants_help = false;
    else if (key->kind == TTY_TEXT && !key->text[1])
        obey(t, command_of_key(key->text[0]));
}

/* ---- The loop -------------------------------------------------------------------------------- */

/* Keys until the next frame is due. */
static void wait_for_frame(terminal *t) {
    uint64_t due = t->last + FRAME_US;
    for (;;) {
        uint64_t now = now_us();
        int left = now < due ? (int)((due - now + 999) / 1000) : 0;
        tty_key key = tty_read(left);
        take_key(t, &key);
        if (t->gone || stop_wanted())
            return;
        if (key.kind == TTY_NOTHING && now_us() >= due)
            return;
    }
}

static void pass_time(terminal *t) {
    uint64_t now = now_us();
    uint64_t elapsed = now - t->last;
    t->last = now;
    session_advance(t->s, elapsed < 250000 ? elapsed : 250000);
}

static void run(terminal *t) {
    t->last = now_us();
    while (!t->gone && !t->s->wants_quit && !stop_wanted()) {
        tty_suspend_if_asked();
        bool anew = tty_changed() || t->generation != t->s->generation;
        t->broken = (anew && !lay_out(t)) || !draw(t);
        if (t->broken)
            return;
        wait_for_frame(t);
        pass_time(t);
    }
}

int terminal_run(session *s, char *message, size_t message_size) {
    terminal t = {.s = s, .can = tty_ability_here()};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        snprintf(message, message_size,
                 "no terminal here: --view none --png FILE draws a picture, "
                 "--ascii prints the frame");
        return -1;
    }
    if (!t.can.moves) {
        snprintf(message, message_size,
                 "this terminal (TERM=%s) cannot move its cursor: "
                 "--view none --ascii prints the frame",
                 getenv("TERM") ? getenv("TERM") : "");
        return -1;
    }
    if (!tty_enter()) {
        snprintf(message, message_size, "terminal: %s", strerror(errno));
        return -1;
    }
    run(&t);
    tty_leave();
    blocks_close(&t.blocks);
    if (s->notice_is_bad)
        fprintf(stderr, "motograph-sim: %s\n", s->notice);
    if (stop_wanted())
        return stop_status();
    return t.broken ? 1 : 0;
}
