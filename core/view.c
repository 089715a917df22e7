/* SPDX-License-Identifier: MIT */
#include "view.h"

#include "stack.h"

#include <string.h>

#define BLINK_HALF 500000u /* us */

enum part {
    PART_DARK,
    PART_TEXT,
    PART_SEPARATOR
};

static bool goes_right(const moto_view_zone *view) {
    return view->run.direction == MOTO_RIGHT;
}

/* ---- Feeding columns ------------------------------------------------------------------------- */

static void feed_dark(moto_feed *feed, uint32_t columns) {
    feed->part = PART_DARK;
    feed->rest = columns;
    feed->shown = false;
}

static void feed_passage(moto_view_zone *view, moto_style style, uint32_t from, uint32_t columns) {
    moto_feed *feed = &view->feed;
    feed->ink = (uint8_t)(style.ink | (style.blink ? MOTO_INK_BLINK : 0));
    feed->inverse = style.inverse;
    feed->rest = columns;
    feed->part = PART_TEXT;
    feed->shown = true;
    view->blinks |= style.blink;
    moto_walk_start(&feed->walk, view->rom, &feed->passage, from, &view->moment);
}

/* Begins `columns` columns of a line at its column `from`. */
static void feed_line(moto_view_zone *view, uint32_t index, uint32_t from, uint32_t columns) {
    moto_feed *feed = &view->feed;
    feed->passage.line = (uint16_t)index;
    feed->passage.font = view->zone.font;
    feed->passage.width = moto_rom_line_width(view->rom, index);
    feed_passage(view, moto_rom_line_style(view->rom, index), from, columns);
}

static void feed_typed(moto_view_zone *view, const moto_alert *alert, uint32_t from,
                       uint32_t columns) {
    moto_feed *feed = &view->feed;
    feed->passage = (moto_passage){.line = MOTO_NONE,
                                   .font = view->zone.font,
                                   .typed = alert->text,
                                   .typed_bytes = alert->text_bytes,
                                   .width = alert->width};
    moto_style style = {alert->ink, (alert->flags & MOTO_ALERT_INVERSE) != 0,
                        (alert->flags & MOTO_ALERT_BLINK) != 0};
    feed_passage(view, style, from, columns);
}

static bool is_typed_alert(moto_view_zone *view) {
    const moto_play *play = &view->scene.play;
    return play->mode == MOTO_MODE_ALERT && view->show->alerts[play->alert].line == MOTO_NONE;
}

static bool entry_shows(const moto_view_zone *view) {
    uint64_t serial = view->feed.entry.serial;
    const moto_play *play = &view->scene.play;
    return serial >= play->left && serial <= play->right && serial <= view->run.last;
}

static void feed_text(moto_view_zone *view, uint32_t from) {
    moto_feed *feed = &view->feed;
    uint32_t columns = feed->entry.width - from;
    if (is_typed_alert(view))
        feed_typed(view, &view->show->alerts[view->scene.play.alert], from, columns);
    else
        feed_line(view, feed->entry.line, from, columns);
    feed->shown = entry_shows(view);
}

static void feed_separator(moto_view_zone *view, uint32_t from) {
    moto_feed *feed = &view->feed;
    uint32_t columns = feed->entry.length - feed->entry.width - from;
    uint16_t separator = view->zone.separator;
    if (separator == MOTO_NONE || view->rom->model_missing)
        feed_dark(feed, columns);
    else
        feed_line(view, separator, from, columns);
    feed->part = PART_SEPARATOR;
    feed->shown = feed->shown && entry_shows(view);
}

NOT_INLINED static bool find_entry(moto_view_zone *view, uint64_t column, moto_entry *entry) {
    const moto_run *run = &view->run;
    if (is_typed_alert(view)) {
        *entry = (moto_entry){.width = (uint32_t)run->pixels, .length = (uint32_t)run->pixels};
        entry->line = MOTO_NONE;
        return column < run->pixels;
    }
    return moto_entry_at(&view->programme, run, column, entry);
}

/* A run that moves right is laid out backwards: ring column -1 is the first to come in, the last
 * column of the first line. */
NOT_INLINED static void feed_seek(moto_view_zone *view, int64_t at) {
    moto_feed *feed = &view->feed;
    bool right = goes_right(view);
    feed->at = at;
    int64_t column = right ? -1 - at : at;
    if (column < 0) {
        feed_dark(feed, right || -column > UINT32_MAX ? UINT32_MAX : (uint32_t)-column);
        return;
    }
    if (!find_entry(view, (uint64_t)column, &feed->entry)) {
        int64_t behind = column - (int64_t)view->run.pixels + 1;
        feed_dark(feed, right && behind < UINT32_MAX ? (uint32_t)behind : UINT32_MAX);
        return;
    }
    uint32_t offset = (uint32_t)((uint64_t)column - feed->entry.begin);
    uint32_t width = feed->entry.width, length = feed->entry.length;
    if (offset < width)
        feed_text(view, right ? width - 1 - offset : offset);
    else
        feed_separator(view, right ? length - 1 - offset : offset - width);
}

NOT_INLINED static void feed_next_part(moto_view_zone *view) {
    moto_feed *feed = &view->feed;
    bool right = goes_right(view);
    bool last = feed->part == (right ? PART_TEXT : PART_SEPARATOR);
    bool more = !last || is_typed_alert(view);
    if (feed->part == PART_DARK || more) {
        feed_seek(view, feed->at);
        return;
    }
    more = right ? moto_entry_back(&view->programme, &view->run, &feed->entry)
                 : moto_entry_next(&view->programme, &view->run, &feed->entry);
    if (!more)
        feed_seek(view, feed->at);
    else if (right)
        feed_separator(view, 0);
    else
        feed_text(view, 0);
}

static uint32_t feed_column(moto_view_zone *view, uint8_t *ink) {
    moto_feed *feed = &view->feed;
    while (feed->rest == 0)
        feed_next_part(view);
    feed->rest--;
    feed->at++;
    *ink = view->zone.ink;
    if (!feed->shown)
        return 0;
    *ink = (uint8_t)(feed->ink | (moto_walk_at_glyph(&feed->walk) ? MOTO_INK_GLYPH : 0));
    uint32_t bits = moto_walk_next(&feed->walk, view->rom, &feed->passage, &view->moment);
    return bits << view->zone.top ^ (feed->inverse ? UINT32_MAX : 0);
}

/* Eight columns from `at` on; those outside first..last - 1 of them are dark. */
static void feed_eight(moto_view_zone *view, moto_ring *ring, int64_t at, int32_t first,
                       int32_t last) {
    moto_feed *feed = &view->feed;
    uint8_t *inks = moto_ring_inks(ring, at);
    for (int32_t i = 0; i < 8; i++) {
        inks[i] = feed->ink;
        feed->columns[i] = 0;
        if (i >= first && i < last)
            feed->columns[i] = feed_column(view, &inks[i]);
    }
    moto_ring_put(ring, at, feed->columns);
}

/* ---- Crawl ----------------------------------------------------------------------------------- */

NOT_INLINED static void append(moto_view_zone *view, moto_ring *ring) {
    int64_t end = moto_ring_end(ring);
    if (view->feed.at != end || ring->columns == 0)
        feed_seek(view, end);
    feed_eight(view, ring, moto_ring_extend(ring), 0, 8);
}

NOT_INLINED static void prepend(moto_view_zone *view, moto_ring *ring) {
    int64_t at = moto_ring_extend_back(ring);
    feed_seek(view, at);
    for (int64_t end = at + 32; at < end; at += 8)
        feed_eight(view, ring, at, 0, 8);
}

/* Columns from..to - 1 into the ring, by the shortest way. */
static void ensure(moto_view_zone *view, moto_ring *ring, int64_t from, int64_t to) {
    if (ring->lo - from > 32 || from > moto_ring_end(ring))
        moto_ring_reset(ring, from);
    if (ring->lo > from)
        prepend(view, ring);
    while (moto_ring_end(ring) < to)
        append(view, ring);
}

NOT_INLINED static void crawl_at(moto_view_zone *view, uint64_t local) {
    uint64_t position = moto_position(local, view->run.speed);
    int64_t whole = (int64_t)(position >> 8);
    uint8_t fraction = (uint8_t)position;
    bool right = goes_right(view);
    int64_t from = right ? -whole : whole - view->zone.width;
    view->late = right && fraction;
    if (view->late) {
        fraction = (uint8_t)(256 - fraction);
        from--;
    }
    view->picture = MOTO_PICTURE_CRAWL;
    view->fraction_x = fraction;
    from += view->skip;
    ensure(view, &view->ring[0], from, from + view->width + 1);
    /* The layer is told relative to the ring, for columns of a crawl outgrow 32 bits. */
    view->now = (moto_layer){(int32_t)(from - view->ring[0].lo) - view->skip, 0, 0, true};
    view->entered = whole > 0 ? (uint64_t)whole - 1 : 0;
}

/* ---- Pages ----------------------------------------------------------------------------------- */

NOT_INLINED static void load_page(moto_view_zone *view, uint32_t index,
                                  const moto_page_key *wanted) {
    moto_page_key *key = &view->page[index];
    bool held = key->held && key->serial == wanted->serial;
    if (held && key->page == wanted->page && key->line == wanted->line)
        return;
    *key = *wanted;
    uint32_t line_index = wanted->line, page = wanted->page;
    uint32_t from = moto_rom_line_page(view->rom, line_index, page);
    uint32_t width = moto_rom_line_page(view->rom, line_index, page + 1) - from;
    if (width > view->zone.width)
        width = view->zone.width;
    uint32_t margin = (view->zone.width - width) * view->zone.align / 2;
    moto_feed *feed = &view->feed;
    moto_ring *ring = &view->ring[index];
    int64_t begin = view->whole ? 0 : view->skip;
    int64_t end = view->whole ? view->zone.width : begin + view->width;
    moto_ring_reset(ring, begin);
    feed->entry = (moto_entry){.serial = wanted->serial};
    uint32_t first = begin > margin ? (uint32_t)begin - margin : 0;
    feed_line(view, line_index, from + first, first < width ? width - first : 0);
    while (moto_ring_end(ring) < end) {
        int64_t at = moto_ring_extend(ring);
        int32_t text = (int32_t)margin - (int32_t)at;
        feed_eight(view, ring, at, text, text + (int32_t)width);
    }
    feed->rest = 0;
    feed->part = PART_DARK;
}

/* The line of a run of pages. */
static uint16_t line_of_run(const moto_view_zone *view, const moto_run *run) {
    if (run->only != MOTO_NONE)
        return run->only;
    if (view->rom->model_missing)
        return view->rom->notice;
    return (uint16_t)moto_rom_play(view->rom, view->zone.first + run->first);
}

/* The page that goes while the first page of a run comes: the last one of the run before, when that
 * leaves in the same way. */
NOT_INLINED static bool find_page_before(const moto_view_zone *view, moto_page_key *key) {
    const moto_play *play = &view->scene.play;
    if (play->mode == MOTO_MODE_ALERT || view->run.only != MOTO_NONE)
        return false;
    if (view->run.serial == 0 || view->run.serial <= play->left)
        return false;
    moto_run run;
    if (!moto_run_at(&view->programme, view->run.begin - 1, MOTO_FOREVER, &run))
        return false;
    if (moto_crawls(run.effect) || run.effect == MOTO_PAGE)
        return false;
    *key = (moto_page_key){run.serial, run.pages - 1, line_of_run(view, &run), true};
    return true;
}

static uint32_t ring_of_page(const moto_view_zone *view, uint64_t serial, uint32_t page) {
    const moto_page_key *second = &view->page[1];
    return view->rings > 1 && second->held && second->serial == serial && second->page == page;
}

/* How far a page has moved, in 1/256 pixels, when it began to move `time` ago. */
static int32_t moved(const moto_view_zone *view, uint64_t time, int32_t way) {
    uint64_t position = moto_position(time, view->run.speed);
    return position < (uint64_t)way * 256 ? (int32_t)position : way * 256;
}

/* Splits a displacement into whole pixels and the fraction beyond them. */
static int32_t whole_of(int32_t displacement, uint8_t *fraction) {
    *fraction = (uint8_t)(displacement & 255);
    return (displacement - *fraction) / 256;
}

/* Places a page that has `away` 1/256 pixels to go (positive) or has gone beyond its place. */
static void place(moto_view_zone *view, moto_layer *layer, int32_t away) {
    bool upright = view->run.direction == MOTO_UP || view->run.direction == MOTO_DOWN;
    bool forward = view->run.direction == MOTO_LEFT || view->run.direction == MOTO_UP;
    uint8_t fraction;
    int32_t shift = whole_of(forward ? -away : away, &fraction);
    layer->x = upright ? 0 : shift;
    layer->y = upright ? shift : 0;
    view->fraction_x = upright ? 0 : fraction;
    view->fraction_y = upright ? fraction : 0;
    view->late = !forward && fraction;
}

/* Where a run of pages is. */
typedef struct page_moment {
    uint64_t since;  /* us since the page began */
    uint64_t rested; /* when it begins to leave; UINT64_MAX: never */
    uint32_t page;
    int32_t way; /* pixels that a page moves */
    bool entering;
} page_moment;

NOT_INLINED static void find_page(const moto_view_zone *view, uint64_t local, page_moment *at) {
    const moto_run *run = &view->run;
    uint32_t num = view->rom->refresh_num, den = view->rom->refresh_den;
    moto_page_times times;
    moto_run_page_times(&view->programme, run, &times);
    uint32_t length = times.enter + times.hold + times.leave;
    uint64_t refresh = moto_refresh_after(local + 1, num, den) - 1;
    at->page = (uint32_t)(refresh / length);
    if (at->page >= run->pages)
        at->page = run->pages - 1;
    at->since = local - moto_refresh_time((uint64_t)at->page * length, num, den);
    at->entering = at->since < moto_refresh_time(times.enter, num, den);
    at->rested = times.leave ? moto_refresh_time(times.enter + times.hold, num, den) : UINT64_MAX;
    bool upright = run->direction == MOTO_UP || run->direction == MOTO_DOWN;
    at->way = upright ? view->zone.height : view->zone.width;
}

/* Both pages into their rings. */
NOT_INLINED static uint32_t load_pages(moto_view_zone *view, const page_moment *at) {
    const moto_run *run = &view->run;
    moto_page_key key = {run->serial, at->page, line_of_run(view, run), true};
    uint32_t ring = ring_of_page(view, run->serial, at->page);
    load_page(view, ring, &key);
    view->shown = (moto_entry){.line = key.line, .serial = run->serial};
    bool covers = run->effect == MOTO_ROLL || run->effect == MOTO_WIPE;
    if (!at->entering || !covers || view->rings < 2)
        return ring;
    bool found = at->page > 0;
    if (found)
        key.page--;
    else
        found = find_page_before(view, &key);
    if (found)
        load_page(view, 1 - ring, &key);
    view->before = (moto_layer){0, 0, (uint8_t)(1 - ring), found};
    return ring;
}

NOT_INLINED static void move_pages(moto_view_zone *view, const page_moment *at, uint32_t ring) {
    const moto_run *run = &view->run;
    if (run->effect == MOTO_TYPEWRITER || run->effect == MOTO_WIPE) {
        if (!at->entering)
            return;
        bool types = run->effect == MOTO_TYPEWRITER;
        view->wipe = run->effect;
        view->wipe_direction = run->direction;
        uint32_t edge = (uint32_t)moved(view, at->since, types ? view->zone.width : at->way) / 256;
        while (types && edge > 0 && !(moto_ring_ink(&view->ring[ring], edge) & MOTO_INK_GLYPH))
            edge--;
        view->edge = (uint16_t)edge;
    } else if (run->effect != MOTO_STILL && at->entering) {
        int32_t gone = moved(view, at->since, at->way);
        if (view->before.on)
            place(view, &view->before, -gone);
        place(view, &view->now, at->way * 256 - gone);
    } else if (run->effect == MOTO_PAGE && at->since >= at->rested) {
        place(view, &view->now, -moved(view, at->since - at->rested, at->way));
    }
}

NOT_INLINED static void pages_at(moto_view_zone *view, uint64_t local) {
    page_moment at;
    find_page(view, local, &at);
    view->picture = MOTO_PICTURE_PAGE;
    uint32_t ring = load_pages(view, &at);
    view->now = (moto_layer){0, 0, (uint8_t)ring, true};
    move_pages(view, &at, ring);
}

/* ---- The moment ------------------------------------------------------------------------------ */

static bool is_two_page(uint32_t effect) {
    return effect == MOTO_ROLL || effect == MOTO_WIPE;
}

static void add_need(moto_view_need *need, uint32_t effect) {
    if (effect >= MOTO_EFFECTS || effect == MOTO_CRAWL)
        return;
    if (effect != MOTO_STILL)
        need->whole = true;
    if (is_two_page(effect))
        need->rings = 2;
}

moto_view_need moto_view_needs(const moto_rom *rom, const moto_zone *zone) {
    moto_view_need need = {1, false};
    if (MOTO_CRAWL_ONLY)
        return need;
    add_need(&need, zone->effect);
    moto_line line;
    for (uint32_t i = 0; i < zone->count; i++) {
        moto_rom_line(rom, moto_rom_play(rom, zone->first + i), &line);
        add_need(&need, line.effect);
    }
    for (uint32_t i = 0; i < rom->line_count; i++) {
        if (moto_rom_line_kind(rom, i) != MOTO_ALERT)
            continue;
        moto_rom_line(rom, i, &line);
        add_need(&need, line.effect);
    }
    return need;
}

static void forget_columns(moto_view_zone *view) {
    moto_ring_reset(&view->ring[0], 0);
    moto_ring_reset(&view->ring[1], 0);
    view->page[0].held = false;
    view->page[1].held = false;
    view->shown = (moto_entry){0};
    view->feed.walk.met_live = false;
    view->blinks = false;
    view->still = MOTO_NONE;
}

/* A line at rest, outside the programme. */
static void still_at(moto_view_zone *view, uint16_t line) {
    if (view->still != line)
        forget_columns(view);
    view->still = line;
    moto_run_of_line(&view->programme, line, &view->run);
    view->run.effect = MOTO_STILL;
    pages_at(view, 0);
}

static uint64_t elapsed_at(const moto_scene *scene, uint64_t now) {
    return scene->play.elapsed + (now - scene->play.start);
}

static uint64_t deadline_of(const moto_scene *scene) {
    if (scene->deadline == MOTO_FOREVER)
        return MOTO_FOREVER;
    return elapsed_at(scene, scene->deadline);
}

/* The run at the moment; sets `elapsed` from the programme's or the alert's beginning. */
NOT_INLINED static bool find_run(moto_view_zone *view, uint64_t *elapsed) {
    const moto_play *play = &view->scene.play;
    bool alert = play->mode == MOTO_MODE_ALERT;
    if (alert) {
        if (!view->has_run)
            moto_alert_run(&view->programme, &view->show->alerts[play->alert], &view->run);
        *elapsed %= view->run.end;
        return true;
    }
    if (view->has_run && *elapsed >= view->run.begin && *elapsed < view->run.end)
        return true;
    bool found = moto_run_at(&view->programme, *elapsed, deadline_of(&view->scene), &view->run);
    if (found || view->has_run)
        forget_columns(view);
    return found;
}

static void picture_at(moto_view_zone *view, uint64_t now) {
    uint64_t elapsed = elapsed_at(&view->scene, now);
    view->has_run = find_run(view, &elapsed);
    if (view->has_run && moto_crawls(view->run.effect))
        crawl_at(view, elapsed - view->run.begin);
    else if (view->has_run)
        pages_at(view, elapsed - view->run.begin);
    else if (!MOTO_CRAWL_ONLY && view->rom->idle != MOTO_NONE && !view->rom->model_missing)
        still_at(view, view->rom->idle);
    else
        view->picture = MOTO_PICTURE_IDLE;
}

static void label_at(moto_view_zone *view, uint16_t label) {
    if (MOTO_CRAWL_ONLY || label == MOTO_NONE || view->rom->model_missing)
        view->picture = MOTO_PICTURE_IDLE;
    else
        still_at(view, label);
}

void moto_view_at(moto_view_zone *view, const moto_show *show, const moto_rom *rom, uint32_t index,
                  uint64_t time, uint16_t label) {
    int64_t local = moto_show_local(show, time);
    view->show = show;
    uint64_t now = moto_show_time(show, time);
    bool same = view->generation == show->generation && now >= view->scene.play.start &&
                now < view->scene.valid_until;
    if (!same) {
        moto_scene_at(show, rom, &view->zone, index, time, &view->scene);
        view->rom = rom;
        view->programme = (moto_programme){.rom = rom, .zone = &view->zone, .clock = show->clock};
        view->generation = show->generation;
        view->has_run = false;
        forget_columns(view);
    }
    if (view->feed.walk.met_live && view->moment.local != local)
        forget_columns(view);
    view->moment = (moto_moment){&show->values, local, show->clock};
    view->show_time = now;
    view->fraction_x = view->fraction_y = 0;
    view->late = false;
    view->wipe = 0;
    view->before.on = false;
    view->programme.minute = show->checked;
    if (view->scene.play.mode == MOTO_MODE_PROGRAMME && !show->paused && show->clock)
        view->programme.minute = local / 60;
    if (view->zone.label)
        label_at(view, label);
    else
        picture_at(view, now);
    bool blinks = view->zone.blink || view->blinks;
    view->dark = blinks && now / BLINK_HALF % 2 == 1;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static uint32_t layer_word(const moto_view_zone *view, const moto_layer *layer, int32_t x,
                           int32_t y, uint32_t phase_x, uint32_t phase_y) {
    int32_t row = y + layer->y + (int32_t)phase_y;
    if (!layer->on || row < 0 || row >= view->zone.height)
        return 0;
    const moto_ring *ring = &view->ring[layer->ring];
    int64_t at = x + layer->x + (int32_t)phase_x;
    if (view->picture == MOTO_PICTURE_CRAWL)
        at += ring->lo;
    return moto_ring_word(ring, (uint32_t)row, at);
}

/* Bits below `edge` of the word that begins at `x`. */
static uint32_t below(int32_t edge, int32_t x) {
    if (edge <= x)
        return 0;
    return edge - x >= 32 ? UINT32_MAX : (1u << (edge - x)) - 1;
}

/* Which bits of the word at (x, y) belong to the page that comes. */
static bool wipes(const moto_view_zone *view) {
    return !MOTO_CRAWL_ONLY && view->wipe;
}

static uint32_t wipe_mask(const moto_view_zone *view, int32_t x, int32_t y) {
    int32_t edge = view->edge;
    if (view->wipe == MOTO_TYPEWRITER)
        return below(edge, x);
    switch (view->wipe_direction) {
    case MOTO_LEFT:
        return ~below(view->zone.width - edge, x);
    case MOTO_RIGHT:
        return below(edge, x);
    case MOTO_UP:
        return y >= view->zone.height - edge ? UINT32_MAX : 0;
    default:
        return y < edge ? UINT32_MAX : 0;
    }
}

static uint32_t idle_word(const moto_view_zone *view, int32_t x, int32_t y) {
    uint32_t bits = 0;
    if (y != view->zone.height / 2)
        return 0;
    for (int32_t dot = -1; dot <= 1; dot++) {
        int32_t at = view->zone.width / 2 + 4 * dot - x;
        if (at >= 0 && at < 32)
            bits |= 1u << at;
    }
    return bits;
}

/* The ink byte of the column that shows at x, y. */
static uint8_t ink_at(const moto_view_zone *view, int32_t x, int32_t y, uint32_t phase) {
    const moto_layer *layer = &view->now;
    if (view->picture == MOTO_PICTURE_IDLE)
        return view->zone.ink;
    if (view->before.on) {
        bool out = x + layer->x < 0 || x + layer->x >= view->zone.width || y + layer->y < 0 ||
                   y + layer->y >= view->zone.height;
        bool covered = !wipes(view) || (wipe_mask(view, x & ~31, y) >> (x & 31) & 1);
        if (out || !covered)
            layer = &view->before;
    }
    const moto_ring *ring = &view->ring[layer->ring];
    int64_t at = x + layer->x + (int32_t)(view->fraction_x ? phase : 0);
    if (view->picture == MOTO_PICTURE_CRAWL)
        at += ring->lo;
    return moto_ring_ink(ring, at);
}

static uint32_t blinking(const moto_view_zone *view, int32_t x, int32_t y, uint32_t phase) {
    uint32_t mask = 0;
    for (int32_t i = 0; i < 32; i++)
        if (ink_at(view, x + i, y, phase) & MOTO_INK_BLINK)
            mask |= 1u << i;
    return mask;
}

/* 32 columns of the zone from x on, with the fraction taken as nothing or as one pixel. */
static uint32_t word_at(const moto_view_zone *view, int32_t x, int32_t y, uint32_t phase) {
    uint32_t bits;
    if (view->picture == MOTO_PICTURE_IDLE) {
        bits = idle_word(view, x, y);
    } else {
        uint32_t phase_x = view->fraction_x ? phase : 0, phase_y = view->fraction_y ? phase : 0;
        bits = layer_word(view, &view->now, x, y, phase_x, phase_y);
        uint32_t mask = wipes(view) ? wipe_mask(view, x, y) : UINT32_MAX;
        bits &= mask;
        if (!MOTO_CRAWL_ONLY && view->before.on) {
            uint32_t old = layer_word(view, &view->before, x, y, phase_x, phase_y);
            bits |= wipes(view) ? old & ~mask : old;
        }
        if (view->dark && bits)
            bits &= ~blinking(view, x, y, phase);
    }
    if (view->dark && view->zone.blink)
        bits = 0;
    return view->zone.inverse ? ~bits : bits;
}

void moto_view_bits(const moto_view_zone *view, uint32_t y, uint32_t *bits) {
    uint32_t shift = view->x % 32;
    uint32_t *to = bits + view->x / 32;
    for (uint32_t done = 0; done < view->width; done += 32, to++) {
        uint32_t word = word_at(view, (int32_t)(view->skip + done), (int32_t)y, view->late);
        uint32_t rest = view->width - done;
        if (rest < 32)
            word &= (1u << rest) - 1;
        to[0] |= word << shift;
        if (shift && rest > 32 - shift)
            to[1] |= word >> (32 - shift);
    }
}

bool moto_view_rows(const moto_view_zone *view, uint32_t y, uint32_t rows, uint32_t *bits,
                    uint32_t stride) {
    bool plain = view->picture == MOTO_PICTURE_CRAWL && !view->dark && !view->zone.inverse;
    if (!plain || view->x % 32 || view->width % 32)
        return false;
    const moto_ring *ring = &view->ring[0];
    int64_t from = ring->lo + view->now.x + view->skip + view->late;
    moto_ring_rows(ring, y, rows, from, view->width, bits + view->x / 32, stride);
    return true;
}

static moto_colour ink_colour(const moto_rom *rom, uint32_t ink) {
    const uint8_t *i = rom->inks + (ink < rom->ink_count ? ink : 0) * 6;
    return (moto_colour){(uint16_t)(i[0] | i[1] << 8), (uint16_t)(i[2] | i[3] << 8),
                         (uint16_t)(i[4] | i[5] << 8)};
}

/* weight/256 of a colour, added. */
static void shine(moto_colour *led, moto_colour colour, uint32_t weight) {
    led->red = (uint16_t)(led->red + colour.red * weight / 256);
    led->green = (uint16_t)(led->green + colour.green * weight / 256);
    led->blue = (uint16_t)(led->blue + colour.blue * weight / 256);
}

void moto_view_colours(const moto_view_zone *view, const moto_rom *rom, uint32_t y,
                       moto_colour *row) {
    uint32_t fraction = view->fraction_x ? view->fraction_x : view->fraction_y;
    for (uint32_t done = 0; done < view->width; done += 32) {
        int32_t x = (int32_t)(view->skip + done);
        uint32_t here = word_at(view, x, (int32_t)y, 0);
        uint32_t beyond = fraction ? word_at(view, x, (int32_t)y, 1) : 0;
        moto_colour *to = row + view->x + done;
        uint32_t count = view->width - done < 32 ? view->width - done : 32;
        for (uint32_t i = 0; i < count; i++, here >>= 1, beyond >>= 1) {
            to[i] = (moto_colour){0, 0, 0};
            int32_t column = x + (int32_t)i;
            if (here & 1)
                shine(&to[i], ink_colour(rom, ink_at(view, column, (int32_t)y, 0) & MOTO_INK_MASK),
                      256 - fraction);
            if (beyond & 1)
                shine(&to[i], ink_colour(rom, ink_at(view, column, (int32_t)y, 1) & MOTO_INK_MASK),
                      fraction);
        }
    }
}

void moto_view_levels(const moto_view_zone *view, uint32_t y, uint16_t *levels) {
    uint32_t fraction = view->fraction_x ? view->fraction_x : view->fraction_y;
    for (uint32_t done = 0; done < view->width; done += 32) {
        int32_t x = (int32_t)(view->skip + done);
        uint32_t here = word_at(view, x, (int32_t)y, 0);
        uint32_t beyond = fraction ? word_at(view, x, (int32_t)y, 1) : 0;
        uint32_t count = view->width - done < 32 ? view->width - done : 32;
        for (uint32_t i = 0; i < count; i++, here >>= 1, beyond >>= 1) {
            uint32_t weight = (here & 1) * (256 - fraction) + (beyond & 1) * fraction;
            levels[view->x + done + i] = (uint16_t)(weight * 65535 / 256);
        }
    }
}

/* ---- What is on show ------------------------------------------------------------------------- */

/* The line that entered last is the one at the column that came in last, or the last one that may
 * start while it goes out. It is looked for only when somebody asks. */
static void find_shown(moto_view_zone *view) {
    moto_entry *shown = &view->shown;
    const moto_run *run = &view->run;
    const moto_play *play = &view->scene.play;
    if (run->end != MOTO_FOREVER && view->entered >= run->pixels)
        view->entered = run->pixels ? run->pixels - 1 : 0;
    uint64_t column = view->entered;
    bool within = shown->length && column >= shown->begin && column - shown->begin < shown->length;
    if (!within && !find_entry(view, column, shown))
        *shown = (moto_entry){.line = MOTO_NONE};
    uint64_t last = play->right < run->last ? play->right : run->last;
    while (shown->serial > last && moto_entry_back(&view->programme, run, shown))
        continue;
    while (shown->serial < play->left && moto_entry_next(&view->programme, run, shown))
        continue;
}

uint16_t moto_view_line(moto_view_zone *view) {
    const moto_play *play = &view->scene.play;
    if (!view->has_run)
        return MOTO_NONE;
    if (play->mode == MOTO_MODE_ALERT)
        return view->show->alerts[play->alert].line;
    if (moto_crawls(view->run.effect))
        find_shown(view);
    return view->shown.line;
}

uint32_t moto_view_column(moto_view_zone *view) {
    if (!moto_crawls(view->run.effect))
        return 0;
    find_shown(view);
    uint64_t begin = view->shown.begin;
    return view->entered > begin ? (uint32_t)(view->entered - begin) : 0;
}

moto_kind moto_view_kind(moto_view_zone *view) {
    if (view->has_run && view->scene.play.mode == MOTO_MODE_ALERT)
        return MOTO_ALERT;
    uint16_t line = moto_view_line(view);
    return line == MOTO_NONE ? MOTO_FURNITURE : moto_rom_line_kind(view->rom, line);
}
