/* SPDX-License-Identifier: MIT
 *
 * Firmware for the LM3S6965 evaluation board: the ticker on its SSD0323 OLED. It runs for ever;
 * with a number of microseconds as its argument it shows that moment, says so, and rests.
 */
#include "../../core/driver/ssd0323.h"
#include "../../core/motograph.h"

#include "lm3s6965.h"
#include "oled_rom.h"
#include "semihosting.h"

enum {
    WIDTH = 128,
    HEIGHT = 64,
};

static moto_rom rom;
static moto_ticker ticker;
static moto_ssd0323 oled;
static uint64_t memory[2 * MOTO_MEMORY(WIDTH, HEIGHT, 2)];
static uint8_t shown[MOTO_SSD0323_BYTES(WIDTH, HEIGHT)];
static moto_colour row[WIDTH];

static int start(void) {
    const moto_ssd0323_config config = {.bus = board_oled(),
                                        .width = WIDTH,
                                        .height = HEIGHT,
                                        .contrast = 127,
                                        .bytes = shown,
                                        .row = row};
    int error = moto_rom_open(&rom, oled_rom, sizeof oled_rom, 0, 0);
    if (error == MOTO_OK)
        error = moto_ticker_init(&ticker, &rom, 0, memory, sizeof memory, 0);
    return error == MOTO_OK ? (int)moto_ssd0323_start(&oled, &config) : error;
}

/* The number behind the firmware's name, if there is one. */
static bool asked_moment(uint64_t *time) {
    static char line[80];
    semihosting_arguments(line, sizeof line);
    const char *at = line;
    while (*at && *at != ' ')
        at++;
    while (*at == ' ')
        at++;
    bool asked = *at != '\0';
    for (*time = 0; *at >= '0' && *at <= '9'; at++)
        *time = *time * 10 + (uint64_t)(*at - '0');
    return asked;
}

int main(void) {
    uint64_t moment = 0;
    board_start();
    int error = start();
    if (error != MOTO_OK) {
        semihosting_write(moto_error_text(error));
        semihosting_write("\n");
        return 1;
    }
    moto_source source = moto_ticker_source(&ticker);
    bool rest = asked_moment(&moment);
    if (rest) {
        moto_ssd0323_show(&oled, &source, moment);
        semihosting_write("shown\n");
    }
    for (;;) {
        if (!rest)
            moto_ssd0323_show(&oled, &source, board_time());
        __asm__ volatile("wfi");
    }
}
