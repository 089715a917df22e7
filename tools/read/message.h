/* SPDX-License-Identifier: MIT
 *
 * One clear message about what is wrong: "file:line: what" or "file: what". The first one is kept,
 * since what follows it is mostly its consequence.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>

#define MESSAGE_CHARS 1024

typedef struct message {
    char text[MESSAGE_CHARS]; /* empty: nothing is wrong */
} message;

/* Sets the message unless there is one; a longer text is cut. Returns -1, to be returned on. */
int message_set(message *m, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many bytes of a quoted input a message shows: whole characters, and not so many that the end
 * of the message would not be seen. For "%.*s". */
int message_shown(const char *text, size_t length);

/* "NAME: out of memory". */
int message_no_memory(message *m, const char *name);

/* Remarks that are no errors: what was assumed, dropped or cut. */
typedef struct notes {
    char **lines; /* "article.txt: not UTF-8, read as Windows-1252" */
    size_t count;
} notes;

/* At most so many are kept, that a hostile input does not drown the rest. */
#define NOTES_MAX 32

void notes_add(notes *n, const char *format, ...) __attribute__((format(printf, 2, 3)));
void notes_free(notes *n);

#endif
