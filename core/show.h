/* SPDX-License-Identifier: MIT
 *
 * Which line, when: programmes, alerts, schedules. The whole state of a sign is here, and every
 * question about a moment is answered from it without changing it.
 *
 * Two clocks: *time* is what the caller gives; *show time* stands still while the sign is paused
 * and runs faster or slower by its rate. A programme counts show time from its beginning, alerts
 * taken out: that is its *elapsed* time, and the place in the programme is a function of it.
 */
#ifndef MOTO_SHOW_H
#define MOTO_SHOW_H

#include "limits.h"
#include "motion.h"
#include "rom.h"
#include "strip.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTO_FOREVER UINT64_MAX

/* ---- Runs ------------------------------------------------------------------------------------ */

/* A zone's programme as it is on at a moment: lines out of their schedule left out. */
typedef struct moto_programme {
    const moto_rom *rom;
    const moto_zone *zone;
    bool clock;     /* the minute is known */
    int64_t minute; /* since 1970-01-01 00:00 local time */
} moto_programme;

/* What of a programme is laid out as one: neighbouring lines of a crawl, or the pages of a line. */
typedef struct moto_run {
    uint64_t begin;  /* elapsed time at which it starts */
    uint64_t end;    /* and ends; MOTO_FOREVER: it is the whole programme, round and round */
    uint64_t serial; /* of its first line, counted through all loops */
    uint64_t last;   /* serial of the last line that may start; MOTO_FOREVER: all may */
    uint64_t pixels; /* of a crawl, separators included; of one loop when it goes round */
    uint32_t lines;  /* likewise */
    uint32_t pages;  /* of a line of pages */
    uint32_t hold_us;
    uint16_t first; /* place of its first line in the programme */
    uint16_t only;  /* a run of this one line, outside any programme; MOTO_NONE: of the programme */
    uint8_t effect, direction;
    moto_speed speed;
} moto_run;

/* One line of a crawl's run. */
typedef struct moto_entry {
    uint64_t serial;
    uint64_t begin; /* column of the run at which it begins */
    uint32_t width; /* of the text; the separator follows */
    uint32_t length;
    uint16_t place; /* in the programme */
    uint16_t line;
} moto_entry;

/* The run at `elapsed`. Lines that would not be over by `deadline` (elapsed time) do not start.
 * False: the programme is empty, or waits for the deadline. */
bool moto_run_at(const moto_programme *programme, uint64_t elapsed, uint64_t deadline,
                 moto_run *run);

/* A run of one line of the ROM alone. */
void moto_run_of_line(const moto_programme *programme, uint32_t line, moto_run *run);

/* The entry that holds a column of a crawl's run, its neighbours; false outside the run. */
bool moto_entry_at(const moto_programme *programme, const moto_run *run, uint64_t column,
                   moto_entry *entry);
bool moto_entry_next(const moto_programme *programme, const moto_run *run, moto_entry *entry);
bool moto_entry_back(const moto_programme *programme, const moto_run *run, moto_entry *entry);

/* Length of one whole programme; 0: nothing is on. */
uint64_t moto_programme_loop(const moto_programme *programme);

/* How far into it a programme begins when its first line stands at the edge at once. */
uint64_t moto_head_start(const moto_programme *programme);

/* Times within a page of a run, all whole refreshes. */
typedef struct moto_page_times {
    uint32_t enter, hold, leave; /* refreshes */
} moto_page_times;
void moto_run_page_times(const moto_programme *programme, const moto_run *run,
                         moto_page_times *times);

/* ---- Schedules ------------------------------------------------------------------------------- */

/* The last minute at or before programme->minute at which its set of lines changed, and the first
 * one after it at which it will. INT64_MIN, INT64_MAX: none. */
int64_t moto_programme_changed(const moto_programme *programme);
int64_t moto_programme_changes(const moto_programme *programme);

/* ---- State ----------------------------------------------------------------------------------- */

typedef enum moto_mode {
    MOTO_MODE_PROGRAMME,
    MOTO_MODE_DRAIN, /* the programme's line goes out before an alert or another ROM */
    MOTO_MODE_ALERT,
} moto_mode;

/* What a zone does from a moment on. */
typedef struct moto_play {
    uint64_t start;   /* show time */
    uint64_t until;   /* show time; MOTO_FOREVER */
    uint64_t elapsed; /* of the programme or of the alert at `start` */
    uint64_t left;    /* serial of the first line on show: what was before it is gone */
    uint64_t right;   /* serial of the last line that starts */
    uint8_t mode;
    uint8_t alert; /* slot, in MOTO_MODE_ALERT */
} moto_play;

/* Flags of an alert. */
#define MOTO_ALERT_AT_LINE_END 1u /* wait for the line on show; else interrupt it now */
#define MOTO_ALERT_INVERSE     2u
#define MOTO_ALERT_BLINK       4u

typedef struct moto_alert {
    uint64_t expires; /* show time; MOTO_FOREVER: never */
    uint64_t elapsed; /* of it that has been shown, when it was interrupted itself */
    const uint8_t *text;
    uint32_t text_bytes;
    uint32_t width;
    uint16_t line;
    uint8_t zone;
    uint8_t priority;
    uint8_t flags;
    uint8_t ink;
    uint8_t order; /* of arrival */
    bool used;
} moto_alert;

/* Where a zone's programme goes on after the alerts. */
typedef struct moto_resume {
    uint64_t elapsed;
    uint64_t left;
} moto_resume;

typedef struct moto_show {
    uint64_t time;       /* of the last event */
    uint64_t show_time;  /* then */
    uint64_t clock_time; /* when the clock was set */
    int64_t clock_local; /* to what, seconds */
    int64_t checked;     /* minute up to which changes of the schedule are in the plays */
    uint32_t generation; /* no two states that share a memory have the same */
    uint16_t rate_num, rate_den;
    bool paused;
    bool clock;
    uint8_t arrivals;
    moto_values values;
    moto_alert alerts[MOTO_ALERTS_MAX];
    moto_play plays[MOTO_ZONES_MAX];
    moto_resume resumes[MOTO_ZONES_MAX];
    const moto_rom *next; /* takes over at next_at (show time); null: none */
    uint64_t next_at;
} moto_show;

/* Both directions of time; show time of MOTO_FOREVER is for ever, and back. */
uint64_t moto_show_time(const moto_show *show, uint64_t time);
uint64_t moto_show_when(const moto_show *show, uint64_t show_time);

/* Local time in seconds, when the clock is known. */
int64_t moto_show_local(const moto_show *show, uint64_t time);

/* What a zone does at a moment: its play after all that was due, and what of alerts is over. */
typedef struct moto_scene {
    moto_play play;
    uint64_t valid_until; /* show time up to which this play holds, if no event comes */
    uint64_t deadline;    /* show time of the next change of the schedule; MOTO_FOREVER */
    uint8_t over;         /* alerts, a bit a slot */
} moto_scene;

void moto_scene_at(const moto_show *show, const moto_rom *rom, const moto_zone *zone,
                   uint32_t index, uint64_t time, moto_scene *scene);

/* Begins an alert; what is interrupted must have been saved. */
void moto_start_alert(const moto_programme *programme, const moto_show *show, uint32_t slot,
                      uint64_t at, moto_play *play);

/* The alert's run, whole passes of it, and the passage of a typed one. */
void moto_alert_run(const moto_programme *programme, const moto_alert *alert, moto_run *run);

#endif
