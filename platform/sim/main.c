/* SPDX-License-Identifier: MIT */
#include "film.h"
#include "options.h"
#include "session.h"
#include "stop.h"
#include "terminal.h"
#ifdef MOTOGRAPH_WINDOW
#include "window.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The default picture is taken when the first line has filled the panel. */
static uint64_t filled(session *s) {
    session_status status;
    session_status_now(s, &status);
    if (!status.speed_milli)
        return 2 * SESSION_TICK;
    return (uint64_t)s->light.width * 1000 * SESSION_TICK / status.speed_milli;
}

static int leave_picture(session *s) {
    static const char path[] = "motograph.png";
    char message[SESSION_MESSAGE];
    s->time = filled(s);
    if (!film_picture(s, path, 0, message, sizeof message)) {
        fprintf(stderr, "motograph-sim: %s\n", message);
        return 1;
    }
    printf("%s\n", path);
    return 0;
}

/* -1: there is no display. */
static int run_window(session *s, const options *wanted, char *message, size_t size) {
#ifdef MOTOGRAPH_WINDOW
    window_options how = {.hud_font = wanted->hud_font,
                          .full_screen = wanted->full_screen,
                          .hover_pause = !wanted->no_hover_pause};
    window *w = window_open(s, &how, message, size);
    if (!w)
        return -1;
    while (window_step(w) && !stop_wanted())
        continue;
    window_close(w);
    return stop_status();
#else
    (void)s;
    (void)wanted;
    snprintf(message, size, "built without SDL2: no window");
    return -1;
#endif
}

static int run_view(session *s, const options *wanted) {
    char message[SESSION_MESSAGE];
    int status = -1;
    if (film_is_wanted(&wanted->film))
        return film_run(s, &wanted->film);
    if (wanted->view == VIEW_WINDOW || wanted->view == VIEW_UNSAID)
        status = run_window(s, wanted, message, sizeof message);
    bool tty = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (wanted->view == VIEW_TERMINAL || (wanted->view == VIEW_UNSAID && status < 0 && tty))
        status = terminal_run(s, message, sizeof message);
    if (wanted->view == VIEW_NONE || (wanted->view == VIEW_UNSAID && status < 0))
        return leave_picture(s);
    if (status < 0)
        fprintf(stderr, "motograph-sim: %s\n", message);
    return status < 0 ? 1 : status;
}

/* Views for people show the wall clock; films know none unless they are told. */
static void set_clock(options *wanted, char *text, size_t size) {
    if (wanted->session.clock || wanted->session.replay || wanted->view == VIEW_NONE)
        return;
    time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local) && strftime(text, size, "%Y-%m-%d %H:%M:%S", &local))
        wanted->session.clock = text;
}

int main(int argc, char **argv) {
    options wanted;
    int status;
    if (!options_read(&wanted, argc, argv, &status))
        return status;
    char clock[32], message[SESSION_MESSAGE];
    set_clock(&wanted, clock, sizeof clock);
    wanted.session.watching = wanted.view != VIEW_NONE;
    session s;
    if (!session_open(&s, &wanted.session, message, sizeof message)) {
        fprintf(stderr, "%s\n", message);
        return 1;
    }
    if (s.notice[0])
        fprintf(stderr, "%s\n", s.notice);
    stop_watch();
    status = run_view(&s, &wanted);
    if (wanted.record && !session_record(&s, wanted.record, message, sizeof message)) {
        fprintf(stderr, "motograph-sim: %s\n", message);
        status = 1;
    }
    session_close(&s);
    return status;
}
