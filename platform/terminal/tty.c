/* SPDX-License-Identifier: MIT */
#include "tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
    ESCAPE_MS = 30
};

static const char enter_screen[] = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
static const char leave_screen[] = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/* One terminal for one program: what signal handlers must reach. */
static struct termios before;
static volatile sig_atomic_t taken, resized, suspension;

/* ---- What it can do -------------------------------------------------------------------------- */

static bool has(const char *text, const char *part) {
    return text && strstr(text, part);
}

static bool begins(const char *text, const char *part) {
    return text && !strncmp(text, part, strlen(part));
}

tty_ability tty_ability_of(const char *colorterm, const char *term, const char *no_color,
                           const char *locale) {
    tty_ability can = {TTY_16, false, true};
    can.utf8 = has(locale, "UTF-8") || has(locale, "utf8") || has(locale, "utf-8");
    can.moves = term && *term && strcmp(term, "dumb") != 0;
    if (has(colorterm, "truecolor") || has(colorterm, "24bit") || has(term, "direct"))
        can.depth = TTY_TRUE;
    else if (has(term, "256color"))
        can.depth = TTY_256;
    else if (begins(term, "vt") || has(term, "mono") || !can.moves)
        can.depth = TTY_MONO;
    if (no_color && *no_color)
        can.depth = TTY_MONO;
    return can;
}

tty_ability tty_ability_here(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(locale && *locale); i++)
        locale = getenv(names[i]);
    return tty_ability_of(getenv("COLORTERM"), getenv("TERM"), getenv("NO_COLOR"), locale);
}

/* ---- Taking and giving back ------------------------------------------------------------------ */

/* Only calls that a signal handler may make. */
static void give_back(void) {
    if (!taken)
        return;
    taken = 0;
    size_t done = 0;
    while (done < sizeof leave_screen - 1) {
        ssize_t wrote = write(STDOUT_FILENO, leave_screen + done, sizeof leave_screen - 1 - done);
        if (wrote <= 0)
            break;
        done += (size_t)wrote;
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static void crash(int number) {
    give_back();
    signal(number, SIG_DFL);
    raise(number);
}

static void note_size(int number) {
    (void)number;
    resized = 1;
}

static void note_suspension(int number) {
    (void)number;
    suspension = 1;
}

static void on_signal(int number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static bool take(void) {
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSANOW, &raw))
        return false;
    taken = 1;
    resized = 1;
    return tty_write(enter_screen, sizeof enter_screen - 1);
}

bool tty_enter(void) {
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
    static bool registered;
    if (tcgetattr(STDIN_FILENO, &before))
        return false;
    if (!registered)
        atexit(give_back);
    registered = true;
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        on_signal(crashes[i], crash);
    on_signal(SIGWINCH, note_size);
    on_signal(SIGTSTP, note_suspension);
    on_signal(SIGPIPE, SIG_IGN);
    return take();
}

void tty_leave(void) {
    give_back();
    on_signal(SIGTSTP, SIG_DFL);
    on_signal(SIGWINCH, SIG_DFL);
}

void tty_suspend_if_asked(void) {
    if (!suspension)
        return;
    suspension = 0;
    give_back();
    on_signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    on_signal(SIGTSTP, note_suspension);
    tcgetattr(STDIN_FILENO, &before);
    take();
}

/* ---- Size and output ------------------------------------------------------------------------- */

void tty_size(int *columns, int *rows) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
        size = (struct winsize){0};
    *columns = size.ws_col ? size.ws_col : 80;
    *rows = size.ws_row ? size.ws_row : 24;
}

bool tty_changed(void) {
    bool was = resized;
    resized = 0;
    return was;
}

bool tty_write(const char *bytes, size_t size) {
    while (size) {
        ssize_t wrote = write(STDOUT_FILENO, bytes, size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0 && errno == EAGAIN) {
            struct pollfd out = {STDOUT_FILENO, POLLOUT, 0};
            poll(&out, 1, 100);
            continue;
        }
        if (wrote <= 0)
            return false;
        bytes += wrote;
        size -= (size_t)wrote;
    }
    return true;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* 1: a byte, 0: none in time, -1: none ever. */
static int read_byte(int milliseconds, char *byte) {
    struct pollfd in = {STDIN_FILENO, POLLIN, 0};
    int ready = poll(&in, 1, milliseconds);
    if (ready <= 0)
        return ready < 0 && errno != EINTR ? -1 : 0;
    ssize_t got = read(STDIN_FILENO, byte, 1);
    if (got == 1)
        return 1;
    return got < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
}

/* ESC [ 1 ; 2 A and the like; ESC alone is a key too. */
static tty_key read_escape(void) {
    tty_key key = {.kind = TTY_ESCAPE};
    char byte, last = 0;
    if (read_byte(ESCAPE_MS, &byte) != 1)
        return key;
    key.kind = TTY_NOTHING;
    if (byte != '[' && byte != 'O')
        return key;
    bool shift = false;
    while (read_byte(ESCAPE_MS, &byte) == 1) {
        shift = shift || (last == ';' && byte == '2');
        last = byte;
        if (byte >= '@' && byte <= '~')
            break;
    }
    key.kind = TTY_COMMAND;
    if (byte == 'A')
        key.wish = shift ? COMMAND_FASTER_FINE : COMMAND_FASTER;
    else if (byte == 'B')
        key.wish = shift ? COMMAND_SLOWER_FINE : COMMAND_SLOWER;
    else if (byte == 'C')
        key.wish = COMMAND_FORWARD;
    else if (byte == 'D')
        key.wish = COMMAND_BACKWARD;
    else if (byte == 'H')
        key.wish = COMMAND_BEGINNING;
    else
        key.kind = TTY_NOTHING;
    return key;
}

static tty_key read_character(char first) {
    tty_key key = {.kind = TTY_TEXT, .text = {first}};
    unsigned char lead = (unsigned char)first;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    for (int i = 1; i <= more; i++) {
        if (read_byte(ESCAPE_MS, &key.text[i]) != 1)
            return (tty_key){.kind = TTY_NOTHING};
    }
    return key;
}

tty_key tty_read(int milliseconds) {
    char byte;
    int got = read_byte(milliseconds, &byte);
    if (got < 0)
        return (tty_key){.kind = TTY_GONE};
    if (got == 0)
        return (tty_key){.kind = TTY_NOTHING};
    if (byte == '\x1b')
        return read_escape();
    if (byte == '\r' || byte == '\n')
        return (tty_key){.kind = TTY_ENTER};
    if (byte == '\x7f' || byte == '\b')
        return (tty_key){.kind = TTY_ERASE};
    if ((unsigned char)byte < ' ')
        return (tty_key){.kind = TTY_NOTHING};
    return read_character(byte);
}
