/* SPDX-License-Identifier: MIT
 *
 * What runs when no file is named: assets/articles/kerry-in-moscow.ticker, put into the program by
 * the build.
 */
#ifndef BUILTIN_ARTICLE_H
#define BUILTIN_ARTICLE_H

#include <stddef.h>

extern const unsigned char builtin_article[];
extern const size_t builtin_article_size;

#endif
