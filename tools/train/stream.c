/* SPDX-License-Identifier: MIT */
#include "stream.h"

#include "fold.h"
#include "number.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Words seen before, and where their pieces are: most words of a text are repeats. */
typedef struct memory {
    trie index;
    piece *pieces;
    size_t size;
    size_t room;
} memory;

enum {
    WORD_MOST = 64,
    /* The value of a word is the place of its pieces and, below, their number. */
    COUNT_BITS = 7,
};

static int reserve(memory *seen) {
    if (seen->size + WORD_MOST <= seen->room) {
        return 0;
    }
    size_t room = 2 * seen->room + 65536;
    piece *pieces = realloc(seen->pieces, room * sizeof *pieces);
    if (!pieces) {
        return -1;
    }
    seen->pieces = pieces;
    seen->room = room;
    return 0;
}

static const piece *cut_word(memory *seen, const vocabulary *known, const uint8_t *bytes,
                             const uint8_t *marks, size_t size, size_t *count) {
    uint32_t node = TRIE_ROOT;
    for (size_t i = 0; i < size; i++) {
        uint8_t raw = marks[i] & FOLD_UPPER ? (uint8_t)(bytes[i] - 32) : bytes[i];
        node = trie_grow(&seen->index, node, raw);
        if (node == TRIE_NONE) {
            return NULL;
        }
    }
    uint32_t *value = &seen->index.values[node];
    if (*value == TRIE_NONE) {
        if (reserve(seen)) {
            return NULL;
        }
        *count =
            vocabulary_cut(known, bytes, marks, size, TRIE_NONE, seen->pieces + seen->size, NULL);
        *value = (uint32_t)(seen->size << COUNT_BITS | *count);
        seen->size += *count;
    }
    *count = *value & ((1u << COUNT_BITS) - 1);
    return seen->pieces + (*value >> COUNT_BITS);
}

static bool is_name(const uint8_t *bytes, const uint8_t *marks, size_t size, fold_case *casing) {
    if (size < 4 || bytes[0] != ' ') {
        return false;
    }
    for (size_t i = 1; i < size; i++) {
        if (!fold_is_letter(bytes[i])) {
            return false;
        }
    }
    *casing = fold_case_of(bytes, marks, size);
    return *casing == FOLD_INITIAL || *casing == FOLD_CAPITALS;
}

static int add_sentence(stream *made, memory *seen, const vocabulary *known, const uint8_t *bytes,
                        const uint8_t *marks, size_t size, uint32_t name_share, uint64_t *random) {
    for (size_t at = 0; at < size;) {
        size_t end = fold_word_end(bytes, size, at);
        size_t length = end - at < WORD_MOST ? end - at : WORD_MOST;
        size_t count;
        fold_case casing;
        const piece *pieces = cut_word(seen, known, bytes + at, marks + at, length, &count);
        if (!pieces) {
            return -1;
        }
        if (name_share && count > 1 && is_name(bytes + at, marks + at, length, &casing) &&
            number_random(random) % name_share == 0) {
            made->pieces[made->size++] = (piece){TOKEN_NAME, (uint8_t)casing, (uint8_t)length};
        } else {
            memcpy(made->pieces + made->size, pieces, count * sizeof *pieces);
            made->size += count;
        }
        at += length;
    }
    return 0;
}

int stream_make(stream *made, const corpus *text, const vocabulary *known, uint32_t name_share) {
    memory seen = {0};
    uint64_t random = 88172645463325252u;
    memset(made, 0, sizeof *made);
    made->pieces = malloc((text->size + 1) * sizeof *made->pieces);
    made->starts = malloc((text->count + 1) * sizeof *made->starts);
    int failed = trie_open(&seen.index) || !made->pieces || !made->starts;
    for (size_t s = 0; s < text->count && !failed; s++) {
        const sentence *line = &text->sentences[s];
        made->starts[s] = made->size;
        failed = add_sentence(made, &seen, known, text->bytes + line->at, text->marks + line->at,
                              line->size, name_share, &random);
    }
    if (!failed) {
        made->count = text->count;
        made->starts[made->count] = made->size;
    }
    trie_close(&seen.index);
    free(seen.pieces);
    return failed;
}

void stream_close(stream *tokens) {
    free(tokens->pieces);
    free(tokens->starts);
    memset(tokens, 0, sizeof *tokens);
}
