/* SPDX-License-Identifier: MIT
 *
 * Mends what a greedy parser gets wrong most often in news: names torn apart, a verb with several
 * subjects, a subject that a participle took.
 */
#ifndef CONDENSE_MEND_H
#define CONDENSE_MEND_H

#include "token.h"

/* Changes heads and labels only; the tree stays one. */
void mend_parse(sentence *s);

#endif
