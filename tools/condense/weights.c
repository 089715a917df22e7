/* SPDX-License-Identifier: MIT */
#include "weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(const uint8_t **at, const uint8_t *end, uint32_t *number) {
    *number = 0;
    for (int shift = 0; shift < 32; shift += 7) {
        if (*at == end)
            return false;
        uint8_t byte = *(*at)++;
        *number |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static int read_weights(weight_table *table, const uint8_t **at, const uint8_t *end,
                        uint32_t count) {
    size_t size = (size_t)table->classes << table->bits;
    size_t place = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t gap, folded;
        if (!read_number(at, end, &gap) || !read_number(at, end, &folded))
            return -1;
        place += gap;
        if (place >= size || folded > 0xffff)
            return -1;
        int32_t weight = (folded & 1) ? -(int32_t)(folded >> 1) - 1 : (int32_t)(folded >> 1);
        table->weights[place] = (int16_t)weight;
    }
    return 0;
}

int weight_table_read(weight_table *table, const uint8_t **at, const uint8_t *end) {
    *table = (weight_table){0};
    if (end - *at < 6)
        return -1;
    const uint8_t *head = *at;
    table->classes = head[0];
    table->bits = head[1];
    uint32_t count =
        head[2] | (uint32_t)head[3] << 8 | (uint32_t)head[4] << 16 | (uint32_t)head[5] << 24;
    *at += 6;
    if (table->classes < 1 || table->classes > TABLE_CLASSES_MAX)
        return -1;
    if (table->bits < 1 || table->bits > 22)
        return -1;
    table->weights = calloc((size_t)table->classes << table->bits, sizeof *table->weights);
    if (!table->weights)
        return -1;
    if (read_weights(table, at, end, count) == 0)
        return 0;
    weight_table_free(table);
    return -1;
}

void weight_table_free(weight_table *table) {
    free(table->weights);
    *table = (weight_table){0};
}

void weight_table_score(const weight_table *table, const uint64_t *features, int count,
                        int32_t *scores) {
    uint64_t mask = ((uint64_t)1 << table->bits) - 1;
    int classes = table->classes;
    memset(scores, 0, (size_t)classes * sizeof *scores);
    for (int i = 0; i < count; i++) {
        const int16_t *row = table->weights + (features[i] & mask) * (unsigned)classes;
        for (int c = 0; c < classes; c++)
            scores[c] += row[c];
    }
}

int perceptron_open(perceptron *p, int classes, int bits) {
    size_t size = (size_t)classes << bits;
    *p = (perceptron){.classes = classes, .bits = bits, .step = 1};
    p->weights = calloc(size, sizeof *p->weights);
    p->totals = calloc(size, sizeof *p->totals);
    if (p->weights && p->totals)
        return 0;
    perceptron_close(p);
    return -1;
}

void perceptron_close(perceptron *p) {
    free(p->weights);
    free(p->totals);
    *p = (perceptron){0};
}

void perceptron_score(const perceptron *p, const uint64_t *features, int count, int32_t *scores) {
    uint64_t mask = ((uint64_t)1 << p->bits) - 1;
    memset(scores, 0, (size_t)p->classes * sizeof *scores);
    for (int i = 0; i < count; i++) {
        const int32_t *row = p->weights + (features[i] & mask) * (unsigned)p->classes;
        for (int c = 0; c < p->classes; c++)
            scores[c] += row[c];
    }
}

void perceptron_change(perceptron *p, const uint64_t *features, int count, int class, int by) {
    uint64_t mask = ((uint64_t)1 << p->bits) - 1;
    for (int i = 0; i < count; i++) {
        size_t place = (features[i] & mask) * (unsigned)p->classes + (unsigned)class;
        p->weights[place] += by;
        p->totals[place] += by * p->step;
    }
}

static int16_t rounded(double weight) {
    if (weight > 32767)
        return 32767;
    if (weight < -32767)
        return -32767;
    return (int16_t)(weight < 0 ? weight - 0.5 : weight + 0.5);
}

/* The least size of weight of which no more than `kept` weights are as large. */
static int threshold(const weight_table *table, size_t kept) {
    static size_t counts[32769];
    size_t size = (size_t)table->classes << table->bits;
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < size; i++)
        counts[abs(table->weights[i])]++;
    size_t larger = 0;
    int least = 32768;
    while (least > 1 && larger + counts[least - 1] <= kept)
        larger += counts[--least];
    return least;
}

int perceptron_average(const perceptron *p, double scale, size_t kept, weight_table *table) {
    size_t size = (size_t)p->classes << p->bits;
    *table = (weight_table){.classes = p->classes, .bits = p->bits};
    table->weights = calloc(size, sizeof *table->weights);
    if (!table->weights)
        return -1;
    for (size_t i = 0; i < size; i++) {
        double average = p->weights[i] - (double)p->totals[i] / (double)p->step;
        table->weights[i] = rounded(average * scale);
    }
    int least = threshold(table, kept);
    for (size_t i = 0; i < size; i++)
        if (abs(table->weights[i]) < least)
            table->weights[i] = 0;
    return 0;
}

static void write_number(uint32_t number, FILE *out) {
    for (; number >= 0x80; number >>= 7)
        fputc((int)(number & 0x7f) | 0x80, out);
    fputc((int)number, out);
}

int weight_table_write(const weight_table *table, void *file) {
    FILE *out = file;
    size_t size = (size_t)table->classes << table->bits;
    uint32_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += table->weights[i] != 0;
    fputc(table->classes, out);
    fputc(table->bits, out);
    for (int shift = 0; shift < 32; shift += 8)
        fputc((int)(count >> shift) & 0xff, out);
    size_t last = 0;
    for (size_t i = 0; i < size; i++) {
        int32_t weight = table->weights[i];
        if (!weight)
            continue;
        write_number((uint32_t)(i - last), out);
        write_number(weight < 0 ? (uint32_t)(-weight - 1) * 2 + 1 : (uint32_t)weight * 2, out);
        last = i;
    }
    return ferror(out) ? -1 : 0;
}
