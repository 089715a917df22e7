/* SPDX-License-Identifier: MIT */
#include "fold.h"

#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

typedef struct substitute {
    uint32_t code_point;
    const char *text;
} substitute;

/* What Unicode does not decompose, and combining marks that no letter before them takes up: they
 * stand behind it. Several rows for one code point: the first that the font has. */
static const substitute substitutes[] = {
    {0x00A0, " "},        {0x00A2, "c"},        {0x00A3, "GBP"},      {0x00A5, "JPY"},
    {0x00A9, "(C)"},      {0x00AB, "\""},       {0x00AD, "-"},        {0x00AE, "(R)"},
    {0x00B0, " deg"},     {0x00B4, "'"},        {0x00B7, "*"},        {0x00BB, "\""},
    {0x00C6, "AE"},       {0x00D0, "D"},        {0x00D7, "x"},        {0x00D8, "O"},
    {0x00DE, "Th"},       {0x00DF, "ss"},       {0x00E6, "ae"},       {0x00F0, "d"},
    {0x00F7, "/"},        {0x00F8, "o"},        {0x00FE, "th"},       {0x0110, "D"},
    {0x0111, "d"},        {0x0126, "H"},        {0x0127, "h"},        {0x0131, "i"},
    {0x0141, "L"},        {0x0142, "l"},        {0x014A, "Ng"},       {0x014B, "ng"},
    {0x0152, "OE"},       {0x0153, "oe"},       {0x1E9E, "SS"},       {0x2010, "-"},
    {0x2012, "-"},        {0x2013, "-"},        {0x2014, "-"},        {0x2015, "-"},
    {0x2018, "'"},        {0x2019, "'"},        {0x201A, "'"},        {0x201B, "'"},
    {0x201C, "\""},       {0x201D, "\""},       {0x201E, "\""},       {0x201F, "\""},
    {0x2022, "\xC2\xB7"}, {0x2022, "*"},        {0x2032, "'"},        {0x2033, "\""},
    {0x2039, "<"},        {0x203A, ">"},        {0x2044, "/"},        {0x20AC, "EUR"},
    {0x2190, "<-"},       {0x2192, "->"},       {0x2212, "-"},        {0x2215, "/"},
    {0x0300, "`"},        {0x0301, "\xC2\xB4"}, {0x0302, "^"},        {0x0303, "~"},
    {0x0304, "\xC2\xAF"}, {0x0308, "\xC2\xA8"}, {0x030A, "\xC2\xB0"}, {0x0327, "\xC2\xB8"},
    {0x25CF, "*"},        {0x2016, "||"},       {0x2260, "!="},       {0x2264, "<="},
    {0x2265, ">="},
};

static bool has(const plan_font *font, uint32_t code_point) {
    for (size_t i = 0; i < font->source_count; i++)
        if (font_has(font->sources[i], code_point))
            return true;
    return false;
}

/* 0: the font has not all of it. */
static size_t take_text(const plan_font *font, const char *text, uint32_t out[FOLD_MAX]) {
    const char *end = text + strlen(text);
    size_t count = 0;
    while (text < end) {
        size_t size;
        out[count] = utf8_read(text, end, &size);
        if (!has(font, out[count++]))
            return 0;
        text += size;
    }
    return count;
}

static size_t take_substitute(const plan_font *font, uint32_t code_point, uint32_t out[FOLD_MAX]) {
    for (size_t i = 0; i < sizeof substitutes / sizeof *substitutes; i++) {
        if (substitutes[i].code_point != code_point)
            continue;
        size_t count = take_text(font, substitutes[i].text, out);
        if (count > 0)
            return count;
    }
    return 0;
}

static bool is_mark(uint32_t code_point) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* A part of a decomposition: marks are left out where the font cannot draw them. -1: nothing will
 * do. */
static int take_part(const plan_font *font, uint32_t code_point, uint32_t out[FOLD_MAX]) {
    if (has(font, code_point)) {
        out[0] = code_point;
        return 1;
    }
    if (is_mark(code_point))
        return 0;
    size_t count = take_substitute(font, code_point, out);
    return count > 0 ? (int)count : -1;
}

static size_t take_decomposed(const plan_font *font, uint32_t code_point, uint32_t out[FOLD_MAX]) {
    utf8proc_int32_t parts[FOLD_MAX];
    int boundary = 0;
    utf8proc_ssize_t part_count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, FOLD_MAX,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    size_t count = 0;
    if (part_count > FOLD_MAX)
        return 0;
    for (utf8proc_ssize_t i = 0; i < part_count; i++) {
        uint32_t part[FOLD_MAX];
        int taken = take_part(font, (uint32_t)parts[i], part);
        if (taken < 0 || count + (size_t)taken > FOLD_MAX)
            return 0;
        memcpy(out + count, part, (size_t)taken * sizeof *part);
        count += (size_t)taken;
    }
    return count;
}

size_t fold(const plan_font *font, uint32_t code_point, uint32_t out[FOLD_MAX]) {
    out[0] = code_point;
    if (has(font, code_point))
        return 1;
    size_t count = take_substitute(font, code_point, out);
    return count > 0 ? count : take_decomposed(font, code_point, out);
}
