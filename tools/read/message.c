/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A message is one line of a terminal, whatever a file name or a quoted word holds. */
static void drop_controls(char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            *text = '?';
}

/* A text that was cut must not end inside a UTF-8 sequence. */
static void drop_broken_end(char *text) {
    size_t length = strlen(text), end = length;
    while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
        end--;
    if (end == 0)
        return;
    unsigned char lead = (unsigned char)text[end - 1];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - (end - 1) < needed)
        text[end - 1] = 0;
}

static void format_line(char text[MESSAGE_CHARS], const char *format, va_list arguments) {
    vsnprintf(text, MESSAGE_CHARS, format, arguments);
    drop_broken_end(text);
    drop_controls(text);
}

int message_set(message *m, const char *format, ...) {
    if (m->text[0])
        return -1;
    va_list arguments;
    va_start(arguments, format);
    format_line(m->text, format, arguments);
    va_end(arguments);
    return -1;
}

int message_shown(const char *text, size_t length) {
    enum {
        SHOWN_MAX = 60
    };
    if (length <= SHOWN_MAX)
        return (int)length;
    int shown = SHOWN_MAX;
    while (shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--;
    return shown;
}

int message_no_memory(message *m, const char *name) {
    return message_set(m, "%s: out of memory", name);
}

void notes_add(notes *n, const char *format, ...) {
    if (n->count == NOTES_MAX)
        return;
    char text[MESSAGE_CHARS];
    va_list arguments;
    va_start(arguments, format);
    format_line(text, format, arguments);
    va_end(arguments);
    char **grown = realloc(n->lines, (n->count + 1) * sizeof *grown);
    if (!grown)
        return;
    n->lines = grown;
    size_t bytes = strlen(text) + 1;
    char *copy = malloc(bytes);
    if (copy)
        n->lines[n->count++] = memcpy(copy, text, bytes);
}

void notes_free(notes *n) {
    for (size_t i = 0; i < n->count; i++)
        free(n->lines[i]);
    free(n->lines);
    *n = (notes){0};
}
