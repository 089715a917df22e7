/* SPDX-License-Identifier: MIT */
#include "wording.h"

#include "point.h"

#include <string.h>

enum {
    BYTES_LEAST = 32 /* below it a sentence has lost too much to say what it said */
};

static bool stands_in(const script *s, size_t first, const char *text) {
    for (size_t i = first; i < s->count; i++) {
        if (strcmp(s->lines[i].text, text) == 0)
            return true;
        for (size_t k = 0; k < s->lines[i].alternative_count; k++)
            if (strcmp(s->lines[i].alternatives[k], text) == 0)
                return true;
    }
    return false;
}

static size_t sentence_of(const story *st, const script_line *line) {
    for (size_t i = 0; i < st->count && line->source; i++)
        if (strcmp(st->sentences[i].text, line->source) == 0)
            return i;
    return 0;
}

/* The longest that fits, then at each step one that is a good deal shorter. */
static int add_to_line(const story *st, size_t first, size_t most, script *s, size_t number) {
    char text[LINE_ROOM];
    script_line *line = &s->lines[number];
    size_t origin = sentence_of(st, line);
    story narrower = *st;
    while (line->alternative_count < most && narrower.bytes >= BYTES_LEAST) {
        if (!point_make(&narrower, origin, STYLE_HEADLINE, text))
            return 0;
        if (strlen(text) < BYTES_LEAST)
            return 0;
        if (!stands_in(s, first, text) && script_add_alternative(line, text) != 0)
            return -1;
        narrower.bytes = strlen(text) * 3 / 4;
    }
    return 0;
}

int wordings_add(const story *st, size_t first, int most, script *s) {
    if (st->count == 0)
        return 0;
    for (size_t i = first; i < s->count; i++) {
        bool worded = s->lines[i].kind == SCRIPT_HEADLINE || s->lines[i].kind == SCRIPT_POINT;
        if (worded && most > 0 && add_to_line(st, first, (size_t)most, s, i) != 0)
            return -1;
    }
    return 0;
}
