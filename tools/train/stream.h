/* SPDX-License-Identifier: MIT
 *
 * The training text as tokens.
 */
#ifndef MOTOGRAPH_TRAIN_STREAM_H
#define MOTOGRAPH_TRAIN_STREAM_H

#include "vocabulary.h"

typedef struct stream {
    piece *pieces;
    size_t size;
    size_t *starts; /* of each sentence in `pieces`, and the end of the last */
    size_t count;   /* sentences                                             */
} stream;

/* One in `name_share` of the capitalised words that take several pieces becomes TOKEN_NAME, so
 * that the model learns where a ROM's own names stand. 0 turns that off. 0, or -1 without memory.
 */
int stream_make(stream *made, const corpus *text, const vocabulary *known, uint32_t name_share);
void stream_close(stream *tokens);

#endif
