/* SPDX-License-Identifier: MIT */
#include "headless.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char script[] = "panel: 64x16\n"
                             "headline: One flew\n"
                             "agenda[Tue]: Two {time} {0}\n"
                             "point: Three\n";
static const char other_script[] = "panel: 64x16\nheadline: Another programme\n";
static const char small_script[] = "panel: 32x8\nheadline: Small\n";

static headless *open_sample(const char *text) {
    size_t size;
    uint8_t *rom = sample_rom(text, &size);
    headless *sign = headless_open(rom, size, NULL, NULL, 0);
    free(rom);
    assert_non_null(sign);
    return sign;
}

static void load_sample(headless *sign, uint64_t when, const char *text, int expected) {
    size_t size;
    uint8_t *rom = sample_rom(text, &size);
    assert_int_equal(headless_load(sign, when, rom, size, false), expected);
    free(rom);
}

static void add_inputs(headless *sign) {
    assert_int_equal(headless_clock(sign, 0, "2013-05-06 23:59:50"), 0);
    assert_int_equal(headless_value(sign, 700000, 0, "21.5"), 0);
    assert_int_equal(headless_alert(sign, 1500000, "Fire \\ drill\nat n\xC3\xB6on"), 0);
    assert_int_equal(headless_rate(sign, 4000000, 3, 2), 0);
    assert_int_equal(headless_button(sign, 9000000, MOTO_BUTTON_NEXT), 0);
    load_sample(sign, 12000000, other_script, 0);
}

/* Frames do not depend on the order in which they are asked for. */
static void any_order(void **state) {
    (void)state;
    enum {
        FRAMES = 300,
        STEP = 50021
    };
    uint64_t in_order[FRAMES];
    headless *sign = open_sample(script);
    add_inputs(sign);
    for (unsigned i = 0; i < FRAMES; i++)
        in_order[i] = headless_hash(sign, i * STEP);
    for (unsigned i = 0; i < FRAMES; i++) {
        unsigned frame = i * 7919 % FRAMES;
        assert_int_equal(headless_hash(sign, frame * STEP), in_order[frame]);
    }
    headless_close(sign);
}

/* An input that comes late in the log, but early in time, is as good as one that came in time. */
static void late_input(void **state) {
    (void)state;
    headless *in_time = open_sample(script);
    headless *late = open_sample(script);
    headless_button(in_time, 500000, MOTO_BUTTON_NEXT);
    add_inputs(in_time);
    add_inputs(late);
    headless_hash(late, 13000000);
    assert_int_equal(headless_button(late, 500000, MOTO_BUTTON_NEXT), 0);
    for (uint64_t time = 0; time < 15000000; time += 333333)
        assert_int_equal(headless_hash(late, time), headless_hash(in_time, time));
    headless_close(in_time);
    headless_close(late);
}

static void forgotten_inputs(void **state) {
    (void)state;
    headless *sign = open_sample(script);
    uint64_t before = headless_hash(sign, 3000000);
    add_inputs(sign);
    assert_int_not_equal(headless_hash(sign, 3000000), before);
    headless_forget(sign, 0);
    assert_int_equal(headless_event_count(sign), 0);
    assert_int_equal(headless_hash(sign, 3000000), before);
    headless_alert(sign, 1500000, "Another one");
    uint64_t other = headless_hash(sign, 3000000);
    headless_forget(sign, 0);
    headless_alert(sign, 1500000, "A third one");
    assert_int_not_equal(headless_hash(sign, 3000000), other);
    headless_close(sign);
}

static void refused_inputs(void **state) {
    (void)state;
    headless *sign = open_sample(script);
    uint64_t before = headless_hash(sign, 2000000);
    assert_int_equal(headless_value(sign, 0, MOTO_VALUES_MAX, "x"), MOTO_ERR_RANGE);
    assert_int_equal(headless_value(sign, 0, 0, "thirteen characters"), MOTO_ERR_RANGE);
    assert_int_equal(headless_rate(sign, 0, 17, 1), MOTO_ERR_RANGE);
    assert_int_equal(headless_clock(sign, 0, "noon"), MOTO_ERR_RANGE);
    assert_int_equal(headless_load(sign, 0, (const uint8_t *)"MOTO", 4, false), MOTO_ERR_SIZE);
    load_sample(sign, 0, small_script, MOTO_ERR_RANGE);
    assert_int_equal(headless_event_count(sign), 0);
    assert_int_equal(headless_hash(sign, 2000000), before);
    headless_close(sign);
}

static void local_times(void **state) {
    (void)state;
    int64_t seconds;
    assert_true(headless_parse_time("1970-01-01", &seconds));
    assert_int_equal(seconds, 0);
    assert_true(headless_parse_time("2013-05-06 12:30", &seconds));
    assert_int_equal(seconds, 1367843400);
    assert_true(headless_parse_time("2000-02-29T23:59:59", &seconds));
    assert_int_equal(seconds, 951868799);
    static const char *const wrong[] = {"",
                                        "noon",
                                        "2013-02-29",
                                        "2013-13-01",
                                        "2013-00-10",
                                        "2013-05-06 24:00",
                                        "2013-05-06 12",
                                        "2013-05-06 12:30:60",
                                        "2013-05-06x",
                                        "2013-5-6 1:2:"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(headless_parse_time(wrong[i], &seconds));
}

/* ---- Goldens --------------------------------------------------------------------------------- */

static char *compare(headless *sign, const char *path, uint64_t from, unsigned count,
                     int expected) {
    char *report = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&report, &size);
    assert_non_null(stream);
    assert_int_equal(headless_compare(sign, path, from, 100000, count, stream), expected);
    fclose(stream);
    return report;
}

static void goldens(void **state) {
    (void)state;
    headless *sign = open_sample(script);
    char *path = sample_file(".txt", "", 0);
    remove(path);

    char *report = compare(sign, path, 1000000, 3, 3);
    assert_non_null(strstr(report, "MOTOGRAPH_UPDATE_GOLDENS=1"));
    free(report);

    setenv("MOTOGRAPH_UPDATE_GOLDENS", "1", 1);
    free(compare(sign, path, 1000000, 3, 0));
    unsetenv("MOTOGRAPH_UPDATE_GOLDENS");
    report = compare(sign, path, 1000000, 3, 0);
    assert_string_equal(report, "");
    free(report);

    report = compare(sign, path, 1000000, 4, 1);
    assert_non_null(strstr(report, "has no frame @1300000"));
    free(report);
    report = compare(sign, path, 2000000, 1, 1);
    assert_non_null(strstr(report, "has \"@1000000\" where frame @2000000 should begin"));
    free(report);
    remove(path);
    free(path);
    headless_close(sign);
}

/* The sign a sixtieth of a second later is the golden one moved by a column. */
static void differences(void **state) {
    (void)state;
    headless *sign = open_sample(script);
    char *earlier = headless_ascii(sign, 800000 - 16667);
    char text[4096];
    int size = snprintf(text, sizeof text, "@800000\n%s", earlier);
    char *path = sample_file(".txt", text, (size_t)size);
    char *report = compare(sign, path, 800000, 1, 1);
    assert_non_null(strstr(report, "frame @800000: "));
    assert_non_null(strstr(report, " of 1024 LEDs differ (columns "));
    assert_non_null(strstr(report, ": the frame is the golden one moved 1 column to the left"));
    assert_non_null(strstr(report, "+ lit, should be dark    - dark, should be lit"));
    free(report);
    free(earlier);
    remove(path);
    free(path);
    headless_close(sign);
}

/* ---- Records --------------------------------------------------------------------------------- */

static char *record(const headless *sign) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_int_equal(headless_record(sign, stream), 0);
    fclose(stream);
    return text;
}

static int replay(headless *sign, char *text, char *message, size_t size) {
    FILE *stream = fmemopen(text, strlen(text), "r");
    assert_non_null(stream);
    int result = headless_replay(sign, stream, "session.log", message, size);
    fclose(stream);
    return result;
}

static void records(void **state) {
    (void)state;
    headless *first = open_sample(script), *second = open_sample(script);
    add_inputs(first);
    char *text = record(first);
    assert_non_null(strstr(text, "text=Fire \\\\ drill\\nat n\xC3\xB6on\n"));
    assert_non_null(strstr(text, "0 clock 2013-05-06 23:59:50\n"));
    char message[200];
    assert_int_equal(replay(second, text, message, sizeof message), 0);
    for (uint64_t time = 0; time < 15000000; time += 123456)
        assert_int_equal(headless_hash(second, time), headless_hash(first, time));
    char *again = record(second);
    assert_string_equal(again, text);

    headless *another = open_sample(other_script);
    assert_int_equal(replay(another, text, message, sizeof message), 1);
    free(text);
    free(again);
    headless_close(first);
    headless_close(second);
    headless_close(another);
}

static void wrong_records(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "100 wave\n",
        "soon button next\n",
        "100 button push\n",
        "100 rate fast\n",
        "100 rate 1/0\n",
        "100 value 10 x\n",
        "100 value 1\n",
        "100 clock noon\n",
        "100 rom at-once ###\n",
        "100 rom later AAAA\n",
        "100 rom at-once AAAA\n",
        "100 alert text=x\n",
        "100 alert zone=9 priority=1 flags=0 ink=0 lifetime=0 text=x\n"};
    headless *sign = open_sample(script);
    headless_button(sign, 50, MOTO_BUTTON_NEXT);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[200], message[200];
        snprintf(text, sizeof text, "# comment\n\n10 button next\n%s", wrong[i]);
        assert_true(replay(sign, text, message, sizeof message) < 0);
        assert_memory_equal(message, "session.log:4: ", 15);
        assert_int_equal(headless_event_count(sign), 1);
    }
    headless_close(sign);
}

static void bad_roms(void **state) {
    (void)state;
    char message[200];
    assert_null(headless_open((const uint8_t *)"no", 2, NULL, message, sizeof message));
    assert_string_equal(message, moto_error_text(MOTO_ERR_SIZE));
    assert_null(headless_open_file("/nowhere/sign.rom", NULL, message, sizeof message));
    assert_string_equal(message, "/nowhere/sign.rom: No such file or directory");
}

/* Two devices side by side show what one wide one does. */
static void views(void **state) {
    (void)state;
    size_t size;
    uint8_t *rom = sample_rom(script, &size);
    headless_options left = {.view = {0, 24}}, right = {.view = {24, 40}};
    headless *signs[3] = {headless_open(rom, size, NULL, NULL, 0),
                          headless_open(rom, size, &left, NULL, 0),
                          headless_open(rom, size, &right, NULL, 0)};
    free(rom);
    assert_int_equal(headless_width(signs[2]), 40);
    char *whole = headless_ascii(signs[0], 1000000);
    char *parts[2] = {headless_ascii(signs[1], 1000000), headless_ascii(signs[2], 1000000)};
    for (size_t y = 0; y < 16; y++) {
        assert_memory_equal(whole + y * 65, parts[0] + y * 25, 24);
        assert_memory_equal(whole + y * 65 + 24, parts[1] + y * 41, 40);
    }
    free(whole);
    for (int i = 0; i < 2; i++)
        free(parts[i]);
    for (int i = 0; i < 3; i++)
        headless_close(signs[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order),
        cmocka_unit_test(late_input),
        cmocka_unit_test(forgotten_inputs),
        cmocka_unit_test(refused_inputs),
        cmocka_unit_test(local_times),
        cmocka_unit_test(goldens),
        cmocka_unit_test(differences),
        cmocka_unit_test(records),
        cmocka_unit_test(wrong_records),
        cmocka_unit_test(bad_roms),
        cmocka_unit_test(views),
    };
    unsetenv("MOTOGRAPH_UPDATE_GOLDENS");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
