/* SPDX-License-Identifier: MIT
 *
 * Properties that hold for any ROM, inputs and times: the caches never show, seeking equals
 * playing, tickers with the same inputs agree, signs side by side are one wide sign.
 */
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint16_t programme[] = {0, 1, 2, 3, 4, 0, 5};
static const maker_live live[] = {
    {0, 0, 60, 1, "H:M:S"}, {1, 3, 40, 2, NULL}, {0, 0, 90, 0, "d.m.Y"}};
static const maker_schedule schedules[] = {
    {8 * 60, 8 * 60 + 2, 0x7F, 0, 0xFFFFFFFF}, /* two minutes a day */
    {22 * 60, 6 * 60, 0x15, 0, 0xFFFFFFFF},    /* nights of Monday, Wednesday, Friday */
};

/* A ROM with everything in it, at random. */
typedef struct rom_parts {
    maker_line lines[16];
    maker_zone zones[4];
    rom_recipe recipe;
    char text[3000];
    made_rom made;
} rom_parts;

static const char *const texts[] = {
    "Kerry heads to Russia",
    "Tue: Kerry meets Putin",
    "AVATAR To. Wave 1,250.75",
    "x",
    "At \xEE\x80\x80 {3}=\xEE\x80\x81 on \xEE\x80\x82",
    "Talks \xC3\x28 go on",
    "BREAKING",
    " \xE2\x80\xA2 ",
};

static void random_line(uint64_t *random, rom_parts *parts, uint32_t i) {
    maker_line *line = &parts->lines[i];
    *line = (maker_line){.text = texts[i % 8], .kind = (moto_kind)(i % 5)};
    line->ink = (uint8_t)random_below(random, 3);
    line->priority = (uint8_t)random_below(random, 3);
    line->inverse = random_below(random, 6) == 0;
    line->blink = random_below(random, 6) == 0;
    if (random_below(random, 3) == 0) {
        line->has_effect = true;
        line->effect = (moto_effect)random_below(random, MOTO_EFFECTS);
        line->hold = (uint16_t)(1 + random_below(random, 90));
    }
    if (random_below(random, 4) == 0)
        line->speed = (moto_speed){200 + random_below(random, 300), 7};
    if (random_below(random, 5) == 0)
        line->schedule = (uint8_t)(1 + random_below(random, 2));
    if (i == 5) {
        line->text = parts->text;
        line->size = sizeof parts->text;
        line->block_bytes = (uint16_t)(random_below(random, 2) ? 64 : 0);
    }
    if (random_below(random, 2))
        line->page_columns = (uint16_t)(20 + random_below(random, 60));
}

static void random_zone(uint64_t *random, maker_zone *zone) {
    zone->effect = (uint8_t)(random_below(random, 2) ? MOTO_CRAWL : random_below(random, 6));
    zone->direction = (uint8_t)random_below(random, 4);
    if (zone->effect == MOTO_CRAWL)
        zone->direction = (uint8_t)random_below(random, 2);
    zone->flags = (uint8_t)(random_below(random, 3) << 4 | (random_below(random, 5) ? 0 : 2));
    zone->gap = (uint16_t)random_below(random, 30);
    zone->hold = (uint16_t)random_below(random, 120);
    zone->speed = (moto_speed){60 + random_below(random, 900), 1 + random_below(random, 11)};
    zone->separator_plus_one = (uint16_t)(random_below(random, 2) ? 8 : 0);
    zone->play = programme;
    zone->play_count = (uint16_t)random_below(random, 8);
    zone->ink = (uint8_t)random_below(random, 3);
}

static void random_rom(uint64_t *random, rom_parts *parts) {
    memset(parts, 0, sizeof *parts);
    for (uint32_t i = 0; i < sizeof parts->text; i++)
        parts->text[i] = (char)(i % 11 == 10 ? ' ' : 'A' + random_below(random, 50));
    for (uint32_t i = 0; i < 16; i++)
        random_line(random, parts, i);
    maker_zone shapes[4] = {
        {.x = 0, .y = 0, .width = 70, .height = 16},
        {.x = 70, .y = 0, .width = 58, .height = 16},
        {.x = 5, .y = 16, .width = 96, .height = 16},
        {.x = 101, .y = 16, .width = 27, .height = 16, .flags = 1, .labels_plus_one = 9},
    };
    for (int i = 0; i < 3; i++)
        random_zone(random, &shapes[i]);
    shapes[3].follows = (uint8_t)random_below(random, 3);
    memcpy(parts->zones, shapes, sizeof shapes);
    for (uint32_t i = 8; i < 16; i++)
        parts->lines[i].text = texts[6];
    parts->recipe = (rom_recipe){
        .width = 128,
        .height = 32,
        .zones = parts->zones,
        .zone_count = 4,
        .lines = parts->lines,
        .line_count = 16,
        .schedules = schedules,
        .schedule_count = 2,
        .live = live,
        .live_count = 3,
        .ink_count = 3,
        .idle_plus_one = (uint16_t)random_below(random, 2),
    };
    make_rom(&parts->recipe, &parts->made);
}

static const uint8_t typed[] = "Typed \xE2\x80\xA2 alert: exits closed";

static moto_event random_event(uint64_t *random) {
    moto_event event = {.kind = (moto_event_kind)random_below(random, 5)};
    switch (event.kind) {
    case MOTO_EVENT_CLOCK:
        /* Some seconds before an edge of the schedule. */
        event.clock = (int64_t)19000 * 86400 + random_below(random, 7) * 86400 +
                      (random_below(random, 2) ? 8 * 3600 : 22 * 3600) - random_below(random, 20) +
                      60 * random_below(random, 3);
        break;
    case MOTO_EVENT_VALUE:
        event.value.index = 3;
        event.value.size = (uint8_t)snprintf(event.value.text, sizeof event.value.text, "%u",
                                             random_below(random, 100000));
        break;
    case MOTO_EVENT_ALERT:
        event.alert.zone = (uint8_t)random_below(random, 3);
        event.alert.priority = (uint8_t)random_below(random, 4);
        event.alert.flags = (uint8_t)random_below(random, 8);
        event.alert.lifetime_ms = random_below(random, 3) * 4000;
        event.alert.line = (uint16_t)(4 + 5 * random_below(random, 3));
        if (random_below(random, 2)) {
            event.alert.text = typed;
            event.alert.size = sizeof typed - 1;
        }
        break;
    case MOTO_EVENT_BUTTON:
        event.button = (moto_button)random_below(random, 4);
        break;
    default:
        event.rate.num = 1 + random_below(random, 5);
        event.rate.den = 1 + random_below(random, 5);
        break;
    }
    return event;
}

static uint64_t random_time(uint64_t *random) {
    switch (random_below(random, 4)) {
    case 0:
        return random_below(random, 50000);
    case 1:
        return random_below(random, 5000000);
    case 2:
        return random_below(random, 400) * 16667ull;
    default:
        return random_below(random, 60) * 1000000ull;
    }
}

/* One ticker is asked for many moments, forwards and backwards; another one, made anew with the
 * same events, for the last one only. */
static void caches_never_show(void **state) {
    (void)state;
    uint64_t random = test_seed(20261124);
    for (int round = 0; round < 60; round++) {
        rom_parts parts;
        random_rom(&random, &parts);
        made_ticker warm;
        make_ticker(&warm, &parts.made.rom, NULL, 1000);
        struct {
            uint64_t time;
            moto_event event;
        } log[12];
        uint64_t time = 1000;
        for (int events = 0; events <= 12; events++) {
            for (int i = 0; i < 25; i++) {
                uint64_t moment = time + random_time(&random);
                moto_ticker_at(&warm.ticker, moment);
                uint64_t hash = frame_hash(&warm.ticker);
                if (i % 5)
                    continue;
                made_ticker cold;
                make_ticker(&cold, &parts.made.rom, NULL, 1000);
                for (int e = 0; e < events; e++)
                    moto_ticker_event(&cold.ticker, log[e].time, &log[e].event);
                moto_ticker_at(&cold.ticker, moment);
                uint64_t expected = frame_hash(&cold.ticker);
                if (hash != expected)
                    fail_msg("round %d, %d events, time %llu", round, events,
                             (unsigned long long)moment);
                moto_status a, b;
                for (uint32_t z = 0; z < 3; z++) {
                    moto_ticker_status(&warm.ticker, z, &a);
                    moto_ticker_status(&cold.ticker, z, &b);
                    assert_int_equal(a.line, b.line);
                    assert_int_equal(a.column, b.column);
                    assert_int_equal(a.elapsed, b.elapsed);
                }
                free_ticker(&cold);
            }
            if (events == 12)
                break;
            time += random_time(&random);
            log[events].time = time;
            log[events].event = random_event(&random);
            moto_ticker_event(&warm.ticker, time, &log[events].event);
        }
        free_ticker(&warm);
        free_rom(&parts.made);
    }
}

static void snapshots_restore(void **state) {
    (void)state;
    uint64_t random = test_seed(5);
    for (int round = 0; round < 40; round++) {
        rom_parts parts;
        random_rom(&random, &parts);
        made_ticker made;
        make_ticker(&made, &parts.made.rom, NULL, 0);
        moto_event event = random_event(&random);
        moto_ticker_event(&made.ticker, 3000000, &event);
        moto_ticker snapshot = made.ticker;
        uint64_t moment = 3000000 + random_time(&random);
        moto_ticker_at(&made.ticker, moment);
        uint64_t hash = frame_hash(&made.ticker);
        for (int i = 0; i < 5; i++) {
            event = random_event(&random);
            moto_ticker_event(&made.ticker, 4000000 + (uint64_t)i * 1000000, &event);
            moto_ticker_at(&made.ticker, 10000000 + random_time(&random));
            frame_hash(&made.ticker);
        }
        made.ticker = snapshot;
        moto_ticker_at(&made.ticker, moment);
        assert_true(frame_hash(&made.ticker) == hash);
        free_ticker(&made);
        free_rom(&parts.made);
    }
}

/* Four signs of 32 columns beside one of 128. */
static void signs_in_a_row_are_one(void **state) {
    (void)state;
    uint64_t random = test_seed(77);
    for (int round = 0; round < 30; round++) {
        rom_parts parts;
        random_rom(&random, &parts);
        made_ticker wide, narrow[4];
        make_ticker(&wide, &parts.made.rom, NULL, 0);
        for (uint16_t i = 0; i < 4; i++) {
            moto_view view = {(uint16_t)(i * 32), 32};
            make_ticker(&narrow[i], &parts.made.rom, &view, 0);
        }
        moto_event event = random_event(&random);
        moto_ticker_event(&wide.ticker, 2000000, &event);
        for (int i = 0; i < 4; i++)
            moto_ticker_event(&narrow[i].ticker, 2000000, &event);
        for (int n = 0; n < 40; n++) {
            uint64_t moment = 2000000 + random_time(&random);
            moto_ticker_at(&wide.ticker, moment);
            for (int i = 0; i < 4; i++)
                moto_ticker_at(&narrow[i].ticker, moment);
            for (uint32_t y = 0; y < 32; y++) {
                uint32_t all[4], part[1];
                moto_colour row[128], few[32];
                moto_ticker_bits(&wide.ticker, y, all);
                moto_ticker_colours(&wide.ticker, y, row);
                for (int i = 0; i < 4; i++) {
                    moto_ticker_bits(&narrow[i].ticker, y, part);
                    assert_int_equal(part[0], all[i]);
                    moto_ticker_colours(&narrow[i].ticker, y, few);
                    assert_memory_equal(few, row + i * 32, sizeof few);
                }
            }
        }
        free_ticker(&wide);
        for (int i = 0; i < 4; i++)
            free_ticker(&narrow[i]);
        free_rom(&parts.made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caches_never_show),
        cmocka_unit_test(snapshots_restore),
        cmocka_unit_test(signs_in_a_row_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
