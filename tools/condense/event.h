/* SPDX-License-Identifier: MIT
 *
 * Dated events that an article announces: a date, the verb that it belongs to, and that verb in a
 * form that looks ahead.
 */
#ifndef CONDENSE_EVENT_H
#define CONDENSE_EVENT_H

#include "date.h"
#include "story.h"

#define EVENTS_MAX 64

typedef struct event {
    size_t sentence; /* index in the story */
    int verb;
    date_phrase date;
    char line[LINE_ROOM];
} event;

typedef struct event_list {
    event *items;
    size_t count;
} event_list;

/* All events in the order of their dates. 0, or -1: no memory. */
int events_find(const story *st, event_list *events);
void events_free(event_list *events);

/* The weekday on which the article was written, as its own past dates tell: "met on Monday". */
int story_weekday(const sentence *sentences, size_t count);

#endif
