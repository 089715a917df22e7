/* SPDX-License-Identifier: MIT */
#include "lm3s6965.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))

#define RCGC1       REGISTER(0x400FE104)
#define RCGC2       REGISTER(0x400FE108)
#define SSI_CR0     REGISTER(0x40008000)
#define SSI_CR1     REGISTER(0x40008004)
#define SSI_DR      REGISTER(0x40008008)
#define SSI_SR      REGISTER(0x4000800C)
#define SSI_CPSR    REGISTER(0x40008010)
#define PORT_A      0x40004000u
#define PORT_C      0x40006000u
#define PORT_D      0x40007000u
#define AFSEL(port) REGISTER((port) + 0x420)
#define DIR(port)   REGISTER((port) + 0x400)
#define DEN(port)   REGISTER((port) + 0x51C)
/* A port's data register is seen through a mask that is part of its address. */
#define PINS(port, mask) REGISTER((port) + ((mask) << 2))
#define SYST_CSR         REGISTER(0xE000E010)
#define SYST_RVR         REGISTER(0xE000E014)
#define SYST_CVR         REGISTER(0xE000E018)

enum {
    CLOCK_HERTZ = 12500000, /* as QEMU's board runs; out of reset the real one has 12 MHz */
    SSI_PINS = 0x2C,        /* PA2 clock, PA3 select, PA5 data */
    OLED_DATA = 0x80,       /* PC7 */
    CARD_SELECT = 0x01,     /* PD0: high, or the SD card listens instead */
    SSI_BUSY = 0x10,
    SSI_NOT_FULL = 0x02,
    SSI_RECEIVED = 0x04,
};

static volatile uint32_t milliseconds;

void systick(void);
void systick(void) {
    milliseconds++;
}

void board_start(void) {
    RCGC1 |= 1u << 4;                /* SSI0 */
    RCGC2 |= 1u | 1u << 2 | 1u << 3; /* ports A, C, D */
    AFSEL(PORT_A) |= SSI_PINS;
    DEN(PORT_A) |= SSI_PINS;
    DIR(PORT_C) |= OLED_DATA;
    DEN(PORT_C) |= OLED_DATA;
    DIR(PORT_D) |= CARD_SELECT;
    DEN(PORT_D) |= CARD_SELECT;
    PINS(PORT_D, CARD_SELECT) = CARD_SELECT;
    SSI_CR1 = 0;
    SSI_CPSR = 4;     /* 3 MHz */
    SSI_CR0 = 0x00C7; /* eight bits, clock high when idle, data taken at its second edge */
    SSI_CR1 = 2;
    SYST_RVR = CLOCK_HERTZ / 1000 - 1;
    SYST_CVR = 0;
    SYST_CSR = 7;
}

static void send(bool data, const uint8_t *bytes, uint32_t count) {
    while (SSI_SR & SSI_BUSY)
        ;
    PINS(PORT_C, OLED_DATA) = data ? OLED_DATA : 0;
    for (uint32_t i = 0; i < count; i++) {
        while (!(SSI_SR & SSI_NOT_FULL))
            ;
        SSI_DR = bytes[i];
        /* What comes in is nothing, but QEMU's port stops when it is not fetched. */
        while (SSI_SR & SSI_RECEIVED)
            (void)SSI_DR;
    }
    while (SSI_SR & SSI_BUSY)
        ;
}

static void send_command(void *self, const uint8_t *bytes, uint32_t count) {
    (void)self;
    send(false, bytes, count);
}

static void send_data(void *self, const uint8_t *bytes, uint32_t count) {
    (void)self;
    send(true, bytes, count);
}

moto_oled_bus board_oled(void) {
    return (moto_oled_bus){0, send_command, send_data};
}

uint64_t board_time(void) {
    return (uint64_t)milliseconds * 1000;
}
