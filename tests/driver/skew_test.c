/* SPDX-License-Identifier: MIT
 *
 * Scan skew, as the eye has it: a vertical bar scrolls over a HUB75 panel, and an eye follows it.
 * The light of one refresh is gathered in many short exposures, each moved back by as much as the
 * eye has moved, and the bar's slant is read from the rows' centres of light.
 */
#include "../../core/motograph.h"
#include "panel.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum {
    HERTZ = 120,
    SLICES = 400, /* exposures in a refresh */
    BAR = 6,      /* columns wide */
    START = 1,    /* second at which it is looked at */
};

typedef struct bar {
    moto_source source;
    double speed; /* columns a second */
    double start; /* of its left edge */
} bar;

static double covered(double left, double right, int x) {
    double from = left > x ? left : x;
    double to = right < x + 1 ? right : x + 1;
    return to > from ? to - from : 0;
}

static void bar_row(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    bar *moving = self;
    (void)y;
    double left = moving->start + moving->speed * (double)time / 1e6;
    for (int x = 0; x < moving->source.width; x++) {
        uint16_t grey = (uint16_t)lround(covered(left, left + BAR, x) * 65535);
        row[x] = (moto_colour){grey, grey, grey};
    }
}

/* Sums of light and of light times place, by row. */
typedef struct row_sums {
    double light[64];
    double moment[64];
} row_sums;

static void add_exposure(row_sums *sums, const light *seen, double eye) {
    for (int y = 0; y < seen->height; y++)
        for (int x = 0; x < seen->width; x++) {
            double level = seen->leds[y * seen->width + x].green;
            sums->light[y] += level;
            sums->moment[y] += level * (x + 0.5 - eye);
        }
}

/* The widest difference between any two rows' places, in columns: lean and tear in one figure. */
static double slant(const row_sums *sums, int rows) {
    double lowest = INFINITY, highest = -INFINITY;
    for (int y = 0; y < rows; y++) {
        if (sums->light[y] == 0)
            continue;
        double place = sums->moment[y] / sums->light[y];
        lowest = fmin(lowest, place);
        highest = fmax(highest, place);
    }
    return highest - lowest;
}

static double measure(panel *sign, const moto_source *source, double speed, bool compensated) {
    const panel_info *about = panel_about(sign);
    light seen = light_make(about->width, about->height);
    row_sums sums = {{0}, {0}};
    panel_compensate(sign, compensated);
    exposure window = {.from = START * UINT64_C(1000000000),
                       .length = 1000000000 / HERTZ / SLICES + 1,
                       .gain = 8}; /* lit all the time is 32 times full for 1/32 scan */
    for (int slice = 0; slice < SLICES; slice++, window.from += window.length) {
        double middle = (double)window.from / 1e9 + (double)window.length / 2e9;
        panel_expose(sign, source, &window, &seen);
        add_exposure(&sums, &seen, speed * (middle - START));
    }
    light_free(&seen);
    return slant(&sums, about->height);
}

static void check_source(const char *specification, const moto_source *source, double speed,
                         double least) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s: %s", specification, message);
    double off = measure(sign, source, speed, false);
    double on = measure(sign, source, speed, true);
    printf("%-44s %5.0f columns/s  slant %.4f, compensated %.4f columns (1/%.0f)\n", specification,
           speed, off, on, off / on);
    /* What the scan alone explains: the last address lights almost a refresh after the first. */
    assert_true(off > least * fabs(speed) / HERTZ);
    assert_true(off < 1.01 * fabs(speed) / HERTZ);
    assert_true(on * 16 <= off);
    assert_int_equal(panel_violations(sign), 0);
    panel_close(sign);
}

static void check(const char *specification, double speed) {
    int width = 0, height = 0;
    assert_int_equal(sscanf(specification, "hub75:%dx%d", &width, &height), 2);
    bar moving = {.speed = speed, .start = width / 2.0 - speed * START};
    moving.source = (moto_source){&moving, (uint16_t)width, (uint16_t)height, NULL, bar_row};
    check_source(specification, &moving.source, speed, 0.7);
}

/* The ticker itself, with a line that is one vertical bar, of which the sign shows 14 rows or so.
 */
static void compensation_straightens_the_ticker(void **state) {
    (void)state;
    static uint8_t bytes[16384];
    static uint64_t memory[MOTO_MEMORY(96, 32, 1)];
    moto_rom rom;
    moto_ticker ticker;
    FILE *file = fopen(SKEW_ROM, "rb");
    assert_non_null(file);
    uint32_t size = (uint32_t)fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_int_equal(moto_rom_open(&rom, bytes, size, NULL, 0), MOTO_OK);
    assert_int_equal(moto_ticker_init(&ticker, &rom, NULL, memory, sizeof memory, 0), MOTO_OK);
    moto_source source = moto_ticker_source(&ticker);
    check_source("hub75:96x32:panel=96x32,planes=10,scan=16", &source, -50, 0.4);
}

static void compensation_straightens_the_bar(void **state) {
    (void)state;
    const double speeds[] = {30, 60, -120, 480};
    for (int i = 0; i < 4; i++) {
        check("hub75:32x16:planes=10,scan=8", speeds[i]);
        check("hub75:32x32:planes=10,scan=16", speeds[i]);
        check("hub75:32x64:planes=10,scan=32", speeds[i]);
    }
    check("hub75:32x32:planes=10,scan=4", 240);
    check("hub75:32x32:panel=32x16,planes=10,scan=4,layout=serpentine", 240);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compensation_straightens_the_bar),
        cmocka_unit_test(compensation_straightens_the_ticker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
