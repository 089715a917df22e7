/* SPDX-License-Identifier: MIT */
#include "look.h"
#include "scene.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct picture {
    look_renderer *look;
    light now;
    uint32_t *pixels;
    int width, height, stride;
} picture;

static picture open_picture(const char *name, int wide, int high, double pitch) {
    picture p = {.look = look_open(name, wide, high, pitch, LOOK_BEZEL_OWN)};
    assert_non_null(p.look);
    p.now = light_make(wide, high);
    p.width = look_width(p.look);
    p.height = look_height(p.look);
    p.stride = p.width + 3;
    p.pixels = malloc((size_t)p.stride * (size_t)p.height * sizeof *p.pixels);
    assert_non_null(p.pixels);
    memset(p.pixels, 0x5a, (size_t)p.stride * (size_t)p.height * sizeof *p.pixels);
    return p;
}

static void close_picture(picture *p) {
    look_close(p->look);
    light_free(&p->now);
    free(p->pixels);
}

static look_rectangle draw(picture *p, uint64_t time_us) {
    return look_draw(p->look, &p->now, time_us, p->pixels, p->stride);
}

static bool same(const picture *a, const picture *b) {
    for (int y = 0; y < a->height; y++)
        if (memcmp(a->pixels + (size_t)y * (size_t)a->stride,
                   b->pixels + (size_t)y * (size_t)b->stride,
                   (size_t)a->width * sizeof *a->pixels) != 0)
            return false;
    return true;
}

static void fill(light *now, uint16_t level) {
    for (int i = 0; i < now->width * now->height; i++)
        now->leds[i] = (light_led){level, level, level};
}

static double integral(picture *p) {
    size_t count = (size_t)p->width * (size_t)p->height * 3;
    uint16_t *channels = malloc(count * sizeof *channels);
    double sum = 0;
    assert_non_null(channels);
    look_reset(p->look);
    draw(p, 0);
    look_linear(p->look, channels);
    for (size_t i = 0; i < count; i++)
        sum += channels[i];
    free(channels);
    return sum / look_unit(p->look);
}

static bool has_light(const char *name) {
    return strcmp(name, "flip-dot") != 0;
}

/* A filament's hue follows its heat: its luma is linear, the sum of its channels is not. */
static bool is_linear(const char *name) {
    return has_light(name) && strcmp(name, "bulbs-1928") != 0;
}

static void test_refuses(void **state) {
    (void)state;
    assert_null(look_open("hub75-p5", 64, 32, 8, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 0, 32, 8, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 4097, 32, 8, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 64, 257, 8, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 64, 32, 1.9, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 64, 32, 32.1, LOOK_BEZEL_OWN));
    assert_null(look_open("oled", 64, 32, 8, 257));
    assert_null(look_open("oled", 64, 32, 8, -2));
    assert_null(look_name(-1));
    assert_null(look_name(look_count()));
    for (int i = 0; i < look_count(); i++)
        assert_int_equal(look_find(look_name(i)), i);
}

static void test_any_size(void **state) {
    (void)state;
    static const struct {
        int wide, high;
        double pitch;
    } sizes[] = {{1, 1, 2}, {1, 1, 32}, {3, 1, 31.875}, {7, 5, 2.125}, {300, 2, 2}, {1, 256, 3.5}};
    for (int i = 0; i < look_count(); i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            picture p = open_picture(look_name(i), sizes[k].wide, sizes[k].high, sizes[k].pitch);
            fill(&p.now, 40000);
            look_rectangle all = draw(&p, 0);
            assert_int_equal(all.x, 0);
            assert_int_equal(all.y, 0);
            assert_int_equal(all.width, p.width);
            assert_int_equal(all.height, p.height);
            close_picture(&p);
        }
}

static void test_largest(void **state) {
    (void)state;
    picture p = open_picture("hub75-p4", 4096, 64, 2);
    scene_draw("mixed", &p.now);
    assert_int_equal(draw(&p, 0).width, p.width);
    assert_int_equal(p.width, 2 * 4096 + 2 * look_bezel(p.look));
    close_picture(&p);
}

/* The light that the picture takes from a panel, before the tone curve, follows the level. */
static void test_linear_light(void **state) {
    (void)state;
    static const double pitches[] = {2, 2.5, 5.375, 8, 11};
    static const uint16_t levels[] = {1024, 4096, 16384, 32768, 50000};
    for (int i = 0; i < look_count(); i++)
        for (size_t k = 0; k < 5 && is_linear(look_name(i)); k++) {
            picture p = open_picture(look_name(i), 14, 9, pitches[k]);
            double dark = integral(&p);
            fill(&p.now, 65535);
            double full = integral(&p) - dark;
            for (size_t l = 0; l < 5; l++) {
                fill(&p.now, levels[l]);
                double part = (integral(&p) - dark) / full, level = levels[l] / 65535.0;
                assert_true(part > level * 0.98 - 0.0002);
                assert_true(part < level * 1.01);
            }
            close_picture(&p);
        }
}

/* Every LED of a fractional pitch sends out as much as its neighbour, but for its bin. */
static void test_equal_leds(void **state) {
    (void)state;
    picture p = open_picture("oled", 24, 3, 5.625);
    double dark = integral(&p), least = 1e9, most = 0;
    for (int x = 8; x < 16; x++) {
        fill(&p.now, 0);
        p.now.leds[24 + x] = (light_led){60000, 60000, 60000};
        double sum = integral(&p) - dark;
        least = sum < least ? sum : least;
        most = sum > most ? sum : most;
    }
    assert_true(least > 0.96 * most);
    close_picture(&p);
}

/* Each of 4096 levels is brighter than the one before; on the screen a few LEDs of neighbouring dim
 * levels can be told apart too. */
static void test_levels(void **state) {
    (void)state;
    picture p = open_picture("hub75-p4", 3, 3, 8);
    double last = integral(&p);
    for (int level = 1; level < 4096; level += level < 32 ? 1 : 97) {
        p.now.leds[4] = (light_led){(uint16_t)(level * 16), 0, 0};
        double sum = integral(&p);
        assert_true(sum > last);
        last = sum;
    }
    close_picture(&p);
}

static void test_levels_on_screen(void **state) {
    (void)state;
    picture p = open_picture("hub75-p4", 6, 3, 8), before = open_picture("hub75-p4", 6, 3, 8);
    draw(&before, 0);
    for (int level = 1; level < 256; level++) {
        for (int i = 0; i < 18; i++)
            p.now.leds[i] = (light_led){(uint16_t)(level * 16), (uint16_t)(level * 7), 0};
        draw(&p, 0);
        assert_false(same(&p, &before));
        memcpy(before.pixels, p.pixels, (size_t)p.stride * (size_t)p.height * sizeof *p.pixels);
    }
    close_picture(&p);
    close_picture(&before);
}

static uint32_t next_random(uint32_t *seed) {
    return *seed = *seed * 1664525u + 1013904223u, *seed >> 8;
}

static void disturb(light *now, uint32_t *seed, int count) {
    for (int i = 0; i < count; i++) {
        uint32_t at = next_random(seed) % (uint32_t)(now->width * now->height);
        uint16_t level = (uint16_t)(next_random(seed) & 1 ? next_random(seed) : 0);
        now->leds[at] = (light_led){level, (uint16_t)next_random(seed), level};
        if (level == 0)
            now->leds[at].green = 0;
    }
}

/* Redrawing what changed gives the pixels that redrawing everything gives, only the rectangle's
 * pixels change, and nothing behind a row's end is touched. */
static void test_redraws_what_changed(void **state) {
    (void)state;
    static const double pitches[] = {2, 3.25, 8};
    for (int i = 0; i < look_count(); i++)
        for (int k = 0; k < 3; k++) {
            picture part = open_picture(look_name(i), 70, 19, pitches[k]);
            picture all = open_picture(look_name(i), 70, 19, pitches[k]);
            picture old = open_picture(look_name(i), 70, 19, pitches[k]);
            uint32_t seed = 5;
            for (uint64_t frame = 0; frame < 8; frame++) {
                size_t bytes = (size_t)part.stride * (size_t)part.height * sizeof *part.pixels;
                memcpy(old.pixels, part.pixels, bytes);
                disturb(&part.now, &seed, frame == 5 ? 0 : (int)frame * 3 + 1);
                memcpy(all.now.leds, part.now.leds, 70 * 19 * sizeof *all.now.leds);
                look_rectangle r = draw(&part, frame * 16667);
                look_redraw(all.look);
                draw(&all, frame * 16667);
                assert_true(same(&part, &all));
                for (int y = 0; y < part.height; y++)
                    for (int x = 0; x < part.stride; x++) {
                        bool inside =
                            x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height;
                        size_t at = (size_t)y * (size_t)part.stride + (size_t)x;
                        if (!inside)
                            assert_int_equal(part.pixels[at], old.pixels[at]);
                    }
            }
            close_picture(&part);
            close_picture(&all);
            close_picture(&old);
        }
}

static void test_nothing_changed(void **state) {
    (void)state;
    picture p = open_picture("hub75-p4", 64, 32, 8);
    scene_draw("mixed", &p.now);
    draw(&p, 0);
    assert_int_equal(draw(&p, 16667).width, 0);
    p.now.leds[0].red ^= 0x8000;
    look_rectangle r = draw(&p, 33333);
    assert_true(r.width > 0 && r.width < 180);
    assert_true(r.height > 0 && r.height < 140);
    close_picture(&p);
}

static void test_mouse(void **state) {
    (void)state;
    static const double pitches[] = {2, 4.375, 8, 17.5};
    for (int k = 0; k < 4; k++) {
        look_renderer *look = look_open("max7219", 33, 9, pitches[k], LOOK_BEZEL_OWN);
        int inside = 0, x, y, bezel = look_bezel(look);
        for (int py = 0; py < look_height(look); py++)
            for (int px = 0; px < look_width(look); px++) {
                if (!look_led_at(look, px, py, &x, &y))
                    continue;
                inside++;
                look_rectangle c = look_cell(look, x, y);
                assert_true(px >= c.x && px < c.x + c.width && py >= c.y && py < c.y + c.height);
            }
        assert_int_equal(inside, (look_width(look) - 2 * bezel) * (look_height(look) - 2 * bezel));
        assert_false(look_led_at(look, bezel - 1, bezel, &x, &y));
        assert_false(look_led_at(look, -1, bezel, &x, &y));
        assert_false(look_led_at(look, bezel, look_height(look), &x, &y));
        look_close(look);
    }
}

static void test_fit(void **state) {
    (void)state;
    double pitch = look_fit(192, 32, 1600, 900);
    look_renderer *look = look_open("oled", 192, 32, pitch, LOOK_BEZEL_OWN);
    look_renderer *larger = look_open("oled", 192, 32, pitch + 0.125, LOOK_BEZEL_OWN);
    assert_true(look_width(look) <= 1600);
    assert_true(look_width(larger) > 1600);
    look_close(look);
    look_close(larger);
    assert_true(look_fit(4096, 64, 800, 600) == LOOK_PITCH_LEAST);
    assert_true(look_fit(1, 1, 8000, 6000) == LOOK_PITCH_MOST);
}

static void test_discs_turn(void **state) {
    (void)state;
    picture p = open_picture("flip-dot", 8, 8, 8), still = open_picture("flip-dot", 8, 8, 8);
    draw(&p, 1000000);
    assert_false(look_is_moving(p.look));
    fill(&p.now, 65535);
    fill(&still.now, 65535);
    draw(&still, 0);
    draw(&p, 1020000);
    assert_true(look_is_moving(p.look));
    assert_false(same(&p, &still));
    draw(&p, 1049000);
    assert_true(look_is_moving(p.look));
    draw(&p, 1050001);
    assert_false(look_is_moving(p.look));
    assert_true(same(&p, &still));
    fill(&p.now, 32767);
    draw(&p, 1060000);
    assert_true(look_is_moving(p.look));
    look_reset(p.look);
    draw(&p, 1060000);
    assert_false(look_is_moving(p.look));
    close_picture(&p);
    close_picture(&still);
}

/* The light of the middle bulb so long after everything was switched. */
static uint16_t bulb_after(picture *p, uint16_t from, uint16_t to, int ms) {
    uint16_t *channels = malloc((size_t)p->width * (size_t)p->height * 3 * sizeof *channels);
    assert_non_null(channels);
    look_reset(p->look);
    fill(&p->now, from);
    draw(p, 0);
    fill(&p->now, to);
    for (int passed = 5; passed <= ms; passed += 5)
        draw(p, (uint64_t)passed * 1000);
    look_linear(p->look, channels);
    uint16_t middle = channels[(p->height / 2 * p->width + p->width / 2) * 3];
    free(channels);
    return middle;
}

/* Filaments warm up and cool down step by step, cool down the slower, and arrive. */
static void test_filaments(void **state) {
    (void)state;
    picture p = open_picture("bulbs-1928", 5, 5, 8);
    double dark = bulb_after(&p, 0, 0, 5), full = bulb_after(&p, 65535, 65535, 5) - dark;
    double last = 0;
    for (int ms = 5; ms <= 100; ms += 5) {
        double now = (bulb_after(&p, 0, 65535, ms) - dark) / full;
        assert_true(now > last);
        last = now;
    }
    assert_true(look_is_moving(p.look));
    double risen = (bulb_after(&p, 0, 65535, 60) - dark) / full;
    double fallen = (bulb_after(&p, 65535, 0, 60) - dark) / full;
    assert_true(risen > 0.2 && risen < 0.8);
    assert_true(1 - fallen > 0.2 && fallen > 0.2);
    assert_true(fabs(bulb_after(&p, 0, 65535, 1500) - dark - full) <= 1);
    assert_false(look_is_moving(p.look));
    assert_true(fabs(bulb_after(&p, 65535, 0, 2500) - dark) <= 1);
    assert_false(look_is_moving(p.look));
    close_picture(&p);
}

static void test_same_again(void **state) {
    (void)state;
    for (int i = 0; i < look_count(); i++) {
        picture p = open_picture(look_name(i), 20, 7, 6.5),
                q = open_picture(look_name(i), 20, 7, 6.5);
        uint32_t seed = 9, again = 9;
        for (uint64_t frame = 0; frame < 5; frame++) {
            disturb(&p.now, &seed, 9);
            draw(&p, frame * 20000);
        }
        draw(&q, 77777777); /* time that goes backwards starts anew */
        for (uint64_t frame = 0; frame < 5; frame++) {
            disturb(&q.now, &again, 9);
            draw(&q, frame * 20000);
        }
        assert_true(same(&p, &q));
        close_picture(&p);
        close_picture(&q);
    }
}

/* Amber stays amber: where the dot is brightest green is not much more of red than where it is dim.
 */
static void test_hue(void **state) {
    (void)state;
    picture p = open_picture("hub75-p4", 3, 3, 16);
    p.now.leds[4] = (light_led){65535, 23000, 0};
    draw(&p, 0);
    look_rectangle cell = look_cell(p.look, 1, 1);
    uint32_t pixel = p.pixels[(cell.y + 8) * p.stride + cell.x + 8];
    uint32_t red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
    assert_true(red > 230);
    assert_in_range(green, 130, 200);
    assert_true(blue < 110);
    close_picture(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_any_size),
        cmocka_unit_test(test_largest),
        cmocka_unit_test(test_linear_light),
        cmocka_unit_test(test_equal_leds),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_levels_on_screen),
        cmocka_unit_test(test_redraws_what_changed),
        cmocka_unit_test(test_nothing_changed),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_discs_turn),
        cmocka_unit_test(test_filaments),
        cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_hue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
