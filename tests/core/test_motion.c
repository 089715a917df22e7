/* SPDX-License-Identifier: MIT */
#include "motion.h"
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

__extension__ typedef unsigned __int128 wide;

static moto_speed random_speed(uint64_t *random) {
    uint32_t den = 1 + random_below(random, MOTO_SPEED_DEN);
    return (moto_speed){den + random_below(random, (MOTO_SPEED_MAX - 1) * den), den};
}

static uint64_t random_moment(uint64_t *random) {
    uint64_t time = (uint64_t)random_below(random, 1u << 31) << 22 | random_below(random, 1u << 22);
    return time >> random_below(random, 53);
}

static void position_is_exact(void **state) {
    (void)state;
    uint64_t random = test_seed(1);
    for (int i = 0; i < 200000; i++) {
        moto_speed speed = random_speed(&random);
        uint64_t time = random_moment(&random);
        wide turn = (wide)speed.den * 1000000;
        wide exact = ((wide)time * speed.num * 256 * 2 + turn) / (2 * turn);
        assert_true(moto_position(time, speed) == (uint64_t)exact);
    }
}

static void time_of_is_the_first_moment(void **state) {
    (void)state;
    uint64_t random = test_seed(2);
    for (int i = 0; i < 200000; i++) {
        moto_speed speed = random_speed(&random);
        uint64_t pixels = random_below(&random, 1u << (1 + random_below(&random, 29)));
        uint64_t time = moto_time_of(pixels, speed);
        assert_true(moto_position(time, speed) >= pixels * 256);
        if (time > 0)
            assert_true(moto_position(time - 1, speed) < pixels * 256);
    }
}

static void refreshes_are_counted(void **state) {
    (void)state;
    uint64_t random = test_seed(3);
    for (int i = 0; i < 100000; i++) {
        uint32_t num = 1 + random_below(&random, 65535), den = 1 + random_below(&random, 1001);
        uint64_t number = random_below(&random, 1u << 30);
        uint64_t time = moto_refresh_time(number, num, den);
        wide exact = ((wide)number * den * 2000000 + num) / (2 * (wide)num);
        assert_true(time == (uint64_t)exact);
        uint64_t after = moto_refresh_after(time, num, den);
        assert_true(after <= number);
        assert_true(moto_refresh_time(after, num, den) >= time);
        if (after > 0)
            assert_true(moto_refresh_time(after - 1, num, den) < time);
    }
}

/* At a crisp speed every refresh moves by the same number of pixels, or one pixel every so many
 * refreshes, for ever, although refreshes begin at whole microseconds. */
static void crisp_speeds_do_not_judder(void **state) {
    (void)state;
    static const uint32_t rates[][2] = {{60, 1},  {100, 1},      {50, 1},
                                        {120, 1}, {60000, 1001}, {75, 1}};
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
        uint32_t num = rates[r][0], den = rates[r][1];
        for (uint32_t wanted = 3; wanted <= 1000; wanted += 7) {
            moto_speed speed = moto_speed_crisp((moto_speed){wanted, 1}, num, den);
            uint64_t up = (uint64_t)speed.num * den, down = (uint64_t)speed.den * num;
            if (up % down != 0 && down % up != 0)
                continue; /* the exact step does not fit into the fraction's range */
            uint64_t pixels = up >= down ? up / down : 1, every = up >= down ? 1 : down / up;
            for (uint64_t n = 1000000; n < 1000200; n++) {
                uint64_t a = moto_position(moto_refresh_time(n, num, den), speed) / 256;
                uint64_t b = moto_position(moto_refresh_time(n + every, num, den), speed) / 256;
                assert_true(b - a == pixels);
            }
        }
    }
}

static void crisp_is_the_nearest(void **state) {
    (void)state;
    moto_speed s = moto_speed_crisp((moto_speed){50, 1}, 100, 1);
    assert_int_equal(s.num, 50);
    assert_int_equal(s.den, 1);
    s = moto_speed_crisp((moto_speed){50, 1}, 60, 1);
    assert_int_equal(s.num, 60);
    s = moto_speed_crisp((moto_speed){41, 1}, 60, 1);
    assert_int_equal(s.num, 30); /* 60 / 1 and 60 / 2: 41 is nearer to 30 */
    s = moto_speed_crisp((moto_speed){130, 1}, 60, 1);
    assert_int_equal(s.num, 120);
    s = moto_speed_crisp((moto_speed){8, 1}, 60, 1);
    assert_int_equal(s.num, 15); /* 7.5 */
    assert_int_equal(s.den, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(position_is_exact),     cmocka_unit_test(time_of_is_the_first_moment),
        cmocka_unit_test(refreshes_are_counted), cmocka_unit_test(crisp_speeds_do_not_judder),
        cmocka_unit_test(crisp_is_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
