/* SPDX-License-Identifier: MIT */
#include "trim.h"

#include "story.h"

#include <string.h>

static bool may_be_hidden(const draft *d, const trim_plan *plan, int i) {
    const sentence *s = d->s;
    const token *t = &s->tokens[i];
    switch (t->label) {
    case LABEL_CONJ:
        if (s->tokens[t->head].label == LABEL_NSUBJ || has_child_word(s, i, " or nor but "))
            return false;
        break;
    case LABEL_ACL:
    case LABEL_RELCL:
    case LABEL_NMOD:
    case LABEL_ADVCL:
    case LABEL_OBL:
    case LABEL_APPOS:
        break;
    default:
        return false;
    }
    if (i == plan->verb || i == plan->other || is_below(s, plan->verb, i))
        return false;
    if (d->hide[i] || !d->keep[i] || (i < t->head && t->label != LABEL_OBL))
        return false;
    return !has_child_word(s, i, " not n't without except if unless until of ");
}

/* A part that the line can do without: the shortest of at least so many words, else the longest;
 * only below one word; -1: none. */
static int part_to_hide(const draft *d, const trim_plan *plan, int below, int least) {
    int best = -1, size = 0;
    for (int i = 0; i < d->s->count; i++) {
        if (!may_be_hidden(d, plan, i) || i == below || !is_below(d->s, i, below))
            continue;
        int words = 0;
        for (int k = 0; k < d->s->count; k++)
            words += d->keep[k] && !d->hide[k] && is_below(d->s, k, i);
        bool better = words > size;
        if (size >= least)
            better = words >= least && words < size;
        if (better)
            best = i, size = words;
    }
    return best;
}

static size_t shrink_below(draft *d, const trim_plan *plan, int below, char line[LINE_ROOM]) {
    size_t bytes = draft_render(d, plan->style, line);
    while (bytes > plan->bytes) {
        int part = part_to_hide(d, plan, below, (int)(bytes - plan->bytes) / 6 + 1);
        if (part < 0)
            return bytes;
        for (int k = 0; k < d->s->count; k++)
            if (is_below(d->s, k, part))
                d->hide[k] = 1;
        bytes = draft_render(d, plan->style, line);
    }
    return bytes;
}

size_t trim_shrink(draft *d, const trim_plan *plan, char line[LINE_ROOM]) {
    return shrink_below(d, plan, d->root, line);
}

static bool is_kind_to_add(const draft *d, const trim_plan *plan, int i) {
    const token *t = &d->s->tokens[i];
    switch (t->label) {
    case LABEL_OBL:
        return i > plan->verb;
    case LABEL_CONJ:
        return !tag_is_verb(t->tag);
    case LABEL_NMOD:
    case LABEL_AMOD:
    case LABEL_TMOD:
    case LABEL_ACL:
        return true;
    case LABEL_ADVCL:
        if (has_child_word(d->s, i, " to "))
            return i > plan->verb;
        return plan->clauses && i > plan->verb;
    default:
        return false;
    }
}

static bool may_be_added(const draft *d, const trim_plan *plan, int i) {
    const sentence *s = d->s;
    const token *t = &s->tokens[i];
    if (d->keep[i] || t->head < 0 || !d->keep[t->head] || d->hide[t->head])
        return false;
    if (!is_kind_to_add(d, plan, i))
        return false;
    return true;
}

/* Whether a trial shows only new words that may stand there. */
static bool adds_well(const draft *d, const draft *trial) {
    for (int k = 0; k < d->s->count; k++) {
        const token *u = &d->s->tokens[k];
        if (!trial->keep[k] || trial->hide[k] || d->keep[k])
            continue;
        if (word_in(u->lower, " since "))
            return false;
        if (u->tag == TAG_PRP || u->tag == TAG_WP || u->tag == TAG_WDT)
            return false;
        if (word_weekday(u->lower) >= 0 || word_in(u->lower, " i we you my our your "))
            return false;
    }
    return true;
}

static int rank_of(const draft *d, const trim_plan *plan, int i) {
    const token *t = &d->s->tokens[i];
    bool named = t->entity >= ENTITY_PERSON && t->entity <= ENTITY_BODY;
    if (t->label == LABEL_OBL && i > plan->verb)
        return named ? 6 : 5;
    if (t->label == LABEL_CONJ)
        return 4;
    if (t->label == LABEL_NMOD)
        return named ? 4 : 3;
    return t->label == LABEL_AMOD ? 2 : 1;
}

/* How much the words that a trial adds are liked, by word. */
static int64_t liking(const draft *d, const draft *trial, const trim_plan *plan, int i) {
    int64_t sum = 0, words = 0;
    if (!plan->scores)
        return rank_of(d, plan, i);
    for (int k = 0; k < d->s->count; k++)
        if (trial->keep[k] && !trial->hide[k] && !d->keep[k] &&
            !word_in(d->s->tokens[k].lower, " a an the ")) {
            sum += plan->scores->word[k];
            words++;
        }
    return words ? sum / words : INT64_MIN;
}

/* Adds the phrase that is liked best; false: none fits. */
static bool add_best(draft *d, const trim_plan *plan, char line[LINE_ROOM]) {
    char text[LINE_ROOM];
    draft best;
    int64_t most = INT64_MIN;
    for (int i = 0; i < d->s->count; i++) {
        if (!may_be_added(d, plan, i))
            continue;
        draft trial = *d;
        trial.keep[i] = 1;
        veto_close(d->s, d->root, trial.keep);
        if (plan->names_short)
            draft_shorten_names(&trial);
        size_t bytes = shrink_below(&trial, plan, i, text);
        int64_t liked = liking(d, &trial, plan, i);
        if (bytes > plan->bytes || liked <= most || !adds_well(d, &trial))
            continue;
        most = liked;
        best = trial;
        memcpy(line, text, bytes + 1);
    }
    if (most == INT64_MIN)
        return false;
    *d = best;
    return true;
}

size_t trim_extend(draft *d, const trim_plan *plan, char line[LINE_ROOM]) {
    size_t bytes = draft_render(d, plan->style, line);
    if (bytes > plan->bytes)
        return bytes;
    while (add_best(d, plan, line))
        continue;
    return strlen(line);
}
