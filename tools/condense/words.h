/* SPDX-License-Identifier: MIT
 *
 * What the condenser knows about single English words: closed lists and regular forms.
 */
#ifndef CONDENSE_WORDS_H
#define CONDENSE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether `word` is one of the words of `list`, which are parted and framed by single spaces:
 * " a an the ". */
bool word_in(const char *word, const char *list);

/* Abbreviations end with a full stop that ends no sentence ("Gen.", "Sept."); titles are those
 * that a name always follows ("Mr.", "Sen."). The full stop is part of the word. */
bool word_is_abbreviation(const char *word, size_t bytes);
bool word_is_title(const char *word, size_t bytes);

/* Words that hardly ever follow an abbreviation inside a sentence when they are capitalised. */
bool word_begins_sentence(const char *word, size_t bytes);

/* 0 Monday .. 6 Sunday of a lower-case weekday, written out or short ("tue", "tues."), else -1. */
int word_weekday(const char *lower);
/* 1 to 12 of a lower-case month, written out or short ("sept."), else 0. */
int word_month(const char *lower);
/* The names as signs write them: "Tue", "May", "Sept". */
const char *weekday_short(int weekday);
const char *month_short(int month);

/* The number that a lower-case word names ("seven"), two to twelve, else 0. */
int word_number(const char *lower);

/* Room for any form that the functions below write. */
#define WORD_FORM_MAX 64

/* A set of lower-case words: lines of text, sorted by their bytes. */
typedef struct word_set {
    const char *lines;
    size_t bytes;
} word_set;

bool word_set_has(const word_set *set, const char *lower);

/* The base form of a past tense or participle ("met": meet, "tried": try). False when no verb of
 * `verbs`, a set of base forms, has it. `past` is true only of forms that a simple past has too
 * ("took", "tried", but not "taken"). */
bool word_base_of_past(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX],
                       bool *past);
/* The base form of "meets", "tries", "goes"; of "meeting". */
bool word_base_of_third(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX]);
bool word_base_of_participle(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX]);
/* The third person singular of a base form: meets, tries, goes. */
void word_third_person(const char *base, char form[WORD_FORM_MAX]);

#endif
