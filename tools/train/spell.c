/* SPDX-License-Identifier: MIT */
#include "spell.h"

#include "number.h"

#include <stdlib.h>
#include <string.h>

enum {
    SYMBOL_END,
    SYMBOL_ESCAPE,
    SYMBOL_FIRST,
    ROUNDS = 25
};

/* How often each symbol follows each context. */
typedef struct statistics {
    uint32_t contexts;
    double (*counts)[SPELL_SYMBOLS];
    double *totals;
} statistics;

static void choose_symbols(spelling_code *code, const spelling_word *words, size_t count,
                           uint32_t symbols) {
    size_t seen[256] = {0};
    for (size_t w = 0; w < count; w++) {
        for (uint32_t i = 0; i < words[w].size; i++) {
            seen[words[w].bytes[i]]++;
        }
    }
    memset(code->symbol_of, SYMBOL_ESCAPE, sizeof code->symbol_of);
    code->symbols = SYMBOL_FIRST;
    while (code->symbols < symbols) {
        int best = 0;
        for (int byte = 1; byte < 256; byte++) {
            best = seen[byte] > seen[best] ? byte : best;
        }
        if (seen[best] == 0 && code->symbols > SYMBOL_FIRST) {
            break;
        }
        seen[best] = 0;
        code->symbol_of[best] = (uint8_t)code->symbols;
        code->byte_of[code->symbols++] = (uint8_t)best;
    }
}

static void count_contexts(const spelling_code *code, statistics *seen, const spelling_word *words,
                           size_t count) {
    for (size_t w = 0; w < count; w++) {
        uint32_t first = SYMBOL_END;
        uint32_t second = SYMBOL_END;
        for (uint32_t i = 0; i <= words[w].size; i++) {
            uint32_t symbol = i < words[w].size ? code->symbol_of[words[w].bytes[i]] : SYMBOL_END;
            uint32_t context = first + second * code->spread;
            seen->counts[context][symbol]++;
            seen->totals[context]++;
            second = first;
            first = symbol;
        }
    }
}

static uint32_t cheapest(const spelling_code *code, const double *counts,
                         double (*prices)[SPELL_SYMBOLS]) {
    uint32_t best = 0;
    double least = 0;
    for (uint32_t table = 0; table < code->tables; table++) {
        double bits = 0;
        for (uint32_t s = 0; s < code->symbols; s++) {
            bits += counts[s] * prices[table][s];
        }
        if (table == 0 || bits < least) {
            least = bits;
            best = table;
        }
    }
    return best;
}

/* Groups contexts that foresee alike, as k-means does; the most frequent ones begin. */
static void group(spelling_code *code, const statistics *seen, double (*sums)[SPELL_SYMBOLS]) {
    static double prices[SPELL_TABLES][SPELL_SYMBOLS];
    uint8_t *chosen = calloc(seen->contexts, 1);
    uint32_t tables = 0;
    while (chosen && tables < code->tables) {
        uint32_t best = seen->contexts;
        for (uint32_t c = 0; c < seen->contexts; c++) {
            if (!chosen[c] && seen->totals[c] > 0 &&
                (best == seen->contexts || seen->totals[c] > seen->totals[best])) {
                best = c;
            }
        }
        if (best == seen->contexts) {
            break;
        }
        chosen[best] = 1;
        memcpy(sums[tables++], seen->counts[best], sizeof *sums);
    }
    free(chosen);
    code->tables = tables ? tables : 1;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t table = 0; table < code->tables; table++) {
            double total = 0;
            for (uint32_t s = 0; s < code->symbols; s++) {
                total += sums[table][s] + 0.05;
            }
            for (uint32_t s = 0; s < code->symbols; s++) {
                prices[table][s] = number_log2(total) - number_log2(sums[table][s] + 0.05);
            }
        }
        memset(sums, 0, SPELL_TABLES * sizeof *sums);
        for (uint32_t c = 0; c < seen->contexts; c++) {
            uint32_t table = seen->totals[c] > 0 ? cheapest(code, seen->counts[c], prices) : 0;
            code->table_of[c] = (uint8_t)table;
            for (uint32_t s = 0; s < code->symbols; s++) {
                sums[table][s] += seen->counts[c][s];
            }
        }
    }
}

/* Huffman's lengths of the symbols that occur; returns the greatest. */
static uint32_t huffman(const double *weights, uint32_t count, uint8_t *lengths) {
    double heap[2 * SPELL_SYMBOLS];
    uint32_t parents[2 * SPELL_SYMBOLS] = {0};
    uint8_t live[2 * SPELL_SYMBOLS] = {0};
    uint32_t nodes = count;
    uint32_t left = 0;
    uint32_t most = 0;
    for (uint32_t s = 0; s < count; s++) {
        heap[s] = weights[s];
        live[s] = weights[s] > 0;
        left += live[s];
        lengths[s] = 0;
    }
    for (; left > 1; left--) {
        uint32_t pair[2] = {UINT32_MAX, UINT32_MAX};
        for (int k = 0; k < 2; k++) {
            for (uint32_t n = 0; n < nodes; n++) {
                if (live[n] && (pair[k] == UINT32_MAX || heap[n] < heap[pair[k]])) {
                    pair[k] = n;
                }
            }
            live[pair[k]] = 0;
            parents[pair[k]] = nodes;
        }
        heap[nodes] = heap[pair[0]] + heap[pair[1]];
        live[nodes++] = 1;
    }
    for (uint32_t s = 0; s < count; s++) {
        if (weights[s] <= 0) {
            continue;
        }
        uint32_t length = 0;
        for (uint32_t n = s; parents[n]; n = parents[n]) {
            length++;
        }
        lengths[s] = (uint8_t)length;
        most = length > most ? length : most;
    }
    return most;
}

static void make_table(spelling_code *code, uint32_t table, const double *counts) {
    double weights[SPELL_SYMBOLS];
    double total = 0;
    double floor = 0;
    uint8_t *lengths = code->lengths[table];
    for (uint32_t s = 0; s < code->symbols; s++) {
        total += counts[s];
    }
    do {
        for (uint32_t s = 0; s < code->symbols; s++) {
            /* The end must be reachable, and an escape is what makes any dictionary of a ROM
             * possible; so all have a code. */
            weights[s] = counts[s] + 0.02 + floor;
        }
        floor += total / 3000 + 0.05;
    } while (huffman(weights, code->symbols, lengths) > SPELL_LENGTHS);
    uint32_t next = 0;
    uint32_t sorted = 0;
    memset(code->counts[table], 0, SPELL_LENGTHS);
    for (uint32_t length = 1; length <= SPELL_LENGTHS; length++, next *= 2) {
        for (uint32_t s = 0; s < code->symbols; s++) {
            if (lengths[s] == length) {
                code->counts[table][length - 1]++;
                code->sorted[table][sorted++] = (uint8_t)s;
                code->codes[table][s] = (uint16_t)next++;
            }
        }
    }
}

int spell_fit(spelling_code *code, const spelling_word *words, size_t count, uint32_t symbols,
              uint32_t tables, uint32_t order) {
    static double sums[SPELL_TABLES][SPELL_SYMBOLS];
    statistics seen = {0};
    memset(code, 0, sizeof *code);
    memset(sums, 0, sizeof sums);
    choose_symbols(code, words, count, symbols);
    code->tables = tables;
    code->spread = order == 2 ? code->symbols : 0;
    seen.contexts = order == 2 ? code->symbols * code->symbols : code->symbols;
    seen.counts = calloc(seen.contexts, sizeof *seen.counts);
    seen.totals = calloc(seen.contexts, sizeof *seen.totals);
    int failed = !seen.counts || !seen.totals;
    if (!failed) {
        count_contexts(code, &seen, words, count);
        group(code, &seen, sums);
        for (uint32_t table = 0; table < code->tables; table++) {
            make_table(code, table, sums[table]);
        }
    }
    free(seen.counts);
    free(seen.totals);
    return failed ? -1 : 0;
}

static size_t put(uint8_t *bits, size_t at, uint32_t value, uint32_t length) {
    while (length-- > 0) {
        bits[at >> 3] |= (uint8_t)((value >> length & 1) << (7 - (at & 7)));
        at++;
    }
    return at;
}

size_t spell_write(const spelling_code *code, const spelling_word *word, uint8_t *bits, size_t at) {
    uint32_t first = SYMBOL_END;
    uint32_t second = SYMBOL_END;
    for (uint32_t i = 0; i <= word->size; i++) {
        uint8_t byte = i < word->size ? word->bytes[i] : 0;
        uint32_t symbol = i < word->size ? code->symbol_of[byte] : SYMBOL_END;
        uint32_t table = code->table_of[first + second * code->spread];
        at = put(bits, at, code->codes[table][symbol], code->lengths[table][symbol]);
        if (symbol == SYMBOL_ESCAPE) {
            at = put(bits, at, byte, 8);
        }
        second = first;
        first = symbol;
    }
    return at;
}
