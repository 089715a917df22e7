/* SPDX-License-Identifier: MIT
 *
 * Little-endian numbers read byte by byte: no alignment demanded, the same on every machine.
 */
#ifndef MOTO_BYTES_H
#define MOTO_BYTES_H

#include <stdint.h>

static inline uint32_t moto_u16(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t moto_u24(const uint8_t *p) {
    return moto_u16(p) | (uint32_t)p[2] << 16;
}

static inline uint32_t moto_u32(const uint8_t *p) {
    return moto_u16(p) | moto_u16(p + 2) << 16;
}

static inline uint64_t moto_u64(const uint8_t *p) {
    return (uint64_t)moto_u32(p) | (uint64_t)moto_u32(p + 4) << 32;
}

#endif
