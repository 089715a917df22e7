/* SPDX-License-Identifier: MIT
 *
 * The spelling code of a model: prefix codes of at most 12 bits, chosen by the symbols before.
 */
#ifndef MOTOGRAPH_TRAIN_SPELL_H
#define MOTOGRAPH_TRAIN_SPELL_H

#include <stddef.h>
#include <stdint.h>

enum {
    SPELL_SYMBOLS = 64,
    SPELL_TABLES = 64,
    SPELL_LENGTHS = 12
};

typedef struct spelling_word {
    const uint8_t *bytes;
    uint32_t size;
} spelling_word;

/* Symbol 0 ends a word, symbol 1 escapes to a whole byte. */
typedef struct spelling_code {
    uint32_t symbols;
    uint32_t tables;
    uint32_t spread; /* 0 where one symbol chooses the table, else `symbols` */
    uint8_t byte_of[SPELL_SYMBOLS];
    uint8_t symbol_of[256];
    uint8_t table_of[SPELL_SYMBOLS * SPELL_SYMBOLS];
    uint8_t lengths[SPELL_TABLES][SPELL_SYMBOLS]; /* 0: no code */
    uint16_t codes[SPELL_TABLES][SPELL_SYMBOLS];
    uint8_t counts[SPELL_TABLES][SPELL_LENGTHS];
    uint8_t sorted[SPELL_TABLES][SPELL_SYMBOLS];
} spelling_code;

/* Fits a code to the words. 0, or -1 without memory. */
int spell_fit(spelling_code *code, const spelling_word *words, size_t count, uint32_t symbols,
              uint32_t tables, uint32_t order);

/* Appends a word's code to the zeroed `bits`, from bit `at`; returns the bit behind it. */
size_t spell_write(const spelling_code *code, const spelling_word *word, uint8_t *bits, size_t at);

/* Every code is at most this long. */
enum {
    SPELL_BITS_MOST = SPELL_LENGTHS + 8
};

#endif
