/* SPDX-License-Identifier: MIT
 *
 * A board for tests under QEMU: the words on the wire go to a file of the host, the time is made
 * up, and at the end it is told how much stack was used.
 */
#include "semihosting.h"
#include "sign.h"

enum {
    STEP = 16667, /* microseconds */
    FRAMES = 300,
    CHUNK = 64, /* words */
};

static uint32_t frame;
static uint16_t words[CHUNK];
static uint32_t count;

uint32_t stack_used(void);

void board_start(void) {}

uint64_t board_time(void) {
    return (uint64_t)frame * STEP;
}

bool board_runs(void) {
    if (++frame <= FRAMES)
        return true;
    semihosting_write_number(stack_used());
    semihosting_write(" bytes of stack\n");
    return false;
}

static void select_chips(void *self, bool low) {
    (void)self;
    if (low)
        return;
    semihosting_append("wire.bin", words, count * 2);
    count = 0;
}

static void write16(void *self, uint16_t word) {
    (void)self;
    words[count++ % CHUNK] = word;
}

moto_max7219_bus board_sign(void) {
    return (moto_max7219_bus){0, select_chips, write16};
}
