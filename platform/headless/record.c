/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const button_names[] = {"pause", "next", "back", "cancel"};
static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* ---- Local time ------------------------------------------------------------------------------ */

/* Days since 1970-01-01 in the Gregorian calendar. Years are counted from March here, so that the
 * leap day is a year's last. */
static int64_t days_of(int64_t year, int month, int day) {
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int month_days(int year, int month) {
    return (int)(days_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
                 days_of(year, month, 1));
}

bool headless_parse_time(const char *text, int64_t *seconds) {
    int year, month, day, hour = 0, minute = 0, second = 0, end = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3)
        return false;
    if (text[end] == ' ' || text[end] == 'T') {
        const char *clock = text + end + 1;
        if (sscanf(clock, "%2d:%2d%n", &hour, &minute, &end) != 2)
            return false;
        text = clock;
        if (text[end] == ':') {
            clock = text + end + 1;
            if (sscanf(clock, "%2d%n", &second, &end) != 1)
                return false;
            text = clock;
        }
    }
    if (text[end] != '\0')
        return false;
    if (month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    *seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    return true;
}

static void write_time(int64_t seconds, FILE *out) {
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);
    int of_day = (int)(seconds - days * 86400);
    int64_t year = 1970 + days / 366;
    while (days_of(year + 1, 1, 1) <= days)
        year++;
    while (days_of(year, 1, 1) > days)
        year--;
    int month = 1;
    while (month < 12 && days_of(year, month + 1, 1) <= days)
        month++;
    fprintf(out, "%04" PRId64 "-%02d-%02d %02d:%02d:%02d", year, month,
            (int)(days - days_of(year, month, 1)) + 1, of_day / 3600, of_day / 60 % 60,
            of_day % 60);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void write_text(const uint8_t *text, size_t size, FILE *out) {
    for (size_t i = 0; i < size; i++) {
        switch (text[i]) {
        case '\n':
            fputs("\\n", out);
            break;
        case '\r':
            fputs("\\r", out);
            break;
        case '\0':
            fputs("\\0", out);
            break;
        case '\\':
            fputs("\\\\", out);
            break;
        default:
            fputc(text[i], out);
        }
    }
}

static void write_base64(const uint8_t *bytes, size_t size, FILE *out) {
    for (size_t i = 0; i < size; i += 3) {
        uint32_t three = (uint32_t)bytes[i] << 16;
        three |= i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0;
        three |= i + 2 < size ? bytes[i + 2] : 0u;
        fputc(base64_digits[three >> 18], out);
        fputc(base64_digits[three >> 12 & 63], out);
        fputc(i + 1 < size ? base64_digits[three >> 6 & 63] : '=', out);
        fputc(i + 2 < size ? base64_digits[three & 63] : '=', out);
    }
}

static void write_event(const moto_event *event, FILE *out) {
    switch (event->kind) {
    case MOTO_EVENT_CLOCK:
        fputs("clock ", out);
        write_time(event->clock, out);
        break;
    case MOTO_EVENT_VALUE:
        fprintf(out, "value %u ", event->value.index);
        write_text((const uint8_t *)event->value.text, event->value.size, out);
        break;
    case MOTO_EVENT_ALERT:
        fprintf(out, "alert zone=%u priority=%u flags=%u ink=%u lifetime=%" PRIu32 " ",
                event->alert.zone, event->alert.priority, event->alert.flags, event->alert.ink,
                event->alert.lifetime_ms);
        if (!event->alert.text) {
            fprintf(out, "line=%u", event->alert.line);
            break;
        }
        fputs("text=", out);
        write_text(event->alert.text, event->alert.size, out);
        break;
    case MOTO_EVENT_BUTTON:
        fprintf(out, "button %s", button_names[event->button]);
        break;
    case MOTO_EVENT_RATE:
        fprintf(out, "rate %" PRIu32 "/%" PRIu32, event->rate.num, event->rate.den);
        break;
    case MOTO_EVENT_ROM:
        fprintf(out, "rom %s ", event->rom.after_line ? "after-line" : "at-once");
        write_base64(event->rom.rom->bytes, event->rom.rom->size, out);
        break;
    }
}

/* The ROM with which the sign began. */
static uint32_t first_rom_crc(const headless *sign) {
    const moto_rom *rom = headless_first_rom(sign);
    return moto_crc32(0, rom->bytes, rom->size);
}

int headless_record(const headless *sign, FILE *out) {
    fprintf(out, "# Motograph inputs, ROM %08" PRIx32 "\n", first_rom_crc(sign));
    for (size_t i = 0; i < headless_event_count(sign); i++) {
        uint64_t when;
        const moto_event *event = headless_event_at(sign, i, &when);
        fprintf(out, "%" PRIu64 " ", when);
        write_event(event, out);
        fputc('\n', out);
    }
    return fflush(out) || ferror(out) ? -1 : 0;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* Undoes write_text in place; gives the size. */
static size_t read_text(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from != '\\' || !from[1]) {
            *to++ = *from;
            continue;
        }
        from++;
        if (*from == 'n')
            *to++ = '\n';
        else if (*from == 'r')
            *to++ = '\r';
        else if (*from == '0')
            *to++ = '\0';
        else
            *to++ = *from;
    }
    return (size_t)(to - text);
}

/* Decodes in place; false for anything but base64. */
static bool read_base64(char *text, size_t *size) {
    size_t length = strlen(text);
    uint8_t *to = (uint8_t *)text;
    *size = 0;
    if (length % 4)
        return false;
    for (size_t i = 0; i < length; i++) {
        const char *digit = strchr(base64_digits, text[i]);
        bool padding = text[i] == '=' && i + 2 >= length;
        if (!digit && !padding)
            return false;
    }
    for (size_t i = 0; i < length; i += 4) {
        uint32_t three = 0;
        size_t given = 0;
        for (size_t j = 0; j < 4; j++) {
            const char *digit = strchr(base64_digits, text[i + j]);
            given += digit != NULL;
            three = three << 6 | (digit ? (uint32_t)(digit - base64_digits) : 0);
        }
        for (size_t j = 0; j + 1 < given; j++)
            to[(*size)++] = (uint8_t)(three >> (16 - 8 * j));
    }
    return true;
}

/* The fields behind the word `alert`; gives an error of moto_ticker_event or 1 for bad words. */
static int replay_alert(headless *sign, uint64_t when, char *rest) {
    moto_event event = {.kind = MOTO_EVENT_ALERT};
    unsigned zone, priority, flags, ink;
    int end = 0;
    if (sscanf(rest, "zone=%u priority=%u flags=%u ink=%u lifetime=%" SCNu32 " %n", &zone,
               &priority, &flags, &ink, &event.alert.lifetime_ms, &end) != 5 ||
        end == 0)
        return 1;
    if (zone > 255 || priority > 255 || flags > 255 || ink > 255)
        return 1;
    event.alert.zone = (uint8_t)zone;
    event.alert.priority = (uint8_t)priority;
    event.alert.flags = (uint8_t)flags;
    event.alert.ink = (uint8_t)ink;
    event.alert.line = MOTO_NONE;
    if (!strncmp(rest + end, "text=", 5)) {
        char *text = rest + end + 5;
        event.alert.size = (uint32_t)read_text(text);
        event.alert.text = (const uint8_t *)text;
    } else if (sscanf(rest + end, "line=%" SCNu16, &event.alert.line) != 1) {
        return 1;
    }
    return headless_event(sign, when, &event);
}

static int replay_value(headless *sign, uint64_t when, char *rest) {
    moto_event event = {.kind = MOTO_EVENT_VALUE};
    unsigned index;
    int end = 0;
    if (sscanf(rest, "%u%n", &index, &end) != 1 || rest[end] != ' ' || index >= MOTO_VALUES_MAX)
        return 1;
    size_t size = read_text(rest + end + 1);
    if (size > MOTO_VALUE_BYTES)
        return 1;
    event.value.index = (uint8_t)index;
    event.value.size = (uint8_t)size;
    memcpy(event.value.text, rest + end + 1, size);
    return headless_event(sign, when, &event);
}

static int replay_button(headless *sign, uint64_t when, const char *rest) {
    for (size_t i = 0; i < sizeof button_names / sizeof *button_names; i++) {
        if (!strcmp(rest, button_names[i]))
            return headless_button(sign, when, (moto_button)i);
    }
    return 1;
}

static int replay_rom(headless *sign, uint64_t when, char *rest) {
    bool after_line = !strncmp(rest, "after-line ", 11);
    if (!after_line && strncmp(rest, "at-once ", 8) != 0)
        return 1;
    char *digits = strchr(rest, ' ') + 1;
    size_t size;
    if (!read_base64(digits, &size))
        return 1;
    return headless_load(sign, when, (const uint8_t *)digits, size, after_line);
}

/* One line without its end: 0, an error of moto_ticker_event, or 1 for bad words. */
static int replay_line(headless *sign, char *line) {
    uint64_t when;
    char kind[8];
    int end = 0;
    if (sscanf(line, "%" SCNu64 " %7s%n", &when, kind, &end) != 2)
        return 1;
    char *rest = line + end + (line[end] == ' ');
    if (!strcmp(kind, "alert"))
        return replay_alert(sign, when, rest);
    if (!strcmp(kind, "value"))
        return replay_value(sign, when, rest);
    if (!strcmp(kind, "button"))
        return replay_button(sign, when, rest);
    if (!strcmp(kind, "rom"))
        return replay_rom(sign, when, rest);
    if (!strcmp(kind, "clock")) {
        int64_t seconds;
        return headless_parse_time(rest, &seconds) ? headless_clock(sign, when, rest) : 1;
    }
    uint32_t num, den;
    if (!strcmp(kind, "rate") && sscanf(rest, "%" SCNu32 "/%" SCNu32, &num, &den) == 2)
        return headless_rate(sign, when, num, den);
    return 1;
}

/* Reads a line of any length without its end; null at the end of the stream. */
static char *read_line(FILE *in, char **line, size_t *room) {
    size_t size = 0;
    for (;;) {
        int c = fgetc(in);
        if (c == EOF && size == 0)
            return NULL;
        if (size + 1 >= *room) {
            size_t wanted = *room ? *room * 2 : 256;
            char *grown = realloc(*line, wanted);
            if (!grown)
                return NULL;
            *line = grown;
            *room = wanted;
        }
        if (c == EOF || c == '\n')
            break;
        (*line)[size++] = (char)c;
    }
    if (size && (*line)[size - 1] == '\r')
        size--;
    (*line)[size] = '\0';
    return *line;
}

int headless_replay(headless *sign, FILE *in, const char *name, char *message,
                    size_t message_size) {
    char *line = NULL;
    size_t room = 0;
    int result = 0;
    uint64_t mark = headless_log_mark(sign);
    for (int number = 1; read_line(in, &line, &room); number++) {
        uint32_t crc;
        if (sscanf(line, "# Motograph inputs, ROM %" SCNx32, &crc) == 1 &&
            crc != first_rom_crc(sign))
            result = 1;
        if (line[0] == '#' || line[0] == '\0')
            continue;
        int error = replay_line(sign, line);
        if (error == 0)
            continue;
        headless_say(message, message_size, "%s:%d: %s", name, number,
                     error > 0 ? "not an input" : moto_error_text(error));
        headless_log_undo(sign, mark);
        result = error > 0 ? MOTO_ERR_FORMAT : error;
        break;
    }
    free(line);
    if (ferror(in)) {
        headless_say(message, message_size, "%s: cannot be read", name);
        headless_log_undo(sign, mark);
        result = MOTO_ERR_FORMAT;
    }
    return result;
}
