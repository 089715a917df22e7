/* SPDX-License-Identifier: MIT */
#include "ssd0323.h"

#include "scan.h"

#include <string.h>

enum {
    ROWS = 80,
    COLUMNS = 64, /* bytes */
    FRAME_NANOSECONDS = 10000000,
    REMAP_COLUMNS = 1,
    REMAP_NIBBLES = 2,
    REMAP_DOWN_FIRST = 4,
    REMAP_ROWS = 16,
};

static const char *const texts[SSD0323_VIOLATIONS] = {
    [SSD0323_COMMAND] = "command that the part does not have",
    [SSD0323_UNFINISHED] = "data where a command's parameter was due",
    [SSD0323_WINDOW] = "window beyond the memory, or its end before its begin",
    [SSD0323_ROWS] = "scans more or fewer rows than the glass has",
    [SSD0323_TOO_FAST] = "clock of more than 4 MHz",
};

static void set_greys(ssd0323 *chip, const uint8_t steps[8]) {
    uint8_t width = 0;
    chip->width_of_grey[0] = 0;
    for (int grey = 1; grey < 16; grey++) {
        /* The first byte has one step, the others two, the lower one first. */
        uint8_t byte = steps[grey / 2];
        uint8_t step = grey == 1 || grey % 2 == 0 ? byte & 7 : byte >> 4 & 7;
        width = (uint8_t)(width + step);
        chip->width_of_grey[grey] = width;
    }
}

void ssd0323_open(ssd0323 *chip, int width, int height) {
    static const uint8_t linear[8] = {1, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11};
    *chip = (ssd0323){.width = width,
                      .height = height,
                      .violations = {.texts = texts},
                      .column_last = COLUMNS - 1,
                      .row_last = ROWS - 1,
                      .rows = ROWS,
                      .contrast = 0x40,
                      .current = 1,
                      .mode = 0xA4};
    set_greys(chip, linear);
}

static void step(int *value, int first, int last) {
    *value = *value == last ? first : *value + 1;
}

static void write_memory(ssd0323 *chip, uint8_t byte) {
    chip->memory[chip->row][chip->column] = byte;
    bool column_over = chip->column == chip->column_last;
    bool row_over = chip->row == chip->row_last;
    bool down_first = (chip->remap & REMAP_DOWN_FIRST) != 0;
    if (!down_first || row_over)
        step(&chip->column, chip->column_first, chip->column_last);
    if (down_first || column_over)
        step(&chip->row, chip->row_first, chip->row_last);
}

static bool window_good(ssd0323 *chip, int first, int last, int count) {
    bool good = first <= last;
    good &= last < count;
    if (!good)
        violation(&chip->violations, SSD0323_WINDOW);
    return good;
}

static void set_columns(ssd0323 *chip, int first, int last) {
    if (!window_good(chip, first, last, COLUMNS))
        return;
    chip->column_first = chip->column = first;
    chip->column_last = last;
}

static void set_rows(ssd0323 *chip, int first, int last) {
    if (!window_good(chip, first, last, ROWS))
        return;
    chip->row_first = chip->row = first;
    chip->row_last = last;
}

/* How many parameters a command takes; -1 for one that the part does not have. */
static int parameters_of(uint8_t command) {
    static const uint8_t none[] = {0x84, 0x85, 0x86, 0xA4, 0xA5, 0xA6, 0xA7, 0xAE, 0xAF, 0xE3};
    static const uint8_t one[] = {0x81, 0xA0, 0xA1, 0xA2, 0xA8, 0xB1, 0xB2, 0xB3, 0xBC, 0xBE, 0xBF};
    if (memchr(none, command, sizeof none))
        return 0;
    if (memchr(one, command, sizeof one))
        return 1;
    if (command == 0x15 || command == 0x75)
        return 2;
    return command == 0xB8 ? 8 : -1;
}

static void obey(ssd0323 *chip) {
    const uint8_t *parameters = chip->parameters;
    switch (chip->command) {
    case 0x15:
        set_columns(chip, parameters[0], parameters[1]);
        break;
    case 0x75:
        set_rows(chip, parameters[0], parameters[1]);
        break;
    case 0x81:
        chip->contrast = parameters[0] & 0x7F;
        break;
    case 0x84:
    case 0x85:
    case 0x86:
        chip->current = (uint8_t)(1 << (chip->command - 0x84));
        break;
    case 0xA0:
        chip->remap = parameters[0];
        break;
    case 0xA1:
        chip->start_line = parameters[0] % ROWS;
        break;
    case 0xA2:
        chip->shift = parameters[0] % ROWS;
        break;
    case 0xA8:
        chip->rows = (parameters[0] & 0x7F) + 1;
        break;
    case 0xAE:
    case 0xAF:
        chip->on = chip->command & 1;
        if (chip->on && chip->rows != chip->height)
            violation(&chip->violations, SSD0323_ROWS);
        break;
    case 0xB8:
        set_greys(chip, parameters);
        break;
    default:
        if (chip->command >= 0xA4 && chip->command <= 0xA7)
            chip->mode = chip->command;
    }
}

static void take_command(ssd0323 *chip, uint8_t byte) {
    if (chip->due > 0) {
        chip->parameters[chip->given++] = byte;
        if (--chip->due == 0)
            obey(chip);
        return;
    }
    int count = parameters_of(byte);
    if (count < 0) {
        violation(&chip->violations, SSD0323_COMMAND);
        return;
    }
    chip->command = byte;
    chip->given = 0;
    chip->due = count;
    if (count == 0)
        obey(chip);
}

void ssd0323_byte(ssd0323 *chip, bool data, uint8_t byte) {
    if (!data) {
        take_command(chip, byte);
        return;
    }
    if (chip->due > 0) {
        violation(&chip->violations, SSD0323_UNFINISHED);
        chip->due = 0;
    }
    write_memory(chip, byte);
}

int ssd0323_grey(const ssd0323 *chip, int x, int y) {
    if (chip->mode == 0xA5)
        return 15;
    if (chip->mode == 0xA6)
        return 0;
    int column = chip->remap & REMAP_COLUMNS ? 2 * COLUMNS - 1 - x : x;
    int line = chip->remap & REMAP_ROWS ? y : chip->height - 1 - y;
    uint8_t byte = chip->memory[(line + chip->start_line + chip->shift) % ROWS][column / 2];
    bool high = (column % 2 == 0) == ((chip->remap & REMAP_NIBBLES) != 0);
    int grey = high ? byte >> 4 : byte & 15;
    return chip->mode == 0xA7 ? 15 - grey : grey;
}

static void shine_row(const ssd0323 *chip, int y, const exposure *window, uint64_t from,
                      uint64_t to, uint32_t *lit) {
    uint64_t slot = FRAME_NANOSECONDS / (unsigned)chip->rows;
    uint32_t of_grey[16];
    for (int grey = 0; grey < 16; grey++) {
        scan rhythm = {.period = FRAME_NANOSECONDS,
                       .begin = slot * (unsigned)y,
                       .on = slot * chip->width_of_grey[grey] / chip->width_of_grey[15]};
        uint64_t seen = scan_seen(&rhythm, window, (uint32_t)y, from, to);
        of_grey[grey] = (uint32_t)(seen * (chip->contrast + 1u) * chip->current / (4 * 128));
    }
    for (int x = 0; x < chip->width; x++)
        lit[x] += of_grey[ssd0323_grey(chip, x, y)];
}

void ssd0323_shine(const ssd0323 *chip, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit) {
    if (!chip->on || chip->width_of_grey[15] == 0)
        return;
    for (int y = 0; y < chip->height; y++)
        if (y < chip->rows)
            shine_row(chip, y, window, from, to, lit + y * chip->width);
}
