/* SPDX-License-Identifier: MIT
 *
 * Which line, when: programmes, alerts, schedules. The whole state of a sign is here.
 */
#ifndef MOTO_SHOW_H
#define MOTO_SHOW_H

#include "motion.h"
#include "rom.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct moto_show {
    uint64_t last_event;
} moto_show;

#endif
