/* SPDX-License-Identifier: MIT */
#include "ssd1306.h"

#include "scan.h"

#include <string.h>

enum {
    PAGES = 8,
    ROWS = 64,
    FRAME_NANOSECONDS = 10000000,
    MODE_ROWS = 0,
    MODE_COLUMNS = 1,
    MODE_PAGES = 2,
};

static const char *const texts[SSD1306_VIOLATIONS] = {
    [SSD1306_COMMAND] = "command that the part does not have",
    [SSD1306_UNFINISHED] = "data where a command's parameter was due",
    [SSD1306_WINDOW] = "address beyond the memory, or a window's end before its begin",
    [SSD1306_NO_SUPPLY] = "switched on with the panel's supply off: stays dark",
    [SSD1306_ROWS] = "scans more or fewer rows than the glass has",
    [SSD1306_TOO_FAST] = "clock of more than 10 MHz",
};

static int columns(const ssd1306 *chip) {
    return chip->ssd0303 ? 132 : 128;
}

void ssd1306_open(ssd1306 *chip, bool ssd0303, int width, int height, int offset) {
    *chip = (ssd1306){.ssd0303 = ssd0303,
                      .width = width,
                      .height = height,
                      .offset = offset,
                      .violations = {.texts = texts},
                      .mode = MODE_PAGES,
                      .page_last = PAGES - 1,
                      .rows = ROWS,
                      .contrast = 0x7F,
                      .mirrored = true,
                      .upside_down = true};
    chip->column_last = columns(chip) - 1;
}

static void write_memory(ssd1306 *chip, uint8_t byte) {
    chip->memory[chip->page][chip->column] = byte;
    bool by_columns = chip->mode == MODE_COLUMNS;
    if (chip->mode == MODE_PAGES) {
        chip->column = (chip->column + 1) % columns(chip);
        return;
    }
    bool column_over = chip->column == chip->column_last;
    bool page_over = chip->page == chip->page_last;
    if (!by_columns || page_over)
        chip->column = column_over ? chip->column_first : chip->column + 1;
    if (by_columns || column_over)
        chip->page = page_over ? chip->page_first : chip->page + 1;
}

static void set_column(ssd1306 *chip, int column) {
    if (column >= columns(chip))
        violation(&chip->violations, SSD1306_WINDOW);
    else
        chip->column = column;
}

static bool window_good(ssd1306 *chip, int first, int last, int count) {
    bool good = first <= last;
    good &= last < count;
    if (!good)
        violation(&chip->violations, SSD1306_WINDOW);
    return good;
}

static void set_columns(ssd1306 *chip, int first, int last) {
    if (!window_good(chip, first, last, columns(chip)))
        return;
    chip->column_first = chip->column = first;
    chip->column_last = last;
}

static void set_pages(ssd1306 *chip, int first, int last) {
    if (!window_good(chip, first, last, PAGES))
        return;
    chip->page_first = chip->page = first;
    chip->page_last = last;
}

static void switch_on(ssd1306 *chip) {
    if (!chip->supply)
        violation(&chip->violations, SSD1306_NO_SUPPLY);
    if (chip->rows != chip->height)
        violation(&chip->violations, SSD1306_ROWS);
    chip->on = true;
}

/* How many parameters a command takes; -1 for one that the part does not have. */
static int parameters_of(const ssd1306 *chip, uint8_t command) {
    switch (command) {
    case 0x20:
    case 0x8D:
        return chip->ssd0303 ? -1 : 1;
    case 0x21:
    case 0x22:
        return chip->ssd0303 ? -1 : 2;
    case 0xAD:
        return chip->ssd0303 ? 1 : -1;
    case 0x81:
    case 0xA8:
    case 0xD3:
    case 0xD5:
    case 0xD9:
    case 0xDA:
    case 0xDB:
        return 1;
    case 0xE3:
        return 0;
    default:
        break;
    }
    if (command < 0x20)
        return 0;
    if (command >= 0x40 && command < 0x80)
        return 0;
    if (command >= 0xA4 && command <= 0xA7)
        return 0;
    static const uint8_t plain[] = {0xA0, 0xA1, 0xAE, 0xAF, 0xC0, 0xC8};
    return command >> 3 == 0xB0 >> 3 || memchr(plain, command, sizeof plain) ? 0 : -1;
}

static void obey_with_parameters(ssd1306 *chip) {
    const uint8_t *parameters = chip->parameters;
    switch (chip->command) {
    case 0x20:
        chip->mode = parameters[0] & 3;
        break;
    case 0x21:
        set_columns(chip, parameters[0], parameters[1]);
        break;
    case 0x22:
        set_pages(chip, parameters[0], parameters[1]);
        break;
    case 0x81:
        chip->contrast = parameters[0];
        break;
    case 0x8D:
        chip->supply = parameters[0] & 4;
        break;
    case 0xA8:
        chip->rows = (parameters[0] & 63) + 1;
        break;
    case 0xAD:
        chip->supply = parameters[0] & 1;
        break;
    case 0xD3:
        chip->shift = parameters[0] & 63;
        break;
    default: /* taken and forgotten */
        break;
    }
}

static void obey_plain(ssd1306 *chip, uint8_t command) {
    if (command < 0x10) {
        set_column(chip, (chip->column & 0xF0) | command);
        return;
    }
    if (command < 0x20) {
        set_column(chip, (chip->column & 0x0F) | (command & 0x0F) << 4);
        return;
    }
    if (command < 0x80) {
        chip->start_line = command & 63;
        return;
    }
    switch (command) {
    case 0xA0:
    case 0xA1:
        chip->mirrored = command == 0xA0;
        break;
    case 0xA4:
    case 0xA5:
        chip->all_lit = command & 1;
        break;
    case 0xA6:
    case 0xA7:
        chip->inverse = command & 1;
        break;
    case 0xAE:
        chip->on = false;
        break;
    case 0xAF:
        switch_on(chip);
        break;
    case 0xC0:
    case 0xC8:
        chip->upside_down = command == 0xC0;
        break;
    case 0xE3:
        break;
    default:
        chip->page = command & 7;
    }
}

static void take_command(ssd1306 *chip, uint8_t byte) {
    if (chip->due > 0) {
        chip->parameters[chip->given++] = byte;
        if (--chip->due == 0)
            obey_with_parameters(chip);
        return;
    }
    int count = parameters_of(chip, byte);
    if (count < 0) {
        violation(&chip->violations, SSD1306_COMMAND);
    } else if (count == 0) {
        obey_plain(chip, byte);
    } else {
        chip->command = byte;
        chip->given = 0;
        chip->due = count;
    }
}

void ssd1306_byte(ssd1306 *chip, bool data, uint8_t byte) {
    if (!data) {
        take_command(chip, byte);
        return;
    }
    if (chip->due > 0) {
        violation(&chip->violations, SSD1306_UNFINISHED);
        chip->due = 0;
    }
    write_memory(chip, byte);
}

static bool lit_at(const ssd1306 *chip, int x, int y) {
    if (chip->all_lit)
        return true;
    int column = (chip->mirrored ? chip->width - 1 - x : x) + chip->offset;
    int line = chip->upside_down ? chip->height - 1 - y : y;
    int row = (line + chip->start_line + chip->shift) % ROWS;
    bool bit = chip->memory[row / 8][column] >> row % 8 & 1;
    return bit != chip->inverse;
}

void ssd1306_shine(const ssd1306 *chip, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit) {
    if (!chip->on || !chip->supply)
        return;
    uint64_t slot = FRAME_NANOSECONDS / (unsigned)chip->rows;
    for (int y = 0; y < chip->height; y++) {
        scan rhythm = {.period = FRAME_NANOSECONDS,
                       .begin = slot * (unsigned)y,
                       .on = y < chip->rows ? slot : 0};
        uint64_t seen = scan_seen(&rhythm, window, (uint32_t)y, from, to);
        uint32_t light_of_led = (uint32_t)(seen * (chip->contrast + 1u) / 256);
        for (int x = 0; x < chip->width; x++)
            if (lit_at(chip, x, y))
                lit[y * chip->width + x] += light_of_led;
    }
}
