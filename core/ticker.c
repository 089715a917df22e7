/* SPDX-License-Identifier: MIT */
#include "motograph.h"

#include <string.h>

#define RATE_MAX 16u

/* The beginning of the caller's memory. The counter never goes back, so that whatever is copied
 * over the state, no picture made from another state is taken for its own. */
typedef struct header {
    const moto_rom *rom; /* of the moment */
    uint32_t counter;
    uint32_t layout; /* number of the ROM for which the zones are laid out */
} header;

#define HEADER_WORDS 4u
_Static_assert(sizeof(header) <= HEADER_WORDS * sizeof(uint64_t), "MOTO_MEMORY counts on it");
_Static_assert(sizeof(moto_ticker) <= 1024 || MOTO_ZONES_MAX > 8, "the state of a sign is 1 KiB");

static header *header_of(const moto_ticker *ticker) {
    return (header *)ticker->memory;
}

static moto_view_zone *zones_of(const moto_ticker *ticker) {
    return (moto_view_zone *)(ticker->memory + HEADER_WORDS);
}

static uint32_t next_number(moto_ticker *ticker) {
    header *h = header_of(ticker);
    if (++h->counter == 0) {
        h->counter = 1;
        h->layout = 0;
    }
    return h->counter;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

/* Cuts a zone to the view. */
static void clip_zone(moto_view_zone *zone, const moto_view *view) {
    uint32_t left = zone->zone.x, right = left + zone->zone.width;
    uint32_t begin = left > view->x ? left : view->x;
    uint32_t end =
        right < (uint32_t)view->x + view->width ? right : (uint32_t)view->x + view->width;
    bool seen = begin < end;
    zone->x = (uint16_t)(seen ? begin - view->x : 0);
    zone->skip = (uint16_t)(seen ? begin - left : 0);
    zone->width = (uint16_t)(seen ? end - begin : 0);
}

static uint32_t ring_columns(const moto_view_zone *zone) {
    return zone->whole ? zone->zone.width : zone->width;
}

/* Fills what of a zone's cache follows from the ROM. */
static void prepare_zone(moto_view_zone *zone, const moto_rom *rom, uint32_t index,
                         const moto_view *view) {
    moto_rom_zone(rom, index, &zone->zone);
    moto_view_need need = moto_view_needs(rom, &zone->zone);
    zone->rings = need.rings;
    zone->whole = need.whole;
    clip_zone(zone, view);
}

static uint32_t ring_words(const moto_view_zone *zone) {
    uint32_t columns = ring_columns(zone), rows = zone->zone.height;
    return (MOTO_RING_WORDS(columns, rows) * zone->rings + 1) / 2;
}

uint32_t moto_ticker_memory(const moto_rom *rom, const moto_view *view) {
    const moto_view whole = {0, rom->width};
    uint32_t words = HEADER_WORDS;
    for (uint32_t i = 0; i < rom->zone_count; i++) {
        moto_view_zone zone;
        prepare_zone(&zone, rom, i, view ? view : &whole);
        words += (uint32_t)((sizeof zone + 7) / 8) + ring_words(&zone);
    }
    return words * (uint32_t)sizeof(uint64_t);
}

static void lay_out(moto_ticker *ticker, const moto_rom *rom, uint32_t layout) {
    header *h = header_of(ticker);
    if (h->layout == layout)
        return;
    h->layout = layout;
    h->rom = rom;
    moto_view_zone *zones = zones_of(ticker);
    uint64_t *rings = (uint64_t *)(zones + rom->zone_count);
    for (uint32_t i = 0; i < rom->zone_count; i++) {
        memset(&zones[i], 0, sizeof zones[i]);
        prepare_zone(&zones[i], rom, i, &ticker->view);
        uint32_t columns = ring_columns(&zones[i]), rows = zones[i].zone.height;
        uint32_t *words = (uint32_t *)rings;
        moto_ring_init(&zones[i].ring[0], words, columns, rows);
        if (zones[i].rings > 1)
            words += MOTO_RING_WORDS(columns, rows);
        moto_ring_init(&zones[i].ring[1], words, columns, rows);
        rings += ring_words(&zones[i]);
    }
}

/* ---- Beginning ------------------------------------------------------------------------------- */

static void begin_programme(moto_show *show, uint64_t at, uint64_t elapsed, uint32_t zone) {
    show->plays[zone] =
        (moto_play){.start = at, .until = MOTO_FOREVER, .elapsed = elapsed, .right = MOTO_FOREVER};
    show->resumes[zone] = (moto_resume){elapsed, 0};
}

moto_error moto_ticker_init(moto_ticker *ticker, const moto_rom *rom, const moto_view *view,
                            uint64_t *memory, uint32_t memory_bytes, uint64_t now) {
    const moto_view whole = {0, rom->width};
    if (!view)
        view = &whole;
    if (view->width == 0 || (uint32_t)view->x + view->width > rom->width)
        return MOTO_ERR_RANGE;
    if (memory_bytes < moto_ticker_memory(rom, view))
        return MOTO_ERR_MEMORY;
    memset(ticker, 0, sizeof *ticker);
    ticker->rom = rom;
    ticker->memory = memory;
    ticker->memory_bytes = memory_bytes;
    ticker->view = *view;
    *header_of(ticker) = (header){0};
    ticker->layout = next_number(ticker);
    moto_show *show = &ticker->show;
    show->time = now;
    show->rate_num = show->rate_den = 1;
    show->generation = ticker->layout;
    for (uint32_t i = 0; i < MOTO_ZONES_MAX; i++)
        begin_programme(show, 0, 0, i);
    lay_out(ticker, rom, ticker->layout);
    return moto_ticker_at(ticker, now);
}

/* ---- Another ROM ----------------------------------------------------------------------------- */

static moto_programme programme_of(const moto_ticker *ticker, const moto_zone *zone) {
    return (moto_programme){ticker->rom, zone, ticker->show.clock, ticker->show.checked};
}

/* The next ROM has taken over at show time `at`. */
static void change_rom(moto_ticker *ticker, uint64_t at) {
    moto_show *show = &ticker->show;
    ticker->rom = show->next;
    ticker->layout = ticker->next_layout;
    show->next = NULL;
    for (uint32_t i = 0; i < MOTO_ALERTS_MAX; i++)
        show->alerts[i].used = false;
    for (uint32_t i = 0; i < MOTO_ZONES_MAX; i++) {
        uint64_t elapsed = 0;
        if (i < ticker->rom->zone_count) {
            moto_zone zone;
            moto_rom_zone(ticker->rom, i, &zone);
            moto_programme p = programme_of(ticker, &zone);
            elapsed = moto_head_start(&p);
        }
        begin_programme(show, at, elapsed, i);
    }
}

/* ---- Events ---------------------------------------------------------------------------------- */

/* Brings one zone's play to the moment `time`. */
static void settle_zone(moto_ticker *ticker, uint32_t index, uint64_t time) {
    moto_show *show = &ticker->show;
    moto_zone zone;
    moto_rom_zone(ticker->rom, index, &zone);
    moto_scene scene;
    moto_scene_at(show, ticker->rom, &zone, index, time, &scene);
    moto_programme p = programme_of(ticker, &zone);
    p.minute = moto_show_local(show, time) / 60;
    if (!show->paused && moto_programme_changed(&p) > show->checked)
        show->resumes[index] = (moto_resume){0, 0};
    show->plays[index] = scene.play;
    for (uint32_t i = 0; i < MOTO_ALERTS_MAX; i++)
        if (scene.over >> i & 1)
            show->alerts[i].used = false;
}

/* Makes `time` the beginning of a new stretch. */
static void settle(moto_ticker *ticker, uint64_t time) {
    moto_show *show = &ticker->show;
    uint64_t now = moto_show_time(show, time);
    if (show->next && now >= show->next_at)
        change_rom(ticker, show->next_at);
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++)
        settle_zone(ticker, i, time);
    if (!show->paused)
        show->checked = moto_show_local(show, time) / 60;
    show->show_time = now;
    show->time = time;
}

static uint64_t elapsed_now(const moto_ticker *ticker, uint32_t zone) {
    const moto_play *play = &ticker->show.plays[zone];
    return play->elapsed + (ticker->show.show_time - play->start);
}

/* The entry that entered last. */
static bool entry_now(const moto_programme *p, const moto_run *run, uint64_t elapsed,
                      moto_entry *entry) {
    uint64_t pixels = moto_position(elapsed - run->begin, run->speed) / 256;
    return moto_entry_at(p, run, pixels ? pixels - 1 : 0, entry);
}

/* When the entry behind this one begins to enter, elapsed time of the programme. */
static uint64_t end_of(const moto_run *run, const moto_entry *entry) {
    bool last = run->end != MOTO_FOREVER && entry->serial + 1 - run->serial == run->lines;
    return last ? run->end : run->begin + moto_time_of(entry->begin + entry->length, run->speed);
}

/* Lets the line on show go out: fills play and resume. Returns the show time at which it is out;
 * now when there is none. */
static uint64_t drain(moto_ticker *ticker, uint32_t index) {
    moto_show *show = &ticker->show;
    moto_play *play = &show->plays[index];
    moto_zone zone;
    moto_rom_zone(ticker->rom, index, &zone);
    moto_programme p = programme_of(ticker, &zone);
    uint64_t elapsed = elapsed_now(ticker, index);
    moto_run run;
    moto_entry entry = {0};
    show->resumes[index] = (moto_resume){elapsed, play->left};
    if (!moto_run_at(&p, elapsed, MOTO_FOREVER, &run))
        return show->show_time;
    uint64_t out = run.end;
    entry.serial = run.serial;
    if (run.effect == MOTO_CRAWL && entry_now(&p, &run, elapsed, &entry))
        out = run.begin + moto_time_of(entry.begin + entry.width + zone.width, run.speed);
    if (entry.serial < play->left || out <= elapsed)
        return show->show_time;
    show->resumes[index].elapsed = run.effect == MOTO_CRAWL ? end_of(&run, &entry) : run.end;
    show->resumes[index].left = entry.serial + 1;
    *play = (moto_play){
        .start = show->show_time,
        .until = show->show_time + (out - elapsed),
        .elapsed = elapsed,
        .left = play->left,
        .right = entry.serial,
        .mode = MOTO_MODE_DRAIN,
    };
    return play->until;
}

static uint32_t priority_on_show(const moto_ticker *ticker, uint32_t index) {
    const moto_show *show = &ticker->show;
    moto_zone zone;
    moto_rom_zone(ticker->rom, index, &zone);
    moto_programme p = programme_of(ticker, &zone);
    moto_run run;
    moto_entry entry;
    uint64_t elapsed = elapsed_now(ticker, index);
    if (show->plays[index].mode == MOTO_MODE_ALERT)
        return show->alerts[show->plays[index].alert].priority + 1u;
    if (!moto_run_at(&p, elapsed, MOTO_FOREVER, &run))
        return 0;
    uint32_t line = MOTO_NONE;
    if (run.effect == MOTO_CRAWL && entry_now(&p, &run, elapsed, &entry))
        line = entry.line;
    else if (run.effect != MOTO_CRAWL && !ticker->rom->model_missing)
        line = moto_rom_play(ticker->rom, zone.first + run.first);
    if (line == MOTO_NONE)
        return 0;
    moto_line record;
    moto_rom_line(ticker->rom, line, &record);
    return record.priority;
}

/* A slot for an alert of this priority: a free one, or that of the least urgent that waits. */
static int find_slot(const moto_show *show, uint8_t priority) {
    int slot = -1;
    for (int i = 0; i < MOTO_ALERTS_MAX; i++) {
        const moto_alert *alert = &show->alerts[i];
        if (!alert->used)
            return i;
        const moto_play *play = &show->plays[alert->zone];
        if (play->mode == MOTO_MODE_ALERT && play->alert == i)
            continue;
        if (alert->priority < (slot < 0 ? priority : show->alerts[slot].priority))
            slot = i;
    }
    return slot;
}

static void start_now(moto_ticker *ticker, uint32_t index, uint32_t slot) {
    moto_show *show = &ticker->show;
    moto_play *play = &show->plays[index];
    uint64_t elapsed = elapsed_now(ticker, index);
    if (play->mode == MOTO_MODE_ALERT)
        show->alerts[play->alert].elapsed = elapsed;
    else
        show->resumes[index] = (moto_resume){elapsed, play->left};
    moto_zone zone;
    moto_rom_zone(ticker->rom, index, &zone);
    moto_programme p = programme_of(ticker, &zone);
    moto_start_alert(&p, show, slot, show->show_time, play);
}

static moto_error add_alert(moto_ticker *ticker, const moto_event *event) {
    moto_show *show = &ticker->show;
    uint32_t index = event->alert.zone;
    int slot = find_slot(show, event->alert.priority);
    if (slot < 0)
        return MOTO_ERR_LIMIT;
    moto_alert *alert = &show->alerts[slot];
    *alert = (moto_alert){
        .expires = MOTO_FOREVER,
        .text = event->alert.text,
        .text_bytes = event->alert.size,
        .line = event->alert.text ? (uint16_t)MOTO_NONE : event->alert.line,
        .zone = event->alert.zone,
        .priority = event->alert.priority,
        .flags = event->alert.flags,
        .ink = event->alert.ink,
        .order = show->arrivals++,
        .used = true,
    };
    if (event->alert.lifetime_ms)
        alert->expires = show->show_time + event->alert.lifetime_ms * 1000ull;
    if (alert->line == MOTO_NONE) {
        moto_zone zone;
        moto_rom_zone(ticker->rom, index, &zone);
        moto_block block = {0, alert->text, alert->text_bytes, MOTO_STORED};
        alert->width = moto_measure(ticker->rom, zone.font, &block);
    } else if (ticker->rom->model_missing) {
        alert->line = ticker->rom->notice;
        alert->used = alert->line != MOTO_NONE;
        if (!alert->used)
            return MOTO_OK;
    }
    bool urgent = alert->priority >= priority_on_show(ticker, index);
    if (urgent && !(alert->flags & MOTO_ALERT_AT_LINE_END))
        start_now(ticker, index, (uint32_t)slot);
    else if (show->plays[index].mode == MOTO_MODE_PROGRAMME &&
             drain(ticker, index) == show->show_time)
        start_now(ticker, index, (uint32_t)slot);
    return MOTO_OK;
}

static void go_to(moto_show *show, uint32_t index, uint64_t elapsed, uint64_t left) {
    show->plays[index] = (moto_play){.start = show->show_time,
                                     .until = MOTO_FOREVER,
                                     .elapsed = elapsed,
                                     .left = left,
                                     .right = MOTO_FOREVER};
}

static void step_forward(moto_ticker *ticker, uint32_t index, const moto_programme *p) {
    uint64_t elapsed = elapsed_now(ticker, index);
    moto_run run;
    moto_entry entry = {0};
    if (!moto_run_at(p, elapsed, MOTO_FOREVER, &run))
        return;
    bool crawl = run.effect == MOTO_CRAWL && entry_now(p, &run, elapsed, &entry);
    uint64_t next = crawl ? end_of(&run, &entry) : run.end;
    go_to(&ticker->show, index, next, (crawl ? entry.serial : run.serial + run.lines - 1) + 1);
}

static void step_back(moto_ticker *ticker, uint32_t index, const moto_programme *p) {
    uint64_t elapsed = elapsed_now(ticker, index);
    moto_run run;
    moto_entry entry = {0};
    if (!moto_run_at(p, elapsed, MOTO_FOREVER, &run))
        return;
    bool crawl = run.effect == MOTO_CRAWL && entry_now(p, &run, elapsed, &entry);
    uint64_t begin = run.begin + (crawl ? moto_time_of(entry.begin, run.speed) : 0);
    uint64_t serial = crawl ? entry.serial : run.serial;
    bool just_begun = elapsed - begin < moto_time_of(p->zone->width, run.speed);
    if (just_begun && crawl && moto_entry_back(p, &run, &entry)) {
        begin = run.begin + moto_time_of(entry.begin, run.speed);
        serial = entry.serial;
    } else if (just_begun && run.begin > 0 && run.end != MOTO_FOREVER) {
        moto_run before;
        if (moto_run_at(p, run.begin - 1, MOTO_FOREVER, &before)) {
            begin = before.begin;
            serial = before.serial;
        }
    }
    go_to(&ticker->show, index, begin, serial);
}

static void press(moto_ticker *ticker, moto_button button) {
    moto_show *show = &ticker->show;
    if (button == MOTO_BUTTON_PAUSE) {
        show->paused = !show->paused;
        return;
    }
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++) {
        moto_zone zone;
        moto_rom_zone(ticker->rom, i, &zone);
        moto_programme p = programme_of(ticker, &zone);
        bool alert = show->plays[i].mode == MOTO_MODE_ALERT;
        if (button == MOTO_BUTTON_CANCEL && alert)
            show->plays[i].until = show->show_time;
        else if (button == MOTO_BUTTON_NEXT && !alert)
            step_forward(ticker, i, &p);
        else if (button == MOTO_BUTTON_BACK && !alert)
            step_back(ticker, i, &p);
    }
}

static void set_clock(moto_ticker *ticker, int64_t local) {
    moto_show *show = &ticker->show;
    show->clock = true;
    show->clock_time = show->time;
    show->clock_local = local;
    int64_t before = show->checked;
    show->checked = (local - (local % 60 + 60) % 60) / 60;
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++) {
        moto_zone zone;
        moto_rom_zone(ticker->rom, i, &zone);
        moto_programme p = programme_of(ticker, &zone);
        bool scheduled =
            moto_programme_changed(&p) != INT64_MIN || moto_programme_changes(&p) != INT64_MAX;
        if (!scheduled || before == show->checked)
            continue;
        if (show->plays[i].mode == MOTO_MODE_PROGRAMME)
            go_to(show, i, 0, 0);
        show->resumes[i] = (moto_resume){0, 0};
    }
}

static void take_rom(moto_ticker *ticker, const moto_rom *rom, bool after_line) {
    moto_show *show = &ticker->show;
    show->next = rom;
    ticker->next_layout = next_number(ticker);
    if (!after_line) {
        change_rom(ticker, show->show_time);
        return;
    }
    bool alert = show->plays[0].mode != MOTO_MODE_PROGRAMME;
    show->next_at = alert ? show->plays[0].until : drain(ticker, 0);
}

static moto_error check_alert(const moto_ticker *ticker, const moto_event *event) {
    if (event->alert.zone >= ticker->rom->zone_count)
        return MOTO_ERR_RANGE;
    moto_zone zone;
    moto_rom_zone(ticker->rom, event->alert.zone, &zone);
    if (zone.label || event->alert.ink >= ticker->rom->ink_count)
        return MOTO_ERR_RANGE;
    if (event->alert.text)
        return event->alert.size <= MOTO_BLOCK_BYTES ? MOTO_OK : MOTO_ERR_RANGE;
    if (event->alert.line >= ticker->rom->line_count)
        return MOTO_ERR_RANGE;
    bool alert = moto_rom_line_kind(ticker->rom, event->alert.line) == MOTO_ALERT;
    return alert ? MOTO_OK : MOTO_ERR_RANGE;
}

static moto_error check_rom(const moto_ticker *ticker, const moto_rom *rom) {
    if ((uint32_t)ticker->view.x + ticker->view.width > rom->width)
        return MOTO_ERR_RANGE;
    return ticker->memory_bytes < moto_ticker_memory(rom, &ticker->view) ? MOTO_ERR_MEMORY
                                                                         : MOTO_OK;
}

static bool is_rate(uint32_t num, uint32_t den) {
    if (num < 1 || num > 0xFFFF || den < 1 || den > 0xFFFF)
        return false;
    return num <= RATE_MAX * den && den <= RATE_MAX * num;
}

/* Seconds that an int64_t of microseconds can hold, years 1 to 9999 among them. */
static bool is_clock(int64_t local) {
    return local >= -62135596800 && local <= 253402300799;
}

static moto_error check_event(const moto_ticker *ticker, const moto_event *event) {
    switch (event->kind) {
    case MOTO_EVENT_CLOCK:
        return is_clock(event->clock) ? MOTO_OK : MOTO_ERR_RANGE;
    case MOTO_EVENT_VALUE:
        if (event->value.index >= MOTO_VALUES_MAX || event->value.size > MOTO_VALUE_BYTES)
            return MOTO_ERR_RANGE;
        return MOTO_OK;
    case MOTO_EVENT_ALERT:
        return check_alert(ticker, event);
    case MOTO_EVENT_BUTTON:
        return event->button <= MOTO_BUTTON_CANCEL ? MOTO_OK : MOTO_ERR_RANGE;
    case MOTO_EVENT_RATE:
        return is_rate(event->rate.num, event->rate.den) ? MOTO_OK : MOTO_ERR_RANGE;
    case MOTO_EVENT_ROM:
        return event->rom.rom ? check_rom(ticker, event->rom.rom) : MOTO_ERR_RANGE;
    }
    return MOTO_ERR_RANGE;
}

static moto_error apply(moto_ticker *ticker, const moto_event *event) {
    moto_show *show = &ticker->show;
    switch (event->kind) {
    case MOTO_EVENT_CLOCK:
        set_clock(ticker, event->clock);
        break;
    case MOTO_EVENT_VALUE:
        show->values.size[event->value.index] = event->value.size;
        memcpy(show->values.text[event->value.index], event->value.text, event->value.size);
        break;
    case MOTO_EVENT_ALERT:
        return add_alert(ticker, event);
    case MOTO_EVENT_BUTTON:
        press(ticker, event->button);
        break;
    case MOTO_EVENT_RATE:
        show->rate_num = (uint16_t)event->rate.num;
        show->rate_den = (uint16_t)event->rate.den;
        break;
    case MOTO_EVENT_ROM:
        take_rom(ticker, event->rom.rom, event->rom.after_line);
        break;
    }
    return MOTO_OK;
}

moto_error moto_ticker_event(moto_ticker *ticker, uint64_t when, const moto_event *event) {
    if (when < ticker->show.time)
        return MOTO_ERR_RANGE;
    moto_error error = check_event(ticker, event);
    if (error != MOTO_OK)
        return error;
    settle(ticker, when);
    error = apply(ticker, event);
    ticker->show.generation = next_number(ticker);
    moto_ticker_at(ticker, when);
    return error;
}

/* ---- Moments --------------------------------------------------------------------------------- */

static uint16_t label_line(const moto_ticker *ticker, const moto_zone *zone) {
    if (!zone->label || zone->labels == MOTO_NONE)
        return MOTO_NONE;
    const moto_view_zone *followed = &zones_of(ticker)[zone->follows];
    moto_kind kind = moto_view_kind(followed, &ticker->show, header_of(ticker)->rom);
    return kind < MOTO_FURNITURE ? (uint16_t)(zone->labels + kind) : (uint16_t)MOTO_NONE;
}

static void view_all(moto_ticker *ticker, uint64_t time) {
    const moto_rom *rom = header_of(ticker)->rom;
    moto_view_zone *zones = zones_of(ticker);
    for (uint32_t labels = 0; labels < 2; labels++) { /* labels tell of zones that must be known */
        for (uint32_t i = 0; i < rom->zone_count; i++) {
            if (zones[i].zone.label != (labels == 1))
                continue;
            uint16_t label = label_line(ticker, &zones[i].zone);
            moto_view_at(&zones[i], &ticker->show, rom, i, time, label);
        }
    }
}

moto_error moto_ticker_at(moto_ticker *ticker, uint64_t time) {
    const moto_show *show = &ticker->show;
    bool early = time < show->time;
    if (early)
        time = show->time;
    if (show->next && moto_show_time(show, time) >= show->next_at)
        lay_out(ticker, show->next, ticker->next_layout);
    else
        lay_out(ticker, ticker->rom, ticker->layout);
    view_all(ticker, time);
    return early ? MOTO_ERR_RANGE : MOTO_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool has_row(const moto_view_zone *zone, uint32_t y) {
    return zone->width && y >= zone->zone.y && y - zone->zone.y < zone->zone.height;
}

void moto_ticker_bits(const moto_ticker *ticker, uint32_t y, uint32_t *bits) {
    const moto_view_zone *zones = zones_of(ticker);
    uint32_t count = header_of(ticker)->rom->zone_count;
    bool alone = count == 1 && zones[0].width == ticker->view.width && has_row(&zones[0], y);
    if (alone && moto_view_fast(&zones[0], y - zones[0].zone.y, bits))
        return;
    memset(bits, 0, ((uint32_t)ticker->view.width + 31) / 32 * sizeof *bits);
    for (uint32_t i = 0; i < count; i++)
        if (has_row(&zones[i], y))
            moto_view_bits(&zones[i], y - zones[i].zone.y, bits);
}

void moto_ticker_colours(const moto_ticker *ticker, uint32_t y, moto_colour *row) {
    const moto_view_zone *zones = zones_of(ticker);
    memset(row, 0, ticker->view.width * sizeof *row);
    for (uint32_t i = 0; i < header_of(ticker)->rom->zone_count; i++)
        if (has_row(&zones[i], y))
            moto_view_colours(&zones[i], header_of(ticker)->rom, y - zones[i].zone.y, row);
}

void moto_ticker_levels(const moto_ticker *ticker, uint32_t y, uint16_t *levels) {
    const moto_view_zone *zones = zones_of(ticker);
    memset(levels, 0, ticker->view.width * sizeof *levels);
    for (uint32_t i = 0; i < header_of(ticker)->rom->zone_count; i++)
        if (has_row(&zones[i], y))
            moto_view_levels(&zones[i], y - zones[i].zone.y, levels);
}

static void source_bits(void *self, uint64_t time, uint32_t y, uint32_t *bits) {
    moto_ticker *ticker = self;
    moto_ticker_at(ticker, time);
    moto_ticker_bits(ticker, y, bits);
}

static void source_colours(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    moto_ticker *ticker = self;
    moto_ticker_at(ticker, time);
    moto_ticker_colours(ticker, y, row);
}

moto_source moto_ticker_source(moto_ticker *ticker) {
    return (moto_source){ticker, ticker->view.width, ticker->rom->height, source_bits,
                         source_colours};
}

/* ---- What is on show ------------------------------------------------------------------------- */

void moto_ticker_status(const moto_ticker *ticker, uint32_t zone, moto_status *status) {
    const moto_show *show = &ticker->show;
    const moto_view_zone *view = &zones_of(ticker)[zone];
    const moto_play *play = &view->scene.play;
    *status = (moto_status){.idle = !view->has_run || view->zone.label, .line = MOTO_NONE};
    if (status->idle)
        return;
    const moto_rom *rom = header_of(ticker)->rom;
    moto_programme p = {rom, &view->zone, show->clock, show->checked};
    bool alert = play->mode == MOTO_MODE_ALERT;
    status->alert = alert;
    status->line = moto_view_line(view, show);
    status->kind = moto_view_kind(view, show, rom);
    status->effect = (moto_effect)view->run.effect;
    status->width = status->line == MOTO_NONE ? (uint32_t)view->run.pixels
                                              : moto_rom_line_width(rom, status->line);
    status->column = view->run.effect == MOTO_CRAWL ? view->column : 0;
    status->elapsed =
        alert ? show->resumes[zone].elapsed : play->elapsed + (view->show_time - play->start);
    status->loop = moto_programme_loop(&p);
    status->speed =
        (moto_speed){view->run.speed.num * show->rate_num, view->run.speed.den * show->rate_den};
}
