/* SPDX-License-Identifier: MIT */
#include "document.h"

#include "clean.h"
#include "entities.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more: the array doubles when its count is a power of two. */
static document_paragraph *grow(document *d) {
    if (d->count & (d->count - 1))
        return d->paragraphs;
    size_t capacity = d->count ? 2 * d->count : 1;
    document_paragraph *grown = realloc(d->paragraphs, capacity * sizeof *grown);
    if (grown)
        d->paragraphs = grown;
    return grown;
}

/* The longest beginning of at most `limit` bytes that ends with a word, or, when one word is
 * longer than that, with a character. */
static size_t cut_length(const char *text, size_t length, size_t limit) {
    if (length <= limit)
        return length;
    for (size_t end = limit; end > 0; end--)
        if (text[end] == ' ')
            return end;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

char *document_clean(const char *text, size_t length) {
    char *decoded = entities_decode(text, length);
    char *clean = decoded ? clean_text(decoded, strlen(decoded)) : NULL;
    free(decoded);
    return clean;
}

int document_add(document *d, const char *text, size_t length, int line) {
    size_t room = DOCUMENT_TEXT_MAX - d->text_bytes;
    if (room == 0) {
        d->cut = d->cut || length > 0;
        return 0;
    }
    /* Cleaning is not cheap: of a huge line only what can matter is cleaned. */
    size_t looked_at = cut_length(text, length, 4 * (size_t)DOCUMENT_TEXT_MAX);
    char *clean = document_clean(text, looked_at);
    if (!clean)
        return -1;
    size_t bytes = strlen(clean), kept = cut_length(clean, bytes, room);
    if (kept < bytes || looked_at < length) {
        d->cut = true;
        clean[kept] = 0;
    }
    if (kept == 0 || !grow(d)) {
        free(clean);
        return kept == 0 ? 0 : -1;
    }
    d->paragraphs[d->count++] = (document_paragraph){.text = clean, .line = line};
    d->text_bytes = d->cut ? DOCUMENT_TEXT_MAX : d->text_bytes + kept;
    return 0;
}

void document_free(document *d) {
    for (size_t i = 0; i < d->count; i++)
        free(d->paragraphs[i].text);
    free(d->paragraphs);
    free(d->title);
    free(d->date);
    *d = (document){0};
}
