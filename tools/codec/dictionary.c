/* SPDX-License-Identifier: MIT
 *
 * A ROM's own dictionary: names that repeat in it and that the model would spell out each time.
 */
#include "encoder.h"

#include "fold.h"
#include "header.h"

#include <stdlib.h>
#include <string.h>

enum {
    CANDIDATES = 48,
    LEAST_BYTES = 4,
    SLACK_BITS = 24
};

typedef struct name {
    uint8_t bytes[NAME_BYTES];
    size_t size;
    size_t count;
} name;

typedef struct bit_writer {
    uint8_t *bytes;
    size_t at;
    size_t room; /* bits */
} bit_writer;

static void put_bits(bit_writer *w, uint32_t value, uint32_t count) {
    while (count-- > 0) {
        if (w->at < w->room) {
            w->bytes[w->at >> 3] |= (uint8_t)((value >> count & 1) << (7 - (w->at & 7)));
        }
        w->at++;
    }
}

/* Writes one symbol of the model's spelling code; false when its table has no code for it. */
static bool put_symbol(const moto_model *model, bit_writer *w, uint32_t context, uint32_t symbol) {
    uint32_t symbols = model->bytes[HEADER_SYMBOLS];
    const uint8_t *lengths = model->tables + model->contexts[context] * (CODE_LENGTHS + symbols);
    const uint8_t *sorted = lengths + CODE_LENGTHS;
    uint32_t code = 0;
    for (uint32_t length = 1; length <= CODE_LENGTHS; length++, code *= 2) {
        for (uint32_t i = 0; i < lengths[length - 1]; i++, code++) {
            if (*sorted++ == symbol) {
                put_bits(w, code, length);
                return true;
            }
        }
    }
    return false;
}

static bool put_name(const moto_model *model, bit_writer *w, const name *word) {
    uint32_t spread = model->bytes[HEADER_SPREAD];
    uint32_t first = 0;
    uint32_t second = 0;
    for (size_t i = 0; i <= word->size; i++) {
        uint32_t symbol = i < word->size ? 1 : 0;
        for (uint32_t s = 2; s < model->bytes[HEADER_SYMBOLS] && symbol == 1; s++) {
            symbol = model->symbols[s] == word->bytes[i] ? s : symbol;
        }
        if (!put_symbol(model, w, first + second * spread, symbol)) {
            return false;
        }
        if (symbol == 1) {
            put_bits(w, word->bytes[i], 8);
        }
        second = first;
        first = symbol;
    }
    return true;
}

/* A section of these names; 0 when they do not fit. */
static size_t write_section(const moto_model *model, const name *names, size_t count,
                            uint8_t section[CODEC_DICTIONARY_BYTES]) {
    bit_writer w = {section + 1, 0, (CODEC_DICTIONARY_BYTES - 1) * 8};
    memset(section, 0, CODEC_DICTIONARY_BYTES);
    section[0] = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!put_name(model, &w, &names[i])) {
            return 0;
        }
    }
    size_t size = 1 + (w.at + SLACK_BITS + 7) / 8;
    return size <= CODEC_DICTIONARY_BYTES ? size : 0;
}

static void count_name(name *names, size_t *used, const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < *used; i++) {
        if (names[i].size == size && memcmp(names[i].bytes, bytes, size) == 0) {
            names[i].count++;
            return;
        }
    }
    name *added = &names[(*used)++];
    memcpy(added->bytes, bytes, size);
    added->size = size;
    added->count = 1;
}

/* Words with a capital that the model does not know as a whole. */
static size_t find_names(const codec *encoder, codec_text text, name *names, size_t used,
                         size_t room) {
    uint8_t bytes[MOTO_BLOCK_BYTES + 1];
    uint8_t marks[MOTO_BLOCK_BYTES + 1];
    size_t size =
        text.size <= MOTO_BLOCK_BYTES ? fold_text(text.bytes, text.size, bytes, marks) : 0;
    for (size_t at = 0, end; at < size; at = end) {
        end = fold_word_end(bytes, size, at);
        size_t length = end - at;
        fold_case casing = fold_case_of(bytes + at, marks + at, length);
        bool known = trie_get(&encoder->index, bytes + at, length) != TRIE_NONE;
        if (casing > FOLD_SMALL && !known && length >= LEAST_BYTES && length <= NAME_BYTES &&
            used < room) {
            count_name(names, &used, bytes + at, length);
        }
    }
    return used;
}

static int by_worth(const void *left, const void *right) {
    const name *a = left;
    const name *b = right;
    size_t x = (a->count - 1) * a->size;
    size_t y = (b->count - 1) * b->size;
    if (x != y) {
        return x < y ? 1 : -1;
    }
    return memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);
}

/* The whole ROM's text with the dictionary in use. */
static long total_size(codec *encoder, const codec_text *blocks, size_t count) {
    uint8_t code[MOTO_BLOCK_BYTES];
    long total = (long)encoder->section_size;
    for (size_t i = 0; i < count; i++) {
        moto_coding coding;
        long size = codec_encode(encoder, blocks[i], code, &coding);
        if (size < 0) {
            return size;
        }
        total += size;
    }
    return total;
}

/* Tries the 1, 2, 4, ... most worthy names and keeps the best number. */
static long choose(codec *encoder, const codec_text *blocks, size_t count, const name *names,
                   size_t found, uint8_t section[CODEC_DICTIONARY_BYTES]) {
    uint8_t tried[CODEC_DICTIONARY_BYTES];
    long chosen = 0;
    codec_dictionary_use(encoder, NULL, 0);
    long least = total_size(encoder, blocks, count);
    for (size_t take = 1; least >= 0 && take <= found; take = take < 4 ? take + 1 : take * 3 / 2) {
        size_t size = write_section(encoder->model, names, take, tried);
        if (size == 0 || codec_dictionary_use(encoder, tried, size) != MOTO_OK) {
            break;
        }
        long total = total_size(encoder, blocks, count);
        if (total < least) {
            least = total;
            chosen = (long)size;
            memcpy(section, tried, size);
        }
    }
    codec_dictionary_use(encoder, NULL, 0);
    return least < 0 ? least : chosen;
}

long codec_dictionary_choose(codec *encoder, const codec_text *blocks, size_t count,
                             uint8_t section[CODEC_DICTIONARY_BYTES]) {
    enum {
        ROOM = 4096
    };
    if (!encoder->model) {
        return 0;
    }
    name *names = calloc(ROOM, sizeof *names);
    size_t used = 0;
    if (!names) {
        return MOTO_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        used = find_names(encoder, blocks[i], names, used, ROOM);
    }
    qsort(names, used, sizeof *names, by_worth);
    size_t found = 0;
    while (found < used && found < CANDIDATES && names[found].count > 1) {
        found++;
    }
    long chosen = found ? choose(encoder, blocks, count, names, found, section) : 0;
    free(names);
    return chosen;
}

moto_error codec_dictionary_use(codec *encoder, const uint8_t *section, size_t size) {
    trie_close(&encoder->names);
    encoder->name_count = 0;
    encoder->section_size = 0;
    if (trie_open(&encoder->names)) {
        return MOTO_ERR_MEMORY;
    }
    if (size == 0) {
        return MOTO_OK;
    }
    if (size > sizeof encoder->section) {
        return MOTO_ERR_FORMAT;
    }
    moto_error error = moto_dictionary_check(encoder->model, section, (uint32_t)size);
    if (error != MOTO_OK) {
        return error;
    }
    memcpy(encoder->section, section, size);
    moto_spelling spelling = {0};
    for (uint32_t i = 0; i < section[0]; i++) {
        uint8_t bytes[MOTO_BLOCK_BYTES];
        size_t length = 0;
        for (int byte;
             (byte = moto_spelling_next(encoder->model, encoder->section + 1, &spelling)) >= 0;) {
            bytes[length++] = (uint8_t)byte;
        }
        if (length <= NAME_BYTES && trie_put(&encoder->names, bytes, length, i)) {
            return MOTO_ERR_MEMORY;
        }
    }
    encoder->name_count = section[0];
    encoder->section_size = size;
    return MOTO_OK;
}
