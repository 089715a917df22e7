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

/* For the few lines where a frame's time goes, although the compiler is told to make code small. */
#if defined(__GNUC__)
#define INLINED inline __attribute__((always_inline))
#else
#define INLINED inline
#endif

#endif
