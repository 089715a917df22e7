/* SPDX-License-Identifier: MIT
 *
 * Golden frames of every effect and direction: a file each in tests/core/golden, to be read by
 * people. MOTOGRAPH_UPDATE_GOLDENS=1 writes them anew.
 */
#include "headless.h"
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const effects[] = {"crawl", "page", "roll", "wipe", "typewriter", "still"};
static const char *const directions[] = {"left", "right", "up", "down"};

static void check(uint8_t effect, uint8_t direction, uint8_t flags, const char *name) {
    static const uint16_t play[] = {0, 1};
    static const maker_line lines[] = {{.text = "Kerry"}, {.text = "Rome"}};
    static const char *const fonts[] = {"motograph-8"};
    maker_zone zone = {.width = 40,
                       .height = 8,
                       .effect = effect,
                       .direction = direction,
                       .flags = (uint8_t)(0x10 | flags),
                       .gap = 8,
                       .hold = 40,
                       .speed = {60, 1},
                       .play = play,
                       .play_count = 2};
    rom_recipe recipe = {.width = 40,
                         .height = 8,
                         .zones = &zone,
                         .zone_count = 1,
                         .lines = lines,
                         .line_count = 2,
                         .fonts = fonts,
                         .font_count = 1};
    made_rom made;
    make_rom(&recipe, &made);
    headless *sign = headless_open(made.bytes, made.size, NULL, NULL, 0);
    assert_non_null(sign);
    char path[128];
    snprintf(path, sizeof path, "tests/core/golden/%s.txt", name);
    bool upright = direction >= MOTO_UP && effect != MOTO_TYPEWRITER;
    int wrong = headless_expect(sign, path, 100000, upright ? 66667 : 200000, 12);
    headless_close(sign);
    free_rom(&made);
    assert_int_equal(wrong, 0);
}

static void every_effect(void **state) {
    (void)state;
    for (uint8_t effect = 0; effect < MOTO_EFFECTS; effect++) {
        uint8_t ways = effect == MOTO_CRAWL ? 2 : 4;
        if (effect == MOTO_TYPEWRITER || effect == MOTO_STILL)
            ways = 1;
        for (uint8_t direction = 0; direction < ways; direction++) {
            char name[64];
            snprintf(name, sizeof name, "%s-%s", effects[effect], directions[direction]);
            check(effect, direction, 0, name);
        }
    }
    check(MOTO_STILL, MOTO_LEFT, 2, "still-inverse");
    check(MOTO_STILL, MOTO_LEFT, 4, "still-blink");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_effect)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
