/* SPDX-License-Identifier: MIT */
#include "emit.h"

#include "plan.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HEX_RECORD_BYTES 16u
#define HEX_DATA         0u
#define HEX_END          1u
#define HEX_ADDRESS      4u /* the upper half of the addresses that follow */

#define UF2_PAYLOAD_BYTES 256u
#define UF2_MAGIC_BEGIN   0x0A324655u
#define UF2_MAGIC_SECOND  0x9E5D5157u
#define UF2_MAGIC_END     0x0AB16F30u
#define UF2_HAS_FAMILY    0x2000u

#define C_BYTES_A_LINE 16

static void put_text(buffer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put_text(buffer *out, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof text)
        out->failed = true;
    else
        buffer_add(out, text, (size_t)size);
}

/* ---- Intel HEX ---- */

static void put_hex_record(buffer *out, uint32_t type, uint32_t address, const uint8_t *bytes,
                           size_t size) {
    uint32_t sum = (uint32_t)size + (address >> 8 & 255) + (address & 255) + type;
    put_text(out, ":%02X%04X%02X", (unsigned)size, (unsigned)(address & 0xFFFF), (unsigned)type);
    for (size_t i = 0; i < size; i++) {
        put_text(out, "%02X", bytes[i]);
        sum += bytes[i];
    }
    put_text(out, "%02X\n", (unsigned)(-sum & 255));
}

void emit_hex(const uint8_t *bytes, size_t size, uint32_t base, buffer *out) {
    uint32_t upper = 0;
    for (size_t at = 0; at < size;) {
        uint32_t address = base + (uint32_t)at;
        size_t count = size - at < HEX_RECORD_BYTES ? size - at : HEX_RECORD_BYTES;
        size_t room = 0x10000u - (address & 0xFFFF); /* a record does not cross 64 KiB */
        count = count < room ? count : room;
        if (address >> 16 != upper) {
            upper = address >> 16;
            uint8_t half[2] = {(uint8_t)(upper >> 8), (uint8_t)upper};
            put_hex_record(out, HEX_ADDRESS, 0, half, sizeof half);
        }
        put_hex_record(out, HEX_DATA, address, bytes + at, count);
        at += count;
    }
    put_hex_record(out, HEX_END, 0, NULL, 0);
}

/* ---- UF2 ---- */

static void put_zeros(buffer *out, size_t count) {
    for (; count > 0; count--)
        put_u8(out, 0);
}

void emit_uf2(const uint8_t *bytes, size_t size, uint32_t base, uint32_t family, buffer *out) {
    size_t blocks = (size + UF2_PAYLOAD_BYTES - 1) / UF2_PAYLOAD_BYTES;
    for (size_t i = 0; i < blocks; i++) {
        size_t at = i * UF2_PAYLOAD_BYTES;
        size_t count = size - at < UF2_PAYLOAD_BYTES ? size - at : UF2_PAYLOAD_BYTES;
        put_u32(out, UF2_MAGIC_BEGIN);
        put_u32(out, UF2_MAGIC_SECOND);
        put_u32(out, family ? UF2_HAS_FAMILY : 0);
        put_u32(out, base + (uint32_t)at);
        put_u32(out, UF2_PAYLOAD_BYTES);
        put_u32(out, (uint32_t)i);
        put_u32(out, (uint32_t)blocks);
        put_u32(out, family);
        buffer_add(out, bytes + at, count);
        put_zeros(out, UF2_BLOCK_BYTES - 36 - count);
        put_u32(out, UF2_MAGIC_END);
    }
}

/* ---- C ---- */

static void put_upper(buffer *out, const char *name) {
    for (; *name; name++)
        buffer_add_byte(out, *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name);
}

static void put_c_bytes(buffer *out, const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        put_text(out, "%s0x%02x,", i % C_BYTES_A_LINE ? " " : "\n    ", bytes[i]);
    put_text(out, "\n};\n");
}

void emit_c_header(const char *name, size_t size, buffer *out) {
    put_text(out, "/* A ROM for Motograph, written by motograph-rom. */\n#ifndef ");
    put_upper(out, name);
    put_text(out, "_H\n#define ");
    put_upper(out, name);
    put_text(out, "_H\n\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
                  "#define ");
    put_upper(out, name);
    put_text(out, "_SIZE %zuu\n\nextern const uint8_t %s[", size, name);
    put_upper(out, name);
    put_text(out, "_SIZE];\n\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

void emit_c_source(const uint8_t *bytes, size_t size, const char *name, const char *header,
                   buffer *out) {
    put_text(out,
             "/* A ROM for Motograph, written by motograph-rom. */\n#include \"%s\"\n\n"
             "const uint8_t %s[",
             header, name);
    put_upper(out, name);
    put_text(out, "_SIZE] = {");
    put_c_bytes(out, bytes, size);
}

void emit_c_model_header(const char *name, buffer *out) {
    put_text(out, "/* A text model for Motograph, written by motograph-rom. */\n#ifndef ");
    put_upper(out, name);
    put_text(out, "_H\n#define ");
    put_upper(out, name);
    put_text(out, "_H\n\n#include \"model.h\"\n\nextern const moto_model %s;\n\n#endif\n", name);
}

/* A part of the model, as it lies in the array; null where the model has no such part. */
static void put_part(buffer *out, const moto_model *model, const char *name, const uint8_t *part) {
    if (part)
        put_text(out, "%s_bytes + %zu", name, (size_t)(part - model->bytes));
    else
        put_text(out, "0");
}

void emit_c_model_source(const moto_model *model, const char *name, const char *header,
                         buffer *out) {
    const struct {
        const char *name;
        const uint8_t *at;
    } parts[] = {
        {"rows", model->rows},         {"shared", model->shared},   {"factors", model->factors},
        {"wide", model->wide},         {"nodes", model->nodes},     {"leaves", model->leaves},
        {"buckets", model->buckets},   {"index", model->index},     {"tables", model->tables},
        {"contexts", model->contexts}, {"symbols", model->symbols}, {"strings", model->strings},
    };
    put_text(out,
             "/* A text model for Motograph, written by motograph-rom. */\n#include \"%s\"\n\n"
             "static const uint8_t %s_bytes[%u] = {",
             header, name, (unsigned)model->size);
    put_c_bytes(out, model->bytes, model->size);
    put_text(out,
             "\nconst moto_model %s = {\n    .bytes = %s_bytes,\n    .size = %uu,\n"
             "    .hash = 0x%08xu,\n    .maps = {",
             name, name, (unsigned)model->size, (unsigned)model->hash);
    for (size_t i = 0; i < MOTO_MODEL_DIRECT + 1; i++) {
        put_part(out, model, name, model->maps[i]);
        put_text(out, i < MOTO_MODEL_DIRECT ? ", " : "},\n");
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        put_text(out, "    .%s = ", parts[i].name);
        put_part(out, model, name, parts[i].at);
        put_text(out, ",\n");
    }
    put_text(out, "    .first_row = {");
    for (size_t i = 0; i < MOTO_MODEL_DIRECT + 1; i++)
        put_text(out, i < MOTO_MODEL_DIRECT ? "%u, " : "%u},\n};\n", (unsigned)model->first_row[i]);
}
