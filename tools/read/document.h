/* SPDX-License-Identifier: MIT
 *
 * What the readers make of any input: clean UTF-8 paragraphs (NFC, entities resolved, control
 * characters gone), in reading order, each with the place it came from.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stddef.h>

/* What of a source is read at most; a larger one is refused. */
#define DOCUMENT_BYTES_MAX (16u * 1024u * 1024u)

typedef struct document_paragraph {
    char *text; /* one line, no line breaks inside */
    int line;   /* where it begins in the source, from 1 */
} document_paragraph;

/* One article. */
typedef struct document {
    char *title; /* the page's own title when it gives one, else null */
    char *date;  /* the day it was published, "2013-05-06", else null */
    document_paragraph *paragraphs;
    size_t count;
} document;

#endif
