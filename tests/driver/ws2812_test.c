/* SPDX-License-Identifier: MIT */
#include "../../core/driver/ws2812.h"
#include "panel.h"
#include "picture.h"
#include "ws2812.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void check_panel(const char *specification) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s: %s", specification, message);
    const panel_info *about = panel_about(sign);
    picture noise;
    picture_make(&noise, about->width, about->height, 0);
    light seen = light_make(about->width, about->height);
    panel_show(sign, &noise.source, 0, 20000, &seen);
    for (int i = 0; i < about->width * about->height; i++) {
        moto_colour colour = picture_colour(&noise, 0, i % about->width, i / about->width);
        /* A level is 257 of 65535. */
        if (abs(seen.leds[i].red - colour.red) > 135 ||
            abs(seen.leds[i].green - colour.green) > 135 ||
            abs(seen.leds[i].blue - colour.blue) > 135)
            fail_msg("%s: LED %d", specification, i);
    }
    if (panel_violations(sign))
        fail_msg("%s: %s", specification, panel_violation(sign));
    light_free(&seen);
    panel_close(sign);
}

static void shows_the_picture_however_the_chain_runs(void **state) {
    (void)state;
    static const char *const corners[] = {"left-top", "right-top", "left-bottom", "right-bottom"};
    static const char *const ways[] = {"", "-columns", "-serpentine", "-columns-serpentine"};
    for (int corner = 0; corner < 4; corner++)
        for (int way = 0; way < 4; way++) {
            char text[80];
            snprintf(text, sizeof text, "ws2812:13x7:chain=%s%s", corners[corner], ways[way]);
            check_panel(text);
        }
    check_panel("ws2812:32x8");
}

/* The supply's limit is kept whatever is shown, and not by much. */
static void current_limit(void **state) {
    (void)state;
    char message[200];
    panel *sign = panel_open("ws2812:16x16:limit=2000,supply=2000", message, sizeof message);
    panel *free_sign = panel_open("ws2812:16x16:supply=2000", message, sizeof message);
    picture noise, white;
    picture_make(&noise, 16, 16, 10000);
    picture_make_white(&white, 16, 16);
    light seen = light_make(16, 16);
    for (uint64_t frame = 0; frame < 50; frame++)
        panel_show(sign, &noise.source, frame * 16667, 16667, &seen);
    panel_show(sign, &white.source, 1000000, 16667, &seen);
    assert_int_equal(panel_violations(sign), 0);
    /* (2000 - 256 * 0.7) / (256 * 3 * 12) of full. */
    assert_in_range(seen.leds[0].red, 0.175 * 65535, 0.198 * 65535);
    panel_show(free_sign, &white.source, 0, 16667, &seen);
    assert_true(panel_violations(free_sign) > 0);
    assert_int_equal(seen.leds[0].red, 65535);
    light_free(&seen);
    panel_close(sign);
    panel_close(free_sign);
}

static void pulse_widths(void **state) {
    (void)state;
    uint8_t coded[3];
    moto_ws2812_code(0xA5, coded); /* 110 100 110 100 100 110 100 110 */
    assert_int_equal(coded[0], 0xD3);
    assert_int_equal(coded[1], 0x49);
    assert_int_equal(coded[2], 0xA6);
}

static void send_led(ws2812 *chain, uint32_t colour, uint32_t last_low) {
    for (int bit = 23; bit >= 0; bit--) {
        bool one = colour >> bit & 1;
        ws2812_pulse(chain, one ? 800 : 400, bit == 0 ? last_low : one ? 450 : 850);
    }
}

static void breaking_the_rules_is_reported(void **state) {
    (void)state;
    ws2812 chain;
    assert_true(ws2812_open(&chain, 2, 10));
    send_led(&chain, 0x010203, 450);
    send_led(&chain, 0x040506, WS2812_RESET);
    assert_int_equal(chain.violations.total, 0);
    assert_int_equal(chain.shown[0][0], 1);
    assert_int_equal(chain.shown[1][2], 6);
    ws2812_pulse(&chain, 600, 600);
    assert_int_equal(chain.violations.count[WS2812_PULSE], 1);
    ws2812_pulse(&chain, 400, 200);
    assert_int_equal(chain.violations.count[WS2812_GAP], 1);
    ws2812_pulse(&chain, 400, 50000);
    assert_int_equal(chain.violations.count[WS2812_GAP], 2);
    ws2812_pulse(&chain, 400, WS2812_RESET);
    assert_int_equal(chain.violations.count[WS2812_INCOMPLETE], 1);
    send_led(&chain, 0, 850);
    send_led(&chain, 0, 850);
    ws2812_pulse(&chain, 800, 450);
    assert_int_equal(chain.violations.count[WS2812_TOO_MANY], 1);
    ws2812_pulse(&chain, 800, WS2812_RESET);
    send_led(&chain, 0xFFFFFF, WS2812_RESET);
    assert_int_equal(chain.violations.count[WS2812_CURRENT], 1);
    ws2812_close(&chain);
}

static void start_refuses(void **state) {
    (void)state;
    moto_colour row[4];
    moto_ws2812 driver;
    moto_ws2812_config good = {.width = 4, .height = 100, .limit_ma = 280, .row = row};
    assert_int_equal(moto_ws2812_start(&driver, &good), MOTO_OK);
    moto_ws2812_config bad = good;
    bad.limit_ma = 279;
    assert_int_equal(moto_ws2812_start(&driver, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.width = 0;
    assert_int_equal(moto_ws2812_start(&driver, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.brightness = 257;
    assert_int_equal(moto_ws2812_start(&driver, &bad), MOTO_ERR_RANGE);
    bad = good;
    bad.row = NULL;
    assert_int_equal(moto_ws2812_start(&driver, &bad), MOTO_ERR_MEMORY);
    char message[200];
    assert_null(panel_open("ws2812:32x8:limit=100", message, sizeof message));
    assert_null(panel_open("ws2812:256x256", message, sizeof message));
    assert_null(panel_open("ws2812:32x8:refresh=500", message, sizeof message));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_picture_however_the_chain_runs),
        cmocka_unit_test(current_limit),
        cmocka_unit_test(pulse_widths),
        cmocka_unit_test(breaking_the_rules_is_reported),
        cmocka_unit_test(start_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
