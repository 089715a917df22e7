/* SPDX-License-Identifier: MIT
 *
 * What a ROM consists of and what its text costs, for people and as JSON.
 */
#ifndef INSPECT_H
#define INSPECT_H

#include "opened.h"

typedef struct inspect_section {
    char tag[5];
    uint32_t offset, bytes;
} inspect_section;

/* One line of the programme; separators, labels and notices are not counted. */
typedef struct inspect_line {
    uint32_t number; /* in the ROM */
    moto_line record;
    char *text; /* null: the ROM's model is missing */
    size_t when_bytes;
    uint32_t plain_bytes; /* as it is decoded, and 1 for the line's end */
    uint32_t coded_bytes; /* of all its blocks */
    uint32_t coded_blocks, blocks;
} inspect_line;

typedef struct inspection {
    const opened *rom;
    inspect_section sections[64];
    size_t section_count;
    inspect_line *lines;
    size_t line_count;
    uint64_t plain_bytes, coded_bytes;
    double bits_per_character; /* of coded text over plain; the ROM's dictionary is not counted */
} inspection;

/* 0, or -1 with the message: no memory. */
int inspect(const opened *rom, inspection *out, message *error);
void inspection_free(inspection *i);

void inspect_print(const inspection *i);
void inspect_print_json(const inspection *i);

#endif
