/* SPDX-License-Identifier: MIT
 *
 * The view without a view: frames of virtual time into files and hashes. The same command gives the
 * same bytes.
 */
#ifndef FILM_H
#define FILM_H

#include "session.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct film_options {
    bool at_given;
    uint64_t at;        /* virtual time of the first frame, microseconds */
    uint64_t frames;    /* 0: one, or as many as --loop makes */
    uint32_t fps_milli; /* frames a second x 1000; 0: 60, a GIF 50 */
    bool loop;          /* one whole programme, so that the end meets the beginning */
    bool hash;          /* number TAB microseconds TAB headless_hash, a line a frame */
    bool ascii;
    const char *png, *gif, *y4m, *vcd; /* null: not wanted; "-": standard output (y4m) */
    uint32_t pitch_milli;              /* pixels per LED x 1000; 0: 8, or less for a wide panel */
} film_options;

/* Whether the options ask for any of it. */
bool film_is_wanted(const film_options *options);

/* Runs it. Gives the exit code; what is wrong is told on standard error. */
int film_run(session *s, const film_options *options);

/* One picture of the session's light at its present time. */
bool film_picture(session *s, const char *path, uint32_t pitch_milli, char *message,
                  size_t message_size);

/* A name for such a picture that no file has yet: "motograph-12.345s.png". */
void film_picture_name(const session *s, char *name, size_t size);

#endif
