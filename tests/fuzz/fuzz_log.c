/* SPDX-License-Identifier: MIT
 *
 * Any bytes as the record of a session. What is taken is shown, and comes back as it was written.
 */
#define _POSIX_C_SOURCE 200809L /* fmemopen, open_memstream */
#include "headless.h"
#include "rom_maker.h"
#include "target.h"

#include <stdio.h>

static headless *open_sign(void) {
    static const uint16_t play[] = {0, 1};
    static const maker_line lines[] = {{.text = "One"}, {.text = "Two", .schedule = 1}};
    static const maker_zone zones[] = {{.width = 32, .height = 16, .play = play, .play_count = 2}};
    static const maker_schedule schedules[] = {{480, 1080, 0x1F, 0, 0xFFFFFFFF}};
    static const rom_recipe recipe = {.width = 32,
                                      .height = 16,
                                      .zones = zones,
                                      .zone_count = 1,
                                      .lines = lines,
                                      .line_count = 2,
                                      .schedules = schedules,
                                      .schedule_count = 1,
                                      .ink_count = 2};
    made_rom made;
    make_rom(&recipe, &made);
    headless *sign = headless_open(made.bytes, made.size, NULL, NULL, 0);
    free_rom(&made);
    demand(sign != NULL);
    return sign;
}

static char *write_log(const headless *sign, size_t *size) {
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    demand(out && headless_record(sign, out) == 0);
    fclose(out);
    return text;
}

static int read_log(headless *sign, const char *text, size_t size) {
    char message[200] = "";
    FILE *in = fmemopen((void *)(uintptr_t)text, size, "r");
    demand(in != NULL);
    int result = headless_replay(sign, in, "log", message, sizeof message);
    fclose(in);
    demand((result < 0) == (message[0] != '\0'));
    return result;
}

static void show(headless *sign) {
    uint64_t when;
    for (size_t i = 0; i < headless_event_count(sign) && i < 4; i++) {
        headless_event_at(sign, i, &when);
        headless_at(sign, when < UINT64_MAX / 2 ? when + 100000 : when);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static headless *sign;
    if (size == 0)
        return 0;
    if (!sign)
        sign = open_sign();
    headless_forget(sign, 0);
    if (read_log(sign, (const char *)data, size) < 0) {
        demand(headless_event_count(sign) == 0);
        return 0;
    }
    show(sign);
    size_t first_size, second_size;
    char *first = write_log(sign, &first_size);
    headless_forget(sign, 0);
    demand(read_log(sign, first, first_size) == 0);
    char *second = write_log(sign, &second_size);
    demand(first_size == second_size && memcmp(first, second, first_size) == 0);
    free(first);
    free(second);
    return 0;
}
