/* SPDX-License-Identifier: MIT */
#include "attributes.h"
#include "civil.h"

#include "cmocka_all.h"

#include <string.h>

static attributes good(const char *list) {
    attributes a;
    message error = {""};
    if (attributes_read(list, ATTRIBUTES_OF_LINE, &a, "f", 1, &error) != 0)
        fail_msg("%s", error.text);
    return a;
}

static void bad(const char *list, const char *expected) {
    attributes a;
    message error = {""};
    assert_int_equal(attributes_read(list, ATTRIBUTES_OF_LINE, &a, "f.ticker", 7, &error), -1);
    if (strncmp(error.text, "f.ticker:7: ", 12) != 0 || !strstr(error.text, expected))
        fail_msg("[%s] gives: %s", list, error.text);
}

static void values(void **state) {
    (void)state;
    assert_int_equal(good(NULL).given, 0);
    assert_int_equal(good("").given, 0);
    attributes a = good("ink=amber, speed=47.5 ,effect=page+blink+invert,hold=1.25s, priority=255");
    assert_int_equal(a.given, ATTRIBUTE_INK | ATTRIBUTE_SPEED | ATTRIBUTE_EFFECT | ATTRIBUTE_HOLD |
                                  ATTRIBUTE_PRIORITY);
    assert_int_equal(a.ink, 0xFFB000);
    assert_int_equal(a.speed_numerator, 95);
    assert_int_equal(a.speed_denominator, 2);
    assert_int_equal(a.effect, EFFECT_PAGE);
    assert_true(a.blink);
    assert_true(a.invert);
    assert_int_equal(a.hold_ms, 1250);
    assert_int_equal(a.priority, 255);
    a = good("direction=up, zone=left-1, from=2026-11-24, to=2026-11-24, repeat=3");
    assert_int_equal(a.direction, DIRECTION_UP);
    assert_string_equal(a.zone, "left-1");
    assert_int_equal(a.to - a.from, CIVIL_DAY_SECONDS);
    assert_int_equal(a.repeat, 3);
}

static void times(void **state) {
    (void)state;
    int64_t day = (int64_t)civil_day_number((civil_day){2026, 11, 24}) * CIVIL_DAY_SECONDS;
    assert_int_equal(good("from=2026-11-24T08:30").from, day + 8 * 3600 + 30 * 60);
    attributes a = good("hours=22:00-06:30, days=Sat-Mon");
    assert_int_equal(a.hours_begin, 1320);
    assert_int_equal(a.hours_end, 390);
    assert_int_equal(a.days, 0x61);
    assert_int_equal(good("days=Mon-Wed+Fri").days, 0x17);
    assert_int_equal(good("days=Sun").days, 0x40);
    assert_int_equal(good("hours=00:00-24:00").hours_end, 1440);
}

static void more_values(void **state) {
    (void)state;
    assert_int_equal(good("ink=#f80").ink, 0xFF8800);
    assert_int_equal(good("ink=\"#12aBcD\"").ink, 0x12ABCD);
    assert_int_equal(good("speed=60/7").speed_denominator, 7);
    assert_int_equal(good("speed=120/4").speed_numerator, 30);
    assert_int_equal(good("speed=2000").speed_numerator, 2000);
    assert_int_equal(good("speed=1.001").speed_denominator, 1000);
    assert_int_equal(good("hold=0s").hold_ms, 0);
    assert_int_equal(good("hold=500ms").hold_ms, 500);
    assert_int_equal(good("hold=600s").hold_ms, 600000);
    assert_int_equal(good("effect=blink").effect, EFFECT_CRAWL);
    attributes rolled = good("effect=roll-down");
    assert_int_equal(rolled.effect, EFFECT_ROLL);
    assert_int_equal(rolled.direction, DIRECTION_DOWN);
    assert_int_equal(rolled.given, ATTRIBUTE_EFFECT | ATTRIBUTE_DIRECTION);
    rolled = good("direction=right, effect=roll+invert");
    assert_int_equal(rolled.effect, EFFECT_ROLL);
    assert_int_equal(rolled.direction, DIRECTION_RIGHT);
    assert_int_equal(good("hours=18:00-00:00").hours_end, 1440);
    attributes a;
    message error = {""};
    assert_int_equal(attributes_read("gap=0, align=center", ATTRIBUTES_OF_ZONE, &a, "f", 1, &error),
                     0);
    assert_int_equal(a.gap, 0);
    assert_int_equal(a.align, ALIGN_CENTRE);
}

static void wrong_values(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "ink=mauve",
        "ink=#12",
        "ink=#gggggg",
        "ink=",
        "speed=0",
        "speed=-5",
        "speed=2001",
        "speed=0.999",
        "speed=1/2",
        "speed=2/4097",
        "speed=60/0",
        "speed=60/",
        "speed=/7",
        "speed=1.2345",
        "speed=1.",
        "speed=.5",
        "speed=60px",
        "speed=6 0",
        "speed=99999999999999999999",
        "effect=slide",
        "effect=",
        "effect=page+crawl",
        "effect=blink+blink",
        "effect=crawl+",
        "effect=+",
        "hold=2",
        "hold=601s",
        "hold=600.001s",
        "hold=ms",
        "hold=s",
        "hold=1.s",
        "priority=256",
        "priority=-1",
        "priority=",
        "direction=forward",
        "zone=",
        "zone=a b",
        "zone=%s",
        "from=2026-11-31",
        "from=2026-11-24T8",
        "to=tomorrow",
        "hours=8-18",
        "hours=08:00-08:00",
        "hours=08:00-25:00",
        "days=Monday",
        "days=",
        "days=Mon-",
        "days=Mon+",
        "days=Mon+-",
        "repeat=0",
        "repeat=256",
        "effect=still+page",
        "direction=up, effect=roll-up",
        "hours=24:00-08:00",

        "from=2026-11-24T24:01",
        "zone=a-name-that-is-longer-than-31-bytes",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char key[16] = "";
        memcpy(key, wrong[i], strcspn(wrong[i], "="));
        bad(wrong[i], "expected");
        bad(wrong[i], key);
    }
}

static void wrong_lists(void **state) {
    (void)state;
    bad("colour=red", "unknown attribute \"colour=red\"; expected ink, speed");
    bad("speed=60, speed=61", "speed is given twice");
    bad("speed=60,", "");
    bad(",speed=60", "unknown attribute \"\"");
    bad("ink=\"red", "quote");
    bad("ink=re\"d\"", "quote");
    bad("ink=\"red\"\"", "quote");
    bad("ink", "unknown attribute \"ink\"");
    bad("=red", "unknown attribute");
    bad("from=2026-11-24, to=2026-11-23", "from is not before to");
    bad("to=2026-11-24T08:00, from=2026-11-24T08:00", "from is not before to");
}

static void only_what_is_allowed(void **state) {
    (void)state;
    attributes a;
    message error = {""};
    assert_int_equal(attributes_read("priority=1", ATTRIBUTES_OF_ZONE, &a, "f", 1, &error), -1);
    assert_string_equal(error.text, "f:1: unknown attribute \"priority=1\"; expected ink, speed, "
                                    "effect, hold, direction, gap, align");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),      cmocka_unit_test(times),
        cmocka_unit_test(more_values), cmocka_unit_test(wrong_values),
        cmocka_unit_test(wrong_lists), cmocka_unit_test(only_what_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
