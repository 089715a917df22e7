/* SPDX-License-Identifier: MIT */
#include "ws2812.h"

#include "scan.h"

#include <stdlib.h>
#include <string.h>

enum {
    BITS = 24, /* an LED */
    PERIOD_NANOSECONDS = 500000,
    IDLE_MICROAMPERES = 700,
    COLOUR_MICROAMPERES = 12000,
};

static const char *const texts[WS2812_VIOLATIONS] = {
    [WS2812_PULSE] = "high for a time that is neither a zero's nor a one's",
    [WS2812_GAP] = "low for a time that is neither a bit's nor a reset's",
    [WS2812_INCOMPLETE] = "reset in the middle of an LED's 24 bits",
    [WS2812_TOO_MANY] = "bits for more LEDs than there are",
    [WS2812_CURRENT] = "the LEDs take more current than the supply gives",
};

bool ws2812_open(ws2812 *chain, int leds, uint32_t supply_ma) {
    *chain = (ws2812){.leds = leds, .supply_ma = supply_ma, .violations = {.texts = texts}};
    chain->received = calloc((size_t)leds, sizeof *chain->received);
    chain->shown = calloc((size_t)leds, sizeof *chain->shown);
    if (chain->received && chain->shown)
        return true;
    ws2812_close(chain);
    return false;
}

void ws2812_close(ws2812 *chain) {
    free(chain->received);
    free(chain->shown);
    *chain = (ws2812){0};
}

static bool about(uint32_t nanoseconds, uint32_t nominal) {
    return nanoseconds + 150 >= nominal && nanoseconds <= nominal + 150;
}

static void take_bit(ws2812 *chain, bool one) {
    uint32_t led = chain->bits / BITS;
    int place = (int)(chain->bits % BITS);
    if (led >= (uint32_t)chain->leds) {
        violation(&chain->violations, WS2812_TOO_MANY);
        return;
    }
    uint8_t *byte = &chain->received[led][place / 8];
    *byte = (uint8_t)(*byte << 1 | (one ? 1 : 0));
    chain->bits++;
}

static void show(ws2812 *chain) {
    if (chain->bits % BITS != 0)
        violation(&chain->violations, WS2812_INCOMPLETE);
    size_t whole = chain->bits / BITS;
    memcpy(chain->shown, chain->received, whole * sizeof *chain->shown);
    chain->bits = 0;
    if (chain->supply_ma > 0 && ws2812_current_ma(chain) > chain->supply_ma)
        violation(&chain->violations, WS2812_CURRENT);
}

void ws2812_pulse(ws2812 *chain, uint32_t high, uint32_t low) {
    bool zero = about(high, 400);
    bool one = about(high, 800);
    uint32_t low_min = one ? 300 : 700;
    bool reset = low >= WS2812_RESET;
    if (!zero && !one)
        violation(&chain->violations, WS2812_PULSE);
    else if (low < low_min)
        violation(&chain->violations, WS2812_GAP);
    take_bit(chain, one);
    if (reset)
        show(chain);
    else if (low > WS2812_LOW_MAX)
        violation(&chain->violations, WS2812_GAP);
}

uint32_t ws2812_current_ma(const ws2812 *chain) {
    uint64_t levels = 0;
    for (int led = 0; led < chain->leds; led++)
        for (int colour = 0; colour < 3; colour++)
            levels += chain->shown[led][colour];
    uint64_t microamperes =
        levels * COLOUR_MICROAMPERES / 255 + (uint64_t)chain->leds * IDLE_MICROAMPERES;
    return (uint32_t)((microamperes + 999) / 1000);
}

uint32_t ws2812_seen(const ws2812 *chain, int led, int colour, const exposure *window, uint32_t y,
                     uint64_t from, uint64_t to) {
    scan rhythm = {.period = PERIOD_NANOSECONDS,
                   .on = (uint64_t)PERIOD_NANOSECONDS * chain->shown[led][colour] / 255};
    return rhythm.on ? scan_seen(&rhythm, window, y, from, to) : 0;
}
