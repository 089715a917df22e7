/* SPDX-License-Identifier: MIT
 *
 * Scripts -> a ROM, in memory. The simulator builds with it in its own process, motograph-rom is a
 * thin program around it. The bytes of the ROM are described in core/FORMAT.md.
 *
 * A ROM that was built has been read back with the core: it opened, every line decoded to the text
 * that was meant, and every width is the one that the core measures.
 */
#ifndef BUILD_H
#define BUILD_H

#include "message.h"
#include "script.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One script of a programme; several follow one another on the sign. */
typedef struct build_input {
    const script *lines;
    const char *name; /* what messages call it: "news.ticker" */
} build_input;

/* All zero: what the scripts say, else a panel of 128x32 LEDs at 60 Hz with one crawl on it. */
typedef struct build_options {
    int panel_width, panel_height; /* 0: the scripts'. A script's zones must fit on it */
    const char *const *fonts;      /* as font_open_spec takes them; the first that has a glyph draws
                                      it. None: motograph-16, or motograph-8 where that is too high */
    size_t font_count;
    const char *model;  /* "en-64k", a file, "stored"; null: the default, see models.h           */
    uint32_t flash;     /* bytes that ROM and model may take together: of the models that fit,
                           the one with which both are smallest; 0: `model` says it              */
    bool no_dictionary; /* no dictionary of the ROM's own                                        */
    bool only_used_glyphs; /* leave out the rest of printable ASCII: no typed alerts */
    bool strict; /* a character that no font has is an error, else a note                 */
} build_options;

typedef struct build_result {
    uint8_t *bytes; /* for `free` */
    size_t size;
    notes notes; /* "news.ticker:3:14: no font has U+2603, shown as a box" */
} build_result;

/* Builds. Returns 0, or -1 with the message; then the result has no bytes but may have notes.
 * `options` may be null. Free the result either way. */
int rom_build(const build_input *inputs, size_t count, const build_options *options,
              build_result *out, message *error);

void build_result_free(build_result *result);

#endif
