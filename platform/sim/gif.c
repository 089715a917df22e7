/* SPDX-License-Identifier: MIT */
#include "gif.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELLS = 1 << 18, /* six bits a channel */
    COLOURS = 255,
    UNCHANGED = 255, /* the transparent index */
    CODE_MOST = 4096,
    CLEAR = 256,
    END = 257,
    SLOTS = 1 << 14,
};

typedef struct box {
    int low[3], high[3]; /* inclusive, six bits */
    uint64_t count;
} box;

struct gif {
    FILE *out;
    int width, height;
    uint32_t *counts; /* of the sampled colours, by cell */
    int16_t *nearest; /* palette index by cell; -1: not known yet */
    uint8_t *shown;   /* palette indices of the last frame */
    uint8_t *wanted;
    uint8_t palette[COLOURS + 1][3];
    int colours;
    bool first;

    /* Bits that wait to be written, in blocks of at most 255 bytes. */
    uint8_t block[256];
    int used;
    uint32_t bits;
    int bit_count;
    int32_t slot_key[SLOTS];
    int16_t slot_code[SLOTS];
};

gif *gif_create(int width, int height) {
    gif *film = width > 65535 || height > 65535 ? NULL : calloc(1, sizeof *film);
    if (!film)
        return NULL;
    size_t pixels = (size_t)width * (size_t)height;
    film->width = width;
    film->height = height;
    film->first = true;
    film->counts = calloc(CELLS, sizeof *film->counts);
    film->nearest = malloc(CELLS * sizeof *film->nearest);
    film->shown = malloc(pixels);
    film->wanted = malloc(pixels);
    if (film->counts && film->nearest && film->shown && film->wanted)
        return film;
    gif_close(film);
    return NULL;
}

void gif_close(gif *film) {
    if (!film)
        return;
    free(film->counts);
    free(film->nearest);
    free(film->shown);
    free(film->wanted);
    free(film);
}

/* ---- Palette --------------------------------------------------------------------------------- */

static uint32_t cell_of(uint32_t pixel) {
    return (pixel >> 18 & 63) << 12 | (pixel >> 10 & 63) << 6 | (pixel >> 2 & 63);
}

static int channel_of(uint32_t cell, int channel) {
    return (int)(cell >> (12 - 6 * channel) & 63);
}

void gif_sample(gif *film, const uint32_t *pixels) {
    size_t count = (size_t)film->width * (size_t)film->height;
    for (size_t i = 0; i < count; i++)
        film->counts[cell_of(pixels[i])]++;
}

/* Calls for every sampled cell of a box. */
#define EACH_CELL(b, cell)                                                                         \
    for (int r_ = (b)->low[0]; r_ <= (b)->high[0]; r_++)                                           \
        for (int g_ = (b)->low[1]; g_ <= (b)->high[1]; g_++)                                       \
            for (uint32_t cell = (uint32_t)(r_ << 12 | g_ << 6 | (b)->low[2]);                     \
                 cell <= (uint32_t)(r_ << 12 | g_ << 6 | (b)->high[2]); cell++)

/* Makes the box as small as its colours allow and counts them. */
static void tighten(const gif *film, box *b) {
    box tight = {{63, 63, 63}, {0, 0, 0}, 0};
    EACH_CELL(b, cell) {
        if (!film->counts[cell])
            continue;
        tight.count += film->counts[cell];
        for (int i = 0; i < 3; i++) {
            int value = channel_of(cell, i);
            tight.low[i] = value < tight.low[i] ? value : tight.low[i];
            tight.high[i] = value > tight.high[i] ? value : tight.high[i];
        }
    }
    *b = tight;
}

static int longest_side(const box *b) {
    int side = 0;
    for (int i = 1; i < 3; i++) {
        if (b->high[i] - b->low[i] > b->high[side] - b->low[side])
            side = i;
    }
    return side;
}

/* Cuts at the median of the longest side; the box keeps the lower part. */
static box cut(const gif *film, box *b) {
    int side = longest_side(b);
    uint64_t plane[64] = {0}, below = 0;
    EACH_CELL(b, cell) {
        plane[channel_of(cell, side)] += film->counts[cell];
    }
    int at = b->low[side];
    while (at < b->high[side] - 1 && (below += plane[at]) * 2 < b->count)
        at++;
    box upper = *b;
    upper.low[side] = at + 1;
    b->high[side] = at;
    tighten(film, b);
    tighten(film, &upper);
    return upper;
}

/* The box that is worth cutting most: many pixels that are far apart; -1 for none. */
static int worst(const box *boxes, int count) {
    int found = -1;
    double most = 0;
    for (int i = 0; i < count; i++) {
        int side = longest_side(&boxes[i]);
        double length = boxes[i].high[side] - boxes[i].low[side];
        double worth = length * length * length * (double)boxes[i].count;
        if (worth > most) {
            most = worth;
            found = i;
        }
    }
    return found;
}

static void mean_colour(const gif *film, const box *b, uint8_t colour[3]) {
    uint64_t sums[3] = {0, 0, 0};
    EACH_CELL(b, cell) {
        for (int i = 0; i < 3; i++)
            sums[i] += (uint64_t)film->counts[cell] * (uint64_t)(channel_of(cell, i) * 4 + 2);
    }
    for (int i = 0; i < 3; i++)
        colour[i] = (uint8_t)(b->count ? sums[i] / b->count : 0);
}

static void make_palette(gif *film) {
    static box boxes[COLOURS];
    boxes[0] = (box){{0, 0, 0}, {63, 63, 63}, 0};
    tighten(film, &boxes[0]);
    film->colours = 1;
    while (film->colours < COLOURS) {
        int index = worst(boxes, film->colours);
        if (index < 0)
            break;
        boxes[film->colours++] = cut(film, &boxes[index]);
    }
    for (int i = 0; i < film->colours; i++)
        mean_colour(film, &boxes[i], film->palette[i]);
    for (uint32_t i = 0; i < CELLS; i++)
        film->nearest[i] = -1;
}

static uint8_t index_of(gif *film, uint32_t pixel) {
    uint32_t cell = cell_of(pixel);
    if (film->nearest[cell] >= 0)
        return (uint8_t)film->nearest[cell];
    int best = 0;
    long least = -1;
    for (int i = 0; i < film->colours; i++) {
        long sum = 0;
        for (int c = 0; c < 3; c++) {
            long difference = channel_of(cell, c) * 4 + 2 - film->palette[i][c];
            sum += difference * difference;
        }
        if (least < 0 || sum < least) {
            least = sum;
            best = i;
        }
    }
    film->nearest[cell] = (int16_t)best;
    return (uint8_t)best;
}

/* ---- Bits ------------------------------------------------------------------------------------ */

static void flush_block(gif *film) {
    if (!film->used)
        return;
    putc(film->used, film->out);
    fwrite(film->block, 1, (size_t)film->used, film->out);
    film->used = 0;
}

static void put_code(gif *film, uint32_t code, int size) {
    film->bits |= code << film->bit_count;
    film->bit_count += size;
    while (film->bit_count >= 8) {
        film->block[film->used++] = (uint8_t)film->bits;
        film->bits >>= 8;
        film->bit_count -= 8;
        if (film->used == 255)
            flush_block(film);
    }
}

/* Where the string `prefix` + `byte` is kept, or would be. */
static int slot_of(const gif *film, int32_t key) {
    uint32_t at = (uint32_t)key * 2654435761u >> 18;
    while (film->slot_key[at] != -1 && film->slot_key[at] != key)
        at = (at + 1) % SLOTS;
    return (int)at;
}

typedef struct lzw {
    int prefix, next, size;
} lzw;

static void clear_table(gif *film, lzw *state) {
    memset(film->slot_key, 0xFF, sizeof film->slot_key);
    put_code(film, CLEAR, state->size);
    state->next = END + 1;
    state->size = 9;
}

static void put_index(gif *film, lzw *state, uint8_t index) {
    int32_t key = state->prefix << 8 | index;
    int slot = slot_of(film, key);
    if (film->slot_key[slot] == key) {
        state->prefix = film->slot_code[slot];
        return;
    }
    put_code(film, (uint32_t)state->prefix, state->size);
    state->prefix = index;
    if (state->next == CODE_MOST) {
        clear_table(film, state);
        return;
    }
    film->slot_key[slot] = key;
    film->slot_code[slot] = (int16_t)state->next;
    if (state->next == 1 << state->size)
        state->size++;
    state->next++;
}

/* ---- Frames ---------------------------------------------------------------------------------- */

static void put_16(gif *film, int value) {
    putc(value & 255, film->out);
    putc(value >> 8 & 255, film->out);
}

bool gif_begin(gif *film, FILE *out) {
    film->out = out;
    make_palette(film);
    fputs("GIF89a", out);
    put_16(film, film->width);
    put_16(film, film->height);
    fputs("\xF7", out); /* a palette of 256 colours for all frames */
    putc(0, out);
    putc(0, out);
    fwrite(film->palette, 3, COLOURS + 1, out);
    fwrite("\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 1, 19, out);
    return !ferror(out);
}

typedef struct area {
    int left, top, right, bottom; /* inclusive */
} area;

static area changed_area(const gif *film) {
    area found = {film->width, film->height, -1, -1};
    for (int y = 0; y < film->height; y++) {
        for (int x = 0; x < film->width; x++) {
            size_t at = (size_t)y * (size_t)film->width + (size_t)x;
            if (!film->first && film->shown[at] == film->wanted[at])
                continue;
            found.left = x < found.left ? x : found.left;
            found.right = x > found.right ? x : found.right;
            found.top = y < found.top ? y : found.top;
            found.bottom = y;
        }
    }
    /* A frame has one pixel at least. */
    return found.right < 0 ? (area){0, 0, 0, 0} : found;
}

static void put_pixels(gif *film, const area *part) {
    lzw state = {-1, 0, 9};
    putc(8, film->out);
    clear_table(film, &state);
    for (int y = part->top; y <= part->bottom; y++) {
        for (int x = part->left; x <= part->right; x++) {
            size_t at = (size_t)y * (size_t)film->width + (size_t)x;
            bool same = !film->first && film->shown[at] == film->wanted[at];
            uint8_t index = same ? UNCHANGED : film->wanted[at];
            if (state.prefix < 0)
                state.prefix = index;
            else
                put_index(film, &state, index);
        }
    }
    put_code(film, (uint32_t)state.prefix, state.size);
    if (state.next == 1 << state.size && state.size < 12)
        state.size++;
    put_code(film, END, state.size);
    if (film->bit_count)
        put_code(film, 0, 8 - film->bit_count);
    flush_block(film);
    putc(0, film->out);
}

bool gif_frame(gif *film, const uint32_t *pixels, int hundredths) {
    size_t count = (size_t)film->width * (size_t)film->height;
    for (size_t i = 0; i < count; i++)
        film->wanted[i] = index_of(film, pixels[i]);
    area part = changed_area(film);
    fwrite("\x21\xF9\x04\x05", 1, 4, film->out); /* stays; has a transparent index */
    put_16(film, hundredths);
    putc(UNCHANGED, film->out);
    putc(0, film->out);
    putc(0x2C, film->out);
    put_16(film, part.left);
    put_16(film, part.top);
    put_16(film, part.right - part.left + 1);
    put_16(film, part.bottom - part.top + 1);
    putc(0, film->out);
    put_pixels(film, &part);
    uint8_t *last = film->shown;
    film->shown = film->wanted;
    film->wanted = last;
    film->first = false;
    return !ferror(film->out);
}

bool gif_end(gif *film) {
    putc(0x3B, film->out);
    return !ferror(film->out);
}
