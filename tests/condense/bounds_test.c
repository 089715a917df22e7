/* SPDX-License-Identifier: MIT
 *
 * Whatever an input is, condensing it takes bounded time and memory, and gives lines that fit or a
 * message.
 */
#define _DEFAULT_SOURCE
#include "condense.h"
#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum {
    SECONDS_MOST = 60, /* of the processor, with sanitizers on a slow machine */
    MEBIBYTES_MOST = 512
};

typedef struct input {
    const char *name;
    const char *begin, *part, *end; /* the part again and again */
    size_t bytes;
    const char *refused; /* the message's end, null: it is condensed */
} input;

#define KIB 1024u
#define MIB (1024u * KIB)
static const char sentence_part[] =
    "The council of Arn will vote on Tuesday on a plan for the harbour, the mayor said on Monday. ";

static const input inputs[] = {
    {"sentences, 200 KiB in a line", "", sentence_part, "\n", 200 * KIB, NULL},
    {"a sentence without an end", "", "and the mayor of Arn, who ", "\n", 100 * KIB, NULL},
    {"words without a stop", "Arn ", "harbour ", "\n", 100 * KIB, NULL},
    {"commas", "The mayor", ", the council", " met.\n", 100 * KIB, NULL},
    {"dates", "They meet on ", "Monday, May 6, and ", "Tuesday.\n", 100 * KIB, NULL},
    {"lines of one word", "", "harbour\n", "", 100 * KIB, NULL},
    {"quotes", "", "\"\" ' ", "\n", 100 * KIB, "holds no text"},
    {"full stops", "", ". ", "\n", 100 * KIB, "holds no text"},
    {"a table", "", "Arn\t12\t8\t4\n", "", 100 * KIB, NULL},
    {"source code", "", "    if (a[i] != b[i]) { return -1; }\n", "", 100 * KIB, NULL},
    {"Chinese", "", "\xE6\xB8\xAF\xE5\x8F\xA3\xE5\xA7\x94\xE5\x91\x98\xE4\xBC\x9A\xE3\x80\x82",
     "\n", 100 * KIB, NULL},
    {"a page of paragraphs", "<html><body><article>",
     "<p>The council will meet on Tuesday, he said.</p>", "</article></body></html>", 2 * MIB,
     NULL},
    {"a page of links", "<html><body><ul>",
     "<li><a href='/x'>The council will meet, they say</a></li>", "</ul></body></html>", 2 * MIB,
     "holds no text"},
    {"a page of nothing but marks", "<html><body>", "<p></p>", "</body></html>", 1 * MIB,
     "holds no text"},
    {"just under 16 MiB", "", sentence_part, "\n", 15 * MIB, NULL},
    {"over 16 MiB", "", sentence_part, "\n", 17 * MIB, "is over 16 MiB"},
    {"a binary", "\x7f\x01\x02", "ab\0cd\0\0", "", 50 * KIB, "is binary"},
};

static unsigned char *make(const input *in, size_t part, size_t *bytes) {
    size_t begin = strlen(in->begin), end = strlen(in->end);
    size_t times = in->bytes / part + 1;
    *bytes = begin + times * part + end;
    unsigned char *text = malloc(*bytes);
    if (!text)
        return NULL;
    memcpy(text, in->begin, begin);
    for (size_t i = 0; i < times; i++)
        memcpy(text + begin + i * part, in->part, part);
    memcpy(text + begin + times * part, in->end, end);
    return text;
}

static int condense_all(const source *from, const condense_model *model) {
    int wrong = 0;
    for (size_t i = 0; i < from->document_count; i++) {
        script lines = {0};
        condense_options options = {.model = model, .alternatives = 3, .date = "2013-05-06"};
        wrong += condense(&from->documents[i], &options, &lines, NULL) != 0;
        for (size_t k = 0; k < lines.count; k++)
            wrong += strlen(lines.lines[k].text) > CONDENSE_LINE_BYTES;
        script_free(&lines);
    }
    return wrong;
}

static int check(const input *in, const condense_model *model) {
    size_t bytes,
        part = in->refused && strcmp(in->refused, "is binary") == 0 ? 7 : strlen(in->part);
    unsigned char *text = make(in, part, &bytes);
    source from;
    message error = {""};
    clock_t began = clock();
    int wrong = 1;
    if (text && read_bytes(text, bytes, "in", NULL, &from, &error) == 0) {
        wrong = in->refused != NULL || condense_all(&from, model) > 0;
        source_free(&from);
    } else if (in->refused && strstr(error.text, in->refused)) {
        wrong = 0;
    }
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    printf("%s: %.2f s%s%s\n", in->name, seconds, *error.text ? ", " : "", error.text);
    free(text);
    return wrong || seconds > SECONDS_MOST;
}

static long mebibytes_at_peak(void) {
    struct rusage used;
    return getrusage(RUSAGE_SELF, &used) == 0 ? used.ru_maxrss / 1024 : -1;
}

int main(void) {
    condense_model *model = condense_model_open();
    int failures = !model;
    for (size_t i = 0; model && i < sizeof inputs / sizeof *inputs; i++)
        if (check(&inputs[i], model)) {
            printf("FAILED: %s\n", inputs[i].name);
            failures++;
        }
    condense_model_close(model);
    printf("%ld MiB at the peak\n", mebibytes_at_peak());
#ifndef __SANITIZE_ADDRESS__
    failures += mebibytes_at_peak() > MEBIBYTES_MOST;
#endif
    return failures > 0;
}
