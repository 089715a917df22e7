/* SPDX-License-Identifier: MIT */
#include "blocks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    UNLIT = 22,
    LIT_LEAST = 8192
};

static const char *const quarter_glyphs[16] = {" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛",
                                               "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"};
/* The same in ASCII, as far as its characters go. */
static const char *const plain_glyphs[16] = {" ", "'", "'", "'", ".", ":", ":", ":",
                                             ".", ":", ":", ":", ".", ":", ":", "#"};

bool blocks_open(blocks *b, tty_ability can, int width, int height, int columns, int rows) {
    *b = (blocks){.can = can, .across = 1, .down = 2, .shrink = 1, .unknown = true};
    bool halves_fit = width <= columns && (height + 1) / 2 <= rows;
    if (!halves_fit)
        b->across = 2;
    while ((width + b->across * b->shrink - 1) / (b->across * b->shrink) > columns ||
           (height + b->down * b->shrink - 1) / (b->down * b->shrink) > rows)
        b->shrink++;
    b->columns = (width + b->across * b->shrink - 1) / (b->across * b->shrink);
    b->rows = (height + b->down * b->shrink - 1) / (b->down * b->shrink);
    size_t cells = (size_t)b->columns * (size_t)b->rows;
    b->shown = calloc(cells, sizeof *b->shown);
    b->wanted = calloc(cells, sizeof *b->wanted);
    return b->shown && b->wanted;
}

void blocks_close(blocks *b) {
    free(b->shown);
    free(b->wanted);
    free(b->bytes);
    *b = (blocks){0};
}

/* ---- Light to colours ------------------------------------------------------------------------ */

/* The mean of a sample's LEDs, in linear light. */
static light_led sample(const blocks *b, const light *leds, int x, int y) {
    uint64_t red = 0, green = 0, blue = 0;
    uint64_t count = (uint64_t)b->shrink * (uint64_t)b->shrink;
    for (int j = y * b->shrink; j < (y + 1) * b->shrink && j < leds->height; j++) {
        for (int i = x * b->shrink; i < (x + 1) * b->shrink && i < leds->width; i++) {
            const light_led *led = &leds->leds[(size_t)j * (size_t)leds->width + (size_t)i];
            red += led->red;
            green += led->green;
            blue += led->blue;
        }
    }
    return (light_led){(uint16_t)(red / count), (uint16_t)(green / count),
                       (uint16_t)(blue / count)};
}

static uint32_t brightest(light_led led) {
    uint32_t most = led.red > led.green ? led.red : led.green;
    return most > led.blue ? most : led.blue;
}

/* sRGB, with the unlit dots just seen. */
static uint32_t channel(uint16_t linear) {
    double value = linear / 65535.0;
    double coded = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055;
    return (uint32_t)(UNLIT + (255 - UNLIT) * coded + 0.5);
}

static uint32_t cube(uint32_t value) {
    return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
}

static uint32_t colour_256(uint32_t red, uint32_t green, uint32_t blue) {
    if (red == green && green == blue)
        return red < 8 ? 16 : red > 238 ? 231 : 232 + (red - 8) / 10;
    return 16 + 36 * cube(red) + 6 * cube(green) + cube(blue);
}

static uint32_t colour_16(uint32_t red, uint32_t green, uint32_t blue) {
    uint32_t most = red > green ? red : green;
    most = most > blue ? most : blue;
    if (most < 60)
        return 0;
    uint32_t half = most * 3 / 5;
    uint32_t hue =
        (uint32_t)(red > half) | (uint32_t)(green > half) << 1 | (uint32_t)(blue > half) << 2;
    return most > 170 ? 8 + hue : hue;
}

static uint32_t colour(const blocks *b, light_led led) {
    uint32_t red = channel(led.red), green = channel(led.green), blue = channel(led.blue);
    switch (b->can.depth) {
    case TTY_TRUE:
        return red << 16 | green << 8 | blue;
    case TTY_256:
        return colour_256(red, green, blue);
    case TTY_16:
        return colour_16(red, green, blue);
    default:
        return 0;
    }
}

static light_led mean(const light_led *leds, uint8_t which) {
    uint32_t red = 0, green = 0, blue = 0, count = 0;
    for (int i = 0; i < 4; i++) {
        if (!(which >> i & 1))
            continue;
        red += leds[i].red;
        green += leds[i].green;
        blue += leds[i].blue;
        count++;
    }
    count += count == 0;
    return (light_led){(uint16_t)(red / count), (uint16_t)(green / count),
                       (uint16_t)(blue / count)};
}

/* Two colours for four samples: those near the brightest, and the rest. */
static blocks_cell cell_of(const blocks *b, const light_led *four) {
    uint32_t most = 0;
    for (int i = 0; i < 4; i++)
        most = brightest(four[i]) > most ? brightest(four[i]) : most;
    bool shapes_only = b->can.depth == TTY_MONO || !b->can.utf8;
    uint32_t least = shapes_only && most < LIT_LEAST ? 65536 : most / 2;
    blocks_cell cell = {0, 0, 0};
    for (int i = 0; i < 4; i++) {
        if (brightest(four[i]) > least)
            cell.quarters |= (uint8_t)(1 << i);
    }
    if (b->across == 1 && !shapes_only)
        cell.quarters = 3; /* two samples, two colours: exact */
    cell.fore = colour(b, mean(four, cell.quarters));
    cell.back = colour(b, mean(four, (uint8_t)(~cell.quarters & 15)));
    if (cell.quarters == 15 && !shapes_only)
        cell.back = cell.fore;
    return cell;
}

static void fill_cells(blocks *b, const light *leds) {
    for (int y = 0; y < b->rows; y++) {
        for (int x = 0; x < b->columns; x++) {
            light_led four[4];
            for (int i = 0; i < 4; i++) {
                int across = b->across == 2 ? x * 2 + i % 2 : x;
                four[i] = sample(b, leds, across, y * 2 + i / 2);
            }
            b->wanted[(size_t)y * (size_t)b->columns + (size_t)x] = cell_of(b, four);
        }
    }
}

/* ---- Colours to bytes ------------------------------------------------------------------------ */

void blocks_add(blocks *b, const char *text) {
    size_t more = strlen(text);
    if (b->size + more > b->room) {
        size_t room = (b->size + more) * 2 + 4096;
        char *grown = realloc(b->bytes, room);
        if (!grown) {
            b->failed = true;
            return;
        }
        b->bytes = grown;
        b->room = room;
    }
    memcpy(b->bytes + b->size, text, more);
    b->size += more;
}

static void set_colour(blocks *b, uint32_t value, bool back) {
    char code[40];
    switch (b->can.depth) {
    case TTY_TRUE:
        snprintf(code, sizeof code, "\x1b[%d;2;%u;%u;%um", back ? 48 : 38, (unsigned)(value >> 16),
                 (unsigned)(value >> 8 & 255), (unsigned)(value & 255));
        break;
    case TTY_256:
        snprintf(code, sizeof code, "\x1b[%d;5;%um", back ? 48 : 38, (unsigned)value);
        break;
    case TTY_16:
        snprintf(code, sizeof code, "\x1b[%um",
                 (unsigned)((back ? 40 : 30) + (value & 7) + (value >= 8 ? 60 : 0)));
        break;
    default:
        return;
    }
    blocks_add(b, code);
}

static bool is_same(const blocks_cell *a, const blocks_cell *b) {
    return a->fore == b->fore && a->back == b->back && a->quarters == b->quarters;
}

/* Writes the cells of a row that differ; colours are those that the terminal has at the moment. */
static void draw_row(blocks *b, int y, int column, int row, uint32_t *fore, uint32_t *back) {
    int at = -1;
    for (int x = 0; x < b->columns; x++) {
        size_t index = (size_t)y * (size_t)b->columns + (size_t)x;
        const blocks_cell *cell = &b->wanted[index];
        if (!b->unknown && is_same(cell, &b->shown[index]))
            continue;
        if (at != x) {
            char move[32];
            snprintf(move, sizeof move, "\x1b[%d;%dH", row + y, column + x);
            blocks_add(b, move);
        }
        if (*fore != cell->fore)
            set_colour(b, cell->fore, false);
        if (*back != cell->back)
            set_colour(b, cell->back, true);
        *fore = cell->fore;
        *back = cell->back;
        blocks_add(b, (b->can.utf8 ? quarter_glyphs : plain_glyphs)[cell->quarters]);
        b->shown[index] = *cell;
        at = x + 1;
    }
}

void blocks_draw(blocks *b, const light *leds, int column, int row) {
    b->size = 0;
    b->failed = false;
    fill_cells(b, leds);
    uint32_t fore = UINT32_MAX, back = UINT32_MAX;
    for (int y = 0; y < b->rows; y++)
        draw_row(b, y, column, row, &fore, &back);
    b->unknown = b->failed;
    if (b->size)
        blocks_add(b, "\x1b[0m");
}
