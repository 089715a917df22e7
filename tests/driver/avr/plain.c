/* SPDX-License-Identifier: MIT
 *
 * Firmware for an ATmega328P that drives four MAX7219 by hand, straight from the datasheet and with
 * nothing of Motograph in it: CS is PB2, DIN PB3, CLK PB5. PB0 tells that it is done.
 */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

enum {
    CHIPS = 4,
    CS = 1 << PB2,
    DIN = 1 << PB3,
    CLK = 1 << PB5,
    DONE = 1 << PB0,
};

static void clock_out(uint8_t byte) {
    for (uint8_t bit = 0x80; bit; bit >>= 1) {
        if (byte & bit)
            PORTB |= DIN;
        else
            PORTB &= (uint8_t)~DIN;
        PORTB |= CLK;
        PORTB &= (uint8_t)~CLK;
    }
}

static void to_all(uint8_t address, uint8_t data) {
    PORTB &= (uint8_t)~CS;
    for (uint8_t chip = 0; chip < CHIPS; chip++) {
        clock_out(address);
        clock_out(data);
    }
    PORTB |= CS;
}

static void to_one(uint8_t chip, uint8_t address, uint8_t data) {
    PORTB &= (uint8_t)~CS;
    for (uint8_t i = CHIPS; i-- > 0;) {
        clock_out(i == chip ? address : 0);
        clock_out(i == chip ? data : 0);
    }
    PORTB |= CS;
}

int main(void) {
    PORTB = CS; /* high before it drives, or the chips see an edge */
    DDRB = CS | DIN | CLK | DONE;
    to_all(0x0F, 0);
    to_all(0x0B, 7);
    to_all(0x09, 0);
    for (uint8_t chip = 0; chip < CHIPS; chip++) {
        to_one(chip, 0x0A, (uint8_t)(chip * 4));
        for (uint8_t digit = 0; digit < 8; digit++)
            to_one(chip, (uint8_t)(digit + 1), (uint8_t)(chip * 37 + digit * 11 + 5));
    }
    to_all(0x0C, 1);
    PORTB |= DONE;
    cli();
    sleep_mode();
}
