/* SPDX-License-Identifier: MIT
 *
 * What runs behind every view: a sign on virtual time, the panel that it drives, the light that the
 * panel gives, and the people's wishes (seek, speed, alerts, another file). Views ask for the light
 * at the time of the session, draw it, and hand on keys as commands; they know of no ROM.
 */
#ifndef SESSION_H
#define SESSION_H

#include "command.h"
#include "headless.h"
#include "light.h"
#include "panel.h"
#include "programme.h"
#include "timeline.h"
#include "watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SESSION_MESSAGE 512

enum {
    SESSION_ALERT_BYTES = 200,
    SESSION_TICK = 1000000
};

typedef struct session_options {
    const char *file;           /* ROM, script, article ...; null: the built-in article       */
    programme_options building; /* of what is no ROM yet                                      */
    const char *panel;          /* specification; null: what suits the look                   */
    const char *look;           /* null: what suits the panel                                 */
    int brightness;             /* percent, 1 to 100                                          */
    uint32_t speed_milli;       /* pixels a second of the first zone x 1000; 0: the ROM's own */
    const char *clock;          /* local time at virtual time 0; null: none                   */
    const char *replay;         /* a log of inputs; null: none                                */
    bool watching;              /* the file is read again when it changes                     */
} session_options;

typedef struct session {
    session_options options;
    char *file; /* the one that runs now; null: the built-in article */

    text_models *models; /* the built-in ones, and the file that the options name */
    headless *sign;
    panel *panel;
    const char *look;
    light light;
    unsigned generation; /* counts sizes and looks: a view that has another number starts anew */

    uint64_t time; /* virtual, microseconds */
    bool paused;
    int brightness; /* percent */
    uint32_t zone;  /* the one whose lines the timeline and the HUD tell */
    uint32_t rate_num, rate_den;
    timeline timeline;
    const moto_rom *timeline_rom; /* of which it tells */
    uint64_t timeline_loop;       /* the sign's own figure when it was made */

    watch watch;
    uint64_t since_look; /* real microseconds since the file was last looked at */

    /* The last thing worth saying; `notices` counts them. */
    char notice[SESSION_MESSAGE];
    bool notice_is_bad;
    unsigned notices;

    /* The alert that is being typed. */
    bool typing;
    char typed[SESSION_ALERT_BYTES + 1];

    bool wants_help, wants_quit;
} session;

/* What the HUD tells, at the time of the session. */
typedef struct session_status {
    moto_status sign;
    uint32_t line, lines; /* place in the programme, from 1, and how many; 0: typed, or nothing */
    const char *kind;     /* "headline", ... */
    uint32_t speed_milli; /* pixels a second x 1000 */
    bool crisp;           /* a whole number of pixels a refresh or of refreshes a pixel */
    uint32_t rom_bytes;
    double position; /* on the timeline, 0 to 1 */
} session_status;

/* False with a message `FILE: what is wrong`, or `FILE:LINE: ...`. Strings of the options must
 * outlive the session. A session must be closed when it was opened, and only then. */
bool session_open(session *s, const session_options *options, char *message, size_t message_size);
void session_close(session *s);

/* Real time went on: virtual time does too, unless paused; a changed file is read again. */
void session_advance(session *s, uint64_t elapsed_us);

/* Fills s->light with what the LEDs give in the sixtieth of a second that begins now. */
void session_expose(session *s);

void session_status_now(session *s, session_status *status);

/* Virtual time by so much, not before 0; or to the place on the timeline (0 to 1). */
void session_seek(session *s, int64_t delta_us);
void session_seek_to(session *s, double position);

/* Where on the timeline the sign is at a time; false when it is on none. */
bool session_position(session *s, uint64_t time, double *position);

/* Keys. What only a view can do (help, full screen, screenshot) is told in wants_... or given back
 * as false: not mine. */
bool session_command(session *s, command wish);

/* Another file, a ROM or a source of one. On failure what ran goes on, and the notice says why. */
bool session_load(session *s, const char *path);
/* The same file again. */
bool session_reload(session *s);

/* The speed of the first zone to the next crisp one (direction 1 or -1), or by 5 per cent. */
void session_faster(session *s, int direction, bool fine);
void session_brighter(session *s, int percent);

/* The typed alert: text comes as UTF-8. */
void session_type(session *s, const char *utf8);
void session_type_erase(session *s);
void session_type_end(session *s, bool send);

/* Writes the inputs of the session to a file, whole or not at all. */
bool session_record(const session *s, const char *path, char *message, size_t message_size);

__attribute__((format(printf, 3, 4))) void session_say(session *s, bool bad, const char *format,
                                                       ...);

#endif
