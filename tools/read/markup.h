/* SPDX-License-Identifier: MIT
 *
 * What pages and feeds have in common: taming what is parsed, and walking over the parsed nodes.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/* What of a page or feed is parsed at most: a parsed one takes up to a hundred times its size. */
#define MARKUP_BYTES_MAX (4u * 1024u * 1024u)

/* A copy without tags so large, or of so many attributes, that the parser's time would not be
 * bounded (their line breaks stay), and with blanks for zeros. For `free`; null: no memory. */
char *markup_tame(const char *text, size_t length, size_t *out_length);

bool markup_letter(char c);

bool markup_is(const xmlNode *node, const char *name);
const char *markup_attribute(const xmlNode *element, const char *name); /* null: none */

/* The next node in document order under a root, inside the node first when it is to be opened;
 * null: the last one. */
xmlNode *markup_next(xmlNode *node, const xmlNode *root, bool inside);

#endif
