/* SPDX-License-Identifier: MIT
 *
 * Talking to the debugger or to QEMU from a Cortex-M (Arm, "Semihosting for AArch32 and AArch64").
 * Without either, a call ends in a fault.
 */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

void semihosting_write(const char *text);
void semihosting_write_number(uint64_t number);
_Noreturn void semihosting_exit(int status);

/* The words behind the firmware's name (QEMU: -semihosting-config arg=...), in `line`. */
void semihosting_arguments(char *line, uint32_t size);

/* The bytes go to the end of a file on the host that is opened at the first call. */
void semihosting_append(const char *path, const void *bytes, uint32_t size);

#endif
