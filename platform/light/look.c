/* SPDX-License-Identifier: MIT */
#include "look.h"
#include "bezel.h"
#include "compose.h"
#include "halo.h"
#include "inertia.h"
#include "layout.h"
#include "pattern.h"
#include "style.h"
#include "tone.h"

#include <stdlib.h>
#include <string.h>

enum {
    BEZEL_MOST = 256,
    BEZEL_LEAST = 6,
    KEPT_ROWS = 4,
    LINE_SPARE = 16
};

static const double vignette_across = 0.10, vignette_down = 0.05;

/* One LED row of one block, ready for its pixel rows. */
typedef struct tile {
    int block, band, x, count;
    bool panel;
    int cell; /* grid row that source's halo rows are of */
    compose_source source;
    uint16_t light[3][COMPOSE_MOST + LINE_SPARE];
    uint16_t room[3][COMPOSE_MOST + LINE_SPARE];
    uint16_t albedo[COMPOSE_MOST + LINE_SPARE];
} tile;

struct look_renderer {
    const look_style *style;
    layout_axis across, down;
    pattern dots;
    halo glow;
    bezel_frame frame;
    tone camera;
    inertia leds;
    bool everything; /* the next call draws all */

    uint8_t *stale;      /* bands x blocks: to be drawn */
    uint8_t *glow_stale; /* grid rows x blocks: the halo has changed there */
    uint8_t *row_stale;  /* LED rows that have changed */
    uint16_t dither[TONE_DITHER][TONE_DITHER + COMPOSE_MOST];

    /* Halo rows brought to pixels: the last KEPT_ROWS grid rows of each block. */
    uint16_t *spread;
    int32_t *spread_row; /* KEPT_ROWS x blocks: which grid row, -1 for none */
    int spread_stride;

    tile work; /* here and not on the stack: loops in whole steps read behind what a line fills */
    compose_line line;
};

int look_count(void) {
    return look_style_count;
}

const char *look_name(int index) {
    return index < 0 || index >= look_style_count ? NULL : look_styles[index].name;
}

int look_find(const char *name) {
    for (int i = 0; i < look_style_count; i++)
        if (strcmp(look_styles[i].name, name) == 0)
            return i;
    return -1;
}

bool look_is_one_colour(int index) {
    return index >= 0 && index < look_style_count && look_styles[index].one_colour;
}

/* Three and a half LEDs, in whole pixels. */
static int own_bezel(int pitch8) {
    int size = (pitch8 * 7 / 2 + 4) / 8;
    return size < BEZEL_LEAST ? BEZEL_LEAST : size;
}

static bool take_memory(look_renderer *r) {
    size_t blocks = (size_t)r->across.parts, grid = (size_t)r->glow.height;
    r->stale = calloc(blocks * (size_t)r->down.parts + blocks * grid + (size_t)r->down.leds, 1);
    int widest = r->dots.width > r->across.bezel ? r->dots.width : r->across.bezel;
    r->spread_stride = (widest + COMPOSE_STEP - 1) / COMPOSE_STEP * COMPOSE_STEP + COMPOSE_STEP;
    r->spread = calloc(KEPT_ROWS * blocks * 3 * (size_t)r->spread_stride, sizeof *r->spread);
    r->spread_row = calloc(KEPT_ROWS * blocks, sizeof *r->spread_row);
    if (!r->stale || !r->spread || !r->spread_row)
        return false;
    r->glow_stale = r->stale + blocks * (size_t)r->down.parts;
    r->row_stale = r->glow_stale + blocks * grid;
    return true;
}

static bool build(look_renderer *r, int leds_wide, int leds_high, int pitch8, int bezel) {
    if (!pattern_make(&r->dots, r->style, pitch8))
        return false;
    if (!layout_make(&r->across, r->style, leds_wide, pitch8, bezel, r->dots.leds,
                     vignette_across) ||
        !layout_make(&r->down, r->style, leds_high, pitch8, bezel, 1, vignette_down))
        return false;
    if (!halo_make(&r->glow, r->style, leds_wide, leds_high, r->across.margin))
        return false;
    if (!bezel_make(&r->frame, r->across.pixels, r->down.pixels, bezel, r->style->bezel_albedo,
                    r->dots.unit))
        return false;
    return inertia_make(&r->leds, r->style, leds_wide, leds_high) && take_memory(r);
}

static void make_dither(look_renderer *r) {
    for (int y = 0; y < TONE_DITHER; y++)
        for (int x = 0; x < TONE_DITHER + COMPOSE_MOST; x++)
            r->dither[y][x] = r->camera.dither[y][x % TONE_DITHER];
}

look_renderer *look_open(const char *name, int leds_wide, int leds_high, double pitch, int bezel) {
    int index = look_find(name);
    bool sized = leds_wide >= 1 && leds_wide <= LOOK_WIDTH_MOST && leds_high >= 1 &&
                 leds_high <= LOOK_HEIGHT_MOST;
    bool pitched = pitch >= LOOK_PITCH_LEAST && pitch <= LOOK_PITCH_MOST;
    if (index < 0 || !sized || !pitched || bezel < LOOK_BEZEL_OWN || bezel > BEZEL_MOST)
        return NULL;
    look_renderer *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    int pitch8 = (int)(pitch * 8 + 0.5);
    r->style = &look_styles[index];
    tone_make(&r->camera, r->style);
    make_dither(r);
    if (!build(r, leds_wide, leds_high, pitch8, bezel < 0 ? own_bezel(pitch8) : bezel)) {
        look_close(r);
        return NULL;
    }
    r->everything = true;
    return r;
}

void look_close(look_renderer *r) {
    if (!r)
        return;
    pattern_free(&r->dots);
    layout_free(&r->across);
    layout_free(&r->down);
    halo_free(&r->glow);
    bezel_free(&r->frame);
    inertia_free(&r->leds);
    free(r->stale);
    free(r->spread);
    free(r->spread_row);
    free(r);
}

int look_width(const look_renderer *r) {
    return r->across.pixels;
}

int look_height(const look_renderer *r) {
    return r->down.pixels;
}

double look_pitch(const look_renderer *r) {
    return r->across.pitch8 / 8.0;
}

int look_bezel(const look_renderer *r) {
    return r->across.bezel;
}

static bool fits(int leds, int pitch8, int pixels) {
    return layout_edge(leds, pitch8) + 2 * own_bezel(pitch8) <= pixels;
}

double look_fit(int leds_wide, int leds_high, int width, int height) {
    int pitch8 = (int)(LOOK_PITCH_MOST * 8);
    int least = (int)(LOOK_PITCH_LEAST * 8);
    while (pitch8 > least && !(fits(leds_wide, pitch8, width) && fits(leds_high, pitch8, height)))
        pitch8--;
    return pitch8 / 8.0;
}

bool look_led_at(const look_renderer *r, int x, int y, int *led_x, int *led_y) {
    if (x < 0 || y < 0 || x >= look_width(r) || y >= look_height(r))
        return false;
    *led_x = layout_led(x - r->across.bezel, r->across.pitch8);
    *led_y = layout_led(y - r->down.bezel, r->down.pitch8);
    bool inside_x = *led_x >= 0 && *led_x < r->across.leds;
    return inside_x && *led_y >= 0 && *led_y < r->down.leds;
}

look_rectangle look_cell(const look_renderer *r, int led_x, int led_y) {
    int pitch8 = r->across.pitch8;
    int x = layout_edge(led_x, pitch8), y = layout_edge(led_y, pitch8);
    return (look_rectangle){x + r->across.bezel, y + r->down.bezel,
                            layout_edge(led_x + 1, pitch8) - x, layout_edge(led_y + 1, pitch8) - y};
}

void look_redraw(look_renderer *r) {
    r->everything = true;
}

void look_reset(look_renderer *r) {
    r->everything = true;
    inertia_reset(&r->leds);
}

bool look_is_moving(const look_renderer *r) {
    return r->leds.moving;
}

double look_unit(const look_renderer *r) {
    return r->dots.unit;
}

/* Keeps what differs of one LED row and marks its blocks. */
static bool keep_row(look_renderer *r, int y, int channels) {
    bool changed = false;
    for (int c = 0; c < channels; c++) {
        uint16_t *shown = r->leds.shown[c] + (size_t)y * (size_t)r->across.leds;
        for (int block = 1, x = 0; block < r->across.parts - 1; block++) {
            int count = layout_cells(&r->across, block);
            size_t bytes = (size_t)count * sizeof *shown;
            if (memcmp(shown + x, r->leds.row[c] + x, bytes) != 0) {
                memcpy(shown + x, r->leds.row[c] + x, bytes);
                r->stale[(y + 1) * r->across.parts + block] = 1;
                changed = true;
            }
            x += count;
        }
    }
    return changed;
}

static void update_leds(look_renderer *r, const light *now, uint64_t time_us) {
    bool disc = r->style->kind == LOOK_DISC;
    inertia_begin(&r->leds, time_us);
    for (int y = 0; y < r->down.leds; y++) {
        inertia_row(&r->leds, y, now->leds + (size_t)y * (size_t)r->across.leds);
        r->row_stale[y] = keep_row(r, y, disc ? 1 : 3);
        for (int c = 0; c < 3 && r->row_stale[y] && !disc; c++)
            halo_along(&r->glow, c, y, r->leds.shown[c] + (size_t)y * (size_t)r->across.leds);
    }
    r->leds.steady = false;
}

/* Keeps what differs of a freshly summed grid row. */
static void keep_glow(look_renderer *r, int channel, int y) {
    uint16_t *kept = halo_row(&r->glow, channel, y);
    for (int block = 0; block < r->across.parts; block++) {
        if (layout_size(&r->across, block) == 0)
            continue;
        int low = r->across.cell[r->across.start[block]] - 1;
        int high = r->across.cell[r->across.start[block + 1] - 1] + 1;
        size_t bytes = (size_t)(high - low + 1) * sizeof *kept;
        if (memcmp(kept + low, r->glow.fresh + low, bytes) != 0)
            r->glow_stale[y * r->across.parts + block] = 1;
    }
    memcpy(kept, r->glow.fresh, (size_t)r->glow.width * sizeof *kept);
}

static bool any_row_near(const look_renderer *r, int grid_row) {
    int middle = grid_row - r->glow.margin;
    int low = middle - r->glow.reach, high = middle + r->glow.reach;
    for (int y = low < 0 ? 0 : low; y <= high && y < r->down.leds; y++)
        if (r->row_stale[y])
            return true;
    return false;
}

static void update_glow(look_renderer *r) {
    memset(r->glow_stale, 0, (size_t)r->across.parts * (size_t)r->glow.height);
    for (int y = 0; y < r->glow.height; y++) {
        if (!any_row_near(r, y))
            continue;
        for (int c = 0; c < 3; c++) {
            halo_down(&r->glow, c, y);
            keep_glow(r, c, y);
        }
    }
}

static void mark_glow(look_renderer *r) {
    for (int band = 0; band < r->down.parts; band++) {
        if (layout_size(&r->down, band) == 0)
            continue;
        int low = r->down.cell[r->down.start[band]] - 1;
        int high = r->down.cell[r->down.start[band + 1] - 1] + 1;
        for (int y = low; y <= high; y++)
            for (int block = 0; block < r->across.parts; block++)
                r->stale[band * r->across.parts + block] |=
                    r->glow_stale[y * r->across.parts + block];
    }
}

/* A grid row of the halo over one block's pixels, three channels a spread_stride apart. */
static const uint16_t *spread_row(look_renderer *r, int block, int row) {
    size_t slot = (size_t)(row % KEPT_ROWS) * (size_t)r->across.parts + (size_t)block;
    uint16_t *out = r->spread + slot * 3 * (size_t)r->spread_stride;
    if (r->spread_row[slot] == row)
        return out;
    r->spread_row[slot] = row;
    int start = r->across.start[block];
    compose_columns columns = {
        layout_edges(&r->across, block),
        {r->across.weight[0] + start, r->across.weight[1] + start, r->across.weight[2] + start}};
    for (int c = 0; c < 3; c++)
        compose_spread(&columns, layout_cells(&r->across, block),
                       halo_row(&r->glow, c, row) + r->across.cell[start],
                       out + (size_t)c * (size_t)r->spread_stride);
    return out;
}

static int first_led(const look_renderer *r, const tile *t) {
    return (t->block - 1) * r->dots.leds;
}

static void begin_tile(look_renderer *r, tile *t, int block, int band) {
    t->block = block;
    t->band = band;
    t->x = r->across.start[block];
    t->count = layout_size(&r->across, block);
    bool inside = block > 0 && block < r->across.parts - 1;
    t->panel = inside && band > 0 && band < r->down.parts - 1;
    t->cell = -1;
    t->source.count = t->count;
    t->source.camera = (t->panel ? r->across.camera : r->across.vignette) + t->x;
    t->source.albedo = t->albedo;
    for (int c = 0; c < 3; c++) {
        t->source.light[c] = t->light[c];
        t->source.room[c] = t->panel ? t->room[c] : t->room[0];
    }
    if (!t->panel || r->style->kind == LOOK_DISC)
        return;
    size_t led = (size_t)(band - 1) * (size_t)r->across.leds + (size_t)first_led(r, t);
    for (int c = 0; c < 3; c++)
        compose_repeat(layout_edges(&r->across, block), layout_cells(&r->across, block),
                       r->leds.shown[c] + led, t->light[c]);
}

/* The grid rows change from LED row to LED row only, their weights with every pixel row. */
static void take_glow(look_renderer *r, tile *t, int y) {
    compose_source *source = &t->source;
    int cell = r->down.cell[y];
    for (int tap = 0; tap < 3; tap++)
        source->weight[tap] = r->down.weight[tap][y];
    if (cell == t->cell)
        return;
    t->cell = cell;
    for (int tap = 0; tap < 3; tap++) {
        const uint16_t *row = spread_row(r, t->block, cell - 1 + tap);
        for (int c = 0; c < 3; c++)
            source->halo[tap][c] = row + (size_t)c * (size_t)r->spread_stride;
    }
}

static void line_of_discs(look_renderer *r, tile *t, int pattern_y) {
    size_t led = (size_t)(t->band - 1) * (size_t)r->across.leds + (size_t)first_led(r, t);
    size_t row = (size_t)pattern_y * (size_t)r->dots.stride;
    const int32_t *edge = layout_edges(&r->across, t->block);
    for (int i = 0; i < layout_cells(&r->across, t->block); i++) {
        int face = r->leds.shown[0][led + (size_t)i];
        for (int c = 0; c < 3; c++)
            compose_tilt(r->dots.face[face][c] + row + edge[i], r->leds.spread[led + (size_t)i],
                         t->room[c] + edge[i], edge[i + 1] - edge[i]);
    }
    compose_room(&t->source, &r->line);
}

static void line_of_leds(look_renderer *r, tile *t, int y, int pattern_y) {
    take_glow(r, t, y);
    t->source.albedo = pattern_row(&r->dots, PATTERN_ALBEDO, pattern_y);
    for (int c = 0; c < 3; c++) {
        t->source.mask[c] = pattern_row(&r->dots, PATTERN_RED + c, pattern_y);
        t->source.room[c] = pattern_row(&r->dots, PATTERN_ROOM + c, pattern_y);
    }
    compose_light(&t->source, &r->line);
}

static void line_of_bezel(look_renderer *r, tile *t, int y) {
    take_glow(r, t, y);
    bezel_run(&r->frame, t->x, y, t->count, t->room[0], t->albedo);
    compose_spill(&t->source, &r->line);
}

/* Pixel row y of the tile into r->line. */
static void compose_line_at(look_renderer *r, tile *t, int y) {
    t->source.camera_row = t->panel ? r->down.camera[y] : r->down.vignette[y];
    if (!t->panel) {
        line_of_bezel(r, t, y);
        return;
    }
    int pattern_y = (y - r->down.bezel) % r->dots.height;
    if (r->style->kind == LOOK_DISC)
        line_of_discs(r, t, pattern_y);
    else
        line_of_leds(r, t, y, pattern_y);
}

static void forget_spread(look_renderer *r) {
    for (int i = 0; i < KEPT_ROWS * r->across.parts; i++)
        r->spread_row[i] = -1;
}

static void draw_tile(look_renderer *r, int block, int band, uint32_t *pixels, int stride) {
    tile *t = &r->work;
    begin_tile(r, t, block, band);
    for (int y = r->down.start[band]; y < r->down.start[band + 1]; y++) {
        compose_line_at(r, t, y);
        compose_finish(&r->camera, &r->line, r->dither[y % TONE_DITHER] + t->x % TONE_DITHER,
                       pixels + (size_t)y * (size_t)stride + t->x, t->count);
    }
}

static void include(look_rectangle *all, int x0, int y0, int x1, int y1) {
    if (all->width == 0) {
        *all = (look_rectangle){x0, y0, x1 - x0, y1 - y0};
        return;
    }
    int right = all->x + all->width > x1 ? all->x + all->width : x1;
    int bottom = all->y + all->height > y1 ? all->y + all->height : y1;
    all->x = all->x < x0 ? all->x : x0;
    all->y = all->y < y0 ? all->y : y0;
    all->width = right - all->x;
    all->height = bottom - all->y;
}

static look_rectangle draw_stale(look_renderer *r, uint32_t *pixels, int stride) {
    look_rectangle changed = {0, 0, 0, 0};
    forget_spread(r);
    for (int band = 0; band < r->down.parts; band++)
        for (int block = 0; block < r->across.parts; block++) {
            int x0 = r->across.start[block], x1 = r->across.start[block + 1];
            int y0 = r->down.start[band], y1 = r->down.start[band + 1];
            if (!r->stale[band * r->across.parts + block] || x0 == x1 || y0 == y1)
                continue;
            draw_tile(r, block, band, pixels, stride);
            include(&changed, x0, y0, x1, y1);
        }
    return changed;
}

look_rectangle look_draw(look_renderer *r, const light *now, uint64_t time_us, uint32_t *pixels,
                         int stride) {
    memset(r->stale, r->everything, (size_t)r->across.parts * (size_t)r->down.parts);
    r->everything = false;
    update_leds(r, now, time_us);
    if (r->style->kind != LOOK_DISC) {
        update_glow(r);
        mark_glow(r);
    }
    return draw_stale(r, pixels, stride);
}

void look_linear(look_renderer *r, uint16_t *channels) {
    tile *t = &r->work;
    forget_spread(r);
    for (int band = 0; band < r->down.parts; band++)
        for (int block = 0; block < r->across.parts; block++) {
            begin_tile(r, t, block, band);
            for (int y = r->down.start[band]; t->count && y < r->down.start[band + 1]; y++) {
                compose_line_at(r, t, y);
                uint16_t *to = channels + ((size_t)y * (size_t)r->across.pixels + (size_t)t->x) * 3;
                for (int i = 0; i < t->count * 3; i++)
                    to[i] = r->line.channel[i % 3][i / 3];
            }
        }
}
