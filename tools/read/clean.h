/* SPDX-License-Identifier: MIT
 *
 * Characters as they may reach a sign: NFC (Unicode Annex 15), no control or format characters, no
 * soft hyphens, nothing of no width, every kind of blank one plain blank, and at most
 * CLEAN_MARKS_MAX combining marks on one letter.
 */
#ifndef CLEAN_H
#define CLEAN_H

#include <stddef.h>

#define CLEAN_MARKS_MAX 4

/* Valid UTF-8 in, one line out: runs of blanks and line breaks become one blank, none at the ends.
 * A string for `free`, or null: no memory. */
char *clean_text(const char *text, size_t length);

/* The same for a whole file of lines: line breaks and runs of blanks stay as they are. */
char *clean_lines(const char *text, size_t length);

#endif
