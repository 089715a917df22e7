/* SPDX-License-Identifier: MIT
 *
 * Firmware for an ATmega328P with Motograph's own MAX7219 driver on the hardware's SPI: 32x16 LEDs,
 * CS is PB2. PB0 tells that it is done.
 */
#include "../../../core/driver/max7219.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

static void select_chips(void *self, bool low) {
    (void)self;
    if (low)
        PORTB &= (uint8_t) ~(1 << PB2);
    else
        PORTB |= 1 << PB2;
}

static void send_byte(uint8_t byte) {
    SPDR = byte;
    while (!(SPSR & 1 << SPIF))
        ;
}

static void write16(void *self, uint16_t word) {
    (void)self;
    send_byte((uint8_t)(word >> 8));
    send_byte((uint8_t)word);
}

static void pattern(void *self, uint64_t time, uint32_t y, uint32_t *bits) {
    (void)self;
    bits[0] = (y + 1) * UINT32_C(0x9E3779B1) ^ (uint32_t)time * UINT32_C(0x85EBCA6B);
}

static uint8_t digits[MOTO_MAX7219_DIGITS(32, 16)];
static uint32_t row[MOTO_MAX7219_ROW(32)];

int main(void) {
    PORTB = 1 << PB2; /* high before it drives, or the chips see an edge */
    DDRB = 1 << PB5 | 1 << PB3 | 1 << PB2 | 1 << PB0;
    SPCR = 1 << SPE | 1 << MSTR;
    SPSR = 1 << SPI2X; /* 8 MHz */
    const moto_max7219_config config = {.bus = {0, select_chips, write16},
                                        .width = 32,
                                        .height = 16,
                                        .chain = MOTO_MAX7219_SERPENTINE,
                                        .intensity = 11,
                                        .digits = digits,
                                        .row = row};
    const moto_source source = {0, 32, 16, pattern, 0};
    moto_max7219 driver;
    if (moto_max7219_start(&driver, &config) == MOTO_OK)
        for (uint64_t time = 0; time <= 3; time++)
            moto_max7219_show(&driver, &source, time);
    PORTB |= 1 << PB0;
    cli();
    sleep_mode();
}
