/* SPDX-License-Identifier: MIT */
#include "parser.h"

#include "feature.h"

#include <string.h>

static const char *const names[LABEL_COUNT] = {
    "root",      "nsubj",    "csubj",  "obj",      "iobj", "obl",   "tmod", "nmod",
    "poss",      "amod",     "nummod", "compound", "flat", "appos", "acl",  "relcl",
    "advcl",     "ccomp",    "xcomp",  "conj",     "cc",   "case",  "mark", "det",
    "aux",       "auxpass",  "cop",    "advmod",   "expl", "fixed", "prt",  "parataxis",
    "discourse", "vocative", "list",   "dep",      "punct"};

const char *label_name(label_id l) {
    return names[l];
}

label_id label_of_name(const char *name) {
    static const struct {
        const char *name;
        label_id label;
    } subtypes[] = {
        {"acl:relcl", LABEL_RELCL},    {"aux:pass", LABEL_AUXPASS},  {"nmod:poss", LABEL_POSS},
        {"obl:tmod", LABEL_TMOD},      {"nmod:tmod", LABEL_TMOD},    {"obl:unmarked", LABEL_TMOD},
        {"nmod:unmarked", LABEL_TMOD}, {"obl:npmod", LABEL_TMOD},    {"nmod:npmod", LABEL_TMOD},
        {"compound:prt", LABEL_PRT},   {"advcl:relcl", LABEL_ADVCL}, {"nmod:desc", LABEL_COMPOUND}};
    for (size_t i = 0; i < sizeof subtypes / sizeof *subtypes; i++)
        if (strcmp(name, subtypes[i].name) == 0)
            return subtypes[i].label;
    size_t bytes = strcspn(name, ":");
    for (int i = 0; i < LABEL_COUNT; i++)
        if (strlen(names[i]) == bytes && memcmp(names[i], name, bytes) == 0)
            return (label_id)i;
    return LABEL_DEP;
}

void parser_input_of(const sentence *s, parser_input *input) {
    input->count = s->count;
    input->lower[0] = 3;
    input->tag[0] = TAG_COUNT;
    for (int i = 0; i < s->count; i++) {
        word_hashes h;
        word_hashes_of(&s->tokens[i], &h);
        input->lower[i + 1] = h.lower;
        input->tag[i + 1] = s->tokens[i].tag;
    }
    input->lower[s->count + 1] = 4;
    input->tag[s->count + 1] = TAG_COUNT + 1;
}

void parser_begin(parser_state *state, const parser_input *input) {
    size_t places = (size_t)input->count + 2;
    state->input = input;
    state->depth = 0;
    state->front = 1;
    memset(state->head, 0, places * sizeof *state->head);
    memset(state->left, 0, places * sizeof *state->left);
    memset(state->right, 0, places * sizeof *state->right);
    memset(state->left_count, 0, places * sizeof *state->left_count);
    memset(state->right_count, 0, places * sizeof *state->right_count);
}

bool parser_done(const parser_state *state) {
    return state->depth == 0 && state->front > state->input->count;
}

bool parser_may(const parser_state *state, transition t) {
    if (t == SHIFT)
        return state->front <= state->input->count;
    if (t == ARC_RIGHT)
        return state->depth >= 2;
    if (state->front > state->input->count) /* but one word hangs from the root */
        return state->depth == 1;
    return state->depth >= 1;
}

void parser_do(parser_state *state, transition t) {
    if (t == SHIFT) {
        state->stack[state->depth++] = state->front++;
        return;
    }
    int child = state->stack[--state->depth];
    if (t == ARC_LEFT) {
        int head = state->front;
        state->head[child] = head;
        state->left[head][1] = state->left[head][0];
        state->left[head][0] = child;
        state->left_count[head]++;
        return;
    }
    int head = state->stack[state->depth - 1];
    state->head[child] = head;
    state->right[head][1] = state->right[head][0];
    state->right[head][0] = child;
    state->right_count[head]++;
}

int parser_features(const parser_state *state, uint64_t features[PARSER_FEATURES_MAX]) {
    const parser_input *in = state->input;
    feature_list list = {features, 0, 1000};
    int depth = state->depth;
    int s0 = depth > 0 ? state->stack[depth - 1] : 0;
    int s1 = depth > 1 ? state->stack[depth - 2] : 0;
    int s2 = depth > 2 ? state->stack[depth - 3] : 0;
    int b0 = state->front;
    int b1 = b0 + 1 <= in->count + 1 ? b0 + 1 : 0;
    int b2 = b0 + 2 <= in->count + 1 ? b0 + 2 : 0;
#define WORD(place) (in->lower[place])
#define TAG(place)  ((uint64_t)in->tag[place])
    int s0l = state->left[s0][0], s0l2 = state->left[s0][1];
    int s0r = state->right[s0][0], s0r2 = state->right[s0][1];
    int b0l = state->left[b0][0], b0l2 = state->left[b0][1];
    int s1r = state->right[s1][0], s1l = state->left[s1][0];
    uint64_t s0_left = at_most(state->left_count[s0], 5);
    uint64_t s0_right = at_most(state->right_count[s0], 5);
    uint64_t b0_left = at_most(state->left_count[b0], 5);
    uint64_t distance = s0 ? at_most(b0 - s0, 7) : 0;
    int near[] = {s0, s1, s2, b0, b1, b2};
    int kin[] = {s0l, s0l2, s0r, s0r2, b0l, b0l2, s1r, s1l};
    for (int i = 0; i < 6; i++) {
        add1(&list, WORD(near[i]));
        add1(&list, TAG(near[i]));
        add2(&list, WORD(near[i]), TAG(near[i]));
    }
    for (int i = 0; i < 8; i++) {
        add1(&list, WORD(kin[i]));
        add1(&list, TAG(kin[i]));
    }
    add4(&list, WORD(s0), TAG(s0), WORD(b0), TAG(b0));
    add3(&list, WORD(s0), TAG(s0), WORD(b0));
    add3(&list, WORD(s0), WORD(b0), TAG(b0));
    add3(&list, WORD(s0), TAG(s0), TAG(b0));
    add3(&list, TAG(s0), WORD(b0), TAG(b0));
    add2(&list, WORD(s0), WORD(b0));
    add2(&list, TAG(s0), TAG(b0));
    add2(&list, TAG(b0), TAG(b1));
    add3(&list, TAG(b0), TAG(b1), TAG(b2));
    add3(&list, TAG(s0), TAG(b0), TAG(b1));
    add3(&list, TAG(s1), TAG(s0), TAG(b0));
    add3(&list, TAG(s2), TAG(s1), TAG(s0));
    add3(&list, TAG(s0), TAG(s0l), TAG(b0));
    add3(&list, TAG(s0), TAG(s0r), TAG(b0));
    add3(&list, TAG(s0), TAG(b0), TAG(b0l));
    add3(&list, TAG(s0), TAG(s0l), TAG(s0l2));
    add3(&list, TAG(s0), TAG(s0r), TAG(s0r2));
    add3(&list, TAG(b0), TAG(b0l), TAG(b0l2));
    add2(&list, WORD(s0), s0_right);
    add2(&list, WORD(s0), s0_left);
    add2(&list, WORD(b0), b0_left);
    add2(&list, TAG(s0), s0_right);
    add2(&list, TAG(s0), s0_left);
    add2(&list, TAG(b0), b0_left);
    add2(&list, WORD(s0), distance);
    add2(&list, WORD(b0), distance);
    add2(&list, TAG(s0), distance);
    add2(&list, TAG(b0), distance);
    add3(&list, TAG(s0), TAG(b0), distance);
    add3(&list, WORD(s0), WORD(b0), distance);
    add4(&list, TAG(s1), TAG(s0), TAG(b0), TAG(b1));
    add3(&list, WORD(s0), TAG(s1), TAG(b0));
    add3(&list, TAG(s0), TAG(b0), WORD(b1));
    add3(&list, WORD(s1), WORD(s0), TAG(b0));
    add4(&list, TAG(s0), TAG(b0), TAG(s0r), TAG(b0l));
    add4(&list, TAG(s0), TAG(b0), TAG(s0l), TAG(b0l));
    add3(&list, WORD(s0r), TAG(s0), TAG(b0));
    add3(&list, WORD(s0l), TAG(s0), TAG(b0));
    add3(&list, TAG(s0), TAG(b0), WORD(b0l));
    add2(&list, TAG(s1), TAG(b0));
    add3(&list, WORD(s1), TAG(s0), TAG(b0));
    add3(&list, WORD(s1), TAG(s0), WORD(b0));
    add4(&list, TAG(s1), TAG(s1r), TAG(s0), TAG(b0));
    add4(&list, TAG(s0), TAG(b0), TAG(b1), TAG(b2));
    add4(&list, TAG(s1), TAG(s0), WORD(s0l), TAG(b0));
    add3(&list, WORD(s1), WORD(s0l), TAG(s0));
    return list.count;
}

typedef struct children {
    int first, last;
    int before, after; /* the siblings next to it, 0: none */
} children;

static children children_of(const int *head, int count, int place) {
    children c = {0};
    for (int k = 1; k <= count; k++) {
        if (head[k] == place) {
            c.first = c.first ? c.first : k;
            c.last = k;
        }
        if (head[k] != head[place] || k == place)
            continue;
        if (k < place)
            c.before = k;
        else if (!c.after)
            c.after = k;
    }
    return c;
}

int labeller_features(const parser_input *in, const int *head, int place,
                      uint64_t features[LABELLER_FEATURES_MAX]) {
    feature_list list = {features, 0, 5000};
    int up = head[place];
    int upper = up <= in->count ? head[up] : 0;
    int left = place - 1, right = place < in->count ? place + 1 : 0;
    bool rightward = up > place;
    uint64_t side = rightward;
    uint64_t distance = at_most(rightward ? up - place : place - up, 5);
    children c = children_of(head, in->count, place);
    add1(&list, side);
    add2(&list, TAG(place), side);
    add2(&list, WORD(place), side);
    add3(&list, TAG(up), TAG(place), side);
    add3(&list, WORD(up), TAG(place), side);
    add3(&list, TAG(up), WORD(place), side);
    add3(&list, WORD(up), WORD(place), side);
    add4(&list, TAG(up), TAG(place), side, distance);
    add3(&list, TAG(place), TAG(c.first), side);
    add4(&list, TAG(up), TAG(place), TAG(c.first), side);
    add4(&list, TAG(up), TAG(place), WORD(c.first), side);
    add4(&list, TAG(up), TAG(place), TAG(left), side);
    add4(&list, TAG(up), TAG(place), TAG(right), side);
    add4(&list, TAG(up), TAG(place), TAG(c.before), side);
    add4(&list, TAG(up), TAG(place), TAG(c.after), side);
    add3(&list, TAG(place), WORD(left), side);
    add3(&list, TAG(place), WORD(right), side);
    add4(&list, WORD(up), TAG(place), WORD(c.first), side);
    add4(&list, TAG(place), WORD(c.first), WORD(c.last), side);
    add3(&list, TAG(place), TAG(c.last), side);
    add4(&list, WORD(place), TAG(up), WORD(c.first), side);
    add3(&list, WORD(place), TAG(left), TAG(right));
    add2(&list, up == in->count + 1, TAG(place));
    add3(&list, TAG(up), TAG(place), upper > up);
    add3(&list, TAG(place), WORD(c.before), WORD(up));
    add4(&list, TAG(up), TAG(place), WORD(c.after), side);
    add4(&list, TAG(up), TAG(place), WORD(c.before), side);
    add4(&list, TAG(up), TAG(place), TAG(upper), side);
    return list.count;
}

static void find_heads(const weight_table *transitions, const parser_input *input,
                       parser_state *state) {
    uint64_t features[PARSER_FEATURES_MAX];
    int32_t scores[TABLE_CLASSES_MAX];
    parser_begin(state, input);
    while (!parser_done(state)) {
        int count = parser_features(state, features);
        weight_table_score(transitions, features, count, scores);
        int best = -1;
        for (int t = 0; t < TRANSITIONS; t++)
            if (parser_may(state, (transition)t) && (best < 0 || scores[t] > scores[best]))
                best = t;
        parser_do(state, (transition)best);
    }
}

void parser_run(const weight_table *transitions, const weight_table *labels, sentence *s) {
    parser_input input;
    parser_input_of(s, &input);
    parser_apply(transitions, labels, &input, s);
}

/* What greedy parsing gets wrong in ways that can be seen afterwards. */
static void repair(sentence *s) {
    for (int i = 1; i < s->count; i++) {
        token *t = &s->tokens[i];
        if (t->label != LABEL_CONJ || t->head < 0 || t->head > i || !tag_is_noun(t->tag))
            continue;
        /* "make his first visit": no "and" joins the visit to the verb */
        bool joined = false, object = false;
        for (int k = 0; k < s->count; k++) {
            joined |= s->tokens[k].head == i && s->tokens[k].label == LABEL_CC;
            object |= s->tokens[k].head == t->head && s->tokens[k].label == LABEL_OBJ;
            joined |= k > t->head && k < i && s->tokens[k].tag == TAG_COMMA;
        }
        if (!joined && !object && tag_is_verb(s->tokens[t->head].tag))
            t->label = LABEL_OBJ;
    }
    for (int i = 2; i < s->count; i++) { /* "told reporters the House will vote" */
        token *t = &s->tokens[i];
        bool helps = t->label == LABEL_AUX && t->tag == TAG_MD && t->head > i;
        token *before = &s->tokens[i - 1];
        bool object = before->label == LABEL_IOBJ || before->label == LABEL_OBJ;
        if (!helps || !object || before->head >= i || !tag_is_noun(before->tag))
            continue;
        bool has_subject = false;
        for (int k = 0; k < s->count; k++)
            has_subject |= s->tokens[k].head == t->head && s->tokens[k].label == LABEL_NSUBJ;
        if (has_subject || t->head == before->head)
            continue;
        before->head = t->head;
        before->label = LABEL_NSUBJ;
    }
}

void parser_apply(const weight_table *transitions, const weight_table *labels,
                  const parser_input *input, sentence *s) {
    parser_state state;
    find_heads(transitions, input, &state);
    uint64_t features[LABELLER_FEATURES_MAX];
    int32_t scores[TABLE_CLASSES_MAX];
    for (int i = 1; i <= s->count; i++) {
        bool root = state.head[i] > s->count;
        s->tokens[i - 1].head = (int16_t)(root ? -1 : state.head[i] - 1);
        s->tokens[i - 1].label = LABEL_ROOT;
        if (root || !labels)
            continue;
        int count = labeller_features(input, state.head, i, features);
        weight_table_score(labels, features, count, scores);
        int best = LABEL_NSUBJ;
        for (int c = LABEL_NSUBJ; c < LABEL_COUNT; c++)
            if (scores[c] > scores[best])
                best = c;
        s->tokens[i - 1].label = (uint8_t)best;
    }
    if (labels)
        repair(s);
}
