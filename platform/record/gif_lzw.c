/* SPDX-License-Identifier: MIT */
#include "gif_lzw.h"

#include <string.h>

enum {
    CLEAR = 256,
    END = 257,
    FIRST = 258,
    CODES = 4096,
    SLOTS = 16384
};

typedef struct packer {
    FILE *out;
    uint8_t block[255];
    int filled;
    uint32_t bits;
    int bit_count, code_bits, next;
    uint32_t key[SLOTS]; /* prefix code and byte, plus 1; 0 is free */
    uint16_t code[SLOTS];
} packer;

static void put_byte(packer *p, uint8_t byte) {
    p->block[p->filled++] = byte;
    if (p->filled < 255)
        return;
    fputc(255, p->out);
    fwrite(p->block, 1, 255, p->out);
    p->filled = 0;
}

static void put_code(packer *p, int code) {
    p->bits |= (uint32_t)code << p->bit_count;
    p->bit_count += p->code_bits;
    for (; p->bit_count >= 8; p->bit_count -= 8, p->bits >>= 8)
        put_byte(p, (uint8_t)p->bits);
}

static void clear(packer *p) {
    put_code(p, CLEAR);
    memset(p->key, 0, sizeof p->key);
    p->code_bits = 9;
    p->next = FIRST;
}

/* The slot where the string of a prefix and a byte is or would be. */
static uint32_t slot_of(const packer *p, int prefix, uint8_t byte) {
    uint32_t key = ((uint32_t)prefix << 8 | byte) + 1, slot = key * 2654435761u >> 18;
    while (p->key[slot] != 0 && p->key[slot] != key)
        slot = (slot + 1) % SLOTS;
    return slot;
}

static void learn(packer *p, uint32_t slot, int prefix, uint8_t byte) {
    p->key[slot] = ((uint32_t)prefix << 8 | byte) + 1;
    p->code[slot] = (uint16_t)p->next;
    if (p->next == 1 << p->code_bits)
        p->code_bits++;
    p->next++;
}

static void finish(packer *p, int prefix) {
    put_code(p, prefix);
    if (p->next == 1 << p->code_bits && p->code_bits < 12)
        p->code_bits++;
    put_code(p, END);
    if (p->bit_count > 0)
        put_byte(p, (uint8_t)p->bits);
    if (p->filled > 0) {
        fputc(p->filled, p->out);
        fwrite(p->block, 1, (size_t)p->filled, p->out);
    }
    fputc(0, p->out);
}

void gif_lzw_write(FILE *out, const uint8_t *indices, size_t count) {
    packer p = {.out = out, .code_bits = 9};
    fputc(8, out);
    clear(&p);
    int prefix = indices[0];
    for (size_t i = 1; i < count; i++) {
        uint32_t slot = slot_of(&p, prefix, indices[i]);
        if (p.key[slot] != 0) {
            prefix = p.code[slot];
            continue;
        }
        put_code(&p, prefix);
        if (p.next < CODES)
            learn(&p, slot, prefix, indices[i]);
        else
            clear(&p);
        prefix = indices[i];
    }
    finish(&p, prefix);
}
