/* SPDX-License-Identifier: MIT
 *
 * The picture of one zone at a moment: which columns are needed, kept in rings, and how its rows
 * are put together from them. All of this is a cache in the caller's memory and can be made anew
 * from the show at any time.
 */
#ifndef MOTO_VIEW_H
#define MOTO_VIEW_H

#include "driver/source.h"
#include "show.h"
#include "strip.h"

#include <stdbool.h>
#include <stdint.h>

/* Columns coming one after another from a run. */
typedef struct moto_feed {
    moto_walk walk;
    moto_passage passage;
    moto_entry entry;
    int64_t at;    /* the next column, of the ring */
    uint32_t rest; /* columns left of this part */
    uint8_t part;
    uint8_t ink;
    bool inverse;
    bool shown;          /* false: the part is kept dark */
    uint32_t columns[8]; /* on their way into the ring */
} moto_feed;

typedef struct moto_layer {
    int32_t x, y; /* what is added to a place of the zone to find it in the ring */
    uint8_t ring;
    bool on;
} moto_layer;

typedef enum moto_picture {
    MOTO_PICTURE_IDLE, /* three dots */
    MOTO_PICTURE_CRAWL,
    MOTO_PICTURE_PAGE,
} moto_picture;

/* A page in a ring. */
typedef struct moto_page_key {
    uint64_t serial;
    uint32_t page;
    uint16_t line;
    bool held;
} moto_page_key;

typedef struct moto_view_zone {
    moto_zone zone;
    uint16_t x;     /* where it begins in the view */
    uint16_t skip;  /* its columns left of the view */
    uint16_t width; /* its columns in the view; 0: none */
    uint8_t rings;
    bool whole; /* its rings hold the whole zone's width, for pages slide */

    const moto_show *show; /* of the moment, and what follows from it */
    const moto_rom *rom;
    moto_programme programme;
    moto_moment moment;

    uint32_t generation; /* of the show for which the scene holds */
    uint64_t show_time;  /* the moment */
    moto_scene scene;
    moto_run run;
    bool has_run;
    uint16_t still; /* the line that rests in ring 0 while there is no run; MOTO_NONE */
    bool blinks;    /* something that blinks has been drawn */
    moto_feed feed;
    moto_ring ring[2];
    moto_page_key page[2];

    /* The moment's picture. */
    uint8_t picture;
    uint8_t fraction_x, fraction_y; /* of a pixel, in 1/256, beyond the layers' places */
    bool late;                      /* one bit: the fraction counts as a whole pixel */
    bool dark;                      /* blink: the dark half */
    moto_layer now, before;         /* the page that comes, the one that goes */
    uint8_t wipe;                   /* effect by which `now` covers `before` */
    uint8_t wipe_direction;
    uint16_t edge;    /* of the wipe or of the typing, columns or rows of the zone */
    moto_entry shown; /* the line on show; of a crawl, only when it has been asked for */
    uint64_t entered; /* crawl: the column of the run that came in last */
} moto_view_zone;

/* Which rings a zone needs for all that its programme and the ROM's alerts may ask of it. */
typedef struct moto_view_need {
    uint8_t rings;
    bool whole;
} moto_view_need;
moto_view_need moto_view_needs(const moto_rom *rom, const moto_zone *zone);

/* Brings the picture to `time`. `label` is the line to show for a label zone, MOTO_NONE otherwise.
 */
void moto_view_at(moto_view_zone *view, const moto_show *show, const moto_rom *rom, uint32_t index,
                  uint64_t time, uint16_t label);

/* The zone's row y, from its top: ORed into the row of the whole view. */
void moto_view_bits(const moto_view_zone *view, uint32_t y, uint32_t *bits);

/* The zone's row y in colour, written to its place in the row of the whole view. */
void moto_view_colours(const moto_view_zone *view, const moto_rom *rom, uint32_t y,
                       moto_colour *row);

/* Likewise in grey: 65535 for a lit LED. */
void moto_view_levels(const moto_view_zone *view, uint32_t y, uint16_t *levels);

/* Some rows from y on, where the zone has aligned words to itself; false: moto_view_bits must be
 * used. `bits` is the view's row; its words begin `stride` words behind those of the one before. */
bool moto_view_rows(const moto_view_zone *view, uint32_t y, uint32_t rows, uint32_t *bits,
                    uint32_t stride);

/* The line on show, in a crawl the one that entered last; MOTO_NONE for a typed alert or nothing.
 * Its column at the edge where it enters; 0 but for a crawl. */
uint16_t moto_view_line(moto_view_zone *view);
uint32_t moto_view_column(moto_view_zone *view);
moto_kind moto_view_kind(moto_view_zone *view);

#endif
