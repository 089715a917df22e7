/* SPDX-License-Identifier: MIT
 *
 * What an input is, by its content; its name does not count.
 */
#ifndef SNIFF_H
#define SNIFF_H

#include <stdbool.h>
#include <stddef.h>

typedef enum source_format {
    SOURCE_ROM,      /* begins with "MOTO"                                     */
    SOURCE_SCRIPT,   /* lines of `kind: text` (see script_looks_like)           */
    SOURCE_TEXT,     /* anything else that is text                             */
    SOURCE_HTML,     /* begins with an element of HTML, or with XML that has an html root */
    SOURCE_FEED,     /* XML with the root rss, feed or RDF                     */
    SOURCE_CALENDAR, /* begins with BEGIN:VCALENDAR                            */
    SOURCE_XML,      /* XML with any other root: not read                       */
    SOURCE_BINARY,   /* no text: not read                                      */
} source_format;

/* By the bytes of the file alone: SOURCE_ROM, SOURCE_BINARY, or SOURCE_TEXT, which sniff_text has
 * to look at after decoding. For a binary `*what` says what it is, such as "a PDF file". */
source_format sniff_bytes(const unsigned char *bytes, size_t count, const char **what);

/* By the decoded text. Many control characters: SOURCE_BINARY. */
source_format sniff_text(const char *text, size_t length);

/* "plain text", "HTML", ... */
const char *source_format_name(source_format format);

#endif
