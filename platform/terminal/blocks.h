/* SPDX-License-Identifier: MIT
 *
 * Light as characters. A screen keeps what the terminal shows and gives the bytes that change it
 * into the new picture, and no more.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "light.h"
#include "tty.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a cell shows: the quarters that have the fore colour (1 top left, 2 top right, 4 bottom
 * left, 8 bottom right). Colours are 0xRRGGBB, a palette index, or nothing, by the depth. */
typedef struct blocks_cell {
    uint32_t fore, back;
    uint8_t quarters;
} blocks_cell;

typedef struct blocks {
    tty_ability can;
    int columns, rows; /* cells for the panel */
    int across, down;  /* samples a cell: 1x2 halves or 2x2 quarters */
    int shrink;        /* LEDs a sample, each way */
    blocks_cell *shown, *wanted;
    bool unknown; /* the terminal may show anything */

    char *bytes; /* of the last change */
    size_t size, room;
    bool failed; /* memory ran out: bytes are not whole */
} blocks;

/* For a panel and a room of cells; false: no memory. */
bool blocks_open(blocks *b, tty_ability can, int width, int height, int columns, int rows);
void blocks_close(blocks *b);

/* Fills `bytes` with what turns the shown picture into this one, the panel's left top corner in the
 * cell `column`, `row` (from 1). */
void blocks_draw(blocks *b, const light *leds, int column, int row);

/* Text bytes behind the picture's. */
void blocks_add(blocks *b, const char *text);

#endif
