/* SPDX-License-Identifier: MIT */
#include "frames.h"

#include "../../core/motograph.h"

#include <string.h>

enum {
    MEMORY_WORDS = 600, /* of 64 bits */
    WIDTH_MAX = 192,
    STEP = 41667, /* microseconds between frames: no multiple of anything */
};

static uint64_t memory[MEMORY_WORDS];

/* FNV-1a's step, on 32 bits at a time: a hash that a Cortex-M0 can bear. */
static uint32_t add(uint32_t hash, uint32_t word) {
    return (hash ^ word) * UINT32_C(16777619);
}

typedef struct sums {
    uint32_t bits;
    uint32_t colours;
} sums;

static void add_frame(sums *hash, const moto_ticker *ticker, uint32_t width, uint32_t height) {
    static uint32_t bits[WIDTH_MAX / 32];
    static moto_colour row[WIDTH_MAX];
    for (uint32_t y = 0; y < height; y++) {
        moto_ticker_bits(ticker, y, bits);
        for (uint32_t word = 0; word < (width + 31) / 32; word++)
            hash->bits = add(hash->bits, bits[word]);
        moto_ticker_colours(ticker, y, row);
        for (uint32_t x = 0; x < width; x++) {
            uint32_t led = row[x].red | (uint32_t)row[x].green << 16;
            hash->colours = add(add(hash->colours, led), row[x].blue);
        }
    }
}

/* Half of the frames forwards, then half of them with leaps back and forth. */
static uint64_t time_of(uint32_t frame, uint32_t frames) {
    if (frame < frames / 2)
        return (uint64_t)frame * STEP;
    return (uint64_t)(frame * UINT32_C(2654435761) >> 8) * 7;
}

static int show(const frames_rom *from, uint32_t frames, sums *hash) {
    moto_rom rom;
    moto_model model;
    moto_ticker ticker;
    uint32_t models = from->model ? 1 : 0;
    if (models && moto_model_open(&model, from->model, from->model_size) != MOTO_OK)
        return 1;
    if (moto_rom_open(&rom, from->bytes, from->size, &model, models) != MOTO_OK)
        return 1;
    if (rom.width > WIDTH_MAX || rom.model_missing)
        return 1;
    if (moto_ticker_init(&ticker, &rom, NULL, memory, sizeof memory, 0) != MOTO_OK)
        return 1;
    for (uint32_t frame = 0; frame < frames; frame++) {
        moto_ticker_at(&ticker, time_of(frame, frames));
        add_frame(hash, &ticker, rom.width, rom.height);
    }
    return 0;
}

static char *put_hex(char *to, uint32_t number) {
    for (int shift = 28; shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[number >> shift & 15];
    return to;
}

static char *put_text(char *to, const char *text) {
    size_t length = strlen(text);
    memcpy(to, text, length);
    return to + length;
}

int frames_run(void (*print)(const char *text)) {
    int failed = 0;
    for (uint32_t i = 0; i < frames_rom_count; i++) {
        sums hash = {UINT32_C(2166136261), UINT32_C(2166136261)};
        char line[100];
        if (show(&frames_roms[i], FRAMES_TOTAL / frames_rom_count, &hash) != 0) {
            failed = 1;
            hash = (sums){0, 0};
        }
        char *end = put_hex(line, hash.bits);
        *end++ = ' ';
        end = put_hex(end, hash.colours);
        *end++ = ' ';
        end = put_text(end, frames_roms[i].name);
        *end++ = '\n';
        *end = '\0';
        print(line);
    }
    return failed;
}
