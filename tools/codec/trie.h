/* SPDX-License-Identifier: MIT
 *
 * A set of byte strings with a number each, walked byte by byte.
 */
#ifndef MOTOGRAPH_TRIE_H
#define MOTOGRAPH_TRIE_H

#include <stddef.h>
#include <stdint.h>

#define TRIE_ROOT 0u
#define TRIE_NONE UINT32_MAX

typedef struct trie {
    uint32_t *values; /* of each node: the number given, or TRIE_NONE */
    uint32_t count;   /* nodes                                        */
    uint32_t room;
    uint64_t *edges; /* open addressing: (node + 1, byte) and the node it leads to */
    uint32_t slots;  /* a power of two                                             */
} trie;

/* 0, or -1 without memory; a trie that failed to open can be closed. */
int trie_open(trie *set);
void trie_close(trie *set);

/* Adds or renumbers a string. 0, or -1 without memory. */
int trie_put(trie *set, const uint8_t *bytes, size_t size, uint32_t value);

/* The node that `byte` leads to from `node`, made when there is none. TRIE_NONE without memory. */
uint32_t trie_grow(trie *set, uint32_t node, uint8_t byte);

/* The node that `byte` leads to from `node`, or TRIE_NONE. */
uint32_t trie_step(const trie *set, uint32_t node, uint8_t byte);

/* The number of a string, or TRIE_NONE. */
uint32_t trie_get(const trie *set, const uint8_t *bytes, size_t size);

#endif
