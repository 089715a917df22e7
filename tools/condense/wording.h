/* SPDX-License-Identifier: MIT
 *
 * Other wordings of lines that are written already, for an editor to choose from: the sentence that
 * a line came from, made into a line of another length. Each has passed the vetoes that lines pass.
 */
#ifndef CONDENSE_WORDING_H
#define CONDENSE_WORDING_H

#include "script.h"
#include "story.h"

/* Gives the headline and the points of `s` from line `first` on at most `most` wordings each, none
 * of which stands in the script already. What has no sentence of its own, such as the page's title,
 * gets those of the first sentence. 0, or -1: no memory. */
int wordings_add(const story *st, size_t first, int most, script *s);

#endif
