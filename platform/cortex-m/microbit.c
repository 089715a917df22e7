/* SPDX-License-Identifier: MIT
 *
 * The micro:bit (nRF51822): CLK on P0.23, DIN on P0.21 (its SPI pins), CS on P0.16.
 */
#include "sign.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))

#define SPI_READY      REGISTER(0x40003108)
#define SPI_ENABLE     REGISTER(0x40003500)
#define SPI_PIN_CLOCK  REGISTER(0x40003508)
#define SPI_PIN_OUT    REGISTER(0x4000350C)
#define SPI_RECEIVED   REGISTER(0x40003518)
#define SPI_SEND       REGISTER(0x4000351C)
#define SPI_FREQUENCY  REGISTER(0x40003524)
#define TIMER_START    REGISTER(0x40008000)
#define TIMER_CAPTURE  REGISTER(0x40008040)
#define TIMER_CAPTURED REGISTER(0x40008540)
#define TIMER_BITS     REGISTER(0x40008508)
#define TIMER_DIVIDE   REGISTER(0x40008510)
#define PORT_SET       REGISTER(0x50000508)
#define PORT_CLEAR     REGISTER(0x5000050C)
#define PORT_OUTPUT    REGISTER(0x50000518)

enum {
    PIN_SELECT = 16,
    PIN_OUT = 21,
    PIN_CLOCK = 23,
};

static uint32_t last, wraps;

void board_start(void) {
    PORT_SET = UINT32_C(1) << PIN_SELECT;
    PORT_OUTPUT = UINT32_C(1) << PIN_SELECT | UINT32_C(1) << PIN_OUT | UINT32_C(1) << PIN_CLOCK;
    SPI_PIN_CLOCK = PIN_CLOCK;
    SPI_PIN_OUT = PIN_OUT;
    SPI_FREQUENCY = 0x80000000; /* 8 MHz */
    SPI_ENABLE = 1;
    TIMER_BITS = 3;   /* 32 */
    TIMER_DIVIDE = 4; /* by 16, to microseconds */
    TIMER_START = 1;
}

/* The timer wraps after 71 minutes; it is read far more often than that. */
uint64_t board_time(void) {
    TIMER_CAPTURE = 1;
    uint32_t now = TIMER_CAPTURED;
    wraps += now < last;
    last = now;
    return (uint64_t)wraps << 32 | now;
}

bool board_runs(void) {
    return true;
}

static void select_chips(void *self, bool low) {
    (void)self;
    if (low)
        PORT_CLEAR = UINT32_C(1) << PIN_SELECT;
    else
        PORT_SET = UINT32_C(1) << PIN_SELECT;
}

static void send_byte(uint32_t byte) {
    SPI_READY = 0;
    SPI_SEND = byte;
    while (SPI_READY == 0)
        ;
    (void)SPI_RECEIVED;
}

static void write16(void *self, uint16_t word) {
    (void)self;
    send_byte(word >> 8);
    send_byte(word & 255u);
}

moto_max7219_bus board_sign(void) {
    return (moto_max7219_bus){0, select_chips, write16};
}
