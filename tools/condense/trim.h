/* SPDX-License-Identifier: MIT
 *
 * A draft made to fit: parts that it can do without are hidden while it is too long, phrases that
 * it can take are added while there is room.
 */
#ifndef CONDENSE_TRIM_H
#define CONDENSE_TRIM_H

#include "headlinese.h"

typedef struct trim_plan {
    int verb;  /* of the line: what stands in front of it is not added, nor what holds it hidden */
    int other; /* a second word that must not be hidden, -1 */
    bool names_short;
    bool clauses; /* phrases such as "killing two" may be added too */
    line_style style;
    size_t bytes;
    const compress_scores
        *scores; /* null: by kind of phrase; else what the compressor likes best */
} trim_plan;

/* Both write the line and return its bytes; more than plan->bytes when it cannot be made to fit. */
size_t trim_shrink(draft *d, const trim_plan *plan, char line[LINE_ROOM]);
size_t trim_extend(draft *d, const trim_plan *plan, char line[LINE_ROOM]);

#endif
