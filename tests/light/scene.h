/* SPDX-License-Identifier: MIT
 *
 * Light buffers to draw test pictures from.
 */
#ifndef SCENE_H
#define SCENE_H

#include "light.h"

/* name: ramp (levels rise to the right in four colours), white, dark, one (a single LED in the
 * middle), mixed (blocks, lines and single LEDs of many colours). 0, or -1 for another name. */
int scene_draw(const char *name, light *out);
/* A binary PPM, one pixel for an LED, sRGB taken as a power of 2.2; leds is null when that failed.
 */
light scene_read(const char *path);

#endif
