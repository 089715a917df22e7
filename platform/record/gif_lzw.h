/* SPDX-License-Identifier: MIT
 *
 * GIF's compression: LZW of 8-bit indices with codes of 9 to 12 bits (GIF89a, appendix F).
 */
#ifndef GIF_LZW_H
#define GIF_LZW_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Writes the minimum code size, the sub-blocks and their end; what fails shows in ferror. */
void gif_lzw_write(FILE *out, const uint8_t *indices, size_t count);

#endif
