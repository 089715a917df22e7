/* SPDX-License-Identifier: MIT
 *
 * Training of the condenser's models. All of it is whole-number arithmetic with a fixed random
 * sequence: the same input gives the same bytes.
 */
#ifndef CONDENSE_TRAINING_H
#define CONDENSE_TRAINING_H

#include "model.h"

/* Sentences with the hashes that the models see; arrays run over all words. */
typedef struct corpus {
    size_t sentences, sentence_room;
    size_t *begin; /* sentences + 1 of them */
    size_t words, word_room;
    word_hashes *hashes;
    uint8_t *gold_tags;
    uint8_t *tags; /* as a tagger gave them */
    uint8_t *labels;
    uint8_t *entities;
    int16_t *heads; /* from 1 in the sentence, count + 1: the root, 0: unknown */
} corpus;

void corpus_free(corpus *c);

/* Words with Penn tags, a word a line (word TAB tag TAB ...), sentences parted by empty lines.
 * 0, or -1 with a message on stderr. Both read .xz as well as plain text. */
int corpus_read_tagged(corpus *c, const char *path);
/* CoNLL-U, at least eight columns. Hyphenated words are joined; sentences that are not projective
 * are left out. */
int corpus_read_dependencies(corpus *c, const char *path);

/* The base forms of the verbs that the treebanks have more than once, sorted; the caller frees each
 * and the list. */
int corpus_read_verbs(const char *directory, char ***verbs, size_t *count);

/* Sentences with their compressions: sentence TAB compression TAB tags TAB mask. */
typedef struct compression_pairs {
    sentence_list sentences;
    char **references; /* the compression */
    uint8_t **masks;   /* a byte per word, null: not aligned */
} compression_pairs;

int compression_pairs_read(compression_pairs *pairs, const char *path);
void compression_pairs_free(compression_pairs *pairs);

/* Called as work goes on: of `total` steps of `stage`, `done` are done. */
typedef void training_progress(const char *stage, size_t done, size_t total);

/* The tagger learns from both corpora, the parser from `trees`, whose words are first tagged by
 * taggers that did not see them. All return 0, or -1: no memory. */
int train_tagger(const corpus *tagged, const corpus *trees, training_progress *progress,
                 weight_table *table);
int train_entities(const corpus *tagged, training_progress *progress, weight_table *table);
int train_jackknife(corpus *tagged, corpus *trees, training_progress *progress);
/* The parser is then trained again, with the sentences of `tagged` on which it and a second one
 * that reads from the end agree (as in tri-training, Zhou & Li 2005): news, which the trees lack.
 */
int train_transitions(const corpus *trees, corpus *tagged, training_progress *progress,
                      weight_table *table);
int train_labels(const corpus *trees, training_progress *progress, weight_table *table);

/* Learns from the pairs whose number is `remainder` when divided by `every`; every = 1: from all.
 * The sentences must be analysed. */
int train_compressor(const compression_pairs *pairs, size_t every, size_t remainder,
                     training_progress *progress, compress_tables *tables);

/* The share of words, in percent, whose tag is right; whose head, and head and label, are right
 * (with the tags of the tagger), punctuation not counted. */
double measure_tagger(const corpus *c, const weight_table *tagger);
void measure_parser(const corpus *c, const condense_model *model, double *heads, double *labels);

#endif
