/* SPDX-License-Identifier: MIT
 *
 * The LM3S6965 evaluation board, as far as a sign needs it: the OLED's bus and the time.
 */
#ifndef LM3S6965_H
#define LM3S6965_H

#include "../../core/driver/ssd1306.h"

#include <stdint.h>

/* Sets up the SSI port, the OLED's pins and the clock. */
void board_start(void);

/* Of the SSD0323 on SSI0; D/C is PC7. */
moto_oled_bus board_oled(void);

/* Microseconds since board_start, in steps of a millisecond. */
uint64_t board_time(void);

#endif
