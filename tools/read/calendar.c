/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* localtime_r */
#include "calendar.h"

#include "buffer.h"
#include "document.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    LINE_BYTES_MAX = 8192,      /* of an unfolded line; the rest is left out            */
    DEPTH_MAX = 8,              /* of components in components                          */
    NAME_BYTES_MAX = 16,        /* of a component that is used                          */
    PROPERTIES_MAX = 500,       /* of one kind in one event                             */
    OCCURRENCES_MAX = 10000,    /* in the days that were asked for                      */
    SECONDS_MAX = 2,            /* of the processor, for rules that never come true     */
    SECONDS_WITHOUT_END = 3600, /* how long an event is shown that names no end        */
    LENGTH_MAX = 366 * CIVIL_DAY_SECONDS,
    CALENDAR_BYTES_MAX = 4 * 1024 * 1024,
};

typedef struct occurrence {
    icalcomponent *event;
    int64_t start, end; /* seconds since 1970-01-01 00:00, civil */
    bool whole_day;
    size_t order;
} occurrence;

typedef struct calendar {
    const char *name;
    notes *remarks;
    icalcomponent *root;
    icaltimezone *zone; /* of the calendar; null: none */
    int64_t from, to;   /* the days asked for, civil    */
    occurrence *found;
    size_t count;
    clock_t began;
    bool given_up;
} calendar;

/* ---- lines: only what is used reaches the library ---- */

static bool begins(const char *line, const char *word) {
    return strncasecmp(line, word, strlen(word)) == 0;
}

/* The property's name ends with a colon or its parameters. */
static bool is_property(const char *line, const char *name) {
    size_t length = strlen(name);
    return begins(line, name) && (line[length] == ':' || line[length] == ';');
}

static bool is_used(const char *line) {
    static const char *const names[] = {
        "SUMMARY",      "LOCATION",   "DTSTART",       "DTEND",        "DURATION",      "RRULE",
        "RDATE",        "EXDATE",     "STATUS",        "UID",          "RECURRENCE-ID", "TZID",
        "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE", "X-WR-CALNAME", "BEGIN",         "END"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_property(line, names[i]))
            return true;
    return false;
}

static bool has_word(const char *line, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (const char *at = line; *at; at++)
            if (begins(at, words[i]))
                return true;
    return false;
}

/* Rules that come true every hour are no events of a sign; those that never do take the library
 * half a minute to find out. */
static bool is_hostile_rule(const char *line, bool in_zone) {
    static const char *const anywhere[] = {"SECONDLY", "MINUTELY", "HOURLY",
                                           "BYSECOND", "BYMINUTE", "RSCALE"};
    static const char *const in_zones[] = {"DAILY", "WEEKLY", "BYHOUR"};
    if (!is_property(line, "RRULE"))
        return false;
    if (has_word(line, anywhere, sizeof anywhere / sizeof *anywhere))
        return true;
    return in_zone && has_word(line, in_zones, sizeof in_zones / sizeof *in_zones);
}

typedef struct feeder {
    icalparser *parser;
    icalcomponent *root;
    int depth;                                /* components that are open               */
    char open[DEPTH_MAX + 1][NAME_BYTES_MAX]; /* their names, from depth 1 */
    int left_out;                             /* depth of one that is left out, 0: none */
    bool in_zone;
    bool refused; /* a rule was left out                    */
} feeder;

static bool is_component_used(const char *line) {
    static const char *const names[] = {"BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VTIMEZONE",
                                        "BEGIN:STANDARD", "BEGIN:DAYLIGHT"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(line, names[i]) == 0)
            return true;
    return false;
}

static void hand_on(feeder *f, char *line) {
    icalcomponent *whole = icalparser_add_line(f->parser, line);
    if (whole && !f->root)
        f->root = whole;
    else if (whole)
        icalcomponent_free(whole);
}

static void begin_component(feeder *f, char *line, int number) {
    f->depth++;
    if (f->left_out == 0 && (f->depth > DEPTH_MAX || !is_component_used(line)))
        f->left_out = f->depth;
    if (f->left_out > 0)
        return;
    hand_on(f, line);
    snprintf(f->open[f->depth], NAME_BYTES_MAX, "%s", line + strlen("BEGIN:"));
    if (strcasecmp(line, "BEGIN:VTIMEZONE") == 0)
        f->in_zone = true;
    char place[40];
    snprintf(place, sizeof place, "X-MOTOGRAPH-LINE:%d", number);
    if (strcasecmp(line, "BEGIN:VEVENT") == 0)
        hand_on(f, place);
}

/* The one that was begun last ends, by whatever name it is called. */
static void end_component(feeder *f) {
    char line[NAME_BYTES_MAX + 8];
    if (f->depth == 0)
        return;
    if (f->left_out == 0) {
        snprintf(line, sizeof line, "END:%s", f->open[f->depth]);
        hand_on(f, line);
    }
    if (f->left_out == f->depth)
        f->left_out = 0;
    f->depth--;
    if (f->depth < 2)
        f->in_zone = false;
}

static void take_line(feeder *f, char *line, int number) {
    size_t length = strlen(line);
    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
        line[--length] = 0;
    if (!is_used(line) || f->root)
        return;
    if (is_property(line, "BEGIN"))
        begin_component(f, line, number);
    else if (is_property(line, "END"))
        end_component(f);
    else if (is_hostile_rule(line, f->in_zone))
        f->refused = true;
    else if (f->left_out == 0 && f->depth > 0)
        hand_on(f, line);
}

/* A line that begins with a blank goes on with the line before. */
static int unfold(const char *text, size_t length, feeder *f) {
    const char *at = text, *end = text + length;
    buffer line = {0};
    int number = 1, begin = 1;
    for (; at < end && !line.failed; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        bool folded = *at == ' ' || *at == '\t';
        if (!folded) {
            if (line.count > 0)
                take_line(f, line.bytes, begin);
            line.count = 0;
            begin = number;
        }
        const char *part = folded ? at + 1 : at;
        size_t room = LINE_BYTES_MAX - line.count, count = (size_t)(stop - part);
        buffer_add(&line, part, count < room ? count : room);
        at = newline ? newline + 1 : end;
    }
    if (line.count > 0 && !line.failed)
        take_line(f, line.bytes, begin);
    int result = line.failed ? -1 : 0;
    buffer_free(&line);
    return result;
}

/* ---- times ---- */

static int64_t civil_of(icaltimetype t) {
    civil_day day = {t.year, t.month, t.day};
    if (!civil_day_valid(day))
        return INT64_MIN;
    int64_t seconds = (int64_t)civil_day_number(day) * CIVIL_DAY_SECONDS;
    return t.is_date ? seconds : seconds + t.hour * 3600 + t.minute * 60 + t.second;
}

/* By the machine's zone; the calendar names none. */
static int64_t civil_of_utc(icaltimetype t) {
    time_t seconds = icaltime_as_timet(t);
    struct tm local;
    if (!localtime_r(&seconds, &local))
        return INT64_MIN;
    civil_day day = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
    if (!civil_day_valid(day))
        return INT64_MIN;
    return (int64_t)civil_day_number(day) * CIVIL_DAY_SECONDS + local.tm_hour * 3600 +
           local.tm_min * 60 + local.tm_sec;
}

static int64_t shown_time(const calendar *c, icaltimetype t) {
    if (t.is_date || !t.zone)
        return civil_of(t);
    if (c->zone)
        return civil_of(icaltime_convert_to_zone(t, c->zone));
    return icaltime_is_utc(t) ? civil_of_utc(t) : civil_of(t);
}

/* ---- occurrences ---- */

static bool out_of_time(calendar *c) {
    if (clock() - c->began > (clock_t)SECONDS_MAX * CLOCKS_PER_SEC)
        c->given_up = true;
    return c->given_up;
}

static int64_t length_of(icalcomponent *event, bool whole_day) {
    int64_t length = icaldurationtype_as_int(icalcomponent_get_duration(event));
    if (length > LENGTH_MAX)
        length = LENGTH_MAX;
    if (whole_day)
        return length < CIVIL_DAY_SECONDS ? CIVIL_DAY_SECONDS : length;
    return length < 1 ? SECONDS_WITHOUT_END : length;
}

static void add_occurrence(calendar *c, icalcomponent *event, icaltimetype t, int64_t length) {
    int64_t start = shown_time(c, t);
    if (start == INT64_MIN || start >= c->to || start + length <= c->from)
        return;
    if (c->count == OCCURRENCES_MAX)
        return;
    c->found[c->count] = (occurrence){.event = event,
                                      .start = start,
                                      .end = start + length,
                                      .whole_day = t.is_date,
                                      .order = c->count};
    c->count++;
}

/* Whether another event of the calendar takes the place of one occurrence. */
static bool is_replaced(const calendar *c, icalcomponent *event, icaltimetype t) {
    const char *uid = icalcomponent_get_uid(event);
    icalcompiter iterator = icalcomponent_begin_component(c->root, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *other; (other = icalcompiter_deref(&iterator)) != NULL;
         icalcompiter_next(&iterator)) {
        const char *other_uid = icalcomponent_get_uid(other);
        if (!uid || !other_uid || strcmp(uid, other_uid) != 0)
            continue;
        icaltimetype replaced = icalcomponent_get_recurrenceid(other);
        if (!icaltime_is_null_time(replaced) && icaltime_compare(replaced, t) == 0)
            return true;
    }
    return false;
}

static void add_if_not_excluded(calendar *c, icalcomponent *event, icaltimetype t, int64_t length) {
    int64_t start = shown_time(c, t);
    if (start == INT64_MIN || start >= c->to || start + length <= c->from)
        return;
    icaltimetype first = icalcomponent_get_dtstart(event);
    if (icalproperty_recurrence_is_excluded(event, &first, &t) || is_replaced(c, event, t))
        return;
    add_occurrence(c, event, t, length);
}

/* Where the rule's search may begin: a day early, for times of other zones, and the event's length.
 */
static icaltimetype search_begin(const calendar *c, icaltimetype first, int64_t length) {
    int32_t day = (int32_t)((c->from - length) / CIVIL_DAY_SECONDS) - 2;
    civil_day begin = civil_day_from_number(day);
    icaltimetype t = first;
    t.year = begin.year;
    t.month = begin.month;
    t.day = begin.day;
    return icaltime_compare(t, first) < 0 ? first : t;
}

static void expand_rule(calendar *c, icalcomponent *event, icalproperty *rule, icaltimetype first,
                        int64_t length) {
    struct icalrecurrencetype recurrence = icalproperty_get_rrule(rule);
    icalrecur_iterator *iterator = icalrecur_iterator_new(recurrence, first);
    if (!iterator)
        return;
    if (recurrence.count == 0)
        icalrecur_iterator_set_start(iterator, search_begin(c, first, length));
    for (;;) {
        icaltimetype t = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(t) || out_of_time(c))
            break;
        int64_t civil = civil_of(t);
        if (civil == INT64_MIN || civil > c->to + 2 * CIVIL_DAY_SECONDS)
            break;
        add_if_not_excluded(c, event, t, length);
    }
    icalrecur_iterator_free(iterator);
}

static void expand_date(calendar *c, icalcomponent *event, icalproperty *property,
                        icaltimetype first, int64_t length) {
    struct icaldatetimeperiodtype date = icalproperty_get_rdate(property);
    icaltimetype t = icaltime_is_null_time(date.time) ? date.period.start : date.time;
    if (!t.zone)
        t.zone = first.zone;
    if (!icaltime_is_null_time(t))
        add_if_not_excluded(c, event, t, length);
}

/* The library has one place for each component where it keeps how far it has counted, and almost
 * every question about an event moves it: properties are gathered before they are used. */
static size_t gather(icalcomponent *event, icalproperty_kind kind,
                     icalproperty *out[PROPERTIES_MAX]) {
    size_t count = 0;
    for (icalproperty *p = icalcomponent_get_first_property(event, kind);
         p && count < PROPERTIES_MAX; p = icalcomponent_get_next_property(event, kind))
        out[count++] = p;
    return count;
}

static void expand(calendar *c, icalcomponent *event) {
    icalproperty *properties[PROPERTIES_MAX];
    icaltimetype first = icalcomponent_get_dtstart(event);
    if (icaltime_is_null_time(first) || !icaltime_is_valid_time(first))
        return;
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
        return;
    int64_t length = length_of(event, first.is_date);
    if (icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY)) {
        add_occurrence(c, event, first, length);
        return;
    }
    size_t rules = gather(event, ICAL_RRULE_PROPERTY, properties);
    if (rules == 0)
        add_if_not_excluded(c, event, first, length);
    for (size_t i = 0; i < rules; i++)
        expand_rule(c, event, properties[i], first, length);
    size_t dates = gather(event, ICAL_RDATE_PROPERTY, properties);
    for (size_t i = 0; i < dates && !out_of_time(c); i++)
        expand_date(c, event, properties[i], first, length);
}

static int compare_occurrences(const void *left, const void *right) {
    const occurrence *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* ---- lines of the script ---- */

static int32_t day_of(int64_t seconds) {
    int64_t day = seconds / CIVIL_DAY_SECONDS;
    return (int32_t)(seconds % CIVIL_DAY_SECONDS < 0 ? day - 1 : day);
}

static void write_day_name(const calendar *c, int32_t number, char *out, size_t size) {
    civil_day day = civil_day_from_number(number);
    int32_t today = day_of(c->from);
    if (number >= today && number < today + 7)
        snprintf(out, size, "%s", civil_weekday_name(civil_weekday(number)));
    else
        snprintf(out, size, "%s %d", civil_month_name(day.month), day.day);
}

static void write_when(const calendar *c, const occurrence *o, char *out, size_t size) {
    int32_t first = day_of(o->start), last = day_of(o->end - 1);
    char from[16], to[16];
    write_day_name(c, first, from, sizeof from);
    write_day_name(c, last, to, sizeof to);
    if (first < day_of(c->from) && last > first)
        snprintf(out, size, "until %s", to);
    else if (last > first && o->whole_day)
        snprintf(out, size, "%s-%s", from, to);
    else
        snprintf(out, size, "%s", from);
}

/* `to`: a whole day by its name, else the minute. */
static void write_end(const occurrence *o, char *out, size_t size) {
    char day[CIVIL_DAY_CHARS];
    civil_write_day(civil_day_from_number(day_of(o->whole_day ? o->end - 1 : o->end)), day);
    int64_t minute = (o->end - (int64_t)day_of(o->end) * CIVIL_DAY_SECONDS) / 60;
    if (o->whole_day)
        snprintf(out, size, "to=%s", day);
    else
        snprintf(out, size, "to=%sT%02d:%02d", day, (int)(minute / 60), (int)(minute % 60));
}

static char *clean_property(const char *text) {
    return document_clean(text ? text : "", text ? strlen(text) : 0);
}

/* "18:00 Town council meets, Town hall"; an address of the net is no place. */
static char *event_text(const occurrence *o) {
    char *summary = clean_property(icalcomponent_get_summary(o->event));
    char *place = clean_property(icalcomponent_get_location(o->event));
    buffer out = {.failed = !summary || !place};
    if (!out.failed && *summary) {
        int64_t minute = (o->start - (int64_t)day_of(o->start) * CIVIL_DAY_SECONDS) / 60;
        char clock_text[16];
        snprintf(clock_text, sizeof clock_text, "%02d:%02d ", (int)(minute / 60),
                 (int)(minute % 60));
        if (!o->whole_day)
            buffer_add(&out, clock_text, strlen(clock_text));
        buffer_add(&out, summary, strlen(summary));
        if (*place && !strstr(place, "://") && !strstr(summary, place)) {
            buffer_add(&out, ", ", 2);
            buffer_add(&out, place, strlen(place));
        }
    }
    free(summary);
    free(place);
    return buffer_take(&out);
}

static int line_number(icalcomponent *event) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
        const char *name = icalproperty_get_x_name(p);
        if (name && strcmp(name, "X-MOTOGRAPH-LINE") == 0)
            return atoi(icalproperty_get_x(p));
    }
    return 0;
}

static int add_line(const calendar *c, const occurrence *o, script *out) {
    char when[40], end[32];
    char *text = event_text(o);
    if (!text || !*text) {
        free(text);
        return text ? 0 : -1;
    }
    write_when(c, o, when, sizeof when);
    write_end(o, end, sizeof end);
    script_line *line = script_add(out, SCRIPT_AGENDA, when, text);
    free(text);
    if (!line || script_set_attributes(line, end) != 0)
        return -1;
    line->number = line_number(o->event);
    return 0;
}

/* ---- the whole ---- */

static const char *x_property(icalcomponent *root, const char *name) {
    for (icalproperty *p = icalcomponent_get_first_property(root, ICAL_X_PROPERTY); p;
         p = icalcomponent_get_next_property(root, ICAL_X_PROPERTY)) {
        const char *own = icalproperty_get_x_name(p);
        if (own && strcasecmp(own, name) == 0)
            return icalproperty_get_x(p);
    }
    return NULL;
}

static int set_title(const calendar *c, script *out) {
    char *title = clean_property(x_property(c->root, "X-WR-CALNAME"));
    if (!title)
        return -1;
    out->title = *title ? title : NULL;
    if (!*title)
        free(title);
    return 0;
}

static int read_events(calendar *c, size_t lines_max, script *out) {
    c->began = clock();
    icalcompiter events = icalcomponent_begin_component(c->root, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *event; (event = icalcompiter_deref(&events)) != NULL;
         icalcompiter_next(&events)) {
        if (out_of_time(c))
            break;
        expand(c, event);
    }
    if (c->given_up)
        notes_add(c->remarks, "%s: too many recurring events, not all are used", c->name);
    qsort(c->found, c->count, sizeof *c->found, compare_occurrences);
    for (size_t i = 0; i < c->count && out->count < lines_max; i++)
        if (add_line(c, &c->found[i], out) != 0)
            return -1;
    if (c->count > lines_max)
        notes_add(c->remarks, "%s: only the first %zu events are used", c->name, lines_max);
    return set_title(c, out);
}

static icalcomponent *parse(const char *text, size_t length, calendar *c, message *error) {
    icalerror_set_errors_are_fatal(0);
    feeder f = {.parser = icalparser_new()};
    int result = f.parser ? unfold(text, length, &f) : -1;
    if (result == 0 && !f.root && f.depth > 0) {
        /* A calendar that is cut off is read as far as it goes. */
        notes_add(c->remarks, "%s: ends before its END:VCALENDAR", c->name);
        while (f.depth > 0)
            end_component(&f);
    }
    if (f.parser)
        icalparser_free(f.parser);
    if (f.refused)
        notes_add(c->remarks, "%s: events that recur within a day are left out", c->name);
    if (result != 0)
        message_no_memory(error, c->name);
    else if (!f.root)
        message_set(error, "%s: is no calendar that can be read", c->name);
    return f.root;
}

int calendar_read(const char *text, size_t length, const char *name, civil_day today, int days,
                  size_t lines_max, script *out, notes *remarks, message *error) {
    int64_t from = (int64_t)civil_day_number(today) * CIVIL_DAY_SECONDS;
    calendar c = {.name = name,
                  .remarks = remarks,
                  .from = from,
                  .to = from + (int64_t)days * CIVIL_DAY_SECONDS};
    if (length > CALENDAR_BYTES_MAX) {
        notes_add(remarks, "%s: only the first %d MiB are read", name, CALENDAR_BYTES_MAX >> 20);
        length = CALENDAR_BYTES_MAX;
    }
    c.root = parse(text, length, &c, error);
    if (!c.root)
        return -1;
    const char *zone = x_property(c.root, "X-WR-TIMEZONE");
    c.zone = zone ? icaltimezone_get_builtin_timezone(zone) : NULL;
    c.found = malloc(OCCURRENCES_MAX * sizeof *c.found);
    int result = c.found ? read_events(&c, lines_max, out) : -1;
    free(c.found);
    icalcomponent_free(c.root);
    return result == 0 ? 0 : message_no_memory(error, name);
}
