/* SPDX-License-Identifier: MIT
 *
 * What the LEDs, filaments and discs of a look do with the light they are told to give.
 */
#ifndef INERTIA_H
#define INERTIA_H

#include "light.h"
#include "style.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    INERTIA_DISC_US = 50000,   /* a disc's half turn */
    INERTIA_ATTACK_US = 55000, /* time constants of a filament: heat up to 63 % */
    INERTIA_DECAY_US = 110000,
};

typedef struct inertia {
    const look_style *style;
    int leds_wide, leds_high;
    uint16_t *spread;   /* of each LED: 65535 = brightest of its bin */
    uint16_t *state;    /* filament: heat; disc: turned, 65535 = coloured face. Else null */
    uint16_t *shown[3]; /* what each LED gives off, row-major; a disc's face in [0] */
    uint16_t *glow;     /* filament: colour by heat / 256, three values each, 257 of them */
    uint16_t *row[3];   /* scratch */
    uint16_t colour[3]; /* one-colour looks */
    uint64_t time_us;
    bool steady;   /* the next light has been there for ever */
    bool moving;   /* some state has not arrived */
    uint32_t turn; /* of this call: what a disc turns, and a filament keeps of its distance */
    uint32_t kept_rising, kept_falling;
    void *memory;
} inertia;

bool inertia_make(inertia *made, const look_style *style, int leds_wide, int leds_high);
void inertia_free(inertia *made);
void inertia_reset(inertia *i);

/* Begins a call at this time; then every row once, top to bottom. */
void inertia_begin(inertia *i, uint64_t time_us);
/* Works out row y into i->row; the caller compares it with what was shown and keeps it. */
void inertia_row(inertia *i, int y, const light_led *leds);

#endif
