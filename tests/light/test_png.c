/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "png_file.h"

#include <png.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    WIDTH = 61,
    HEIGHT = 17,
    STRIDE = 64
};

static char folder[] = "/tmp/motograph-png-XXXXXX";
static char path[64];
static uint32_t pixels[HEIGHT * STRIDE];

static int set_up(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/a.png", folder);
    uint32_t seed = 3;
    for (int i = 0; i < HEIGHT * STRIDE; i++)
        pixels[i] = seed = seed * 1664525u + 1013904223u;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder); /* fails when anything was left beside */
}

static void test_reads_back(void **state) {
    (void)state;
    assert_int_equal(png_file_write(path, pixels, WIDTH, HEIGHT, STRIDE), 0);
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, path));
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    image.format = PNG_FORMAT_RGB;
    unsigned char rows[HEIGHT * WIDTH * 3];
    assert_true(png_image_finish_read(&image, NULL, rows, 0, NULL));
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            const unsigned char *p = rows + (y * WIDTH + x) * 3;
            uint32_t read = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
            assert_int_equal(read, pixels[y * STRIDE + x] & 0xffffff);
        }
}

static void test_no_folder(void **state) {
    (void)state;
    errno = 0;
    assert_int_equal(png_file_write("/no/such/folder/a.png", pixels, 1, 1, 1), -1);
    assert_int_equal(errno, ENOENT);
}

/* A limit on the size of files stands for the full disk. */
static void test_full_disk(void **state) {
    (void)state;
    struct rlimit old, small = {1000, 0};
    getrlimit(RLIMIT_FSIZE, &old);
    small.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    unlink(path);
    setrlimit(RLIMIT_FSIZE, &small);
    int result = png_file_write(path, pixels, WIDTH, HEIGHT, STRIDE);
    int error = errno;
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(result, -1);
    assert_int_equal(error, EFBIG);
    assert_int_equal(access(path, F_OK), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_back),
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_full_disk),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
