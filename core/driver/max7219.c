/* SPDX-License-Identifier: MIT */
#include "max7219.h"

#include <string.h>

enum {
    REGISTER_DIGIT_0 = 0x1,
    REGISTER_DECODE = 0x9,
    REGISTER_INTENSITY = 0xA,
    REGISTER_SCAN_LIMIT = 0xB,
    REGISTER_SHUTDOWN = 0xC,
    REGISTER_TEST = 0xF,
    EDGE = 8, /* rows and columns of a module */
};

static void write_all(const moto_max7219 *driver, unsigned address, unsigned value) {
    const moto_max7219_bus *bus = &driver->config.bus;
    bus->select(bus->self, true);
    for (unsigned chip = 0; chip < driver->chips; chip++)
        bus->write16(bus->self, (uint16_t)(address << 8 | value));
    bus->select(bus->self, false);
}

/* Of the picture: what the chips show, and what they are to show next. */
static uint8_t *shown_digits(const moto_max7219 *driver) {
    return driver->config.digits;
}

static uint8_t *next_digits(const moto_max7219 *driver) {
    return driver->config.digits + (uint32_t)driver->chips * EDGE;
}

static void send_digit(const moto_max7219 *driver, unsigned digit) {
    const moto_max7219_bus *bus = &driver->config.bus;
    uint8_t *shown = shown_digits(driver);
    const uint8_t *next = next_digits(driver);
    bus->select(bus->self, true);
    for (unsigned chip = driver->chips; chip-- > 0;) {
        unsigned at = chip * EDGE + digit;
        bool same = driver->known && shown[at] == next[at];
        bus->write16(bus->self, same ? 0 : (uint16_t)((REGISTER_DIGIT_0 + digit) << 8 | next[at]));
        shown[at] = next[at];
    }
    bus->select(bus->self, false);
}

static bool digit_changed(const moto_max7219 *driver, unsigned digit) {
    if (!driver->known)
        return true;
    const uint8_t *shown = shown_digits(driver);
    const uint8_t *next = next_digits(driver);
    for (unsigned at = digit; at < driver->chips * (unsigned)EDGE; at += EDGE)
        if (shown[at] != next[at])
            return true;
    return false;
}

static void send(moto_max7219 *driver) {
    for (unsigned digit = 0; digit < EDGE; digit++)
        if (digit_changed(driver, digit))
            send_digit(driver, digit);
    driver->known = true;
}

/* Chip at the module (across, down) of the sign; gives the flags of the module as it hangs there.
 */
static unsigned chip_at(const moto_max7219 *driver, unsigned across, unsigned down,
                        unsigned *module) {
    const moto_max7219_config *config = &driver->config;
    unsigned line = down;
    if (config->chain & MOTO_MAX7219_FROM_BOTTOM)
        line = config->height / EDGE - 1u - down;
    bool back = (config->chain & MOTO_MAX7219_SERPENTINE) && line % 2 == 1;
    bool from_left = (config->chain & MOTO_MAX7219_FROM_LEFT) != 0;
    *module = config->module;
    if (back)
        *module ^= MOTO_MAX7219_DIGITS_REVERSED | MOTO_MAX7219_SEGMENTS_REVERSED;
    return line * driver->across + (from_left != back ? across : driver->across - 1u - across);
}

/* Puts eight LEDs of one row (bit 0 the left one) into a module's digits. */
static void place(uint8_t digits[EDGE], unsigned module, unsigned row, unsigned leds) {
    bool backwards = (module & MOTO_MAX7219_DIGITS_REVERSED) != 0;
    bool lowest_first = (module & MOTO_MAX7219_SEGMENTS_REVERSED) != 0;
    for (unsigned column = 0; column < EDGE; column++) {
        bool lit = leds >> column & 1;
        bool columns = (module & MOTO_MAX7219_COLUMNS) != 0;
        unsigned digit = columns ? column : row;
        unsigned segment = columns ? row : column;
        if (lit)
            digits[backwards ? EDGE - 1 - digit : digit] |=
                (uint8_t)(lowest_first ? 1u << segment : 0x80u >> segment);
    }
}

static void draw_row(moto_max7219 *driver, const moto_source *source, uint64_t time, unsigned y) {
    const uint32_t *row = driver->config.row;
    source->bits(source->self, time, y, driver->config.row);
    for (unsigned across = 0; across < driver->across; across++) {
        unsigned leds = row[across / 4] >> across % 4 * 8 & 0xFF;
        unsigned module = 0;
        unsigned chip = chip_at(driver, across, y / EDGE, &module);
        if (leds != 0)
            place(next_digits(driver) + chip * EDGE, module, y % EDGE, leds);
    }
}

static bool config_good(const moto_max7219_config *config) {
    if (config->width == 0 || config->width % EDGE != 0)
        return false;
    if (config->height == 0 || config->height % EDGE != 0)
        return false;
    uint32_t chips = (uint32_t)(config->width / EDGE) * (config->height / EDGE);
    return chips <= UINT16_MAX / EDGE && config->digits && config->row;
}

moto_error moto_max7219_start(moto_max7219 *driver, const moto_max7219_config *config) {
    if (!config_good(config))
        return MOTO_ERR_RANGE;
    driver->config = *config;
    driver->across = config->width / EDGE;
    driver->chips = (uint16_t)(driver->across * (config->height / EDGE));
    moto_max7219_restore(driver);
    return MOTO_OK;
}

void moto_max7219_restore(moto_max7219 *driver) {
    /* Still in shutdown while the digits are cleared, or the chips' random digits would flash. */
    write_all(driver, REGISTER_SHUTDOWN, 0);
    write_all(driver, REGISTER_TEST, 0);
    write_all(driver, REGISTER_DECODE, 0);
    write_all(driver, REGISTER_SCAN_LIMIT, EDGE - 1);
    moto_max7219_intensity(driver, driver->config.intensity);
    memset(next_digits(driver), 0, (size_t)driver->chips * EDGE);
    driver->known = false;
    send(driver);
    write_all(driver, REGISTER_SHUTDOWN, 1);
}

void moto_max7219_show(moto_max7219 *driver, const moto_source *source, uint64_t time) {
    memset(next_digits(driver), 0, (size_t)driver->chips * EDGE);
    for (unsigned y = 0; y < driver->config.height; y++)
        draw_row(driver, source, time, y);
    send(driver);
}

void moto_max7219_intensity(moto_max7219 *driver, uint8_t intensity) {
    if (intensity > MOTO_MAX7219_INTENSITY_MAX)
        intensity = MOTO_MAX7219_INTENSITY_MAX;
    driver->config.intensity = intensity;
    write_all(driver, REGISTER_INTENSITY, intensity);
}

void moto_max7219_sleep(moto_max7219 *driver, bool asleep) {
    write_all(driver, REGISTER_SHUTDOWN, asleep ? 0 : 1);
}
