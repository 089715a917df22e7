/* SPDX-License-Identifier: MIT
 *
 * The text of a line, byte by byte. A line is coded in independent blocks; a decoder is started on
 * one block and goes forward only. How the code reads, to the bit: FORMAT-TEXT.md.
 */
#ifndef MOTO_TEXT_H
#define MOTO_TEXT_H

#include "limits.h"
#include "predict.h"
#include "words.h"

#include <stdint.h>

/* What moto_text_next gives after the last byte of a block, for ever. */
#define MOTO_TEXT_END (-1)

/* Entries of a ROM's own dictionary at most. */
#define MOTO_NAMES_MAX 64

typedef enum moto_coding {
    MOTO_STORED = 0, /* the bytes themselves                */
    MOTO_CODED = 1,  /* range coded against the text model  */
} moto_coding;

/* A decoder. Plain data: copy it to remember a place, no other clean-up. */
typedef struct moto_text {
    const moto_model *model;
    const uint8_t *dictionary;
    const uint8_t *at; /* the next byte of code */
    uint32_t range;
    uint32_t code; /* how far into the range the code points */
    moto_spelling spelling;
    moto_context context;
    uint8_t last;        /* the byte before, folded                             */
    uint8_t pending;     /* a curly quote: what is still to come of it          */
    unsigned rest : 10;  /* bytes of code to come                               */
    unsigned left : 10;  /* bytes of text that the block may still have         */
    unsigned state : 2;  /* stored, before a token, spelling it, at the end     */
    unsigned casing : 2; /* of the token, while letters wait for it             */
    unsigned quotes : 2; /* what the last quote was: none yet, straight, curly  */
    unsigned own : 1;    /* the ROM's dictionary spells the token               */
} moto_text;

/* Begins a block of `size` bytes at `code`, at most MOTO_BLOCK_BYTES: what is beyond is not read.
 * `model` may be null when coding is MOTO_STORED.
 * `dictionary` is the ROM's own dictionary section, already checked at open, or null.
 * Any bytes are safe: a damaged block gives wrong text, at most MOTO_BLOCK_BYTES of it. */
void moto_text_start(moto_text *text, const moto_model *model, const uint8_t *dictionary,
                     const uint8_t *code, uint32_t size, moto_coding coding);

/* Checks a ROM's own dictionary section against the ROM's model, once at open. `size` 0 is no
 * dictionary. Errors: MOTO_ERR_SIZE, _FORMAT; MOTO_ERR_MODEL when there is no model. */
moto_error moto_dictionary_check(const moto_model *model, const uint8_t *bytes, uint32_t size);

/* The next byte, 0 to 255, or MOTO_TEXT_END. A bounded number of steps per call. */
int moto_text_next(moto_text *text);

/* The chance that a quote is typographic, after none, a straight and a typographic one. */
extern const uint16_t moto_quote_chances[3];

#endif
