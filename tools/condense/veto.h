/* SPDX-License-Identifier: MIT
 *
 * What keeps a shortened sentence true and whole. A mask says of each word whether it is kept;
 * closing a mask adds the words without which those kept would say something else or nothing: the
 * head of every word, subjects and objects, negation and modality, conditions, who says so.
 */
#ifndef CONDENSE_VETO_H
#define CONDENSE_VETO_H

#include "parser.h"

/* Adds to the mask what must not be missing below `root` and drops what is not below it. */
/* Whether word i must stay when its head does; lenient: phrases such as "talks on X" may go. */
bool veto_needs(const sentence *s, int i, bool lenient);
void veto_close_as(const sentence *s, int root, uint8_t *keep, bool lenient);

void veto_close(const sentence *s, int root, uint8_t *keep);

/* --- questions about a parsed sentence that others ask too --- */

/* The first child of `head` with this label, -1: none. */
int child_with(const sentence *s, int head, int label);
bool has_child_word(const sentence *s, int head, const char *words);
/* Whether `word` is `top` or hangs below it. */
bool is_below(const sentence *s, int word, int top);
/* The word that hangs from none. */
int root_of(const sentence *s);
/* Whether the verb reports what somebody said or thinks. */
bool is_saying(const char *lower);

#endif
