/* SPDX-License-Identifier: MIT
 *
 * Pictures as a YUV4MPEG2 stream, to be piped into ffmpeg or mpv: 4:4:4, 8 bits, progressive,
 * square pixels, BT.709 matrix in limited range (16 to 235, 16 to 240), integer arithmetic.
 */
#ifndef Y4M_H
#define Y4M_H

#include <stdint.h>
#include <stdio.h>

typedef struct y4m {
    FILE *out;
    int width, height;
    uint8_t *row; /* one frame's three planes */
} y4m;

/* Writes the header; rate / scale frames a second. 0, or -1 with errno set. The stream stays the
 * caller's, who also ignores SIGPIPE so that a broken pipe is an error and not the end. */
int y4m_open(y4m *film, FILE *out, int width, int height, int rate, int scale);
/* pixels: 0xXXRRGGBB. 0, or -1 with errno set when the stream takes no more. */
int y4m_frame(y4m *film, const uint32_t *pixels, int stride);
/* Flushes. 0, or -1 with errno set. */
int y4m_close(y4m *film);

#endif
