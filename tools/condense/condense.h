/* SPDX-License-Identifier: MIT
 *
 * An article into the lines of a sign: a headline, the dated events of its agenda, the topics on
 * the table, and points, which are its most telling sentences made short. A line says nothing that
 * the article does not say; an empty agenda is a valid result.
 *
 *     document article = ...;                     from tools/read
 *     script out = {0};
 *     condense_report report = {0};
 *     if (condense(&article, &(condense_options){0}, &out, &report) == 0)
 *         script_write(&out, stdout);
 *     condense_report_free(&report);
 *     script_free(&out);
 */
#ifndef CONDENSE_H
#define CONDENSE_H

#include "document.h"
#include "model.h"
#include "script.h"

#define CONDENSE_LINE_BYTES 75
#define CONDENSE_LINES      8

/* Lines that may be longer than this stay whole sentences, lightly shortened. */
#define CONDENSE_PLAIN_BYTES 250

typedef struct condense_options {
    int bytes; /* of a line at most, 20 to 1000; 0: CONDENSE_LINE_BYTES */
    int lines; /* agenda, topics and points together at most; 0: CONDENSE_LINES, < 0: none */
    const char
        *date; /* "2013-05-06", the day from which "Tuesday" is counted; null: the article's */
    int alternatives; /* other wordings of the headline and of each point at most, 0: none; what
                         the vetoes let through, each as long as a line may be or shorter */
    const condense_model *model; /* null: opened for this call */
} condense_options;

/* A paragraph that is no part of the article. */
typedef struct condense_drop {
    int line;           /* of the source, from 1 */
    const char *reason; /* "a caption", "repeats line 4": owned by the report */
} condense_drop;

typedef struct condense_report {
    condense_drop *drops;
    size_t count;
} condense_report;

/* Appends to `out` and, when it is not null, to `report`. 0, or -1: no memory. */
int condense(const document *article, const condense_options *options, script *out,
             condense_report *report);

void condense_report_free(condense_report *report);

#endif
