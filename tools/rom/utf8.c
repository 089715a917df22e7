/* SPDX-License-Identifier: MIT */
#include "utf8.h"

#include <stdbool.h>

static size_t length_by_lead(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

static bool in_range(uint32_t code_point, size_t length) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < least[length] || code_point > 0x10FFFF)
        return false;
    return code_point < 0xD800 || code_point > 0xDFFF;
}

uint32_t utf8_read(const char *at, const char *end, size_t *size) {
    unsigned char lead = (unsigned char)*at;
    size_t length = length_by_lead(lead);
    *size = 1;
    if (length == 1)
        return lead;
    if (length == 0 || (size_t)(end - at) < length)
        return UTF8_REPLACEMENT;
    uint32_t code_point = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)at[i];
        if ((next & 0xC0) != 0x80)
            return UTF8_REPLACEMENT;
        code_point = code_point << 6 | (next & 0x3Fu);
    }
    if (!in_range(code_point, length))
        return UTF8_REPLACEMENT;
    *size = length;
    return code_point;
}

size_t utf8_write(uint32_t code_point, char out[4]) {
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(leads[length] | code_point);
    return length;
}
