/* SPDX-License-Identifier: MIT
 *
 * Kept words into a line, in the manner of headlines: no articles, no auxiliary be, "to" for will,
 * the present for the main verb, digits, US and UN.
 */
#ifndef CONDENSE_HEADLINESE_H
#define CONDENSE_HEADLINESE_H

#include "model.h"

#define LINE_ROOM 2048

typedef enum line_style {
    STYLE_PLAIN, /* the words as they are, with a full stop */
    STYLE_HEADLINE,
} line_style;

/* A line in the making: which words of a sentence, and what stands for some of them. */
typedef struct draft {
    const sentence *s;
    const condense_model *model;
    int root;        /* of the clause that is shown */
    bool keeps_past; /* verbs stay in the past: the sentence tells no news */
    uint8_t keep[SENTENCE_TOKENS_MAX];
    uint8_t hide[SENTENCE_TOKENS_MAX];        /* kept for the grammar's sake, but not shown */
    const char *instead[SENTENCE_TOKENS_MAX]; /* null: the word itself */
} draft;

void draft_begin(draft *d, const condense_model *model, const sentence *s);

/* Writes the line; returns its bytes (those of a line too long for the room: LINE_ROOM). */
size_t draft_render(const draft *d, line_style style, char line[LINE_ROOM]);

/* Why the draft must not be shown: "first person", "no verb", ...; null: it may. */
const char *veto_reason(const draft *d);

/* The words of a text up to `bytes`, cut at a word and not behind one that leads on. Returns the
 * bytes of the line. */
size_t cut_at_word(const char *text, size_t bytes, char line[LINE_ROOM]);

#endif
