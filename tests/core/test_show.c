/* SPDX-License-Identifier: MIT
 *
 * Which line, when: programmes, alerts, schedules, buttons, another ROM.
 */
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECOND 1000000u

static const uint16_t play[] = {0, 1, 2};
static const maker_line lines[] = {
    {.text = "First line of the programme", .priority = 10},
    {.text = "Second", .kind = MOTO_AGENDA, .priority = 10},
    {.text = "Third line", .kind = MOTO_TOPICS, .priority = 10},
    {.text = "Alarm", .kind = MOTO_ALERT},
    {.text = " \xE2\x80\xA2 "},
};
static const maker_zone zone = {
    .width = 64, .height = 16, .play = play, .play_count = 3, .separator_plus_one = 5};
static const rom_recipe recipe = {.width = 64,
                                  .height = 16,
                                  .zones = &zone,
                                  .zone_count = 1,
                                  .lines = lines,
                                  .line_count = 5,
                                  .idle_plus_one = 0};

typedef struct fixture {
    made_rom made;
    made_ticker sign;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    make_rom(&recipe, &f->made);
    make_ticker(&f->sign, &f->made.rom, NULL, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    free_ticker(&f->sign);
    free_rom(&f->made);
    free(f);
    return 0;
}

static moto_status status_at(fixture *f, uint64_t time) {
    moto_status status;
    moto_ticker_at(&f->sign.ticker, time);
    moto_ticker_status(&f->sign.ticker, 0, &status);
    return status;
}

static uint64_t hash_at(fixture *f, uint64_t time) {
    moto_ticker_at(&f->sign.ticker, time);
    return frame_hash(&f->sign.ticker);
}

static moto_event alert_of(uint8_t priority, uint32_t lifetime_ms, uint8_t flags) {
    moto_event event = {.kind = MOTO_EVENT_ALERT};
    event.alert.text = (const uint8_t *)"Fire!";
    event.alert.size = 5;
    event.alert.priority = priority;
    event.alert.lifetime_ms = lifetime_ms;
    event.alert.flags = flags;
    return event;
}

/* The column at the zone's right edge, one each frame, is the whole strip, each column once. */
static void every_column_once(void **state) {
    fixture *f = *state;
    moto_rom *rom = &f->made.rom;
    uint64_t frame = 1;
    for (int pass = 0; pass < 3; pass++) {
        for (uint32_t p = 0; p < 3; p++) {
            for (uint32_t part = 0; part < 2; part++) {
                uint16_t line = part ? 4 : play[p];
                moto_passage passage = {.line = line, .width = moto_rom_line_width(rom, line)};
                moto_moment moment = {0};
                moto_walk walk;
                moto_walk_start(&walk, rom, &passage, 0, &moment);
                for (uint32_t x = 0; x < passage.width; x++, frame++) {
                    uint32_t column = moto_walk_next(&walk, rom, &passage, &moment);
                    moto_ticker_at(&f->sign.ticker, moto_refresh_time(frame, 60, 1));
                    for (uint32_t y = 0; y < 16; y++) {
                        uint32_t bits[2];
                        moto_ticker_bits(&f->sign.ticker, y, bits);
                        assert_int_equal(bits[1] >> 31, column >> y & 1);
                    }
                }
            }
        }
    }
}

/* From any column on, a walk gives what a walk from the beginning gives there. */
static void walks_start_anywhere(void **state) {
    (void)state;
    static char text[2500];
    uint64_t random = test_seed(9);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i % 9 == 8 ? ' ' : "AVToWy.,Lj"[random_below(&random, 10)]);
    maker_line line = {.text = text, .size = sizeof text, .block_bytes = 100};
    static const uint16_t only[] = {0};
    maker_zone z = {.width = 64, .height = 16, .play = only, .play_count = 1};
    rom_recipe r = {
        .width = 64, .height = 16, .zones = &z, .zone_count = 1, .lines = &line, .line_count = 1};
    made_rom made;
    make_rom(&r, &made);
    uint32_t width = moto_rom_line_width(&made.rom, 0);
    uint32_t *columns = malloc(width * sizeof *columns);
    moto_passage passage = {.line = 0, .width = width};
    moto_moment moment = {0};
    moto_walk walk;
    moto_walk_start(&walk, &made.rom, &passage, 0, &moment);
    for (uint32_t x = 0; x < width; x++)
        columns[x] = moto_walk_next(&walk, &made.rom, &passage, &moment);
    assert_int_equal(moto_walk_next(&walk, &made.rom, &passage, &moment), 0);
    for (uint32_t x = 0; x < width; x += 1 + random_below(&random, 3)) {
        moto_walk_start(&walk, &made.rom, &passage, x, &moment);
        for (uint32_t i = x; i < x + 20 && i < width; i++)
            assert_int_equal(moto_walk_next(&walk, &made.rom, &passage, &moment), columns[i]);
    }
    free(columns);
    free_rom(&made);
}

static void alert_interrupts_and_gives_back(void **state) {
    fixture *f = *state;
    uint64_t at = 3 * SECOND + 5;
    uint64_t before = hash_at(f, at);
    uint64_t later = hash_at(f, at + 2 * SECOND);
    moto_event event = alert_of(50, 0, 0);
    assert_int_equal(moto_ticker_event(&f->sign.ticker, at, &event), MOTO_OK);
    assert_true(status_at(f, at + 10).alert);
    /* One pass of the alert: its width and the zone's, at 60 pixels a second. */
    moto_block block = {0, event.alert.text, 5, MOTO_STORED};
    uint32_t width = moto_measure(&f->made.rom, 0, &block);
    uint64_t pass = moto_refresh_time(width + 64, 60, 1);
    assert_true(status_at(f, at + pass - 1).alert);
    assert_false(status_at(f, at + pass).alert);
    assert_true(hash_at(f, at + pass) == before);
    assert_true(hash_at(f, at + pass + 2 * SECOND) == later);
}

static void alert_waits_for_the_line(void **state) {
    fixture *f = *state;
    uint64_t at = SECOND;
    moto_event event = alert_of(50, 0, MOTO_ALERT_AT_LINE_END);
    moto_ticker_event(&f->sign.ticker, at, &event);
    uint32_t width = moto_rom_line_width(&f->made.rom, 0);
    uint64_t out = moto_time_of(width + 64, (moto_speed){60, 1});
    assert_false(status_at(f, out - 1).alert);
    assert_int_equal(status_at(f, out - 1).line, 0);
    assert_true(status_at(f, out).alert);
    /* Then the next line enters from the edge. */
    uint64_t t = out;
    while (status_at(f, t).alert)
        t += 1000;
    moto_status status = status_at(f, t + SECOND / 10);
    assert_int_equal(status.line, 1);
    assert_true(status.column < 10);
}

static void low_priority_waits(void **state) {
    fixture *f = *state;
    moto_event event = alert_of(5, 0, 0);
    moto_ticker_event(&f->sign.ticker, SECOND, &event);
    assert_false(status_at(f, SECOND + 1).alert);
    event = alert_of(200, 0, 0);
    moto_ticker_event(&f->sign.ticker, SECOND + 2, &event);
    assert_true(status_at(f, SECOND + 3).alert);
}

static void urgent_alert_interrupts_alert(void **state) {
    fixture *f = *state;
    moto_event low = alert_of(50, 60000, 0), high = alert_of(90, 0, 0);
    moto_ticker_event(&f->sign.ticker, SECOND, &low);
    uint64_t at = SECOND + SECOND / 2;
    uint64_t before = hash_at(f, at);
    moto_ticker_event(&f->sign.ticker, at, &high);
    moto_block block = {0, high.alert.text, high.alert.size, MOTO_STORED};
    uint64_t pass = moto_refresh_time(moto_measure(&f->made.rom, 0, &block) + 64, 60, 1);
    assert_true(hash_at(f, at + pass) == before);     /* the first one goes on where it was */
    assert_true(status_at(f, at + 4 * SECOND).alert); /* the first one goes on for its minute */
    moto_event cancel = {.kind = MOTO_EVENT_BUTTON, .button = MOTO_BUTTON_CANCEL};
    moto_ticker_event(&f->sign.ticker, at + 5 * SECOND, &cancel);
    assert_false(status_at(f, at + 5 * SECOND).alert);
}

static void late_alert_is_dropped(void **state) {
    fixture *f = *state;
    moto_event first = alert_of(90, 0, 0), second = alert_of(50, 100, 0);
    moto_ticker_event(&f->sign.ticker, SECOND, &first);
    moto_ticker_event(&f->sign.ticker, SECOND + 1, &second);
    uint64_t t = SECOND + 2;
    while (status_at(f, t).alert && t < 20 * SECOND)
        t += 1000;
    assert_true(t < 4 * SECOND); /* one pass only */
}

static void slots_run_out(void **state) {
    fixture *f = *state;
    moto_event event = alert_of(50, 0, 0);
    for (int i = 0; i < MOTO_ALERTS_MAX; i++)
        assert_int_equal(moto_ticker_event(&f->sign.ticker, SECOND, &event), MOTO_OK);
    assert_int_equal(moto_ticker_event(&f->sign.ticker, SECOND, &event), MOTO_ERR_LIMIT);
    event = alert_of(60, 0, MOTO_ALERT_AT_LINE_END);
    assert_int_equal(moto_ticker_event(&f->sign.ticker, SECOND, &event), MOTO_OK);
}

static void pause_loses_no_column(void **state) {
    fixture *f = *state;
    moto_event pause = {.kind = MOTO_EVENT_BUTTON, .button = MOTO_BUTTON_PAUSE};
    uint64_t later = hash_at(f, 6 * SECOND);
    uint64_t stop = hash_at(f, 2 * SECOND);
    moto_ticker_event(&f->sign.ticker, 2 * SECOND, &pause);
    assert_true(hash_at(f, 50 * SECOND) == stop);
    moto_ticker_event(&f->sign.ticker, 52 * SECOND, &pause);
    assert_true(hash_at(f, 52 * SECOND) == stop);
    assert_true(hash_at(f, 56 * SECOND) == later);
}

static void buttons_step(void **state) {
    fixture *f = *state;
    moto_event next = {.kind = MOTO_EVENT_BUTTON, .button = MOTO_BUTTON_NEXT};
    moto_event back = {.kind = MOTO_EVENT_BUTTON, .button = MOTO_BUTTON_BACK};
    assert_int_equal(status_at(f, SECOND).line, 0);
    moto_ticker_event(&f->sign.ticker, SECOND, &next);
    assert_int_equal(status_at(f, SECOND + SECOND / 10).line, 1);
    moto_ticker_event(&f->sign.ticker, SECOND + SECOND / 5, &back);
    assert_int_equal(status_at(f, SECOND + SECOND / 2).line, 0);
}

static void rate_scales(void **state) {
    fixture *f = *state;
    uint64_t later = hash_at(f, 8 * SECOND);
    moto_event rate = {.kind = MOTO_EVENT_RATE, .rate = {2, 1}};
    moto_ticker_event(&f->sign.ticker, 2 * SECOND, &rate);
    assert_true(hash_at(f, 5 * SECOND) == later);
    rate.rate.num = 17;
    assert_int_equal(moto_ticker_event(&f->sign.ticker, 6 * SECOND, &rate), MOTO_ERR_RANGE);
}

static bool is_dark(fixture *f, uint64_t time) {
    moto_ticker_at(&f->sign.ticker, time);
    for (uint32_t y = 0; y < 16; y++) {
        uint32_t bits[2];
        moto_ticker_bits(&f->sign.ticker, y, bits);
        if (bits[0] | bits[1])
            return false;
    }
    return true;
}

static void another_rom_without_a_dark_frame(void **state) {
    fixture *f = *state;
    made_rom other;
    make_rom(&recipe, &other);
    for (int after = 0; after < 2; after++) {
        moto_event event = {.kind = MOTO_EVENT_ROM, .rom = {&other.rom, after}};
        uint64_t at = (5 + 20u * (uint32_t)after) * SECOND;
        assert_int_equal(moto_ticker_event(&f->sign.ticker, at, &event), MOTO_OK);
        for (uint64_t t = at; t < at + 8 * SECOND; t += 16667)
            assert_false(is_dark(f, t));
    }
    free_ticker(&f->sign);
    make_ticker(&f->sign, &f->made.rom, NULL, 0);
    free_rom(&other);
}

static void events_do_not_go_back(void **state) {
    fixture *f = *state;
    moto_event pause = {.kind = MOTO_EVENT_BUTTON, .button = MOTO_BUTTON_PAUSE};
    assert_int_equal(moto_ticker_event(&f->sign.ticker, SECOND, &pause), MOTO_OK);
    assert_int_equal(moto_ticker_event(&f->sign.ticker, SECOND - 1, &pause), MOTO_ERR_RANGE);
    assert_int_equal(moto_ticker_at(&f->sign.ticker, SECOND - 1), MOTO_ERR_RANGE);
}

/* ---- Schedules ------------------------------------------------------------------------------- */

#define MONDAY (19723 * 86400ll) /* 2024-01-01 */

static const maker_schedule windows[] = {
    {9 * 60, 10 * 60, 0x01, 0, 0xFFFFFFFF},        /* Monday, 9 to 10 */
    {23 * 60, 1 * 60, 0x01, 0, 0xFFFFFFFF},        /* night from Monday */
    {0, 1440, 0x7F, 19724 * 1440u, 19725 * 1440u}, /* all of 2024-01-02 */
};
static const maker_line timed[] = {
    {.text = "Monday morning", .schedule = 1},
    {.text = "Monday night", .schedule = 2},
    {.text = "January 2", .schedule = 3},
    {.text = "idle"},
};
static const maker_zone timed_zone = {.width = 64, .height = 16, .play = play, .play_count = 3};
static const rom_recipe timed_recipe = {.width = 64,
                                        .height = 16,
                                        .zones = &timed_zone,
                                        .zone_count = 1,
                                        .lines = timed,
                                        .line_count = 4,
                                        .schedules = windows,
                                        .schedule_count = 3,
                                        .idle_plus_one = 4};

static int set_up_timed(void **state) {
    fixture *f = calloc(1, sizeof *f);
    make_rom(&timed_recipe, &f->made);
    make_ticker(&f->sign, &f->made.rom, NULL, 0);
    *state = f;
    return 0;
}

static void set_clock(fixture *f, uint64_t when, int64_t local) {
    moto_event event = {.kind = MOTO_EVENT_CLOCK, .clock = local};
    assert_int_equal(moto_ticker_event(&f->sign.ticker, when, &event), MOTO_OK);
}

static int line_on(fixture *f, uint64_t time) {
    moto_status status = status_at(f, time);
    return status.idle ? -1 : status.line;
}

static void windows_open_and_close(void **state) {
    fixture *f = *state;
    assert_int_equal(line_on(f, SECOND), -1); /* no clock: scheduled lines are off */
    set_clock(f, SECOND, MONDAY + 8 * 3600 + 59 * 60 + 50);
    assert_int_equal(line_on(f, 10 * SECOND), -1);
    assert_int_equal(line_on(f, 11 * SECOND + 1000), 0); /* 9:00:00 begins the programme */
    assert_int_equal(status_at(f, 11 * SECOND + 100000).column, 5);
    uint64_t ten = (11 + 3600ull) * SECOND;
    assert_int_equal(line_on(f, ten + 1), -1);
    uint64_t eleven_at_night = (11 + 14 * 3600ull) * SECOND;
    assert_int_equal(line_on(f, eleven_at_night + SECOND), 1);
    /* At midnight January 2 begins: the programme starts anew with two lines. */
    uint64_t midnight = eleven_at_night + 3600ull * SECOND;
    assert_int_equal(line_on(f, midnight + SECOND), 1);
    assert_int_equal(status_at(f, midnight + SECOND / 10).column, 5);
    assert_int_equal(line_on(f, midnight + 7200ull * SECOND), 2);
    assert_int_equal(line_on(f, midnight + 25 * 3600ull * SECOND), -1);
}

/* A pass that the window's end would cut does not start: all is out before it. */
static void no_pass_is_cut(void **state) {
    fixture *f = *state;
    set_clock(f, 0, MONDAY + 9 * 3600 + 59 * 60);
    uint32_t width = moto_rom_line_width(&f->made.rom, 0);
    uint64_t pass = moto_time_of(width + 64, (moto_speed){60, 1});
    uint64_t end = 60 * SECOND;
    assert_true(is_dark(f, end - 1));
    uint64_t t = end - 1;
    while (is_dark(f, t))
        t -= 1000;
    assert_true(end - t < pass);       /* a further pass would not have fitted */
    assert_false(is_dark(f, end + 1)); /* then the idle line */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_column_once, set_up, tear_down),
        cmocka_unit_test(walks_start_anywhere),
        cmocka_unit_test_setup_teardown(alert_interrupts_and_gives_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alert_waits_for_the_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(low_priority_waits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(urgent_alert_interrupts_alert, set_up, tear_down),
        cmocka_unit_test_setup_teardown(late_alert_is_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slots_run_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pause_loses_no_column, set_up, tear_down),
        cmocka_unit_test_setup_teardown(buttons_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rate_scales, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_rom_without_a_dark_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(events_do_not_go_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(windows_open_and_close, set_up_timed, tear_down),
        cmocka_unit_test_setup_teardown(no_pass_is_cut, set_up_timed, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
