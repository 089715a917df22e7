/* SPDX-License-Identifier: MIT */
#include "max7219.h"

#include "scan.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIGITS = 8,
    SEGMENTS = 8,
    CLOCK_HERTZ_MAX = 10000000,
    SLOT_NANOSECONDS = 156250,
};

static const char *const texts[MAX7219_VIOLATIONS] = {
    [MAX7219_RAGGED] = "LOAD rose in the middle of a word",
    [MAX7219_SHORT] = "LOAD rose before every chip of the chain had a new word",
    [MAX7219_ADDRESS] = "write to a register that does not exist",
    [MAX7219_SCAN_LIMIT] = "scan limit of three digits or fewer overheats the digit drivers",
    [MAX7219_TOO_FAST] = "clock of more than 10 MHz",
};

bool max7219_open(max7219 *chain, int chips) {
    *chain = (max7219){.chips = chips, .violations = {.texts = texts}, .load = true};
    chain->chip = calloc((size_t)chips, sizeof *chain->chip);
    chain->module = calloc((size_t)chips, sizeof *chain->module);
    chain->words = calloc((size_t)chips, sizeof *chain->words);
    if (chain->chip && chain->module && chain->words)
        return true;
    max7219_close(chain);
    return false;
}

void max7219_close(max7219 *chain) {
    free(chain->chip);
    free(chain->module);
    free(chain->words);
    *chain = (max7219){0};
}

static void push_word(max7219 *chain, uint16_t word) {
    chain->newest = (chain->newest + 1) % chain->chips;
    chain->words[chain->newest] = word;
}

static void shift_bit(max7219 *chain, bool din) {
    chain->bits_since_select++;
    chain->partial = (chain->partial << 1 | (din ? 1u : 0u)) & 0xFFFF;
    if (++chain->partial_bits < 16)
        return;
    push_word(chain, (uint16_t)chain->partial);
    chain->partial_bits = 0;
}

void max7219_word(max7219 *chain, uint16_t word) {
    if (chain->partial_bits == 0) {
        push_word(chain, word);
        chain->bits_since_select += 16;
        return;
    }
    for (int bit = 15; bit >= 0; bit--)
        shift_bit(chain, word >> bit & 1);
}

/* Whole words in the chain, 0 the newest. */
static unsigned word_before(const max7219 *chain, int age) {
    return chain->words[(chain->newest - age + chain->chips) % chain->chips];
}

/* What stands in one chip's shift register. */
static unsigned register_of(const max7219 *chain, int chip) {
    unsigned bits = chain->partial_bits;
    if (bits == 0)
        return word_before(chain, chip);
    unsigned newer = chain->partial & ((1u << bits) - 1);
    if (chip > 0)
        newer = word_before(chain, chip - 1) >> (16 - bits);
    /* With a partial word, the last chip's register begins in the oldest whole word. */
    unsigned older = word_before(chain, chip);
    return (older << bits | newer) & 0xFFFF;
}

bool max7219_dout(const max7219 *chain) {
    return register_of(chain, chain->chips - 1) >> 15;
}

static void obey(max7219 *chain, max7219_chip *chip, unsigned word) {
    unsigned address = word >> 8 & 0xF;
    uint8_t data = word & 0xFF;
    switch (address) {
    case 0x0:
        break;
    case 0x9:
        chip->decode = data;
        break;
    case 0xA:
        chip->intensity = data & 0xF;
        break;
    case 0xB:
        chip->scan_limit = data & 0x7;
        break;
    case 0xC:
        chip->awake = data & 1;
        break;
    case 0xD:
    case 0xE:
        violation(&chain->violations, MAX7219_ADDRESS);
        break;
    case 0xF:
        chip->test = data & 1;
        break;
    default:
        chip->digits[address - 1] = data;
    }
}

static void load_all(max7219 *chain) {
    if (chain->bits_since_select % 16 != 0)
        violation(&chain->violations, MAX7219_RAGGED);
    else if (chain->bits_since_select < 16u * (unsigned)chain->chips)
        violation(&chain->violations, MAX7219_SHORT);
    bool hot = false;
    for (int i = 0; i < chain->chips; i++) {
        max7219_chip *chip = &chain->chip[i];
        obey(chain, chip, register_of(chain, i));
        if (chip->awake)
            hot |= chip->scan_limit < 3;
    }
    if (hot)
        violation(&chain->violations, MAX7219_SCAN_LIMIT);
}

void max7219_load(max7219 *chain, bool high) {
    if (high == chain->load)
        return;
    chain->load = high;
    if (high)
        load_all(chain);
    else
        chain->bits_since_select = 0;
}

void max7219_pins(max7219 *chain, bool load, bool clock, bool din) {
    if (clock && !chain->clock)
        shift_bit(chain, din);
    chain->clock = clock;
    max7219_load(chain, load);
}

void max7219_clock_hertz(max7219 *chain, uint32_t hertz) {
    if (hertz > CLOCK_HERTZ_MAX)
        violation(&chain->violations, MAX7219_TOO_FAST);
}

/* Code B: 0 to 9, minus, E, H, L, P, blank, as segments A..G in bits 6..0. */
static const uint8_t code_b[16] = {0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70,
                                   0x7F, 0x7B, 0x01, 0x4F, 0x37, 0x0E, 0x67, 0x00};

static uint8_t segments_of(const max7219_chip *chip, int digit) {
    uint8_t data = chip->digits[digit];
    if (chip->test)
        return 0xFF;
    if (!chip->awake)
        return 0;
    if (chip->decode >> digit & 1)
        return (uint8_t)(code_b[data & 0xF] | (data & 0x80));
    return data;
}

/* When a digit is driven. */
static scan rhythm_of(const max7219_chip *chip, int digit) {
    int digits = chip->test ? DIGITS : chip->scan_limit + 1;
    unsigned intensity = chip->test ? 15 : chip->intensity;
    uint64_t on = (uint64_t)SLOT_NANOSECONDS * (2 * intensity + 1) / 32;
    return (scan){.period = (uint64_t)SLOT_NANOSECONDS * (unsigned)digits,
                  .begin = (uint64_t)SLOT_NANOSECONDS * (unsigned)digit,
                  .on = digit < digits ? on : 0};
}

/* Where the LED of a digit and a segment (0 is DP, 7 is G) is on the panel. */
static void locate(const max7219_module *module, int digit, int segment, int *x, int *y) {
    int column = module->mirrored ? SEGMENTS - 1 - segment : segment;
    int row = digit;
    for (int turn = 0; turn < module->quarter_turns; turn++) {
        int old_column = column;
        column = DIGITS - 1 - row;
        row = old_column;
    }
    *x = module->x + column;
    *y = module->y + row;
}

static void shine_digit(const max7219_chip *chip, const max7219_module *module, int digit,
                        const exposure *window, uint64_t from, uint64_t to, uint32_t *lit,
                        int width) {
    uint8_t segments = segments_of(chip, digit);
    scan rhythm = rhythm_of(chip, digit);
    uint32_t seen = scan_seen(&rhythm, window, 0, from, to);
    for (int segment = 0; segment < SEGMENTS; segment++) {
        if (!(segments & 0x80 >> segment))
            continue;
        int x = 0, y = 0;
        locate(module, digit, segment, &x, &y);
        if (window->row_delay > 0)
            seen = scan_seen(&rhythm, window, (uint32_t)y, from, to);
        lit[y * width + x] += seen;
    }
}

void max7219_shine(const max7219 *chain, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit, int width) {
    for (int i = 0; i < chain->chips; i++)
        for (int digit = 0; digit < DIGITS; digit++)
            shine_digit(&chain->chip[i], &chain->module[i], digit, window, from, to, lit, width);
}
