/* SPDX-License-Identifier: MIT
 *
 * Decodes the lines of LINES_FILE against the model in MODEL_FILE on a Cortex-M and counts
 * instructions: under QEMU's -icount shift=6 one takes 64 ns, and SysTick of the MPS2 boards counts
 * every 40 ns. Prints the instructions of all lines together, the characters, and the most of one
 * call.
 */
#include "semihosting.h"

#include "text.h"

#include <stddef.h>

#include LINES_FILE

__asm__(".section .rodata.model\n.balign 4\nmodel_begin:\n.incbin \"" MODEL_FILE
        "\"\nmodel_end:\n.text\n");
extern const uint8_t model_begin[], model_end[];

enum {
    SYSTICK_CONTROL = 0,
    SYSTICK_RELOAD = 1,
    SYSTICK_VALUE = 2,
    SYSTICK_MASK = 0xFFFFFF
};
static volatile uint32_t *const systick = (volatile uint32_t *)0xE000E010;

int main(void);

static uint64_t total;
static uint32_t worst;
static uint32_t unmeasured; /* ticks of measuring nothing */

static uint32_t ticks_since(uint32_t begin) {
    return (begin - systick[SYSTICK_VALUE]) & SYSTICK_MASK;
}

static void count(uint32_t ticks) {
    ticks -= ticks < unmeasured ? ticks : unmeasured;
    total += ticks;
    worst = ticks > worst ? ticks : worst;
}

static uint32_t decode(const moto_model *model, const uint8_t *code, uint32_t size) {
    moto_text text;
    uint32_t length = 0;
    uint32_t begin = systick[SYSTICK_VALUE];
    moto_text_start(&text, model, NULL, code, size, MOTO_CODED);
    count(ticks_since(begin));
    for (int byte = 0; byte != MOTO_TEXT_END; length++) {
        begin = systick[SYSTICK_VALUE];
        byte = moto_text_next(&text);
        count(ticks_since(begin));
    }
    return length - 1;
}

static void print(uint64_t number, const char *behind) {
    semihosting_write_number(number);
    semihosting_write(behind);
}

int main(void) {
    static uint8_t code[MOTO_BLOCK_BYTES];
    moto_model model;
    uint32_t text_bytes = 0;
    if (moto_model_open(&model, model_begin, (uint32_t)(model_end - model_begin)) != MOTO_OK)
        return 1;
    systick[SYSTICK_RELOAD] = SYSTICK_MASK;
    systick[SYSTICK_VALUE] = 0;
    systick[SYSTICK_CONTROL] = 5;
    uint32_t begin = systick[SYSTICK_VALUE];
    unmeasured = ticks_since(begin);
    for (uint32_t at = 0; at < sizeof lines / sizeof *lines;) {
        uint32_t size = lines[at++], text = lines[at++];
        for (uint32_t i = 0; i < size; i++)
            code[i] = (uint8_t)lines[at++];
        uint32_t length = decode(&model, code, size);
        if (length != text)
            return 1;
        text_bytes += length;
    }
    print(total * 40 / 64, " ");
    print(text_bytes, " ");
    print((uint64_t)worst * 40 / 64, "\n");
    return text_bytes == TEXT_BYTES ? 0 : 1;
}
