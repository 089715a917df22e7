/* SPDX-License-Identifier: MIT
 *
 * What a frame of a one-bit sign costs on a Cortex-M, in instructions: QEMU lets every one take 64
 * ns
 * (-icount shift=6), and the system timer counts 40 ns a tick on its MPS2 boards. cortex_m.sh puts
 * ROM and model into the board's memory and says how large they are.
 */
#include "../../core/motograph.h"

#include "../../platform/cortex-m/semihosting.h"

#include <string.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))

#define TIMER_CONTROL REGISTER(0xE000E010)
#define TIMER_RELOAD  REGISTER(0xE000E014)
#define TIMER_NOW     REGISTER(0xE000E018)

#define ROM_AT   ((const uint8_t *)0x21000000)
#define MODEL_AT ((const uint8_t *)0x21200000)

enum {
    COUNT = 1000,
    TIMER_BITS = 0xFFFFFF,
    TICK_NS = 40,
    INSTRUCTION_NS = 64,
};

static moto_rom rom;
static moto_model model;
static moto_ticker ticker;
static uint64_t memory[MOTO_MEMORY(128, 32, 2)];
static uint32_t frame[128];

typedef struct figure {
    uint64_t ticks;
    uint32_t worst;
} figure;

static void add(figure *to, uint32_t ticks) {
    to->ticks += ticks;
    if (ticks > to->worst)
        to->worst = ticks;
}

static uint32_t since(uint32_t begin) {
    return (begin - TIMER_NOW) & TIMER_BITS;
}

static uint32_t instructions(uint64_t ticks) {
    return (uint32_t)(ticks * TICK_NS / INSTRUCTION_NS);
}

/* KIND-NAME N instructions */
static void say(const char *kind, const char *name, uint64_t ticks) {
    semihosting_write(kind);
    semihosting_write(name);
    semihosting_write(" ");
    semihosting_write_number(instructions(ticks));
    semihosting_write(" instructions\n");
}

static uint32_t read_number(const char **at) {
    uint32_t number = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++)
        number = number * 10 + (uint32_t)(**at - '0');
    while (**at == ' ')
        (*at)++;
    return number;
}

/* The command line: bytes of the ROM, of the model (0: none), and what the figures are called. */
int main(void) {
    char line[128];
    semihosting_arguments(line, sizeof line);
    const char *name = line;
    uint32_t rom_bytes = read_number(&name), model_bytes = read_number(&name);
    if (model_bytes && moto_model_open(&model, MODEL_AT, model_bytes))
        return 1;
    if (moto_rom_open(&rom, ROM_AT, rom_bytes, &model, model_bytes > 0) || rom.model_missing)
        return 1;
    if (moto_ticker_init(&ticker, &rom, 0, memory, sizeof memory, 0))
        return 1;
    TIMER_RELOAD = TIMER_BITS;
    TIMER_CONTROL = 5;
    figure slides = {0}, frames = {0};
    moto_ticker_at(&ticker, moto_refresh_time(200, 60, 1));
    uint32_t begin = TIMER_NOW, idle = since(begin);
    for (uint32_t n = 1; n <= COUNT; n++) {
        uint64_t time = moto_refresh_time(200 + n, 60, 1);
        begin = TIMER_NOW;
        moto_ticker_at(&ticker, time);
        uint32_t slide = since(begin) - idle;
        begin = TIMER_NOW;
        moto_ticker_frame(&ticker, frame);
        add(&slides, slide);
        add(&frames, slide + since(begin) - idle);
    }
    say("frame-", name, frames.ticks / COUNT);
    say("worst-frame-", name, frames.worst);
    say("slide-", name, slides.ticks / COUNT);
    say("worst-slide-", name, slides.worst);
    return 0;
}
