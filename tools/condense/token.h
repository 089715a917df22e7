/* SPDX-License-Identifier: MIT
 *
 * Text into sentences and words, in the manner of the Penn Treebank: clitics ("n't", "'s") and
 * punctuation are words of their own, abbreviations keep their full stop, hyphens stay inside.
 */
#ifndef CONDENSE_TOKEN_H
#define CONDENSE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of a sentence at most; what is longer goes on as a new sentence. */
#define SENTENCE_TOKENS_MAX 200

/* What of a document is analysed at most. */
#define CONDENSE_BYTES_MAX (64u * 1024u)

typedef struct token {
    const char *word; /* as written; double quotes of every kind are "\"" */
    const char *lower;
    uint16_t bytes;
    bool spaced;    /* white space came before it */
    uint8_t tag;    /* enum tag_id, set by the tagger */
    uint8_t label;  /* enum label_id, set by the parser */
    uint8_t entity; /* enum entity_id, set with the tags */
    int16_t head;   /* index of the governing word, -1: the root */
} token;

typedef struct sentence {
    const char *text; /* as written, without white space around */
    token *tokens;
    int count;
    int paragraph; /* index of the paragraph it stands in */
    int line;      /* of the source where that begins */
} sentence;

/* Sentences that share their memory. */
typedef struct sentence_list {
    sentence *items;
    size_t count;
    size_t room;
    char *memory;
    size_t used, size;
    token *tokens;
    size_t token_count, token_room;
} sentence_list;

/* Makes room for texts of `bytes` bytes together. 0, or -1: no memory. */
int sentence_list_open(sentence_list *list, size_t bytes);
void sentence_list_close(sentence_list *list);

/* Splits a paragraph and appends its sentences, silently no more than there is room for. */
void sentence_list_add(sentence_list *list, const char *paragraph, int index, int line);

/* Splits words at spaces only: text that is tokenised already. Appends one sentence. */
void sentence_list_add_words(sentence_list *list, const char *words);

/* The byte at which the first sentence of a text ends. */
size_t sentence_end(const char *text);

#endif
