/* SPDX-License-Identifier: MIT */
#include "motograph.h"

#include "stack.h"

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

typedef struct span {
    uint16_t x, skip, width;
} span;

/* What of a zone is in the view. */
static span clip(const moto_zone *zone, const moto_view *view) {
    uint32_t left = zone->x, right = left + zone->width;
    uint32_t begin = left > view->x ? left : view->x;
    uint32_t view_end = (uint32_t)view->x + view->width;
    uint32_t end = right < view_end ? right : view_end;
    if (begin >= end)
        return (span){0, 0, 0};
    return (span){(uint16_t)(begin - view->x), (uint16_t)(begin - left), (uint16_t)(end - begin)};
}

/* 64-bit words of a zone's rings. */
static uint32_t ring_words(const moto_zone *zone, const span *seen, moto_view_need need) {
    uint32_t columns = need.whole ? zone->width : seen->width;
    return (MOTO_RING_WORDS(columns, zone->height) * need.rings + 1) / 2;
}

uint32_t moto_ticker_memory(const moto_rom *rom, const moto_view *view) {
    const moto_view whole = {0, rom->width};
    uint32_t words = HEADER_WORDS;
    for (uint32_t i = 0; i < rom->zone_count; i++) {
        moto_zone zone;
        moto_rom_zone(rom, i, &zone);
        span seen = clip(&zone, view ? view : &whole);
        words += (uint32_t)((sizeof(moto_view_zone) + 7) / 8);
        words += ring_words(&zone, &seen, moto_view_needs(rom, &zone));
    }
    return words * (uint32_t)sizeof(uint64_t);
}

NOT_INLINED static void lay_out_zone(moto_view_zone *zone, const moto_rom *rom, uint32_t index,
                                     const moto_view *view, uint32_t *words) {
    memset(zone, 0, sizeof *zone);
    moto_rom_zone(rom, index, &zone->zone);
    span seen = clip(&zone->zone, view);
    moto_view_need need = moto_view_needs(rom, &zone->zone);
    zone->x = seen.x;
    zone->skip = seen.skip;
    zone->width = seen.width;
    zone->rings = need.rings;
    zone->whole = need.whole;
    uint32_t columns = need.whole ? zone->zone.width : seen.width;
    uint32_t rows = zone->zone.height;
    moto_ring_init(&zone->ring[0], words, columns, rows);
    if (need.rings > 1)
        words += MOTO_RING_WORDS(columns, rows);
    moto_ring_init(&zone->ring[1], words, columns, rows);
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
        lay_out_zone(&zones[i], rom, i, &ticker->view, (uint32_t *)rings);
        span seen = {zones[i].x, zones[i].skip, zones[i].width};
        rings +=
            ring_words(&zones[i].zone, &seen, (moto_view_need){zones[i].rings, zones[i].whole});
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

/* ---- Events ---------------------------------------------------------------------------------- */

/* Between two moments the zones' caches are free, and every event makes them stale: their fields
 * are where events work, which saves as much on the stack. */
static moto_view_zone *desk_of(const moto_ticker *ticker, uint32_t index) {
    const moto_show *show = &ticker->show;
    moto_view_zone *desk = &zones_of(ticker)[index];
    desk->programme = (moto_programme){ticker->rom, &desk->zone, show->clock, show->checked};
    return desk;
}

static uint64_t elapsed_now(const moto_ticker *ticker, uint32_t zone) {
    const moto_play *play = &ticker->show.plays[zone];
    return play->elapsed + (ticker->show.show_time - play->start);
}

/* The programme's run of now, and of a crawl the entry that entered last; false: nothing is on. */
NOT_INLINED static bool find_now(const moto_ticker *ticker, uint32_t index) {
    moto_view_zone *desk = desk_of(ticker, index);
    uint64_t elapsed = elapsed_now(ticker, index);
    if (!moto_run_at(&desk->programme, elapsed, MOTO_FOREVER, &desk->run))
        return false;
    desk->shown = (moto_entry){.serial = desk->run.serial, .line = MOTO_NONE};
    if (!moto_crawls(desk->run.effect))
        return true;
    uint64_t pixels = moto_position(elapsed - desk->run.begin, desk->run.speed) / 256;
    moto_entry_at(&desk->programme, &desk->run, pixels ? pixels - 1 : 0, &desk->shown);
    return true;
}

/* Elapsed time of the programme at which the line behind the one that entered last begins. */
static uint64_t next_begins(const moto_view_zone *desk) {
    const moto_run *run = &desk->run;
    const moto_entry *entry = &desk->shown;
    bool last = run->end != MOTO_FOREVER && entry->serial + 1 - run->serial >= run->lines;
    if (!moto_crawls(run->effect) || last)
        return run->end;
    return run->begin + moto_time_of(entry->begin + entry->length, run->speed);
}

/* The next ROM has taken over at show time `at`. */
NOT_INLINED static void change_rom(moto_ticker *ticker, uint64_t at) {
    moto_show *show = &ticker->show;
    ticker->rom = show->next;
    ticker->layout = ticker->next_layout;
    show->next = NULL;
    lay_out(ticker, ticker->rom, ticker->layout);
    for (uint32_t i = 0; i < MOTO_ALERTS_MAX; i++)
        show->alerts[i].used = false;
    for (uint32_t i = 0; i < MOTO_ZONES_MAX; i++) {
        bool there = i < ticker->rom->zone_count;
        uint64_t elapsed = there ? moto_head_start(&desk_of(ticker, i)->programme) : 0;
        begin_programme(show, at, elapsed, i);
    }
}

/* Brings one zone's play to the moment `time`. */
NOT_INLINED static void settle_zone(moto_ticker *ticker, uint32_t index, uint64_t time) {
    moto_show *show = &ticker->show;
    moto_view_zone *desk = desk_of(ticker, index);
    moto_scene_at(show, ticker->rom, &desk->zone, index, time, &desk->scene);
    desk->programme.minute = moto_show_local(show, time) / 60;
    if (!show->paused && moto_programme_changed(&desk->programme) > show->checked)
        show->resumes[index] = (moto_resume){0, 0};
    show->plays[index] = desk->scene.play;
    for (uint32_t i = 0; i < MOTO_ALERTS_MAX; i++)
        if (desk->scene.over >> i & 1)
            show->alerts[i].used = false;
}

/* Makes `time` the beginning of a new stretch. */
NOT_INLINED static void settle(moto_ticker *ticker, uint64_t time) {
    moto_show *show = &ticker->show;
    uint64_t now = moto_show_time(show, time);
    if (show->next && now >= show->next_at)
        change_rom(ticker, show->next_at);
    lay_out(ticker, ticker->rom, ticker->layout);
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++)
        settle_zone(ticker, i, time);
    if (!show->paused)
        show->checked = moto_show_local(show, time) / 60;
    show->show_time = now;
    show->time = time;
}

/* Lets the line on show go out: fills play and resume. Returns the show time at which it is out;
 * now when there is none. */
NOT_INLINED static uint64_t drain(moto_ticker *ticker, uint32_t index) {
    moto_show *show = &ticker->show;
    moto_play *play = &show->plays[index];
    uint64_t elapsed = elapsed_now(ticker, index);
    show->resumes[index] = (moto_resume){elapsed, play->left};
    if (!find_now(ticker, index))
        return show->show_time;
    const moto_view_zone *desk = &zones_of(ticker)[index];
    const moto_run *run = &desk->run;
    const moto_entry *entry = &desk->shown;
    uint64_t out = run->end;
    if (moto_crawls(run->effect) && entry->line != MOTO_NONE)
        out = run->begin + moto_time_of(entry->begin + entry->width + desk->zone.width, run->speed);
    if (entry->serial < play->left || out <= elapsed)
        return show->show_time;
    show->resumes[index] = (moto_resume){next_begins(desk), entry->serial + 1};
    play->start = show->show_time;
    play->until = show->show_time + (out - elapsed);
    play->elapsed = elapsed;
    play->right = entry->serial;
    play->mode = MOTO_MODE_DRAIN;
    return play->until;
}

NOT_INLINED static uint32_t priority_on_show(const moto_ticker *ticker, uint32_t index) {
    const moto_show *show = &ticker->show;
    if (show->plays[index].mode == MOTO_MODE_ALERT)
        return show->alerts[show->plays[index].alert].priority + 1u;
    if (!find_now(ticker, index))
        return 0;
    const moto_view_zone *desk = &zones_of(ticker)[index];
    uint32_t line = desk->shown.line;
    if (!moto_crawls(desk->run.effect) && !ticker->rom->model_missing)
        line = moto_rom_play(ticker->rom, desk->zone.first + desk->run.first);
    return line == MOTO_NONE ? 0 : moto_rom_line_priority(ticker->rom, line);
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

NOT_INLINED static void start_now(moto_ticker *ticker, uint32_t index, uint32_t slot) {
    moto_show *show = &ticker->show;
    moto_play *play = &show->plays[index];
    uint64_t elapsed = elapsed_now(ticker, index);
    if (play->mode == MOTO_MODE_ALERT)
        show->alerts[play->alert].elapsed = elapsed;
    else
        show->resumes[index] = (moto_resume){elapsed, play->left};
    moto_start_alert(&desk_of(ticker, index)->programme, show, slot, show->show_time, play);
}

NOT_INLINED static void fill_alert(moto_ticker *ticker, const moto_event *event,
                                   moto_alert *alert) {
    moto_show *show = &ticker->show;
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
}

/* A typed alert is measured; one of the ROM needs the ROM's model. False: it cannot be shown. */
NOT_INLINED static bool prepare_alert(moto_ticker *ticker, moto_alert *alert) {
    if (alert->line == MOTO_NONE) {
        const moto_block block = {0, alert->text, alert->text_bytes, MOTO_STORED};
        uint32_t font = zones_of(ticker)[alert->zone].zone.font;
        alert->width = moto_measure(ticker->rom, font, &block);
    } else if (ticker->rom->model_missing) {
        alert->line = ticker->rom->notice;
        alert->used = alert->line != MOTO_NONE;
    }
    return alert->used;
}

NOT_INLINED static moto_error add_alert(moto_ticker *ticker, const moto_event *event) {
    moto_show *show = &ticker->show;
    uint32_t index = event->alert.zone;
    int slot = find_slot(show, event->alert.priority);
    if (slot < 0)
        return MOTO_ERR_LIMIT;
    moto_alert *alert = &show->alerts[slot];
    fill_alert(ticker, event, alert);
    if (!prepare_alert(ticker, alert))
        return MOTO_OK;
    bool urgent = alert->priority >= priority_on_show(ticker, index);
    bool now = urgent && !(alert->flags & MOTO_ALERT_AT_LINE_END);
    if (!now && show->plays[index].mode == MOTO_MODE_PROGRAMME)
        now = drain(ticker, index) == show->show_time;
    if (now)
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

NOT_INLINED static void step_forward(moto_ticker *ticker, uint32_t index) {
    if (!find_now(ticker, index))
        return;
    const moto_view_zone *desk = &zones_of(ticker)[index];
    bool crawl = moto_crawls(desk->run.effect) && desk->shown.line != MOTO_NONE;
    uint64_t serial = crawl ? desk->shown.serial : desk->run.serial + desk->run.lines - 1;
    go_to(&ticker->show, index, crawl ? next_begins(desk) : desk->run.end, serial + 1);
}

NOT_INLINED static void step_back(moto_ticker *ticker, uint32_t index) {
    uint64_t elapsed = elapsed_now(ticker, index);
    if (!find_now(ticker, index))
        return;
    moto_view_zone *desk = &zones_of(ticker)[index];
    moto_run *run = &desk->run;
    moto_entry *entry = &desk->shown;
    uint64_t begin = run->begin;
    if (moto_crawls(run->effect))
        begin += moto_time_of(entry->begin, run->speed);
    bool just_begun = elapsed - begin < moto_time_of(desk->zone.width, run->speed);
    if (just_begun && moto_crawls(run->effect) && moto_entry_back(&desk->programme, run, entry)) {
        begin = run->begin + moto_time_of(entry->begin, run->speed);
    } else if (just_begun && run->begin > 0) {
        if (!moto_run_at(&desk->programme, run->begin - 1, MOTO_FOREVER, run))
            return;
        begin = run->begin;
        entry->serial = run->serial;
    }
    go_to(&ticker->show, index, begin, entry->serial);
}

NOT_INLINED static void press(moto_ticker *ticker, moto_button button) {
    moto_show *show = &ticker->show;
    if (button == MOTO_BUTTON_PAUSE) {
        show->paused = !show->paused;
        return;
    }
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++) {
        bool alert = show->plays[i].mode == MOTO_MODE_ALERT;
        if (button == MOTO_BUTTON_CANCEL && alert)
            show->plays[i].until = show->show_time;
        else if (button == MOTO_BUTTON_NEXT && !alert)
            step_forward(ticker, i);
        else if (button == MOTO_BUTTON_BACK && !alert)
            step_back(ticker, i);
    }
}

NOT_INLINED static void set_clock(moto_ticker *ticker, int64_t local) {
    moto_show *show = &ticker->show;
    int64_t before = show->checked;
    show->clock = true;
    show->clock_time = show->time;
    show->clock_local = local;
    show->checked = (local - (local % 60 + 60) % 60) / 60;
    for (uint32_t i = 0; i < ticker->rom->zone_count; i++) {
        const moto_programme *p = &desk_of(ticker, i)->programme;
        bool scheduled =
            moto_programme_changed(p) != INT64_MIN || moto_programme_changes(p) != INT64_MAX;
        if (!scheduled || before == show->checked)
            continue;
        if (show->plays[i].mode == MOTO_MODE_PROGRAMME)
            go_to(show, i, 0, 0);
        show->resumes[i] = (moto_resume){0, 0};
    }
}

NOT_INLINED static void take_rom(moto_ticker *ticker, const moto_rom *rom, bool after_line) {
    moto_show *show = &ticker->show;
    show->next = rom;
    ticker->next_layout = next_number(ticker);
    if (!after_line) {
        change_rom(ticker, show->show_time);
        return;
    }
    bool programme = show->plays[0].mode == MOTO_MODE_PROGRAMME;
    show->next_at = programme ? drain(ticker, 0) : show->plays[0].until;
}

static moto_error check_alert(const moto_ticker *ticker, const moto_event *event) {
    if (event->alert.zone >= ticker->rom->zone_count)
        return MOTO_ERR_RANGE;
    if (moto_rom_zone_is_label(ticker->rom, event->alert.zone) ||
        event->alert.ink >= ticker->rom->ink_count)
        return MOTO_ERR_RANGE;
    if (event->alert.text)
        return event->alert.size <= MOTO_BLOCK_BYTES ? MOTO_OK : MOTO_ERR_RANGE;
    if (event->alert.line >= ticker->rom->line_count)
        return MOTO_ERR_RANGE;
    bool alert = moto_rom_line_kind(ticker->rom, event->alert.line) == MOTO_ALERT;
    return alert ? MOTO_OK : MOTO_ERR_RANGE;
}

NOT_INLINED static moto_error check_rom(const moto_ticker *ticker, const moto_rom *rom) {
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
    return error;
}

/* ---- Moments --------------------------------------------------------------------------------- */

static uint16_t label_line(const moto_ticker *ticker, const moto_zone *zone) {
    if (!zone->label || zone->labels == MOTO_NONE)
        return MOTO_NONE;
    moto_kind kind = moto_view_kind(&zones_of(ticker)[zone->follows]);
    return kind < MOTO_FURNITURE ? (uint16_t)(zone->labels + kind) : (uint16_t)MOTO_NONE;
}

NOT_INLINED static void view_all(moto_ticker *ticker, uint64_t time) {
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
    if (alone && moto_view_rows(&zones[0], y - zones[0].zone.y, 1, bits, 0))
        return;
    memset(bits, 0, ((uint32_t)ticker->view.width + 31) / 32 * sizeof *bits);
    for (uint32_t i = 0; i < count; i++)
        if (has_row(&zones[i], y))
            moto_view_bits(&zones[i], y - zones[i].zone.y, bits);
}

void moto_ticker_frame(const moto_ticker *ticker, uint32_t *bits) {
    const header *h = header_of(ticker);
    const moto_view_zone *zone = zones_of(ticker);
    uint32_t words = ((uint32_t)ticker->view.width + 31) / 32;
    bool alone = h->rom->zone_count == 1 && zone->width == ticker->view.width;
    bool whole = alone && zone->zone.height == h->rom->height;
    if (whole && moto_view_rows(zone, 0, h->rom->height, bits, words))
        return;
    for (uint32_t y = 0; y < h->rom->height; y++)
        moto_ticker_bits(ticker, y, bits + y * words);
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
    moto_view_zone *view = &zones_of(ticker)[zone];
    const moto_play *play = &view->scene.play;
    *status = (moto_status){.idle = !view->has_run || view->zone.label, .line = MOTO_NONE};
    if (status->idle)
        return;
    const moto_rom *rom = header_of(ticker)->rom;
    bool alert = play->mode == MOTO_MODE_ALERT;
    status->alert = alert;
    status->line = moto_view_line(view);
    status->kind = moto_view_kind(view);
    status->effect = (moto_effect)view->run.effect;
    status->width = status->line == MOTO_NONE ? (uint32_t)view->run.pixels
                                              : moto_rom_line_width(rom, status->line);
    status->column = moto_view_column(view);
    status->elapsed =
        alert ? show->resumes[zone].elapsed : play->elapsed + (view->show_time - play->start);
    status->loop = moto_programme_loop(&view->programme);
    status->speed =
        (moto_speed){view->run.speed.num * show->rate_num, view->run.speed.den * show->rate_den};
}
