/* SPDX-License-Identifier: MIT */
#include "date.h"

#include "civil.h"
#include "tagger.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *lower_at(const sentence *s, int i) {
    return i >= 0 && i < s->count ? s->tokens[i].lower : "";
}

static int day_number(const char *lower) {
    char *end;
    long day = strtol(lower, &end, 10);
    if (end == lower || day < 1 || day > 31)
        return 0;
    if (*end && !word_in(end, " st nd rd th "))
        return 0;
    return (int)day;
}

static int year_number(const char *lower) {
    if (strlen(lower) != 4 || strspn(lower, "0123456789") != 4)
        return 0;
    int year = atoi(lower);
    return year >= 1900 && year <= 2099 ? year : 0;
}

static int month_at(const sentence *s, int i) {
    if (i < 0 || i >= s->count)
        return 0;
    const token *t = &s->tokens[i];
    if (t->word[0] < 'A' || t->word[0] > 'Z' || t->tag == TAG_MD)
        return 0;
    return word_month(t->lower);
}

static int weekday_at(const sentence *s, int i) {
    if (i < 0 || i >= s->count || s->tokens[i].word[0] > 'Z')
        return -1;
    const char *lower = s->tokens[i].lower;
    size_t bytes = strlen(lower);
    int weekday = word_weekday(lower);
    if (weekday < 0 && bytes > 6 && lower[bytes - 1] == 's') { /* "on Mondays" is no date */
        return -1;
    }
    return weekday;
}

static void set_text(date_phrase *d, const char *format, const char *a, const char *b) {
    snprintf(d->text, sizeof d->text, format, a, b);
}

static bool is_time_of_day(const char *lower) {
    return word_in(lower, " morning afternoon evening night ");
}

static bool looks_back(const sentence *s, int i) {
    return word_in(lower_at(s, i - 1), " last past previous since ") ||
           (word_in(lower_at(s, i - 1), " this ") && word_in(lower_at(s, i - 2), " earlier past "));
}

static bool find_month(const sentence *s, int i, date_phrase *d) {
    int month = month_at(s, i), day_before = day_number(lower_at(s, i));
    int day = 0;
    if (month && day_number(lower_at(s, i + 1))) {
        day = day_number(lower_at(s, i + 1));
        d->last = i + 1;
    } else if (day_before && month_at(s, i + 1)) {
        month = month_at(s, i + 1);
        day = day_before;
        d->last = i + 1;
    } else if (day_before && word_in(lower_at(s, i + 1), " of ") && month_at(s, i + 2)) {
        month = month_at(s, i + 2);
        day = day_before;
        d->last = i + 2;
    } else if (month) {
        const char *before = lower_at(s, i - 1);
        bool year = year_number(lower_at(s, i + 1)) != 0;
        if (!year && !word_in(before, " in by until till late early mid this next from of "))
            return false;
    } else {
        return false;
    }
    d->month = month;
    d->day = day;
    d->kind = day ? DATE_DAY : DATE_MONTH;
    d->vague = !day;
    d->past = looks_back(s, i);
    d->next = word_in(lower_at(s, i - 1), " next ");
    char number[16] = "";
    if (day)
        snprintf(number, sizeof number, " %d", day);
    set_text(d, "%s%s", month_short(month), number);
    int year_at = d->last + 1;
    if (s->count > year_at + 1 && s->tokens[year_at].word[0] == ',')
        year_at += 1;
    d->year = year_number(lower_at(s, year_at));
    if (d->year)
        d->last = year_at;
    return true;
}

static bool find_weekday(const sentence *s, int i, date_phrase *d) {
    int weekday = weekday_at(s, i);
    if (weekday < 0)
        return false;
    d->kind = DATE_WEEKDAY;
    d->weekday = weekday;
    d->past = looks_back(s, i);
    d->next = word_in(lower_at(s, i - 1), " next ");
    const char *time = "";
    if (is_time_of_day(lower_at(s, i + 1))) {
        d->last = i + 1;
        time = lower_at(s, i + 1);
    }
    char with_time[24] = "";
    if (*time)
        snprintf(with_time, sizeof with_time, " %s", time);
    set_text(d, "%s%s", weekday_short(weekday), with_time);
    /* "Monday, Sept. 26", "Tuesday, 9 May" */
    int month_first = d->last + 1;
    if (word_in(lower_at(s, month_first), " , "))
        month_first++;
    date_phrase month = *d;
    month.last = month_first;
    if (find_month(s, month_first, &month) && month.day) {
        month.weekday = weekday;
        month.past = d->past;
        *d = month;
        char text[DATE_TEXT_MAX];
        snprintf(text, sizeof text, "%s %s %d", weekday_short(weekday), month_short(month.month),
                 month.day);
        set_text(d, "%s%s", text, "");
    }
    return true;
}

static bool find_period(const sentence *s, int i, date_phrase *d) {
    const char *word = lower_at(s, i), *next = lower_at(s, i + 1);
    bool later = word_in(word, " later ");
    if (later && word_in(next, " this that ") && !word_in(lower_at(s, i + 2), " day ")) {
        if (!word_in(lower_at(s, i + 2),
                     " week month year summer autumn fall spring winter season "))
            return false;
        d->last = i + 2;
        d->vague = true;
        set_text(d, "later this %s%s", lower_at(s, i + 2), "");
        d->kind = word_in(lower_at(s, i + 2), " week ")    ? DATE_WEEK
                  : word_in(lower_at(s, i + 2), " month ") ? DATE_MONTH
                                                           : DATE_SEASON;
        return true;
    }
    if (!word_in(word, " next this coming "))
        return false;
    if (!word_in(next, " week weekend month year summer autumn fall spring winter season ")) {
        int month = word_in(word, " next ") ? month_at(s, i + 1) : 0;
        if (!month)
            return false;
        d->last = i + 1;
        d->kind = DATE_MONTH;
        d->month = month;
        d->next = d->vague = true;
        set_text(d, "next %s%s", month_short(month), "");
        return true;
    }
    if (word_in(word, " this ") && word_in(lower_at(s, i - 1), " earlier past ")) {
        d->past = true;
    }
    d->last = i + 1;
    d->next = !word_in(word, " this ");
    d->vague = true;
    d->kind = word_in(next, " week weekend ") ? DATE_WEEK
              : word_in(next, " month ")      ? DATE_MONTH
              : word_in(next, " year ")       ? DATE_YEAR
                                              : DATE_SEASON;
    set_text(d, d->next ? "next %s%s" : "this %s%s", next, "");
    return true;
}

static bool find_near(const sentence *s, int i, date_phrase *d) {
    const char *word = lower_at(s, i);
    if (word_in(word, " tomorrow ")) {
        d->kind = DATE_TOMORROW;
        set_text(d, "%s%s", "tomorrow", "");
        return true;
    }
    bool later = word_in(lower_at(s, i - 1), " later ");
    if (word_in(word, " tonight ") || (word_in(word, " today ") && s->tokens[i].tag != TAG_RB) ||
        (word_in(word, " today ") && (later || i > 0))) {
        d->kind = DATE_TODAY;
        set_text(d, "%s%s", word, "");
        return true;
    }
    int year = year_number(word);
    if (year >= 2000 && word_in(lower_at(s, i - 1), " in by until early late of ")) {
        d->kind = DATE_YEAR;
        d->year = year;
        d->vague = true;
        bool early = word_in(lower_at(s, i - 2), " early late ");
        set_text(d, "%s%s",
                 early ? (word_in(lower_at(s, i - 2), " early ") ? "early " : "late ") : "", word);
        return true;
    }
    return false;
}

static bool find_at(const sentence *s, int i, date_phrase *d) {
    *d = (date_phrase){.first = i, .last = i, .weekday = -1};
    if (find_weekday(s, i, d) || find_month(s, i, d))
        return true;
    *d = (date_phrase){.first = i, .last = i, .weekday = -1};
    return find_period(s, i, d) || find_near(s, i, d);
}

/* "Saturday and Sunday", "July 26 until August 8", "August 9 and 10": one phrase. */
static void join_range(const sentence *s, date_phrase *d) {
    int link = d->last + 1;
    const char *word = lower_at(s, link);
    bool range = word_in(word, " to until through till -- - into ");
    if (!range && !word_in(word, " and or "))
        return;
    int at = link + 1;
    if (word_in(lower_at(s, at), " on "))
        at++;
    date_phrase second;
    char text[2 * DATE_TEXT_MAX + 8];
    if (d->kind == DATE_DAY && day_number(lower_at(s, at)) && !month_at(s, at + 1)) {
        snprintf(text, sizeof text, "%s-%d", d->text, day_number(lower_at(s, at)));
        d->last = at;
        set_text(d, "%.40s%s", text, "");
        return;
    }
    if (!find_at(s, at, &second) || second.kind != d->kind)
        return;
    if (d->kind != DATE_DAY && d->kind != DATE_WEEKDAY)
        return;
    if (d->kind == DATE_DAY && d->month == second.month)
        snprintf(text, sizeof text, "%s-%d", d->text, second.day);
    else
        snprintf(text, sizeof text, "%s%s%s", d->text,
                 range                   ? "-"
                 : word_in(word, " or ") ? " or "
                                         : " and ",
                 second.text);
    d->last = second.last;
    set_text(d, "%.40s%s", text, "");
}

int date_find(const sentence *s, date_phrase dates[DATE_PHRASES_MAX]) {
    int count = 0;
    for (int i = 0; i < s->count && count < DATE_PHRASES_MAX; i++) {
        date_phrase *d = &dates[count];
        if (!find_at(s, i, d))
            continue;
        join_range(s, d);
        if (word_in(lower_at(s, d->last + 1), " ago ") ||
            word_in(lower_at(s, d->first - 1), " ago "))
            d->past = true;
        i = d->last;
        count++;
    }
    return count;
}

static int32_t month_end(int year, int month) {
    civil_day first = {year + month / 12, month % 12 + 1, 1};
    return civil_day_number(first) - 1;
}

bool date_resolve(const date_phrase *date, int32_t today, int32_t *day) {
    civil_day now = civil_day_from_number(today);
    int weekday = civil_weekday(today);
    switch (date->kind) {
    case DATE_TODAY:
        *day = today;
        return true;
    case DATE_TOMORROW:
        *day = today + 1;
        return true;
    case DATE_WEEKDAY:
        *day = today + (date->weekday - weekday + 7) % 7;
        return true;
    case DATE_DAY: {
        civil_day named = {date->year ? date->year : now.year, date->month, date->day};
        if (!civil_day_valid(named))
            return false;
        *day = civil_day_number(named);
        if (!date->year && *day < today - 60) {
            named.year++;
            if (!civil_day_valid(named))
                return false;
            *day = civil_day_number(named);
        }
        return true;
    }
    case DATE_WEEK:
        *day = today - weekday + 6 + (date->next ? 7 : 0);
        return true;
    case DATE_MONTH: {
        int month = date->month ? date->month : now.month + (date->next ? 1 : 0);
        int year = date->year ? date->year : now.year;
        if (date->month && !date->year && date->month < now.month)
            year++;
        if (month > 12)
            month -= 12, year++;
        *day = month_end(year, month);
        return true;
    }
    default:
        return false;
    }
}

int date_order(const date_phrase *date, int weekday) {
    switch (date->kind) {
    case DATE_TODAY:
        return 0;
    case DATE_TOMORROW:
        return 1;
    case DATE_WEEKDAY:
        return weekday < 0 ? 3 : 1 + (date->weekday - weekday + 6) % 7 + (date->next ? 2 : 0);
    case DATE_WEEK:
        return date->next ? 15 : 8;
    case DATE_DAY:
        return 40 + date->month * 31 + date->day;
    case DATE_MONTH:
        return date->month ? 40 + date->month * 31 + 31 : date->next ? 35 : 30;
    case DATE_SEASON:
        return 500;
    default:
        return 600 + (date->year ? date->year - 2000 : 0);
    }
}
