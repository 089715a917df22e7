/* SPDX-License-Identifier: MIT
 *
 * The light buffer: what the panel's LEDs gave off during one exposure. Panels fill it, every view
 * (window, terminal, picture) draws it, and nothing but the panel knows where the light came from.
 */
#ifndef LIGHT_H
#define LIGHT_H

#include <stdint.h>

/* Linear light: 65535 is an LED that was fully lit during the whole exposure. */
typedef struct light_led {
    uint16_t red;
    uint16_t green;
    uint16_t blue;
} light_led;

typedef struct light {
    int width;       /* LEDs, 1 to 4096 */
    int height;      /* LEDs, 1 to 256 */
    light_led *leds; /* row-major, width * height of them */
} light;

/* A dark buffer; leds is null when memory ran out. light_free takes any light_make result. */
light light_make(int width, int height);
void light_free(light *buffer);

#endif
