/* SPDX-License-Identifier: MIT
 *
 * A picture as a PNG file (8-bit RGB, sRGB chunk). The file is written beside its place and
 * renamed, so that it appears whole or not at all. The same pixels give the same bytes with the
 * same libpng and zlib: no time stamp, no text.
 */
#ifndef PNG_FILE_H
#define PNG_FILE_H

#include <stdint.h>

/* pixels: 0xXXRRGGBB, `stride` pixels from row to row. 0, or -1 with errno set (disk full, no such
 * folder, out of memory); then path is as it was. */
int png_file_write(const char *path, const uint32_t *pixels, int width, int height, int stride);

#endif
