/* SPDX-License-Identifier: MIT
 *
 * contact_sheet OUT.png FRAMES STEP FILE...: one row of pictures for each ROM or script, FRAMES of
 * them, STEP milliseconds apart from time 0 on, as the simulated panel shows them. All panels have
 * one size.
 */
#include "look.h"
#include "png_file.h"
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    FRAMES_MOST = 64,
    FILES_MOST = 64,
    PITCH = 2,
    MARGIN = 6,
    PAPER = 0x303030
};

typedef struct sheet {
    uint32_t *pixels;
    int width, height;
    int panel_width, panel_height; /* pixels, bezel included */
} sheet;

static bool sheet_open(sheet *s, look_renderer *look, uint32_t columns, uint32_t rows) {
    s->panel_width = look_width(look);
    s->panel_height = look_height(look);
    s->width = MARGIN + (int)columns * (s->panel_width + MARGIN);
    s->height = MARGIN + (int)rows * (s->panel_height + MARGIN);
    size_t count = (size_t)s->width * (size_t)s->height;
    s->pixels = malloc(count * sizeof *s->pixels);
    for (size_t i = 0; s->pixels && i < count; i++)
        s->pixels[i] = PAPER;
    return s->pixels != NULL;
}

static uint32_t *place(const sheet *s, uint32_t column, uint32_t row) {
    int x = MARGIN + (int)column * (s->panel_width + MARGIN);
    int y = MARGIN + (int)row * (s->panel_height + MARGIN);
    return s->pixels + (size_t)y * (size_t)s->width + x;
}

static bool draw_row(sheet *s, session *sign, uint32_t row, uint32_t rows, uint32_t frames,
                     uint64_t step, char *message, size_t size) {
    look_renderer *look =
        look_open(sign->look, sign->light.width, sign->light.height, PITCH, LOOK_BEZEL_OWN);
    bool good = look && (s->pixels || sheet_open(s, look, frames, rows));
    if (!good)
        snprintf(message, size, "out of memory");
    if (good && (look_width(look) != s->panel_width || look_height(look) != s->panel_height)) {
        snprintf(message, size, "%s: its panel has another size than the first one's", sign->file);
        good = false;
    }
    for (uint32_t n = 0; good && n < frames; n++) {
        sign->time = n * step;
        session_expose(sign);
        look_reset(look);
        look_draw(look, &sign->light, sign->time, place(s, n, row), s->width);
    }
    look_close(look);
    return good;
}

static bool draw(sheet *s, char **files, uint32_t count, uint32_t frames, uint64_t step,
                 char *message, size_t size) {
    bool good = true;
    for (uint32_t row = 0; good && row < count; row++) {
        session sign;
        const session_options options = {.file = files[row], .look = "hub75-p4", .brightness = 100};
        good = session_open(&sign, &options, message, size);
        if (!good)
            break;
        good = draw_row(s, &sign, row, count, frames, step, message, size);
        session_close(&sign);
    }
    return good;
}

int main(int count, char **arguments) {
    unsigned long frames = count > 4 ? strtoul(arguments[2], NULL, 10) : 0;
    unsigned long step = count > 4 ? strtoul(arguments[3], NULL, 10) : 0;
    if (frames < 1 || frames > FRAMES_MOST || step < 1 || step > 60000 || count - 4 > FILES_MOST) {
        fprintf(stderr, "Usage: contact_sheet OUT.png FRAMES MILLISECONDS FILE...\n");
        return 2;
    }
    sheet s = {0};
    char message[SESSION_MESSAGE];
    bool good = draw(&s, arguments + 4, (uint32_t)count - 4, (uint32_t)frames, step * 1000, message,
                     sizeof message);
    if (good && png_file_write(arguments[1], s.pixels, s.width, s.height, s.width) != 0) {
        snprintf(message, sizeof message, "%s: %s", arguments[1], strerror(errno));
        good = false;
    }
    if (!good)
        fprintf(stderr, "%s\n", message);
    free(s.pixels);
    return good ? 0 : 1;
}
