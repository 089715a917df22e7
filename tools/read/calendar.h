/* SPDX-License-Identifier: MIT
 *
 * iCalendar (RFC 5545, through libical): the events of the coming days as agenda lines.
 *
 *     agenda[Tue, to=2026-11-24T20:00]: 18:00 Town council meets, Town hall, great hall
 *
 * Recurring events are expanded; single changes (RECURRENCE-ID) and exceptions take their place,
 * cancelled events are left out. `when` is the weekday for the next seven days, else the day, such
 * as "Dec 3"; `to` takes the line away when the event is over. An event that has begun and is not
 * over is still shown.
 *
 * Times are those of the sign's clock. A time with a time zone, or in UTC, is shown in the zone of
 * the calendar (X-WR-TIMEZONE); when the calendar names none, a time with a zone is shown as it is
 * written, and a time in UTC as the machine's own zone has it.
 */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "civil.h"
#include "message.h"
#include "script.h"

/* Adds the events of `days` days from `today` to an empty script, soonest first, `lines_max` at
 * most. A calendar without any such event gives a script without lines. Returns 0, or -1 with the
 * message. */
int calendar_read(const char *text, size_t length, const char *name, civil_day today, int days,
                  size_t lines_max, script *out, notes *remarks, message *error);

#endif
