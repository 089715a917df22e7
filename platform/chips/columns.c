/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include <stdlib.h>
#include <string.h>

static const char *const texts[COLUMNS_VIOLATIONS] = {
    [COLUMNS_RANGE] = "column that the sign does not have",
    [COLUMNS_LENGTH] = "more or fewer bytes than a column has",
};

static int column_bytes(const columns *sign) {
    return (sign->height + 7) / 8;
}

bool columns_open(columns *sign, int width, int height) {
    *sign = (columns){.width = width, .height = height, .violations = {.texts = texts}};
    sign->bytes = calloc((size_t)width, (size_t)column_bytes(sign));
    return sign->bytes != NULL;
}

void columns_close(columns *sign) {
    free(sign->bytes);
    *sign = (columns){0};
}

void columns_set(columns *sign, int x, const uint8_t *bytes, int count) {
    if (x < 0 || x >= sign->width) {
        violation(&sign->violations, COLUMNS_RANGE);
        return;
    }
    if (count != column_bytes(sign)) {
        violation(&sign->violations, COLUMNS_LENGTH);
        return;
    }
    memcpy(sign->bytes + x * count, bytes, (size_t)count);
}

bool columns_dot(const columns *sign, int x, int y) {
    return sign->bytes[x * column_bytes(sign) + y / 8] >> y % 8 & 1;
}
