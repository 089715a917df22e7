/* SPDX-License-Identifier: MIT
 *
 * Live values in a line's text, which the sign fills in while it runs:
 *
 *     {time}  {time:HH:MM:SS}      the clock; of HH MM SS any, other characters as they are
 *     {date}  {date:DD.MM.YYYY}    likewise of DD MM YYYY; without a form it is YYYY-MM-DD
 *     {0} ... {9}  {3:8}           a value given to the sign, in a place 6 figures wide, or 8
 *
 * Braces that hold anything else are text.
 */
#ifndef LIVE_H
#define LIVE_H

#include "plan.h"

/* Copies `text` to `out`, with each live value as the one code point under which the ROM knows it.
 * `font` is where it will be drawn. 0, or -1 with the message: more than MOTO_LIVE_MAX of them. */
int live_expand(plan *p, size_t font, const char *text, const char *place, buffer *out);

/* The live value of a code point, or null. */
plan_live *live_of(plan *p, uint32_t code_point);

/* Writes "{time:HH:MM}" and the like for a value of an opened ROM. */
void live_write(const moto_live *live, uint32_t figure_advance, buffer *out);

#endif
