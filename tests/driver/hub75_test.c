/* SPDX-License-Identifier: MIT */
#include "../../core/driver/hub75.h"
#include "hub75.h"
#include "panel.h"
#include "picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static panel *open_panel(const char *specification) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s: %s", specification, message);
    return sign;
}

/* Light is in proportion to the level, by one factor for all LEDs. */
static void assert_proportional(const picture *noise, const light *seen, int planes,
                                double efficiency) {
    uint32_t levels = (UINT32_C(1) << planes) - 1;
    for (int y = 0; y < seen->height; y++)
        for (int x = 0; x < seen->width; x++) {
            moto_colour colour = picture_colour(noise, 0, x, y);
            light_led led = seen->leds[y * seen->width + x];
            const uint16_t asked[] = {colour.red, colour.green, colour.blue};
            const uint16_t given[] = {led.red, led.green, led.blue};
            for (int channel = 0; channel < 3; channel++) {
                uint32_t level = (asked[channel] * levels + 0x8000) >> 16;
                double expected = efficiency * 65535 * level / levels;
                if (given[channel] < expected - 2 || given[channel] > expected + 2)
                    fail_msg("LED %d,%d channel %d: level %u gave %u, not %.1f", x, y, channel,
                             level, given[channel], expected);
            }
        }
}

/* The part of a row's time in which the brightest LED is lit, as the first one at full level tells.
 */
static double efficiency_of(panel *sign) {
    const panel_info *about = panel_about(sign);
    picture white;
    picture_make_white(&white, about->width, about->height);
    light seen = light_make(about->width, about->height);
    panel_show(sign, &white.source, 0, 8333, &seen);
    double efficiency = seen.leds[0].green / 65535.0;
    light_free(&seen);
    return efficiency;
}

static void check_panel(const char *specification, int planes) {
    panel *sign = open_panel(specification);
    const panel_info *about = panel_about(sign);
    picture noise;
    picture_make(&noise, about->width, about->height, 0);
    light seen = light_make(about->width, about->height);
    double efficiency = efficiency_of(sign);
    if (efficiency < 0.5 || efficiency > 1)
        fail_msg("%s: efficiency %.3f", specification, efficiency);
    panel_show(sign, &noise.source, 0, 8333, &seen);
    assert_proportional(&noise, &seen, planes, efficiency);
    if (panel_violations(sign))
        fail_msg("%s: %s", specification, panel_violation(sign));
    light_free(&seen);
    panel_close(sign);
}

static void every_scan_shows_every_level(void **state) {
    (void)state;
    check_panel("hub75:192x32", 8);
    check_panel("hub75:64x16:scan=4", 8);
    check_panel("hub75:64x32:scan=4,fold=8", 8);
    check_panel("hub75:64x32:scan=8", 8);
    check_panel("hub75:128x64:scan=32,planes=6", 6);
    check_panel("hub75:64x64:panel=64x64,scan=32,planes=5,refresh=240", 5);
    check_panel("hub75:96x48:panel=48x48,scan=24", 8);
    check_panel("hub75:30x10:panel=10x10,scan=5", 8);
}

static void panels_in_rows_straight_and_serpentine(void **state) {
    (void)state;
    check_panel("hub75:128x64:panel=64x32,planes=7", 7);
    check_panel("hub75:128x64:panel=64x32,planes=7,layout=serpentine", 7);
    check_panel("hub75:128x96:panel=64x32,planes=7,layout=serpentine,scan=8,fold=16,refresh=60", 7);
}

static void one_to_twelve_planes(void **state) {
    (void)state;
    for (int planes = 1; planes <= 12; planes++) {
        char text[80];
        snprintf(text, sizeof text, "hub75:64x32:planes=%d,refresh=%d", planes,
                 planes > 10 ? 60 : 120);
        check_panel(text, planes);
    }
}

static void brightness_by_output_enable(void **state) {
    (void)state;
    panel *sign = open_panel("hub75:64x32:planes=4");
    double full = efficiency_of(sign);
    const int percents[] = {75, 50, 25, 1, 0};
    for (int i = 0; i < 5; i++) {
        panel_brightness(sign, percents[i]);
        double part = efficiency_of(sign) / full;
        double wanted = percents[i] / 100.0;
        if (part < wanted - 0.005 || part > wanted + 0.005)
            fail_msg("%d percent gave %.4f", percents[i], part);
        if (percents[i] > 0)
            assert_true(part > 0);
    }
    assert_int_equal(panel_violations(sign), 0);
    panel_close(sign);
}

/* ---- Exposures ------------------------------------------------------------------------------- */

/* What is lit while one row is lit is that row of each half, and nothing else. */
static void slow_motion_shows_single_rows(void **state) {
    (void)state;
    panel *sign = open_panel("hub75:64x32");
    picture white;
    picture_make_white(&white, 64, 32);
    light seen = light_make(64, 32);
    int last = -1, changes = 0;
    for (uint64_t at = 0; at < 8333000; at += 1000) {
        exposure window = {.from = at, .length = 50, .gain = 256};
        panel_expose(sign, &white.source, &window, &seen);
        int lit = -1;
        for (int y = 0; y < 32; y++)
            if (seen.leds[y * 64].red > 0) {
                if (lit >= 0)
                    assert_int_equal(y, lit + 16);
                else
                    lit = y;
            }
        if (lit < 0)
            continue;
        assert_true(lit < 16);
        assert_true(lit >= last);
        changes += lit != last;
        last = lit;
    }
    assert_int_equal(changes, 16);
    light_free(&seen);
    panel_close(sign);
}

/* In slow motion the planes are lit one after another: the time for which a level is lit, found
 * with short exposures, is the level. */
static void slow_motion_shows_bit_planes(void **state) {
    (void)state;
    panel *sign = open_panel("hub75:64x32:planes=4");
    picture noise;
    picture_make(&noise, 64, 32, 0);
    light seen = light_make(64, 32);
    uint32_t lit[64] = {0};
    for (uint64_t at = 0; at < 700000; at += 500) {
        exposure window = {.from = at, .length = 500, .gain = 8};
        panel_expose(sign, &noise.source, &window, &seen);
        for (int x = 0; x < 64; x++)
            lit[x] += seen.leds[x].red;
    }
    uint32_t brightest = 0;
    for (int x = 0; x < 64; x++)
        if (lit[x] > brightest)
            brightest = lit[x];
    for (int x = 0; x < 64; x++) {
        uint32_t level = (picture_colour(&noise, 0, x, 0).red * 15u + 0x8000) >> 16;
        assert_in_range(lit[x] * 15 + brightest / 2, level * brightest,
                        level * brightest + brightest);
    }
    light_free(&seen);
    panel_close(sign);
}

/* Light is additive: exposures that follow one another give what one long one gives, also when each
 * row has its own moment. */
static void exposures_add_up(void **state) {
    (void)state;
    panel *sign = open_panel("hub75:64x32");
    picture noise;
    picture_make(&noise, 64, 32, 3000);
    light part = light_make(64, 32), whole = light_make(64, 32);
    static uint32_t sum[64 * 32];
    memset(sum, 0, sizeof sum);
    exposure window = {.from = 12345678, .length = 700000, .row_delay = 123456, .gain = 16};
    for (int i = 0; i < 10; i++, window.from += window.length) {
        panel_expose(sign, &noise.source, &window, &part);
        for (int led = 0; led < 64 * 32; led++)
            sum[led] += part.leds[led].blue;
    }
    window.from = 12345678;
    window.length = 7000000;
    panel_expose(sign, &noise.source, &window, &whole);
    for (int led = 0; led < 64 * 32; led++)
        assert_in_range(sum[led] / 10 + 2, whole.leds[led].blue, whole.leds[led].blue + 3);
    light_free(&part);
    light_free(&whole);
    panel_close(sign);
}

/* A phone at 1/1000 s with a rolling shutter sees bands; the eye sees none. */
static void rolling_shutter_bands(void **state) {
    (void)state;
    panel *sign = open_panel("hub75:64x32:refresh=120");
    picture white;
    picture_make_white(&white, 64, 32);
    light seen = light_make(64, 32);
    exposure window = {.from = 50000000, .length = 1000000, .row_delay = 100000, .gain = 32};
    panel_expose(sign, &white.source, &window, &seen);
    int dark = 0, bright = 0;
    for (int y = 0; y < 32; y++) {
        dark += seen.leds[y * 64].red == 0;
        bright += seen.leds[y * 64].red > 5000;
    }
    assert_true(dark >= 8);
    assert_true(bright >= 2);
    panel_show(sign, &white.source, 50000, 16667, &seen);
    for (int y = 0; y < 32; y++)
        assert_in_range(seen.leds[y * 64].red, seen.leds[0].red - 1, seen.leds[0].red + 1);
    light_free(&seen);
    panel_close(sign);
}

static int rows_lit(const light *seen) {
    int rows = 0;
    for (int y = 0; y < seen->height; y++)
        rows += seen->leds[y * seen->width].red > 0;
    return rows;
}

/* The same by the specification: a camera's bands, and slow motion, in which a sixtieth of a second
 * is 17 microseconds of the sign and shows one row of each half. */
static void camera_in_the_specification(void **state) {
    (void)state;
    picture white;
    picture_make_white(&white, 64, 32);
    light seen = light_make(64, 32);
    panel *sign = open_panel("hub75:64x32:shutter=1000,rolling=3200,gain=20");
    panel_show(sign, &white.source, 50000, 16667, &seen);
    assert_in_range(rows_lit(&seen), 2, 24);
    panel_close(sign);
    sign = open_panel("hub75:64x32:slow=1000,from=1000");
    int changes = 0, last = -1;
    for (uint64_t frame = 0; frame < 500; frame++) {
        panel_show(sign, &white.source, frame * 16667, 16667, &seen);
        assert_in_range(rows_lit(&seen), 0, 4); /* a picture may see one row go and the next come */
        for (int y = 0; y < 16; y++)
            if (seen.leds[y * 64].red > 0 && y != last) {
                assert_true(y > last);
                last = y;
                changes++;
            }
    }
    assert_int_equal(changes, 16); /* one refresh, in eight seconds */
    light_free(&seen);
    panel_close(sign);
}

/* ---- Violations ------------------------------------------------------------------------------ */

static const hub75_shape small = {
    .width = 32, .height = 16, .panel_width = 32, .panel_height = 16, .scan = 8};

static unsigned address(unsigned row) {
    return row * MOTO_HUB75_A;
}

static void hold(hub75 *sign, unsigned pins, uint32_t ticks) {
    hub75_hold(sign, (uint16_t)pins, ticks);
}

static void clock_dark(hub75 *sign, uint32_t count) {
    uint16_t words[64];
    for (int i = 0; i < 64; i++)
        words[i] = MOTO_HUB75_OE | MOTO_HUB75_R1;
    hub75_clock(sign, words, count);
}

static void latch(hub75 *sign, unsigned row) {
    hold(sign, MOTO_HUB75_OE | address(row), 2);
    hold(sign, MOTO_HUB75_OE | MOTO_HUB75_LAT | address(row), 1);
    hold(sign, MOTO_HUB75_OE | address(row), 2);
}

typedef void misdeed(hub75 *sign);

static void latch_while_clocking(hub75 *sign) {
    uint16_t word = MOTO_HUB75_OE | MOTO_HUB75_LAT;
    clock_dark(sign, 32);
    hub75_clock(sign, &word, 1);
}

static void latch_while_lit(hub75 *sign) {
    clock_dark(sign, 32);
    hold(sign, 0, 10);
    hold(sign, MOTO_HUB75_LAT, 1);
}

static void address_while_lit(hub75 *sign) {
    hold(sign, 0, 10);
    hold(sign, address(2), 10);
}

static void address_range(hub75 *sign) {
    hold(sign, MOTO_HUB75_OE | address(8), 1);
}

static void too_short(hub75 *sign) {
    clock_dark(sign, 31);
    latch(sign, 0);
}

static void too_long(hub75 *sign) {
    clock_dark(sign, 33);
    latch(sign, 0);
}

static void ghost(hub75 *sign) {
    hold(sign, MOTO_HUB75_OE | address(1), 10);
    hold(sign, address(2), 10);
}

static void burn(hub75 *sign) {
    hold(sign, 0, 200001);
    hold(sign, MOTO_HUB75_OE, 1);
}

static void breaking_the_rules_is_reported(void **state) {
    (void)state;
    static const struct {
        misdeed *deed;
        int kind;
    } cases[] = {{latch_while_clocking, HUB75_LATCH_WHILE_CLOCKING},
                 {latch_while_lit, HUB75_LATCH_WHILE_LIT},
                 {address_while_lit, HUB75_ADDRESS_WHILE_LIT},
                 {address_range, HUB75_ADDRESS_RANGE},
                 {too_short, HUB75_LENGTH},
                 {too_long, HUB75_LENGTH},
                 {ghost, HUB75_GHOST},
                 {burn, HUB75_BURN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hub75 sign;
        assert_true(hub75_open(&sign, &small, 20000000));
        hub75_time(&sign, 1000);
        cases[i].deed(&sign);
        if (sign.violations.count[cases[i].kind] != 1)
            fail_msg("case %zu: not reported", i);
        assert_int_equal(sign.violations.first, cases[i].kind);
        hub75_close(&sign);
    }
    hub75 sign;
    assert_true(hub75_open(&sign, &small, 31000000));
    assert_int_equal(sign.violations.count[HUB75_TOO_FAST], 1);
    hub75_close(&sign);
}

/* A line that was clocked too short stands one column off, as on the bench. */
static void short_line_stands_off(void **state) {
    (void)state;
    hub75 sign;
    light seen = light_make(32, 16);
    assert_true(hub75_open(&sign, &small, 20000000));
    exposure window = {.length = 1000000, .gain = 256};
    hub75_watch(&sign, &window);
    uint16_t words[32] = {[0] = MOTO_HUB75_R1};
    for (int i = 0; i < 32; i++)
        words[i] |= MOTO_HUB75_OE;
    hub75_clock(&sign, words, 31);
    latch(&sign, 3);
    hold(&sign, address(3), 1000);
    hold(&sign, MOTO_HUB75_OE | address(3), 10);
    hub75_develop(&sign, &seen);
    for (int i = 0; i < 32 * 16; i++)
        assert_int_equal(seen.leds[i].red > 0, i == 3 * 32 + 1);
    light_free(&seen);
    hub75_close(&sign);
}

/* One word at a time or a whole line: the same model. */
static void words_one_by_one(void **state) {
    (void)state;
    hub75 by_line, by_word;
    assert_true(hub75_open(&by_line, &small, 20000000));
    assert_true(hub75_open(&by_word, &small, 20000000));
    exposure window = {.length = 1000000, .gain = 256};
    hub75_watch(&by_line, &window);
    hub75_watch(&by_word, &window);
    uint32_t random = 7;
    for (int line = 0; line < 50; line++) {
        uint16_t words[40];
        for (int i = 0; i < 40; i++) {
            random = random * 1664525 + 1013904223;
            words[i] = (uint16_t)(random >> 16 & 0x1FFF); /* every pin at any time */
        }
        hub75_clock(&by_line, words, 40);
        for (int i = 0; i < 40; i++)
            hub75_clock(&by_word, words + i, 1);
    }
    assert_memory_equal(by_line.lit, by_word.lit, 8 * 6 * 32 * sizeof *by_line.lit);
    assert_memory_equal(by_line.latched, by_word.latched, 32 * sizeof *by_line.latched);
    assert_true(by_line.violations.total == by_word.violations.total);
    hub75_close(&by_line);
    hub75_close(&by_word);
}

/* ---- The driver's start ---------------------------------------------------------------------- */

static moto_error try_start(const moto_hub75_config *config) {
    moto_hub75 driver;
    return moto_hub75_start(&driver, config);
}

static void start_refuses_what_no_sign_is(void **state) {
    (void)state;
    static uint16_t words[MOTO_HUB75_WORDS(64)];
    static moto_colour row[64];
    const moto_hub75_config good = {.width = 64,
                                    .height = 32,
                                    .panel_width = 64,
                                    .panel_height = 32,
                                    .scan = 16,
                                    .planes = 8,
                                    .brightness = 256,
                                    .clock_hertz = 20000000,
                                    .refresh_hertz = 120,
                                    .guard = 2,
                                    .words = words,
                                    .row = row};
    assert_int_equal(try_start(&good), MOTO_OK);
    moto_hub75_config bad[9];
    for (int i = 0; i < 9; i++)
        bad[i] = good;
    bad[0].panel_width = 48;
    bad[1].panel_height = 31;
    bad[2].scan = 12;
    bad[3].fold_columns = 5;
    bad[4].planes = 13;
    bad[5].planes = 0;
    bad[6].brightness = 257;
    bad[7].guard = 0;
    bad[8].refresh_hertz = 0;
    for (int i = 0; i < 9; i++)
        assert_int_equal(try_start(&bad[i]), MOTO_ERR_RANGE);
    bad[0] = good;
    bad[0].words = NULL;
    assert_int_equal(try_start(&bad[0]), MOTO_ERR_MEMORY);
    bad[0] = good;
    bad[0].clock_hertz = 1000000;
    assert_int_equal(try_start(&bad[0]), MOTO_ERR_LIMIT);
}

static void forget_words(void *self, const uint16_t *words, uint32_t count) {
    (void)words;
    *(uint64_t *)self += count;
}

static void forget_pins(void *self, uint16_t pins, uint32_t ticks) {
    (void)pins;
    *(uint64_t *)self += ticks;
}

/* Whatever the brightness, a refresh takes exactly the ticks that it says, and asks each row once.
 */
static void refresh_takes_its_time(void **state) {
    (void)state;
    static uint16_t words[MOTO_HUB75_WORDS(128)];
    static moto_colour row[64];
    uint64_t ticks = 0;
    moto_hub75_config config = {.bus = {&ticks, forget_words, forget_pins},
                                .width = 64,
                                .height = 32,
                                .panel_width = 64,
                                .panel_height = 32,
                                .scan = 8,
                                .planes = 9,
                                .clock_hertz = 16000000,
                                .refresh_hertz = 111,
                                .guard = 3,
                                .compensated = true,
                                .words = words,
                                .row = row};
    picture noise;
    picture_make(&noise, 64, 32, 0);
    moto_hub75 driver;
    assert_int_equal(moto_hub75_start(&driver, &config), MOTO_OK);
    for (int brightness = 0; brightness <= 256; brightness += 16) {
        moto_hub75_brightness(&driver, (uint16_t)brightness);
        ticks = 0;
        noise.ask = 0;
        moto_hub75_refresh(&driver, &noise.source, 0);
        assert_int_equal(ticks, driver.refresh_ticks);
        assert_int_equal(noise.ask, 32);
    }
    assert_int_equal(driver.refresh_ticks, 16000000 / 111);
}

/* sRGB middle grey is a fifth of the light. */
static void srgb_curve(void **state) {
    (void)state;
    static uint16_t words[MOTO_HUB75_WORDS(64)];
    static moto_colour row[64];
    uint64_t ticks = 0;
    moto_hub75_config config = {.bus = {&ticks, forget_words, forget_pins},
                                .width = 64,
                                .height = 2,
                                .panel_width = 64,
                                .panel_height = 2,
                                .scan = 1,
                                .planes = 12,
                                .curve = MOTO_HUB75_SRGB,
                                .clock_hertz = 20000000,
                                .refresh_hertz = 100,
                                .guard = 1,
                                .words = words,
                                .row = row};
    picture ramp;
    picture_make_ramp(&ramp, 64, 2);
    moto_hub75 driver;
    assert_int_equal(moto_hub75_start(&driver, &config), MOTO_OK);
    moto_hub75_refresh(&driver, &ramp.source, 0);
    /* Levels of the last line, red of the upper half; 4095 ((c + 0.055) / 1.055)^2.4 at column
     * / 63. */
    const uint16_t *red = words + 64;
    assert_int_equal(red[0], 0);
    assert_in_range(red[63], 4095, 4095);
    assert_in_range(red[16], 213, 217);
    assert_in_range(red[32], 905, 909);
    assert_in_range(red[48], 2214, 2218);
}

static void wrong_specifications_say_why(void **state) {
    (void)state;
    static const char *const wrong[] = {"hub75:64x31",           "hub75:64x32:scan=5",
                                        "hub75:64x32:planes=13", "hub75:64x32:panel=60x32",
                                        "hub75:64x32:panel=64",  "hub75:64x32:clock=1",
                                        "hub75:64x32:layout=up", "hub75:64x32:compensate=yes"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char message[200] = "";
        assert_null(panel_open(wrong[i], message, sizeof message));
        assert_true(strlen(message) > 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scan_shows_every_level),
        cmocka_unit_test(panels_in_rows_straight_and_serpentine),
        cmocka_unit_test(one_to_twelve_planes),
        cmocka_unit_test(brightness_by_output_enable),
        cmocka_unit_test(slow_motion_shows_single_rows),
        cmocka_unit_test(slow_motion_shows_bit_planes),
        cmocka_unit_test(exposures_add_up),
        cmocka_unit_test(rolling_shutter_bands),
        cmocka_unit_test(camera_in_the_specification),
        cmocka_unit_test(breaking_the_rules_is_reported),
        cmocka_unit_test(short_line_stands_off),
        cmocka_unit_test(words_one_by_one),
        cmocka_unit_test(start_refuses_what_no_sign_is),
        cmocka_unit_test(refresh_takes_its_time),
        cmocka_unit_test(srgb_curve),
        cmocka_unit_test(wrong_specifications_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
