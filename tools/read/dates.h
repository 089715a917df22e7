/* SPDX-License-Identifier: MIT
 *
 * The day in a date as pages and feeds write them.
 */
#ifndef DATES_H
#define DATES_H

#include "civil.h"

#include <stdbool.h>

/* Finds the first date: "2013-05-06T...", "20130506", "Mon, 06 May 2013 ...", "6 May 2013",
 * "May 6, 2013". The day is taken as it is written, whatever the time zone behind it. */
bool dates_find(const char *text, civil_day *out);

#endif
