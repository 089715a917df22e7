/* SPDX-License-Identifier: MIT */
#include "y4m.h"

#include <inttypes.h>

bool y4m_begin(FILE *out, int width, int height, uint32_t fps_milli) {
    return fprintf(out, "YUV4MPEG2 W%d H%d F%" PRIu32 ":1000 Ip A1:1 C444 XCOLORRANGE=LIMITED\n",
                   width, height, fps_milli) > 0;
}

/* Weights x 65536 for red, green, blue, then what is added. */
static void write_plane(FILE *out, const uint32_t *pixels, size_t count, const int weights[4]) {
    for (size_t i = 0; i < count; i++) {
        int red = (int)(pixels[i] >> 16 & 255), green = (int)(pixels[i] >> 8 & 255);
        int blue = (int)(pixels[i] & 255);
        int sum = weights[0] * red + weights[1] * green + weights[2] * blue + 32768;
        putc((sum + weights[3] * 65536) >> 16, out);
    }
}

bool y4m_frame(FILE *out, const uint32_t *pixels, int width, int height) {
    static const int planes[3][4] = {
        {16829, 33039, 6416, 16}, {-9714, -19070, 28784, 128}, {28784, -24103, -4681, 128}};
    fputs("FRAME\n", out);
    for (int i = 0; i < 3; i++)
        write_plane(out, pixels, (size_t)width * (size_t)height, planes[i]);
    return !ferror(out);
}
