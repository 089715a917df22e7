/* SPDX-License-Identifier: MIT
 *
 * A ROM is refused unless every byte of it is as it was written.
 */
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint16_t play[] = {0, 1};
static const maker_line lines[] = {{.text = "Kerry heads to Russia", .schedule = 1},
                                   {.text = "Tue: Kerry meets Putin", .page_columns = 40}};
static const maker_zone zones[] = {{.width = 64, .height = 16, .play = play, .play_count = 2}};
static const maker_schedule schedules[] = {{480, 1080, 0x1F, 0, 0xFFFFFFFF}};
static const maker_live live[] = {{0, 0, 40, 1, "H:M"}};
static const rom_recipe recipe = {.width = 64,
                                  .height = 16,
                                  .zones = zones,
                                  .zone_count = 1,
                                  .lines = lines,
                                  .line_count = 2,
                                  .schedules = schedules,
                                  .schedule_count = 1,
                                  .live = live,
                                  .live_count = 1,
                                  .ink_count = 2};

static moto_error open_copy(const uint8_t *bytes, uint32_t size) {
    moto_rom rom;
    uint8_t *copy = malloc(size ? size : 1); /* exactly as long, so that the sanitizer sees more */
    memcpy(copy, bytes, size);
    moto_error error = moto_rom_open(&rom, copy, size, NULL, 0);
    free(copy);
    return error;
}

static void every_flip_is_refused(void **state) {
    made_rom *made = *state;
    for (uint32_t i = 0; i < made->size * 8; i++) {
        made->bytes[i / 8] ^= (uint8_t)(1u << i % 8);
        assert_int_not_equal(open_copy(made->bytes, made->size), MOTO_OK);
        made->bytes[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    assert_int_equal(open_copy(made->bytes, made->size), MOTO_OK);
}

/* All 255 of them at every place, in a ROM that is as small as one can be. */
static void every_other_byte_is_refused(void **state) {
    (void)state;
    static const maker_line line = {.text = "Kerry"};
    static const maker_zone zone = {.width = 32, .height = 8, .play = play, .play_count = 1};
    static const char *const font = "motograph-8";
    const rom_recipe small = {.width = 32,
                              .height = 8,
                              .zones = &zone,
                              .zone_count = 1,
                              .lines = &line,
                              .line_count = 1,
                              .fonts = &font,
                              .font_count = 1};
    made_rom made;
    moto_rom rom;
    make_rom(&small, &made);
    for (uint32_t i = 0; i < made.size; i++) {
        for (int step = 0; step < 255; step++) {
            made.bytes[i]++;
            assert_int_not_equal(moto_rom_open(&rom, made.bytes, made.size, NULL, 0), MOTO_OK);
        }
        made.bytes[i]++;
    }
    assert_int_equal(moto_rom_open(&rom, made.bytes, made.size, NULL, 0), MOTO_OK);
    free_rom(&made);
}

static void every_truncation_is_refused(void **state) {
    made_rom *made = *state;
    for (uint32_t size = 0; size < made->size; size++)
        assert_int_not_equal(open_copy(made->bytes, size), MOTO_OK);
}

/* With the checksum made good again, fields out of range are found all the same, or do no harm. */
static void sealed_nonsense_does_no_harm(void **state) {
    made_rom *made = *state;
    uint64_t random = test_seed(6);
    uint8_t *bytes = malloc(made->size);
    for (int round = 0; round < 4000; round++) {
        memcpy(bytes, made->bytes, made->size);
        for (uint32_t changes = 1 + random_below(&random, 3); changes; changes--) {
            uint32_t at = 16 + random_below(&random, made->size - 16);
            bytes[at] = (uint8_t)random_below(&random, 256);
        }
        seal_rom(bytes, made->size);
        moto_rom rom;
        if (moto_rom_open(&rom, bytes, made->size, NULL, 0) != MOTO_OK)
            continue;
        if (rom.width > 512)
            continue; /* only to keep the test short */
        made_ticker sign;
        make_ticker(&sign, &rom, NULL, 0);
        moto_event clock = {.kind = MOTO_EVENT_CLOCK, .clock = 1700000000};
        moto_ticker_event(&sign.ticker, 1, &clock);
        for (int i = 0; i < 8; i++) {
            moto_ticker_at(&sign.ticker, 1 + random_below(&random, 60000000));
            frame_hash(&sign.ticker);
        }
        free_ticker(&sign);
    }
    free(bytes);
}

static void unknown_sections_are_skipped(void **state) {
    made_rom *made = *state;
    uint8_t *bytes = malloc(made->size);
    memcpy(bytes, made->bytes, made->size);
    for (uint32_t i = 0; i < bytes[6]; i++)
        if (!memcmp(bytes + 16 + i * 12, "INKS", 4))
            memcpy(bytes + 16 + i * 12, "what", 4);
    seal_rom(bytes, made->size);
    moto_rom rom;
    assert_int_equal(moto_rom_open(&rom, bytes, made->size, NULL, 0), MOTO_OK);
    assert_int_equal(rom.ink_count, 1);
    free(bytes);
}

static void versions(void **state) {
    made_rom *made = *state;
    made->bytes[4] = 2;
    seal_rom(made->bytes, made->size);
    assert_int_equal(open_copy(made->bytes, made->size), MOTO_ERR_VERSION);
    made->bytes[4] = 1;
    made->bytes[5] = 9; /* a newer minor version */
    seal_rom(made->bytes, made->size);
    assert_int_equal(open_copy(made->bytes, made->size), MOTO_OK);
    made->bytes[5] = 0;
    seal_rom(made->bytes, made->size);
}

static void crc_is_the_usual_one(void **state) {
    (void)state;
    assert_int_equal(moto_crc32(0, (const uint8_t *)"123456789", 9), 0xCBF43926);
}

static void missing_model_shows_the_notice(void **state) {
    (void)state;
    static const maker_line with_notice[] = {{.text = "Headline"}, {.text = "NO MODEL"}};
    static const uint16_t first[] = {0}, second[] = {1};
    static const maker_zone zone = {.width = 64, .height = 16, .play = first, .play_count = 1};
    static const maker_zone notice_zone = {
        .width = 64, .height = 16, .play = second, .play_count = 1};
    rom_recipe lacking = {.width = 64,
                          .height = 16,
                          .zones = &zone,
                          .zone_count = 1,
                          .lines = with_notice,
                          .line_count = 2,
                          .notice_plus_one = 2,
                          .claims_model = true};
    rom_recipe notice = lacking;
    notice.zones = &notice_zone;
    notice.claims_model = false;
    made_rom a, b;
    make_rom(&lacking, &a);
    make_rom(&notice, &b);
    assert_true(a.rom.model_missing);
    assert_false(b.rom.model_missing);
    made_ticker x, y;
    make_ticker(&x, &a.rom, NULL, 0);
    make_ticker(&y, &b.rom, NULL, 0);
    for (uint64_t t = 0; t < 4000000; t += 100000) {
        moto_ticker_at(&x.ticker, t);
        moto_ticker_at(&y.ticker, t);
        assert_true(frame_hash(&x.ticker) == frame_hash(&y.ticker));
    }
    free_ticker(&x);
    free_ticker(&y);
    free_rom(&a);
    free_rom(&b);
}

static int set_up(void **state) {
    static made_rom made;
    make_rom(&recipe, &made);
    *state = &made;
    return 0;
}

static int tear_down(void **state) {
    free_rom(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flip_is_refused),
        cmocka_unit_test(every_other_byte_is_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(sealed_nonsense_does_no_harm),
        cmocka_unit_test(unknown_sections_are_skipped),
        cmocka_unit_test(versions),
        cmocka_unit_test(crc_is_the_usual_one),
        cmocka_unit_test(missing_model_shows_the_notice),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
