/* SPDX-License-Identifier: MIT
 *
 * What a firmware did to a chip that the real part would not have borne. Each model lists its kinds
 * as an enum; tests assert the counts.
 */
#ifndef VIOLATION_H
#define VIOLATION_H

#include <stdint.h>

#define VIOLATION_KINDS_MAX 12

typedef struct violations {
    const char *const *texts; /* by kind, a sentence each */
    uint64_t total;
    uint32_t count[VIOLATION_KINDS_MAX];
    int first; /* kind of the first one; meaningless when total is 0 */
} violations;

static inline void violation(violations *log, int kind) {
    if (log->total == 0)
        log->first = kind;
    log->total++;
    log->count[kind]++;
}

#endif
