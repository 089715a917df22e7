/* SPDX-License-Identifier: MIT
 *
 * A plain column latch, for signs whose dots stay as they were set: flip-dots, bulbs with relays.
 *
 * This is no model of a real part. Such signs have as many ways to be driven as makers; what they
 * have in common is that a column is set at a time and keeps its state without being refreshed.
 *
 * Not emulated: coils and their pulses, how long a dot takes to turn or a filament to glow.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    COLUMNS_RANGE,  /* a column that the sign does not have */
    COLUMNS_LENGTH, /* more or fewer bytes than a column has */
    COLUMNS_VIOLATIONS,
};

typedef struct columns {
    int width;
    int height;
    violations violations;
    uint8_t *bytes; /* by column, bit 0 of the first byte on top */
} columns;

/* All dots off. False when memory ran out. */
bool columns_open(columns *sign, int width, int height);
void columns_close(columns *sign);

void columns_set(columns *sign, int x, const uint8_t *bytes, int count);
bool columns_dot(const columns *sign, int x, int y);

#endif
