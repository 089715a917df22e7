/* SPDX-License-Identifier: MIT
 *
 * Plain text into paragraphs. A blank line, or a line without a letter or digit ("* * *"), parts
 * paragraphs. Inside a block of lines a break is undone only where a text was wrapped: when most
 * breaks of the whole text stand where the next word would not have fitted on the line (greedy
 * wrapping), those breaks, and no others, are joined. So titles and captions on lines of their
 * own, verses and lists stay apart.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include "document.h"

/* Reads UTF-8 text with LF line breaks into an empty document. 0, or -1: no memory. */
int plain_read(const char *text, size_t length, document *out);

#endif
