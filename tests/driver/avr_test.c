/* SPDX-License-Identifier: MIT
 *
 * The MAX7219 model at the pins of real AVR firmware, run by simavr.
 */
#include "max7219.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <simavr/avr_ioport.h>
#include <simavr/avr_spi.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

enum {
    PIN_DONE = 0,
    PIN_CS = 2,
    PIN_DIN = 3,
    PIN_CLK = 5,
};

typedef struct board {
    avr_t *avr;
    max7219 chain;
    bool levels[8];
} board;

static void pin_changed(struct avr_irq_t *irq, uint32_t value, void *self) {
    board *with = self;
    with->levels[irq->irq] = value != 0;
    max7219_pins(&with->chain, with->levels[PIN_CS], with->levels[PIN_CLK], with->levels[PIN_DIN]);
}

/* simavr gives a hardware SPI's bytes, not its edges. */
static void byte_sent(struct avr_irq_t *irq, uint32_t value, void *self) {
    board *with = self;
    (void)irq;
    for (int bit = 7; bit >= 0; bit--) {
        max7219_pins(&with->chain, with->levels[PIN_CS], false, value >> bit & 1);
        max7219_pins(&with->chain, with->levels[PIN_CS], true, value >> bit & 1);
    }
}

static void run(board *with, const char *path, int chips) {
    elf_firmware_t firmware;
    memset(&firmware, 0, sizeof firmware);
    memset(with, 0, sizeof *with);
    assert_true(max7219_open(&with->chain, chips));
    with->levels[PIN_CS] = true; /* by the board's pull-up */
    assert_int_equal(elf_read_firmware(path, &firmware), 0);
    with->avr = avr_make_mcu_by_name("atmega328p");
    assert_non_null(with->avr);
    avr_init(with->avr);
    with->avr->log = LOG_ERROR;
    firmware.frequency = 16000000;
    avr_load_firmware(with->avr, &firmware); /* copies it */
    free(firmware.flash);
    for (int pin = 0; pin < 8; pin++)
        avr_irq_register_notify(
            avr_io_getirq(with->avr, AVR_IOCTL_IOPORT_GETIRQ('B'), IOPORT_IRQ_PIN0 + pin),
            pin_changed, with);
    avr_irq_register_notify(avr_io_getirq(with->avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT),
                            byte_sent, with);
    int state = cpu_Running;
    for (long step = 0; step < 20000000 && state < cpu_Done; step++)
        state = avr_run(with->avr);
    assert_int_equal(state, cpu_Done);
    assert_true(with->levels[PIN_DONE]);
}

static void finish(board *with) {
    max7219_close(&with->chain);
    avr_terminate(with->avr);
}

static void firmware_by_the_datasheet(void **state) {
    (void)state;
    board with;
    run(&with, AVR_PLAIN, 4);
    for (int chip = 0; chip < 4; chip++) {
        const max7219_chip *part = &with.chain.chip[chip];
        for (int digit = 0; digit < 8; digit++)
            assert_int_equal(part->digits[digit], (chip * 37 + digit * 11 + 5) & 255);
        assert_int_equal(part->intensity, chip * 4);
        assert_int_equal(part->scan_limit, 7);
        assert_int_equal(part->decode, 0);
        assert_true(part->awake);
        assert_false(part->test);
    }
    assert_int_equal(with.chain.violations.total, 0);
    finish(&with);
}

/* The driver, compiled for an eight-bit machine with 16-bit ints. */
static void firmware_with_the_driver(void **state) {
    (void)state;
    board with;
    run(&with, AVR_DRIVER, 8);
    assert_int_equal(with.chain.violations.total, 0);
    for (unsigned y = 0; y < 16; y++) {
        uint32_t bits = (y + 1) * UINT32_C(0x9E3779B1) ^ 3 * UINT32_C(0x85EBCA6B);
        for (unsigned x = 0; x < 32; x++) {
            /* Chip 0 is at the top right; the lower row runs back, its modules upside down. */
            unsigned chip = y < 8 ? 3 - x / 8 : 4 + x / 8;
            unsigned digit = y < 8 ? y : 15 - y;
            unsigned segment = y < 8 ? 7 - x % 8 : x % 8;
            assert_int_equal(with.chain.chip[chip].digits[digit] >> segment & 1, bits >> x & 1);
        }
    }
    assert_int_equal(with.chain.chip[7].intensity, 11);
    finish(&with);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(firmware_by_the_datasheet),
        cmocka_unit_test(firmware_with_the_driver),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
