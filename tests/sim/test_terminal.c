/* SPDX-License-Identifier: MIT
 *
 * The terminal view under a pseudo terminal: what a person and a shell would see of it.
 */
#include "blocks.h"
#include "sample.h"
#include "tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

static const char entered[] = "\x1b[?1049h", left[] = "\x1b[?1049l";

/* ---- What a terminal can do ------------------------------------------------------------------ */

static void abilities(void **state) {
    (void)state;
    static const struct {
        const char *colorterm, *term, *no_color, *locale;
        tty_depth depth;
        bool utf8, moves;
    } cases[] = {
        {"truecolor", "xterm-256color", NULL, "en_GB.UTF-8", TTY_TRUE, true, true},
        {NULL, "xterm-direct", NULL, "C.utf8", TTY_TRUE, true, true},
        {NULL, "screen-256color", NULL, "C", TTY_256, false, true},
        {NULL, "linux", NULL, "de_DE.UTF-8", TTY_16, true, true},
        {NULL, "vt220", NULL, "C.UTF-8", TTY_MONO, true, true},
        {"24bit", "xterm", "1", "C.UTF-8", TTY_MONO, true, true},
        {"24bit", "xterm", "", "C.UTF-8", TTY_TRUE, true, true},
        {NULL, "dumb", NULL, NULL, TTY_MONO, false, false},
        {NULL, NULL, NULL, NULL, TTY_MONO, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tty_ability can =
            tty_ability_of(cases[i].colorterm, cases[i].term, cases[i].no_color, cases[i].locale);
        assert_int_equal(can.depth, cases[i].depth);
        assert_int_equal(can.utf8, cases[i].utf8);
        assert_int_equal(can.moves, cases[i].moves);
    }
}

/* Draws a picture of `rows` characters: '#' is lit. */
static light picture(const char *const *rows, int height) {
    light leds = light_make((int)strlen(rows[0]), height);
    assert_non_null(leds.leds);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < leds.width; x++) {
            uint16_t value = rows[y][x] == '#' ? 65535 : 0;
            leds.leds[y * leds.width + x] = (light_led){value, value, value};
        }
    }
    return leds;
}

static const char *drawn(blocks *b, const light *leds) {
    blocks_draw(b, leds, 1, 1);
    blocks_add(b, "\n");
    assert_false(b->failed);
    b->bytes[b->size - 1] = '\0';
    return b->bytes;
}

static void halves_and_quarters(void **state) {
    (void)state;
    static const char *const rows[] = {"#.#.", "##..", ".##.", "...."};
    light leds = picture(rows, 4);
    tty_ability mono = {TTY_MONO, true, true};
    blocks b;
    assert_true(blocks_open(&b, mono, 4, 4, 4, 2));
    assert_string_equal(drawn(&b, &leds), "\x1b[1;1H█▄▀ \x1b[2;1H ▀▀ \x1b[0m");
    assert_string_equal(drawn(&b, &leds), "");
    leds.leds[3] = (light_led){65535, 0, 0};
    assert_string_equal(drawn(&b, &leds), "\x1b[1;4H▀\x1b[0m");
    blocks_close(&b);
    assert_true(blocks_open(&b, mono, 4, 4, 3, 9));
    assert_string_equal(drawn(&b, &leds), "\x1b[1;1H▙▀\x1b[2;1H▝▘\x1b[0m");
    blocks_close(&b);
    light_free(&leds);
}

static void colours(void **state) {
    (void)state;
    light leds = light_make(1, 2);
    leds.leds[0] = (light_led){65535, 0, 0};
    leds.leds[1] = (light_led){0, 65535, 65535};
    static const struct {
        tty_depth depth;
        const char *expected;
    } cases[] = {
        {TTY_TRUE, "\x1b[1;1H\x1b[38;2;255;22;22m\x1b[48;2;22;255;255m▀\x1b[0m"},
        {TTY_256, "\x1b[1;1H\x1b[38;5;196m\x1b[48;5;51m▀\x1b[0m"},
        {TTY_16, "\x1b[1;1H\x1b[91m\x1b[106m▀\x1b[0m"},
        {TTY_MONO, "\x1b[1;1H█\x1b[0m"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        blocks b;
        assert_true(blocks_open(&b, (tty_ability){cases[i].depth, true, true}, 1, 2, 80, 24));
        assert_string_equal(drawn(&b, &leds), cases[i].expected);
        blocks_close(&b);
    }
    light_free(&leds);
}

/* A panel of any size finds room on a screen of any size. */
static void any_size(void **state) {
    (void)state;
    static const int panels[][2] = {{1, 1}, {4096, 64}, {128, 32}, {7, 256}};
    static const int screens[][2] = {{1, 1}, {80, 24}, {300, 5}};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 3; j++) {
            light leds = light_make(panels[i][0], panels[i][1]);
            blocks b;
            assert_true(blocks_open(&b, (tty_ability){TTY_TRUE, true, true}, leds.width,
                                    leds.height, screens[j][0], screens[j][1]));
            assert_true(b.columns <= screens[j][0]);
            assert_true(b.rows <= screens[j][1]);
            blocks_draw(&b, &leds, 1, 1);
            assert_true(b.size > 0);
            blocks_close(&b);
            light_free(&leds);
        }
    }
}

/* ---- The program under a pseudo terminal ----------------------------------------------------- */

/* A shell of our own stands between the test and the program, as one does in life: it leads the
 * session, and tells through a pipe how the program stops and ends. */
typedef struct run {
    pid_t shell, pid;
    int master, news;
    struct termios before;
    char output[1 << 20];
    size_t size;
} run;

static run the_run;

static void be_program(const char *record) {
    const char *file = "assets/articles/kerry-in-moscow.ticker";
    setenv("TERM", "xterm-256color", 1);
    setenv("COLORTERM", "truecolor", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    setpgid(0, 0);
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    execl(MOTOGRAPH_SIM, MOTOGRAPH_SIM, "--view", "terminal", "--clock", "2013-05-06 12:00", file,
          record ? "--record" : NULL, record, NULL);
    _exit(99);
}

static void be_shell(int slave, int news, const char *record) {
    login_tty(slave);
    signal(SIGHUP, SIG_IGN);
    pid_t pid = fork();
    if (pid == 0)
        be_program(record);
    bool told = write(news, &pid, sizeof pid) == sizeof pid;
    int status = 0;
    while (told && waitpid(pid, &status, WUNTRACED) == pid) {
        told = write(news, &status, sizeof status) == sizeof status;
        if (!WIFSTOPPED(status))
            break;
    }
    _exit(0);
}

static run *start(const char *record, unsigned short columns, unsigned short rows) {
    run *r = &the_run;
    int slave, pipes[2];
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    memset(r, 0, sizeof *r);
    assert_int_equal(openpty(&r->master, &slave, NULL, NULL, &size), 0);
    assert_int_equal(tcgetattr(slave, &r->before), 0);
    assert_int_equal(pipe(pipes), 0);
    r->shell = fork();
    assert_true(r->shell >= 0);
    if (r->shell == 0) {
        close(r->master);
        close(pipes[0]);
        be_shell(slave, pipes[1], record);
    }
    close(slave);
    close(pipes[1]);
    r->news = pipes[0];
    assert_int_equal(read(r->news, &r->pid, sizeof r->pid), sizeof r->pid);
    return r;
}

/* Reads what comes until the text is there, five seconds at most. */
static bool wait_for(run *r, const char *text, size_t from) {
    time_t give_up = time(NULL) + 5;
    while (time(NULL) < give_up) {
        if (from <= r->size && memmem(r->output + from, r->size - from, text, strlen(text)))
            return true;
        struct pollfd in = {r->master, POLLIN, 0};
        if (poll(&in, 1, 100) <= 0)
            continue;
        ssize_t got = read(r->master, r->output + r->size, sizeof r->output - 1 - r->size);
        if (got <= 0)
            return false;
        r->size += (size_t)got;
        if (r->size > sizeof r->output / 2) {
            memmove(r->output, r->output + r->size - 4096, 4096);
            r->size = 4096;
            from = 0;
        }
    }
    return false;
}

static void type(run *r, const char *keys) {
    assert_int_equal(write(r->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static bool is_restored(const run *r) {
    struct termios now;
    return !tcgetattr(r->master, &now) && now.c_lflag == r->before.c_lflag &&
           now.c_iflag == r->before.c_iflag;
}

/* What the shell tells next, as waitpid does; what the program writes is read meanwhile. */
static int next_news(run *r) {
    time_t give_up = time(NULL) + 5;
    while (time(NULL) < give_up) {
        struct pollfd in[2] = {{r->news, POLLIN, 0}, {r->master, POLLIN, 0}};
        poll(in, 2, 100);
        int status;
        bool more = in[1].revents & POLLIN;
        if (more && r->size < sizeof r->output - 4096) {
            ssize_t got = read(r->master, r->output + r->size, 4096);
            r->size += got > 0 ? (size_t)got : 0;
        } else if (in[0].revents & POLLIN) {
            assert_int_equal(read(r->news, &status, sizeof status), sizeof status);
            return status;
        }
    }
    kill(r->pid, SIGKILL);
    fail_msg("nothing happened in five seconds");
    return -1;
}

/* Its exit code is to be this, or 128 + the number of a signal. */
static void finish(run *r, int expected) {
    int status = next_news(r);
    assert_int_equal(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), expected);
    close(r->news);
    waitpid(r->shell, &status, 0);
}

static void keys_and_quit(void **state) {
    (void)state;
    char *log = sample_file(".log", "", 0);
    run *r = start(log, 160, 30);
    assert_true(wait_for(r, entered, 0));
    assert_true(wait_for(r, "headline", 0));
    assert_true(wait_for(r, "▀", 0));
    type(r, "n");
    assert_true(wait_for(r, "2/8 agenda", 0));
    type(r, "aFire\xC3\xA9");
    assert_true(wait_for(r, "Alert: Fire\xC3\xA9_", 0));
    type(r, "\x7f drill\r");
    assert_true(wait_for(r, "alert sent", 0));
    type(r, "h");
    assert_true(wait_for(r, "back, forward 2 seconds", 0));
    type(r, "h\x1b[A");
    type(r, " ");
    assert_true(wait_for(r, "alert", 0));
    type(r, "q");
    finish(r, 0);
    assert_non_null(memmem(r->output, r->size, left, sizeof left - 1));
    assert_true(is_restored(r));
    close(r->master);
    char *text = sample_read(log);
    assert_non_null(strstr(text, "0 clock 2013-05-06 12:00:00\n"));
    assert_non_null(strstr(text, " button next\n"));
    assert_non_null(strstr(text, " text=Fire drill\n"));
    assert_non_null(strstr(text, " rate 2/1\n"));
    free(text);
    remove(log);
    free(log);
}

static void ends_by_signal(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGSEGV, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        run *r = start(NULL, 100, 30);
        assert_true(wait_for(r, "headline", 0));
        kill(r->pid, signals[i]);
        finish(r, 128 + signals[i]);
        assert_non_null(memmem(r->output, r->size, left, sizeof left - 1));
        assert_true(is_restored(r));
        close(r->master);
    }
}

static void suspends(void **state) {
    (void)state;
    run *r = start(NULL, 100, 30);
    assert_true(wait_for(r, "headline", 0));
    kill(r->pid, SIGTSTP);
    assert_true(wait_for(r, left, 0));
    assert_true(WIFSTOPPED(next_news(r)));
    assert_true(is_restored(r));
    size_t from = r->size;
    kill(r->pid, SIGCONT);
    assert_true(wait_for(r, entered, from));
    assert_true(wait_for(r, "headline", from));
    type(r, "q");
    finish(r, 0);
    assert_true(is_restored(r));
    close(r->master);
}

static void resizes(void **state) {
    (void)state;
    run *r = start(NULL, 160, 30);
    assert_true(wait_for(r, "\x1b[30;1H", 0));
    size_t from = r->size;
    struct winsize size = {.ws_col = 40, .ws_row = 12};
    ioctl(r->master, TIOCSWINSZ, &size);
    kill(r->pid, SIGWINCH);
    assert_true(wait_for(r, "\x1b[2J", from));
    assert_true(wait_for(r, "\x1b[12;1H", from));
    type(r, "q");
    finish(r, 0);
    close(r->master);
}

/* The terminal goes away while the program runs. */
static void hangs_up(void **state) {
    (void)state;
    run *r = start(NULL, 100, 30);
    assert_true(wait_for(r, "headline", 0));
    close(r->master);
    r->master = -1;
    int status = next_news(r);
    assert_true(WIFEXITED(status));
    close(r->news);
    waitpid(r->shell, &status, 0);
}

static void no_terminal(void **state) {
    (void)state;
    FILE *out = popen(MOTOGRAPH_SIM " --view terminal </dev/null 2>&1; echo $?", "r");
    char text[400];
    size_t size = fread(text, 1, sizeof text - 1, out);
    text[size] = '\0';
    pclose(out);
    assert_string_equal(text, "motograph-sim: no terminal here: --view none --png FILE draws a "
                              "picture, --ascii prints the frame\n1\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abilities),     cmocka_unit_test(halves_and_quarters),
        cmocka_unit_test(colours),       cmocka_unit_test(any_size),
        cmocka_unit_test(keys_and_quit), cmocka_unit_test(ends_by_signal),
        cmocka_unit_test(suspends),      cmocka_unit_test(resizes),
        cmocka_unit_test(hangs_up),      cmocka_unit_test(no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
