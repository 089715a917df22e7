/* SPDX-License-Identifier: MIT
 *
 * What stands for a character that a font has not: curly quotes become straight, a dash becomes a
 * hyphen, an accented letter its letter, a ligature its letters. A combining mark that NFC joined
 * to no letter is drawn behind the letter where the font has the mark alone (x and U+0301: x´); any
 * other is missing: listed, and shown as the box.
 */
#ifndef FOLD_H
#define FOLD_H

#include "plan.h"

#define FOLD_MAX 18 /* the longest compatibility decomposition (U+FDFA) */

/* Writes what the font has for the code point, itself where it can, and returns how many code
 * points that are; 0: nothing will do. */
size_t fold(const plan_font *font, uint32_t code_point, uint32_t out[FOLD_MAX]);

#endif
