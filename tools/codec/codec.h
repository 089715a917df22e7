/* SPDX-License-Identifier: MIT
 *
 * The encoder of the text codec: bytes in, code for core/text.h out.
 *
 * Coding never loses a byte and never expands: where the model does not pay, the block is stored.
 * A block is at most MOTO_BLOCK_BYTES of text; cutting a line into blocks is the caller's work
 * (cut before a space, and never inside a UTF-8 sequence, for the best result).
 */
#ifndef MOTOGRAPH_CODEC_H
#define MOTOGRAPH_CODEC_H

#include "model.h"
#include "text.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes of a ROM's own dictionary at most. */
#define CODEC_DICTIONARY_BYTES 1024

/* A model prepared for encoding: its vocabulary, indexed by spelling. */
typedef struct codec codec;

/* A block of text; not terminated, any bytes. */
typedef struct codec_text {
    const uint8_t *bytes;
    size_t size;
} codec_text;

/* `model` must outlive the encoder; null makes an encoder that stores every block.
 * Null when there is no memory. */
codec *codec_open(const moto_model *model);
void codec_close(codec *encoder);

/* Codes one block of at most MOTO_BLOCK_BYTES. `code` has room for `text.size` bytes. Returns the
 * bytes of code, at most `text.size`, and sets how they are coded: give both to moto_text_start.
 * Negative: MOTO_ERR_RANGE (block too long), MOTO_ERR_MEMORY. */
long codec_encode(codec *encoder, codec_text text, uint8_t *code, moto_coding *coding);

/* Chooses a dictionary for a ROM that holds these blocks and writes its section, ready for
 * moto_dictionary_check and moto_text_start. Its own bytes are counted: entries stay only where
 * the whole ROM becomes smaller. Returns the bytes of the section; 0 when none pays, or negative:
 * MOTO_ERR_MEMORY. */
long codec_dictionary_choose(codec *encoder, const codec_text *blocks, size_t count,
                             uint8_t section[CODEC_DICTIONARY_BYTES]);

/* Encodes from now on with this dictionary section (copied); size 0 for none. MOTO_ERR_FORMAT
 * when the section does not pass moto_dictionary_check, MOTO_ERR_MEMORY. */
moto_error codec_dictionary_use(codec *encoder, const uint8_t *section, size_t size);

/* Decodes a whole block, by the core. Writes at most `capacity` bytes (MOTO_BLOCK_BYTES are
 * always enough) and returns how many the block has. `dictionary` may be null. */
size_t codec_decode(const moto_model *model, const uint8_t *dictionary, const uint8_t *code,
                    size_t size, moto_coding coding, uint8_t *text, size_t capacity);

#endif
