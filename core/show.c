/* SPDX-License-Identifier: MIT */
#include "show.h"

#define DAY_MINUTES 1440

/* ---- Lines of a programme -------------------------------------------------------------------- */

/* A firmware without the ROM's text model shows the notice, and nothing else. */
static uint32_t place_count(const moto_programme *p) {
    if (p->rom->model_missing)
        return p->rom->notice != MOTO_NONE;
    return p->zone->count;
}

static uint32_t line_at(const moto_programme *p, uint32_t place) {
    if (p->rom->model_missing)
        return p->rom->notice;
    return moto_rom_play(p->rom, p->zone->first + place);
}

static int64_t day_of(int64_t minute) {
    return minute / DAY_MINUTES - (minute % DAY_MINUTES < 0);
}

static bool has_weekday(uint32_t days, int64_t day) {
    int64_t weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday; Monday is 0 */
    return days >> (weekday < 0 ? weekday + 7 : weekday) & 1;
}

static bool holds(const moto_schedule *s, int64_t minute) {
    if (minute < s->first || minute >= s->behind)
        return false;
    int64_t day = day_of(minute);
    uint32_t of_day = (uint32_t)(minute - day * DAY_MINUTES);
    if (s->from < s->to)
        return of_day >= s->from && of_day < s->to && has_weekday(s->days, day);
    if (of_day >= s->from)
        return has_weekday(s->days, day);
    return of_day < s->to && has_weekday(s->days, day - 1);
}

static bool is_on(const moto_programme *p, uint32_t line) {
    uint32_t index = moto_rom_line_schedule(p->rom, line);
    if (index == MOTO_ALWAYS || p->rom->model_missing)
        return true;
    moto_schedule s;
    moto_rom_schedule(p->rom, index, &s);
    return p->clock && holds(&s, p->minute);
}

/* The first place at or behind `place` whose line is on; place_count when there is none. */
static uint32_t on_from(const moto_programme *p, uint32_t place) {
    uint32_t count = place_count(p);
    while (place < count && !is_on(p, line_at(p, place)))
        place++;
    return place;
}

/* ---- Schedules ------------------------------------------------------------------------------- */

/* Moves `best` to `at` when `s` begins or ends to hold there and it is nearer to `from`. */
static void consider(const moto_schedule *s, int64_t at, int64_t from, bool back, int64_t *best) {
    if (back ? at > from : at <= from)
        return;
    if (back ? at <= *best : at >= *best)
        return;
    if (holds(s, at) != holds(s, at - 1))
        *best = at;
}

/* Windows come again every week, so the days around `from`, brought into the schedule's bounds, and
 * the bounds themselves are all that can matter. */
static void consider_all(const moto_schedule *s, int64_t from, bool back, int64_t *best) {
    int64_t near = from;
    if (back && near > s->behind)
        near = s->behind;
    if (!back && near < s->first)
        near = s->first;
    int64_t day = day_of(near);
    for (int64_t d = day - 9; d <= day + 9; d++) {
        consider(s, d * DAY_MINUTES + s->from, from, back, best);
        consider(s, d * DAY_MINUTES + s->to, from, back, best);
    }
    consider(s, s->first, from, back, best);
    if (s->behind != INT64_MAX)
        consider(s, s->behind, from, back, best);
}

static int64_t change(const moto_programme *p, bool back) {
    int64_t best = back ? INT64_MIN : INT64_MAX;
    if (!p->clock || p->rom->model_missing)
        return best;
    for (uint32_t place = 0; place < place_count(p); place++) {
        uint32_t index = moto_rom_line_schedule(p->rom, line_at(p, place));
        if (index == MOTO_ALWAYS)
            continue;
        moto_schedule s;
        moto_rom_schedule(p->rom, index, &s);
        consider_all(&s, p->minute, back, &best);
    }
    return best;
}

int64_t moto_programme_changed(const moto_programme *programme) {
    return change(programme, true);
}

int64_t moto_programme_changes(const moto_programme *programme) {
    return change(programme, false);
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static uint64_t refreshes(const moto_programme *p, uint64_t time) {
    return moto_refresh_after(time, p->rom->refresh_num, p->rom->refresh_den);
}

static uint64_t refresh_time(const moto_programme *p, uint64_t number) {
    return moto_refresh_time(number, p->rom->refresh_num, p->rom->refresh_den);
}

static uint32_t gap_of(const moto_programme *p) {
    if (p->rom->model_missing || p->zone->separator == MOTO_NONE)
        return p->zone->gap;
    return moto_rom_line_width(p->rom, p->zone->separator);
}

static void begin_run(const moto_programme *p, uint32_t line, moto_run *run) {
    moto_manner manner;
    moto_rom_line_manner(p->rom, line, p->zone, &manner);
    run->begin = 0;
    run->end = 0;
    run->serial = 0;
    run->last = MOTO_FOREVER;
    run->pixels = manner.width;
    run->lines = 1;
    run->pages = manner.pages;
    run->hold_us = manner.hold_us;
    run->first = 0;
    run->only = MOTO_NONE;
    run->effect = manner.effect;
    run->direction = manner.direction;
    run->speed = manner.speed;
}

void moto_run_page_times(const moto_programme *programme, const moto_run *run,
                         moto_page_times *times) {
    bool upright = run->direction == MOTO_UP || run->direction == MOTO_DOWN;
    uint32_t way = programme->zone->width;
    if (upright && run->effect != MOTO_TYPEWRITER)
        way = programme->zone->height;
    uint32_t move = (uint32_t)refreshes(programme, moto_time_of(way, run->speed));
    *times = (moto_page_times){
        .enter = run->effect == MOTO_STILL ? 0 : move,
        .hold = (uint32_t)refreshes(programme, run->hold_us),
        .leave = run->effect == MOTO_PAGE ? move : 0,
    };
    if (times->enter + times->hold == 0)
        times->hold = 1;
}

static uint64_t run_refreshes(const moto_programme *p, const moto_run *run) {
    if (moto_crawls(run->effect))
        return refreshes(p, moto_time_of(run->pixels + p->zone->width, run->speed));
    moto_page_times times;
    moto_run_page_times(p, run, &times);
    return (uint64_t)run->pages * (times.enter + times.hold + times.leave);
}

void moto_run_of_line(const moto_programme *programme, uint32_t line, moto_run *run) {
    begin_run(programme, line, run);
    run->only = (uint16_t)line;
    run->end = refresh_time(programme, run_refreshes(programme, run));
}

static bool continues(const moto_run *run, const moto_manner *manner) {
    return moto_crawls(manner->effect) && manner->direction == run->direction &&
           manner->speed.num == run->speed.num && manner->speed.den == run->speed.den;
}

/* The run from the first line that is on at or behind `place`. Returns the place behind the run, or
 * 0 when there is no such line. */
static uint32_t next_run(const moto_programme *p, uint32_t place, moto_run *run) {
    uint32_t count = place_count(p);
    place = on_from(p, place);
    if (place == count)
        return 0;
    begin_run(p, line_at(p, place), run);
    run->first = (uint16_t)place;
    if (!moto_crawls(run->effect))
        return place + 1;
    uint32_t gap = gap_of(p);
    run->pixels += gap;
    for (place = on_from(p, place + 1); place < count; place = on_from(p, place + 1)) {
        moto_manner manner;
        moto_rom_line_manner(p->rom, line_at(p, place), p->zone, &manner);
        if (!continues(run, &manner))
            break;
        run->pixels += manner.width + gap;
        run->lines++;
    }
    return place;
}

/* Refreshes and lines of one whole programme; `run` is changed on the way. */
static uint64_t measure_loop(const moto_programme *p, moto_run *run, uint64_t *lines) {
    uint64_t total = 0;
    *lines = 0;
    for (uint32_t place = next_run(p, 0, run); place; place = next_run(p, place, run)) {
        total += run_refreshes(p, run);
        *lines += run->lines;
    }
    return total;
}

/* When one run is the whole programme, it goes round without an end. */
static bool find_endless(const moto_programme *p, moto_run *run) {
    uint32_t place = next_run(p, 0, run);
    if (!place || !moto_crawls(run->effect) || run->pixels == 0)
        return false;
    run->end = MOTO_FOREVER;
    return on_from(p, place) == place_count(p);
}

static bool find_in_loop(const moto_programme *p, uint64_t elapsed, moto_run *run) {
    uint64_t lines;
    uint64_t loop = measure_loop(p, run, &lines);
    if (loop == 0)
        return false;
    uint64_t refresh = refreshes(p, elapsed + 1) - 1;
    uint64_t turns = refresh / loop;
    uint64_t begin = turns * loop, serial = turns * lines;
    for (uint32_t place = next_run(p, 0, run); place; place = next_run(p, place, run)) {
        uint64_t end = begin + run_refreshes(p, run);
        if (refresh < end) {
            run->begin = refresh_time(p, begin);
            run->end = refresh_time(p, end);
            run->serial = serial;
            return true;
        }
        begin = end;
        serial += run->lines;
    }
    return false;
}

/* The widest line of a run, to know how far back a line can start that is still on show. */
static uint32_t widest(const moto_programme *p, const moto_run *run) {
    uint32_t width = 0;
    uint32_t place = run->first;
    for (uint32_t i = 0; i < run->lines; i++, place = on_from(p, place + 1)) {
        uint32_t w = moto_rom_line_width(p->rom, line_at(p, place));
        width = w > width ? w : width;
    }
    return width;
}

/* Limits a crawl to the lines that will be out by the deadline. False: not even the first one. */
static bool limit_crawl(const moto_programme *p, uint64_t deadline, moto_run *run) {
    if (deadline <= run->begin)
        return false;
    uint64_t reach = moto_position(deadline - run->begin, run->speed) / 256;
    uint64_t view = p->zone->width;
    uint64_t behind = view + widest(p, run);
    moto_entry entry;
    if (!moto_entry_at(p, run, reach > behind ? reach - behind : 0, &entry))
        return true; /* the run is over long before */
    bool first = entry.serial == run->serial;
    while (entry.begin + entry.width + view <= reach) {
        run->last = entry.serial;
        first = false;
        if (!moto_entry_next(p, run, &entry))
            return true;
    }
    if (first)
        return false;
    run->last = entry.serial - 1;
    return true;
}

bool moto_run_at(const moto_programme *programme, uint64_t elapsed, uint64_t deadline,
                 moto_run *run) {
    if (!find_endless(programme, run) && !find_in_loop(programme, elapsed, run))
        return false;
    if (deadline == MOTO_FOREVER)
        return true;
    if (moto_crawls(run->effect))
        return limit_crawl(programme, deadline, run);
    return run->end <= deadline;
}

static uint64_t time_of_pixels(uint64_t pixels, moto_speed speed) {
    uint64_t turn = speed.den * 1000000ull;
    uint64_t turns = pixels / speed.num;
    uint64_t rest = pixels - turns * speed.num;
    return turns * turn + (rest * turn + speed.num / 2) / speed.num;
}

uint64_t moto_programme_loop(const moto_programme *programme) {
    moto_run run;
    if (find_endless(programme, &run))
        return time_of_pixels(run.pixels, run.speed);
    uint64_t lines;
    return refresh_time(programme, measure_loop(programme, &run, &lines));
}

uint64_t moto_head_start(const moto_programme *programme) {
    moto_run run;
    if (!moto_run_at(programme, 0, MOTO_FOREVER, &run))
        return 0;
    if (moto_crawls(run.effect))
        return moto_time_of(programme->zone->width, run.speed);
    moto_page_times times;
    moto_run_page_times(programme, &run, &times);
    return refresh_time(programme, times.enter);
}

/* ---- Entries of a crawl ---------------------------------------------------------------------- */

static void fill_entry(const moto_programme *p, const moto_run *run, moto_entry *entry) {
    bool alone = run->only != MOTO_NONE;
    entry->line = (uint16_t)(alone ? run->only : line_at(p, entry->place));
    entry->width = moto_rom_line_width(p->rom, entry->line);
    entry->length = entry->width + (alone ? 0 : gap_of(p));
}

bool moto_entry_at(const moto_programme *programme, const moto_run *run, uint64_t column,
                   moto_entry *entry) {
    bool endless = run->end == MOTO_FOREVER;
    if (!endless && column >= run->pixels)
        return false;
    uint64_t turns = endless ? column / run->pixels : 0;
    *entry = (moto_entry){
        .serial = run->serial + turns * run->lines,
        .begin = turns * run->pixels,
        .place = run->first,
    };
    fill_entry(programme, run, entry);
    while (column - entry->begin >= entry->length)
        if (!moto_entry_next(programme, run, entry))
            return false;
    return true;
}

bool moto_entry_next(const moto_programme *programme, const moto_run *run, moto_entry *entry) {
    bool endless = run->end == MOTO_FOREVER;
    if (!endless && entry->serial + 1 - run->serial >= run->lines)
        return false;
    entry->serial++;
    entry->begin += entry->length;
    uint32_t place = on_from(programme, entry->place + 1u);
    entry->place = (uint16_t)(place < place_count(programme) ? place : run->first);
    fill_entry(programme, run, entry);
    return true;
}

bool moto_entry_back(const moto_programme *programme, const moto_run *run, moto_entry *entry) {
    if (entry->serial == run->serial)
        return false;
    uint32_t place = entry->place;
    if (place == run->first)
        place = place_count(programme);
    while (!is_on(programme, line_at(programme, place - 1)))
        place--;
    entry->place = (uint16_t)(place - 1);
    entry->serial--;
    fill_entry(programme, run, entry);
    entry->begin -= entry->length;
    return true;
}

/* ---- Clocks ---------------------------------------------------------------------------------- */

/* time * num / den without overflow, rounded down. */
static uint64_t scaled(uint64_t time, uint32_t num, uint32_t den) {
    if (num == den)
        return time;
    uint64_t turns = time / den;
    return turns * num + (time - turns * den) * num / den;
}

uint64_t moto_show_time(const moto_show *show, uint64_t time) {
    if (time == MOTO_FOREVER)
        return MOTO_FOREVER;
    if (show->paused || time <= show->time)
        return show->show_time;
    return show->show_time + scaled(time - show->time, show->rate_num, show->rate_den);
}

uint64_t moto_show_when(const moto_show *show, uint64_t show_time) {
    if (show_time <= show->show_time)
        return show->time;
    if (show->paused || show_time == MOTO_FOREVER)
        return MOTO_FOREVER;
    uint64_t time = scaled(show_time - show->show_time, show->rate_den, show->rate_num);
    time += show->time;
    while (moto_show_time(show, time) < show_time)
        time++;
    return time;
}

int64_t moto_show_local(const moto_show *show, uint64_t time) {
    if (time < show->clock_time)
        time = show->clock_time;
    return show->clock_local + (int64_t)((time - show->clock_time) / 1000000u);
}

/* The time at which a minute of the wall clock begins. */
static uint64_t time_of_minute(const moto_show *show, int64_t minute) {
    int64_t seconds = minute * 60 - show->clock_local;
    if (seconds <= 0)
        return show->clock_time;
    return show->clock_time + (uint64_t)seconds * 1000000u;
}

/* ---- Scenes ---------------------------------------------------------------------------------- */

void moto_alert_run(const moto_programme *programme, const moto_alert *alert, moto_run *run) {
    if (alert->line != MOTO_NONE) {
        moto_run_of_line(programme, alert->line, run);
        return;
    }
    bool right = programme->zone->direction == MOTO_RIGHT;
    *run = (moto_run){
        .last = MOTO_FOREVER,
        .pixels = alert->width,
        .lines = 1,
        .only = MOTO_NONE,
        .effect = MOTO_CRAWL,
        .direction = right ? MOTO_RIGHT : MOTO_LEFT,
        .speed = programme->zone->speed,
    };
    run->end = refresh_time(programme, run_refreshes(programme, run));
}

/* The most urgent alert that waits for the zone, the earliest of those; -1: none. What could not
 * begin in time is over. */
static int pick_alert(const moto_show *show, uint32_t zone, uint64_t at, uint8_t *over) {
    int best = -1;
    for (int i = 0; i < MOTO_ALERTS_MAX; i++) {
        const moto_alert *alert = &show->alerts[i];
        if (!alert->used || alert->zone != zone || (*over >> i & 1))
            continue;
        if (alert->expires < at && alert->elapsed == 0) {
            *over = (uint8_t)(*over | 1u << i);
            continue;
        }
        const moto_alert *top = best < 0 ? alert : &show->alerts[best];
        bool first = alert->priority == top->priority && (int8_t)(alert->order - top->order) < 0;
        if (best < 0 || alert->priority > top->priority || first)
            best = i;
    }
    return best;
}

void moto_start_alert(const moto_programme *programme, const moto_show *show, uint32_t slot,
                      uint64_t at, moto_play *play) {
    const moto_alert *alert = &show->alerts[slot];
    moto_run run;
    moto_alert_run(programme, alert, &run);
    uint64_t passes = 1;
    if (alert->expires != MOTO_FOREVER && alert->expires > at)
        passes = (alert->expires - at + alert->elapsed) / run.end;
    uint64_t total = (passes ? passes : 1) * run.end;
    if (total <= alert->elapsed)
        total = (alert->elapsed / run.end + 1) * run.end;
    *play = (moto_play){
        .start = at,
        .until = at + (total - alert->elapsed),
        .elapsed = alert->elapsed,
        .right = MOTO_FOREVER,
        .mode = MOTO_MODE_ALERT,
        .alert = (uint8_t)slot,
    };
}

/* What comes after a drain or an alert. */
static void next_play(const moto_programme *p, const moto_show *show, uint32_t index,
                      moto_scene *scene) {
    uint64_t at = scene->play.until;
    if (scene->play.mode == MOTO_MODE_ALERT)
        scene->over = (uint8_t)(scene->over | 1u << scene->play.alert);
    int slot = pick_alert(show, index, at, &scene->over);
    if (slot >= 0) {
        moto_start_alert(p, show, (uint32_t)slot, at, &scene->play);
        return;
    }
    scene->play = (moto_play){
        .start = at,
        .until = MOTO_FOREVER,
        .elapsed = show->resumes[index].elapsed,
        .left = show->resumes[index].left,
        .right = MOTO_FOREVER,
        .mode = MOTO_MODE_PROGRAMME,
    };
}

/* A change of the schedule since the last look at it begins the programme anew. */
static void follow_schedule(const moto_programme *p, const moto_show *show, moto_scene *scene) {
    int64_t changed = moto_programme_changed(p);
    if (changed > show->checked) {
        uint64_t edge = moto_show_time(show, time_of_minute(show, changed));
        if (edge > scene->play.start)
            scene->play.start = edge;
        scene->play.elapsed = 0;
        scene->play.left = 0;
    }
    int64_t changes = moto_programme_changes(p);
    if (changes != INT64_MAX)
        scene->deadline = moto_show_time(show, time_of_minute(show, changes));
}

void moto_scene_at(const moto_show *show, const moto_rom *rom, const moto_zone *zone,
                   uint32_t index, uint64_t time, moto_scene *scene) {
    moto_programme p = {rom, zone, show->clock, moto_show_local(show, time) / 60};
    uint64_t now = moto_show_time(show, time);
    *scene = (moto_scene){.play = show->plays[index], .deadline = MOTO_FOREVER};
    if (show->next && now >= show->next_at)
        scene->play = (moto_play){.start = show->next_at,
                                  .until = MOTO_FOREVER,
                                  .elapsed = moto_head_start(&p),
                                  .right = MOTO_FOREVER};
    while (scene->play.until <= now && scene->play.until != MOTO_FOREVER)
        next_play(&p, show, index, scene);
    bool programme = scene->play.mode == MOTO_MODE_PROGRAMME;
    if (programme && show->clock && !show->paused)
        follow_schedule(&p, show, scene);
    scene->valid_until = scene->play.until < scene->deadline ? scene->play.until : scene->deadline;
}
