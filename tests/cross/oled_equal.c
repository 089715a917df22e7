/* SPDX-License-Identifier: MIT
 *
 * oled_equal PICTURE.ppm FILE.rom MICROSECONDS: what QEMU's SSD0323 shows is, LED by LED, the grey
 * that our SSD0323 shows of the same ROM at the same moment.
 */
#include "../../core/motograph.h"
#include "../../platform/cortex-m/ppm.h"

#include "panel.h"

enum {
    WIDTH = 128,
    HEIGHT = 64,
    GREYS = 16,
};

static uint8_t bytes[65536];
static uint64_t memory[2 * MOTO_MEMORY(WIDTH, HEIGHT, 2)];

static int complain(const char *what) {
    fprintf(stderr, "oled_equal: %s\n", what);
    return 1;
}

static bool show(const char *path, uint64_t time, light *seen) {
    char message[200];
    moto_rom rom;
    moto_ticker ticker;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    uint32_t size = (uint32_t)fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (moto_rom_open(&rom, bytes, size, NULL, 0) != MOTO_OK ||
        moto_ticker_init(&ticker, &rom, NULL, memory, sizeof memory, 0) != MOTO_OK)
        return false;
    panel *sign = panel_open("ssd0323:128x64", message, sizeof message);
    if (!sign)
        return false;
    moto_source source = moto_ticker_source(&ticker);
    panel_show(sign, &source, time, 10000, seen);
    bool good = panel_violations(sign) == 0;
    panel_close(sign);
    return good;
}

/* Each grey is one colour of QEMU's everywhere, and a brighter grey a brighter colour. */
static int compare(const ppm *picture, const light *seen) {
    int64_t colour_of[GREYS];
    int scale = picture->width / WIDTH, greys = 0;
    int64_t last = -1;
    for (int grey = 0; grey < GREYS; grey++)
        colour_of[grey] = -1;
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++) {
            int level = seen->leds[y / scale * WIDTH + x / scale].red;
            int grey = (level * 15 + 32767) / 65535;
            int64_t colour = picture->pixels[y * picture->width + x];
            if (colour_of[grey] < 0)
                colour_of[grey] = colour;
            if (colour_of[grey] != colour) {
                fprintf(stderr, "oled_equal: LED %d,%d differs\n", x / scale, y / scale);
                return 1;
            }
        }
    for (int grey = 0; grey < GREYS; grey++) {
        if (colour_of[grey] < 0)
            continue;
        if (colour_of[grey] <= last)
            return complain("two greys have the same colour");
        last = colour_of[grey];
        greys++;
    }
    printf("%dx%d LEDs agree, in %d greys\n", WIDTH, HEIGHT, greys);
    return greys >= 2 ? 0 : complain("nothing is shown");
}

int main(int count, char **arguments) {
    if (count != 4)
        return 2;
    ppm picture = ppm_read(arguments[1]);
    light seen = light_make(WIDTH, HEIGHT);
    int result = 1;
    if (!picture.pixels || picture.width % WIDTH != 0 ||
        picture.width / WIDTH != picture.height / HEIGHT)
        complain("no picture of the display");
    else if (!show(arguments[2], strtoull(arguments[3], NULL, 10), &seen))
        complain("the ROM could not be shown");
    else
        result = compare(&picture, &seen);
    free(picture.pixels);
    light_free(&seen);
    return result;
}
