/* SPDX-License-Identifier: MIT
 *
 * The light of every LED after the driver chip, beside golden tables: red, green, blue in 65535ths,
 * so that the whole way from a script over the driver, the wire and the chip's model is seen.
 * MOTOGRAPH_UPDATE_GOLDENS=1 writes them.
 */
#include "sample.h"
#include "session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHOWN = 16 /* columns of a table */
};

static const char script[] = "headline[ink=amber]: Hi\nagenda[ink=red]: Wo\n";

/* A light of the table has a letter; `.` is dark. New ones are told in the legend below it. */
typedef struct legend {
    light_led lights[26];
    int count;
} legend;

static char letter_of(legend *known, light_led led) {
    if (!led.red && !led.green && !led.blue)
        return '.';
    for (int i = 0; i < known->count; i++)
        if (!memcmp(&known->lights[i], &led, sizeof led))
            return (char)('a' + i);
    assert_true(known->count < 26);
    known->lights[known->count] = led;
    return (char)('a' + known->count++);
}

static bool is_dark(const light *leds, int y) {
    for (int x = 0; x < SHOWN; x++) {
        light_led led = leds->leds[y * leds->width + x];
        if (led.red || led.green || led.blue)
            return false;
    }
    return true;
}

static void write_table(FILE *out, const session *s) {
    legend known = {.count = 0};
    fprintf(out, "@%llu\n", (unsigned long long)s->time);
    for (int y = 0; y < s->light.height; y++) {
        if (is_dark(&s->light, y))
            continue;
        fprintf(out, "%3d ", y);
        for (int x = 0; x < SHOWN; x++)
            fputc(letter_of(&known, s->light.leds[y * s->light.width + x]), out);
        fputc('\n', out);
    }
    for (int i = 0; i < known.count; i++)
        fprintf(out, "%c = %5u %5u %5u\n", 'a' + i, known.lights[i].red, known.lights[i].green,
                known.lights[i].blue);
}

static char *tables(const char *panel_name, const char *file) {
    session_options options = {.file = file, .brightness = 60, .panel = panel_name};
    options.building.model = "stored";
    char why[SESSION_MESSAGE], *text;
    size_t size;
    session s;
    if (!session_open(&s, &options, why, sizeof why))
        fail_msg("%s", why);
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "%s, %dx%d LEDs, columns 0 to %d, rows with light\n", panel_name, s.light.width,
            s.light.height, SHOWN - 1);
    session_status status;
    session_status_now(&s, &status);
    /* When the first letters have come to the left end, and half a pixel later. */
    s.time = (uint64_t)(s.light.width - 4) * 1000000000u / status.speed_milli;
    for (int i = 0; i < 2; i++, s.time += 500000000u / status.speed_milli) {
        session_expose(&s);
        write_table(out, &s);
    }
    fclose(out);
    session_close(&s);
    return text;
}

static void every_panel(void **state) {
    (void)state;
    static const char *const panels[] = {"hub75:32x16",    "max7219:32x8", "ssd0323:128x64",
                                         "ssd1306:128x64", "ws2812:32x8",  "flipdot:28x14",
                                         "bulbs:32x10"};
    bool update = getenv("MOTOGRAPH_UPDATE_GOLDENS") != NULL;
    char *file = sample_file(".ticker", script, sizeof script - 1);
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        char path[128];
        snprintf(path, sizeof path, "tests/sim/levels/%.*s.txt", (int)strcspn(panels[i], ":"),
                 panels[i]);
        char *now = tables(panels[i], file);
        if (update) {
            FILE *out = fopen(path, "w");
            assert_non_null(out);
            fputs(now, out);
            fclose(out);
        }
        char *golden = sample_read(path);
        assert_string_equal(now, golden);
        free(golden);
        free(now);
    }
    remove(file);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_panel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
