/* SPDX-License-Identifier: MIT */
#include "png_file.h"
#include "whole_file.h"

#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

static void to_bytes(const uint32_t *pixels, int width, png_byte *row) {
    for (int x = 0; x < width; x++) {
        row[3 * x] = (png_byte)(pixels[x] >> 16);
        row[3 * x + 1] = (png_byte)(pixels[x] >> 8);
        row[3 * x + 2] = (png_byte)pixels[x];
    }
}

/* libpng leaves by longjmp when the stream takes no more. */
static int write_rows(png_structp png, png_infop info, png_byte *row, const uint32_t *pixels,
                      const int size[3]) {
    if (setjmp(png_jmpbuf(png)))
        return -1;
    png_set_compression_level(png, 6);
    png_set_IHDR(png, info, (png_uint_32)size[0], (png_uint_32)size[1], 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(png, info);
    for (int y = 0; y < size[1]; y++) {
        to_bytes(pixels + (size_t)y * (size_t)size[2], size[0], row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return 0;
}

static void ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void leave(png_structp png, png_const_charp message) {
    (void)message;
    longjmp(png_jmpbuf(png), 1);
}

static int write_stream(FILE *stream, const uint32_t *pixels, const int size[3]) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, leave, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    png_byte *row = malloc((size_t)size[0] * 3);
    int result = -1;
    if (info && row) {
        png_init_io(png, stream);
        result = write_rows(png, info, row, pixels, size);
    }
    if (png)
        png_destroy_write_struct(&png, &info);
    free(row);
    return result;
}

int png_file_write(const char *path, const uint32_t *pixels, int width, int height, int stride) {
    whole_file file;
    const int size[3] = {width, height, stride};
    if (whole_file_open(&file, path) != 0)
        return -1;
    errno = 0;
    if (write_stream(file.stream, pixels, size) != 0) {
        errno = errno ? errno : EIO;
        whole_file_drop(&file);
        return -1;
    }
    return whole_file_keep(&file);
}
