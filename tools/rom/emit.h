/* SPDX-License-Identifier: MIT
 *
 * Bytes in the forms in which firmware is flashed. All of them add to `out`, which is marked failed
 * when memory runs out.
 */
#ifndef EMIT_H
#define EMIT_H

#include "buffer.h"
#include "rom.h"

#include <stddef.h>
#include <stdint.h>

#define UF2_BLOCK_BYTES 512u

/* Intel HEX, 16 bytes a record, with extended linear addresses. base + size is at most 2^32. */
void emit_hex(const uint8_t *bytes, size_t size, uint32_t base, buffer *out);

/* UF2 (github.com/microsoft/uf2): blocks of 512 bytes that carry 256 each, the last one filled with
 * zeros. `family` 0: none. */
void emit_uf2(const uint8_t *bytes, size_t size, uint32_t base, uint32_t family, buffer *out);

/* A header and a source that define the array `name` and NAME_SIZE, as C11 and as C++. `header` is
 * what the source includes. */
void emit_c_header(const char *name, size_t size, buffer *out);
void emit_c_source(const uint8_t *bytes, size_t size, const char *name, const char *header,
                   buffer *out);

/* A header and a source, of C11, that define the moto_model `name`, opened: firmware that has it in
 * flash needs no moto_model_open, neither its time nor its code. */
void emit_c_model_header(const char *name, buffer *out);
void emit_c_model_source(const moto_model *model, const char *name, const char *header,
                         buffer *out);

#endif
