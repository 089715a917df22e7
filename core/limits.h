/* SPDX-License-Identifier: MIT
 *
 * Every compile-time limit of the core. Changing one costs RAM where it says so, nothing else;
 * those with an #ifndef may be set by the compiler's command line (-DMOTO_ZONES_MAX=1).
 */
#ifndef MOTO_LIMITS_H
#define MOTO_LIMITS_H

#include <stdint.h>

#define MOTO_WIDTH_MAX  4096 /* LEDs of a panel, across */
#define MOTO_HEIGHT_MAX 256  /* LEDs of a panel, down */
#ifndef MOTO_ZONES_MAX
#define MOTO_ZONES_MAX 8 /* 40 bytes of state each */
#endif
#define MOTO_ROWS_MAX 32 /* rows of a zone or a font: a column is one 32-bit word */
#ifndef MOTO_FONTS_MAX
#define MOTO_FONTS_MAX 8 /* fonts of a ROM, 20 bytes in moto_rom each */
#endif
#ifndef MOTO_ALERTS_MAX
#define MOTO_ALERTS_MAX 4 /* alerts that wait or run, all zones together, 56 bytes each */
#endif
#ifndef MOTO_CRAWL_ONLY
#define MOTO_CRAWL_ONLY 0 /* 1: no effect but the crawl, no idle line: 3 KB of code less */
#endif
#define MOTO_VALUES_MAX   10   /* live values {0} to {9} */
#define MOTO_VALUE_BYTES  12   /* longest live value */
#define MOTO_LIVE_MAX     64   /* places in the text of a ROM where a live value stands */
#define MOTO_BLOCK_BYTES  512  /* text of a block at most */
#define MOTO_INKS_MAX     64   /* colours of a ROM */
#define MOTO_SPEED_MAX    2000 /* pixels a second */
#define MOTO_SPEED_DEN    4096 /* largest denominator of a speed */
#define MOTO_SECTIONS_MAX 64

_Static_assert(MOTO_ROWS_MAX <= 32, "a column must fit a 32-bit word");
_Static_assert(MOTO_INKS_MAX <= 64, "an ink shares its byte with two flags");
_Static_assert(MOTO_LIVE_MAX <= 0x1900, "live values stand in the private use area of Unicode");
_Static_assert(MOTO_SPEED_MAX * 256ull * MOTO_SPEED_DEN * MOTO_SPEED_DEN * 1000000ull <
                   UINT64_MAX / 2,
               "a position must be computed without overflow");

#endif
