/* SPDX-License-Identifier: MIT */
#include "markup.h"

#include "buffer.h"

#include <string.h>
#include <strings.h>

enum {
    TAG_BYTES_MAX = 64 * 1024, /* of a tag, with all its attributes */
    TAG_PARTS_MAX = 200,       /* of a tag: the parser's time grows with their square */
};

/* The end of a tag that begins here, behind its > or at the next <, and how many parts it has.
 * Null: a quote is not closed up to the text's end; then there are no more of that quote, so this
 * is not slow however often it happens. */
static const char *tag_end(const char *at, const char *end, size_t *parts) {
    *parts = 0;
    for (at++; at < end; at++) {
        if (*at == '>')
            return at + 1;
        if (*at == '<')
            return at;
        if (*at == 0 || !strchr(" \t\n/\"'", *at))
            continue;
        ++*parts;
        if (*at != '"' && *at != '\'')
            continue;
        at = memchr(at + 1, *at, (size_t)(end - at - 1));
        if (!at)
            return NULL;
    }
    return end;
}

static bool begins_tag(const char *at, const char *end, const char *name) {
    size_t length = strlen(name);
    if ((size_t)(end - at) <= length || strncasecmp(at, name, length) != 0)
        return false;
    return !markup_letter(at[length]);
}

/* The end of a script or style that begins here, at its end tag; `at` itself when none does. What
 * stands inside is no markup, whatever it looks like. */
static const char *raw_end(const char *at, const char *end) {
    const char *close = begins_tag(at, end, "<script")  ? "</script"
                        : begins_tag(at, end, "<style") ? "</style"
                                                        : NULL;
    if (!close)
        return at;
    while ((at = memchr(at + 1, '<', (size_t)(end - at - 1))) != NULL)
        if (begins_tag(at, end, close))
            return at;
    return end;
}

bool markup_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where to go on behind the < at `text`; whether what is before that place is left out. */
static const char *tag_or_raw_end(const char *text, const char *end, bool *huge) {
    *huge = false;
    if (text + 1 >= end || !markup_letter(text[1]))
        return text + 1;
    const char *raw = raw_end(text, end);
    if (raw != text)
        return raw;
    size_t parts = 0;
    const char *stop = tag_end(text, end, &parts);
    *huge = stop && (stop - text > TAG_BYTES_MAX || parts > TAG_PARTS_MAX);
    return stop ? stop : text + 1;
}

char *markup_tame(const char *text, size_t length, size_t *out_length) {
    buffer out = {0};
    const char *end = text + length;
    while (text < end) {
        const char *mark = memchr(text, '<', (size_t)(end - text));
        const char *stop = mark ? mark : end;
        buffer_add(&out, text, (size_t)(stop - text));
        text = stop;
        if (text == end)
            break;
        bool huge;
        stop = tag_or_raw_end(text, end, &huge);
        for (const char *at = text; huge && at < stop; at++)
            if (*at == '\n')
                buffer_add_byte(&out, '\n');
        if (!huge)
            buffer_add(&out, text, (size_t)(stop - text));
        text = stop;
    }
    for (size_t i = 0; i < out.count; i++)
        if (out.bytes[i] == 0)
            out.bytes[i] = ' ';
    *out_length = out.count;
    return buffer_take(&out);
}

bool markup_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

const char *markup_attribute(const xmlNode *element, const char *name) {
    for (const xmlAttr *a = element->properties; a; a = a->next)
        if (strcasecmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return NULL;
}

xmlNode *markup_next(xmlNode *node, const xmlNode *root, bool inside) {
    if (inside && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}
