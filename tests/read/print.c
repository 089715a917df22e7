/* SPDX-License-Identifier: MIT */
#include "print.h"

#include "load.h"

#include <stdlib.h>

static void print_document(const document *d, FILE *out) {
    fputs("document\n", out);
    if (d->title)
        fprintf(out, "  title %s\n", d->title);
    if (d->date)
        fprintf(out, "  date %s\n", d->date);
    for (size_t i = 0; i < d->count; i++)
        fprintf(out, "  %d: %s\n", d->paragraphs[i].line, d->paragraphs[i].text);
}

static void print_source(const source *s, FILE *out) {
    fprintf(out, "%s\n", source_format_name(s->format));
    for (size_t i = 0; i < s->notes.count; i++)
        fprintf(out, "note %s\n", s->notes.lines[i]);
    for (size_t i = 0; i < s->document_count; i++)
        print_document(&s->documents[i], out);
    script_write(&s->script, out);
}

void print_read(const char *path, const char *shown, const read_options *options, FILE *out) {
    size_t count = 0;
    message error = {""};
    source s = {0};
    unsigned char *bytes = load_file(path, &count, &error);
    int result = bytes ? read_bytes(bytes, count, shown, options, &s, &error) : -1;
    free(bytes);
    if (result == 0)
        print_source(&s, out);
    else
        fprintf(out, "error %s\n", error.text);
    source_free(&s);
}
