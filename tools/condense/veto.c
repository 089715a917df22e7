/* SPDX-License-Identifier: MIT */
#include "veto.h"

#include "words.h"

#include <string.h>

int child_with(const sentence *s, int head, int label) {
    for (int i = 0; i < s->count; i++)
        if (s->tokens[i].head == head && s->tokens[i].label == label)
            return i;
    return -1;
}

bool has_child_word(const sentence *s, int head, const char *words) {
    for (int i = 0; i < s->count; i++)
        if (s->tokens[i].head == head && word_in(s->tokens[i].lower, words))
            return true;
    return false;
}

bool is_below(const sentence *s, int word, int top) {
    for (int steps = 0; word >= 0 && steps <= s->count; steps++) {
        if (word == top)
            return true;
        word = s->tokens[word].head;
    }
    return false;
}

int root_of(const sentence *s) {
    for (int i = 0; i < s->count; i++)
        if (s->tokens[i].head < 0)
            return i;
    return 0;
}

bool is_saying(const char *lower) {
    return word_in(lower,
                   " said says say saying told tells tell announced announces reported reports "
                   "according warned warns added adds confirmed confirms claimed claims claim "
                   "alleged alleges stated states noted notes believes believed believe insisted "
                   "insists admitted admits explained explains suggested suggests argued argues "
                   "hopes hoped hope expects expected think thinks thought denies denied wrote "
                   "writes tweeted predicted predicts estimates estimated accused accuses vowed "
                   "promised testified asked feared fears declared declares acknowledged "
                   "acknowledges revealed reveals maintains maintained ");
}

/* Adjectives that make their noun another thing or leave it open whether it is one. */
static bool changes_noun(const char *lower) {
    return word_in(lower,
                   " former alleged suspected fake acting would-be possible potential proposed "
                   "failed attempted accused likely unlikely planned mock false purported supposed "
                   "so-called apparent presumed reported expected unborn dead late ex deputy vice "
                   "assistant last next first second third only few little no own same other "
                   "more less fewer future past previous prospective rejected threatened probable "
                   "top chief senior old new local anti non un-named unidentified unnamed "
                   "illegal unlikely partial presidential prime foreign general ");
}

static bool is_modal_adverb(const char *lower) {
    return word_in(lower,
                   " not n't never no nor neither hardly barely scarcely rarely seldom almost "
                   "nearly reportedly allegedly apparently possibly probably perhaps maybe likely "
                   "unlikely potentially supposedly purportedly presumably seemingly falsely only "
                   "about around roughly approximately over under least most more less up as too "
                   "enough how when where why so wrongly mistakenly unsuccessfully virtually "
                   "partly partially once twice yet still longer nor not normally usually "
                   "typically generally often sometimes occasionally ");
}

static bool is_condition(const char *lower) {
    return word_in(lower, " if unless whether once until provided lest without except unlike "
                          "although though unless till than ");
}

/* Whose word is as good as the news itself, so that a line need not name them. */
static bool is_authority(const sentence *s, int speaker) {
    return word_in(s->tokens[speaker].lower,
                   " police officials official authorities ministry department government office "
                   "agency company statement media spokesman spokeswoman service council court ");
}

/* Whether the words before and behind would say something else without child `i` of a kept head. */
static bool is_needed(const sentence *s, int i, bool lenient) {
    const token *t = &s->tokens[i];
    const token *head = &s->tokens[t->head];
    if (t->tag == TAG_JJ && i > t->head && tag_is_verb(head->tag)) /* "going public" */
        return true;
    switch (t->label) {
    case LABEL_NSUBJ:
    case LABEL_CSUBJ:
    case LABEL_OBJ:
    case LABEL_IOBJ:
    case LABEL_XCOMP:
    case LABEL_CCOMP:
    case LABEL_COP:
    case LABEL_AUX:
    case LABEL_AUXPASS:
    case LABEL_EXPL:
    case LABEL_PRT:
    case LABEL_MARK:
    case LABEL_CASE:
    case LABEL_FIXED:
    case LABEL_FLAT:
    case LABEL_COMPOUND:
    case LABEL_NUMMOD:
    case LABEL_POSS:
    case LABEL_DET:
        return true;
    case LABEL_AMOD:
        if (changes_noun(t->lower) || tag_is_verb(t->tag) || t->tag == TAG_JJS)
            return true;
        return t->tag == TAG_JJR || tag_is_name(t->tag) || (t->word[0] >= 'A' && t->word[0] <= 'Z');
    case LABEL_ADVMOD:
        if (is_modal_adverb(t->lower))
            return true;
        return head->tag == TAG_CD || t->tag == TAG_WRB;
    case LABEL_NMOD:
        if (has_child_word(s, i, " of between without "))
            return true;
        if (!lenient && has_child_word(s, i, " against for to from about on "))
            return true;
        return tag_is_verb(head->tag);
    case LABEL_ACL:
        return has_child_word(s, i, " to ") || (i == t->head + 1 && s->tokens[i].tag == TAG_VB);
    case LABEL_ADVCL:
    case LABEL_OBL:
        for (int k = 0; k < s->count; k++)
            if (s->tokens[k].head == i && is_condition(s->tokens[k].lower))
                return true;
        if (has_child_word(s, i, " according "))
            return !is_authority(s, i);
        /* "aimed at X", "to meet with X": the verb is nothing without it */
        if (t->label == LABEL_OBL && i > t->head && head->label != LABEL_ROOT &&
            head->label != LABEL_CONJ && child_with(s, t->head, LABEL_OBJ) < 0) {
            bool next = true;
            for (int k = t->head + 1; k < i; k++)
                if (s->tokens[k].head == t->head && s->tokens[k].label == LABEL_OBL)
                    next = false;
            if (next && tag_is_verb(head->tag))
                return true;
        }
        if (t->label == LABEL_OBL && (head->tag == TAG_JJ || head->tag == TAG_VBN))
            return has_child_word(s, i, " to of for with from by on against in ") && i > t->head &&
                   head->label != LABEL_ROOT && head->label != LABEL_CCOMP;
        return false;
    case LABEL_APPOS: /* "seed Fabio Fognini", without a comma */
        for (int k = t->head + 1; k < i; k++)
            if (s->tokens[k].tag == TAG_COMMA || s->tokens[k].tag == TAG_OPEN)
                return false;
        return i > t->head;
    case LABEL_PARATAXIS:
        return is_saying(t->lower) && child_with(s, i, LABEL_NSUBJ) >= 0 &&
               !is_authority(s, child_with(s, i, LABEL_NSUBJ));
    default:
        return false;
    }
}

static bool conj_is_needed(const sentence *s, int i) {
    int head = s->tokens[i].head;
    if (has_child_word(s, i, " or nor but ") || has_child_word(s, head, " between both either "))
        return true;
    int label = s->tokens[head].label;
    return label == LABEL_NSUBJ || label == LABEL_COMPOUND || label == LABEL_AMOD ||
           label == LABEL_NUMMOD || label == LABEL_POSS;
}

bool veto_needs(const sentence *s, int i, bool lenient) {
    const token *t = &s->tokens[i];
    if (t->head < 0 || t->label == LABEL_PUNCT)
        return false;
    if (t->label == LABEL_CC)
        return s->tokens[t->head].label == LABEL_CONJ;
    return t->label == LABEL_CONJ ? conj_is_needed(s, i) : is_needed(s, i, lenient);
}

static void drop_outside(const sentence *s, int root, uint8_t *keep) {
    for (int i = 0; i < s->count; i++)
        if (keep[i] && !is_below(s, i, root))
            keep[i] = 0;
    keep[root] = 1;
}

static bool is_skipped(const token *t) {
    return t->tag == TAG_QUOTE || t->tag == TAG_OPEN || t->tag == TAG_CLOSE ||
           word_in(t->lower, " a an the ");
}

/* "..., police said": word i is the first of it. */
static bool begins_attribution(const sentence *s, int i) {
    for (int k = i; k < s->count && k < i + 12; k++) {
        int said = child_with(s, k, LABEL_CCOMP);
        if (said >= 0 && said < i && is_below(s, i, k) && child_with(s, k, LABEL_NSUBJ) >= i)
            return true;
        if (s->tokens[k].label == LABEL_PARATAXIS && is_saying(s->tokens[k].lower))
            return is_below(s, i, k) && s->tokens[k].head < i;
    }
    return false;
}

/* A comma stays when the words on both sides of it do. */
static void close_commas(const sentence *s, uint8_t *keep) {
    for (int i = 0; i < s->count; i++) {
        if (s->tokens[i].tag != TAG_COMMA)
            continue;
        int left = i - 1, right = i + 1;
        while (left >= 0 && is_skipped(&s->tokens[left]))
            left--;
        while (right < s->count && is_skipped(&s->tokens[right]))
            right++;
        keep[i] = left >= 0 && right < s->count && keep[left] && keep[right];
        if (right < s->count && keep[right] && begins_attribution(s, right))
            keep[i] = 1;
    }
}

void veto_close(const sentence *s, int root, uint8_t *keep) {
    veto_close_as(s, root, keep, false);
}

void veto_close_as(const sentence *s, int root, uint8_t *keep, bool lenient) {
    drop_outside(s, root, keep);
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < s->count; i++) {
            const token *t = &s->tokens[i];
            int head = t->head;
            if (t->tag == TAG_COMMA || i == root || head < 0)
                continue;
            bool want = keep[i];
            if (keep[head] && t->label != LABEL_PUNCT && t->label != LABEL_CONJ)
                want |= is_needed(s, i, lenient);
            if (keep[head] && t->label == LABEL_CONJ)
                want |= conj_is_needed(s, i);
            if (!want)
                continue;
            if (!is_below(s, i, root))
                continue;
            changed |= !keep[i] || !keep[head];
            keep[i] = keep[head] = 1;
        }
    }
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        if (t->label == LABEL_CC) /* "and" joins two or goes */
            keep[i] = t->head >= 0 && keep[t->head] && s->tokens[t->head].label == LABEL_CONJ;
    }
    close_commas(s, keep);
}
