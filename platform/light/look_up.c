/* SPDX-License-Identifier: MIT
 *
 * Alone in its file because it must not be vectorised: gathered by a vector unit that has no
 * gather, a table look-up costs more than one value after another.
 */
#include "tone.h"

enum {
    TOGETHER = 8
};

void tone_look_up(const tone *camera, uint16_t *values, int count) {
    const uint16_t *restrict code = camera->code;
    for (int at = 0; at < count; at += TOGETHER) {
        uint16_t *restrict value = values + at;
        for (int i = 0; i < TOGETHER; i++)
            value[i] = code[value[i]];
    }
}
