/* SPDX-License-Identifier: MIT
 *
 * A sentence made into a line that states the same in fewer words.
 */
#ifndef CONDENSE_POINT_H
#define CONDENSE_POINT_H

#include "story.h"

/* Writes the line of sentence `number`. False when none can be made that is whole and true. */
bool point_make(const story *st, size_t number, line_style style, char line[LINE_ROOM]);

/* Whether a line neither begins nor ends in the air. */
bool line_reads_whole(const char *line);

#endif
