/* SPDX-License-Identifier: MIT */
#include "fold.h"

/* U+2018, U+2019, U+201C and U+201D are E2 80 98, 99, 9C and 9D. */
static uint8_t straight_of(const uint8_t *text, size_t size, bool after_space) {
    if (size < 3 || text[0] != 0xE2 || text[1] != 0x80) {
        return 0;
    }
    if (text[2] == (after_space ? 0x98 : 0x99)) {
        return '\'';
    }
    return text[2] == (after_space ? 0x9C : 0x9D) ? '"' : 0;
}

size_t fold_text(const uint8_t *text, size_t size, uint8_t *bytes, uint8_t *marks) {
    size_t length = 0;
    bytes[length] = ' ';
    marks[length++] = 0;
    for (size_t at = 0; at < size; length++) {
        uint8_t quote = straight_of(text + at, size - at, bytes[length - 1] == ' ');
        uint8_t byte = text[at];
        bool capital = byte >= 'A' && byte <= 'Z';
        bytes[length] = quote ? quote : (uint8_t)(capital ? byte + ('a' - 'A') : byte);
        marks[length] = quote ? FOLD_CURLY : capital ? FOLD_UPPER : 0;
        at += quote ? 3 : 1;
    }
    return length;
}

typedef enum byte_kind {
    SPACE,
    LETTER,
    DIGIT,
    APOSTROPHE,
    PUNCTUATION,
} byte_kind;

/* Signs of Latin-1 and General Punctuation count as punctuation, all else beyond ASCII as letters.
 */
static byte_kind kind_at(const uint8_t *bytes, size_t size, size_t at, size_t *width) {
    uint8_t byte = bytes[at];
    *width = 1;
    if (byte >= 0x80) {
        if (byte == 0xC2 && at + 1 < size) {
            *width = 2;
            return PUNCTUATION;
        }
        if (byte == 0xE2 && at + 2 < size && bytes[at + 1] <= 0x82) {
            *width = 3;
            return PUNCTUATION;
        }
        return LETTER;
    }
    if (fold_is_letter(byte)) {
        return LETTER;
    }
    if (byte >= '0' && byte <= '9') {
        return DIGIT;
    }
    return byte == ' ' ? SPACE : byte == '\'' ? APOSTROPHE : PUNCTUATION;
}

static size_t run_end(const uint8_t *bytes, size_t size, size_t at, byte_kind kind) {
    size_t width;
    while (at < size && kind_at(bytes, size, at, &width) == kind) {
        at += width;
    }
    return at;
}

size_t fold_word_end(const uint8_t *bytes, size_t size, size_t at) {
    size_t width;
    if (bytes[at] == ' ') {
        at++;
    }
    if (at == size) {
        return at;
    }
    byte_kind first = kind_at(bytes, size, at, &width);
    if (first == SPACE) {
        return at;
    }
    return run_end(bytes, size, at + width, first == APOSTROPHE ? LETTER : first);
}

fold_case fold_case_of(const uint8_t *bytes, const uint8_t *marks, size_t size) {
    size_t letters = 0;
    size_t capitals = 0;
    bool initial = false;
    for (size_t i = 0; i < size; i++) {
        if (fold_is_letter(bytes[i])) {
            bool capital = marks[i] & FOLD_UPPER;
            initial |= capital && letters == 0;
            capitals += capital;
            letters++;
        }
    }
    if (capitals == 0) {
        return FOLD_SMALL;
    }
    if (capitals == 1 && initial) {
        return FOLD_INITIAL;
    }
    return capitals == letters ? FOLD_CAPITALS : FOLD_MIXED;
}
