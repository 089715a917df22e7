/* SPDX-License-Identifier: MIT */
#include "trie.h"

#include <stdlib.h>

/* An edge: parent + 1 in the upper 24 bits, the byte in the next 8, the child in the lower 32. */
static uint64_t key_of(uint32_t node, uint8_t byte) {
    return ((uint64_t)(node + 1) << 8 | byte) << 32;
}

static uint32_t slot_of(const trie *set, uint64_t key) {
    return (uint32_t)((key >> 32) * 0x9E3779B97F4A7C15u >> 32) & (set->slots - 1);
}

static uint64_t *edge_of(const trie *set, uint64_t key) {
    uint32_t slot = slot_of(set, key);
    while (set->edges[slot] && (set->edges[slot] ^ key) >> 32) {
        slot = (slot + 1) & (set->slots - 1);
    }
    return &set->edges[slot];
}

int trie_open(trie *set) {
    set->room = 1024;
    set->slots = 4096;
    set->count = 1;
    set->values = malloc(set->room * sizeof *set->values);
    set->edges = calloc(set->slots, sizeof *set->edges);
    if (!set->values || !set->edges) {
        return -1;
    }
    set->values[TRIE_ROOT] = TRIE_NONE;
    return 0;
}

void trie_close(trie *set) {
    free(set->values);
    free(set->edges);
    set->values = NULL;
    set->edges = NULL;
}

static int grow(trie *set) {
    uint32_t *values = realloc(set->values, 2 * (size_t)set->room * sizeof *values);
    if (!values) {
        return -1;
    }
    set->values = values;
    set->room *= 2;
    uint64_t *old = set->edges;
    uint32_t slots = set->slots;
    set->edges = calloc(4 * (size_t)set->room, sizeof *set->edges);
    if (!set->edges) {
        set->edges = old;
        return -1;
    }
    set->slots = 4 * set->room;
    for (uint32_t i = 0; i < slots; i++) {
        if (old[i]) {
            *edge_of(set, old[i]) = old[i];
        }
    }
    free(old);
    return 0;
}

uint32_t trie_grow(trie *set, uint32_t node, uint8_t byte) {
    uint32_t next = trie_step(set, node, byte);
    if (next != TRIE_NONE) {
        return next;
    }
    if (set->count == set->room && grow(set)) {
        return TRIE_NONE;
    }
    next = set->count++;
    set->values[next] = TRIE_NONE;
    uint64_t key = key_of(node, byte);
    *edge_of(set, key) = key | next;
    return next;
}

int trie_put(trie *set, const uint8_t *bytes, size_t size, uint32_t value) {
    uint32_t node = TRIE_ROOT;
    for (size_t i = 0; i < size; i++) {
        node = trie_grow(set, node, bytes[i]);
        if (node == TRIE_NONE) {
            return -1;
        }
    }
    set->values[node] = value;
    return 0;
}

uint32_t trie_step(const trie *set, uint32_t node, uint8_t byte) {
    uint64_t edge = *edge_of(set, key_of(node, byte));
    return edge ? (uint32_t)edge : TRIE_NONE;
}

uint32_t trie_get(const trie *set, const uint8_t *bytes, size_t size) {
    uint32_t node = TRIE_ROOT;
    for (size_t i = 0; i < size; i++) {
        node = trie_step(set, node, bytes[i]);
        if (node == TRIE_NONE) {
            return TRIE_NONE;
        }
    }
    return set->values[node];
}
