/* SPDX-License-Identifier: MIT
 *
 * What happens before main on a Cortex-M, and when something goes wrong.
 */
#include "semihosting.h"

#include <stdint.h>
#include <string.h>

/* Of sections.ld. */
extern uint32_t data_load[], data_begin[], data_end[], bss_begin[], bss_end[], stack_begin[],
    stack_end[];

#define STACK_PAINT UINT32_C(0xC5C5C5C5)

int main(void);
_Noreturn void reset(void);
void fault(void);
void ignore(void);
void systick(void) __attribute__((weak, alias("ignore")));

void ignore(void) {}

void fault(void) {
    semihosting_write("fault\n");
    semihosting_exit(1);
}

/* Words, so that the compiler's own memcpy is not needed before there is memory. */
static void paint_stack(void) {
    const uint32_t *here = __builtin_frame_address(0);
    for (uint32_t *word = stack_begin; word < here - 16; word++)
        *(volatile uint32_t *)word = STACK_PAINT;
}

void reset(void) {
    memcpy(data_begin, data_load, (size_t)((char *)data_end - (char *)data_begin));
    memset(bss_begin, 0, (size_t)((char *)bss_end - (char *)bss_begin));
    paint_stack();
    semihosting_exit(main());
}

/* How deep the stack ever was, in bytes. */
uint32_t stack_used(void);
uint32_t stack_used(void) {
    const uint32_t *word = stack_begin;
    while (word < stack_end && *word == STACK_PAINT)
        word++;
    return (uint32_t)((const char *)stack_end - (const char *)word);
}

typedef void handler(void);

__attribute__((section(".vectors"), used)) static const struct {
    uint32_t *stack;
    handler *handlers[15];
} vectors = {stack_end,
             {reset, fault, fault, fault, fault, fault, ignore, ignore, ignore, ignore, fault,
              fault, ignore, fault, systick}};
