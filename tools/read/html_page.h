/* SPDX-License-Identifier: MIT
 *
 * A parsed page as blocks of text: what the parts of the HTML reader share.
 */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include "document.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/* Text without a block's border inside: a paragraph, a list item, a cell, what stands between two
 * blank lines. */
typedef struct html_block {
    xmlNode *container; /* the innermost block element around it       */
    char *text;
    size_t length;
    size_t link_length; /* bytes of the text that are links            */
    size_t last_link;   /* where a link begins that reaches to the text's end; else its length */
    int line;
    bool heading;
} html_block;

typedef struct html_blocks {
    html_block *items;
    size_t count;
    bool failed; /* no memory */
} html_blocks;

/* Parses UTF-8; null: no memory. */
htmlDocPtr html_parse(const char *text, size_t length);

/* All blocks under a root in reading order. `hints`: whether elements are left out for the words of
 * their class and id. */
void html_collect(xmlNode *root, bool hints, html_blocks *out);
void html_free_blocks(html_blocks *blocks);

/* How much the words of an element's class and id speak for an article: 1, 0 or -1. */
int html_hint(xmlNode *element);

/* Adds the blocks that are the article to the document. 0, or -1: no memory. */
int html_choose(const html_blocks *blocks, document *out);

/* Sets the document's title and date. 0, or -1: no memory. */
int html_read_head(htmlDocPtr page, document *out);

#endif
