/* SPDX-License-Identifier: MIT
 *
 * What the sign's firmware (sign.c) wants of its board. microbit.c is a real one; host.c gives the
 * wire to the host, for tests under QEMU.
 */
#ifndef SIGN_H
#define SIGN_H

#include "../../core/driver/max7219.h"

#include <stdbool.h>
#include <stdint.h>

void board_start(void);

/* Microseconds since board_start. */
uint64_t board_time(void);

/* Whether the sign goes on. */
bool board_runs(void);

/* The MAX7219 chain. */
moto_max7219_bus board_sign(void);

#endif
