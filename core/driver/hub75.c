/* SPDX-License-Identifier: MIT */
#include "hub75.h"

#include <stddef.h>

enum {
    CHANNELS = 6,
    LATCH_TICKS = 1,
    MICROSECONDS = 1000000,
};

/* ---- Times ----------------------------------------------------------------------------------- */

static uint32_t full_dwell(const moto_hub75 *driver, unsigned plane) {
    return driver->unit << plane;
}

static uint32_t dwell(const moto_hub75 *driver, unsigned plane) {
    return (full_dwell(driver, plane) * driver->config.brightness + 128) >> 8;
}

static uint32_t latch_ticks(const moto_hub75 *driver) {
    return 2u * driver->config.guard + LATCH_TICKS;
}

/* A plane's time does not depend on the brightness, or the light's rhythm would. */
static uint32_t slot_ticks(const moto_hub75 *driver, unsigned plane) {
    uint32_t lit = full_dwell(driver, plane);
    return (lit > driver->chain ? lit : driver->chain) + latch_ticks(driver);
}

static uint32_t planes_ticks(const moto_hub75 *driver) {
    uint32_t ticks = 0;
    for (unsigned plane = 0; plane < driver->config.planes; plane++)
        ticks += slot_ticks(driver, plane);
    return ticks;
}

/* The first line of a refresh is clocked in the dark. */
static uint32_t prologue_ticks(const moto_hub75 *driver) {
    return driver->chain + latch_ticks(driver);
}

/* The longest unit that fits into a row's time; 0 when none does. */
static uint32_t find_unit(moto_hub75 *driver) {
    uint32_t low = 0;
    uint32_t high = driver->row_ticks >> (driver->config.planes - 1);
    while (low < high) {
        uint32_t middle = (low + high + 1) / 2;
        driver->unit = middle;
        if (planes_ticks(driver) <= driver->row_ticks)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* The middle of the light of an LED that is lit in all planes. */
static uint32_t light_centre(const moto_hub75 *driver) {
    uint64_t moment = 0, light = 0;
    uint32_t begin = 0;
    for (unsigned plane = 0; plane < driver->config.planes; plane++) {
        uint32_t lit = dwell(driver, plane);
        moment += (uint64_t)lit * (2 * begin + lit);
        light += 2 * (uint64_t)lit;
        begin += slot_ticks(driver, plane);
    }
    return light ? (uint32_t)(moment / light) : 0;
}

/* ---- Rows into the chain --------------------------------------------------------------------- */

/* The sRGB curve at every 2048th code value (IEC 61966-2-1). */
static const uint16_t srgb_curve[33] = {
    0,     159,   338,   595,   940,   1381,  1923,  2572,  3334,  4214,  5216,
    6344,  7603,  8998,  10531, 12206, 14028, 15999, 18122, 20402, 22840, 25441,
    28207, 31140, 34245, 37522, 40976, 44608, 48422, 52419, 56603, 60974, 65535};

static uint32_t linear_of(const moto_hub75 *driver, uint32_t value) {
    if (driver->config.curve == MOTO_HUB75_LINEAR)
        return value;
    uint32_t step = value >> 11;
    uint32_t below = srgb_curve[step];
    uint32_t above = srgb_curve[step + 1];
    return below + ((above - below) * (value & 2047) >> 11);
}

static uint16_t level_of(const moto_hub75 *driver, uint16_t value) {
    uint32_t levels = (UINT32_C(1) << driver->config.planes) - 1;
    return (uint16_t)((linear_of(driver, value) * levels + 0x8000) >> 16);
}

/* The levels of the line that is in work: by channel (R1 ... B2), then by clock. */
static uint16_t *levels_of(const moto_hub75 *driver, unsigned channel) {
    return driver->config.words + (channel + 1) * driver->chain;
}

/* One row of one panel. `from` is the panel's left column in the row; a panel that hangs upside
 * down is read backwards. `at` is the clock of its first column. */
static void place_row(moto_hub75 *driver, uint32_t half, uint32_t from, bool backwards,
                      uint32_t at) {
    const moto_hub75_config *config = &driver->config;
    uint32_t folds = config->panel_height / 2u / config->scan;
    uint16_t *red = levels_of(driver, half * 3);
    uint16_t *green = levels_of(driver, half * 3 + 1);
    uint16_t *blue = levels_of(driver, half * 3 + 2);
    uint32_t x = backwards ? from + config->panel_width - 1u : from;
    for (uint32_t block = 0; block < config->panel_width; block += config->fold_columns) {
        for (uint32_t column = 0; column < config->fold_columns; column++, at++) {
            const moto_colour *led = &config->row[x];
            red[at] = level_of(driver, led->red);
            green[at] = level_of(driver, led->green);
            blue[at] = level_of(driver, led->blue);
            x = backwards ? x - 1 : x + 1;
        }
        at += (folds - 1) * config->fold_columns;
    }
}

typedef struct line_part {
    uint32_t panel_row; /* from the top */
    uint32_t half;      /* of the panel, as it would hang upright */
    uint32_t fold;
} line_part;

static bool upside_down(const moto_hub75 *driver, uint32_t panel_row) {
    uint32_t rows = driver->config.height / driver->config.panel_height;
    return driver->config.serpentine && (rows - 1 - panel_row) % 2 == 1;
}

/* One row of the sign, across all panels of a panel row. */
static void place_part(moto_hub75 *driver, const moto_source *source, uint64_t time,
                       uint32_t address, line_part part) {
    const moto_hub75_config *config = &driver->config;
    uint32_t half_height = config->panel_height / 2u;
    uint32_t folds = half_height / config->scan;
    uint32_t across = config->width / config->panel_width;
    uint32_t y = part.half * half_height + part.fold * config->scan + address;
    bool turned = upside_down(driver, part.panel_row);
    if (turned)
        y = config->panel_height - 1u - y;
    source->colours(source->self, time, part.panel_row * config->panel_height + y, config->row);
    uint32_t at = part.panel_row * across * config->panel_width * folds;
    for (uint32_t panel = 0; panel < across; panel++) {
        uint32_t column = turned ? across - 1 - panel : panel;
        place_row(driver, part.half, column * config->panel_width, turned,
                  at + part.fold * config->fold_columns);
        at += config->panel_width * folds;
    }
}

static uint64_t row_moment(const moto_hub75 *driver, uint64_t time, uint32_t address) {
    if (!driver->config.compensated)
        return time;
    uint64_t ticks = prologue_ticks(driver) + (uint64_t)address * driver->row_ticks;
    return time + (ticks + driver->centre) * MICROSECONDS / driver->config.clock_hertz;
}

static void draw_line(moto_hub75 *driver, const moto_source *source, uint64_t time,
                      uint32_t address) {
    const moto_hub75_config *config = &driver->config;
    uint32_t panel_rows = config->height / config->panel_height;
    uint32_t folds = config->panel_height / 2u / config->scan;
    uint64_t moment = row_moment(driver, time, address);
    line_part part;
    for (part.panel_row = 0; part.panel_row < panel_rows; part.panel_row++)
        for (part.half = 0; part.half < 2; part.half++)
            for (part.fold = 0; part.fold < folds; part.fold++)
                place_part(driver, source, moment, address, part);
}

/* ---- The wire -------------------------------------------------------------------------------- */

/* A plane of the line in work, the other pins as they are for the line that is lit meanwhile. */
static void make_words(const moto_hub75 *driver, unsigned plane, uint16_t pins) {
    const uint16_t *r1 = levels_of(driver, 0), *g1 = levels_of(driver, 1);
    const uint16_t *b1 = levels_of(driver, 2), *r2 = levels_of(driver, 3);
    const uint16_t *g2 = levels_of(driver, 4), *b2 = levels_of(driver, 5);
    uint16_t *restrict words = driver->config.words;
    uint32_t chain = driver->chain;
    for (uint32_t i = 0; i < chain; i++) {
        unsigned word = r1[i] >> plane & 1u;
        word |= (g1[i] >> plane & 1u) << 1;
        word |= (b1[i] >> plane & 1u) << 2;
        word |= (r2[i] >> plane & 1u) << 3;
        word |= (g2[i] >> plane & 1u) << 4;
        word |= (b2[i] >> plane & 1u) << 5;
        words[i] = (uint16_t)(word | pins);
    }
}

static void hold(const moto_hub75 *driver, unsigned pins, uint32_t ticks) {
    const moto_hub75_bus *bus = &driver->config.bus;
    if (ticks > 0)
        bus->hold(bus->self, (uint16_t)pins, ticks);
}

static unsigned address_pins(uint32_t address) {
    return (unsigned)(address * MOTO_HUB75_A);
}

/* Dark: the address may change, and what was clocked becomes what is lit next. */
static void latch(const moto_hub75 *driver, uint32_t address) {
    unsigned pins = address_pins(address) | MOTO_HUB75_OE;
    hold(driver, pins, driver->config.guard);
    hold(driver, pins | MOTO_HUB75_LAT, LATCH_TICKS);
    hold(driver, pins, driver->config.guard);
}

/* Clocks a plane of the line in work while the line before it is lit for `lit` ticks of a slot. */
static void clock_line(const moto_hub75 *driver, unsigned plane, uint32_t lit_address, uint32_t lit,
                       uint32_t slot) {
    const moto_hub75_bus *bus = &driver->config.bus;
    uint16_t *words = driver->config.words;
    unsigned pins = address_pins(lit_address);
    uint32_t chain = driver->chain;
    make_words(driver, plane, (uint16_t)pins);
    for (uint32_t i = lit; i < chain; i++)
        words[i] |= MOTO_HUB75_OE;
    bus->clock(bus->self, words, chain);
    if (lit > chain)
        hold(driver, pins, lit - chain);
    hold(driver, pins | MOTO_HUB75_OE, slot - (lit > chain ? lit : chain));
}

/* The last line of a refresh, when there is no next one to clock. */
static void show_last(const moto_hub75 *driver, uint32_t address, uint32_t lit, uint32_t slot) {
    hold(driver, address_pins(address), lit);
    hold(driver, address_pins(address) | MOTO_HUB75_OE, slot - lit);
}

static void show_row(moto_hub75 *driver, const moto_source *source, uint64_t time,
                     uint32_t address) {
    unsigned last = driver->config.planes - 1u;
    for (unsigned plane = 0; plane < last; plane++) {
        uint32_t slot = slot_ticks(driver, plane) - latch_ticks(driver);
        clock_line(driver, plane + 1, address, dwell(driver, plane), slot);
        latch(driver, address);
    }
    uint32_t rest = driver->row_ticks - planes_ticks(driver);
    uint32_t slot = slot_ticks(driver, last) - latch_ticks(driver) + rest;
    if (address + 1u == driver->config.scan) {
        show_last(driver, address, dwell(driver, last), slot + latch_ticks(driver));
        return;
    }
    draw_line(driver, source, time, address + 1);
    clock_line(driver, 0, address, dwell(driver, last), slot);
    latch(driver, address + 1);
}

void moto_hub75_refresh(moto_hub75 *driver, const moto_source *source, uint64_t time) {
    draw_line(driver, source, time, 0);
    clock_line(driver, 0, 0, 0, driver->chain);
    latch(driver, 0);
    for (uint32_t address = 0; address < driver->config.scan; address++)
        show_row(driver, source, time, address);
    uint32_t used = prologue_ticks(driver) + driver->config.scan * driver->row_ticks;
    hold(driver, MOTO_HUB75_OE, driver->refresh_ticks - used);
}

/* ---- Set-up ---------------------------------------------------------------------------------- */

static bool divides(uint32_t part, uint32_t whole) {
    return part > 0 && whole > 0 && whole % part == 0;
}

static bool shape_good(const moto_hub75_config *config) {
    if (!divides(config->panel_width, config->width))
        return false;
    if (!divides(config->panel_height, config->height))
        return false;
    if (config->panel_height % 2 != 0 || config->scan > MOTO_HUB75_SCAN_MAX)
        return false;
    if (!divides(config->scan, config->panel_height / 2))
        return false;
    return config->fold_columns == 0 || divides(config->fold_columns, config->panel_width);
}

static bool times_good(const moto_hub75_config *config) {
    if (config->planes < 1 || config->planes > MOTO_HUB75_PLANES_MAX)
        return false;
    if (config->brightness > MOTO_HUB75_BRIGHTNESS_MAX || config->guard < 1)
        return false;
    if (config->refresh_hertz < 1)
        return false;
    uint32_t ticks = config->clock_hertz / config->refresh_hertz;
    return ticks > 0 && ticks <= UINT32_C(1) << 23; /* 24 bits and a brightness of 8 fit in 32 */
}

moto_error moto_hub75_start(moto_hub75 *driver, const moto_hub75_config *config) {
    if (!shape_good(config) || !times_good(config))
        return MOTO_ERR_RANGE;
    if (!config->words || !config->row)
        return MOTO_ERR_MEMORY;
    driver->config = *config;
    if (config->fold_columns == 0)
        driver->config.fold_columns = config->panel_width;
    driver->chain = MOTO_HUB75_CHAIN((uint32_t)config->width, config->height, config->panel_height,
                                     config->scan);
    driver->refresh_ticks = config->clock_hertz / config->refresh_hertz;
    if (driver->refresh_ticks <= prologue_ticks(driver))
        return MOTO_ERR_LIMIT;
    driver->row_ticks = (driver->refresh_ticks - prologue_ticks(driver)) / config->scan;
    driver->unit = find_unit(driver);
    if (driver->unit == 0)
        return MOTO_ERR_LIMIT;
    driver->centre = light_centre(driver);
    return MOTO_OK;
}

void moto_hub75_brightness(moto_hub75 *driver, uint16_t brightness) {
    if (brightness > MOTO_HUB75_BRIGHTNESS_MAX)
        brightness = MOTO_HUB75_BRIGHTNESS_MAX;
    driver->config.brightness = brightness;
    driver->centre = light_centre(driver);
}

void moto_hub75_compensate(moto_hub75 *driver, bool on) {
    driver->config.compensated = on;
}
