/* SPDX-License-Identifier: MIT
 *
 * From a .font text to columns in the core: what is drawn is what the sign shows.
 */
#include "font.h"
#include "font_compile.h"
#include "font_source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static font_source *open_builtin(const char *name) {
    char error[256] = "";
    font_source *source = font_open(name, 0, error, sizeof error);
    if (!source)
        fail_msg("%s", error);
    return source;
}

static void compile_all(font_source *source, font_section *section, moto_font *font) {
    char error[256] = "";
    size_t count = font_code_point_count(source);
    uint32_t *code_points = calloc(count, sizeof *code_points);
    assert_non_null(code_points);
    for (size_t i = 0; i < count; i++)
        code_points[i] = font_code_point(source, i);
    assert_int_equal(font_compile(&source, 1, code_points, count, section, error, sizeof error), 0);
    free(code_points);
    assert_int_equal(section->missing_count, 0);
    assert_int_equal(moto_font_open(font, section->bytes, (uint32_t)section->size), MOTO_OK);
}

static void check_glyph(const font_source *source, const moto_font *font, uint32_t code_point) {
    font_picture picture;
    moto_glyph glyph;
    assert_int_equal(font_draw(source, code_point, &picture), 0);
    moto_font_glyph(font, code_point, &glyph);
    if (code_point)
        assert_int_not_equal(glyph.index, 0);
    assert_int_equal(glyph.advance, picture.advance);
    for (int x = 0; x < picture.advance; x++) {
        uint32_t drawn = x < picture.width ? picture.columns[x] : 0;
        if (moto_font_column(font, &glyph, (uint32_t)x) != drawn)
            fail_msg("%s: U+%04X, column %d differs", font_name(source), (unsigned)code_point, x);
    }
    assert_int_equal(moto_font_column(font, &glyph, glyph.advance), 0);
    assert_int_equal(moto_font_column(font, &glyph, UINT32_MAX), 0);
}

static void every_glyph_is_shown_as_it_is_drawn(void **state) {
    (void)state;
    for (size_t i = 0; font_builtin_name(i); i++) {
        font_source *source = open_builtin(font_builtin_name(i));
        font_section section;
        moto_font font;
        compile_all(source, &section, &font);
        assert_int_equal(font.rows, font_rows(source));
        assert_int_equal(font.baseline, font_baseline(source));
        check_glyph(source, &font, 0);
        for (size_t k = 0; k < font_code_point_count(source); k++)
            check_glyph(source, &font, font_code_point(source, k));
        font_section_free(&section);
        font_close(source);
    }
}

static void every_pair_is_kerned_as_it_is_written(void **state) {
    (void)state;
    for (size_t i = 0; font_builtin_name(i); i++) {
        font_source *source = open_builtin(font_builtin_name(i));
        font_section section;
        moto_font font;
        compile_all(source, &section, &font);
        for (uint32_t left = 0x20; left < 0x7F; left++)
            for (uint32_t right = 0x20; right < 0x7F; right++) {
                moto_glyph before;
                moto_glyph after;
                moto_font_glyph(&font, left, &before);
                moto_font_glyph(&font, right, &after);
                assert_int_equal(moto_font_kern(&font, before.index, after.index),
                                 font_kern(source, left, right));
            }
        font_section_free(&section);
        font_close(source);
    }
}

static void a_missing_code_point_is_the_box_and_is_told(void **state) {
    (void)state;
    char error[256] = "";
    font_source *source = open_builtin("motograph-8");
    const uint32_t wanted[] = {'A', 0x4E00, 'B', 'A', '\n'};
    font_section section;
    moto_font font;
    moto_glyph glyph;
    assert_int_equal(font_compile(&source, 1, wanted, 5, &section, error, sizeof error), 0);
    assert_int_equal(section.missing_count, 1);
    assert_int_equal(section.missing[0], 0x4E00);
    assert_int_equal(moto_font_open(&font, section.bytes, (uint32_t)section.size), MOTO_OK);
    assert_int_equal(font.glyphs, 3);
    const uint32_t absent[] = {0x4E00, '\n', '@', 'C', 0xFFFFFFFFu};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        moto_font_glyph(&font, absent[i], &glyph);
        assert_int_equal(glyph.index, 0);
        assert_true(glyph.ink > 0);
    }
    font_section_free(&section);
    font_close(source);
}

static void figures_have_one_tabular_advance(void **state) {
    (void)state;
    for (size_t i = 0; font_builtin_name(i); i++) {
        font_source *source = open_builtin(font_builtin_name(i));
        font_section section;
        moto_font font;
        compile_all(source, &section, &font);
        uint32_t widest = 0;
        for (uint32_t figure = '0'; figure <= '9'; figure++) {
            moto_glyph glyph;
            moto_font_glyph(&font, figure, &glyph);
            widest = glyph.advance > widest ? glyph.advance : widest;
        }
        assert_int_equal(moto_font_figure_advance(&font), widest);
        font_section_free(&section);
        font_close(source);
    }
}

/* Whatever the bytes are, open refuses them or every call on them stays inside (ASan watches). */
static void damaged_sections_are_refused_or_harmless(void **state) {
    (void)state;
    font_source *source = open_builtin("motograph-8");
    font_section section;
    moto_font font;
    compile_all(source, &section, &font);
    uint8_t *copy = malloc(section.size);
    assert_non_null(copy);
    uint32_t random = 12345;
    size_t refused = 0;
    for (int round = 0; round < 4000; round++) {
        memcpy(copy, section.bytes, section.size);
        random = random * 1664525u + 1013904223u;
        size_t at = (random >> 8) % (round < 2000 ? 40 : section.size);
        copy[at] ^= (uint8_t)(1u << (random >> 5 & 7));
        if (moto_font_open(&font, copy, (uint32_t)section.size) != MOTO_OK) {
            refused++;
            continue;
        }
        for (uint32_t code_point = 0; code_point < 0x180; code_point++) {
            moto_glyph glyph;
            moto_font_glyph(&font, code_point, &glyph);
            assert_true(glyph.index < font.glyphs);
            for (uint32_t x = 0; x < glyph.advance; x++)
                assert_int_equal((uint64_t)moto_font_column(&font, &glyph, x) >> font.rows, 0);
            assert_in_range(moto_font_kern(&font, glyph.index, glyph.index) + 8, 0, 15);
        }
    }
    assert_true(refused > 500);
    for (uint32_t size = 0; size < section.size; size++)
        assert_int_not_equal(moto_font_open(&font, section.bytes, size), MOTO_OK);
    free(copy);
    font_section_free(&section);
    font_close(source);
}

/* 1,396 bytes are what u8g2's bdfconv makes of these glyphs. */
static void ascii_of_10x20_is_small(void **state) {
    (void)state;
    char error[256];
    font_source *source =
        font_open("/usr/share/fonts/X11/misc/10x20.pcf.gz", 0, error, sizeof error);
    if (!source) {
        print_message("skipped: %s (package xfonts-base)\n", error);
        if (getenv("CI"))
            fail_msg("%s (package xfonts-base)", error);
        skip();
    }
    uint32_t code_points[95];
    for (uint32_t i = 0; i < 95; i++)
        code_points[i] = 0x20 + i;
    font_section section;
    assert_int_equal(font_compile(&source, 1, code_points, 95, &section, error, sizeof error), 0);
    assert_in_range(section.size, 1, 1396);
    font_section_free(&section);
    font_close(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_glyph_is_shown_as_it_is_drawn),
        cmocka_unit_test(every_pair_is_kerned_as_it_is_written),
        cmocka_unit_test(a_missing_code_point_is_the_box_and_is_told),
        cmocka_unit_test(figures_have_one_tabular_advance),
        cmocka_unit_test(ascii_of_10x20_is_small),
        cmocka_unit_test(damaged_sections_are_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
