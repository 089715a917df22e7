/* SPDX-License-Identifier: MIT
 *
 * The front door: any input, told apart by its content, into what the next step needs.
 *
 *     ROM               -> bytes
 *     script, calendar  -> script
 *     text, HTML, feed  -> documents
 *
 * Nothing of an input is trusted. Memory and time are bounded: DOCUMENT_BYTES_MAX bytes are read
 * of a source, DOCUMENT_TEXT_MAX bytes of text are handed on of an article, READ_ITEMS_MAX items
 * of a feed or events of a calendar.
 */
#ifndef READ_H
#define READ_H

#include "document.h"
#include "message.h"
#include "script.h"
#include "sniff.h"

#include <stddef.h>

#define READ_ITEMS_MAX 100
#define READ_DAYS      7 /* of a calendar, when the options do not say        */
#define READ_DAYS_MAX  366

typedef struct read_options {
    const char *date; /* today, "2026-11-24"; null: by the machine's clock. For calendars      */
    int days;         /* events of so many days from then, 1 to READ_DAYS_MAX; 0: READ_DAYS     */
} read_options;

typedef struct source {
    source_format format;
    char *name; /* the path, or "standard input": for messages */

    unsigned char *bytes; /* SOURCE_ROM: the whole file */
    size_t byte_count;

    script script; /* SOURCE_SCRIPT, SOURCE_CALENDAR */

    document *documents; /* SOURCE_TEXT and SOURCE_HTML: one; SOURCE_FEED: one for each item */
    size_t document_count;

    notes notes; /* what was assumed or left out: to be shown, no errors */
} source;

/* Reads a file, or standard input for "-". `options` may be null. Returns 0, or -1 with the message
 * ("FILE: what is wrong" or "FILE:LINE: ...") and an empty source. Errors: the file is missing, a
 * directory, unreadable, empty, over DOCUMENT_BYTES_MAX, binary, XML of an unknown kind, without
 * any text, a script with an error, a calendar or feed that cannot be parsed. */
int read_source(const char *path, const read_options *options, source *out, message *error);

/* The same for bytes in memory, which are copied where they are kept. */
int read_bytes(const unsigned char *bytes, size_t count, const char *name,
               const read_options *options, source *out, message *error);

void source_free(source *s);

#endif
