/* SPDX-License-Identifier: MIT
 *
 * Accents stay apart from their letters, and kerned letters from each other, in our own fonts.
 */
#include "font_source.h"
#include "legibility.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char accented[] =
    "ÀÁÂÃÄÅÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåèéêëìíîïñòóôõöùúûüýÿĀāĂăĆćĈĉĊċČčĎďĒēĔĕĖėĚěĜĝĞğĠġģĤĥ"
    "ĨĩĪīĬĭİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŠšŤťŨũŪūŬŭŮůŰűŴŵŶŷŸŹźŻżŽžȘșȚț"
    "ΆΈΉΊΌΎΏάέήίόύώϊϋΐΰΪΫЁёЇїЙйЎўЌќЃѓ"
    "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ"
    "ỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

/* The next code point of the text, which has none beyond U+FFFF. */
static uint32_t next(const char **text) {
    const unsigned char *p = (const unsigned char *)*text;
    int more = p[0] >= 0xE0 ? 2 : 1;
    *text += more + 1;
    if (more == 1)
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

static void accents_are_apart(void **state) {
    (void)state;
    int wrong = 0;
    for (size_t i = 0; font_builtin_name(i); i++) {
        char error[256];
        font_source *font = font_open(font_builtin_name(i), 0, error, sizeof error);
        assert_non_null(font);
        for (const char *text = accented; *text;) {
            uint32_t code_point = next(&text);
            if (legibility_is_parted(font, code_point))
                continue;
            print_message("%s: U+%04X is in one piece\n", font_name(font), (unsigned)code_point);
            wrong++;
        }
        font_close(font);
    }
    assert_int_equal(wrong, 0);
}

static void kerned_letters_do_not_touch(void **state) {
    (void)state;
    for (size_t i = 0; font_builtin_name(i); i++) {
        char error[256];
        font_source *font = font_open(font_builtin_name(i), 0, error, sizeof error);
        assert_non_null(font);
        size_t kerned = 0;
        size_t count = font_code_point_count(font);
        for (size_t k = 0; k < count * count; k++) {
            uint32_t first = font_code_point(font, k / count);
            uint32_t second = font_code_point(font, k % count);
            int columns = font_kern(font, first, second);
            font_picture left;
            font_picture right;
            if (columns == 0)
                continue;
            kerned++;
            font_draw(font, first, &left);
            font_draw(font, second, &right);
            for (int x = 0; x < left.width; x++)
                for (int near = -1; near <= 1; near++) {
                    int at = x + near - left.advance - columns;
                    uint32_t ink = left.columns[x] | left.columns[x] << 1 | left.columns[x] >> 1;
                    if (at >= 0 && at < right.width && (ink & right.columns[at]))
                        fail_msg("%s: U+%04X touches U+%04X", font_name(font), (unsigned)first,
                                 (unsigned)second);
                }
        }
        assert_true(kerned > 1000);
        font_close(font);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_are_apart),
        cmocka_unit_test(kerned_letters_do_not_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
