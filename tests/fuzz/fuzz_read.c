/* SPDX-License-Identifier: MIT
 *
 * Any bytes through the readers. What comes out must be what the headers promise:
 *
 * 1. an error has a message of one line, and leaves nothing behind;
 * 2. every text is valid UTF-8 without control characters, not empty, within the limits;
 * 3. a script is read back as it was written.
 */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include "charset.h"
#include "read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds) {
    if (!holds)
        abort();
}

static void check_text(const char *text) {
    demand(*text != 0);
    demand(charset_is_utf8((const unsigned char *)text, strlen(text)));
    for (; *text; text++)
        demand((unsigned char)*text >= 0x20 && *text != 0x7F);
}

static void check_document(const document *d) {
    size_t bytes = 0;
    if (d->title)
        check_text(d->title);
    if (d->date)
        demand(strlen(d->date) == 10);
    for (size_t i = 0; i < d->count; i++) {
        check_text(d->paragraphs[i].text);
        bytes += strlen(d->paragraphs[i].text);
        demand(d->paragraphs[i].line >= 0);
    }
    demand(bytes <= DOCUMENT_TEXT_MAX);
}

static char *write_script(const script *s) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    demand(out && script_write(s, out) == 0);
    fclose(out);
    return text;
}

static void check_script(const script *s) {
    script back;
    message error = {""};
    char *first = write_script(s);
    demand(script_read(first, strlen(first), "again", &back, &error) == 0);
    char *second = write_script(&back);
    demand(strcmp(first, second) == 0);
    demand(back.count == s->count && back.zone_count == s->zone_count);
    script_free(&back);
    free(first);
    free(second);
    for (size_t i = 0; i < s->count; i++)
        check_text(s->lines[i].text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const read_options options = {.date = "2026-11-24", .days = 30};
    source s;
    message error = {""};
    if (read_bytes(data, size, "input", &options, &s, &error) != 0) {
        check_text(error.text);
        demand(!s.name && !s.documents && !s.script.lines);
        return 0;
    }
    demand(error.text[0] == 0);
    for (size_t i = 0; i < s.document_count; i++)
        check_document(&s.documents[i]);
    check_script(&s.script);
    source_free(&s);
    return 0;
}
