/* SPDX-License-Identifier: MIT */
#include "script.h"

#include "attributes.h"

#include <stdlib.h>
#include <string.h>

typedef struct slice {
    const char *text;
    size_t length;
} slice;

/* `word[list]: rest` */
typedef struct entry {
    slice word;
    slice list;
    slice rest;
    bool has_list;
} entry;

typedef struct reader {
    const char *name;
    int number;
    const char *begin; /* of the line in the file, blanks before it included */
    script *out;
    message *error;
    slice comment; /* of the line above; without text: none                                    */
    const char *wordings; /* comments between that one and the line to come, null: none         */
    bool below; /* the line above is a script line or one of its alternatives               */
} reader;

static const char expected_words[] = "title, headline, agenda, topics, point, alert, panel, zone, "
                                     "separator, every or idle";

/* ---- slices ---- */

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static slice trimmed(slice s) {
    while (s.length > 0 && blank(s.text[0])) {
        s.text++;
        s.length--;
    }
    while (s.length > 0 && blank(s.text[s.length - 1]))
        s.length--;
    return s;
}

static bool slice_is(slice s, const char *word) {
    return s.length == strlen(word) && memcmp(s.text, word, s.length) == 0;
}

static char *copy_slice(slice s) {
    char *copy = malloc(s.length + 1);
    if (!copy)
        return NULL;
    if (s.length > 0)
        memcpy(copy, s.text, s.length);
    copy[s.length] = 0;
    return copy;
}

static slice next_line(const char **at, const char *end) {
    const char *newline = memchr(*at, '\n', (size_t)(end - *at));
    slice line = {*at, (size_t)((newline ? newline : end) - *at)};
    *at = newline ? newline + 1 : end;
    return trimmed(line);
}

static int shown(slice s) {
    return message_shown(s.text, s.length);
}

/* ---- the form of a line ---- */

static bool word_character(char c) {
    if (c >= 'a' && c <= 'z')
        return true;
    if (c >= 'A' && c <= 'Z')
        return true;
    return c == '-' || c == '_';
}

/* The bracket that closes a list, outside quotes; null: none. */
static const char *find_bracket(const char *at, const char *end) {
    bool quoted = false;
    for (; at < end; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (*at == ']' && !quoted)
            return at;
    }
    return NULL;
}

typedef enum form {
    FORM_ENTRY,
    FORM_NO_WORD,
    FORM_OPEN_BRACKET,
    FORM_NO_COLON,
} form;

static form read_form(slice line, entry *out) {
    const char *at = line.text, *end = line.text + line.length;
    *out = (entry){.word = {at, 0}};
    while (at < end && word_character(*at))
        at++;
    out->word.length = (size_t)(at - line.text);
    out->list = (slice){at, 0};
    if (out->word.length == 0)
        return FORM_NO_WORD;
    if (at < end && *at == '[') {
        const char *close = find_bracket(at + 1, end);
        if (!close)
            return FORM_OPEN_BRACKET;
        out->has_list = true;
        out->list = trimmed((slice){at + 1, (size_t)(close - at - 1)});
        at = close + 1;
    }
    if (at == end || *at != ':')
        return FORM_NO_COLON;
    out->rest = trimmed((slice){at + 1, (size_t)(end - at - 1)});
    return FORM_ENTRY;
}

/* -1: not a kind */
static int find_kind(slice word) {
    for (int kind = SCRIPT_HEADLINE; kind <= SCRIPT_ALERT; kind++)
        if (slice_is(word, script_kind_name((script_kind)kind)))
            return kind;
    return -1;
}

/* ---- messages ---- */

static int wrong_form(reader *r, form f, slice line) {
    if (f == FORM_OPEN_BRACKET)
        return message_set(r->error, "%s:%d: expected ] after \"%.*s\"", r->name, r->number,
                           shown(line), line.text);
    return message_set(r->error, "%s:%d: expected \"kind: text\", found \"%.*s\"", r->name,
                       r->number, shown(line), line.text);
}

static int no_list(reader *r, const entry *e) {
    if (!e->has_list)
        return 0;
    return message_set(r->error, "%s:%d: %.*s takes no brackets", r->name, r->number,
                       shown(e->word), e->word.text);
}

static int no_memory(reader *r) {
    return message_no_memory(r->error, r->name);
}

/* ---- lists ---- */

/* Appends an item to a list, as it is written in files: with ", " between the items. */
static int append_item(char **list, const attribute_item *item) {
    size_t used = *list ? strlen(*list) : 0, comma = used ? 2 : 0;
    char *grown = realloc(*list, used + comma + item->whole_length + 1);
    if (!grown)
        return -1;
    *list = grown;
    memcpy(grown + used, ", ", comma);
    memcpy(grown + used + comma, item->whole, item->whole_length);
    grown[used + comma + item->whole_length] = 0;
    return 0;
}

static int bad_quote(reader *r) {
    return message_set(r->error,
                       "%s:%d: a quote in the brackets is not closed, or not around a "
                       "whole value",
                       r->name, r->number);
}

static int read_line_item(reader *r, script_line *line, const attribute_item *item, bool first,
                          attributes *parsed) {
    bool bare = item->key_length == 0 && item->whole_length > 0;
    if (bare && item->whole[0] == '=')
        bare = false;
    if (bare && first) {
        line->when = copy_slice((slice){item->whole, item->whole_length});
        return line->when ? 0 : no_memory(r);
    }
    if (attribute_read(item, ATTRIBUTES_OF_LINE, parsed, r->name, r->number, r->error) != 0)
        return -1;
    return append_item(&line->attributes, item) == 0 ? 0 : no_memory(r);
}

static int read_line_list(reader *r, script_line *line, slice list) {
    const char *at = list.length ? list.text : NULL, *end = list.text + list.length;
    attributes parsed = {0};
    attribute_item item;
    bool first = true;
    int got;
    while ((got = attribute_next(&at, end, &item)) > 0) {
        if (read_line_item(r, line, &item, first, &parsed) != 0)
            return -1;
        first = false;
    }
    return got < 0 ? bad_quote(r) : 0;
}

/* ---- lines ---- */

/* Of UTF-8 that is known to be valid. */
static int characters(const char *at, const char *end) {
    int count = 0;
    for (; at < end; at++)
        count += ((unsigned char)*at & 0xC0) != 0x80;
    return count;
}

/* The text of a comment that has the form of a line of this kind; empty: it has not. */
static slice wording_of(slice comment, script_kind kind) {
    entry e;
    slice text = trimmed((slice){comment.text + 1, comment.length - 1});
    bool worded = read_form(text, &e) == FORM_ENTRY && find_kind(e.word) == (int)kind;
    return worded ? e.rest : (slice){0};
}

static int add_wording(reader *r, script_line *line, slice text) {
    char *copy = copy_slice(text);
    int added = copy ? script_add_alternative(line, copy) : -1;
    free(copy);
    return added == 0 ? 0 : no_memory(r);
}

/* What an editor put a # before stands between the source and the line chosen instead. */
static int read_wordings_above(reader *r, script_line *line) {
    const char *at = r->wordings;
    while (at && at < r->begin) {
        slice text = wording_of(trimmed(next_line(&at, r->begin)), line->kind);
        if (text.length > 0 && add_wording(r, line, text) != 0)
            return -1;
    }
    return 0;
}

static int read_script_line(reader *r, script_kind kind, const entry *e) {
    if (e->rest.length == 0)
        return message_set(r->error, "%s:%d: %s has no text", r->name, r->number,
                           script_kind_name(kind));
    char *text = copy_slice(e->rest);
    script_line *line = text ? script_add(r->out, kind, NULL, text) : NULL;
    free(text);
    if (!line)
        return no_memory(r);
    line->number = r->number;
    line->column = characters(r->begin, e->rest.text) + 1;
    if (r->comment.length > 0 && !(line->source = copy_slice(r->comment)))
        return no_memory(r);
    if (read_wordings_above(r, line) != 0)
        return -1;
    return read_line_list(r, line, e->list);
}

/* ---- settings ---- */

static int read_string(reader *r, const entry *e, slice text, char **field) {
    if (no_list(r, e) != 0)
        return -1;
    if (*field)
        return message_set(r->error, "%s:%d: %.*s is given twice", r->name, r->number,
                           shown(e->word), e->word.text);
    if (text.length == 0)
        return message_set(r->error, "%s:%d: %.*s has no text", r->name, r->number, shown(e->word),
                           e->word.text);
    *field = copy_slice(text);
    return *field ? 0 : no_memory(r);
}

/* Only a separator has blanks at its ends, so only there do quotes around the whole mean nothing
 * but that. */
static slice without_quotes(slice s) {
    if (s.length >= 2 && s.text[0] == '"' && s.text[s.length - 1] == '"')
        return (slice){s.text + 1, s.length - 2};
    return s;
}

/* Digits at the beginning; -1: none, or over the limit. */
static int take_number(slice *s, int max) {
    int value = 0;
    size_t used = 0;
    while (used < s->length && s->text[used] >= '0' && s->text[used] <= '9') {
        value = value * 10 + (s->text[used++] - '0');
        if (value > max)
            return -1;
    }
    s->text += used;
    s->length -= used;
    return used > 0 ? value : -1;
}

static bool take_character(slice *s, char c) {
    if (s->length == 0 || s->text[0] != c)
        return false;
    s->text++;
    s->length--;
    return true;
}

static bool parse_panel(slice s, script *out) {
    out->panel_width = take_number(&s, SCRIPT_WIDTH_MAX);
    if (out->panel_width < 1 || !take_character(&s, 'x'))
        return false;
    out->panel_height = take_number(&s, SCRIPT_HEIGHT_MAX);
    if (out->panel_height < 1)
        return false;
    if (take_character(&s, '@')) {
        out->panel_refresh = take_number(&s, SCRIPT_REFRESH_MAX);
        if (out->panel_refresh < 1)
            return false;
    }
    return s.length == 0;
}

static int read_panel(reader *r, const entry *e) {
    if (no_list(r, e) != 0)
        return -1;
    if (r->out->panel_width > 0)
        return message_set(r->error, "%s:%d: panel is given twice", r->name, r->number);
    if (!parse_panel(e->rest, r->out))
        return message_set(r->error,
                           "%s:%d: panel is \"%.*s\"; expected WxH or WxH@REFRESH, such as 128x32 "
                           "or 192x32@120, up to %dx%d@%d",
                           r->name, r->number, shown(e->rest), e->rest.text, SCRIPT_WIDTH_MAX,
                           SCRIPT_HEIGHT_MAX, SCRIPT_REFRESH_MAX);
    return 0;
}

static int read_every(reader *r, const entry *e) {
    if (no_list(r, e) != 0)
        return -1;
    if (r->out->every > 0)
        return message_set(r->error, "%s:%d: every is given twice", r->name, r->number);
    slice rest = e->rest;
    int every = take_number(&rest, SCRIPT_EVERY_MAX);
    if (every < 1 || rest.length > 0)
        return message_set(r->error, "%s:%d: every is \"%.*s\"; expected a number from 1 to %d",
                           r->name, r->number, shown(e->rest), e->rest.text, SCRIPT_EVERY_MAX);
    r->out->every = every;
    return 0;
}

/* ---- zones ---- */

typedef struct zone_number {
    const char *key;
    int max;
    size_t field; /* offset in script_zone */
} zone_number;

static const zone_number zone_numbers[] = {
    {"x", SCRIPT_WIDTH_MAX, offsetof(script_zone, x)},
    {"y", SCRIPT_HEIGHT_MAX, offsetof(script_zone, y)},
    {"w", SCRIPT_WIDTH_MAX, offsetof(script_zone, width)},
    {"h", SCRIPT_ZONE_HEIGHT_MAX, offsetof(script_zone, height)},
    {"top", SCRIPT_ZONE_HEIGHT_MAX, offsetof(script_zone, top)},
};

static const zone_number *find_zone_number(slice key) {
    for (size_t i = 0; i < sizeof zone_numbers / sizeof *zone_numbers; i++)
        if (slice_is(key, zone_numbers[i].key))
            return &zone_numbers[i];
    return NULL;
}

static int *zone_field(script_zone *zone, const zone_number *number) {
    return (int *)(void *)((char *)zone + number->field);
}

/* A field of -1 has not been given. */
static int read_zone_number(reader *r, script_zone *zone, const zone_number *number, slice value) {
    int *field = zone_field(zone, number);
    if (*field >= 0)
        return message_set(r->error, "%s:%d: %s is given twice", r->name, r->number, number->key);
    slice rest = value;
    *field = take_number(&rest, number->max);
    if (*field < 0 || rest.length > 0)
        return message_set(r->error, "%s:%d: %s is \"%.*s\"; expected a number from 0 to %d",
                           r->name, r->number, number->key, shown(value), value.text, number->max);
    return 0;
}

/* A name has the form that `zone=` of a line can say. */
static int read_zone_name(reader *r, const attribute_item *item, char **name) {
    attribute_item as_zone = *item;
    as_zone.key = "zone";
    as_zone.key_length = 4;
    slice key = {item->key, item->key_length}, value = {item->value, item->value_length};
    if (*name)
        return message_set(r->error, "%s:%d: %.*s is given twice", r->name, r->number, shown(key),
                           key.text);
    message unused = {""};
    attributes parsed = {0};
    if (attribute_read(&as_zone, ATTRIBUTE_ZONE, &parsed, r->name, r->number, &unused) != 0)
        return message_set(r->error,
                           "%s:%d: %.*s is \"%.*s\"; expected up to %d letters, digits, - and _",
                           r->name, r->number, shown(key), key.text, shown(value), value.text,
                           ATTRIBUTE_NAME_BYTES - 1);
    return script_set_string(name, parsed.zone) == 0 ? 0 : no_memory(r);
}

static int read_font(reader *r, script_zone *zone, slice value) {
    if (zone->font || value.length == 0)
        return message_set(r->error, "%s:%d: expected one font", r->name, r->number);
    zone->font = copy_slice(value);
    return zone->font ? 0 : no_memory(r);
}

static int read_zone_look(reader *r, script_zone *zone, const attribute_item *item,
                          attributes *look) {
    message wrong = {""};
    if (attribute_read(item, ATTRIBUTES_OF_ZONE, look, r->name, r->number, &wrong) == 0)
        return append_item(&zone->attributes, item) == 0 ? 0 : no_memory(r);
    if (strstr(wrong.text, "unknown attribute"))
        return message_set(r->error, "%s, name, x, y, w, h, top, font, label or follows",
                           wrong.text);
    return message_set(r->error, "%s", wrong.text);
}

typedef struct zone_list {
    char *name;
    attributes look;
} zone_list;

static int read_zone_item(reader *r, script_zone *zone, const attribute_item *item,
                          zone_list *seen) {
    slice key = {item->key, item->key_length}, value = {item->value, item->value_length};
    const zone_number *number = find_zone_number(key);
    if (number)
        return read_zone_number(r, zone, number, value);
    if (slice_is(key, "name"))
        return read_zone_name(r, item, &seen->name);
    if (slice_is(key, "follows"))
        return read_zone_name(r, item, &zone->follows);
    if (slice_is(key, "font"))
        return read_font(r, zone, value);
    if (!slice_is((slice){item->whole, item->whole_length}, "label"))
        return read_zone_look(r, zone, item, &seen->look);
    zone->label = true;
    return 0;
}

/* The part before the next bar, which it takes off the text; whether there was a bar. */
static bool take_piece(slice *text, slice *piece) {
    const char *bar = text->length ? memchr(text->text, '|', text->length) : NULL;
    size_t length = bar ? (size_t)(bar - text->text) : text->length;
    *piece = trimmed((slice){text->text, length});
    size_t used = bar ? length + 1 : length;
    text->text += used;
    text->length -= used;
    return bar != NULL;
}

static int wrong_labels(reader *r) {
    return message_set(r->error,
                       "%s:%d: expected one text for the label, or %d with | between them, for "
                       "headline, agenda, topics, point and alert",
                       r->name, r->number, SCRIPT_KINDS);
}

/* "NEWS", or one for each kind: "NEWS | TODAY | TOPICS | | ALERT". */
static int read_labels(reader *r, script_zone *zone, slice text) {
    int count = 0;
    bool any = false, more = true;
    while (more && count < SCRIPT_KINDS) {
        slice piece;
        more = take_piece(&text, &piece);
        if (piece.length > 0 && !(zone->labels[count] = copy_slice(piece)))
            return no_memory(r);
        any = any || piece.length > 0;
        count++;
    }
    bool whole = count == 1 || count == SCRIPT_KINDS;
    if (more || !any || !whole)
        return wrong_labels(r);
    for (int kind = count; kind < SCRIPT_KINDS; kind++)
        if (script_set_string(&zone->labels[kind], zone->labels[0]) != 0)
            return no_memory(r);
    return 0;
}

static int check_zone_name(reader *r, const script_zone *zone) {
    for (size_t i = 0; i + 1 < r->out->zone_count; i++)
        if (strcmp(r->out->zones[i].name, zone->name) == 0)
            return message_set(r->error, "%s:%d: zone \"%s\" is given twice", r->name, r->number,
                               zone->name);
    return 0;
}

static int finish_zone(reader *r, script_zone *zone, slice text) {
    if (zone->width < 1 || zone->height < 1)
        return message_set(r->error, "%s:%d: a zone needs w and h, at least 1 each", r->name,
                           r->number);
    for (size_t i = 0; i < sizeof zone_numbers / sizeof *zone_numbers; i++)
        if (*zone_field(zone, &zone_numbers[i]) < 0)
            *zone_field(zone, &zone_numbers[i]) = 0;
    if (check_zone_name(r, zone) != 0)
        return -1;
    if (zone->label)
        return read_labels(r, zone, text);
    if (text.length > 0)
        return message_set(r->error, "%s:%d: only a zone with label has a text", r->name,
                           r->number);
    if (zone->follows)
        return message_set(r->error, "%s:%d: only a zone with label follows another", r->name,
                           r->number);
    return 0;
}

static int read_zone_list(reader *r, script_zone *zone, slice list, zone_list *seen) {
    const char *at = list.length ? list.text : NULL, *end = list.text + list.length;
    attribute_item item;
    int got;
    while ((got = attribute_next(&at, end, &item)) > 0)
        if (read_zone_item(r, zone, &item, seen) != 0)
            return -1;
    return got < 0 ? bad_quote(r) : 0;
}

static int read_zone(reader *r, const entry *e) {
    if (r->out->zone_count == SCRIPT_ZONES_MAX)
        return message_set(r->error, "%s:%d: more than %d zones", r->name, r->number,
                           SCRIPT_ZONES_MAX);
    char number[2] = {(char)('0' + r->out->zone_count)};
    script_zone *zone = script_add_zone(r->out, number);
    if (!zone)
        return no_memory(r);
    zone->number = r->number;
    zone->x = zone->y = zone->width = zone->height = zone->top = -1;
    zone_list seen = {0};
    int result = read_zone_list(r, zone, e->list, &seen);
    if (seen.name) {
        free(zone->name);
        zone->name = seen.name;
    }
    return result == 0 ? finish_zone(r, zone, e->rest) : -1;
}

/* ---- the whole ---- */

static int read_setting(reader *r, const entry *e) {
    if (slice_is(e->word, "title"))
        return read_string(r, e, e->rest, &r->out->title);
    if (slice_is(e->word, "idle"))
        return read_string(r, e, e->rest, &r->out->idle);
    if (slice_is(e->word, "separator"))
        return read_string(r, e, without_quotes(e->rest), &r->out->separator);
    if (slice_is(e->word, "panel"))
        return read_panel(r, e);
    if (slice_is(e->word, "every"))
        return read_every(r, e);
    if (slice_is(e->word, "zone"))
        return read_zone(r, e);
    return message_set(r->error, "%s:%d: unknown kind \"%.*s\"; expected %s", r->name, r->number,
                       shown(e->word), e->word.text, expected_words);
}

static bool is_any_wording(slice comment) {
    for (int kind = 0; kind < SCRIPT_KINDS; kind++)
        if (wording_of(comment, (script_kind)kind).length > 0)
            return true;
    return false;
}

/* A comment below a line in that line's own form is another wording of it, and so is one between
 * the source and the line; any other comment may be the source of the line that follows at once. */
static int read_comment(reader *r, slice line) {
    if (r->below) {
        script_line *above = &r->out->lines[r->out->count - 1];
        slice text = wording_of(line, above->kind);
        if (text.length > 0)
            return add_wording(r, above, text);
    }
    r->below = false;
    if (r->comment.length > 0 && is_any_wording(line)) {
        r->wordings = r->wordings ? r->wordings : r->begin;
        return 0;
    }
    r->comment = trimmed((slice){line.text + 1, line.length - 1});
    r->wordings = NULL;
    return 0;
}

static int read_content(reader *r, slice line) {
    entry e;
    form f = read_form(line, &e);
    if (f != FORM_ENTRY)
        return wrong_form(r, f, line);
    int kind = find_kind(e.word);
    int result = kind >= 0 ? read_script_line(r, (script_kind)kind, &e) : read_setting(r, &e);
    r->comment = (slice){0};
    r->wordings = NULL;
    r->below = kind >= 0;
    return result;
}

/* A zone by its name or its number, null: there is none. */
static const script_zone *find_zone(const script *s, const char *name) {
    for (size_t i = 0; i < s->zone_count; i++)
        if (strcmp(s->zones[i].name, name) == 0)
            return &s->zones[i];
    slice digits = {name, strlen(name)};
    int number = take_number(&digits, SCRIPT_ZONES_MAX);
    if (number < 0 || digits.length > 0 || (size_t)number >= s->zone_count)
        return NULL;
    return &s->zones[number];
}

/* Whether a line may run in a zone; a script without zones has one, "main" or 0. */
static bool has_zone(const script *s, const char *name) {
    if (s->zone_count == 0)
        return strcmp(name, "main") == 0 || strcmp(name, "0") == 0;
    const script_zone *zone = find_zone(s, name);
    return zone && !zone->label;
}

static int check_line(const script *s, const script_line *line, const char *name, message *error) {
    attributes parsed;
    if (!line->attributes)
        return 0;
    if (attributes_read(line->attributes, ATTRIBUTES_OF_LINE, &parsed, name, line->number, error))
        return -1;
    if ((parsed.given & ATTRIBUTE_ZONE) && !has_zone(s, parsed.zone))
        return message_set(error, "%s:%d: there is no zone \"%s\" for lines", name, line->number,
                           parsed.zone);
    return 0;
}

static int check_zone(const script *s, const script_zone *zone, const char *name, message *error) {
    if (zone->follows && !(find_zone(s, zone->follows) && has_zone(s, zone->follows)))
        return message_set(error, "%s:%d: there is no zone \"%s\" to follow", name, zone->number,
                           zone->follows);
    if (s->panel_width == 0)
        return 0;
    if (zone->x + zone->width > s->panel_width || zone->y + zone->height > s->panel_height)
        return message_set(error, "%s:%d: zone \"%s\" does not fit on the panel of %dx%d", name,
                           zone->number, zone->name, s->panel_width, s->panel_height);
    return 0;
}

static int check_whole(const script *s, const char *name, message *error) {
    for (size_t i = 0; i < s->zone_count; i++)
        if (check_zone(s, &s->zones[i], name, error) != 0)
            return -1;
    for (size_t i = 0; i < s->count; i++)
        if (check_line(s, &s->lines[i], name, error) != 0)
            return -1;
    return 0;
}

static int read_lines(reader *r, const char *text, size_t length) {
    const char *at = text, *end = text + length;
    for (r->number = 1; at < end; r->number++) {
        r->begin = at;
        slice line = next_line(&at, end);
        int result = 0;
        if (line.length == 0) {
            r->comment = (slice){0};
            r->wordings = NULL;
            r->below = false;
        } else if (line.text[0] == '#') {
            result = read_comment(r, line);
        } else {
            result = read_content(r, line);
        }
        if (result != 0)
            return -1;
    }
    return 0;
}

int script_read(const char *text, size_t length, const char *name, script *out, message *error) {
    *out = (script){0};
    reader r = {.name = name, .out = out, .error = error};
    if (read_lines(&r, text, length) == 0 && check_whole(out, name, error) == 0)
        return 0;
    script_free(out);
    return -1;
}

/* ---- recognition ---- */

static bool known_word(slice word) {
    static const char *const settings[] = {"title", "panel", "zone", "separator", "every", "idle"};
    if (find_kind(word) >= 0)
        return true;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (slice_is(word, settings[i]))
            return true;
    return false;
}

bool script_looks_like(const char *text, size_t length) {
    enum {
        LINES_LOOKED_AT = 400
    };
    const char *at = text, *end = text + length;
    int known = 0, shaped = 0, other = 0, capital = 0;
    for (int i = 0; i < LINES_LOOKED_AT && at < end; i++) {
        slice line = next_line(&at, end);
        entry e;
        if (line.length == 0 || line.text[0] == '#')
            continue;
        if (read_form(line, &e) != FORM_ENTRY) {
            other++;
            continue;
        }
        shaped++;
        known += known_word(e.word) ? 1 : 0;
        capital += e.word.text[0] >= 'A' && e.word.text[0] <= 'Z' ? 1 : 0;
    }
    if (known == 0)
        return shaped > 0 && other + capital == 0;
    return shaped >= other;
}
