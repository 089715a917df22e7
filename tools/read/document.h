/* SPDX-License-Identifier: MIT
 *
 * What the readers make of any article: clean UTF-8 paragraphs (NFC, entities resolved, control
 * characters gone), in reading order, each with the place it came from.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

/* What of a source is read at most; a larger one is refused. */
#define DOCUMENT_BYTES_MAX (16u * 1024u * 1024u)

/* What of one article's text is handed on at most; the rest is left out, and a note says so. */
#define DOCUMENT_TEXT_MAX (64u * 1024u)

typedef struct document_paragraph {
    char *text; /* one line, no line breaks inside, never empty */
    int line;   /* where it begins in the source, from 1 */
} document_paragraph;

/* One article. */
typedef struct document {
    char *title; /* the page's own title when it gives one, else null */
    char *date;  /* the day it was published, "2013-05-06", else null */
    document_paragraph *paragraphs;
    size_t count;
    size_t text_bytes; /* of all paragraphs together, at most DOCUMENT_TEXT_MAX */
    bool cut;          /* whether text was left out because of that limit        */
} document;

/* A text in one line with its character references resolved (entities.h), clean (clean.h). A string
 * for `free`, or null: no memory. */
char *document_clean(const char *text, size_t length);

/* Cleans a text and appends it as a paragraph, of which nothing may be left; cuts it
 * at a word's end where the limit is reached. 0, or -1: no memory. */
int document_add(document *d, const char *text, size_t length, int line);

void document_free(document *d);

#endif
