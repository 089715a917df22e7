/* SPDX-License-Identifier: MIT */
#include "number.h"

#include <string.h>

#define LN2 0.69314718055994530942

double number_log2(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 52) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1023 << 52;
    double mantissa;
    memcpy(&mantissa, &bits, sizeof mantissa);
    if (mantissa > 1.41421356) {
        mantissa *= 0.5;
        exponent++;
    }
    /* ln m = 2 artanh((m - 1) / (m + 1)) */
    double t = (mantissa - 1) / (mantissa + 1);
    double square = t * t;
    double sum = 0;
    for (int n = 19; n > 0; n -= 2) {
        sum = sum * square + 1.0 / n;
    }
    return exponent + 2 * t * sum / LN2;
}

double number_exp2(double x) {
    int whole = (int)x - (x < 0);
    double part = (x - whole) * LN2;
    double sum = 1;
    for (int n = 16; n > 0; n--) {
        sum = 1 + sum * part / n;
    }
    uint64_t bits = (uint64_t)(whole + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return sum * power;
}

float number_sigmoid(float x) {
    if (x > 30) {
        return 1;
    }
    if (x < -30) {
        x = -30;
    }
    float y = -x * 1.44269504f;
    int whole = (int)y - (y < 0);
    float part = (y - (float)whole) * 0.69314718f;
    float sum = 1 + part / 7;
    for (int n = 6; n > 0; n--) {
        sum = 1 + sum * part * (1.0f / (float)n);
    }
    uint32_t bits = (uint32_t)(whole + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return 1 / (1 + sum * power);
}
