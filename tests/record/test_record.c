/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "gif.h"
#include "look.h"
#include "y4m.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    FRAMES = 6,
    MOST = 1 << 20
};

static char folder[] = "/tmp/motograph-record-XXXXXX";
static char path[64], again[64];
static look_renderer *look;
static uint32_t *film[FRAMES];
static uint32_t palette[GIF_COLOURS];
static int width, height;

/* A bar that moves; the fourth frame is the third once more. */
static int set_up(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/a.gif", folder);
    snprintf(again, sizeof again, "%s/b.gif", folder);
    look = look_open("hub75-p4", 24, 8, 8, LOOK_BEZEL_OWN);
    light now = light_make(24, 8);
    width = look_width(look);
    height = look_height(look);
    size_t count = (size_t)width * (size_t)height;
    for (int f = 0; f < FRAMES; f++) {
        film[f] = calloc(count, sizeof **film);
        for (int i = 0; i < 24 * 8; i++)
            now.leds[i] = i % 24 == (f == 3 ? 2 : f) * 3 ? (light_led){65535, 20000, 0}
                                                         : (light_led){0, 0, 0};
        look_redraw(look);
        look_draw(look, &now, 0, film[f], width);
    }
    light_free(&now);
    return gif_palette_of_look("hub75-p4", palette);
}

static int tear_down(void **state) {
    (void)state;
    for (int f = 0; f < FRAMES; f++)
        free(film[f]);
    look_close(look);
    unlink(path);
    unlink(again);
    return rmdir(folder); /* fails when anything was left beside */
}

static int write_film(const char *name) {
    gif *g = gif_open(name, width, height, palette);
    assert_non_null(g);
    int failed = 0;
    for (int f = 0; f < FRAMES && !failed; f++)
        failed = gif_frame(g, film[f], width, 2);
    return gif_close(g) != 0 || failed ? -1 : 0;
}

static size_t read_file(const char *name, uint8_t *bytes) {
    FILE *in = fopen(name, "rb");
    assert_non_null(in);
    size_t count = fread(bytes, 1, MOST, in);
    fclose(in);
    return count;
}

/* A decoder of its own, for the test: one image's indices from its sub-blocks. */
typedef struct unpacker {
    const uint8_t *at;
    int block, bit_count;
    uint32_t bits;
} unpacker;

static int next_code(unpacker *u, int size) {
    while (u->bit_count < size) {
        if (u->block == 0)
            u->block = *u->at++;
        u->bits |= (uint32_t)*u->at++ << u->bit_count;
        u->bit_count += 8;
        u->block--;
    }
    int code = (int)(u->bits & ((1u << size) - 1));
    u->bits >>= size;
    u->bit_count -= size;
    return code;
}

static const uint8_t *unpack(const uint8_t *at, uint8_t *out, size_t expected) {
    static uint16_t prefix[4097], length[4097];
    static uint8_t last[4097];
    unpacker u = {.at = at + 1};
    int size = 9, next = 258, previous = -1;
    size_t count = 0;
    assert_int_equal(*at, 8);
    for (int code; (code = next_code(&u, size)) != 257;) {
        if (code == 256) {
            size = 9;
            next = 258;
            previous = -1;
            continue;
        }
        assert_true(code < next || (code == next && previous >= 0));
        int known = code < next ? code : previous;
        size_t run = (known < 256 ? 1u : length[known]) + (code < next ? 0u : 1u);
        assert_true(count + run <= expected);
        int walk = known;
        size_t end = count + run - (code < next ? 0 : 1);
        for (; walk >= 258; walk = prefix[walk])
            out[--end] = last[walk];
        out[--end] = (uint8_t)walk;
        if (code >= next)
            out[count + run - 1] = out[count];
        if (previous >= 0 && next < 4096) {
            prefix[next] = (uint16_t)previous;
            last[next] = out[count];
            length[next] = (uint16_t)((previous < 256 ? 1 : length[previous]) + 1);
            next++;
        }
        if (next == 1 << size && size < 12)
            size++;
        previous = code;
        count += run;
    }
    assert_int_equal(count, expected);
    assert_int_equal(u.block, 0);
    assert_int_equal(*u.at, 0);
    return u.at + 1;
}

static int get16(const uint8_t *at) {
    return at[0] | at[1] << 8;
}

/* Dither is right on the average of its matrix: compares the means of 4 x 4 pixels. */
static double mean_error(const uint8_t *shown, const uint8_t *colours, const uint32_t *pixels) {
    double sum = 0;
    int blocks = 0;
    for (int y = 0; y + 4 <= height; y += 4)
        for (int x = 0; x + 4 <= width; x += 4, blocks++)
            for (int c = 0; c < 3; c++) {
                int away = 0;
                for (int i = 0; i < 16; i++) {
                    int at = (y + i / 4) * width + x + i % 4;
                    away += colours[shown[at] * 3 + c] - (int)(pixels[at] >> (16 - 8 * c) & 255);
                }
                sum += abs(away) / 16.0;
            }
    return sum / (blocks * 3);
}

static void test_decodes(void **state) {
    (void)state;
    static uint8_t bytes[MOST];
    assert_int_equal(write_film(path), 0);
    size_t count = read_file(path, bytes);
    assert_memory_equal(bytes, "GIF89a", 6);
    assert_int_equal(get16(bytes + 6), width);
    assert_int_equal(get16(bytes + 8), height);
    const uint8_t *colours = bytes + 13, *at = bytes + 13 + 768 + 19;
    uint8_t *shown = calloc((size_t)width * (size_t)height, 1);
    uint8_t *patch = malloc((size_t)width * (size_t)height);
    static const int frame_at[] = {0, 1, 2, 4, 5}, lasts[] = {2, 2, 4, 2, 2};
    int images = 0;
    for (; *at == 0x21; images++) {
        assert_true(images < 5);
        assert_int_equal(get16(at + 4), lasts[images]);
        int x0 = get16(at + 9), y0 = get16(at + 11), w = get16(at + 13), h = get16(at + 15);
        assert_true(x0 + w <= width && y0 + h <= height);
        at = unpack(at + 18, patch, (size_t)w * (size_t)h);
        for (int i = 0; i < w * h; i++)
            if (patch[i] != GIF_COLOURS)
                shown[(y0 + i / w) * width + x0 + i % w] = patch[i];
        assert_true(mean_error(shown, colours, film[frame_at[images]]) < 3.0);
    }
    assert_int_equal(images, 5);
    assert_int_equal(*at, 0x3b);
    assert_int_equal(at + 1 - bytes, count);
    free(shown);
    free(patch);
}

static void test_same_bytes(void **state) {
    (void)state;
    static uint8_t one[MOST], two[MOST];
    assert_int_equal(write_film(path), 0);
    assert_int_equal(write_film(again), 0);
    size_t count = read_file(path, one);
    assert_int_equal(read_file(again, two), count);
    assert_memory_equal(one, two, count);
}

/* Noise fills the table of codes over and over. */
static void test_noise(void **state) {
    (void)state;
    static uint8_t bytes[MOST];
    uint32_t *noise = malloc(300 * 200 * sizeof *noise), seed = 1;
    uint8_t *indices = malloc(300 * 200);
    for (int i = 0; i < 300 * 200; i++)
        noise[i] = (seed = seed * 1664525u + 1013904223u) >> 8;
    gif *g = gif_open(path, 300, 200, palette);
    assert_int_equal(gif_frame(g, noise, 300, 2), 0);
    assert_int_equal(gif_close(g), 0);
    size_t count = read_file(path, bytes);
    const uint8_t *end = unpack(bytes + 13 + 768 + 19 + 18, indices, 300 * 200);
    assert_int_equal(end + 1 - bytes, count);
    free(noise);
    free(indices);
}

static void test_full_disk(void **state) {
    (void)state;
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 3000;
    signal(SIGXFSZ, SIG_IGN);
    unlink(path);
    setrlimit(RLIMIT_FSIZE, &small);
    int result = write_film(path);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(result, -1);
    assert_int_equal(access(path, F_OK), -1);
    assert_null(gif_open("/no/such/folder/a.gif", 4, 4, palette));
    assert_int_equal(errno, ENOENT);
    assert_null(gif_open(path, 0, 4, palette));
    gif_drop(gif_open(path, 4, 4, palette));
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(gif_palette_of_look("no such look", palette), -1);
}

static void test_y4m(void **state) {
    (void)state;
    static const uint32_t pixels[] = {0xffffff, 0x000000, 0xff0000, 0x00ff00, 0x0000ff, 0x808080};
    static const uint8_t expected[] = {235, 16,  63,  173, 32,  126, 128, 128, 102,
                                       42,  240, 128, 128, 128, 240, 26,  118, 128};
    char *text = NULL;
    size_t count = 0;
    FILE *out = open_memstream(&text, &count);
    y4m y;
    assert_int_equal(y4m_open(&y, out, 3, 2, 50, 1), 0);
    assert_int_equal(y4m_frame(&y, pixels, 3), 0);
    assert_int_equal(y4m_close(&y), 0);
    fclose(out);
    static const char head[] = "YUV4MPEG2 W3 H2 F50:1 Ip A1:1 C444 XCOLORRANGE=LIMITED\nFRAME\n";
    assert_int_equal(count, sizeof head - 1 + sizeof expected);
    assert_memory_equal(text, head, sizeof head - 1);
    for (size_t i = 0; i < sizeof expected; i++)
        assert_in_range((uint8_t)text[sizeof head - 1 + i], expected[i] - 1u, expected[i] + 1u);
    free(text);
}

static void test_broken_pipe(void **state) {
    (void)state;
    int ends[2], failed = 0;
    y4m y;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    FILE *out = fdopen(ends[1], "wb");
    assert_int_equal(y4m_open(&y, out, width, height, 60, 1), 0);
    close(ends[0]);
    for (int f = 0; f < FRAMES && !failed; f++)
        failed = y4m_frame(&y, film[f], width);
    assert_int_equal(failed, -1);
    assert_int_equal(errno, EPIPE);
    assert_int_equal(y4m_close(&y), -1);
    fclose(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decodes), cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_noise),   cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_y4m),     cmocka_unit_test(test_broken_pipe),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
