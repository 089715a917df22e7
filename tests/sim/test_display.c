/* SPDX-License-Identifier: MIT
 *
 * The window on a display (Xvfb), used by keys and mouse through the X server. What is asserted is
 * what the screen shows, or what the status line tells.
 */
#include "display.h"
#include "sample.h"
#include "window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static session s;
static window *w;
static bool has_display;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool step(void) {
    display_serve();
    return window_step(w);
}

/* Lets the window run until the condition holds, five seconds at most. */
#define UNTIL(condition)                                                                           \
    do {                                                                                           \
        double give_up = seconds() + 5;                                                            \
        while (!(condition) && seconds() < give_up)                                                \
            assert_true(step());                                                                   \
        assert_true(condition);                                                                    \
    } while (0)

static void let_run(double duration) {
    double end = seconds() + duration;
    while (seconds() < end)
        assert_true(step());
}

/* A test that failed has left its window. */
static int tear_down(void **state) {
    (void)state;
    if (w) {
        window_close(w);
        session_close(&s);
    }
    w = NULL;
    return 0;
}

static void open_window(void **state, bool hover_pause) {
    (void)state;
    if (!has_display)
        skip();
    session_options options = {.brightness = 100,
                               .file = "assets/articles/kerry-in-moscow.ticker",
                               .clock = "2013-05-06 12:00"};
    window_options how = {.hover_pause = hover_pause};
    char why[SESSION_MESSAGE];
    if (!session_open(&s, &options, why, sizeof why))
        fail_msg("%s", why);
    display_find_window();
    display_move(0, 0);
    w = window_open(&s, &how, why, sizeof why);
    if (!w)
        fail_msg("%s", why);
    UNTIL(display_find_window());
    let_run(0.2);
}

static void close_window(void) {
    tear_down(NULL);
}

/* ---- Looking --------------------------------------------------------------------------------- */

typedef struct picture {
    uint32_t *pixels;
    int width, height;
} picture;

static picture look(void) {
    picture seen;
    seen.pixels = display_pixels(&seen.width, &seen.height);
    assert_non_null(seen.pixels);
    return seen;
}

/* How many pixels of an area have a channel of at least `least`. */
static int bright(window_part part, uint32_t least) {
    picture seen = look();
    window_area area = window_where(w, part);
    int count = 0;
    for (int y = area.y; y < area.y + area.height && y < seen.height; y++) {
        for (int x = area.x; x < area.x + area.width && x < seen.width; x++) {
            uint32_t pixel = seen.pixels[y * seen.width + x];
            count += (pixel >> 16 & 255) >= least || (pixel >> 8 & 255) >= least;
        }
    }
    free(seen.pixels);
    return count;
}

static int different(const picture *a, const picture *b) {
    if (a->width != b->width || a->height != b->height)
        return a->width * a->height;
    int count = 0;
    for (int i = 0; i < a->width * a->height; i++)
        count += a->pixels[i] != b->pixels[i];
    return count;
}

static session_status status(void) {
    session_status now;
    session_status_now(&s, &now);
    return now;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static void pause_and_seek(void **state) {
    open_window(state, false);
    UNTIL(bright(WINDOW_PANEL, 200) > 100);
    display_key(XK_space);
    UNTIL(s.paused);
    let_run(0.1);
    picture still = look();
    uint64_t time = s.time;
    let_run(0.2);
    assert_int_equal(s.time, time);
    display_key(XK_Right);
    UNTIL(s.time == time + 2000000);
    let_run(0.1);
    picture later = look();
    assert_true(different(&still, &later) > 500);
    display_key(XK_Left);
    UNTIL(s.time == time);
    display_key('.');
    UNTIL(s.time == time + 16667);
    display_key(',');
    UNTIL(s.time == time);
    display_key('0');
    UNTIL(s.time == 0);
    display_key(XK_space);
    UNTIL(s.time > 100000);
    free(still.pixels);
    free(later.pixels);
    close_window();
}

static void speed_and_brightness(void **state) {
    open_window(state, false);
    uint32_t own = status().speed_milli;
    display_key(XK_Up);
    UNTIL(status().speed_milli > own);
    assert_true(status().crisp);
    display_key(XK_Down);
    UNTIL(status().speed_milli == own);
    display_key(']');
    UNTIL(status().speed_milli == own * 105 / 100);
    assert_false(status().crisp);
    display_key('[');
    UNTIL(status().speed_milli == own);
    display_shift(true);
    display_key(XK_Down);
    display_shift(false);
    UNTIL(status().speed_milli < own);
    assert_true(status().speed_milli > own * 9 / 10);
    display_key(XK_space);
    UNTIL(s.paused);
    display_key('-');
    UNTIL(s.brightness == 90);
    for (int i = 0; i < 8; i++)
        display_key('-');
    UNTIL(s.brightness == 10);
    let_run(0.2);
    int dim = bright(WINDOW_PANEL, 180);
    for (int i = 0; i < 9; i++)
        display_key('+');
    UNTIL(s.brightness == 100);
    let_run(0.2);
    assert_true(bright(WINDOW_PANEL, 180) > dim + 100);
    close_window();
}

static void lines_and_alerts(void **state) {
    open_window(state, false);
    UNTIL(status().line == 1);
    display_key('n');
    UNTIL(status().line == 2);
    display_key('b');
    UNTIL(status().line == 1);
    display_key('a');
    UNTIL(s.typing);
    let_run(0.1);
    display_type("Fire at nooo");
    display_key(XK_BackSpace);
    UNTIL(!strcmp(s.typed, "Fire at noo"));
    display_key(XK_BackSpace);
    display_type("on, q?");
    UNTIL(!strcmp(s.typed, "Fire at noon, q?"));
    display_key(XK_Return);
    UNTIL(!s.typing && !strcmp(status().kind, "alert"));
    assert_string_equal(s.notice, "alert sent");
    display_key('c');
    UNTIL(strcmp(status().kind, "alert"));
    display_key('a');
    UNTIL(s.typing);
    display_type("x");
    display_key(XK_Escape);
    UNTIL(!s.typing);
    let_run(0.1);
    assert_string_not_equal(status().kind, "alert");
    close_window();
}

static void looks_and_pictures(void **state) {
    open_window(state, false);
    display_key(XK_space);
    UNTIL(s.paused);
    let_run(0.2);
    picture before = look();
    display_key('l');
    UNTIL(!strcmp(s.look, "hub75-p2.5"));
    let_run(0.2);
    picture after = look();
    assert_true(different(&before, &after) > 5000);
    char folder[] = "/tmp/motograph-XXXXXX", here[512];
    assert_non_null(mkdtemp(folder));
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    display_key('s');
    UNTIL(!strncmp(s.notice, "saved ", 6));
    const char *name = s.notice + 6;
    char *bytes = sample_read(name);
    assert_memory_equal(bytes, "\x89PNG", 4);
    free(bytes);
    assert_int_equal(remove(name), 0);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rmdir(folder), 0);
    unsigned notices = s.notices;
    display_key('r');
    UNTIL(s.notices > notices);
    assert_false(s.notice_is_bad);
    free(before.pixels);
    free(after.pixels);
    close_window();
}

static void help_and_status(void **state) {
    open_window(state, false);
    display_key(XK_space);
    UNTIL(s.paused);
    let_run(0.2);
    int told = bright(WINDOW_STATUS, 120);
    assert_true(told > 300);
    picture before = look();
    display_key('h');
    UNTIL(s.wants_help);
    let_run(0.1);
    picture sheet = look();
    assert_true(different(&before, &sheet) > 20000);
    display_key('h');
    UNTIL(!s.wants_help);
    display_key('?');
    UNTIL(s.wants_help);
    display_key(XK_Escape);
    UNTIL(!s.wants_help);
    display_key('i');
    UNTIL(bright(WINDOW_STATUS, 120) == 0);
    display_key('i');
    UNTIL(bright(WINDOW_STATUS, 120) > 300);
    free(before.pixels);
    free(sheet.pixels);
    close_window();
}

/* The status line is there after a touch, fades, and comes back for a key or the mouse. */
static void fades_in(void **state) {
    open_window(state, false);
    UNTIL(bright(WINDOW_TIMELINE, 60) > 1000);
    UNTIL(window_hud_visible(w) == 0);
    let_run(0.1);
    assert_int_equal(bright(WINDOW_TIMELINE, 60), 0);
    display_move(100, 60);
    UNTIL(bright(WINDOW_TIMELINE, 60) > 1000);
    close_window();
}

static void ends(void **state) {
    open_window(state, false);
    display_key('q');
    double give_up = seconds() + 5;
    while (step() && seconds() < give_up)
        continue;
    assert_true(s.wants_quit);
    close_window();
    open_window(state, false);
    display_ask_to_close();
    give_up = seconds() + 5;
    bool open = true;
    while (open && seconds() < give_up)
        open = step();
    assert_false(open);
    close_window();
}

/* ---- Mouse ----------------------------------------------------------------------------------- */

static void wheel(void **state) {
    open_window(state, false);
    window_area leds = window_where(w, WINDOW_PANEL);
    display_move(leds.x + 50, leds.y + 30);
    uint32_t own = status().speed_milli;
    display_button(4, true);
    display_button(4, false);
    UNTIL(status().speed_milli > own);
    display_button(5, true);
    display_button(5, false);
    UNTIL(status().speed_milli == own);
    close_window();
}

static void drag(void **state) {
    open_window(state, false);
    window_area leds = window_where(w, WINDOW_PANEL);
    int y = leds.y + leds.height / 2;
    UNTIL(s.time > 1000000);
    display_move(leds.x + 600, y);
    display_button(1, true);
    let_run(0.1);
    uint64_t time = s.time;
    let_run(0.1);
    assert_int_equal(s.time, time);
    picture before = look();
    display_move(leds.x + 200, y);
    UNTIL(s.time > time + 500000);
    let_run(0.1);
    picture after = look();
    assert_true(different(&before, &after) > 500);
    display_move(leds.x + 600, y);
    UNTIL(s.time < time + 20000);
    assert_true(s.time + 20000 > time);
    display_button(1, false);
    UNTIL(s.time > time + 100000);
    free(before.pixels);
    free(after.pixels);
    close_window();
}

static void hover(void **state) {
    open_window(state, true);
    window_area leds = window_where(w, WINDOW_PANEL);
    display_move(leds.x + 100, leds.y + 30);
    let_run(0.1);
    display_move(leds.x + 110, leds.y + 30);
    let_run(0.1);
    uint64_t time = s.time;
    let_run(0.3);
    assert_int_equal(s.time, time);
    display_move(leds.x + 110, window_where(w, WINDOW_STATUS).y + 5);
    UNTIL(s.time > time + 100000);
    close_window();
}

static void click_on_timeline(void **state) {
    open_window(state, false);
    window_area strip = window_where(w, WINDOW_TIMELINE);
    display_key(XK_space);
    UNTIL(s.paused);
    static const double places[] = {0.25, 0.75, 0.5};
    for (int i = 0; i < 3; i++) {
        display_move(strip.x + (int)(strip.width * places[i]), strip.y + strip.height / 2);
        display_button(1, true);
        display_button(1, false);
        UNTIL(status().position > places[i] - 0.005 && status().position < places[i] + 0.005);
    }
    close_window();
}

/* ---- Files and sizes ------------------------------------------------------------------------- */

static void drop(void **state) {
    open_window(state, false);
    static const char script[] = "title: Dropped\nheadline: A dropped line\n";
    char *path = sample_file(".ticker", script, sizeof script - 1);
    display_drop(path);
    UNTIL(s.file && !strcmp(s.file, path));
    assert_false(s.notice_is_bad);
    assert_int_equal(status().lines, 1);
    let_run(0.1);
    char *title = display_title();
    assert_non_null(title);
    assert_non_null(strstr(title, "Dropped"));
    XFree(title);
    static const char wrong[] = "headline[speed=fast]: No\n";
    char *bad = sample_file(".ticker", wrong, sizeof wrong - 1);
    display_drop(bad);
    UNTIL(s.notice_is_bad);
    assert_non_null(strstr(s.notice, ":1: "));
    assert_string_equal(s.file, path);
    assert_int_equal(status().lines, 1);
    remove(path);
    remove(bad);
    free(path);
    free(bad);
    close_window();
}

static void sizes(void **state) {
    open_window(state, false);
    static const int given[][2] = {{1000, 400}, {400, 200}, {320, 100}, {1280, 200}};
    for (int i = 0; i < 4; i++) {
        display_resize(given[i][0], given[i][1]);
        UNTIL(window_where(w, WINDOW_STATUS).width == given[i][0] - 20);
        let_run(0.1);
        window_area leds = window_where(w, WINDOW_PANEL);
        assert_true(leds.x >= 0 && leds.x + leds.width <= given[i][0]);
        assert_true(leds.y >= 0 && leds.y + leds.height <= given[i][1]);
        assert_true(leds.width > given[i][0] / 4);
        UNTIL(bright(WINDOW_PANEL, 150) > 5);
    }
    close_window();
}

static void full_screen(void **state) {
    open_window(state, false);
    int x, y, width, height;
    display_key('f');
    UNTIL(window_where(w, WINDOW_STATUS).width == DISPLAY_WIDTH - 20);
    display_size(&x, &y, &width, &height);
    assert_int_equal(width, DISPLAY_WIDTH);
    assert_int_equal(height, DISPLAY_HEIGHT);
    let_run(0.1);
    assert_true(bright(WINDOW_PANEL, 150) > 100);
    display_key(XK_Escape);
    UNTIL(window_where(w, WINDOW_STATUS).width < DISPLAY_WIDTH - 20);
    display_key(XK_F11);
    UNTIL(window_where(w, WINDOW_STATUS).width == DISPLAY_WIDTH - 20);
    close_window();
}

int main(void) {
    has_display = display_open();
    if (!has_display) {
        const char *ci = getenv("CI");
        fprintf(stderr, "no Xvfb with the XTest extension: the window's keys are not tested\n");
        display_close();
        if (ci && !strcmp(ci, "true"))
            return 1;
    }
    setenv("SDL_VIDEODRIVER", "x11", 1);
    setenv("SDL_RENDER_DRIVER", "software", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(pause_and_seek, tear_down),
        cmocka_unit_test_teardown(speed_and_brightness, tear_down),
        cmocka_unit_test_teardown(lines_and_alerts, tear_down),
        cmocka_unit_test_teardown(looks_and_pictures, tear_down),
        cmocka_unit_test_teardown(help_and_status, tear_down),
        cmocka_unit_test_teardown(fades_in, tear_down),
        cmocka_unit_test_teardown(ends, tear_down),
        cmocka_unit_test_teardown(wheel, tear_down),
        cmocka_unit_test_teardown(drag, tear_down),
        cmocka_unit_test_teardown(hover, tear_down),
        cmocka_unit_test_teardown(click_on_timeline, tear_down),
        cmocka_unit_test_teardown(drop, tear_down),
        cmocka_unit_test_teardown(sizes, tear_down),
        cmocka_unit_test_teardown(full_screen, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    display_close();
    return failed;
}
