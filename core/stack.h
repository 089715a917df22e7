/* SPDX-License-Identifier: MIT */
#ifndef MOTO_STACK_H
#define MOTO_STACK_H

/* Keeps what a function needs on the stack from adding to what its caller needs: the deepest chain
 * of calls ends in the text's decoder, and every step of it counts. */
#if defined(__GNUC__)
#define NOT_INLINED __attribute__((noinline))
#else
#define NOT_INLINED
#endif

#endif
