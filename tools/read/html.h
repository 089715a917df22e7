/* SPDX-License-Identifier: MIT
 *
 * Web pages. The article is found as reader views find it (the method is that of Arc90's
 * Readability, 2009, put together from its idea): what is no article by its element or by the
 * words of its class and id is left out, every paragraph gives points for its length and its
 * commas to the elements around it, and the element with the most points, less the share of its
 * text that is links, holds the article.
 */
#ifndef HTML_H
#define HTML_H

#include "document.h"

/* What of a page is parsed at most. */
#define HTML_BYTES_MAX (4u * 1024u * 1024u)

/* Reads a page, UTF-8, into an empty document: title, date, paragraphs. 0, or -1: no memory. */
int html_read(const char *text, size_t length, document *out);

/* Reads all text of a fragment, as stands in a feed, into paragraphs. 0, or -1: no memory. */
int html_read_fragment(const char *text, size_t length, document *out);

#endif
