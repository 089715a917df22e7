/* SPDX-License-Identifier: MIT
 *
 * BDF, PCF, TrueType and OpenType through SDL2_ttf, hinted for one bit per LED.
 */
#include "font_kind.h"

#include <SDL.h>
#include <SDL_ttf.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_ROWS    16
#define CANVAS_ROWS     64
#define LARGE_SIZE      1000
#define STRIKES_MAX     16
#define LAST_CODE_POINT 0x1FFFFu

/* What is measured: letters and figures with the highest and the lowest ink of plain text. */
static const char sample[] = "AHMOQW019bdfghjklpqty";

typedef struct outline_font {
    TTF_Font *font;
    uint32_t *code_points;
    size_t count;
    int top;  /* the row of the surface that is row 0 of the cell */
    int rows; /* of the cell */
} outline_font;

/* A glyph before it is fitted into the cell: bit 0 of a column is the surface's top row. */
typedef struct canvas {
    int width;
    int origin; /* the column of the glyph's origin */
    uint64_t columns[FONT_COLUMNS_MAX];
} canvas;

static int surface_is_lit(const SDL_Surface *surface, int x, int y) {
    return ((const uint8_t *)surface->pixels)[y * surface->pitch + x] != 0;
}

static int render(TTF_Font *font, uint32_t code_point, canvas *out) {
    static const SDL_Color white = {255, 255, 255, 255};
    int left = 0;
    *out = (canvas){0};
    if (TTF_GlyphMetrics32(font, code_point, &left, NULL, NULL, NULL, NULL) != 0)
        return -1;
    SDL_Surface *surface = TTF_RenderGlyph32_Solid(font, code_point, white);
    if (!surface)
        return 0; /* nothing to draw: a space */
    out->origin = left < 0 ? -left : 0;
    out->width = surface->w < FONT_COLUMNS_MAX ? surface->w : FONT_COLUMNS_MAX;
    int height = surface->h < CANVAS_ROWS ? surface->h : CANVAS_ROWS;
    for (int x = 0; x < out->width; x++)
        for (int y = 0; y < height; y++)
            if (surface_is_lit(surface, x, y))
                out->columns[x] |= (uint64_t)1 << y;
    SDL_FreeSurface(surface);
    return 0;
}

/* First row of ink and one past the last over the sample; 0 rows when the font has none of it. */
static void measure_ink(TTF_Font *font, int *from, int *to) {
    uint64_t all = 0;
    for (const char *p = sample; *p; p++) {
        canvas drawn;
        if (TTF_GlyphIsProvided32(font, (Uint32)*p) == 0 || render(font, (Uint32)*p, &drawn) != 0)
            continue;
        for (int x = 0; x < drawn.width; x++)
            all |= drawn.columns[x];
    }
    *from = 0;
    *to = CANVAS_ROWS;
    while (*from < *to && !(all >> *from & 1))
        ++*from;
    while (*to > *from && !(all >> (*to - 1) & 1))
        --*to;
}

/* Sets the largest size whose ink fits the rows. An outline's ink grows with its size, but hinting
 * makes steps, so each size is tried. 0, or -1 when no size fits. */
static int fit_outline(TTF_Font *font, int rows) {
    int best = 0;
    for (int size = 4; size <= 2 * rows + 4; size++) {
        int from;
        int to;
        if (TTF_SetFontSize(font, size) != 0)
            continue;
        measure_ink(font, &from, &to);
        if (to > from && to - from <= rows)
            best = size;
    }
    return best > 0 ? TTF_SetFontSize(font, best) : -1;
}

/* Of a file of bitmaps, the highest strike that is not above the rows; else the first. */
static TTF_Font *open_bitmaps(const char *path, int rows) {
    TTF_Font *best = TTF_OpenFont(path, 0);
    for (int strike = 1; best && strike < STRIKES_MAX; strike++) {
        TTF_Font *font = TTF_OpenFont(path, strike);
        if (!font)
            break;
        int fits = rows == 0 || TTF_FontHeight(font) <= rows;
        if (!fits || TTF_FontHeight(font) <= TTF_FontHeight(best)) {
            TTF_CloseFont(font);
            continue;
        }
        TTF_CloseFont(best);
        best = font;
    }
    return best;
}

static int list_code_points(outline_font *out) {
    size_t capacity = 0;
    for (uint32_t code_point = 0x20; code_point <= LAST_CODE_POINT; code_point++) {
        if (!TTF_GlyphIsProvided32(out->font, code_point))
            continue;
        if (out->count == capacity) {
            capacity = 2 * capacity + 256;
            uint32_t *grown = realloc(out->code_points, capacity * sizeof *grown);
            if (!grown)
                return -1;
            out->code_points = grown;
        }
        out->code_points[out->count++] = code_point;
    }
    return 0;
}

/* Takes out the row that differs least from the one below it, between `from` and `to`. */
static void squeeze_row(canvas *drawn, int from, int to) {
    int best = from;
    int least = FONT_COLUMNS_MAX + 1;
    for (int row = from; row < to; row++) {
        int differing = 0;
        for (int x = 0; x < drawn->width; x++)
            differing += (int)((drawn->columns[x] >> row ^ drawn->columns[x] >> (row + 1)) & 1);
        if (differing < least) {
            least = differing;
            best = row;
        }
    }
    uint64_t above = ((uint64_t)1 << best) - 1;
    for (int x = 0; x < drawn->width; x++) {
        uint64_t below = drawn->columns[x] & ~(above << 1 | 1);
        drawn->columns[x] = below | (drawn->columns[x] & above) << 1;
    }
}

static int first_row(const canvas *drawn) {
    uint64_t all = 0;
    for (int x = 0; x < drawn->width; x++)
        all |= drawn->columns[x];
    int row = 0;
    while (row < CANVAS_ROWS && !(all >> row & 1))
        row++;
    return row;
}

/* An accent above the cell comes down: the letter under it loses rows, never the accent. */
static void fit_accent(const outline_font *font, canvas *drawn) {
    int baseline = TTF_FontAscent(font->font);
    int over = font->top - first_row(drawn);
    for (int i = 0; i < over && font->top + 4 < baseline - 1; i++)
        squeeze_row(drawn, font->top + 3, baseline - 1);
}

static int has(const void *state, uint32_t code_point) {
    const outline_font *font = state;
    return TTF_GlyphIsProvided32(font->font, code_point) != 0;
}

static int draw(const void *state, uint32_t code_point, font_picture *picture) {
    const outline_font *font = state;
    canvas drawn;
    int advance = 0;
    if (!code_point || !has(font, code_point) || render(font->font, code_point, &drawn) != 0)
        return -1;
    TTF_GlyphMetrics32(font->font, code_point, NULL, NULL, NULL, NULL, &advance);
    fit_accent(font, &drawn);
    uint64_t in_cell = ((uint64_t)1 << font->rows) - 1;
    *picture = (font_picture){.width = drawn.width};
    for (int x = 0; x < drawn.width; x++)
        picture->columns[x] = (uint32_t)(drawn.columns[x] >> font->top & in_cell);
    while (picture->width > 0 && picture->columns[picture->width - 1] == 0)
        picture->width--;
    advance += drawn.origin;
    picture->advance = advance < FONT_COLUMNS_MAX ? advance : FONT_COLUMNS_MAX;
    return 0;
}

static int kern(const void *state, uint32_t left, uint32_t right) {
    const outline_font *font = state;
    return TTF_GetFontKerningSizeGlyphs32(font->font, left, right);
}

static size_t count(const void *state) {
    return ((const outline_font *)state)->count;
}

static uint32_t code_point_at(const void *state, size_t index) {
    return ((const outline_font *)state)->code_points[index];
}

static void close_outline(void *state) {
    outline_font *font = state;
    if (font->font)
        TTF_CloseFont(font->font);
    free(font->code_points);
    free(font);
    TTF_Quit();
}

/* Opens the file at the size that fits and says where its cell lies. Null, or what is wrong. */
static const char *open_file(outline_font *out, const char *path, int rows, int *baseline) {
    int wanted = rows ? rows : DEFAULT_ROWS;
    out->font = TTF_OpenFont(path, LARGE_SIZE);
    if (!out->font)
        return TTF_GetError();
    /* Of bitmaps the size is the number of a strike, and the last one stands for all above it. */
    int is_outline = TTF_FontHeight(out->font) > LARGE_SIZE / 2;
    if (!is_outline) {
        TTF_CloseFont(out->font);
        out->font = open_bitmaps(path, rows);
        if (!out->font)
            return TTF_GetError();
    }
    TTF_SetFontHinting(out->font, TTF_HINTING_MONO);
    if (is_outline && fit_outline(out->font, wanted) != 0)
        return "no size of it fits so few rows";
    int from;
    int to;
    measure_ink(out->font, &from, &to);
    out->rows = is_outline ? wanted : TTF_FontHeight(out->font);
    out->top = 0;
    if (is_outline)
        out->top = from - (wanted - (to - from)) / 2;
    if (!is_outline && rows && out->rows > rows) {
        out->rows = rows;
        out->top = from;
    }
    if (out->rows > FONT_ROWS_MAX)
        return "its cell is higher than 32 rows: name the rows to fill, FILE:ROWS";
    *baseline = TTF_FontAscent(out->font) - out->top;
    if (*baseline < 0 || *baseline > out->rows)
        return "its baseline is not in its cell";
    return list_code_points(out) == 0 ? NULL : "out of memory";
}

int font_outline_open(font_source *font, const char *path, int rows, char *error,
                      size_t error_size) {
    static const font_kind kind = {has, draw, kern, count, code_point_at, close_outline};
    outline_font *out = calloc(1, sizeof *out);
    if (!out || TTF_Init() != 0) {
        snprintf(error, error_size, "%s: %s", path, out ? TTF_GetError() : "out of memory");
        free(out);
        return -1;
    }
    const char *wrong = open_file(out, path, rows, &font->baseline);
    if (wrong) {
        snprintf(error, error_size, "%s: %s", path, wrong);
        close_outline(out);
        return -1;
    }
    const char *family = TTF_FontFaceFamilyName(out->font);
    snprintf(font->name, sizeof font->name, "%s", family ? family : path);
    font->kind = &kind;
    font->state = out;
    font->rows = out->rows;
    return 0;
}
