/* SPDX-License-Identifier: MIT
 *
 * SSD1306, SSD0303 and SSD0323, on a four-wire SPI.
 */
#include "../../core/driver/ssd0323.h"
#include "../../core/driver/ssd1306.h"

#include "panel_kind.h"
#include "ssd0323.h"
#include "ssd1306.h"

#include <stdlib.h>
#include <string.h>

enum {
    BIT_NANOSECONDS = 250, /* 4 MHz, which all of them bear */
    PIN_CLOCK = 1,
    PIN_DATA = 2,
    PIN_COMMAND = 4, /* D/C */
};

static const char *const pin_names[] = {"SCLK", "SDIN", "DC"};

typedef struct oled_panel {
    panel base;
    bool greys; /* an SSD0323 */
    moto_ssd1306 driver1306;
    moto_ssd0323 driver0323;
    ssd1306 chip1306;
    ssd0323 chip0323;
    uint8_t *bytes;
    uint32_t *row;
    moto_colour *colours;
    light_led ink;
    int percent; /* as told ... */
    int set;     /* ... and as sent, -1 before */
} oled_panel;

/* ---- The bus --------------------------------------------------------------------------------- */

static void tell_byte(panel *base, bool data, uint8_t byte) {
    uint32_t kind = data ? PIN_COMMAND : 0;
    if (!base->telling) {
        base->now += 8 * BIT_NANOSECONDS;
        return;
    }
    for (int bit = 7; bit >= 0; bit--) {
        uint32_t levels = kind | (byte >> bit & 1 ? PIN_DATA : 0);
        panel_set_pins(base, levels);
        base->now += BIT_NANOSECONDS / 2;
        panel_set_pins(base, levels | PIN_CLOCK);
        base->now += BIT_NANOSECONDS / 2;
    }
}

static void send(oled_panel *sign, bool data, const uint8_t *bytes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (sign->greys)
            ssd0323_byte(&sign->chip0323, data, bytes[i]);
        else
            ssd1306_byte(&sign->chip1306, data, bytes[i]);
        tell_byte(&sign->base, data, bytes[i]);
    }
}

static void bus_command(void *self, const uint8_t *bytes, uint32_t count) {
    send(self, false, bytes, count);
}

static void bus_data(void *self, const uint8_t *bytes, uint32_t count) {
    send(self, true, bytes, count);
}

/* ---- The firmware's loop and the light ------------------------------------------------------- */

static void start_driver(oled_panel *sign) {
    uint16_t width = (uint16_t)sign->base.info.width, height = (uint16_t)sign->base.info.height;
    moto_oled_bus bus = {sign, bus_command, bus_data};
    if (sign->greys) {
        moto_ssd0323_config config = {
            .bus = bus, .width = width, .height = height, .contrast = 127};
        config.bytes = sign->bytes;
        config.row = sign->colours;
        moto_ssd0323_start(&sign->driver0323, &config);
    } else {
        moto_ssd1306_config config = {
            .bus = bus, .width = width, .height = height, .contrast = 255};
        config.part = sign->chip1306.ssd0303 ? MOTO_SSD0303 : MOTO_SSD1306;
        config.column_offset = (uint8_t)sign->chip1306.offset;
        config.bytes = sign->bytes;
        config.row = sign->row;
        moto_ssd1306_start(&sign->driver1306, &config);
    }
    sign->set = -1;
}

static void set_brightness(oled_panel *sign) {
    bool asleep = sign->percent == 0;
    if (sign->set == sign->percent)
        return;
    sign->set = sign->percent;
    if (sign->greys) {
        moto_ssd0323_contrast(&sign->driver0323, (uint8_t)(sign->percent * 127 / 100));
        moto_ssd0323_sleep(&sign->driver0323, asleep);
    } else {
        moto_ssd1306_contrast(&sign->driver1306, (uint8_t)(sign->percent * 255 / 100));
        moto_ssd1306_sleep(&sign->driver1306, asleep);
    }
}

static void refresh(panel *base, const moto_source *source, uint64_t begin) {
    oled_panel *sign = (oled_panel *)base;
    if (base->introduce)
        start_driver(sign);
    set_brightness(sign);
    if (sign->greys)
        moto_ssd0323_show(&sign->driver0323, source, panel_microseconds(begin));
    else
        moto_ssd1306_show(&sign->driver1306, source, panel_microseconds(begin));
}

static void shine(panel *base, const exposure *window, uint64_t from, uint64_t to) {
    const oled_panel *sign = (oled_panel *)base;
    if (sign->greys)
        ssd0323_shine(&sign->chip0323, window, from, to, base->lit);
    else
        ssd1306_shine(&sign->chip1306, window, from, to, base->lit);
}

static uint16_t tinted(uint16_t ink, uint16_t level) {
    return (uint16_t)((uint32_t)ink * level / 65535);
}

static void develop(panel *base, const exposure *window, light *out) {
    light_led ink = ((oled_panel *)base)->ink;
    for (int i = 0; i < out->width * out->height; i++) {
        uint16_t level = exposure_light(window, base->lit[i], 1, (uint32_t)out->height);
        out->leds[i] =
            (light_led){tinted(ink.red, level), tinted(ink.green, level), tinted(ink.blue, level)};
    }
}

static void brightness(panel *base, int percent) {
    ((oled_panel *)base)->percent = percent;
}

/* ---- Opening --------------------------------------------------------------------------------- */

static void close_panel(panel *base) {
    oled_panel *sign = (oled_panel *)base;
    free(sign->bytes);
    free(sign->row);
    free(sign->colours);
}

static bool allocate(oled_panel *sign, size_t width, size_t height) {
    size_t greys = MOTO_SSD0323_BYTES(width, height);
    size_t bits = MOTO_SSD1306_BYTES(width, height);
    sign->bytes = malloc(greys > bits ? greys : bits);
    sign->row = malloc(MOTO_SSD1306_ROW(width) * sizeof *sign->row);
    sign->colours = malloc(width * sizeof *sign->colours);
    return sign->bytes && sign->row && sign->colours;
}

static bool size_good(const panel_kind *kind, int width, int height, int offset,
                      const panel_options *options) {
    bool greys = kind == &panel_kind_ssd0323;
    int columns = kind == &panel_kind_ssd0303 ? 132 : 128;
    int rows = greys ? 80 : 64;
    int grain = greys ? 1 : 8;
    bool good = width + offset <= columns;
    good &= height >= 16;
    good &= height <= rows;
    good &= height % grain == 0;
    good &= !greys || width % 2 == 0;
    if (!good)
        panel_say(options, "%dx%d: no glass for a chip of %dx%d LEDs", width, height, columns,
                  rows);
    return good;
}

static panel *open_panel(const panel_kind *kind, int width, int height, panel_options *options) {
    static const char *const ink_names[] = {"white", "blue", "yellow", "green", NULL};
    static const light_led inks[] = {
        {65535, 65535, 65535}, {9000, 38000, 65535}, {65535, 50000, 4000}, {12000, 65535, 16000}};
    int ink = 0, hertz = 100, offset = 0;
    if (!panel_option_name(options, "ink", ink_names, &ink) ||
        !panel_option_number(options, "offset", 0, 131, &offset) ||
        !panel_option_number(options, "refresh", 1, 1000, &hertz) ||
        !size_good(kind, width, height, offset, options))
        return NULL;
    oled_panel *sign = panel_new(kind, sizeof *sign, width, height, 1, options);
    if (!sign)
        return NULL;
    if (!allocate(sign, (size_t)width, (size_t)height))
        return panel_fail(&sign->base, options, "out of memory");
    sign->greys = kind == &panel_kind_ssd0323;
    sign->ink = inks[ink];
    ssd1306_open(&sign->chip1306, kind == &panel_kind_ssd0303, width, height, offset);
    ssd0323_open(&sign->chip0323, width, height);
    start_driver(sign);
    panel_info *info = &sign->base.info;
    info->depth = sign->greys ? PANEL_GREYS : PANEL_BITS;
    info->levels = sign->greys ? 15 : 1;
    info->pin_names = pin_names;
    info->pins = sizeof pin_names / sizeof *pin_names;
    sign->base.hertz = (uint32_t)hertz;
    sign->base.violations = sign->greys ? &sign->chip0323.violations : &sign->chip1306.violations;
    return &sign->base;
}

#define OLED(NAME, WIDTH, HEIGHT)                                                                  \
    {                                                                                              \
        .name = NAME, .width = WIDTH, .height = HEIGHT, .open = open_panel, .close = close_panel,  \
        .brightness = brightness, .refresh = refresh, .shine = shine, .develop = develop,          \
    }

const panel_kind panel_kind_ssd1306 = OLED("ssd1306", 128, 64);
const panel_kind panel_kind_ssd0303 = OLED("ssd0303", 96, 16);
const panel_kind panel_kind_ssd0323 = OLED("ssd0323", 128, 64);
