/* SPDX-License-Identifier: MIT
 *
 * The headline of an article that has no title: many candidates, cut from its first sentences with
 * different leanings, of which a few plain properties choose the best.
 */
#ifndef CONDENSE_HEADLINE_H
#define CONDENSE_HEADLINE_H

#include "story.h"

/* Writes the line and returns the number of the sentence it was made of; -1: no sentence gives a
 * line that may be shown. */
int headline_make(const story *st, char line[LINE_ROOM]);

#endif
