/* SPDX-License-Identifier: MIT
 *
 * Example firmware: a ticker of 128x32 LEDs with MAX7219 modules, in 4 KiB of RAM.
 */
#include "../../core/driver/max7219.h"
#include "../../core/motograph.h"

#include "sign.h"
#include "sign_model.h"
#include "sign_rom.h"

enum {
    WIDTH = 128,
    HEIGHT = 32,
};

static moto_rom rom;
static moto_ticker ticker;
static moto_max7219 sign;
static uint64_t memory[MOTO_MEMORY(WIDTH, HEIGHT, 1)];
static uint8_t digits[MOTO_MAX7219_DIGITS(WIDTH, HEIGHT)];
static uint32_t row[MOTO_MAX7219_ROW(WIDTH)];

int main(void) {
    board_start();
    const moto_max7219_config config = {.bus = board_sign(),
                                        .width = WIDTH,
                                        .height = HEIGHT,
                                        .module = MOTO_MAX7219_FC16,
                                        .intensity = 7,
                                        .digits = digits,
                                        .row = row};
    if (moto_rom_open(&rom, sign_rom, sizeof sign_rom, &sign_model, 1) != MOTO_OK)
        return 1;
    if (moto_ticker_init(&ticker, &rom, 0, memory, sizeof memory, board_time()) != MOTO_OK)
        return 1;
    if (moto_max7219_start(&sign, &config) != MOTO_OK)
        return 1;
    moto_source source = moto_ticker_source(&ticker);
    while (board_runs())
        moto_max7219_show(&sign, &source, board_time());
    return 0;
}
