/* SPDX-License-Identifier: MIT
 *
 * motograph-font-check [FONT[:ROWS]]...: whether the glyphs are told apart; our own fonts when none
 * is named. The first table is the two glyphs of each font that are most alike, the second the
 * pairs that readers mistake. A number below its minimum is marked and makes the exit status 1.
 */
#include "font_source.h"
#include "legibility.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Least LEDs and least per cent of light by the height of the font: below 12, below 20, above. */
enum {
    SIZES = 3
};

#define LEAST_LIGHT 25 /* per cent of a LED between named pairs, blurred */

typedef struct named_pair {
    uint32_t left[2];
    uint32_t right[2];
    const char *name;
    int leds[SIZES];
    int light_at_8; /* why some have less is told below; taller fonts have LEAST_LIGHT for all */
} named_pair;

/* At 8 rows a stroke is one LED wide, and two LEDs side by side are 23 % of light when blurred. l
 * and I differ by serifs, of which four rows apart are never seen together; 6 and 3 are 8 with a
 * side open, which is two LEDs high; u and v part only in how fast their sides close, over five
 * rows; cl is d with a gap of one column. */
static const named_pair pairs[] = {
    {{'H'}, {'M'}, "H M", {6, 14, 30}, LEAST_LIGHT},
    {{'H'}, {'W'}, "H W", {6, 14, 30}, LEAST_LIGHT},
    {{'M'}, {'W'}, "M W", {6, 14, 30}, LEAST_LIGHT},
    {{'H'}, {'N'}, "H N", {6, 10, 20}, LEAST_LIGHT},
    {{'A'}, {'R'}, "A R", {6, 14, 30}, LEAST_LIGHT},
    {{'0'}, {'O'}, "0 O", {4, 8, 14}, LEAST_LIGHT},
    {{'0'}, {'D'}, "0 D", {4, 6, 10}, LEAST_LIGHT},
    {{'1'}, {'l'}, "1 l", {3, 6, 12}, LEAST_LIGHT},
    {{'1'}, {'I'}, "1 I", {3, 6, 12}, LEAST_LIGHT},
    {{'l'}, {'I'}, "l I", {3, 8, 14}, 23},
    {{'5'}, {'S'}, "5 S", {4, 8, 14}, LEAST_LIGHT},
    {{'8'}, {'B'}, "8 B", {4, 8, 12}, LEAST_LIGHT},
    {{'2'}, {'Z'}, "2 Z", {4, 8, 14}, LEAST_LIGHT},
    {{'6'}, {'8'}, "6 8", {2, 4, 8}, 19},
    {{'3'}, {'8'}, "3 8", {2, 4, 8}, 21},
    {{'6'}, {'G'}, "6 G", {4, 8, 14}, LEAST_LIGHT},
    {{'c'}, {'e'}, "c e", {3, 6, 10}, LEAST_LIGHT},
    {{'a'}, {'o'}, "a o", {3, 8, 14}, LEAST_LIGHT},
    {{'u'}, {'v'}, "u v", {4, 8, 14}, 21},
    {{'r', 'n'}, {'m'}, "rn m", {6, 10, 18}, LEAST_LIGHT},
    {{'c', 'l'}, {'d'}, "cl d", {4, 8, 14}, 20},
    {{'v', 'v'}, {'w'}, "vv w", {6, 10, 18}, LEAST_LIGHT},
};

#define PAIRS (sizeof pairs / sizeof *pairs)

/* Between any two letters or figures of one script. */
static const int least_leds[SIZES] = {2, 4, 6};

static int size_of(const font_source *font) {
    if (font_rows(font) < 12)
        return 0;
    return font_rows(font) < 20 ? 1 : 2;
}

/* Letters and figures of one script must differ; what is no letter has the same name in no text. */
static int script_of(uint32_t code_point) {
    if (code_point >= '0' && code_point <= '9')
        return 1;
    uint32_t folded = code_point | 0x20;
    if (code_point < 0x80)
        return folded >= 'a' && folded <= 'z';
    if (code_point >= 0x1E00 && code_point < 0x1F00)
        return 1;
    if (code_point >= 0x370 && code_point < 0x400)
        return code_point == 0x37E ? 0 : 2;
    if (code_point >= 0x400 && code_point < 0x530)
        return 3;
    return code_point >= 0xC0 && code_point < 0x250 && code_point != 0xD7 && code_point != 0xF7;
}

/* Letters that print draws alike, too. */
static int is_look_alike(uint32_t first, uint32_t second) {
    static const uint32_t alike[][2] = {{0xD0, 0x110}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if ((alike[i][0] == first) & (alike[i][1] == second))
            return 1;
    return 0;
}

static int check_all(const font_source *font) {
    size_t count = font_code_point_count(font);
    legibility_run *runs = calloc(count + 1, sizeof *runs);
    int least = 9999;
    uint32_t worst[2] = {0, 0};
    size_t compared = 0;
    int wrong = !runs;
    for (size_t i = 0; i < count && runs; i++)
        legibility_set(font, font_code_point(font, i), 0, &runs[i]);
    for (size_t i = 0; i < count && runs; i++)
        for (size_t k = 0; k < i; k++) {
            int script = script_of(font_code_point(font, i));
            if (script == 0 || script != script_of(font_code_point(font, k)))
                continue;
            int differing = legibility_differing(&runs[i], &runs[k]);
            compared++;
            if (is_look_alike(font_code_point(font, k), font_code_point(font, i)))
                continue;
            int wanted = least_leds[size_of(font)];
            if (differing < wanted)
                printf("%-18s U+%04X U+%04X differ by %d LEDs\n", font_name(font),
                       (unsigned)font_code_point(font, k), (unsigned)font_code_point(font, i),
                       differing);
            wrong |= differing < wanted;
            if (differing >= least)
                continue;
            least = differing;
            worst[0] = font_code_point(font, k);
            worst[1] = font_code_point(font, i);
        }
    free(runs);
    printf("%-18s %7zu pairs  least %2d LEDs (U+%04X U+%04X), wanted %d%s\n", font_name(font),
           compared, least, (unsigned)worst[0], (unsigned)worst[1], least_leds[size_of(font)],
           wrong ? "  TOO FEW" : "");
    return wrong;
}

static int check_pair(const font_source *font, const named_pair *pair) {
    legibility_run left;
    legibility_run right;
    if (legibility_set(font, pair->left[0], pair->left[1], &left) != 0 ||
        legibility_set(font, pair->right[0], pair->right[1], &right) != 0)
        return 0;
    int size = size_of(font);
    int leds = legibility_differing(&left, &right);
    int light = legibility_blurred(&left, &right);
    int least = size == 0 ? pair->light_at_8 : LEAST_LIGHT;
    int wrong = (leds < pair->leds[size]) | (light < least);
    printf("%-18s %-5s %3d LEDs (%2d)  %3d %% of light (%2d)%s\n", font_name(font), pair->name,
           leds, pair->leds[size], light, least, wrong ? "  TOO LITTLE" : "");
    return wrong;
}

int main(int argc, char **argv) {
    int wrong = 0;
    char error[512];
    size_t builtin_count = 0;
    while (font_builtin_name(builtin_count))
        builtin_count++;
    size_t count = argc > 1 ? (size_t)argc - 1 : builtin_count;
    for (size_t i = 0; i < count; i++) {
        const char *spec = argc > 1 ? argv[i + 1] : font_builtin_name(i);
        font_source *font = font_open_spec(spec, error, sizeof error);
        if (!font) {
            fprintf(stderr, "motograph-font-check: %s\n", error);
            return 1;
        }
        wrong |= check_all(font);
        for (size_t k = 0; k < PAIRS; k++)
            wrong |= check_pair(font, &pairs[k]);
        font_close(font);
    }
    return wrong;
}
