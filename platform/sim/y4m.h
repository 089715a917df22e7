/* SPDX-License-Identifier: MIT
 *
 * A raw film for ffmpeg and players: YUV4MPEG2, 4:4:4, the colours of BT.601 in studio range.
 */
#ifndef Y4M_H
#define Y4M_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Each gives false when the stream failed. `fps_milli`: frames a second x 1000. */
bool y4m_begin(FILE *out, int width, int height, uint32_t fps_milli);
/* Pixels 0xXXRRGGBB, row-major. */
bool y4m_frame(FILE *out, const uint32_t *pixels, int width, int height);

#endif
