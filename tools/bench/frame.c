/* SPDX-License-Identifier: MIT
 *
 * What a frame of a one-bit sign costs: the functions that callgrind counts for the benchmark.
 * frame.sh runs it; alone it does nothing of use.
 */
#include "motograph.h"

#include <stdio.h>
#include <stdlib.h>

void bench_frame(moto_ticker *ticker, uint64_t time, uint32_t *frame);
void bench_slide(moto_ticker *ticker, uint64_t time);

/* A whole frame of 128x32 into a row-major frame of 512 bytes. */
__attribute__((noinline)) void bench_frame(moto_ticker *ticker, uint64_t time, uint32_t *frame) {
    moto_ticker_at(ticker, time);
    moto_ticker_frame(ticker, frame);
}

/* The window moves; nothing is drawn. */
__attribute__((noinline)) void bench_slide(moto_ticker *ticker, uint64_t time) {
    moto_ticker_at(ticker, time);
}

static uint8_t *read_all(const char *path, uint32_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long length = ftell(file);
    uint8_t *bytes = length > 0 ? malloc((size_t)length) : NULL;
    rewind(file);
    bool whole = bytes && fread(bytes, 1, (size_t)length, file) == (size_t)length;
    fclose(file);
    *size = (uint32_t)length;
    return whole ? bytes : NULL;
}

/* bench_frame ROM MODEL|- frame|slide COUNT: COUNT frames of one pixel each, window full. */
int main(int argc, char **argv) {
    static uint64_t memory[MOTO_MEMORY(128, 32, 2)];
    moto_rom rom;
    moto_model model;
    moto_ticker ticker;
    uint32_t size, model_size, frame[128];
    if (argc != 5)
        return 2;
    uint8_t *bytes = read_all(argv[1], &size);
    bool coded = argv[2][0] != '-';
    uint8_t *model_bytes = coded ? read_all(argv[2], &model_size) : NULL;
    if (!bytes || (coded && (!model_bytes || moto_model_open(&model, model_bytes, model_size))))
        return 1;
    if (moto_rom_open(&rom, bytes, size, &model, coded) || rom.model_missing)
        return 1;
    if (moto_ticker_init(&ticker, &rom, NULL, memory, sizeof memory, 0))
        return 1;
    bool whole = argv[3][0] == 'f';
    for (uint64_t n = 0, count = strtoull(argv[4], NULL, 10); n < count; n++) {
        uint64_t time = moto_refresh_time(200 + n, 60, 1);
        if (n == 0)
            moto_ticker_at(&ticker, time);
        else if (whole)
            bench_frame(&ticker, time, frame);
        else
            bench_slide(&ticker, time);
    }
    printf("%u\n", frame[0] & 1);
    free(bytes);
    free(model_bytes);
    return 0;
}
