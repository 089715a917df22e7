/* SPDX-License-Identifier: MIT
 *
 * What is on the table: the items of an announced list ("will discuss A, B and C", "From A to B and
 * C, the agenda ...", "A is high on the agenda").
 */
#ifndef CONDENSE_TOPIC_H
#define CONDENSE_TOPIC_H

#include "story.h"

#define TOPICS_MAX      24
#define TOPIC_ITEM_ROOM 64

typedef struct topic {
    size_t sentence; /* index in the story */
    char text[TOPIC_ITEM_ROOM];
} topic;

typedef struct topic_list {
    topic items[TOPICS_MAX];
    size_t count;
} topic_list;

void topics_find(const story *st, topic_list *topics);

#endif
