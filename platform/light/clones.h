/* SPDX-License-Identifier: MIT
 *
 * CLONES compiles a function for AVX2 too and chooses when the program starts. Such functions use
 * integers only, so both give the same bits. GCC only: the clones of older clangs cannot be called
 * from another file.
 */
#ifndef CLONES_H
#define CLONES_H

#include <stddef.h> /* defines __GLIBC__ by way of features.h */
#include <stdint.h>

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) && !defined(LOOK_NO_CLONES)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif

#endif
