/* SPDX-License-Identifier: MIT
 *
 * Dependencies in the manner of Universal Dependencies: arc-hybrid transitions chosen greedily by
 * an averaged perceptron trained with a dynamic oracle (Goldberg & Nivre, "Training Deterministic
 * Parsers with Non-Deterministic Oracles", TACL 2013), then a label for every word.
 */
#ifndef CONDENSE_PARSER_H
#define CONDENSE_PARSER_H

#include "tagger.h"

typedef enum label_id {
    LABEL_ROOT,
    LABEL_NSUBJ,
    LABEL_CSUBJ,
    LABEL_OBJ,
    LABEL_IOBJ,
    LABEL_OBL,
    LABEL_TMOD, /* an unmarked noun of time or measure */
    LABEL_NMOD,
    LABEL_POSS,
    LABEL_AMOD,
    LABEL_NUMMOD,
    LABEL_COMPOUND,
    LABEL_FLAT,
    LABEL_APPOS,
    LABEL_ACL,
    LABEL_RELCL,
    LABEL_ADVCL,
    LABEL_CCOMP,
    LABEL_XCOMP,
    LABEL_CONJ,
    LABEL_CC,
    LABEL_CASE,
    LABEL_MARK,
    LABEL_DET,
    LABEL_AUX,
    LABEL_AUXPASS,
    LABEL_COP,
    LABEL_ADVMOD,
    LABEL_EXPL,
    LABEL_FIXED,
    LABEL_PRT,
    LABEL_PARATAXIS,
    LABEL_DISCOURSE,
    LABEL_VOCATIVE,
    LABEL_LIST,
    LABEL_DEP,
    LABEL_PUNCT,
    LABEL_COUNT,
} label_id;

const char *label_name(label_id l);
/* From a label of the treebanks, with its subtype ("nsubj:pass"); unknown: LABEL_DEP. */
label_id label_of_name(const char *name);

typedef enum transition {
    SHIFT,
    ARC_LEFT,  /* the top of the stack hangs from the front of the buffer */
    ARC_RIGHT, /* the top of the stack hangs from the word below it */
    TRANSITIONS,
} transition;

/* Places: 0 none, 1 .. count the words, count + 1 the root behind the last word. */
#define PARSER_PLACES (SENTENCE_TOKENS_MAX + 2)

/* What the parser sees of a sentence. */
typedef struct parser_input {
    int count;
    uint64_t lower[PARSER_PLACES];
    uint8_t tag[PARSER_PLACES];
} parser_input;

typedef struct parser_state {
    const parser_input *input;
    int stack[PARSER_PLACES];
    int depth;
    int front; /* of the buffer */
    int head[PARSER_PLACES];
    int left[PARSER_PLACES][2]; /* the outermost child on the left, and the one before it */
    int right[PARSER_PLACES][2];
    int left_count[PARSER_PLACES];
    int right_count[PARSER_PLACES];
} parser_state;

#define PARSER_FEATURES_MAX   96
#define LABELLER_FEATURES_MAX 40

void parser_input_of(const sentence *s, parser_input *input);
void parser_begin(parser_state *state, const parser_input *input);
bool parser_done(const parser_state *state);
bool parser_may(const parser_state *state, transition t);
void parser_do(parser_state *state, transition t);
int parser_features(const parser_state *state, uint64_t features[PARSER_FEATURES_MAX]);

/* Features for the label of word `place`, the heads known. */
int labeller_features(const parser_input *input, const int *head, int place,
                      uint64_t features[LABELLER_FEATURES_MAX]);

/* Sets head and label of every tagged word. */
void parser_run(const weight_table *transitions, const weight_table *labels, sentence *s);
/* The same with what the parser sees given apart; `labels` null: only the heads. */
void parser_apply(const weight_table *transitions, const weight_table *labels,
                  const parser_input *input, sentence *s);

#endif
