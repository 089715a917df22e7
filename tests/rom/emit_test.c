/* SPDX-License-Identifier: MIT
 *
 * The flash formats, read back by decoders of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZE = 70000
};

static uint8_t *pattern(size_t size) {
    uint8_t *bytes = malloc(size);
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 7 + i / 256);
    return bytes;
}

static unsigned hex_byte(const char *at) {
    unsigned value;
    assert_int_equal(sscanf(at, "%2X", &value), 1);
    return value;
}

/* Reads Intel HEX into `memory`, which stands for the addresses from `base` on. Returns the number
 * of bytes that were set. */
static size_t read_hex(const char *text, uint32_t base, uint8_t *memory, size_t room) {
    uint32_t upper = 0;
    size_t set = 0;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        assert_int_equal(line[0], ':');
        unsigned count = hex_byte(line + 1), sum = 0;
        for (unsigned i = 0; i < count + 5; i++)
            sum += hex_byte(line + 1 + 2 * i);
        assert_int_equal(sum & 255, 0);
        unsigned type = hex_byte(line + 7);
        uint32_t address = upper + hex_byte(line + 3) * 256 + hex_byte(line + 5);
        if (type == 4)
            upper = (hex_byte(line + 9) * 256 + hex_byte(line + 11)) << 16;
        if (type == 1)
            return line[12] == 0 ? set : 0;
        assert_true((address & 0xFFFF) + count <= 0x10000);
        for (unsigned i = 0; i < count && type == 0; i++, set++) {
            assert_true(address - base + i < room);
            memory[address - base + i] = (uint8_t)hex_byte(line + 9 + 2 * i);
        }
    }
    return 0;
}

static void hex_is_read_back(void **state) {
    (void)state;
    uint8_t *bytes = pattern(SIZE), *memory = calloc(1, SIZE);
    assert_non_null(memory);
    buffer out = {0};
    emit_hex(bytes, SIZE, 0x1000FFF8, &out);
    assert_false(out.failed);
    assert_int_equal(read_hex(out.bytes, 0x1000FFF8, memory, SIZE), SIZE);
    assert_memory_equal(memory, bytes, SIZE);
    buffer_free(&out);
    free(bytes);
    free(memory);
}

static uint32_t number(const char *at) {
    const uint8_t *b = (const uint8_t *)at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static void uf2_is_read_back(void **state) {
    (void)state;
    uint8_t *bytes = pattern(1000);
    buffer out = {0};
    emit_uf2(bytes, 1000, 0x10100000, 0xE48BFF56, &out);
    assert_int_equal(out.count, 4 * 512);
    for (size_t i = 0; i < 4; i++) {
        const char *block = out.bytes + 512 * i;
        assert_memory_equal(block, "UF2\n", 4);
        assert_int_equal(number(block + 4), 0x9E5D5157);
        assert_int_equal(number(block + 8), 0x2000);
        assert_int_equal(number(block + 12), 0x10100000 + 256 * i);
        assert_int_equal(number(block + 16), 256);
        assert_int_equal(number(block + 20), i);
        assert_int_equal(number(block + 24), 4);
        assert_int_equal(number(block + 28), 0xE48BFF56);
        assert_int_equal(number(block + 508), 0x0AB16F30);
        assert_memory_equal(block + 32, bytes + 256 * i, i < 3 ? 256 : 1000 - 768);
    }
    buffer_free(&out);
    free(bytes);
}

static void uf2_without_family_has_no_flag(void **state) {
    (void)state;
    buffer out = {0};
    emit_uf2((const uint8_t *)"x", 1, 0, 0, &out);
    assert_int_equal(out.count, 512);
    assert_int_equal(number(out.bytes + 8), 0);
    buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hex_is_read_back),
        cmocka_unit_test(uf2_is_read_back),
        cmocka_unit_test(uf2_without_family_has_no_flag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
