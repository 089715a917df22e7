/* SPDX-License-Identifier: MIT */
#include "font_kind.h"

#include <stdio.h>

int font_outline_open(font_source *font, const char *path, int rows, char *error,
                      size_t error_size) {
    (void)font;
    (void)rows;
    snprintf(error, error_size, "%s: neither a font of ours nor a .font file", path);
    return -1;
}
