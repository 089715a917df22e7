/* SPDX-License-Identifier: MIT */
#include "vocabulary.h"

#include "fold.h"
#include "number.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_BYTES = 64, /* longer words are cut here: their tail adds nothing to the statistics */
    ESCAPE_COST = 24,
    SPELLED_BASE = 8, /* bits of the model's dictionary that a token takes, about ... */
};
#define SPELLED_BYTE 2.4 /* ... and for each byte of it */

typedef struct word {
    uint32_t at; /* in the word list's bytes and marks */
    uint32_t size;
    double count;
} word;

typedef struct word_list {
    uint8_t *bytes;
    uint8_t *marks;
    size_t size;
    size_t room;
    word *words;
    size_t count;
} word_list;

typedef struct candidate {
    uint32_t at;
    uint32_t size;
    double count;
    double gain;
} candidate;

static uint8_t raw_byte(uint8_t byte, uint8_t mark) {
    return mark & FOLD_UPPER ? (uint8_t)(byte - ('a' - 'A')) : byte;
}

static int add_word(word_list *list, const uint8_t *bytes, const uint8_t *marks, size_t size) {
    if ((list->count & (list->count - 1)) == 0) {
        word *words = realloc(list->words, (list->count ? 2 * list->count : 1) * sizeof *words);
        if (!words) {
            return -1;
        }
        list->words = words;
    }
    if (list->size + size > list->room) {
        list->room = 2 * (list->room + size) + 4096;
        uint8_t *grown = realloc(list->bytes, list->room);
        uint8_t *grown_marks = realloc(list->marks, list->room);
        list->bytes = grown ? grown : list->bytes;
        list->marks = grown_marks ? grown_marks : list->marks;
        if (!grown || !grown_marks) {
            return -1;
        }
    }
    list->words[list->count++] = (word){(uint32_t)list->size, (uint32_t)size, 0};
    memcpy(list->bytes + list->size, bytes, size);
    memcpy(list->marks + list->size, marks, size);
    list->size += size;
    return 0;
}

static int count_word(word_list *list, trie *index, const uint8_t *bytes, const uint8_t *marks,
                      size_t size) {
    uint32_t node = TRIE_ROOT;
    for (size_t i = 0; i < size; i++) {
        node = trie_grow(index, node, raw_byte(bytes[i], marks[i]));
        if (node == TRIE_NONE) {
            return -1;
        }
    }
    if (index->values[node] == TRIE_NONE) {
        index->values[node] = (uint32_t)list->count;
        if (add_word(list, bytes, marks, size)) {
            return -1;
        }
    }
    list->words[index->values[node]].count++;
    return 0;
}

static int count_words(word_list *list, const corpus *text) {
    trie index;
    int failed = trie_open(&index);
    for (size_t s = 0; s < text->count && !failed; s++) {
        const uint8_t *bytes = text->bytes + text->sentences[s].at;
        const uint8_t *marks = text->marks + text->sentences[s].at;
        size_t size = text->sentences[s].size;
        for (size_t at = 0, end; at < size && !failed; at = end) {
            end = fold_word_end(bytes, size, at);
            size_t taken = end - at < WORD_BYTES ? end - at : WORD_BYTES;
            failed = count_word(list, &index, bytes + at, marks + at, taken);
        }
    }
    trie_close(&index);
    return failed;
}

static bool is_boundary(const uint8_t *bytes, size_t size, size_t at) {
    return at == size || (bytes[at] & 0xC0) != 0x80;
}

/* Counts every substring of every word; `full` counts those that are a whole word. */
typedef struct substrings {
    trie index;
    double *counts;
    double *full;
    uint32_t *at;
    uint32_t *size;
    size_t room;
} substrings;

static int reserve_nodes(substrings *all) {
    if (all->room >= all->index.room) {
        return 0;
    }
    size_t room = all->index.room;
    double *counts = realloc(all->counts, room * sizeof *counts);
    all->counts = counts ? counts : all->counts;
    double *full = realloc(all->full, room * sizeof *full);
    all->full = full ? full : all->full;
    uint32_t *at = realloc(all->at, room * sizeof *at);
    all->at = at ? at : all->at;
    uint32_t *size = realloc(all->size, room * sizeof *size);
    all->size = size ? size : all->size;
    if (!counts || !full || !at || !size) {
        return -1;
    }
    memset(counts + all->room, 0, (room - all->room) * sizeof *counts);
    memset(full + all->room, 0, (room - all->room) * sizeof *full);
    memset(size + all->room, 0, (room - all->room) * sizeof *size);
    all->room = room;
    return 0;
}

static int count_from(substrings *all, const word_list *list, const word *from, size_t start) {
    const uint8_t *bytes = list->bytes + from->at;
    uint32_t node = TRIE_ROOT;
    for (size_t i = start; i < from->size && i < start + TOKEN_BYTES; i++) {
        if (bytes[i] < ' ' || bytes[i] == 0x7F) {
            return 0;
        }
        node = trie_grow(&all->index, node, bytes[i]);
        if (node == TRIE_NONE || reserve_nodes(all)) {
            return -1;
        }
        if (is_boundary(bytes, from->size, i + 1)) {
            all->counts[node] += from->count;
            all->at[node] = from->at + (uint32_t)start;
            all->size[node] = (uint32_t)(i + 1 - start);
            if (start == 0 && i + 1 == from->size) {
                all->full[node] += from->count;
            }
        }
    }
    return 0;
}

static int count_substrings(substrings *all, const word_list *list) {
    int failed = trie_open(&all->index) || reserve_nodes(all);
    for (size_t w = 0; w < list->count && !failed; w++) {
        const word *from = &list->words[w];
        for (size_t start = 0; start < from->size && !failed; start++) {
            if (is_boundary(list->bytes + from->at, from->size, start)) {
                failed = count_from(all, list, from, start);
            }
        }
    }
    return failed;
}

static void close_substrings(substrings *all) {
    trie_close(&all->index);
    free(all->counts);
    free(all->full);
    free(all->at);
    free(all->size);
}

/* Every printable ASCII byte but the capitals, and the dashes of typography, whatever the corpus.
 */
static int add_alphabet(word_list *list, uint32_t *first) {
    static const uint8_t no_marks[4] = {0};
    static const char *const signs[] = {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA6"};
    *first = (uint32_t)list->count;
    for (int c = ' '; c < 0x7F; c++) {
        uint8_t byte = (uint8_t)c;
        if ((byte < 'A' || byte > 'Z') && add_word(list, &byte, no_marks, 1)) {
            return -1;
        }
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (add_word(list, (const uint8_t *)signs[i], no_marks, 3)) {
            return -1;
        }
    }
    return 0;
}

static bool is_alphabet(const uint8_t *bytes, size_t size) {
    return size == 1 || (size == 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 &&
                         (bytes[2] == 0x93 || bytes[2] == 0x94 || bytes[2] == 0xA6));
}

static candidate *find_candidates(const substrings *all, const word_list *list, uint32_t alphabet,
                                  uint32_t *count) {
    candidate *found = malloc((all->index.count + list->count) * sizeof *found);
    double least = (double)list->count / 2500;
    least = least < 32 ? 32 : least;
    *count = 0;
    for (uint32_t node = 1; node < all->index.count && found; node++) {
        uint32_t size = all->size[node];
        if (size < 2 || is_alphabet(list->bytes + all->at[node], size)) {
            continue;
        }
        if (all->counts[node] >= least || all->full[node] >= 3) {
            double spread = 0.05 * all->counts[node];
            double seen = all->full[node] > spread ? all->full[node] : spread;
            found[(*count)++] = (candidate){all->at[node], size, seen, 0};
        }
    }
    for (size_t w = alphabet; w < list->count && found; w++) {
        uint32_t node = TRIE_ROOT;
        const word *sign = &list->words[w];
        for (size_t i = 0; i < sign->size && node != TRIE_NONE; i++) {
            node = trie_step(&all->index, node, list->bytes[sign->at + i]);
        }
        double seen = node == TRIE_NONE ? 1 : 0.05 * all->counts[node];
        found[(*count)++] = (candidate){sign->at, sign->size, seen, 0};
    }
    return found;
}

static int build(vocabulary *made, const uint8_t *bytes, const candidate *from, uint32_t count) {
    double total = 0;
    for (uint32_t i = 0; i < count; i++) {
        total += from[i].count;
    }
    made->count = count + TOKEN_FIRST;
    made->longest = 1;
    made->tokens = calloc(made->count, sizeof *made->tokens);
    made->bytes = malloc((size_t)count * TOKEN_BYTES + 1);
    if (trie_open(&made->index) || !made->tokens || !made->bytes) {
        return -1;
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        token_info *t = &made->tokens[i + TOKEN_FIRST];
        *t = (token_info){at, from[i].size, (float)-number_log2((from[i].count + 0.3) / total),
                          from[i].count};
        memcpy(made->bytes + at, bytes + from[i].at, from[i].size);
        at += from[i].size;
        made->longest = t->size > made->longest ? t->size : made->longest;
        if (trie_put(&made->index, made->bytes + t->at, t->size, i + TOKEN_FIRST)) {
            return -1;
        }
    }
    return 0;
}

void vocabulary_close(vocabulary *known) {
    free(known->bytes);
    free(known->tokens);
    trie_close(&known->index);
    memset(known, 0, sizeof *known);
}

typedef struct arrival {
    double cost;
    uint32_t from;
    uint32_t token;
    int casing;
} arrival;

static void arrive(arrival *at, double cost, uint32_t from, uint32_t token, int casing) {
    if (cost < at->cost) {
        *at = (arrival){cost, from, token, casing};
    }
}

size_t vocabulary_cut(const vocabulary *known, const uint8_t *bytes, const uint8_t *marks,
                      size_t size, uint32_t forbidden, piece *pieces, double *cost) {
    arrival best[WORD_BYTES + 1];
    size = size < WORD_BYTES ? size : WORD_BYTES;
    for (size_t i = 0; i <= size; i++) {
        best[i].cost = i ? 1e18 : 0;
    }
    for (uint32_t i = 0; i < size; i++) {
        uint32_t node = TRIE_ROOT;
        for (uint32_t end = i; end < size; end++) {
            node = trie_step(&known->index, node, bytes[end]);
            if (node == TRIE_NONE) {
                break;
            }
            uint32_t id = known->index.values[node];
            fold_case casing = FOLD_SMALL;
            if (id == TRIE_NONE || id == forbidden) {
                continue;
            }
            casing = fold_case_of(bytes + i, marks + i, end + 1 - i);
            if (casing != FOLD_MIXED) {
                double bits = known->tokens[id].cost + (casing == FOLD_CAPITALS ? 1 : 0);
                arrive(&best[end + 1], best[i].cost + bits, i, id, casing);
            }
        }
        arrive(&best[i + 1], best[i].cost + ESCAPE_COST, i, TOKEN_ESCAPE, 0);
    }
    size_t count = 0;
    for (size_t at = size; at > 0; at = best[at].from) {
        count++;
    }
    size_t next = count;
    for (size_t at = size; at > 0; at = best[at].from) {
        pieces[--next] = (piece){(uint16_t)best[at].token, (uint8_t)best[at].casing,
                                 (uint8_t)(at - best[at].from)};
    }
    if (cost) {
        *cost = best[size].cost;
    }
    return count;
}

static void expect(const vocabulary *known, const word_list *list, size_t words, double *counts) {
    piece pieces[WORD_BYTES];
    for (size_t w = 0; w < words; w++) {
        const word *from = &list->words[w];
        size_t count = vocabulary_cut(known, list->bytes + from->at, list->marks + from->at,
                                      from->size, TRIE_NONE, pieces, NULL);
        for (size_t i = 0; i < count; i++) {
            counts[pieces[i].token] += from->count;
        }
    }
}

static int by_gain(const void *left, const void *right) {
    const candidate *a = left;
    const candidate *b = right;
    if (a->gain != b->gain) {
        return a->gain < b->gain ? 1 : -1;
    }
    return a->at < b->at ? -1 : a->at > b->at;
}

/* What each token saves against being spelled by others, for a bit of the model's dictionary. */
static void weigh(const vocabulary *known, candidate *candidates, const double *counts) {
    static const uint8_t no_marks[TOKEN_BYTES] = {0};
    piece pieces[WORD_BYTES];
    for (uint32_t id = TOKEN_FIRST; id < known->count; id++) {
        candidate *c = &candidates[id - TOKEN_FIRST];
        const token_info *t = &known->tokens[id];
        c->count = counts[id];
        if (is_alphabet(known->bytes + t->at, t->size)) {
            c->gain = 1e18;
        } else if (counts[id] <= 0) {
            c->gain = -1;
        } else {
            double other;
            vocabulary_cut(known, known->bytes + t->at, no_marks, t->size, id, pieces, &other);
            c->gain = counts[id] * (other - (double)t->cost) /
                      (SPELLED_BASE + SPELLED_BYTE * (double)t->size);
        }
    }
}

/* One round: count under the vocabulary of `candidates`, then keep the worthiest. */
static int prune(const word_list *list, size_t words, candidate *candidates, uint32_t *count,
                 uint32_t target) {
    vocabulary known = {0};
    double *counts = calloc(*count + TOKEN_FIRST, sizeof *counts);
    int failed = build(&known, list->bytes, candidates, *count) || !counts;
    if (!failed) {
        expect(&known, list, words, counts);
        weigh(&known, candidates, counts);
        qsort(candidates, *count, sizeof *candidates, by_gain);
        double share = *count > target * 1.15 ? 0.75 : 0.93;
        uint32_t keep = (uint32_t)(share * *count);
        keep = keep < target ? target : keep;
        keep = keep < *count ? keep : *count;
        while (keep > 0 && candidates[keep - 1].gain < 0) {
            keep--;
        }
        *count = keep;
    }
    free(counts);
    vocabulary_close(&known);
    return failed;
}

static int recount(const word_list *list, size_t words, candidate *candidates, uint32_t count) {
    vocabulary known = {0};
    double *counts = calloc(count + TOKEN_FIRST, sizeof *counts);
    int failed = build(&known, list->bytes, candidates, count) || !counts;
    if (!failed) {
        expect(&known, list, words, counts);
        for (uint32_t i = 0; i < count; i++) {
            candidates[i].count = counts[i + TOKEN_FIRST];
        }
    }
    free(counts);
    vocabulary_close(&known);
    return failed;
}

int vocabulary_choose(vocabulary *chosen, const corpus *text, uint32_t count,
                      void (*step)(void *context), void *context) {
    word_list list = {0};
    substrings all = {0};
    candidate *candidates = NULL;
    uint32_t found = 0;
    uint32_t alphabet = 0;
    uint32_t target = count - TOKEN_FIRST;
    int failed = count_words(&list, text) || count_substrings(&all, &list);
    size_t words = list.count;
    if (!failed) {
        failed = add_alphabet(&list, &alphabet);
        candidates = find_candidates(&all, &list, alphabet, &found);
        failed |= !candidates;
    }
    close_substrings(&all);
    for (uint32_t before = 0; !failed && found > target && found != before; step(context)) {
        before = found;
        failed = prune(&list, words, candidates, &found, target);
    }
    for (int round = 0; round < 3 && !failed; round++) {
        failed = recount(&list, words, candidates, found);
        step(context);
    }
    if (!failed) {
        failed = build(chosen, list.bytes, candidates, found);
    }
    free(candidates);
    free(list.bytes);
    free(list.marks);
    free(list.words);
    return failed;
}
