/* SPDX-License-Identifier: MIT
 *
 * RSS 0.9 to 2.0 and Atom: each item is a document with its title, the day it was published, and
 * its description (without one, its content) as paragraphs.
 */
#ifndef FEED_H
#define FEED_H

#include "document.h"
#include "message.h"

/* Reads at most `items_max` items of a feed, UTF-8, into an array for `free` of which each document
 * is for document_free. Without items: 0 documents. Returns 0, or -1 with the message. */
int feed_read(const char *text, size_t length, const char *name, size_t items_max,
              document **documents, size_t *count, notes *remarks, message *error);

#endif
