/* SPDX-License-Identifier: MIT
 *
 * One hash of the pixels for each look at some pitches: LOOK PITCH HASH, a line each. hashes.txt
 * holds what it prints; every compiler and machine must print the same. After a look was changed on
 * purpose: build/dev/tests/light/light_hash > tests/light/hashes.txt
 */
#include "look.h"
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>

static uint64_t hash_of(const uint32_t *pixels, int count) {
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < count; i++)
        for (int shift = 0; shift < 24; shift += 8)
            hash = (hash ^ (pixels[i] >> shift & 255)) * 1099511628211u;
    return hash;
}

static int print_hash(const char *name, double pitch) {
    look_renderer *look = look_open(name, 45, 18, pitch, LOOK_BEZEL_OWN);
    light now = light_make(45, 18);
    if (!look || !now.leds)
        return 1;
    int count = look_width(look) * look_height(look);
    uint32_t *pixels = calloc((size_t)count, sizeof *pixels);
    scene_draw("ramp", &now);
    look_draw(look, &now, 0, pixels, look_width(look));
    scene_draw("mixed", &now);
    look_draw(look, &now, 20000, pixels, look_width(look));
    printf("%s %g %016llx\n", name, pitch, (unsigned long long)hash_of(pixels, count));
    free(pixels);
    light_free(&now);
    look_close(look);
    return 0;
}

int main(void) {
    static const double pitches[] = {2, 3.5, 5.125, 8, 20};
    for (int i = 0; i < look_count(); i++)
        for (int k = 0; k < 5; k++)
            if (print_hash(look_name(i), pitches[k]) != 0)
                return 1;
    return 0;
}
