/* SPDX-License-Identifier: MIT
 *
 * Sixty days of virtual time: nothing drifts, and large clock values do no harm. Ten million frames
 * in an optimised build; fewer in one made for finding faults.
 */
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#ifdef NDEBUG
#define FRAMES 10400000u
#else
#define FRAMES 104000u
#endif
#define DAYS 60u

static const uint16_t play[] = {0, 1, 2};
static const maker_line crawling[] = {{.text = "First line of the programme"},
                                      {.text = "Tue: Kerry meets Putin"},
                                      {.text = "Topics: Syria; Iran"}};
static const maker_line mixed[] = {
    {.text = "First line of the programme"},
    {.text = "Tue: Kerry", .has_effect = true, .effect = MOTO_ROLL, .hold = 70},
    {.text = "Topics: Syria; Iran", .speed = {301, 7}}};
static const maker_zone zone = {
    .width = 64, .height = 16, .play = play, .play_count = 3, .gap = 13};

static void make(made_rom *made, const maker_line *lines) {
    rom_recipe recipe = {.width = 64,
                         .height = 16,
                         .zones = &zone,
                         .zone_count = 1,
                         .lines = lines,
                         .line_count = 3};
    make_rom(&recipe, made);
}

static void expect_same(made_ticker *sign, const moto_rom *rom, uint64_t origin, uint64_t time) {
    made_ticker fresh;
    make_ticker(&fresh, rom, NULL, origin);
    moto_ticker_at(&sign->ticker, time);
    moto_ticker_at(&fresh.ticker, time);
    assert_true(frame_hash(&sign->ticker) == frame_hash(&fresh.ticker));
    free_ticker(&fresh);
}

static void soak(const maker_line *lines) {
    made_rom made;
    made_ticker sign;
    make(&made, lines);
    make_ticker(&sign, &made.rom, NULL, 0);
    uint64_t step = DAYS * 86400ull * 1000000u / FRAMES;
    uint32_t bits[2], seen = 0;
    for (uint64_t frame = 0; frame < FRAMES; frame++) {
        uint64_t time = frame * step + frame % 7;
        moto_ticker_at(&sign.ticker, time);
        moto_ticker_bits(&sign.ticker, frame % 16, bits);
        seen |= bits[0] | bits[1];
        if (frame % (FRAMES / 200) == 0)
            expect_same(&sign, &made.rom, 0, time);
    }
    assert_int_not_equal(seen, 0);
    expect_same(&sign, &made.rom, 0, DAYS * 86400ull * 1000000u);
    printf("%u frames over %u days\n", FRAMES, DAYS);
    free_ticker(&sign);
    free_rom(&made);
}

static void crawl_does_not_drift(void **state) {
    (void)state;
    soak(crawling);
}

static void mixed_programme_does_not_drift(void **state) {
    (void)state;
    soak(mixed);
}

/* Around the sizes at which counters of a careless clock wrap. */
static void large_clocks(void **state) {
    (void)state;
    static const uint64_t around[] = {1ull << 31, 1ull << 32, 1ull << 53};
    for (int lines = 0; lines < 2; lines++) {
        made_rom made;
        make(&made, lines ? mixed : crawling);
        for (int i = 0; i < 3; i++) {
            made_ticker sign;
            make_ticker(&sign, &made.rom, NULL, 0);
            for (int64_t d = -200000; d <= 200000; d += 7777)
                expect_same(&sign, &made.rom, 0, around[i] + (uint64_t)d);
            free_ticker(&sign);
            /* Begun there, the sign shows what one shows that was begun at 0. */
            made_ticker late, early;
            make_ticker(&late, &made.rom, NULL, around[i] - 1000);
            make_ticker(&early, &made.rom, NULL, 0);
            for (uint64_t t = 0; t < 3000000; t += 77777) {
                moto_ticker_at(&late.ticker, around[i] - 1000 + t);
                moto_ticker_at(&early.ticker, t);
                assert_true(frame_hash(&late.ticker) == frame_hash(&early.ticker));
            }
            free_ticker(&late);
            free_ticker(&early);
        }
        free_rom(&made);
    }
}

/* A megabyte in one line, every way it can go, sought at random. */
static void a_line_of_a_megabyte(void **state) {
    (void)state;
    const size_t size = 1u << 20;
    char *text = malloc(size);
    uint64_t random = test_seed(11);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)(i % 8 == 7 ? ' ' : 'a' + random_below(&random, 26));
    static const uint16_t only[] = {0};
    for (uint8_t direction = 0; direction < 2; direction++) {
        maker_line line = {.text = text, .size = size, .block_bytes = direction ? 64 : 0};
        maker_zone wide = {
            .width = 64, .height = 16, .direction = direction, .play = only, .play_count = 1};
        rom_recipe recipe = {.width = 64,
                             .height = 16,
                             .zones = &wide,
                             .zone_count = 1,
                             .lines = &line,
                             .line_count = 1};
        made_rom made;
        made_ticker sign;
        make_rom(&recipe, &made);
        make_ticker(&sign, &made.rom, NULL, 0);
        uint64_t whole = moto_time_of(moto_rom_line_width(&made.rom, 0), (moto_speed){60, 1});
        for (int i = 0; i < 20; i++) {
            uint64_t time = (uint64_t)((double)whole * random_below(&random, 100000) / 100000.0);
            expect_same(&sign, &made.rom, 0, time);
            for (int n = 1; n < 20; n++)
                moto_ticker_at(&sign.ticker, time + (uint64_t)n * 16667);
            expect_same(&sign, &made.rom, 0, time + 20 * 16667);
        }
        free_ticker(&sign);
        free_rom(&made);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crawl_does_not_drift),
        cmocka_unit_test(mixed_programme_does_not_drift),
        cmocka_unit_test(large_clocks),
        cmocka_unit_test(a_line_of_a_megabyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
