/* SPDX-License-Identifier: MIT
 *
 * Folding: the text as the model sees it. Capitals become small letters and typographic quotes
 * become straight ones; what was lost stands in a mark beside each byte. Trainer and encoder fold
 * alike; core/text.c unfolds.
 */
#ifndef MOTOGRAPH_FOLD_H
#define MOTOGRAPH_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FOLD_UPPER = 1, /* an ASCII capital                                                       */
    FOLD_CURLY = 2, /* a typographic quote: opening after a space, else closing; 3 bytes of text */
};

/* Folds `text` behind one virtual space. `bytes` and `marks` have room for size + 1. Returns the
 * folded size. */
size_t fold_text(const uint8_t *text, size_t size, uint8_t *bytes, uint8_t *marks);

/* The end of the word that begins at `at`: an optional space, then letters, digits, an apostrophe
 * with letters, or punctuation. Always beyond `at`, at most `size`. */
size_t fold_word_end(const uint8_t *bytes, size_t size, size_t at);

/* How the letters of a token are capitalised. */
typedef enum fold_case {
    FOLD_SMALL = 0,   /* none is a capital                   */
    FOLD_INITIAL = 1, /* the first letter and no other       */
    FOLD_CAPITALS = 2 /* all, and there are two at the least */,
    FOLD_MIXED = -1 /* anything else: no token can be so   */
} fold_case;

fold_case fold_case_of(const uint8_t *bytes, const uint8_t *marks, size_t size);

static inline bool fold_is_letter(uint8_t byte) {
    return byte >= 'a' && byte <= 'z';
}

#endif
