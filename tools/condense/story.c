/* SPDX-License-Identifier: MIT */
#include "story.h"

#include <string.h>

static bool is_title_word(const char *lower) {
    return word_in(lower,
                   " president prime minister secretary chancellor king queen prince princess "
                   "senator sen. rep. gov. governor mayor general gen. col. colonel lt. maj. major "
                   "captain capt. sgt. sergeant admiral mr. mrs. ms. dr. professor prof. judge "
                   "justice chief leader spokesman spokeswoman spokesperson chairman chairwoman "
                   "director ambassador envoy commissioner deputy vice foreign defense defence "
                   "finance interior attorney state of for premier pm pope sheikh sheik sir lord "
                   "lady dame coach manager captain candidate nominee sheriff officer the former "
                   "emeritus u.s. us british russian ");
}

static bool names_person(const sentence *s, int i) {
    if (i < 0 || i >= s->count)
        return false;
    const token *t = &s->tokens[i];
    return t->entity == ENTITY_PERSON && t->tag != TAG_POS && t->word[0] != ',' &&
           (tag_is_name(t->tag) || (t->word[0] >= 'A' && t->word[0] <= 'Z'));
}

int person_name(const sentence *s, int i) {
    if (!names_person(s, i))
        return -1;
    while (names_person(s, i + 1))
        i++;
    while (i > 0 && word_in(s->tokens[i].lower, " jr. jr sr. sr ii iii ") && names_person(s, i - 1))
        i--;
    return is_title_word(s->tokens[i].lower) ? -1 : i;
}

static bool is_plural_pronoun(const char *lower) {
    return word_in(lower, " they their them ");
}

/* The subject of a verb of the sentence before word `limit`, the main clause first. */
static int earlier_subject(const sentence *s, int limit) {
    int found = -1;
    for (int i = 0; i < s->count && i < limit; i++) {
        const token *t = &s->tokens[i];
        if (t->label != LABEL_NSUBJ || t->tag == TAG_PRP || t->tag == TAG_WP || t->tag == TAG_WDT)
            continue;
        if (t->tag == TAG_EX || t->tag == TAG_DT)
            continue;
        bool main = t->head >= 0 && s->tokens[t->head].label == LABEL_ROOT;
        if (found < 0 || main)
            found = i;
    }
    return found;
}

static int person_below(const sentence *s, int subject) {
    int name = person_name(s, subject);
    int verb = s->tokens[subject].head;
    for (int i = 0; name < 0 && i < s->count; i++) {
        if (i == verb || s->tokens[i].tag == TAG_COMMA || s->tokens[i].tag == TAG_WP)
            break;
        if (is_below(s, i, subject) && child_with(s, i, LABEL_CASE) < 0)
            name = person_name(s, i);
    }
    return name;
}

/* "the president" may be "he" as well as a name may. */
static bool is_role(const token *t) {
    return t->tag == TAG_NN &&
           word_in(t->lower,
                   " president chancellor senator governor mayor minister premier leader "
                   "king queen prince princess pope man woman actor actress singer rapper "
                   "player striker coach manager chairman chairwoman director judge "
                   "general candidate nominee spokesman spokeswoman champion ");
}

static const char *subject_name(const sentence *s, int subject, const char *pronoun) {
    bool several = child_with(s, subject, LABEL_CONJ) >= 0;
    int tag = s->tokens[subject].tag;
    if (is_plural_pronoun(pronoun)) {
        if (several || (tag != TAG_NNS && tag != TAG_NNPS))
            return NULL;
        return s->tokens[subject].word;
    }
    if (several)
        return NULL;
    int name = person_below(s, subject);
    if (word_in(pronoun, " it its "))
        return name < 0 && (tag == TAG_NN || tag == TAG_NNP) ? s->tokens[subject].word : NULL;
    if (name < 0 && is_role(&s->tokens[subject]))
        return s->tokens[subject].word;
    return name >= 0 ? s->tokens[name].word : NULL;
}

const char *antecedent(const story *st, size_t number, const sentence *own, int i) {
    const char *pronoun = own->tokens[i].lower;
    int quotes = 0;
    for (int k = 0; k < i; k++)
        quotes += own->tokens[k].word[0] == '"';
    for (int k = 1; k < i; k++) /* the opening quote stands in an earlier paragraph */
        if (own->tokens[k].word[0] == '"') {
            quotes += word_in(own->tokens[k - 1].word, " , . ? ! ");
            break;
        }
    if (!word_in(pronoun, " he she they ") || quotes % 2) /* who speaks means somebody else */
        return NULL;
    int limit = i;
    for (size_t back = 0; back <= 2 && back <= number; back++) {
        const sentence *s = back ? &st->sentences[number - back] : own;
        int subject = earlier_subject(s, back ? s->count : limit);
        if (subject < 0)
            continue;
        const char *name = subject_name(s, subject, pronoun);
        if (name || back > 0)
            return name;
    }
    return NULL;
}

/* Where the title before a name begins: "Russian President", "U.S. Secretary of State". */
static int title_begin(const sentence *s, int first) {
    while (first > 0) {
        const token *t = &s->tokens[first - 1];
        bool title = is_title_word(t->lower);
        if (word_in(t->lower, " of for "))
            title = first > 1 && is_title_word(s->tokens[first - 2].lower) &&
                    is_title_word(s->tokens[first].lower);
        bool origin = t->entity == ENTITY_NATION || t->entity == ENTITY_PLACE ||
                      word_in(t->lower, " u.s. us ");
        if (t->tag == TAG_JJ && t->word[0] >= 'A' && t->word[0] <= 'Z')
            origin = true;
        if (origin && !is_title_word(s->tokens[first].lower))
            origin = false;
        if (!title && !origin)
            return first;
        first--;
    }
    return first;
}

void draft_shorten_names(draft *d) {
    const sentence *s = d->s;
    for (int i = 0; i < s->count; i++) {
        int last = d->keep[i] ? person_name(s, i) : -1;
        if (last < 0 || !d->keep[last])
            continue;
        /* "Camp David retreat" names no person */
        bool inside = last + 1 < s->count && tag_is_noun(s->tokens[last + 1].tag) &&
                      s->tokens[last].head > last && s->tokens[last].label != LABEL_NSUBJ;
        for (int k = title_begin(s, i); k < last && !inside; k++)
            d->hide[k] = 1;
        i = last > i ? last : i; /* "Jr." stands behind the last name */
    }
}

/* --- without dates --- */

static bool leads_to_date(const token *t) {
    return word_in(t->lower,
                   " on in by from until till at late early later during through coming this "
                   "next least for possibly ");
}

/* "Monday's debate", "the Sunday vote": the date belongs to the noun behind it. */
static bool is_part_of_noun(const sentence *s, const date_phrase *date) {
    int next = date->last + 1;
    if (next >= s->count)
        return false;
    if (s->tokens[next].tag == TAG_POS)
        return true;
    bool inside = s->tokens[date->last].head > date->last &&
                  tag_is_noun(s->tokens[s->tokens[date->last].head].tag);
    int label = s->tokens[date->last].label;
    bool modifies = label == LABEL_COMPOUND || label == LABEL_AMOD || label == LABEL_POSS;
    return inside && modifies && tag_is_noun(s->tokens[next].tag);
}

void parse_dateless(const story *st, const sentence *s, const date_phrase *date, dateless *out) {
    int first = date->first, last = date->last;
    if (is_part_of_noun(s, date)) {
        first = last + 1;
    } else {
        while (first > 0 && leads_to_date(&s->tokens[first - 1]))
            first--;
        bool comma_before = first == 0 || s->tokens[first - 1].tag == TAG_COMMA;
        if (comma_before && last + 1 < s->count && s->tokens[last + 1].tag == TAG_COMMA)
            last++;
    }
    int count = 0;
    for (int i = 0; i < s->count; i++)
        if (i < first || i > last)
            out->tokens[count++] = s->tokens[i];
    out->s = *s;
    out->s.tokens = out->tokens;
    out->s.count = count;
    out->place = first;
    condense_model_analyse(st->model, &out->s);
}

void parse_without_weekdays(const story *st, const sentence *s, dateless *out) {
    date_phrase dates[DATE_PHRASES_MAX];
    for (int i = 0; i < s->count; i++)
        out->tokens[i] = s->tokens[i];
    out->s = *s;
    out->s.tokens = out->tokens;
    int count = date_find(s, dates);
    for (int i = count - 1; i >= 0; i--) /* from the end, so that places stay right */
        if (dates[i].kind == DATE_WEEKDAY && !is_part_of_noun(&out->s, &dates[i]))
            parse_dateless(st, &out->s, &dates[i], out);
}
