/* SPDX-License-Identifier: MIT
 *
 * sign_equal WIRE.bin FILE.rom FILE.model: the words that the sign's firmware
 * (platform/cortex-m/sign.c) sent, given to the MAX7219 model, show the last of its frames as the
 * core on this machine has it.
 */
#include "../../core/motograph.h"

#include "max7219.h"

#include <stdio.h>

enum {
    WIDTH = 128,
    HEIGHT = 32,
    CHIPS = WIDTH / 8 * HEIGHT / 8,
    LAST_FRAME = 300, /* of host.c, and its step */
    STEP = 16667,
};

static uint8_t rom_bytes[65536], model_bytes[65536];
static uint64_t memory[MOTO_MEMORY(WIDTH, HEIGHT, 1)];

static long feed(const char *path, max7219 *chain) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    long words = 0;
    for (int low = fgetc(file); low != EOF; low = fgetc(file)) {
        if (words % CHIPS == 0)
            max7219_load(chain, false);
        max7219_word(chain, (uint16_t)(fgetc(file) << 8 | low));
        if (++words % CHIPS == 0)
            max7219_load(chain, true);
    }
    fclose(file);
    return words;
}

static uint32_t load(const char *path, uint8_t *bytes, size_t room) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    uint32_t size = (uint32_t)fread(bytes, 1, room, file);
    fclose(file);
    return size;
}

static bool open_ticker(char **paths, moto_model *model, moto_rom *rom, moto_ticker *ticker) {
    uint32_t rom_size = load(paths[0], rom_bytes, sizeof rom_bytes);
    uint32_t model_size = load(paths[1], model_bytes, sizeof model_bytes);
    return moto_model_open(model, model_bytes, model_size) == MOTO_OK &&
           moto_rom_open(rom, rom_bytes, rom_size, model, 1) == MOTO_OK && !rom->model_missing &&
           moto_ticker_init(ticker, rom, NULL, memory, sizeof memory, 0) == MOTO_OK;
}

/* LEDs that differ; -1 when none is lit. */
static int differences(const max7219 *chain, const moto_ticker *ticker) {
    int wrong = 0, lit = 0;
    for (unsigned y = 0; y < HEIGHT; y++) {
        uint32_t row[WIDTH / 32];
        moto_ticker_bits(ticker, y, row);
        for (unsigned x = 0; x < WIDTH; x++) {
            /* Upright modules, from the top right to the left, row by row. */
            unsigned chip = y / 8 * (WIDTH / 8) + WIDTH / 8 - 1 - x / 8;
            unsigned shown = (unsigned)chain->chip[chip].digits[y % 8] >> (7 - x % 8) & 1u;
            unsigned expected = row[x / 32] >> x % 32 & 1u;
            wrong += shown != expected;
            lit += expected == 1;
        }
    }
    return lit > 0 ? wrong : -1;
}

int main(int count, char **arguments) {
    moto_model model;
    moto_rom rom;
    moto_ticker ticker;
    max7219 chain;
    if (count != 4 || !max7219_open(&chain, CHIPS))
        return 2;
    long words = feed(arguments[1], &chain);
    int wrong = -1;
    if (open_ticker(arguments + 2, &model, &rom, &ticker)) {
        moto_ticker_at(&ticker, (uint64_t)LAST_FRAME * STEP);
        wrong = differences(&chain, &ticker);
    }
    printf("%ld words, %d LEDs differ, %lu violations\n", words, wrong,
           (unsigned long)chain.violations.total);
    bool good = wrong == 0 && chain.violations.total == 0;
    good &= words > 1000L * CHIPS;
    max7219_close(&chain);
    return good ? 0 : 1;
}
