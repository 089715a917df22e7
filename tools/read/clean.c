/* SPDX-License-Identifier: MIT */
#include "clean.h"

#include "buffer.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

typedef enum character_class {
    CHARACTER_KEPT,
    CHARACTER_MARK,
    CHARACTER_BLANK,
    CHARACTER_BREAK,
    CHARACTER_DROPPED,
} character_class;

/* Fillers, joiners and selectors that are letters or marks by their category but have no ink. */
static bool without_ink(utf8proc_int32_t c) {
    if (c >= 0xFE00 && c <= 0xFE0F)
        return true;
    if (c >= 0xE0100 && c <= 0xE01EF)
        return true;
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
}

static character_class classify(utf8proc_int32_t c) {
    if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85)
        return CHARACTER_BREAK;
    if (c == '\t' || c == '\r' || c == '\f' || c == '\v')
        return CHARACTER_BLANK;
    if (without_ink(c))
        return CHARACTER_DROPPED;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_ZS:
        return CHARACTER_BLANK;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
        return CHARACTER_MARK;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
        return CHARACTER_DROPPED;
    default:
        return CHARACTER_KEPT;
    }
}

typedef struct cleaner {
    buffer out;
    bool lines;      /* line breaks and blanks stay                      */
    bool blank_owed; /* a blank that is written when something follows it */
    int marks;       /* on the letter before                             */
    bool plain;      /* nothing but ASCII so far: that is NFC already    */
} cleaner;

static void add_blank(cleaner *c, char byte) {
    c->marks = CLEAN_MARKS_MAX;
    if (c->lines)
        buffer_add_byte(&c->out, byte);
    else
        c->blank_owed = c->out.count > 0;
}

static void add_ink(cleaner *c, utf8proc_int32_t character) {
    if (c->blank_owed)
        buffer_add_byte(&c->out, ' ');
    c->blank_owed = false;
    c->plain = c->plain && character < 0x80;
    buffer_add_code_point(&c->out, (uint32_t)character);
}

static void add_character(cleaner *c, utf8proc_int32_t character) {
    switch (classify(character)) {
    case CHARACTER_BREAK:
        add_blank(c, '\n');
        break;
    case CHARACTER_BLANK:
        add_blank(c, ' ');
        break;
    case CHARACTER_MARK:
        if (c->marks++ < CLEAN_MARKS_MAX)
            add_ink(c, character);
        break;
    case CHARACTER_KEPT:
        c->marks = 0;
        add_ink(c, character);
        break;
    case CHARACTER_DROPPED:
        break;
    }
}

static char *compose(char *text) {
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text), &composed,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    free(text);
    return length < 0 ? NULL : (char *)composed;
}

static char *clean(const char *text, size_t length, bool lines) {
    cleaner c = {.lines = lines, .plain = true, .marks = CLEAN_MARKS_MAX};
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    while (length > 0) {
        utf8proc_int32_t character = *at;
        utf8proc_ssize_t used = 1;
        if (character >= 0x80)
            used = utf8proc_iterate(at, (utf8proc_ssize_t)length, &character);
        if (used < 1) {
            used = 1;
            character = 0xFFFD;
        }
        add_character(&c, character);
        at += used;
        length -= (size_t)used;
    }
    char *out = buffer_take(&c.out);
    return out && !c.plain ? compose(out) : out;
}

char *clean_text(const char *text, size_t length) {
    return clean(text, length, false);
}

char *clean_lines(const char *text, size_t length) {
    return clean(text, length, true);
}
