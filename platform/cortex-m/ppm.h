/* SPDX-License-Identifier: MIT
 *
 * Pictures as QEMU takes them of a display: binary PPM, 8 bits a colour.
 */
#ifndef PPM_H
#define PPM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct ppm {
    int width;
    int height;
    uint32_t *pixels; /* 0x00RRGGBB; null when the file is no such picture */
} ppm;

static inline ppm ppm_read(const char *path) {
    ppm picture = {0, 0, NULL};
    FILE *file = fopen(path, "rb");
    if (!file)
        return picture;
    int scanned = fscanf(file, "P6 %5d %5d 255", &picture.width, &picture.height);
    size_t count = (size_t)picture.width * (size_t)picture.height;
    if (scanned == 2 && fgetc(file) == '\n')
        picture.pixels = calloc(count, sizeof *picture.pixels);
    for (size_t i = 0; picture.pixels && i < count; i++) {
        int red = fgetc(file), green = fgetc(file), blue = fgetc(file);
        if (blue == EOF) {
            free(picture.pixels);
            picture.pixels = NULL;
            break;
        }
        picture.pixels[i] = (uint32_t)(red << 16 | green << 8 | blue);
    }
    fclose(file);
    return picture;
}

#endif
