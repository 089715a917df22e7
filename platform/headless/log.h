/* SPDX-License-Identifier: MIT
 *
 * What the sources of this folder know of a sign beyond headless.h.
 */
#ifndef HEADLESS_LOG_H
#define HEADLESS_LOG_H

#include "headless.h"

/* The ROM with which the sign began. */
const moto_rom *headless_first_rom(const headless *sign);

/* Inputs are numbered as they come; undo takes out those that came after the mark. */
uint64_t headless_log_mark(const headless *sign);
void headless_log_undo(headless *sign, uint64_t mark);

/* A message like printf's, to standard error when `message` is null. */
__attribute__((format(printf, 3, 4))) void headless_say(char *message, size_t size,
                                                        const char *format, ...);

#endif
