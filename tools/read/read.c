/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* localtime_r */
#include "read.h"

#include "calendar.h"
#include "charset.h"
#include "clean.h"
#include "feed.h"
#include "html.h"
#include "load.h"
#include "plain.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int refuse_binary(const char *name, const char *what, message *error) {
    return message_set(
        error, "%s: is %s; expected text, HTML, a feed, a calendar, a script or a ROM", name, what);
}

static int keep_rom(const unsigned char *bytes, size_t count, source *out, message *error) {
    out->bytes = malloc(count);
    if (!out->bytes)
        return message_no_memory(error, out->name);
    memcpy(out->bytes, bytes, count);
    out->byte_count = count;
    return 0;
}

static int read_script(const char *text, size_t length, source *out, message *error) {
    char *clean = clean_lines(text, length);
    if (!clean)
        return message_no_memory(error, out->name);
    int result = script_read(clean, strlen(clean), out->name, &out->script, error);
    free(clean);
    return result;
}

static int read_article(const char *text, size_t length, source *out, message *error) {
    out->documents = calloc(1, sizeof *out->documents);
    if (!out->documents)
        return message_no_memory(error, out->name);
    out->document_count = 1;
    bool page = out->format == SOURCE_HTML;
    int result = page ? html_read(text, length, &out->documents[0])
                      : plain_read(text, length, &out->documents[0]);
    return result == 0 ? 0 : message_no_memory(error, out->name);
}

static int today_by_clock(civil_day *out) {
    time_t now = time(NULL);
    struct tm local;
    if (!localtime_r(&now, &local))
        return -1;
    *out = (civil_day){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
    return 0;
}

static int read_calendar(const char *text, size_t length, const read_options *options, source *out,
                         message *error) {
    civil_day today = {0};
    int days = options->days > 0 ? options->days : READ_DAYS;
    if (!options->date && today_by_clock(&today) != 0)
        return message_set(error, "%s: no clock to know today by", out->name);
    if (options->date && civil_read_day(options->date, &today) != strlen(options->date))
        return message_set(error, "%s: \"%s\" is no day such as 2026-11-24", out->name,
                           options->date);
    if (days > READ_DAYS_MAX)
        days = READ_DAYS_MAX;
    char *clean = clean_lines(text, length);
    if (!clean)
        return message_no_memory(error, out->name);
    int result = calendar_read(clean, strlen(clean), out->name, today, days, READ_ITEMS_MAX,
                               &out->script, &out->notes, error);
    free(clean);
    return result;
}

static int read_format(const char *text, size_t length, const read_options *options, source *out,
                       message *error) {
    switch (out->format) {
    case SOURCE_SCRIPT:
        return read_script(text, length, out, error);
    case SOURCE_TEXT:
    case SOURCE_HTML:
        return read_article(text, length, out, error);
    case SOURCE_FEED:
        return feed_read(text, length, out->name, READ_ITEMS_MAX, &out->documents,
                         &out->document_count, &out->notes, error);
    case SOURCE_CALENDAR:
        return read_calendar(text, length, options, out, error);
    case SOURCE_XML:
        return message_set(error, "%s: is XML, but neither RSS nor Atom nor XHTML", out->name);
    case SOURCE_BINARY:
        return refuse_binary(out->name, "binary", error);
    default: /* a ROM has been kept before */
        return 0;
    }
}

/* A note for what was cut, an error when there is nothing at all. */
static int check_documents(source *out, message *error) {
    size_t paragraphs = 0, cut = 0;
    for (size_t i = 0; i < out->document_count; i++) {
        paragraphs += out->documents[i].count + (out->documents[i].title ? 1 : 0);
        cut += out->documents[i].cut ? 1 : 0;
    }
    if (out->documents && paragraphs == 0)
        return message_set(error, "%s: holds no text", out->name);
    if (cut > 0)
        notes_add(&out->notes, "%s: only the first %u KiB of the text are used", out->name,
                  DOCUMENT_TEXT_MAX >> 10);
    return 0;
}

static int read_decoded(const unsigned char *bytes, size_t count, const read_options *options,
                        source *out, message *error) {
    size_t length = 0;
    char *text = charset_decode(bytes, count, out->name, &length, &out->notes, error);
    if (!text)
        return -1;
    out->format = sniff_text(text, length);
    int result = read_format(text, length, options, out, error);
    free(text);
    return result == 0 ? check_documents(out, error) : -1;
}

static int read_named(const unsigned char *bytes, size_t count, const read_options *options,
                      source *out, message *error) {
    const char *what;
    if (count == 0)
        return message_set(error, "%s: is empty", out->name);
    if (count > DOCUMENT_BYTES_MAX)
        return message_set(error, "%s: is over %u MiB", out->name, DOCUMENT_BYTES_MAX >> 20);
    out->format = sniff_bytes(bytes, count, &what);
    if (out->format == SOURCE_ROM)
        return keep_rom(bytes, count, out, error);
    if (out->format == SOURCE_BINARY)
        return refuse_binary(out->name, what, error);
    return read_decoded(bytes, count, options, out, error);
}

int read_bytes(const unsigned char *bytes, size_t count, const char *name,
               const read_options *options, source *out, message *error) {
    static const read_options defaults = {0};
    *out = (source){0};
    if (script_set_string(&out->name, name) != 0)
        return message_no_memory(error, name);
    if (read_named(bytes, count, options ? options : &defaults, out, error) == 0)
        return 0;
    source_free(out);
    return -1;
}

int read_source(const char *path, const read_options *options, source *out, message *error) {
    size_t count = 0;
    *out = (source){0};
    unsigned char *bytes = load_file(path, &count, error);
    if (!bytes)
        return -1;
    int result = read_bytes(bytes, count, load_name(path), options, out, error);
    free(bytes);
    return result;
}

void source_free(source *s) {
    for (size_t i = 0; i < s->document_count; i++)
        document_free(&s->documents[i]);
    free(s->documents);
    script_free(&s->script);
    free(s->bytes);
    free(s->name);
    notes_free(&s->notes);
    *s = (source){0};
}
