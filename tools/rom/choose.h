/* SPDX-License-Identifier: MIT
 *
 * Which text model a ROM is coded with.
 */
#ifndef CHOOSE_H
#define CHOOSE_H

#include "plan.h"

/* Opens the models and settles on one, unless the flash decides later. */
int choose_models(plan *p);

/* Codes and writes the ROM: with the model that was settled on, or with each in turn, keeping the
 * one with which ROM and model are smallest together. Checks what it keeps. */
int choose_and_write(plan *p, buffer *out);

#endif
