/* SPDX-License-Identifier: MIT */
#include "mend.h"

#include "veto.h"
#include "words.h"

static void hang(sentence *s, int word, int head, int label) {
    s->tokens[word].head = (int16_t)head;
    s->tokens[word].label = (uint8_t)label;
}

/* A run of names has one word that hangs from outside. */
static void join_names(sentence *s) {
    int last = -1; /* the word of this run that hangs from outside */
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        int begin = i, end = i;
        if (!tag_is_name(t->tag)) {
            last = -1;
            continue;
        }
        while (begin > 0 && tag_is_name(s->tokens[begin - 1].tag))
            begin--;
        while (end + 1 < s->count && tag_is_name(s->tokens[end + 1].tag))
            end++;
        if (t->head >= begin && t->head <= end)
            continue;
        if (last >= 0 && t->head >= 0 && s->tokens[last].head == t->head)
            hang(s, last, i, LABEL_COMPOUND);
        last = i;
    }
}

/* How two subjects of one verb belong together, by what stands between them. */
static int label_between(const sentence *s, int first, int second) {
    int label = LABEL_COMPOUND;
    for (int i = first + 1; i < second; i++) {
        const token *t = &s->tokens[i];
        if (t->tag == TAG_CC)
            return LABEL_CONJ;
        if (t->tag == TAG_COMMA)
            label = LABEL_APPOS;
        if (label == LABEL_COMPOUND && !tag_is_noun(t->tag) && !tag_is_name(t->tag) &&
            t->tag != TAG_JJ && t->tag != TAG_CD && t->tag != TAG_POS)
            return -1;
    }
    return label;
}

static void join_subjects(sentence *s) {
    for (int i = 0; i < s->count; i++) {
        int verb = s->tokens[i].head;
        if (s->tokens[i].label != LABEL_NSUBJ || verb < i)
            continue;
        for (int k = i + 1; k < verb; k++) {
            if (s->tokens[k].head != verb || s->tokens[k].label != LABEL_NSUBJ)
                continue;
            int label = label_between(s, i, k);
            if (label == LABEL_COMPOUND) {
                hang(s, i, k, label);
                break;
            }
            if (label < 0)
                break;
            hang(s, k, i, label);
            for (int c = i + 1; c < k; c++)
                if (s->tokens[c].tag == TAG_CC && s->tokens[c].head == verb)
                    hang(s, c, k, LABEL_CC);
        }
    }
}

/* Whether the word and its own words follow a comma right behind the subject's. */
static bool has_comma_before(const sentence *s, int word, int subject) {
    int i = word - 1;
    while (i > subject && is_below(s, i, word) && !is_below(s, i, subject))
        i--;
    return i > subject && s->tokens[i].tag == TAG_COMMA;
}

static bool is_finite(const sentence *s, int i) {
    int tag = s->tokens[i].tag;
    if (child_with(s, i, LABEL_NSUBJ) >= 0 || child_with(s, i, LABEL_MARK) >= 0)
        return false;
    if (child_with(s, i, LABEL_XCOMP) >= 0 && word_in(s->tokens[i].lower, " is are was were "))
        return true;
    return tag == TAG_VBD || tag == TAG_VBZ || tag == TAG_VBP ||
           (tag == TAG_VBN && !has_child_word(s, i, " by ") && s->tokens[i].label != LABEL_CCOMP);
}

/* "The website that leaked the emails struck again": the verb hangs from the clause before it. */
static void raise_verb(sentence *s) {
    int root = root_of(s), verb = -1;
    const token *t = &s->tokens[root];
    if (!tag_is_noun(t->tag) && !tag_is_name(t->tag))
        return;
    if (child_with(s, root, LABEL_NSUBJ) >= 0 || child_with(s, root, LABEL_COP) >= 0 ||
        child_with(s, root, LABEL_CASE) >= 0)
        return;
    for (int i = root + 1; i < s->count && verb < 0; i++) {
        int head = s->tokens[i].head, label = s->tokens[i].label;
        bool clause = label == LABEL_ADVCL || label == LABEL_CCOMP || label == LABEL_ACL ||
                      label == LABEL_PARATAXIS ||
                      (label == LABEL_CONJ && head > root && s->tokens[head].label == LABEL_RELCL &&
                       child_with(s, i, LABEL_CC) < 0);
        if (!clause || !is_finite(s, i))
            continue;
        if (head == root ||
            (head > root && s->tokens[head].label == LABEL_RELCL && s->tokens[head].head == root))
            verb = i;
    }
    if (verb < 0)
        return;
    hang(s, verb, -1, LABEL_ROOT);
    hang(s, root, verb, LABEL_NSUBJ);
    for (int i = verb + 1; i < s->count; i++)
        if (s->tokens[i].head == root)
            s->tokens[i].head = (int16_t)verb;
}

/* A participle or adjective that took the subject of the main verb: "Crowds desperate to buy
 * shirts have been seen". */
static void return_subject(sentence *s) {
    int root = root_of(s);
    if (!tag_is_verb(s->tokens[root].tag) || child_with(s, root, LABEL_NSUBJ) >= 0 ||
        child_with(s, root, LABEL_EXPL) >= 0 || child_with(s, root, LABEL_CSUBJ) >= 0)
        return;
    if (is_saying(s->tokens[root].lower)) { /* "..., says a new study" */
        int behind = child_with(s, root, LABEL_OBJ);
        for (int i = 0; behind > root && i < root; i++) {
            token *t = &s->tokens[i];
            bool clause = t->label == LABEL_ADVCL || t->label == LABEL_CCOMP;
            if (t->head != root || !clause || child_with(s, i, LABEL_NSUBJ) < 0 ||
                child_with(s, i, LABEL_MARK) >= 0)
                continue;
            t->label = LABEL_CCOMP;
            s->tokens[behind].label = LABEL_NSUBJ;
            return;
        }
    }
    for (int i = 0; i < root; i++) {
        token *t = &s->tokens[i];
        int taker = t->head;
        if (t->label != LABEL_NSUBJ || taker >= root || taker < i || t->tag == TAG_PRP ||
            t->tag == TAG_WDT || t->tag == TAG_WP)
            continue;
        int tag = s->tokens[taker].tag;
        if (s->tokens[taker].head != root || child_with(s, taker, LABEL_AUX) >= 0 ||
            child_with(s, taker, LABEL_COP) >= 0 || child_with(s, taker, LABEL_AUXPASS) >= 0 ||
            child_with(s, taker, LABEL_MARK) >= 0)
            continue;
        bool parted = tag == TAG_VBD && has_comma_before(s, taker, i);
        if (tag != TAG_VBG && tag != TAG_VBN && tag != TAG_JJ && tag != TAG_VBP && !parted)
            continue;
        t->head = (int16_t)root;
        s->tokens[taker].head = (int16_t)i;
        s->tokens[taker].label = LABEL_ACL;
        return;
    }
}

void mend_parse(sentence *s) {
    join_names(s);
    raise_verb(s);
    return_subject(s);
    join_subjects(s);
}
