/* SPDX-License-Identifier: MIT */
#include "../../core/driver/ssd0323.h"
#include "../../core/driver/ssd1306.h"
#include "panel.h"
#include "picture.h"
#include "ssd0323.h"
#include "ssd1306.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    PERIOD = 100000, /* microseconds between pictures, whole refreshes of all panels */
};

static void check_bits(const char *specification) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s: %s", specification, message);
    const panel_info *about = panel_about(sign);
    assert_int_equal(about->depth, PANEL_BITS);
    picture noise;
    picture_make(&noise, about->width, about->height, PERIOD);
    light seen = light_make(about->width, about->height);
    for (uint64_t frame = 0; frame < 4; frame++) {
        panel_show(sign, &noise.source, frame * PERIOD, PERIOD / 2, &seen);
        for (int y = 0; y < about->height; y++)
            for (int x = 0; x < about->width; x++)
                if (picture_lit(&noise, frame * PERIOD, x, y) !=
                    (seen.leds[y * about->width + x].red > 60000))
                    fail_msg("%s: LED %d,%d", specification, x, y);
    }
    if (panel_violations(sign))
        fail_msg("%s: %s", specification, panel_violation(sign));
    light_free(&seen);
    panel_close(sign);
}

static void one_bit_displays(void **state) {
    (void)state;
    check_bits("ssd1306:128x64");
    check_bits("ssd1306:128x32");
    check_bits("ssd1306:64x48:offset=32");
    check_bits("ssd0303:96x16");
    check_bits("ssd0303:128x64:offset=2");
    check_bits("flipdot:112x16");
    check_bits("bulbs:33x7");
}

/* Luminance by BT.709's weights in 1/256, rounded to a grey. */
static int grey_of(moto_colour led) {
    int luminance = (led.red * 54 + led.green * 183 + led.blue * 19) / 256;
    return (luminance * 15 + 32768) / 65536;
}

static void sixteen_greys(void **state) {
    (void)state;
    char message[200];
    panel *sign = panel_open("ssd0323:128x64", message, sizeof message);
    picture noise;
    picture_make(&noise, 128, 64, PERIOD);
    light seen = light_make(128, 64);
    int used[16] = {0};
    for (uint64_t frame = 0; frame < 4; frame++) {
        panel_show(sign, &noise.source, frame * PERIOD, PERIOD / 2, &seen);
        for (int i = 0; i < 128 * 64; i++) {
            int grey = grey_of(picture_colour(&noise, frame * PERIOD, i % 128, i / 128));
            used[grey]++;
            int expected = 65535 * grey / 15;
            if (abs(seen.leds[i].red - expected) > 30)
                fail_msg("LED %d: %d, not %d", i, seen.leds[i].red, expected);
        }
    }
    for (int grey = 1; grey < 15; grey++)
        assert_true(used[grey] > 0);
    assert_int_equal(panel_violations(sign), 0);
    light_free(&seen);
    panel_close(sign);
}

static void contrast_is_light(void **state) {
    (void)state;
    static const char *const panels[] = {"ssd1306", "ssd0323"};
    for (int i = 0; i < 2; i++) {
        char message[200];
        panel *sign = panel_open(panels[i], message, sizeof message);
        picture white;
        picture_make_white(&white, 128, 64);
        light seen = light_make(128, 64);
        panel_brightness(sign, 50);
        panel_show(sign, &white.source, 0, 20000, &seen);
        assert_in_range(seen.leds[77].green, 32000, 33000);
        panel_brightness(sign, 0);
        panel_show(sign, &white.source, 0, 20000, &seen);
        assert_int_equal(seen.leds[77].green, 0);
        panel_brightness(sign, 100);
        panel_show(sign, &white.source, 0, 20000, &seen);
        assert_in_range(seen.leds[77].green, 65000, 65535);
        light_free(&seen);
        panel_close(sign);
    }
}

/* A row at a time is lit. */
static void slow_motion_shows_one_row(void **state) {
    (void)state;
    char message[200];
    panel *sign = panel_open("ssd0323", message, sizeof message);
    picture white;
    picture_make_white(&white, 128, 64);
    light seen = light_make(128, 64);
    exposure window = {.from = 10000000 / 64 * 5 + 1000, .length = 1000, .gain = 256};
    panel_expose(sign, &white.source, &window, &seen);
    for (int y = 0; y < 64; y++)
        assert_int_equal(seen.leds[y * 128].red > 0, y == 5);
    light_free(&seen);
    panel_close(sign);
}

/* ---- Only what changed ----------------------------------------------------------------------- */

static void count_bytes(void *self, const uint8_t *bytes, uint32_t count) {
    (void)bytes;
    *(uint32_t *)self += count;
}

static void one_dot(void *self, uint64_t time, uint32_t y, uint32_t *bits) {
    (void)self;
    memset(bits, 0, 16);
    if (y == 9)
        bits[time / 32] |= UINT32_C(1) << time % 32;
}

static void one_grey_dot(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    (void)self;
    memset(row, 0, 128 * sizeof *row);
    if (y == 9)
        row[time] = (moto_colour){65535, 65535, 65535};
}

static void sends_only_what_changed(void **state) {
    (void)state;
    static uint8_t bytes[MOTO_SSD0323_BYTES(128, 64)];
    static uint32_t row[4];
    static moto_colour colours[128];
    uint32_t sent = 0;
    moto_source source = {NULL, 128, 64, one_dot, one_grey_dot};
    moto_oled_bus bus = {&sent, count_bytes, count_bytes};
    moto_ssd1306 bits;
    moto_ssd1306_config config = {
        .bus = bus, .width = 128, .height = 64, .bytes = bytes, .row = row};
    assert_int_equal(moto_ssd1306_start(&bits, &config), MOTO_OK);
    moto_ssd1306_show(&bits, &source, 5);
    sent = 0;
    moto_ssd1306_show(&bits, &source, 5);
    assert_int_equal(sent, 0);
    moto_ssd1306_show(&bits, &source, 8);
    assert_int_equal(sent, 3 + 4); /* place, and columns 5 to 8 */
    moto_ssd0323 greys;
    moto_ssd0323_config config0323 = {
        .bus = bus, .width = 128, .height = 64, .bytes = bytes, .row = colours};
    assert_int_equal(moto_ssd0323_start(&greys, &config0323), MOTO_OK);
    moto_ssd0323_show(&greys, &source, 5);
    sent = 0;
    moto_ssd0323_show(&greys, &source, 5);
    assert_int_equal(sent, 0);
    moto_ssd0323_show(&greys, &source, 8);
    assert_int_equal(sent, 6 + 3); /* place, and columns 4 to 9 */
}

static void start_refuses_what_no_glass_is(void **state) {
    (void)state;
    static uint8_t bytes[MOTO_SSD0323_BYTES(132, 80)];
    static uint32_t row[5];
    static moto_colour colours[132];
    moto_ssd1306 bits;
    moto_ssd0323 greys;
    moto_ssd1306_config good = {.width = 128, .height = 64, .bytes = bytes, .row = row};
    moto_ssd1306_config bad = good;
    bad.column_offset = 1;
    assert_int_equal(moto_ssd1306_start(&bits, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.height = 60;
    assert_int_equal(moto_ssd1306_start(&bits, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.row = NULL;
    assert_int_equal(moto_ssd1306_start(&bits, &bad), MOTO_ERR_MEMORY);
    moto_ssd0323_config wide = {.width = 130, .height = 64, .bytes = bytes, .row = colours};
    assert_int_equal(moto_ssd0323_start(&greys, &wide), MOTO_ERR_RANGE);
    wide.width = 128;
    wide.height = 81;
    assert_int_equal(moto_ssd0323_start(&greys, &wide), MOTO_ERR_RANGE);
    wide.height = 80;
    wide.row = NULL;
    assert_int_equal(moto_ssd0323_start(&greys, &wide), MOTO_ERR_MEMORY);
}

/* ---- The chips ------------------------------------------------------------------------------- */

static void commands(ssd1306 *chip, const uint8_t *bytes, int count) {
    for (int i = 0; i < count; i++)
        ssd1306_byte(chip, false, bytes[i]);
}

#define COMMANDS(chip, ...)                                                                        \
    commands(chip, (const uint8_t[]){__VA_ARGS__}, (int)sizeof((const uint8_t[]){__VA_ARGS__}))

static void ssd1306_breaking_the_rules(void **state) {
    (void)state;
    ssd1306 chip;
    ssd1306_open(&chip, false, 128, 64, 0);
    COMMANDS(&chip, 0xAF);
    assert_int_equal(chip.violations.count[SSD1306_NO_SUPPLY], 1);
    COMMANDS(&chip, 0xAE, 0x8D, 0x14, 0xA8, 31, 0xAF);
    assert_int_equal(chip.violations.count[SSD1306_ROWS], 1);
    COMMANDS(&chip, 0x90, 0xC9, 0xAD);
    assert_int_equal(chip.violations.count[SSD1306_COMMAND], 3);
    COMMANDS(&chip, 0x21, 5, 4, 0x22, 0, 8, 0x18);
    assert_int_equal(chip.violations.count[SSD1306_WINDOW], 3);
    COMMANDS(&chip, 0x81);
    ssd1306_byte(&chip, true, 0x55);
    assert_int_equal(chip.violations.count[SSD1306_UNFINISHED], 1);
    assert_int_equal(chip.violations.total, 9);
}

static void ssd1306_addressing_modes(void **state) {
    (void)state;
    ssd1306 chip;
    ssd1306_open(&chip, false, 128, 64, 0);
    COMMANDS(&chip, 0x20, 0, 0x21, 126, 127, 0x22, 6, 7);
    for (uint8_t byte = 1; byte <= 5; byte++)
        ssd1306_byte(&chip, true, byte);
    assert_int_equal(chip.memory[6][126], 5); /* after four, from the beginning */
    assert_int_equal(chip.memory[6][127], 2);
    assert_int_equal(chip.memory[7][126], 3);
    assert_int_equal(chip.memory[7][127], 4);
    COMMANDS(&chip, 0x20, 1, 0x21, 126, 127, 0x22, 6, 7);
    for (uint8_t byte = 1; byte <= 4; byte++)
        ssd1306_byte(&chip, true, byte);
    assert_int_equal(chip.memory[7][126], 2);
    assert_int_equal(chip.memory[6][127], 3);
    COMMANDS(&chip, 0x20, 2, 0xB3, 0x0F, 0x17);
    ssd1306_byte(&chip, true, 9);
    ssd1306_byte(&chip, true, 8);
    assert_int_equal(chip.memory[3][127], 9);
    assert_int_equal(chip.memory[3][0], 8); /* round in the same page */
}

static void ssd0323_breaking_the_rules(void **state) {
    (void)state;
    ssd0323 chip;
    ssd0323_open(&chip, 128, 64);
    static const uint8_t bytes[] = {0xAF, 0x20, 0x15, 0, 64, 0x75, 9, 8, 0x81};
    for (size_t i = 0; i < sizeof bytes; i++)
        ssd0323_byte(&chip, false, bytes[i]);
    ssd0323_byte(&chip, true, 0);
    assert_int_equal(chip.violations.count[SSD0323_ROWS], 1);
    assert_int_equal(chip.violations.count[SSD0323_COMMAND], 1);
    assert_int_equal(chip.violations.count[SSD0323_WINDOW], 2);
    assert_int_equal(chip.violations.count[SSD0323_UNFINISHED], 1);
    assert_int_equal(chip.violations.total, 5);
}

static void wrong_specifications_say_why(void **state) {
    (void)state;
    static const char *const wrong[] = {"ssd1306:129x64",          "ssd1306:128x60",
                                        "ssd0323:127x64",          "ssd0323:128x81",
                                        "ssd0303:96x16:offset=40", "ssd1306:128x64:ink=pink"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char message[200] = "";
        assert_null(panel_open(wrong[i], message, sizeof message));
        assert_true(strlen(message) > 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bit_displays),
        cmocka_unit_test(sixteen_greys),
        cmocka_unit_test(contrast_is_light),
        cmocka_unit_test(slow_motion_shows_one_row),
        cmocka_unit_test(sends_only_what_changed),
        cmocka_unit_test(start_refuses_what_no_glass_is),
        cmocka_unit_test(ssd1306_breaking_the_rules),
        cmocka_unit_test(ssd1306_addressing_modes),
        cmocka_unit_test(ssd0323_breaking_the_rules),
        cmocka_unit_test(wrong_specifications_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
