/* SPDX-License-Identifier: MIT */
#include "light.h"

#include <stdlib.h>

light light_make(int width, int height) {
    light buffer = {width, height, NULL};
    buffer.leds = calloc((size_t)width * (size_t)height, sizeof *buffer.leds);
    return buffer;
}

void light_free(light *buffer) {
    free(buffer->leds);
    *buffer = (light){0, 0, NULL};
}
