/* SPDX-License-Identifier: MIT
 *
 * What of a page is not the article: widget lines, captions, bylines, invitations, repeats. Each
 * paragraph that is dropped has a reason.
 */
#ifndef CONDENSE_CLEAN_H
#define CONDENSE_CLEAN_H

#include "document.h"

#include <stdbool.h>

typedef struct clean_paragraph {
    char *text; /* the dateline is gone */
    int line;
} clean_paragraph;

typedef struct clean_drop {
    int line;
    const char *reason; /* a constant: "caption", "repeats line 3" comes with `other` */
    int other;          /* the line that it repeats, else 0 */
} clean_drop;

typedef struct clean_article {
    char *title;    /* null: none */
    int title_line; /* 0: the document names it apart */
    clean_paragraph *paragraphs;
    size_t count;
    clean_drop *drops;
    size_t drop_count;
} clean_article;

/* 0, or -1: no memory. The article owns its strings. */
int clean(const document *source, clean_article *article);
void clean_free(clean_article *article);

#endif
