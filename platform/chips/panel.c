/* SPDX-License-Identifier: MIT */
#include "panel_kind.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH_MAX = 4096,
    HEIGHT_MAX = 256,
};

#define NANOSECONDS UINT64_C(1000000000)

static const panel_kind *const kinds[] = {
    &panel_kind_hub75,   &panel_kind_max7219, &panel_kind_ssd1306, &panel_kind_ssd0303,
    &panel_kind_ssd0323, &panel_kind_ws2812,  &panel_kind_flipdot, &panel_kind_bulbs,
};

void panel_say(const panel_options *options, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(options->message, options->message_size, format, arguments);
    va_end(arguments);
}

/* The option KEY=... in the list, or null; and its length with the comma before the next one. */
static char *find_option(panel_options *options, const char *key, size_t *length) {
    size_t key_length = strlen(key);
    for (char *at = options->text; *at; at += *length) {
        *length = strcspn(at, ",");
        if (at[*length] == ',')
            ++*length;
        if (strncmp(at, key, key_length) == 0 && at[key_length] == '=')
            return at;
    }
    return NULL;
}

bool panel_option(panel_options *options, const char *key, char *value, size_t size) {
    size_t length = 0;
    char *at = find_option(options, key, &length);
    if (!at)
        return false;
    const char *text = at + strlen(key) + 1;
    snprintf(value, size, "%.*s", (int)strcspn(text, ","), text);
    memmove(at, at + length, strlen(at + length) + 1);
    return true;
}

bool panel_option_number(panel_options *options, const char *key, int low, int high, int *number) {
    char value[32];
    if (!panel_option(options, key, value, sizeof value))
        return true;
    char *end = NULL;
    long wanted = strtol(value, &end, 10);
    if (end == value || *end != '\0' || wanted < low || wanted > high) {
        panel_say(options, "%s=%s: must be a number from %d to %d", key, value, low, high);
        return false;
    }
    *number = (int)wanted;
    return true;
}

bool panel_option_name(panel_options *options, const char *key, const char *const *names,
                       int *index) {
    char value[32];
    if (!panel_option(options, key, value, sizeof value))
        return true;
    char list[160] = "";
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], value) == 0) {
            *index = i;
            return true;
        }
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", names[i]);
    }
    panel_say(options, "%s=%s: must be one of %s", key, value, list);
    return false;
}

static const panel_kind *find_kind(const char *name, size_t length, const panel_options *options) {
    char list[160] = "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strlen(kinds[i]->name) == length && strncmp(kinds[i]->name, name, length) == 0)
            return kinds[i];
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", kinds[i]->name);
    }
    panel_say(options, "no panel is called '%.*s'; there are %s", (int)length, name, list);
    return NULL;
}

/* WIDTHxHEIGHT at the beginning of the text, if there is one; false when it is out of range. */
static bool read_size(const char **text, int *width, int *height, const panel_options *options) {
    int used = 0, wide = 0, high = 0;
    if (sscanf(*text, "%5dx%5d%n", &wide, &high, &used) != 2 || used == 0)
        return true;
    if (wide < 1 || wide > WIDTH_MAX || high < 1 || high > HEIGHT_MAX) {
        panel_say(options, "%.*s: a panel has 1x1 to %dx%d LEDs", used, *text, WIDTH_MAX,
                  HEIGHT_MAX);
        return false;
    }
    *width = wide;
    *height = high;
    *text += used;
    return true;
}

/* KIND[:WxH][:OPTIONS] -> its parts. */
static const panel_kind *read_specification(const char *text, int *width, int *height,
                                            panel_options *options) {
    size_t length = strcspn(text, ":");
    const panel_kind *kind = find_kind(text, length, options);
    if (!kind)
        return NULL;
    *width = kind->width;
    *height = kind->height;
    text += length;
    if (*text == ':')
        text++;
    if (!read_size(&text, width, height, options))
        return NULL;
    if (*text == ':')
        text++;
    if (strlen(text) >= sizeof options->text) {
        panel_say(options, "the panel has too many options");
        return NULL;
    }
    strcpy(options->text, text);
    return kind;
}

static bool read_camera(panel_camera *camera, panel_options *options) {
    *camera = (panel_camera){.shutter = 0, .slow = 1, .gain = 100};
    if (!panel_option_number(options, "shutter", 0, 1000000, &camera->shutter) ||
        !panel_option_number(options, "rolling", 0, 1000000, &camera->rolling) ||
        !panel_option_number(options, "slow", 1, 1000000, &camera->slow) ||
        !panel_option_number(options, "from", 0, 1000000000, &camera->from) ||
        !panel_option_number(options, "gain", 1, 10000, &camera->gain))
        return false;
    camera->used = camera->shutter > 0 || camera->rolling > 0 || camera->slow > 1;
    return true;
}

panel *panel_open(const char *specification, char *message, size_t message_size) {
    panel_options options = {.message = message, .message_size = message_size};
    int width = 0, height = 0, percent = 100;
    panel_camera camera;
    const panel_kind *kind = read_specification(specification, &width, &height, &options);
    if (!kind || !panel_option_number(&options, "brightness", 0, 100, &percent) ||
        !read_camera(&camera, &options))
        return NULL;
    panel *sign = kind->open(kind, width, height, &options);
    if (!sign)
        return NULL;
    if (options.text[0]) {
        panel_say(&options, "'%s' is no option of a %s panel", options.text, kind->name);
        panel_close(sign);
        return NULL;
    }
    sign->info.refresh_millihertz = sign->hertz * 1000;
    sign->camera = camera;
    panel_brightness(sign, percent);
    return sign;
}

static size_t lit_count(const panel *sign) {
    return (size_t)sign->info.width * (size_t)sign->info.height * (size_t)sign->channels;
}

void *panel_new(const panel_kind *kind, size_t size, int width, int height, int channels,
                const panel_options *options) {
    panel *sign = calloc(1, size);
    if (!sign) {
        panel_say(options, "out of memory");
        return NULL;
    }
    sign->kind = kind;
    sign->info.kind = kind->name;
    sign->info.width = width;
    sign->info.height = height;
    sign->channels = channels;
    sign->lit = calloc(lit_count(sign), sizeof *sign->lit);
    return sign->lit ? sign : panel_fail(sign, options, "out of memory");
}

panel *panel_fail(panel *sign, const panel_options *options, const char *message) {
    panel_say(options, "%s", message);
    panel_close(sign);
    return NULL;
}

void panel_close(panel *sign) {
    if (!sign)
        return;
    sign->kind->close(sign);
    free(sign->lit);
    free(sign);
}

const panel_info *panel_about(const panel *sign) {
    return &sign->info;
}

/* Nanoseconds of the sign's time; a picture lasts a nanosecond at least. */
static exposure photograph(const panel *sign, uint64_t from_us, uint64_t exposure_us) {
    const panel_camera *camera = &sign->camera;
    uint64_t slow = (uint64_t)camera->slow;
    uint64_t from = (uint64_t)camera->from * 1000000 + from_us * 1000 / slow;
    uint64_t length = exposure_us * 1000 / slow;
    if (camera->shutter > 0)
        length = (uint64_t)camera->shutter * 1000;
    return (exposure){.from = from,
                      .length = length ? length : 1,
                      .row_delay = (uint64_t)camera->rolling * 1000 / (unsigned)sign->info.height,
                      .gain = (uint32_t)camera->gain * 256 / 100};
}

void panel_show(panel *sign, const moto_source *source, uint64_t from_us, uint64_t exposure_us,
                light *out) {
    if (sign->camera.used) {
        exposure picture = photograph(sign, from_us, exposure_us);
        panel_expose(sign, source, &picture, out);
        return;
    }
    uint64_t first = panel_refresh_at(sign, from_us * 1000);
    uint64_t count = (exposure_us * sign->hertz + 500000) / 1000000;
    uint64_t begin = panel_refresh_begin(sign, first);
    uint64_t end = panel_refresh_begin(sign, first + (count ? count : 1));
    exposure window = {.from = begin, .length = end - begin, .eye = true, .gain = 256};
    panel_expose(sign, source, &window, out);
}

void panel_expose(panel *sign, const moto_source *source, const exposure *window, light *out) {
    const panel_kind *kind = sign->kind;
    uint64_t end = exposure_end(window, (uint32_t)sign->info.height);
    uint64_t index = panel_refresh_at(sign, window->from);
    uint64_t begin = panel_refresh_begin(sign, index);
    memset(sign->lit, 0, lit_count(sign) * sizeof *sign->lit);
    if (kind->begin)
        kind->begin(sign, window);
    while (begin < end) {
        uint64_t next = panel_refresh_begin(sign, ++index);
        panel_wire_begin(sign, begin);
        kind->refresh(sign, source, begin);
        sign->introduce = false;
        panel_wire_end(sign);
        if (kind->shine)
            kind->shine(sign, window, begin, next);
        begin = next;
    }
    kind->develop(sign, window, out);
}

void panel_brightness(panel *sign, int percent) {
    sign->kind->brightness(sign, percent < 0 ? 0 : percent > 100 ? 100 : percent);
}

void panel_compensate(panel *sign, bool on) {
    sign->compensated = on;
}

uint64_t panel_violations(const panel *sign) {
    return sign->violations->total;
}

const char *panel_violation(const panel *sign) {
    const violations *log = sign->violations;
    return log->total ? log->texts[log->first] : NULL;
}

void panel_watch(panel *sign, panel_watcher *change, void *self) {
    sign->watcher = change;
    sign->watcher_self = self;
    sign->told_until = 0;
    sign->introduce = change != NULL;
}

void panel_set_pins(panel *sign, uint32_t levels) {
    if (levels == sign->levels)
        return;
    sign->levels = levels;
    if (sign->telling)
        sign->watcher(sign->watcher_self, sign->now, levels);
}

void panel_wire_begin(panel *sign, uint64_t nanoseconds) {
    sign->now = nanoseconds;
    sign->telling = sign->watcher && nanoseconds >= sign->told_until;
    if (sign->introduce)
        sign->watcher(sign->watcher_self, nanoseconds, sign->levels);
}

void panel_wire_end(panel *sign) {
    if (sign->telling)
        sign->told_until = sign->now;
    sign->telling = false;
}

uint64_t panel_refresh_begin(const panel *sign, uint64_t index) {
    return index * NANOSECONDS / sign->hertz;
}

uint64_t panel_refresh_at(const panel *sign, uint64_t nanoseconds) {
    uint64_t seconds = nanoseconds / NANOSECONDS;
    uint64_t index = seconds * sign->hertz + nanoseconds % NANOSECONDS * sign->hertz / NANOSECONDS;
    while (panel_refresh_begin(sign, index + 1) <= nanoseconds)
        index++;
    return index;
}
