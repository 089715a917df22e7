/* SPDX-License-Identifier: MIT */
#include "../../core/driver/max7219.h"
#include "max7219.h"
#include "panel.h"
#include "picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum {
    PERIOD = 50000, /* microseconds between pictures */
};

static void assert_shows(const picture *noise, uint64_t time, const light *seen) {
    for (int y = 0; y < seen->height; y++)
        for (int x = 0; x < seen->width; x++) {
            light_led led = seen->leds[y * seen->width + x];
            bool lit = picture_lit(noise, time, x, y);
            if (lit != (led.red > 0))
                fail_msg("LED %d,%d is %s", x, y, lit ? "dark" : "lit");
            assert_int_equal(led.green + led.blue, 0);
        }
}

static void check_panel(const char *specification) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s: %s", specification, message);
    const panel_info *about = panel_about(sign);
    picture noise;
    picture_make(&noise, about->width, about->height, PERIOD);
    light seen = light_make(about->width, about->height);
    for (uint64_t frame = 0; frame < 6; frame++) {
        panel_show(sign, &noise.source, frame * PERIOD, PERIOD / 2, &seen);
        assert_shows(&noise, frame * PERIOD, &seen);
    }
    panel_show(sign, &noise.source, PERIOD, PERIOD / 2, &seen); /* and back */
    assert_shows(&noise, PERIOD, &seen);
    assert_int_equal(panel_violations(sign), 0);
    assert_null(panel_violation(sign));
    light_free(&seen);
    panel_close(sign);
}

/* Every way to hang modules, times every way to lay the cable, at several sizes. */
static void shows_the_picture_however_it_hangs(void **state) {
    (void)state;
    static const char *const modules[] = {"fc16", "parola", "generic", "icstation", "turned-right"};
    static const char *const corners[] = {"left-top", "right-top", "left-bottom", "right-bottom"};
    static const char *const sizes[] = {"8x8", "40x8", "24x24", "128x32"};
    for (int module = 0; module < 5; module++)
        for (int corner = 0; corner < 4; corner++)
            for (int size = 0; size < 4; size++)
                for (int serpentine = 0; serpentine < 2; serpentine++) {
                    char text[120];
                    snprintf(text, sizeof text, "max7219:%s:module=%s,chain=%s%s", sizes[size],
                             modules[module], corners[corner], serpentine ? "-serpentine" : "");
                    check_panel(text);
                }
}

static void brightness_is_light(void **state) {
    (void)state;
    char message[200];
    panel *sign = panel_open("max7219:16x8", message, sizeof message);
    picture noise;
    picture_make(&noise, 16, 8, 0);
    light seen = light_make(16, 8);
    int x = 0;
    while (!picture_lit(&noise, 0, x, 0))
        x++;
    const int percents[] = {100, 50, 10, 1};
    const int intensities[] = {15, 7, 1, 0};
    for (int i = 0; i < 4; i++) {
        panel_brightness(sign, percents[i]);
        panel_show(sign, &noise.source, 0, 100000, &seen); /* 80 scans */
        int expected = 65535 * (2 * intensities[i] + 1) / 31;
        assert_in_range(seen.leds[x].red, expected - 40, expected + 1);
    }
    panel_brightness(sign, 0);
    panel_show(sign, &noise.source, 0, 100000, &seen);
    assert_int_equal(seen.leds[x].red, 0);
    light_free(&seen);
    panel_close(sign);
}

/* An exposure of one digit's slot sees that digit's row and no other. */
static void slow_motion_shows_one_digit(void **state) {
    (void)state;
    char message[200];
    panel *sign = panel_open("max7219:32x8", message, sizeof message);
    picture noise;
    picture_make(&noise, 32, 8, 0);
    light seen = light_make(32, 8);
    for (int slot = 0; slot < 16; slot++) {
        exposure window = {.from = (uint64_t)slot * 156250, .length = 100000, .gain = 256};
        panel_expose(sign, &noise.source, &window, &seen);
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 32; x++)
                assert_int_equal(seen.leds[y * 32 + x].red > 0,
                                 y == slot % 8 && picture_lit(&noise, 0, x, y));
    }
    light_free(&seen);
    panel_close(sign);
}

/* A driver on a bus that counts. */
typedef struct counter {
    max7219 chain;
    unsigned words;
    unsigned transfers;
    unsigned not_empty;
} counter;

static void count_select(void *self, bool low) {
    counter *bus = self;
    bus->transfers += low;
    max7219_load(&bus->chain, !low);
}

static void count_word(void *self, uint16_t word) {
    counter *bus = self;
    bus->words++;
    bus->not_empty += word != 0;
    max7219_word(&bus->chain, word);
}

static void one_dot(void *self, uint64_t time, uint32_t y, uint32_t *bits) {
    (void)self;
    bits[0] = y == 3 ? UINT32_C(1) << time % 32 : 0;
}

static void sends_only_what_changed(void **state) {
    (void)state;
    counter bus = {0};
    assert_true(max7219_open(&bus.chain, 4));
    uint8_t digits[MOTO_MAX7219_DIGITS(32, 8)];
    uint32_t row[MOTO_MAX7219_ROW(32)];
    moto_max7219 driver;
    moto_max7219_config config = {.bus = {&bus, count_select, count_word},
                                  .width = 32,
                                  .height = 8,
                                  .intensity = 3,
                                  .digits = digits,
                                  .row = row};
    assert_int_equal(moto_max7219_start(&driver, &config), MOTO_OK);
    moto_source source = {NULL, 32, 8, one_dot, NULL};
    moto_max7219_show(&driver, &source, 0);
    bus.words = bus.transfers = bus.not_empty = 0;
    moto_max7219_show(&driver, &source, 0);
    assert_int_equal(bus.transfers, 0);
    moto_max7219_show(&driver, &source, 1); /* inside one module */
    assert_int_equal(bus.transfers, 1);
    assert_int_equal(bus.words, 4);
    assert_int_equal(bus.not_empty, 1);
    moto_max7219_show(&driver, &source, 8); /* from one module to the next */
    assert_int_equal(bus.transfers, 2);
    assert_int_equal(bus.not_empty, 3);
    assert_int_equal(bus.chain.chip[2].digits[3], 0x80);
    assert_int_equal(bus.chain.chip[3].digits[3], 0);
    assert_int_equal(bus.chain.chip[0].intensity, 3);
    assert_int_equal(bus.chain.violations.total, 0);
    max7219_close(&bus.chain);
}

static void start_refuses_what_no_sign_is(void **state) {
    (void)state;
    uint8_t digits[16];
    uint32_t row[1];
    moto_max7219 driver;
    moto_max7219_config good = {.width = 8, .height = 8, .digits = digits, .row = row};
    moto_max7219_config bad = good;
    bad.width = 12;
    assert_int_equal(moto_max7219_start(&driver, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.height = 0;
    assert_int_equal(moto_max7219_start(&driver, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.row = NULL;
    assert_int_equal(moto_max7219_start(&driver, &bad), MOTO_ERR_RANGE);
}

/* A brown-out resets one chip; restore brings it back. */
static void restore_after_brown_out(void **state) {
    (void)state;
    counter bus = {0};
    assert_true(max7219_open(&bus.chain, 2));
    uint8_t digits[MOTO_MAX7219_DIGITS(16, 8)];
    uint32_t row[MOTO_MAX7219_ROW(16)];
    moto_max7219 driver;
    moto_max7219_config config = {.bus = {&bus, count_select, count_word},
                                  .width = 16,
                                  .height = 8,
                                  .intensity = 9,
                                  .digits = digits,
                                  .row = row};
    moto_max7219_start(&driver, &config);
    moto_source source = {NULL, 16, 8, one_dot, NULL};
    moto_max7219_show(&driver, &source, 0);
    max7219_chip before = bus.chain.chip[1];
    memset(&bus.chain.chip[1], 0, sizeof before);
    moto_max7219_restore(&driver);
    moto_max7219_show(&driver, &source, 0);
    assert_memory_equal(&bus.chain.chip[1], &before, sizeof before);
    max7219_close(&bus.chain);
}

/* The chip. */

static void transfer(max7219 *chain, const uint16_t *words, int count) {
    max7219_load(chain, false);
    for (int i = 0; i < count; i++)
        max7219_word(chain, words[i]);
    max7219_load(chain, true);
}

static void words_go_to_the_far_chip_first(void **state) {
    (void)state;
    max7219 chain;
    assert_true(max7219_open(&chain, 3));
    transfer(&chain, (const uint16_t[]){0x0111, 0x0222, 0x0333}, 3);
    assert_int_equal(chain.chip[2].digits[0], 0x11);
    assert_int_equal(chain.chip[1].digits[1], 0x22);
    assert_int_equal(chain.chip[0].digits[2], 0x33);
    max7219_close(&chain);
}

/* Bits and words, in any mixture, are the same chain. */
static void bits_equal_words(void **state) {
    (void)state;
    max7219 by_bits, by_words;
    assert_true(max7219_open(&by_bits, 3));
    assert_true(max7219_open(&by_words, 3));
    uint32_t random = 1;
    for (int round = 0; round < 200; round++) {
        max7219_pins(&by_bits, false, false, false);
        max7219_load(&by_words, false);
        for (int word = 0; word < 3 + round % 2; word++) {
            random = random * 1664525 + 1013904223;
            uint16_t bits = (uint16_t)(random >> 16);
            max7219_word(&by_words, bits);
            for (int bit = 15; bit >= 0; bit--) {
                max7219_pins(&by_bits, false, false, bits >> bit & 1);
                max7219_pins(&by_bits, false, true, bits >> bit & 1);
            }
            assert_int_equal(max7219_dout(&by_bits), max7219_dout(&by_words));
        }
        max7219_pins(&by_bits, true, false, false);
        max7219_load(&by_words, true);
        assert_memory_equal(by_bits.chip, by_words.chip, 3 * sizeof *by_bits.chip);
    }
    max7219_close(&by_bits);
    max7219_close(&by_words);
}

/* Three bits too many shift everything by three, through all chips. */
static void ragged_transfer_is_reported_and_wrong(void **state) {
    (void)state;
    max7219 chain;
    assert_true(max7219_open(&chain, 2));
    max7219_load(&chain, false);
    max7219_word(&chain, 0x2244);
    max7219_word(&chain, 0x2055);
    for (int bit = 0; bit < 3; bit++) {
        max7219_pins(&chain, false, false, false);
        max7219_pins(&chain, false, true, false);
    }
    max7219_load(&chain, true);
    assert_int_equal(chain.violations.count[MAX7219_RAGGED], 1);
    /* 0x2055 << 3 is 0x02A8 in sixteen bits; 0x2244 << 3 is 0x1221 with what came behind it. */
    assert_int_equal(chain.chip[0].digits[1], 0xA8);
    assert_int_equal(chain.chip[1].digits[1], 0x21);
    max7219_close(&chain);
}

static void breaking_the_rules_is_reported(void **state) {
    (void)state;
    max7219 chain;
    assert_true(max7219_open(&chain, 2));
    transfer(&chain, (const uint16_t[]){0x0B07}, 1);
    assert_int_equal(chain.violations.count[MAX7219_SHORT], 1);
    transfer(&chain, (const uint16_t[]){0x0D00, 0x0E00}, 2);
    assert_int_equal(chain.violations.count[MAX7219_ADDRESS], 2);
    transfer(&chain, (const uint16_t[]){0x0B02, 0x0B02}, 2);
    assert_int_equal(chain.violations.count[MAX7219_SCAN_LIMIT], 0);
    transfer(&chain, (const uint16_t[]){0x0C01, 0x0C01}, 2);
    assert_int_equal(chain.violations.count[MAX7219_SCAN_LIMIT], 1);
    max7219_clock_hertz(&chain, 10000000);
    assert_int_equal(chain.violations.count[MAX7219_TOO_FAST], 0);
    max7219_clock_hertz(&chain, 16000000);
    assert_int_equal(chain.violations.count[MAX7219_TOO_FAST], 1);
    assert_int_equal(chain.violations.total, 5);
    assert_int_equal(chain.violations.first, MAX7219_SHORT);
    max7219_close(&chain);
}

static unsigned lit_leds(const max7219 *chain) {
    exposure window = {.length = 12500000, .gain = 256};
    uint32_t lit[64] = {0};
    unsigned count = 0;
    max7219_shine(chain, &window, 0, 12500000, lit, 8);
    for (int i = 0; i < 64; i++)
        count += lit[i] > 0;
    return count;
}

static void registers_do_what_the_datasheet_says(void **state) {
    (void)state;
    max7219 chain;
    assert_true(max7219_open(&chain, 1));
    transfer(&chain, (const uint16_t[]){0x01FF}, 1);
    transfer(&chain, (const uint16_t[]){0x08FF}, 1);
    assert_int_equal(lit_leds(&chain), 0); /* shutdown at power-up */
    transfer(&chain, (const uint16_t[]){0x0F01}, 1);
    assert_int_equal(lit_leds(&chain), 64); /* test overrides it */
    transfer(&chain, (const uint16_t[]){0x0F00}, 1);
    transfer(&chain, (const uint16_t[]){0x0C01}, 1);
    assert_int_equal(lit_leds(&chain), 8); /* one digit scanned at power-up */
    transfer(&chain, (const uint16_t[]){0x0B07}, 1);
    assert_int_equal(lit_leds(&chain), 16);
    transfer(&chain, (const uint16_t[]){0x0981}, 1);
    assert_int_equal(lit_leds(&chain), 2); /* code B: F is blank, the points stay */
    transfer(&chain, (const uint16_t[]){0x0108}, 1);
    assert_int_equal(lit_leds(&chain), 8); /* an 8 and one point */
    max7219_close(&chain);
}

static void wrong_specifications_say_why(void **state) {
    (void)state;
    static const char *const wrong[] = {"max7218",
                                        "",
                                        "max7219:12x8",
                                        "max7219:0x8",
                                        "max7219:8x8:chain=up",
                                        "max7219:8x8:module=",
                                        "max7219:8x8:colour=red",
                                        "max7219:8x8:refresh=0",
                                        "max7219:8x8:refresh=9x",
                                        "max7219:99999x8",
                                        "max7219:8x8x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char message[200] = "";
        assert_null(panel_open(wrong[i], message, sizeof message));
        assert_true(strlen(message) > 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_picture_however_it_hangs),
        cmocka_unit_test(brightness_is_light),
        cmocka_unit_test(slow_motion_shows_one_digit),
        cmocka_unit_test(sends_only_what_changed),
        cmocka_unit_test(start_refuses_what_no_sign_is),
        cmocka_unit_test(restore_after_brown_out),
        cmocka_unit_test(words_go_to_the_far_chip_first),
        cmocka_unit_test(bits_equal_words),
        cmocka_unit_test(ragged_transfer_is_reported_and_wrong),
        cmocka_unit_test(breaking_the_rules_is_reported),
        cmocka_unit_test(registers_do_what_the_datasheet_says),
        cmocka_unit_test(wrong_specifications_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
