/* SPDX-License-Identifier: MIT */
#include "y4m.h"

#include <stdlib.h>

int y4m_open(y4m *film, FILE *out, int width, int height, int rate, int scale) {
    *film = (y4m){out, width, height, malloc((size_t)width * (size_t)height * 3)};
    if (!film->row)
        return -1;
    int written = fprintf(out, "YUV4MPEG2 W%d H%d F%d:%d Ip A1:1 C444 XCOLORRANGE=LIMITED\n", width,
                          height, rate, scale);
    if (written > 0)
        return 0;
    free(film->row);
    film->row = NULL;
    return -1;
}

/* Coefficients of BT.709 times 65536, scaled to the limited range; those of a chroma sum to 0. */
static void convert(uint32_t pixel, uint8_t *y, uint8_t *cb, uint8_t *cr) {
    int32_t red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
    *y = (uint8_t)((11966 * red + 40254 * green + 4064 * blue + (16 << 16) + 32768) >> 16);
    *cb = (uint8_t)((28785 * blue - 6596 * red - 22189 * green + (128 << 16) + 32768) >> 16);
    *cr = (uint8_t)((28784 * red - 26145 * green - 2639 * blue + (128 << 16) + 32768) >> 16);
}

int y4m_frame(y4m *film, const uint32_t *pixels, int stride) {
    size_t plane = (size_t)film->width * (size_t)film->height, at = 0;
    for (int y = 0; y < film->height; y++)
        for (int x = 0; x < film->width; x++, at++)
            convert(pixels[(size_t)y * (size_t)stride + (size_t)x], film->row + at,
                    film->row + plane + at, film->row + 2 * plane + at);
    if (fputs("FRAME\n", film->out) == EOF)
        return -1;
    return fwrite(film->row, 1, 3 * plane, film->out) == 3 * plane ? 0 : -1;
}

int y4m_close(y4m *film) {
    free(film->row);
    film->row = NULL;
    return fflush(film->out) == 0 && !ferror(film->out) ? 0 : -1;
}
