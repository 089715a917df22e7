/* SPDX-License-Identifier: MIT
 *
 * Anyone's fonts: BDF, PCF, gzipped PCF, TrueType and OpenType, several of them, and files that are
 * none.
 */
#include "font_compile.h"
#include "font_source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PCF      "/usr/share/fonts/X11/misc/10x20.pcf.gz"
#define TRUETYPE "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
#define OPENTYPE "/usr/share/fonts/opentype/cantarell/Cantarell-Bold.otf"

/* A is a triangle, B a bar. */
static const char bdf[] =
    "STARTFONT 2.1\nFONT -test-small-medium-r-normal--8-80-75-75-c-60-iso10646-1\n"
    "SIZE 8 75 75\nFONTBOUNDINGBOX 6 8 0 -1\nSTARTPROPERTIES 4\nFONT_ASCENT 7\nFONT_DESCENT 1\n"
    "CHARSET_REGISTRY \"ISO10646\"\nCHARSET_ENCODING \"1\"\nENDPROPERTIES\nCHARS 2\n"
    "STARTCHAR A\nENCODING 65\nSWIDTH 750 0\nDWIDTH 6 0\nBBX 5 3 0 0\nBITMAP\n20\n50\nF8\n"
    "ENDCHAR\n"
    "STARTCHAR B\nENCODING 66\nSWIDTH 250 0\nDWIDTH 2 0\nBBX 1 7 0 0\nBITMAP\n80\n80\n80\n80\n80\n"
    "80\n80\nENDCHAR\nENDFONT\n";

static char folder[] = "/tmp/motograph-font-XXXXXX";

static const char *path_of(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *bytes, size_t size) {
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    write_file("small.bdf", bdf, sizeof bdf - 1);
    return 0;
}

static int remove_folder(void **state) {
    static const char *const names[] = {"small.bdf", "plain.pcf", "empty.ttf", "cut.ttf",
                                        "cut.bdf",   "text.otf",  "wrong.font"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(path_of(names[i]));
    return rmdir(folder);
}

/* A font of the system; where it is missing the test is skipped, but not in CI. */
static font_source *open_or_skip(const char *path, int rows, const char *package) {
    char error[512] = "";
    if (access(path, R_OK) != 0) {
        print_message("skipped: %s (package %s)\n", path, package);
        if (getenv("CI"))
            fail_msg("%s (package %s)", path, package);
        skip();
    }
    font_source *font = font_open(path, rows, error, sizeof error);
    if (!font)
        fail_msg("%s", error);
    return font;
}

static void a_bdf_is_shown_as_it_is_drawn(void **state) {
    (void)state;
    static const uint32_t triangle[] = {0x40, 0x60, 0x50, 0x60, 0x40};
    char error[512];
    font_picture picture;
    font_source *font = font_open(path_of("small.bdf"), 0, error, sizeof error);
    if (!font)
        fail_msg("%s", error);
    assert_int_equal(font_rows(font), 8);
    assert_int_equal(font_baseline(font), 7);
    assert_int_equal(font_code_point_count(font), 2);
    assert_false(font_has(font, 'C'));
    assert_int_equal(font_draw(font, 'A', &picture), 0);
    assert_int_equal(picture.advance, 6);
    assert_int_equal(picture.width, 5);
    assert_memory_equal(picture.columns, triangle, sizeof triangle);
    assert_int_equal(font_draw(font, 'B', &picture), 0);
    assert_int_equal(picture.advance, 2);
    assert_int_equal(picture.columns[0], 0x7F);
    font_close(font);
}

static void a_pcf_is_the_same_packed_and_plain(void **state) {
    (void)state;
    char command[512];
    char error[512];
    font_source *packed = open_or_skip(PCF, 0, "xfonts-base");
    snprintf(command, sizeof command, "gzip -dc %s > %s", PCF, path_of("plain.pcf"));
    assert_int_equal(system(command), 0);
    font_source *plain = font_open(path_of("plain.pcf"), 0, error, sizeof error);
    if (!plain)
        fail_msg("%s", error);
    assert_int_equal(font_rows(packed), 20);
    assert_int_equal(font_code_point_count(packed), font_code_point_count(plain));
    assert_true(font_code_point_count(packed) > 1000);
    for (size_t i = 0; i < font_code_point_count(packed); i++) {
        font_picture left;
        font_picture right;
        uint32_t code_point = font_code_point(packed, i);
        assert_int_equal(font_draw(packed, code_point, &left), 0);
        assert_int_equal(font_draw(plain, code_point, &right), 0);
        assert_int_equal(left.advance, 10);
        assert_memory_equal(&left, &right, sizeof left);
    }
    font_close(packed);
    font_close(plain);
}

/* The rows of ink of letters and figures: first, and one past the last. */
static void ink_of(const font_source *font, int *from, int *to) {
    uint32_t all = 0;
    for (uint32_t c = '0'; c <= 'z'; c++) {
        font_picture picture;
        int is_sign = (c > '9' && c < 'A') || (c > 'Z' && c < 'a');
        if (is_sign || font_draw(font, c, &picture) != 0)
            continue;
        for (int x = 0; x < picture.width; x++)
            all |= picture.columns[x];
    }
    *from = 0;
    *to = 32;
    while (*from < 32 && !(all >> *from & 1))
        ++*from;
    while (*to > *from && !(all >> (*to - 1) & 1))
        --*to;
}

/* The outline is as large as its rows allow: no more than two of them stay dark. */
static void check_outline(const char *path, const char *package) {
    for (int rows = 10; rows <= 32; rows++) {
        int from;
        int to;
        font_picture picture;
        font_source *font = open_or_skip(path, rows, package);
        assert_int_equal(font_rows(font), rows);
        ink_of(font, &from, &to);
        assert_in_range(to - from, rows - 2, rows);
        assert_int_equal(font_draw(font, 'l', &picture), 0);
        assert_in_range(font_baseline(font), rows / 2, rows);
        font_close(font);
    }
}

static void a_truetype_font_fills_the_rows(void **state) {
    (void)state;
    check_outline(TRUETYPE, "fonts-dejavu-core");
}

static void an_opentype_font_fills_the_rows(void **state) {
    (void)state;
    check_outline(OPENTYPE, "fonts-cantarell");
}

/* Hinting for one bit: the stem of l is upright and of one width. */
static void stems_are_hinted_to_whole_leds(void **state) {
    (void)state;
    for (int rows = 12; rows <= 32; rows += 4) {
        font_picture picture;
        uint32_t stem = 0;
        font_source *font = open_or_skip(TRUETYPE, rows, "fonts-dejavu-core");
        assert_int_equal(font_draw(font, 'l', &picture), 0);
        for (int x = 0; x < picture.width; x++) {
            if (picture.columns[x] == 0)
                continue;
            assert_true(stem == 0 || picture.columns[x] == stem);
            stem = picture.columns[x];
        }
        assert_int_not_equal(stem, 0);
        font_close(font);
    }
}

static void the_first_font_that_has_a_glyph_draws_it(void **state) {
    (void)state;
    char error[512];
    font_source *fonts[2] = {font_open(path_of("small.bdf"), 0, error, sizeof error),
                             font_open("motograph-8", 0, error, sizeof error)};
    const uint32_t wanted[] = {'A', 'C', 0x4E00};
    assert_non_null(fonts[0]);
    assert_non_null(fonts[1]);
    for (int order = 0; order < 2; order++) {
        font_section both;
        font_section alone;
        assert_int_equal(font_compile(fonts, 2, wanted, 3, &both, error, sizeof error), 0);
        assert_int_equal(both.missing_count, 1);
        assert_int_equal(both.missing[0], 0x4E00);
        assert_int_equal(font_compile(fonts, 1, wanted, 3, &alone, error, sizeof error), 0);
        assert_int_equal(alone.missing_count, order == 0 ? 2 : 1);
        /* Behind a font that has all of it, another one changes nothing. */
        int is_same = both.size == alone.size && memcmp(both.bytes, alone.bytes, both.size) == 0;
        assert_int_equal(is_same, order);
        font_section_free(&both);
        font_section_free(&alone);
        font_source *first = fonts[0];
        fonts[0] = fonts[1];
        fonts[1] = first;
    }
    font_close(fonts[0]);
    font_close(fonts[1]);
}

/* One line that begins with the file and says something. */
static void check_refused(const char *path) {
    char error[512] = "";
    char spec[320];
    for (int rows = 0; rows <= 16; rows += 16) {
        snprintf(spec, sizeof spec, rows ? "%s:%d" : "%s", path, rows);
        font_source *font = font_open_spec(spec, error, sizeof error);
        if (font)
            fail_msg("%s was opened", path);
        assert_int_equal(strncmp(error, path, strlen(path)), 0);
        assert_true(strlen(error) > strlen(path) + 4);
        assert_null(strchr(error, '\n'));
    }
}

static void what_is_no_font_is_refused_with_one_message(void **state) {
    (void)state;
    char head[4096];
    write_file("empty.ttf", "", 0);
    write_file("text.otf", "This is no font.\n", 17);
    write_file("cut.bdf", bdf, 40);
    write_file("wrong.font", "name x\nrows 99\n", 15);
    check_refused("/nowhere/none.ttf");
    check_refused(folder);
    check_refused(path_of("empty.ttf"));
    check_refused(path_of("text.otf"));
    check_refused(path_of("cut.bdf"));
    check_refused(path_of("wrong.font"));
    FILE *whole = fopen(TRUETYPE, "rb");
    if (!whole)
        return;
    size_t size = fread(head, 1, sizeof head, whole);
    fclose(whole);
    write_file("cut.ttf", head, size);
    check_refused(path_of("cut.ttf"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bdf_is_shown_as_it_is_drawn),
        cmocka_unit_test(a_pcf_is_the_same_packed_and_plain),
        cmocka_unit_test(a_truetype_font_fills_the_rows),
        cmocka_unit_test(an_opentype_font_fills_the_rows),
        cmocka_unit_test(stems_are_hinted_to_whole_leds),
        cmocka_unit_test(the_first_font_that_has_a_glyph_draws_it),
        cmocka_unit_test(what_is_no_font_is_refused_with_one_message),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
