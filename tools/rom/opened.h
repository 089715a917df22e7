/* SPDX-License-Identifier: MIT
 *
 * A ROM file, opened for the verbs that look into it.
 */
#ifndef OPENED_H
#define OPENED_H

#include "buffer.h"
#include "message.h"
#include "models.h"
#include "rom.h"

typedef struct opened {
    const char *name;
    unsigned char *bytes;
    size_t size;
    models models;
    moto_rom rom;
} opened;

/* Reads and checks a ROM; `model` is the name or the file of a text model, null: those that are
 * built in. 0, or -1 with the message and nothing to free. */
int opened_read(const char *path, const char *model, opened *out, message *error);
void opened_free(opened *rom);

/* The text of a line as it was written: live values as {time}. When the model that the line needs
 * is missing, null with the message; else for `free`. */
char *opened_text(const opened *rom, const moto_line *line, size_t *when_bytes, message *error);

/* "headline", "agenda", ..., "furniture" */
const char *opened_kind(moto_kind kind);

#endif
