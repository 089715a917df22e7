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

#include <libxml/tree.h>

/* Reads a page, UTF-8, into an empty document: title, date, paragraphs. 0, or -1: no memory. */
int html_read(const char *text, size_t length, document *out);

/* Reads the text of a fragment, as stands in a feed, into paragraphs, but not what leads on to the
 * page ("Read more"). 0, or -1: no memory. */
int html_read_fragment(const char *text, size_t length, document *out);

/* The same for an element that is parsed already. */
int html_read_element(xmlNode *element, document *out);

#endif
