/* SPDX-License-Identifier: MIT
 *
 * Time to position, in integers. A position is a number of 1/256 pixels and a function of time; no
 * error accumulates, for nothing does.
 */
#ifndef MOTO_MOTION_H
#define MOTO_MOTION_H

#include "rom.h"

#include <stdint.h>

/* floor(time * speed + 1/2) in units of 1/256 pixel. Rounding to the nearest unit keeps a speed
 * that is crisp crisp, although a refresh begins at a whole microsecond only. time < 2^53, speed at
 * most MOTO_SPEED_MAX. */
uint64_t moto_position(uint64_t time, moto_speed speed);

/* The first time at which `pixels` have been gone: the least t with moto_position(t) >= 256 pixels.
 */
uint64_t moto_time_of(uint64_t pixels, moto_speed speed);

/* The beginning of refresh `number`, to the nearest microsecond, at num / den hertz. */
uint64_t moto_refresh_time(uint64_t number, uint32_t num, uint32_t den);

/* The first refresh that begins at or after `time`. */
uint64_t moto_refresh_after(uint64_t time, uint32_t num, uint32_t den);

/* The speed nearest to `wanted` that moves a whole number of pixels each refresh, or one pixel each
 * whole number of refreshes. Any other speed judders on a panel without grey levels. */
moto_speed moto_speed_crisp(moto_speed wanted, uint32_t num, uint32_t den);

#endif
