/* SPDX-License-Identifier: MIT */
#include "hub75.h"

#include "../../core/driver/hub75.h"

#include <stdlib.h>
#include <string.h>

enum {
    DATA_PINS = 6,
    DATA_MASK = (1 << DATA_PINS) - 1,
    GHOST_NANOSECONDS = 50,
    BURN_NANOSECONDS = 10000000,
    CLOCK_HERTZ_MAX = 30000000,
};

static const char *const texts[HUB75_VIOLATIONS] = {
    [HUB75_LATCH_WHILE_CLOCKING] = "LAT high at a rising edge of CLK",
    [HUB75_LATCH_WHILE_LIT] = "LAT rose with OE low: the new line flashes in the old row",
    [HUB75_ADDRESS_WHILE_LIT] = "address changed with OE low: ghosts",
    [HUB75_ADDRESS_RANGE] = "row address beyond the panel's scan",
    [HUB75_LENGTH] = "latched after more or fewer clocks than the chain has columns",
    [HUB75_GHOST] = "lit less than 50 ns after the address changed: ghosts",
    [HUB75_BURN] = "one row lit for 10 ms on end",
    [HUB75_TOO_FAST] = "clock of more than 30 MHz",
};

/* ---- The shape ------------------------------------------------------------------------------- */

static hub75_stretch *add_stretch(hub75 *sign) {
    return &sign->stretches[sign->stretch_count++];
}

/* The blocks of one panel, whose first column in the chain is `begin`. Row and column in the panel
 * as it would hang upright; `turned` turns them. */
static void add_panel(hub75 *sign, int begin, int left, int top, bool turned) {
    const hub75_shape *shape = &sign->shape;
    int half_height = shape->panel_height / 2;
    int folds = half_height / shape->scan;
    int blocks = shape->panel_width / shape->fold_columns;
    for (int block = 0; block < blocks * folds; block++)
        for (int half = 0; half < 2; half++) {
            int x = block / folds * shape->fold_columns;
            int y = half * half_height + block % folds * shape->scan;
            hub75_stretch *stretch = add_stretch(sign);
            *stretch = (hub75_stretch){.begin = begin + block * shape->fold_columns,
                                       .count = shape->fold_columns,
                                       .half = half,
                                       .y = top + y,
                                       .step = 1,
                                       .x = left + x,
                                       .x_step = 1};
            if (!turned)
                continue;
            stretch->y = top + shape->panel_height - 1 - y;
            stretch->step = -1;
            stretch->x = left + shape->panel_width - 1 - x;
            stretch->x_step = -1;
        }
}

/* Follows the cable from the firmware to the far end; the chain's columns count from there. */
static void add_panels(hub75 *sign) {
    const hub75_shape *shape = &sign->shape;
    int across = shape->width / shape->panel_width;
    int length = sign->chain / (across * (shape->height / shape->panel_height));
    int end = sign->chain;
    bool turned = false;
    for (int top = shape->height - shape->panel_height; top >= 0; top -= shape->panel_height) {
        for (int panel = 0; panel < across; panel++) {
            int column = turned ? panel : across - 1 - panel;
            end -= length;
            add_panel(sign, end, column * shape->panel_width, top, turned);
        }
        if (shape->serpentine)
            turned = !turned;
    }
}

static size_t lit_count(const hub75 *sign) {
    return (size_t)sign->shape.scan * DATA_PINS * (size_t)sign->chain;
}

bool hub75_open(hub75 *sign, const hub75_shape *shape, uint32_t clock_hertz) {
    *sign = (hub75){.shape = *shape, .violations = {.texts = texts}, .pins = MOTO_HUB75_OE};
    if (sign->shape.fold_columns == 0)
        sign->shape.fold_columns = shape->panel_width;
    int folds = shape->panel_height / 2 / shape->scan;
    sign->chain = shape->width * (shape->height / shape->panel_height) * folds;
    sign->tick_nanoseconds = 1000000000 / clock_hertz;
    size_t stretches = (size_t)(sign->chain / sign->shape.fold_columns * 2);
    sign->stretches = calloc(stretches, sizeof *sign->stretches);
    sign->shifted = calloc((size_t)sign->chain, sizeof *sign->shifted);
    sign->latched = calloc((size_t)sign->chain, sizeof *sign->latched);
    sign->lit = calloc(lit_count(sign), sizeof *sign->lit);
    if (!sign->stretches || !sign->shifted || !sign->latched || !sign->lit) {
        hub75_close(sign);
        return false;
    }
    if (clock_hertz > CLOCK_HERTZ_MAX)
        violation(&sign->violations, HUB75_TOO_FAST);
    add_panels(sign);
    return true;
}

void hub75_close(hub75 *sign) {
    free(sign->stretches);
    free(sign->shifted);
    free(sign->latched);
    free(sign->lit);
    *sign = (hub75){0};
}

/* ---- Light ----------------------------------------------------------------------------------- */

static int address_of(unsigned pins) {
    return (int)(pins / MOTO_HUB75_A & 31);
}

static bool is_lit(unsigned pins) {
    return (pins & MOTO_HUB75_OE) == 0;
}

/* lit[i] += nanoseconds, for each column whose bit is set. */
static void add_light(uint32_t *restrict lit, const uint16_t *restrict columns, int count, int bit,
                      uint32_t nanoseconds) {
    for (int i = 0; i < count; i++)
        lit[i] += nanoseconds & (0u - ((uint32_t)columns[i] >> bit & 1u));
}

/* Everything between two changes of the pins: OE was low from lit_since until now. */
static void shine(hub75 *sign) {
    int address = address_of(sign->pins);
    if (sign->now == sign->lit_since)
        return;
    if (sign->now - sign->lit_since >= BURN_NANOSECONDS)
        violation(&sign->violations, HUB75_BURN);
    if (address >= sign->shape.scan)
        return;
    uint32_t *lit = sign->lit + (size_t)address * DATA_PINS * (size_t)sign->chain;
    for (int i = 0; i < sign->stretch_count; i++) {
        const hub75_stretch *part = &sign->stretches[i];
        uint32_t row = (uint32_t)(part->y + part->step * address);
        uint32_t seen = exposure_seen(&sign->window, row, sign->lit_since, sign->now);
        if (seen == 0)
            continue;
        for (int bit = part->half * 3; bit < part->half * 3 + 3; bit++)
            add_light(lit + bit * sign->chain + part->begin, sign->latched + part->begin,
                      part->count, bit, seen);
    }
}

/* ---- The wire -------------------------------------------------------------------------------- */

static void check_change(hub75 *sign, unsigned pins) {
    unsigned changed = sign->pins ^ pins;
    violations *log = &sign->violations;
    bool address_changed = address_of(changed) != 0;
    if (address_changed) {
        if (is_lit(sign->pins) && is_lit(pins))
            violation(log, HUB75_ADDRESS_WHILE_LIT);
        if (address_of(pins) >= sign->shape.scan)
            violation(log, HUB75_ADDRESS_RANGE);
        sign->addressed_at = sign->now;
    }
    if ((changed & MOTO_HUB75_OE) && is_lit(pins))
        if (sign->now - sign->addressed_at < GHOST_NANOSECONDS && sign->now > 0)
            violation(log, HUB75_GHOST);
    if (!(changed & pins & MOTO_HUB75_LAT))
        return;
    if (is_lit(pins))
        violation(log, HUB75_LATCH_WHILE_LIT);
    if (sign->clocks != (uint32_t)sign->chain)
        violation(log, HUB75_LENGTH);
}

static void follow_latch(hub75 *sign) {
    memcpy(sign->latched, sign->shifted, (size_t)sign->chain * sizeof *sign->latched);
    sign->clocks = 0;
}

/* All pins but CLK and data. */
static void set_pins(hub75 *sign, unsigned pins) {
    if (pins == sign->pins)
        return;
    if (is_lit(sign->pins))
        shine(sign);
    check_change(sign, pins);
    if (pins & MOTO_HUB75_LAT)
        follow_latch(sign);
    sign->pins = pins;
    sign->lit_since = sign->now;
}

static void shift(hub75 *sign, const uint16_t *words, uint32_t count) {
    uint32_t chain = (uint32_t)sign->chain;
    sign->clocks += count;
    if (count >= chain) {
        memcpy(sign->shifted, words + (count - chain), chain * sizeof *words);
        return;
    }
    memmove(sign->shifted, sign->shifted + count, (chain - count) * sizeof *words);
    memcpy(sign->shifted + (chain - count), words, count * sizeof *words);
}

/* How many of the words, from the first on, have the same levels but for the data. */
static uint32_t alike(const uint16_t *words, uint32_t count) {
    unsigned pins = words[0] & ~(unsigned)DATA_MASK;
    uint32_t same = 1;
    if (pins & MOTO_HUB75_LAT) /* every one of them is latched */
        return 1;
    while (same < count && (words[same] & ~(unsigned)DATA_MASK) == pins)
        same++;
    return same;
}

void hub75_clock(hub75 *sign, const uint16_t *words, uint32_t count) {
    while (count > 0) {
        uint32_t run = alike(words, count);
        set_pins(sign, words[0] & ~(unsigned)DATA_MASK);
        shift(sign, words, run);
        if (sign->pins & MOTO_HUB75_LAT) {
            violation(&sign->violations, HUB75_LATCH_WHILE_CLOCKING);
            if (is_lit(sign->pins))
                shine(sign);
            sign->lit_since = sign->now;
            follow_latch(sign);
        }
        sign->now += (uint64_t)run * sign->tick_nanoseconds;
        words += run;
        count -= run;
    }
}

void hub75_hold(hub75 *sign, uint16_t pins, uint32_t ticks) {
    set_pins(sign, pins & ~(unsigned)DATA_MASK);
    sign->now += (uint64_t)ticks * sign->tick_nanoseconds;
}

void hub75_watch(hub75 *sign, const exposure *window) {
    sign->window = *window;
    memset(sign->lit, 0, lit_count(sign) * sizeof *sign->lit);
}

void hub75_time(hub75 *sign, uint64_t nanoseconds) {
    if (nanoseconds > sign->now) {
        if (is_lit(sign->pins)) {
            sign->now = nanoseconds;
            shine(sign);
        }
    }
    sign->now = nanoseconds;
    sign->lit_since = nanoseconds;
    sign->addressed_at = 0;
}

void hub75_develop(const hub75 *sign, light *out) {
    uint32_t scan = (uint32_t)sign->shape.scan;
    for (int i = 0; i < sign->stretch_count; i++) {
        const hub75_stretch *part = &sign->stretches[i];
        for (int address = 0; address < sign->shape.scan; address++) {
            const uint32_t *lit = sign->lit + (size_t)address * DATA_PINS * (size_t)sign->chain +
                                  (size_t)(part->half * 3 * sign->chain + part->begin);
            light_led *row = out->leds + (part->y + part->step * address) * out->width;
            for (int column = 0; column < part->count; column++, lit++)
                row[part->x + column * part->x_step] =
                    (light_led){exposure_light(&sign->window, lit[0], 1, scan),
                                exposure_light(&sign->window, lit[sign->chain], 1, scan),
                                exposure_light(&sign->window, lit[2 * sign->chain], 1, scan)};
        }
    }
}
