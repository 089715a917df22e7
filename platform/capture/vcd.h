/* SPDX-License-Identifier: MIT
 *
 * Value change dumps (IEEE 1364, 18.2): the wire's traffic for GTKWave and sigrok. One bit a pin,
 * times in nanoseconds.
 *
 *     vcd *dump = vcd_create("wire.vcd", about->pin_names, about->pins, message, sizeof message);
 *     panel_watch(sign, vcd_change, dump);
 *     ...
 *     panel_watch(sign, NULL, NULL);
 *     if (!vcd_finish(dump, message, sizeof message))
 *         ...
 */
#ifndef VCD_H
#define VCD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VCD_PINS_MAX 32

typedef struct vcd vcd;

/* Begins a file beside `path`; null with a message `path: why`. Names are the pins' by bit. */
vcd *vcd_create(const char *path, const char *const *names, int count, char *message,
                size_t message_size);

/* The pins' levels from this moment on; a panel_watcher. Times that do not rise are set to the last
 * one. */
void vcd_change(void *dump, uint64_t nanoseconds, uint32_t levels);

/* Puts the whole file in its place; false with a message, and no file, when something failed. */
bool vcd_finish(vcd *dump, char *message, size_t message_size);

/* Throws it away. */
void vcd_abandon(vcd *dump);

#endif
