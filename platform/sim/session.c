/* SPDX-License-Identifier: MIT */
#include "session.h"

#include "look.h"
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEEK_US = 2000000,
    STEP_US = 16667,
    EXPOSURE_US = 16667,
    BRIGHTNESS_STEP = 10,
    RATE_MAX = 16
};

/* A look and the panel that one buys for it; the first of a name counts, the first of all is the
 * default. */
static const struct {
    const char *look, *panel;
} pairs[] = {
    {"hub75-p4", "hub75"},   {"hub75-p2.5", "hub75"},      {"p10-red", "hub75"},
    {"max7219", "max7219"},  {"max7219-green", "max7219"}, {"oled", "ssd0323"},
    {"oled", "ssd1306"},     {"oled", "ssd0303"},          {"flip-dot", "flipdot"},
    {"bulbs-1928", "bulbs"}, {"hub75-p4", "ws2812"},
};
enum {
    PAIRS = sizeof pairs / sizeof *pairs
};

void session_say(session *s, bool bad, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(s->notice, sizeof s->notice, format, arguments);
    va_end(arguments);
    s->notice_is_bad = bad;
    s->notices++;
}

/* ---- Opening --------------------------------------------------------------------------------- */

static const char *panel_kind_for(const char *look) {
    for (int i = 0; look && i < PAIRS; i++) {
        if (!strcmp(pairs[i].look, look))
            return pairs[i].panel;
    }
    return pairs[0].panel;
}

static const char *look_for(const char *kind) {
    for (int i = 0; i < PAIRS; i++) {
        if (!strcmp(pairs[i].panel, kind))
            return pairs[i].look;
    }
    return pairs[0].look;
}

/* KIND[:WIDTHxHEIGHT][:OPTIONS]; a size of 0 when it names none. */
static void size_of_specification(const char *specification, int *width, int *height) {
    const char *rest = strchr(specification, ':');
    *width = *height = 0;
    if (rest && sscanf(rest, ":%dx%d", width, height) != 2)
        *width = *height = 0;
}

/* The specification with the ROM's size, when it names none. A HUB75 panel is refreshed as often as
 * the ROM was made for, so that its crisp speeds are crisp here. */
static void complete_specification(const session *s, const moto_rom *rom, char *out, size_t size) {
    const char *wanted = s->options.panel;
    if (!wanted)
        wanted = panel_kind_for(s->options.look);
    int width, height;
    size_of_specification(wanted, &width, &height);
    int kind = (int)strcspn(wanted, ":");
    char refresh[32] = "";
    if (!strncmp(wanted, "hub75", 5) && !strstr(wanted, "refresh=") && rom->refresh_den == 1)
        snprintf(refresh, sizeof refresh, "%crefresh=%u", strchr(wanted, '=') ? ',' : ':',
                 rom->refresh_num);
    if (width)
        snprintf(out, size, "%s%s", wanted, refresh);
    else
        snprintf(out, size, "%.*s:%ux%u%s%s", kind, wanted, rom->width, rom->height, wanted + kind,
                 refresh);
}

/* A sign, its panel and its light for a ROM; what of it was opened is to be closed either way. */
static bool open_sign(session *s, const char *name, const uint8_t *rom, size_t size, char *message,
                      size_t message_size) {
    headless_options options = {0};
    char reason[SESSION_MESSAGE / 2];
    options.models = text_models_list(s->models, &options.model_count);
    s->sign = headless_open(rom, size, &options, reason, sizeof reason);
    if (!s->sign) {
        snprintf(message, message_size, "%s: %s", name, reason);
        return false;
    }
    char specification[300];
    complete_specification(s, headless_rom(s->sign), specification, sizeof specification);
    s->panel = panel_open(specification, reason, sizeof reason);
    if (!s->panel) {
        snprintf(message, message_size, "panel %s: %s", specification, reason);
        return false;
    }
    const panel_info *about = panel_about(s->panel);
    if (about->width != headless_width(s->sign) || about->height != headless_height(s->sign)) {
        snprintf(message, message_size, "%s: made for a panel of %dx%d LEDs, not of %dx%d", name,
                 headless_width(s->sign), headless_height(s->sign), about->width, about->height);
        return false;
    }
    s->light = light_make(about->width, about->height);
    if (!s->light.leds)
        snprintf(message, message_size, "out of memory");
    return s->light.leds != NULL;
}

static void close_sign(session *s) {
    headless_close(s->sign);
    panel_close(s->panel);
    light_free(&s->light);
    timeline_free(&s->timeline);
}

/* The local time at the time of the session, when the log has set a clock. */
static bool local_time(const session *s, int64_t *seconds) {
    bool known = false;
    for (size_t i = 0; i < headless_event_count(s->sign); i++) {
        uint64_t when;
        const moto_event *event = headless_event_at(s->sign, i, &when);
        if (event->kind != MOTO_EVENT_CLOCK || when > s->time)
            continue;
        *seconds = event->clock + (int64_t)((s->time - when) / SESSION_TICK);
        known = true;
    }
    return known;
}

static moto_status status_at(session *s, uint64_t time) {
    moto_status status;
    moto_ticker_status(headless_at(s->sign, time), s->zone, &status);
    return status;
}

static moto_status status_now(session *s) {
    return status_at(s, s->time);
}

static void remake_timeline(session *s) {
    int64_t clock;
    bool known = local_time(s, &clock);
    headless_at(s->sign, s->time);
    const moto_rom *rom = headless_rom(s->sign);
    timeline_free(&s->timeline);
    s->zone = timeline_zone(rom);
    s->timeline = timeline_make(rom, s->zone, known ? &clock : NULL);
    s->timeline_rom = rom;
    s->timeline_loop = status_now(s).loop;
}

/* What is as the options say at the beginning of virtual time. */
static void begin(session *s) {
    s->time = 0;
    s->rate_num = s->rate_den = 1;
    s->look = s->options.look ? s->options.look : look_for(panel_about(s->panel)->kind);
    s->generation++;
    panel_brightness(s->panel, s->brightness);
    if (s->options.clock)
        headless_clock(s->sign, 0, s->options.clock);
    remake_timeline(s);
}

static void tell_of_model(session *s, const char *name) {
    const moto_rom *rom = headless_rom(s->sign);
    if (rom->model_missing)
        session_say(s, true, "%s: its text model \"%.*s\" is not built in: --model FILE", name,
                    (int)rom->model_name_bytes, (const char *)rom->model_name);
}

static bool replay(session *s, char *message, size_t message_size) {
    const char *path = s->options.replay;
    FILE *in = fopen(path, "r");
    if (!in) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
        return false;
    }
    int result = headless_replay(s->sign, in, path, message, message_size);
    fclose(in);
    if (result == 1)
        session_say(s, true, "%s: recorded with another ROM", path);
    return result >= 0;
}

static void set_speed(session *s, uint64_t num, uint64_t den);

bool session_open(session *s, const session_options *options, char *message, size_t message_size) {
    *s = (session){.options = *options, .brightness = options->brightness};
    if (options->panel) {
        programme_options *building = &s->options.building;
        size_of_specification(options->panel, &building->width, &building->height);
    }
    programme made = {0};
    s->models = text_models_open(options->building.model, message, message_size);
    bool good = s->models &&
                programme_load(options->file, &s->options.building, &made, message, message_size) &&
                open_sign(s, options->file ? options->file : "built-in article", made.rom,
                          made.size, message, message_size);
    free(made.rom);
    if (good && made.note[0])
        session_say(s, false, "%s", made.note);
    if (good)
        begin(s);
    if (good)
        tell_of_model(s, options->file);
    if (good && options->speed_milli)
        set_speed(s, options->speed_milli, 1000);
    if (good && options->replay)
        good = replay(s, message, message_size);
    if (good && options->file) {
        s->file = strdup(options->file);
        watch_begin(&s->watch, options->file);
    }
    if (!good) {
        close_sign(s);
        text_models_close(s->models);
    }
    return good;
}

void session_close(session *s) {
    close_sign(s);
    text_models_close(s->models);
    free(s->file);
}

/* ---- Another file ---------------------------------------------------------------------------- */

/* The user's inputs make a new future. */
static void forget_future(session *s) {
    headless_forget(s->sign, s->time + 1);
}

/* Another size of panel: everything anew, from the beginning. */
static bool replace_sign(session *s, const char *name, const programme *made, char *message,
                         size_t message_size) {
    session fresh = *s;
    fresh.sign = NULL;
    fresh.panel = NULL;
    fresh.light = (light){0, 0, NULL};
    fresh.timeline = (timeline){NULL, 0, 0};
    if (!open_sign(&fresh, name, made->rom, made->size, message, message_size)) {
        close_sign(&fresh);
        return false;
    }
    close_sign(s);
    *s = fresh;
    begin(s);
    return true;
}

static bool show_programme(session *s, const char *name, const programme *made, char *message,
                           size_t message_size) {
    forget_future(s);
    int error = headless_load(s->sign, s->time, made->rom, made->size, false);
    if (error == MOTO_ERR_RANGE)
        return replace_sign(s, name, made, message, message_size);
    if (error)
        snprintf(message, message_size, "%s: %s", name, moto_error_text(error));
    else
        remake_timeline(s);
    return error == MOTO_OK;
}

bool session_load(session *s, const char *path) {
    char message[SESSION_MESSAGE];
    char *kept = path ? strdup(path) : NULL;
    if (path)
        watch_begin(&s->watch, path);
    programme made;
    const char *name = path ? path : "built-in article";
    bool good = programme_load(path, &s->options.building, &made, message, sizeof message);
    if (good) {
        good = show_programme(s, name, &made, message, sizeof message);
        free(made.rom);
    }
    if (!good) {
        session_say(s, true, "%s", message);
        free(kept);
        return false;
    }
    free(s->file);
    s->file = kept;
    session_say(s, false, "%s%s%s", name, made.note[0] ? ": " : "", made.note);
    headless_at(s->sign, s->time);
    tell_of_model(s, name);
    return true;
}

bool session_reload(session *s) {
    char *path = s->file ? strdup(s->file) : NULL;
    bool good = session_load(s, path);
    free(path);
    return good;
}

/* ---- Time ------------------------------------------------------------------------------------ */

static void look_at_file(session *s, uint64_t elapsed_us) {
    if (!s->options.watching || !s->file)
        return;
    s->since_look += elapsed_us;
    if (s->since_look < WATCH_EVERY_US)
        return;
    s->since_look = 0;
    if (watch_changed(&s->watch, s->file))
        session_reload(s);
}

void session_advance(session *s, uint64_t elapsed_us) {
    if (!s->paused)
        s->time += elapsed_us;
    look_at_file(s, elapsed_us);
}

void session_expose(session *s) {
    moto_source source = headless_source(s->sign);
    panel_show(s->panel, &source, s->time, EXPOSURE_US, &s->light);
}

void session_seek(session *s, int64_t delta_us) {
    if (delta_us < 0 && (uint64_t)-delta_us > s->time)
        s->time = 0;
    else
        s->time += (uint64_t)delta_us;
}

void session_seek_to(session *s, double position) {
    /* Between here and there may lie inputs that change the speed: a few steps get near enough. */
    for (int i = 0; i < 4; i++) {
        moto_status status = status_now(s);
        if (!status.loop)
            return;
        double wanted = position * (double)status.loop;
        double missing = wanted - (double)(status.elapsed % status.loop);
        if (missing < 1000 && missing > -1000)
            return;
        session_seek(s, (int64_t)(missing * s->rate_den / s->rate_num));
    }
}

bool session_position(session *s, uint64_t time, double *position) {
    moto_status status = status_at(s, time);
    if (!status.loop)
        return false;
    *position = (double)(status.elapsed % status.loop) / (double)status.loop;
    return true;
}

/* ---- Speed and brightness -------------------------------------------------------------------- */

static uint64_t divisor(uint64_t a, uint64_t b) {
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Pixels a second. */
static moto_speed own_speed(session *s) {
    moto_zone zone;
    headless_at(s->sign, s->time);
    moto_rom_zone(headless_rom(s->sign), s->zone, &zone);
    return zone.speed;
}

static void set_speed(session *s, uint64_t num, uint64_t den) {
    moto_speed own = own_speed(s);
    num *= own.den;
    den *= own.num;
    uint64_t common = divisor(num, den);
    num /= common;
    den /= common;
    while (num > UINT16_MAX || den > UINT16_MAX) {
        num = (num + 1) / 2;
        den = (den + 1) / 2;
    }
    if (num > den * RATE_MAX || den > num * RATE_MAX)
        return;
    forget_future(s);
    if (headless_rate(s->sign, s->time, (uint32_t)num, (uint32_t)den))
        return;
    s->rate_num = (uint32_t)num;
    s->rate_den = (uint32_t)den;
}

void session_faster(session *s, int direction, bool fine) {
    const moto_rom *rom = headless_rom(s->sign);
    moto_speed own = own_speed(s);
    uint64_t num = (uint64_t)own.num * s->rate_num;
    uint64_t den = (uint64_t)own.den * s->rate_den;
    if (fine) {
        set_speed(s, num * (direction > 0 ? 21 : 20), den * (direction > 0 ? 20 : 21));
        return;
    }
    /* Refreshes a pixel, when slow, or pixels a refresh, when fast, to the next whole number. */
    uint64_t refresh = (uint64_t)rom->refresh_num * den;
    uint64_t pixels = num * rom->refresh_den;
    if (direction > 0 ? pixels >= refresh : pixels > refresh) {
        uint64_t steps = direction > 0 ? pixels / refresh + 1 : (pixels - 1) / refresh;
        set_speed(s, rom->refresh_num * steps, rom->refresh_den);
    } else {
        uint64_t steps = direction > 0 ? (refresh - 1) / pixels : refresh / pixels + 1;
        set_speed(s, rom->refresh_num, rom->refresh_den * steps);
    }
}

void session_brighter(session *s, int percent) {
    int wanted = s->brightness + percent;
    s->brightness = wanted < 1 ? 1 : wanted > 100 ? 100 : wanted;
    panel_brightness(s->panel, s->brightness);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static void press(session *s, moto_button button) {
    forget_future(s);
    headless_button(s->sign, s->time, button);
}

static void next_look(session *s) {
    s->look = look_name((look_find(s->look) + 1) % look_count());
    s->generation++;
}

static void change_brightness(session *s, int direction) {
    int step = BRIGHTNESS_STEP;
    if (direction < 0 && s->brightness <= BRIGHTNESS_STEP)
        step = s->brightness / 2;
    else if (direction > 0 && s->brightness < BRIGHTNESS_STEP)
        step = s->brightness;
    session_brighter(s, direction * step);
}

bool session_command(session *s, command wish) {
    switch (wish) {
    case COMMAND_PAUSE:
        s->paused = !s->paused;
        return true;
    case COMMAND_BACKWARD:
        session_seek(s, -SEEK_US);
        return true;
    case COMMAND_FORWARD:
        session_seek(s, SEEK_US);
        return true;
    case COMMAND_STEP_BACKWARD:
        s->paused = true;
        session_seek(s, -STEP_US);
        return true;
    case COMMAND_STEP_FORWARD:
        s->paused = true;
        session_seek(s, STEP_US);
        return true;
    case COMMAND_BEGINNING:
        s->time = 0;
        return true;
    case COMMAND_FASTER:
    case COMMAND_SLOWER:
        session_faster(s, wish == COMMAND_FASTER ? 1 : -1, false);
        return true;
    case COMMAND_FASTER_FINE:
    case COMMAND_SLOWER_FINE:
        session_faster(s, wish == COMMAND_FASTER_FINE ? 1 : -1, true);
        return true;
    case COMMAND_BRIGHTER:
    case COMMAND_DIMMER:
        change_brightness(s, wish == COMMAND_BRIGHTER ? 1 : -1);
        return true;
    case COMMAND_NEXT:
        press(s, MOTO_BUTTON_NEXT);
        return true;
    case COMMAND_BACK:
        press(s, MOTO_BUTTON_BACK);
        return true;
    case COMMAND_CANCEL:
        press(s, MOTO_BUTTON_CANCEL);
        return true;
    case COMMAND_ALERT:
        s->typing = true;
        s->typed[0] = '\0';
        return true;
    case COMMAND_RELOAD:
        session_reload(s);
        return true;
    case COMMAND_LOOK:
        next_look(s);
        return true;
    case COMMAND_HELP:
        s->wants_help = !s->wants_help;
        return true;
    case COMMAND_QUIT:
        s->wants_quit = true;
        return true;
    default:
        return false;
    }
}

void session_type(session *s, const char *utf8) {
    size_t have = strlen(s->typed);
    size_t more = strlen(utf8);
    if (have + more <= SESSION_ALERT_BYTES)
        memcpy(s->typed + have, utf8, more + 1);
}

void session_type_erase(session *s) {
    size_t size = strlen(s->typed);
    while (size && (s->typed[size - 1] & 0xC0) == 0x80)
        size--;
    if (size)
        s->typed[size - 1] = '\0';
}

void session_type_end(session *s, bool send) {
    s->typing = false;
    if (!send || !s->typed[0])
        return;
    forget_future(s);
    int error = headless_alert(s->sign, s->time, s->typed);
    if (error)
        session_say(s, true, "alert: %s", moto_error_text(error));
    else
        session_say(s, false, "alert sent");
}

/* ---- Telling --------------------------------------------------------------------------------- */

static const char *kind_name(const moto_status *status) {
    static const char *const names[MOTO_KINDS] = {"headline", "agenda", "topics",
                                                  "point",    "alert",  "furniture"};
    if (status->idle)
        return "idle";
    if (status->alert)
        return "alert";
    return status->kind < MOTO_KINDS ? names[status->kind] : "";
}

static bool is_crisp(const moto_rom *rom, moto_speed speed) {
    uint64_t pixels = (uint64_t)speed.num * rom->refresh_den;
    uint64_t refresh = (uint64_t)speed.den * rom->refresh_num;
    if (pixels == 0)
        return true;
    return pixels % refresh == 0 || refresh % pixels == 0;
}

void session_status_now(session *s, session_status *status) {
    *status = (session_status){.sign = status_now(s)};
    const moto_rom *rom = headless_rom(s->sign);
    const moto_status *sign = &status->sign;
    if (rom != s->timeline_rom || (sign->loop && sign->loop != s->timeline_loop))
        remake_timeline(s);
    status->kind = kind_name(sign);
    status->speed_milli =
        sign->speed.den ? (uint32_t)((uint64_t)sign->speed.num * 1000 / sign->speed.den) : 0;
    status->crisp = sign->speed.den == 0 || is_crisp(rom, sign->speed);
    status->rom_bytes = rom->size;
    status->lines = (uint32_t)s->timeline.count;
    if (!sign->loop)
        return;
    uint64_t place = sign->elapsed % sign->loop;
    status->position = (double)place / (double)sign->loop;
    const timeline_segment *segment = timeline_at(&s->timeline, place);
    if (segment)
        status->line = (uint32_t)(segment - s->timeline.segments) + 1;
}

static bool write_record(FILE *out, void *self) {
    return headless_record(self, out) == 0;
}

bool session_record(const session *s, const char *path, char *message, size_t message_size) {
    return output_write(path, write_record, s->sign, message, message_size);
}
