/* SPDX-License-Identifier: MIT
 *
 * Draws a look into a PNG, to be looked at:
 *     light_picture LOOK PITCH SCENE[:WIDTHxHEIGHT]|FILE.ppm OUT.png
 */
#include "look.h"
#include "png_file.h"
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static light scene(const char *word) {
    char name[32];
    int wide = 192, high = 32;
    if (strstr(word, ".ppm"))
        return scene_read(word);
    if (sscanf(word, "%31[a-z]:%dx%d", name, &wide, &high) < 1)
        return (light){0, 0, NULL};
    light now = light_make(wide, high);
    if (now.leds && scene_draw(name, &now) != 0)
        light_free(&now);
    return now;
}

static int draw(look_renderer *look, const light *now, const char *path) {
    int width = look_width(look), height = look_height(look);
    uint32_t *pixels = calloc((size_t)width * (size_t)height, sizeof *pixels);
    if (!pixels)
        return -1;
    look_draw(look, now, 0, pixels, width);
    int failed = png_file_write(path, pixels, width, height, width);
    free(pixels);
    return failed;
}

int main(int count, char **words) {
    if (count != 5) {
        fprintf(stderr, "usage: light_picture LOOK PITCH SCENE[:WIDTHxHEIGHT]|FILE.ppm OUT.png\n");
        return 2;
    }
    light now = scene(words[3]);
    look_renderer *look =
        now.leds ? look_open(words[1], now.width, now.height, atof(words[2]), LOOK_BEZEL_OWN)
                 : NULL;
    int failed = look ? draw(look, &now, words[4]) : -1;
    if (failed)
        fprintf(stderr, "light_picture: no such look or scene, a size out of range, or no room\n");
    look_close(look);
    light_free(&now);
    return failed != 0;
}
