/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "buffer.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    WRAP_WIDTH_MIN = 40,         /* narrower lines are verses and lists           */
    WRAP_WIDTH_MAX = 132,        /* wider ones are paragraphs on one line          */
    TEXT_LOOKED_AT = 512 * 1024, /* bytes: far more than is handed on              */
    INDENT_OF_PARAGRAPH = 2,     /* columns more than the line before              */
    PERCENT_EXPLAINED = 60,      /* of the breaks, for a text to count as wrapped   */
};

typedef struct plain_line {
    const char *text; /* without the blanks around it */
    size_t length;
    int number;
    int width;      /* characters                      */
    int first_word; /* characters                      */
    int indent;     /* columns                         */
    bool blank;     /* parts paragraphs                */
} plain_line;

typedef struct plain_lines {
    plain_line *lines;
    size_t count;
} plain_lines;

/* ---- lines ---- */

static bool has_word(const char *text, size_t length) {
    while (length > 0) {
        utf8proc_int32_t c;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &c);
        if (used < 1)
            return true;
        utf8proc_category_t category = utf8proc_category(c);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO)
            return true;
        text += used;
        length -= (size_t)used;
    }
    return false;
}

static int count_characters(const char *text, size_t length) {
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static plain_line measure(const char *text, size_t length, int number) {
    plain_line line = {.number = number};
    for (; length > 0 && (*text == ' ' || *text == '\t'); text++, length--)
        line.indent = *text == '\t' ? (line.indent / 8 + 1) * 8 : line.indent + 1;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    line.text = text;
    line.length = length;
    const char *space = memchr(text, ' ', length);
    line.width = count_characters(text, length);
    line.first_word = count_characters(text, space ? (size_t)(space - text) : length);
    line.blank = !has_word(text, length);
    return line;
}

static int split(const char *text, size_t length, plain_lines *out) {
    const char *at = text, *end = text + length;
    size_t capacity = 0;
    for (int number = 1; at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        if (out->count == capacity) {
            capacity = capacity ? 2 * capacity : 64;
            plain_line *grown = realloc(out->lines, capacity * sizeof *grown);
            if (!grown)
                return -1;
            out->lines = grown;
        }
        out->lines[out->count++] = measure(at, (size_t)(stop - at), number);
        at = newline ? newline + 1 : end;
    }
    return 0;
}

/* ---- wrapping ---- */

static bool in_block(const plain_lines *all, size_t i) {
    if (all->lines[i].blank)
        return false;
    if (i > 0 && !all->lines[i - 1].blank)
        return true;
    return i + 1 < all->count && !all->lines[i + 1].blank;
}

static int compare_widths(const void *a, const void *b) {
    int left = *(const int *)a, right = *(const int *)b;
    return (left > right) - (left < right);
}

/* The width that nine of ten lines keep to; a few longer ones may hold an address. 0: none. */
static int usual_width(const plain_lines *all) {
    int *widths = malloc((all->count + 1) * sizeof *widths);
    size_t count = 0;
    if (!widths)
        return 0;
    for (size_t i = 0; i < all->count; i++)
        if (in_block(all, i))
            widths[count++] = all->lines[i].width;
    qsort(widths, count, sizeof *widths, compare_widths);
    int width = count ? widths[(count * 9 + 9) / 10 - 1] : 0;
    free(widths);
    return width;
}

/* Whether a wrapping at this width would have broken between these two lines. */
static bool explained(const plain_line *line, const plain_line *next, int width) {
    if (line->width > WRAP_WIDTH_MAX || next->width > WRAP_WIDTH_MAX)
        return false;
    return line->width + 1 + next->first_word > width;
}

/* The width that the text is wrapped at, 0: it is not. */
static int wrap_width(const plain_lines *all) {
    int width = usual_width(all);
    size_t breaks = 0, wrapped = 0;
    if (width < WRAP_WIDTH_MIN || width > WRAP_WIDTH_MAX)
        return 0;
    for (size_t i = 0; i + 1 < all->count; i++) {
        const plain_line *line = &all->lines[i];
        if (line->blank || line[1].blank)
            continue;
        breaks++;
        wrapped += explained(line, line + 1, width) ? 1 : 0;
    }
    return wrapped * 100 >= breaks * PERCENT_EXPLAINED ? width : 0;
}

/* "- ", "* ", "1. ", a bullet. */
static bool begins_item(const plain_line *line) {
    const char *text = line->text, *end = text + line->length;
    if (line->length > 4 && memcmp(text, "\xE2\x80\xA2 ", 4) == 0)
        return true;
    if (line->length > 2 && (*text == '-' || *text == '*') && text[1] == ' ')
        return true;
    const char *digits = text;
    while (digits < end && *digits >= '0' && *digits <= '9')
        digits++;
    if (digits == text || digits - text > 2 || end - digits < 2)
        return false;
    return (*digits == '.' || *digits == ')') && digits[1] == ' ';
}

static bool joins(const plain_line *line, const plain_line *next, int width) {
    if (width == 0 || line->blank || next->blank || begins_item(next))
        return false;
    bool indented = next->indent >= line->indent + INDENT_OF_PARAGRAPH;
    if (indented && !begins_item(line))
        return false;
    return explained(line, next, width);
}

/* ---- paragraphs ---- */

/* A word that was parted at its hyphen goes on without a blank; a dash at a line's end does not. */
static void add_line(buffer *paragraph, const plain_line *line) {
    size_t count = paragraph->count;
    if (count > 0) {
        bool hyphen = count > 1 && paragraph->bytes[count - 1] == '-' &&
                      paragraph->bytes[count - 2] != '-' && paragraph->bytes[count - 2] != ' ';
        bool soft = count > 1 && memcmp(paragraph->bytes + count - 2, "\xC2\xAD", 2) == 0;
        if (!hyphen && !soft)
            buffer_add_byte(paragraph, ' ');
    }
    buffer_add(paragraph, line->text, line->length);
}

static int add_paragraphs(const plain_lines *all, document *out) {
    int width = wrap_width(all);
    for (size_t i = 0; i < all->count && !out->cut; i++) {
        const plain_line *line = &all->lines[i];
        if (line->blank)
            continue;
        buffer paragraph = {0};
        add_line(&paragraph, line);
        while (i + 1 < all->count && joins(&all->lines[i], &all->lines[i + 1], width))
            add_line(&paragraph, &all->lines[++i]);
        int result = paragraph.failed
                         ? -1
                         : document_add(out, paragraph.bytes, paragraph.count, line->number);
        buffer_free(&paragraph);
        if (result != 0)
            return -1;
    }
    return 0;
}

int plain_read(const char *text, size_t length, document *out) {
    size_t looked_at = length < TEXT_LOOKED_AT ? length : TEXT_LOOKED_AT;
    plain_lines all = {0};
    int result = split(text, looked_at, &all);
    if (result == 0)
        result = add_paragraphs(&all, out);
    free(all.lines);
    if (looked_at < length)
        out->cut = true;
    return result;
}
