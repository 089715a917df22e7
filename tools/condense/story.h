/* SPDX-License-Identifier: MIT
 *
 * What is known of a whole article while its lines are made: its sentences, and who is meant by
 * "he" in them.
 */
#ifndef CONDENSE_STORY_H
#define CONDENSE_STORY_H

#include "date.h"
#include "headlinese.h"
#include "veto.h"

typedef struct story {
    const condense_model *model;
    const sentence *sentences;
    size_t count;
    size_t bytes; /* of a line at most */
    int weekday;  /* of the day it was written, 0 Monday, -1: not known */
} story;

/* The last word of the person's name that holds word i, -1: it is in none. */
int person_name(const sentence *s, int i);

/* The short name that the pronoun at word `i` of `s` stands for, `s` being sentence `number` or
 * made of it: a last name, or the head noun of the last subject. Null: nobody can be told. */
const char *antecedent(const story *st, size_t number, const sentence *s, int i);

/* Hides titles and first names of the persons in a draft: "Russian President Vladimir Putin"
 * becomes "Putin". */
void draft_shorten_names(draft *d);

/* A sentence parsed again without one of its dates, which parsers hang anywhere. */
typedef struct dateless {
    sentence s;
    token tokens[SENTENCE_TOKENS_MAX];
    int place; /* the word that now stands where the date stood */
} dateless;

/* Makes it of `s`, which may be the sentence of `out` itself. A date that is part of a noun ("the
 * Sunday vote") stays. */
void parse_dateless(const story *st, const sentence *s, const date_phrase *date, dateless *out);

/* The same without any of its weekdays. */
void parse_without_weekdays(const story *st, const sentence *s, dateless *out);

#endif
