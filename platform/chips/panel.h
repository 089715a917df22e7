/* SPDX-License-Identifier: MIT
 *
 * A panel: a driver of core/driver, a bus, and the model of the driver's chip, joined. Pictures go
 * in, the chip's light comes out, and between the two there is nothing but the wire.
 *
 *     panel *sign = panel_open("max7219:128x32", message, sizeof message);
 *     panel_show(sign, &source, now_us, 16667, &buffer);
 *
 * A specification is KIND[:WIDTHxHEIGHT][:OPTION=VALUE,...]. Kinds, with their usual size:
 *
 *     hub75     192x32   colour           panel=WxH (64 wide), scan=1..32 (half the panel's
 * height), fold=COLUMNS, layout=straight|serpentine, planes=1..12 (8), clock=MEGAHERTZ (20),
 * compensate=on|off max7219   128x32   red, one bit
 * module=fc16|parola|generic|icstation|turned-right, chain=(left|right)-(top|bottom)[-serpentine]
 *
 *     ssd1306   128x64   one bit          ink=white|blue|yellow|green, offset=COLUMNS
 *     ssd0303   96x16    one bit          likewise
 *     ssd0323   128x64   16 greys         likewise
 *     ws2812    32x8     colour           chain=(left|right)-(top|bottom)[-columns][-serpentine],
 *                                         limit=MILLIAMPERES, supply=MILLIAMPERES
 *     flipdot   112x16   yellow, one bit  no chip is emulated, only dots that stay as they are set
 *     bulbs     128x16   warm, one bit    likewise
 *
 * Options for all kinds: refresh=HERTZ, brightness=PERCENT; and for a camera in the eye's place
 *
 *     shutter=MICROSECONDS   how long it is open; else as long as the caller says
 *     rolling=MICROSECONDS   from the top row to the bottom one: phones have 10000 to 30000
 *     slow=TIMES             slow motion: time goes so much slower, from
 *     from=MILLISECONDS      of the sign's time on
 *     gain=PERCENT           short exposures of a panel that scans are bright or dark, see gain
 *
 * so that hub75:192x32:slow=1000,from=3000 shows rows and planes being lit,
 * hub75:192x32:shutter=2000, rolling=16000 the bands of a phone's picture, and
 * hub75:192x32:compensate=off the skew.
 */
#ifndef PANEL_H
#define PANEL_H

#include "../../core/driver/source.h"
#include "../light/light.h"
#include "exposure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum panel_depth {
    PANEL_BITS,    /* an LED is on or off */
    PANEL_GREYS,   /* levels of one colour */
    PANEL_COLOURS, /* red, green and blue */
} panel_depth;

typedef struct panel panel;

typedef struct panel_info {
    const char *kind; /* "max7219", ... */
    int width;        /* LEDs */
    int height;       /* LEDs */
    panel_depth depth;
    int levels;                   /* brightnesses of an LED apart from dark, 1 for PANEL_BITS */
    uint32_t refresh_millihertz;  /* how often the firmware gives it a new picture */
    bool skewed;                  /* lights its rows one after another, so that skew shows */
    const char *const *pin_names; /* of the wire, by bit; for panel_watch */
    int pins;
} panel_info;

/* Null when the specification is wrong or memory ran out; then `message` says why. */
panel *panel_open(const char *specification, char *message, size_t message_size);

/* Takes null too. */
void panel_close(panel *sign);

const panel_info *panel_about(const panel *sign);

/* Runs the firmware's driver on the source (of the panel's size) and fills `out` (of the panel's
 * size) with the light that the eye sees from `from_us` on for `exposure_us`: whole refreshes, the
 * one that is lit at `from_us` first, so that no flicker shows. The result depends on nothing but
 * the arguments: any time may be asked for, forwards or backwards. 1 <= exposure_us <= 4000000. */
void panel_show(panel *sign, const moto_source *source, uint64_t from_us, uint64_t exposure_us,
                light *out);

/* The same through any shutter, to the nanosecond: slow motion (an exposure of microseconds) shows
 * single rows and bit planes lit, a row delay gives a phone camera's banding. */
void panel_expose(panel *sign, const moto_source *source, const exposure *window, light *out);

/* 0 to 100 percent; the driver sets what the chip can do that is nearest. Lit at all above 0. */
void panel_brightness(panel *sign, int percent);

/* Skew compensation: every row drawn for the moment at which it lights (on, as it begins), or all
 * rows for the beginning of the refresh. Nothing happens on panels that are not skewed. */
void panel_compensate(panel *sign, bool on);

/* How often the firmware broke the chips' rules, and how it did first; null when it never did. */
uint64_t panel_violations(const panel *sign);
const char *panel_violation(const panel *sign);

/* Tells `change` of the levels of all pins, whenever one changes; times rise. Traffic for times
 * that were told of already is not told again. Null ends it. */
typedef void panel_watcher(void *self, uint64_t nanoseconds, uint32_t levels);
void panel_watch(panel *sign, panel_watcher *change, void *self);

#endif
