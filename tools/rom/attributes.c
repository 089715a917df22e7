/* SPDX-License-Identifier: MIT */
#include "attributes.h"

#include "civil.h"

#include <string.h>

/* ---- items ---- */

static bool blank(char c) {
    return c == ' ' || c == '\t';
}

static void trim(const char **text, size_t *length) {
    while (*length > 0 && blank(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && blank((*text)[*length - 1]))
        (*length)--;
}

/* The comma that ends an item, or the list's end; null when a quote stays open. */
static const char *item_end(const char *at, const char *end) {
    bool quoted = false;
    for (; at < end; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (*at == ',' && !quoted)
            break;
    }
    return quoted ? NULL : at;
}

/* A quote may only open and close a whole value. */
static int unquote(attribute_item *item) {
    if (!memchr(item->value, '"', item->value_length))
        return 0;
    if (item->value_length < 2 || item->value[0] != '"')
        return -1;
    if (memchr(item->value + 1, '"', item->value_length - 1) !=
        item->value + item->value_length - 1)
        return -1;
    item->value++;
    item->value_length -= 2;
    return 0;
}

int attribute_next(const char **at, const char *end, attribute_item *out) {
    if (!*at)
        return 0;
    const char *begin = *at, *stop = item_end(begin, end);
    if (!stop)
        return -1;
    *at = stop < end ? stop + 1 : NULL;
    *out = (attribute_item){.whole = begin, .whole_length = (size_t)(stop - begin)};
    trim(&out->whole, &out->whole_length);
    const char *equals = memchr(out->whole, '=', out->whole_length);
    out->key = out->value = out->whole;
    out->value_length = out->whole_length;
    if (!equals)
        return memchr(out->whole, '"', out->whole_length) ? -1 : 1;
    out->key_length = (size_t)(equals - out->whole);
    out->value = equals + 1;
    out->value_length = out->whole_length - out->key_length - 1;
    trim(&out->key, &out->key_length);
    trim(&out->value, &out->value_length);
    return unquote(out) ? -1 : 1;
}

/* ---- values: each reader returns 0, or -1 when the value is wrong ---- */

typedef struct slice {
    const char *text;
    size_t length;
} slice;

static bool slice_is(slice s, const char *word) {
    return s.length == strlen(word) && memcmp(s.text, word, s.length) == 0;
}

/* The part before a character, which it removes from `rest`; all of it when there is none. */
static slice cut_at(slice *rest, char mark) {
    const char *found = memchr(rest->text, mark, rest->length);
    size_t length = found ? (size_t)(found - rest->text) : rest->length;
    slice part = {rest->text, length};
    size_t used = found ? length + 1 : length;
    rest->text += used;
    rest->length -= used;
    return part;
}

static int find_word(slice s, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (slice_is(s, words[i]))
            return (int)i;
    return -1;
}

#define FIND(value, words) find_word(value, words, sizeof(words) / sizeof *(words))

/* Decimal digits only, at most `max`. */
static int read_number(slice s, uint32_t max, uint32_t *out) {
    uint64_t value = 0;
    if (s.length == 0)
        return -1;
    for (size_t i = 0; i < s.length; i++) {
        if (s.text[i] < '0' || s.text[i] > '9')
            return -1;
        value = value * 10 + (uint64_t)(s.text[i] - '0');
        if (value > max)
            return -1;
    }
    *out = (uint32_t)value;
    return 0;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static int read_hex_ink(slice s, uint32_t *ink) {
    uint32_t value = 0;
    if (s.length != 3 && s.length != 6)
        return -1;
    for (size_t i = 0; i < s.length; i++) {
        int digit = hex_digit(s.text[i]);
        if (digit < 0)
            return -1;
        /* #rgb means #rrggbb */
        value = s.length == 3 ? value << 8 | (uint32_t)(digit * 17) : value << 4 | (uint32_t)digit;
    }
    *ink = value;
    return 0;
}

static int read_ink(slice value, attributes *out) {
    static const char *const names[] = {"red",  "amber", "orange",  "yellow", "green",
                                        "cyan", "blue",  "magenta", "pink",   "white"};
    static const uint32_t inks[] = {0xFF0000, 0xFFB000, 0xFF6000, 0xFFFF00, 0x00FF00,
                                    0x00FFFF, 0x0000FF, 0xFF00FF, 0xFF60A0, 0xFFFFFF};
    if (value.length > 0 && value.text[0] == '#')
        return read_hex_ink((slice){value.text + 1, value.length - 1}, &out->ink);
    int found = FIND(value, names);
    if (found < 0)
        return -1;
    out->ink = inks[found];
    return 0;
}

static uint32_t common_divisor(uint32_t a, uint32_t b) {
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int read_speed(slice value, attributes *out) {
    uint32_t numerator = 0, denominator = 1;
    if (memchr(value.text, '/', value.length)) {
        slice over = cut_at(&value, '/');
        if (read_number(over, ATTRIBUTE_SPEED_MAX * ATTRIBUTE_DENOMINATOR_MAX, &numerator) != 0 ||
            read_number(value, ATTRIBUTE_DENOMINATOR_MAX, &denominator) != 0)
            return -1;
    } else {
        bool has_point = memchr(value.text, '.', value.length) != NULL;
        slice whole = cut_at(&value, '.');
        uint32_t fraction = 0;
        if (read_number(whole, ATTRIBUTE_SPEED_MAX, &numerator) != 0)
            return -1;
        if (has_point && (value.length > 3 || read_number(value, 999, &fraction) != 0))
            return -1;
        for (size_t i = 0; i < value.length; i++)
            denominator *= 10;
        numerator = numerator * denominator + fraction;
    }
    if (numerator == 0 || denominator == 0)
        return -1;
    if (numerator < denominator || numerator > (uint64_t)ATTRIBUTE_SPEED_MAX * denominator)
        return -1;
    uint32_t divisor = common_divisor(numerator, denominator);
    out->speed_numerator = numerator / divisor;
    out->speed_denominator = denominator / divisor;
    return 0;
}

static bool ends_with_plus(slice s) {
    return s.length > 0 && s.text[s.length - 1] == '+';
}

/* An effect that says its direction too takes the place of `direction`. */
static int read_effect_name(slice name, attributes *out) {
    static const char *const names[] = {"crawl",      "page",  "roll",    "wipe",
                                        "typewriter", "still", "roll-up", "roll-down"};
    int found = FIND(name, names);
    if (found < 0)
        return -1;
    if (found <= EFFECT_STILL) {
        out->effect = (attribute_effect)found;
        return 0;
    }
    if (out->given & ATTRIBUTE_DIRECTION)
        return -1;
    out->effect = EFFECT_ROLL;
    out->direction = found == EFFECT_STILL + 1 ? DIRECTION_UP : DIRECTION_DOWN;
    out->given |= ATTRIBUTE_DIRECTION;
    return 0;
}

static int read_effect(slice value, attributes *out) {
    bool named = false;
    if (ends_with_plus(value))
        return -1;
    out->effect = EFFECT_CRAWL;
    out->blink = out->invert = false;
    do {
        slice part = cut_at(&value, '+');
        bool *modifier = slice_is(part, "blink")    ? &out->blink
                         : slice_is(part, "invert") ? &out->invert
                                                    : NULL;
        if (modifier && !*modifier) {
            *modifier = true;
            continue;
        }
        if (modifier || named || read_effect_name(part, out) != 0)
            return -1;
        named = true;
    } while (value.length > 0);
    return 0;
}

static bool ends_with(slice s, const char *end) {
    size_t length = strlen(end);
    return s.length > length && memcmp(s.text + s.length - length, end, length) == 0;
}

static int read_hold(slice value, attributes *out) {
    if (ends_with(value, "ms")) {
        value.length -= 2;
        return read_number(value, ATTRIBUTE_HOLD_MAX, &out->hold_ms);
    }
    if (!ends_with(value, "s"))
        return -1;
    value.length -= 1;
    bool has_point = memchr(value.text, '.', value.length) != NULL;
    slice whole = cut_at(&value, '.');
    uint32_t seconds = 0, fraction = 0;
    if (read_number(whole, ATTRIBUTE_HOLD_MAX / 1000, &seconds) != 0)
        return -1;
    if (has_point && (value.length > 3 || read_number(value, 999, &fraction) != 0))
        return -1;
    for (size_t i = value.length; has_point && i < 3; i++)
        fraction *= 10;
    out->hold_ms = seconds * 1000 + fraction;
    return out->hold_ms > ATTRIBUTE_HOLD_MAX ? -1 : 0;
}

static int read_priority(slice value, attributes *out) {
    uint32_t number = 0;
    if (read_number(value, ATTRIBUTE_PRIORITY_MAX, &number) != 0)
        return -1;
    out->priority = (uint8_t)number;
    return 0;
}

static int read_direction(slice value, attributes *out) {
    static const char *const names[] = {"left", "right", "up", "down"};
    int found = FIND(value, names);
    if (found < 0)
        return -1;
    out->direction = (attribute_direction)found;
    return 0;
}

static bool name_character(char c) {
    if (c >= 'a' && c <= 'z')
        return true;
    if (c >= 'A' && c <= 'Z')
        return true;
    if (c >= '0' && c <= '9')
        return true;
    return c == '-' || c == '_';
}

static int read_zone(slice value, attributes *out) {
    if (value.length == 0 || value.length >= ATTRIBUTE_NAME_BYTES)
        return -1;
    for (size_t i = 0; i < value.length; i++)
        if (!name_character(value.text[i]))
            return -1;
    memcpy(out->zone, value.text, value.length);
    out->zone[value.length] = 0;
    return 0;
}

/* "2026-11-24T08:00", or a day alone, of which a beginning means its midnight and an end the next
 * one. */
static int read_time(slice value, bool is_end, int64_t *out) {
    char text[17] = "";
    civil_day day;
    int minutes = is_end ? 24 * 60 : 0;
    if (value.length != 10 && value.length != 16)
        return -1;
    memcpy(text, value.text, value.length);
    if (civil_read_day(text, &day) == 0)
        return -1;
    if (value.length == 16 && (text[10] != 'T' || civil_read_clock(text + 11, &minutes) == 0))
        return -1;
    *out = (int64_t)civil_day_number(day) * CIVIL_DAY_SECONDS + (int64_t)minutes * 60;
    return 0;
}

static int read_from(slice value, attributes *out) {
    return read_time(value, false, &out->from);
}

static int read_to(slice value, attributes *out) {
    return read_time(value, true, &out->to);
}

static int read_hours(slice value, attributes *out) {
    char text[12] = "";
    if (value.length != 11)
        return -1;
    memcpy(text, value.text, value.length);
    if (civil_read_clock(text, &out->hours_begin) == 0 || text[5] != '-' ||
        civil_read_clock(text + 6, &out->hours_end) == 0)
        return -1;
    if (out->hours_end == 0)
        out->hours_end = 24 * 60;
    return out->hours_begin == out->hours_end || out->hours_begin == 24 * 60 ? -1 : 0;
}

/* "Mon-Fri", "Sat", or several with + between them: "Mon-Wed+Sat". */
static int read_days(slice value, attributes *out) {
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    if (ends_with_plus(value))
        return -1;
    out->days = 0;
    do {
        slice range = cut_at(&value, '+');
        bool has_end = memchr(range.text, '-', range.length) != NULL;
        slice first = cut_at(&range, '-');
        int day = FIND(first, names), last = has_end ? FIND(range, names) : day;
        if (day < 0 || last < 0)
            return -1;
        for (;; day = (day + 1) % 7) {
            out->days = (uint8_t)(out->days | 1u << day);
            if (day == last)
                break;
        }
    } while (value.length > 0);
    return 0;
}

static int read_repeat(slice value, attributes *out) {
    uint32_t number = 0;
    if (read_number(value, ATTRIBUTE_REPEAT_MAX, &number) != 0 || number == 0)
        return -1;
    out->repeat = (uint8_t)number;
    return 0;
}

static int read_gap(slice value, attributes *out) {
    uint32_t number = 0;
    if (ends_with(value, "px"))
        value.length -= 2;
    if (read_number(value, ATTRIBUTE_GAP_MAX, &number) != 0)
        return -1;
    out->gap = (uint16_t)number;
    return 0;
}

static int read_align(slice value, attributes *out) {
    static const char *const names[] = {"left", "centre", "right", "center"};
    int found = FIND(value, names);
    if (found < 0)
        return -1;
    out->align = found == 3 ? ALIGN_CENTRE : (attribute_align)found;
    return 0;
}

/* ---- keys ---- */

typedef struct attribute_key {
    const char *name;
    unsigned bit;
    int (*read)(slice value, attributes *out);
    const char *expected;
} attribute_key;

static const attribute_key keys[] = {
    {"ink", ATTRIBUTE_INK, read_ink, "a colour name such as amber, or #rrggbb"},
    {"speed", ATTRIBUTE_SPEED, read_speed,
     "pixels a second from 1 to 2000, such as 60, 47.5 or 60/7"},
    {"effect", ATTRIBUTE_EFFECT, read_effect,
     "crawl, page, roll, roll-up, roll-down (without direction), wipe, typewriter or still, and "
     "+blink or +invert"},
    {"hold", ATTRIBUTE_HOLD, read_hold, "a time up to ten minutes, such as 2s, 1.5s or 500ms"},
    {"priority", ATTRIBUTE_PRIORITY, read_priority, "a number from 0 to 255"},
    {"direction", ATTRIBUTE_DIRECTION, read_direction, "left, right, up or down"},
    {"zone", ATTRIBUTE_ZONE, read_zone, "a zone's name or number"},
    {"from", ATTRIBUTE_FROM, read_from, "a day or time such as 2026-11-24T08:00"},
    {"to", ATTRIBUTE_TO, read_to, "a day or time such as 2026-11-24T08:00"},
    {"hours", ATTRIBUTE_HOURS, read_hours, "two different times such as 08:00-18:00"},
    {"days", ATTRIBUTE_DAYS, read_days, "weekdays such as Mon-Fri, Sat or Mon-Wed+Sun"},
    {"repeat", ATTRIBUTE_REPEAT, read_repeat, "a number from 1 to 255"},
    {"gap", ATTRIBUTE_GAP, read_gap, "pixels from 0 to 4096"},
    {"align", ATTRIBUTE_ALIGN, read_align, "left, centre or right"},
};

static const attribute_key *find_key(slice name, unsigned allowed) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if ((keys[i].bit & allowed) && slice_is(name, keys[i].name))
            return &keys[i];
    return NULL;
}

static void list_keys(unsigned allowed, char *out, size_t size) {
    size_t used = 0;
    out[0] = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length = strlen(keys[i].name);
        if (!(keys[i].bit & allowed) || used + length + 3 > size)
            continue;
        if (used > 0) {
            memcpy(out + used, ", ", 2);
            used += 2;
        }
        memcpy(out + used, keys[i].name, length + 1);
        used += length;
    }
}

int attribute_read(const attribute_item *item, unsigned allowed, attributes *out, const char *file,
                   int line, message *error) {
    const attribute_key *key = find_key((slice){item->key, item->key_length}, allowed);
    if (!key) {
        char expected[160];
        list_keys(allowed, expected, sizeof expected);
        return message_set(error, "%s:%d: unknown attribute \"%.*s\"; expected %s", file, line,
                           message_shown(item->whole, item->whole_length), item->whole, expected);
    }
    if (out->given & key->bit)
        return message_set(error, "%s:%d: %s is given twice", file, line, key->name);
    if (key->read((slice){item->value, item->value_length}, out) != 0)
        return message_set(error, "%s:%d: %s is \"%.*s\"; expected %s", file, line, key->name,
                           message_shown(item->value, item->value_length), item->value,
                           key->expected);
    out->given |= key->bit;
    unsigned both = ATTRIBUTE_FROM | ATTRIBUTE_TO;
    if ((out->given & both) == both && out->from >= out->to)
        return message_set(error, "%s:%d: from is not before to", file, line);
    return 0;
}

int attributes_read(const char *list, unsigned allowed, attributes *out, const char *file, int line,
                    message *error) {
    *out = (attributes){0};
    if (!list || !*list)
        return 0;
    const char *at = list, *end = list + strlen(list);
    attribute_item item;
    int got;
    while ((got = attribute_next(&at, end, &item)) > 0)
        if (attribute_read(&item, allowed, out, file, line, error) != 0)
            return -1;
    if (got < 0)
        return message_set(error, "%s:%d: a quote in the brackets is not closed", file, line);
    return 0;
}
