/* SPDX-License-Identifier: MIT
 *
 * What attributes mean in a ROM: colours as linear light, speeds, effects and schedules.
 */
#ifndef INKS_H
#define INKS_H

#include "plan.h"

/* Puts the standard ink, amber, first. */
void inks_begin(plan *p);

/* The ink of a line or zone of that kind; alerts are red unless told otherwise. When the palette is
 * full, the nearest ink there is. */
void look_ink(plan *p, const attributes *look, moto_kind kind, uint8_t *ink);

/* Leaves the speed as it is when none is given. -1 with the message: out of the sign's range. */
int look_speed(plan *p, const attributes *look, const char *file, int number, moto_speed *speed);

void look_effect(const attributes *look, uint8_t *effect);
void look_direction(const attributes *look, uint8_t *direction);

/* The window outside of which a line is not shown; 0xFF: always. */
int look_schedule(plan *p, const attributes *look, const char *file, int number, uint8_t *schedule);

#endif
