/* SPDX-License-Identifier: MIT
 *
 * What stands in the brackets of a script line: `speed=60, ink=amber, hold=2s`. The keys, their
 * values and their ranges are those of tools/rom/SCRIPT.md.
 */
#ifndef ATTRIBUTES_H
#define ATTRIBUTES_H

#include "message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ATTRIBUTE_SPEED_MAX       2000   /* pixels a second; at least 1       */
#define ATTRIBUTE_DENOMINATOR_MAX 4096   /* of a speed such as 60/7           */
#define ATTRIBUTE_HOLD_MAX        600000 /* milliseconds: ten minutes         */
#define ATTRIBUTE_GAP_MAX         4096   /* pixels                            */
#define ATTRIBUTE_REPEAT_MAX      255    /* passes of one line                */
#define ATTRIBUTE_PRIORITY_MAX    255    /* 0 is the lowest                   */
#define ATTRIBUTE_NAME_BYTES      32     /* of a zone's name, with its zero   */

/* How a line comes on and goes: the effects of the ROM, in its order. */
typedef enum attribute_effect {
    EFFECT_CRAWL,      /* runs through, without a stop                    */
    EFFECT_PAGE,       /* slides in, rests, slides out, screen by screen   */
    EFFECT_ROLL,       /* pushes the page before it out; `roll-up` and `roll-down` say whither */
    EFFECT_WIPE,       /* uncovers over the page before it                */
    EFFECT_TYPEWRITER, /* letter by letter                                */
    EFFECT_STILL,      /* there at once, and rests                        */
} attribute_effect;

typedef enum attribute_direction {
    DIRECTION_LEFT,
    DIRECTION_RIGHT,
    DIRECTION_UP,
    DIRECTION_DOWN,
} attribute_direction;

typedef enum attribute_align {
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
} attribute_align;

/* Which keys were written: bits of `attributes.given`. */
enum {
    ATTRIBUTE_INK = 1 << 0,
    ATTRIBUTE_SPEED = 1 << 1,
    ATTRIBUTE_EFFECT = 1 << 2,
    ATTRIBUTE_HOLD = 1 << 3,
    ATTRIBUTE_PRIORITY = 1 << 4,
    ATTRIBUTE_DIRECTION = 1 << 5,
    ATTRIBUTE_ZONE = 1 << 6,
    ATTRIBUTE_FROM = 1 << 7,
    ATTRIBUTE_TO = 1 << 8,
    ATTRIBUTE_HOURS = 1 << 9,
    ATTRIBUTE_DAYS = 1 << 10,
    ATTRIBUTE_REPEAT = 1 << 11,
    ATTRIBUTE_GAP = 1 << 12,
    ATTRIBUTE_ALIGN = 1 << 13,
    /* the keys that a line may have, and those that a zone may set for all its lines */
    ATTRIBUTES_OF_LINE = (1 << 12) - 1,
    ATTRIBUTES_OF_ZONE = ATTRIBUTE_INK | ATTRIBUTE_SPEED | ATTRIBUTE_EFFECT | ATTRIBUTE_HOLD |
                         ATTRIBUTE_DIRECTION | ATTRIBUTE_GAP | ATTRIBUTE_ALIGN,
};

/* A field means something only when its bit is in `given`. Times are local civil time. */
typedef struct attributes {
    unsigned given;
    uint32_t ink;               /* 0xRRGGBB                                           */
    uint32_t speed_numerator;   /* pixels a second, in lowest terms: 47.5 is 95 over 2 */
    uint32_t speed_denominator; /* 1 to ATTRIBUTE_DENOMINATOR_MAX                     */
    attribute_effect effect;
    bool blink;  /* `effect=page+blink`                                */
    bool invert; /* `effect=invert`: dark letters on a lit ground      */
    uint32_t hold_ms;
    uint8_t priority;
    attribute_direction direction;
    char zone[ATTRIBUTE_NAME_BYTES]; /* a zone's name, or its number from 0    */
    int64_t from;                    /* seconds since 1970-01-01T00:00, shown from here on    */
    int64_t to;                      /* the first second at which it is not shown any more     */
    int hours_begin;                 /* minutes since midnight, 0 to 1439                     */
    int hours_end;                   /* 1 to 1440; before the beginning: over midnight        */
    uint8_t days;                    /* bit 0 Monday to bit 6 Sunday, never 0                 */
    uint8_t repeat;                  /* passes, 1 to ATTRIBUTE_REPEAT_MAX                      */
    uint16_t gap;                    /* dark columns after each line of a crawl               */
    attribute_align align;           /* of pages that are narrower than their zone            */
} attributes;

/* One item of a list: `key=value`, or bare words (then the key is empty). The parts are slices of
 * the list, without the blanks around them; a value in quotes comes without its quotes. */
typedef struct attribute_item {
    const char *key;
    size_t key_length;
    const char *value;
    size_t value_length;
    const char *whole; /* the item as written */
    size_t whole_length;
} attribute_item;

/* Reads the item at `*at` of a list that is not empty and ends at `end`, and moves `*at` behind its
 * comma, or to null behind the last item. Returns 1, 0 when `*at` is null, or -1: a quote is not
 * closed, or stands inside a value. */
int attribute_next(const char **at, const char *end, attribute_item *out);

/* Reads one `key=value` into `out`; `allowed` says which keys may stand here. Returns 0, or -1 with
 * the message "FILE:LINE: ...". */
int attribute_read(const attribute_item *item, unsigned allowed, attributes *out, const char *file,
                   int line, message *error);

/* Reads a list of `key=value` items without bare words, such as `script_line.attributes`; null is
 * an empty list. Returns 0, or -1 with the message. */
int attributes_read(const char *list, unsigned allowed, attributes *out, const char *file, int line,
                    message *error);

#endif
