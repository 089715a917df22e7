/* SPDX-License-Identifier: MIT
 *
 * What a kind of panel is made of; only for the sources in this folder.
 */
#ifndef PANEL_KIND_H
#define PANEL_KIND_H

#include "panel.h"
#include "violation.h"

/* Options of a specification; a kind takes what it knows, what is left over is an error. */
typedef struct panel_options {
    char text[256];
    char *message;
    size_t message_size;
} panel_options;

typedef struct panel_kind {
    const char *name;
    int width; /* if the specification names none */
    int height;
    /* Gives null and a message when the size or an option is wrong. */
    panel *(*open)(const struct panel_kind *kind, int width, int height, panel_options *options);
    void (*close)(panel *sign); /* after it, the panel's own memory is freed */
    void (*brightness)(panel *sign, int percent);

    /* One round of the firmware's loop, for a refresh that begins at this nanosecond. */
    void (*refresh)(panel *sign, const moto_source *source, uint64_t begin);

    /* An exposure: begin (may be null), for each refresh shine (may be null) until the next, and
     * develop. `lit` is 0 at first. */
    void (*begin)(panel *sign, const exposure *window);
    void (*shine)(panel *sign, const exposure *window, uint64_t from, uint64_t to);
    void (*develop)(panel *sign, const exposure *window, light *out);
} panel_kind;

/* How the panel is looked at, when not by an eye; see panel.h. */
typedef struct panel_camera {
    bool used;
    int shutter; /* microseconds; 0: as long as is asked for */
    int rolling; /* microseconds from the top row to the bottom one */
    int slow;    /* times */
    int from;    /* milliseconds */
    int gain;    /* percent */
} panel_camera;

struct panel {
    const panel_kind *kind;
    panel_info info;
    const violations *violations;
    bool compensated;
    panel_camera camera;
    bool introduce; /* a new watcher: the chips are to be set up again before its eyes */
    uint32_t hertz; /* refreshes a second */
    uint32_t *lit;  /* nanoseconds by LED and channel, for the kinds that shine */
    int channels;   /* sums an LED */

    panel_watcher *watcher;
    void *watcher_self;
    uint64_t told_until; /* nanoseconds; what came before was told */
    uint64_t now;        /* time on the wire */
    uint32_t levels;
    bool telling;
};

extern const panel_kind panel_kind_bulbs;
extern const panel_kind panel_kind_flipdot;
extern const panel_kind panel_kind_hub75;
extern const panel_kind panel_kind_max7219;
extern const panel_kind panel_kind_ssd0303;
extern const panel_kind panel_kind_ssd0323;
extern const panel_kind panel_kind_ssd1306;
extern const panel_kind panel_kind_ws2812;

/* A panel of `size` bytes, all 0, that begins with a struct panel; null with a message. */
void *panel_new(const panel_kind *kind, size_t size, int width, int height, int channels,
                const panel_options *options);

/* Closes what an open began, with a message. */
panel *panel_fail(panel *sign, const panel_options *options, const char *message);

/* Copies the value of KEY into `value` and takes the option out; false when it is not there. */
bool panel_option(panel_options *options, const char *key, char *value, size_t size);

/* A number from low to high or, when the option is absent, what `number` is. False with a message
 * when it is anything else. */
bool panel_option_number(panel_options *options, const char *key, int low, int high, int *number);

/* The index of the value in the null-ended list of names, likewise. */
bool panel_option_name(panel_options *options, const char *key, const char *const *names,
                       int *index);

/* A message like printf's. */
void panel_say(const panel_options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Refresh `index` begins at this nanosecond; and the index of the refresh at a time. */
uint64_t panel_refresh_begin(const panel *sign, uint64_t index);
uint64_t panel_refresh_at(const panel *sign, uint64_t nanoseconds);

/* The microsecond for which a source is asked: rounded up, so that a speed that goes evenly into
 * the refresh rate never falls short of its column. */
static inline uint64_t panel_microseconds(uint64_t nanoseconds) {
    return (nanoseconds + 999) / 1000;
}

/* Sets the pins at the wire's time; the watcher hears of a change. */
void panel_set_pins(panel *sign, uint32_t levels);

/* The wire's time goes to `nanoseconds`. What a run tells begins and ends with these. */
void panel_wire_begin(panel *sign, uint64_t nanoseconds);
void panel_wire_end(panel *sign);

#endif
