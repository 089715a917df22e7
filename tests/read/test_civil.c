/* SPDX-License-Identifier: MIT */
#include "civil.h"

#include "cmocka_all.h"

#include <string.h>

static void known_days(void **state) {
    (void)state;
    assert_int_equal(civil_day_number((civil_day){1970, 1, 1}), 0);
    assert_int_equal(civil_day_number((civil_day){2000, 3, 1}), 11017);
    assert_int_equal(civil_day_number((civil_day){1969, 12, 31}), -1);
    assert_string_equal(
        civil_weekday_name(civil_weekday(civil_day_number((civil_day){2026, 11, 24}))), "Tue");
    assert_string_equal(
        civil_weekday_name(civil_weekday(civil_day_number((civil_day){1928, 11, 6}))), "Tue");
}

static void every_day_comes_back(void **state) {
    (void)state;
    int32_t first = civil_day_number((civil_day){1, 1, 1});
    int32_t last = civil_day_number((civil_day){9999, 12, 31});
    int weekday = civil_weekday(first);
    for (int32_t number = first; number <= last; number++) {
        civil_day day = civil_day_from_number(number);
        if (!civil_day_valid(day) || civil_day_number(day) != number)
            fail_msg("day %d", (int)number);
        if (civil_weekday(number) != weekday)
            fail_msg("weekday of day %d", (int)number);
        weekday = (weekday + 1) % 7;
    }
}

static void days_as_text(void **state) {
    (void)state;
    civil_day day;
    char text[CIVIL_DAY_CHARS];
    assert_int_equal(civil_read_day("2024-02-29T08:00", &day), 10);
    civil_write_day(day, text);
    assert_string_equal(text, "2024-02-29");
    static const char *const wrong[] = {"",           "2023-02-29", "2023-13-01", "2023-00-10",
                                        "2023-04-31", "2023/04/30", "23-04-30",   "2023-4-30",
                                        "0000-01-01", "2023-04-"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(civil_read_day(wrong[i], &day), 0);
}

static void clocks_as_text(void **state) {
    (void)state;
    int minutes = 0;
    assert_int_equal(civil_read_clock("08:05", &minutes), 5);
    assert_int_equal(minutes, 485);
    assert_int_equal(civil_read_clock("24:00", &minutes), 5);
    assert_int_equal(minutes, 1440);
    static const char *const wrong[] = {"", "24:01", "25:00", "12:60", "8:00", "08.00", "08:0"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(civil_read_clock(wrong[i], &minutes), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(days_as_text),
        cmocka_unit_test(clocks_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
