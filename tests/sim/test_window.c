/* SPDX-License-Identifier: MIT
 *
 * The window under SDL's dummy driver: keys and mouse as events, pixels read back.
 */
#include "window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static uint64_t now;

static uint64_t tick(void *self) {
    (void)self;
    return now;
}

static void press(SDL_Keycode key) {
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = key;
    SDL_PushEvent(&event);
}

static void step(window *w, int frames) {
    for (int i = 0; i < frames; i++) {
        now += 20000;
        assert_true(window_step(w));
    }
}

static int brightest(const uint32_t *pixels, int width, window_area area) {
    int most = 0;
    for (int y = area.y; y < area.y + area.height; y++) {
        for (int x = area.x; x < area.x + area.width; x++) {
            int red = (int)(pixels[y * width + x] >> 16 & 255);
            most = red > most ? red : most;
        }
    }
    return most;
}

static void keys_and_pixels(void **state) {
    (void)state;
    session_options options = {.brightness = 100};
    char why[SESSION_MESSAGE];
    session s;
    assert_true(session_open(&s, &options, why, sizeof why));
    window_options how = {.clock = tick};
    window *w = window_open(&s, &how, why, sizeof why);
    assert_non_null(w);
    step(w, 100);
    assert_int_equal(s.time, 2000000);
    int width, height;
    uint32_t *pixels = window_read(w, &width, &height);
    assert_non_null(pixels);
    assert_true(brightest(pixels, width, window_where(w, WINDOW_PANEL)) > 200);
    free(pixels);
    press(SDLK_SPACE);
    step(w, 10);
    assert_true(s.paused);
    uint64_t time = s.time;
    press(SDLK_RIGHT);
    step(w, 1);
    assert_int_equal(s.time, time + 2000000);
    press(SDLK_UP);
    step(w, 1);
    assert_int_equal(s.rate_num, 2 * s.rate_den);
    press(SDLK_q);
    now += 20000;
    assert_false(window_step(w));
    window_close(w);
    session_close(&s);
}

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("SDL_RENDER_DRIVER", "software", 1);
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_and_pixels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
