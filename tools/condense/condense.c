/* SPDX-License-Identifier: MIT */
#include "condense.h"

#include "civil.h"
#include "clean.h"
#include "event.h"
#include "headline.h"
#include "headlinese.h"
#include "point.h"
#include "topic.h"
#include "veto.h"
#include "wording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct work {
    const condense_model *model;
    clean_article article;
    sentence_list sentences;
    size_t bytes;
    size_t lines;
    int alternatives;
    script *out;
    size_t first_line; /* of `out` that is ours */
    story story;
    const char *beginning; /* of the document */
    bool *used;            /* of each sentence: an agenda or topics line was made of it */
    bool dated;            /* the day on which it was written is known */
    int32_t today;
} work;

static int add(work *w, script_kind kind, const char *when, const char *text, const char *source) {
    script_line *line = script_add(w->out, kind, when, text);
    if (!line)
        return -1;
    return source ? script_set_source(line, source) : 0;
}

static size_t body_lines(const work *w) {
    size_t headline = w->out->count > w->first_line;
    return w->out->count - w->first_line - headline;
}

/* --- points --- */

static bool is_new(const work *w, const char *text) {
    for (size_t i = w->first_line; i < w->out->count; i++)
        if (strcmp(w->out->lines[i].text, text) == 0)
            return false;
    return true;
}

static int add_points(work *w) {
    char line[LINE_ROOM];
    line_style style = w->bytes > CONDENSE_PLAIN_BYTES ? STYLE_PLAIN : STYLE_HEADLINE;
    for (size_t i = 0; i < w->story.count && body_lines(w) < w->lines; i++) {
        const sentence *s = &w->story.sentences[i];
        if (style == STYLE_HEADLINE && w->used[i])
            continue;
        bool made = point_make(&w->story, i, style, line);
        if (!made && style == STYLE_PLAIN && s->count > 5)
            made = cut_at_word(s->text, w->bytes, line) > 0;
        if (!made || strlen(line) < 20 || !is_new(w, line))
            continue;
        if (add(w, SCRIPT_POINT, NULL, line, s->text) != 0)
            return -1;
    }
    return 0;
}

/* --- headline --- */

/* A title too long for the line: its statement, else its beginning. */
static int shorten_title(work *w, char line[LINE_ROOM]) {
    const char *title = w->article.title;
    sentence_list list;
    if (sentence_list_open(&list, strlen(title) + 1) != 0)
        return -1;
    sentence_list_add(&list, title, 0, 0);
    if (list.count == 1)
        condense_model_analyse(w->model, &list.items[0]);
    story st = {w->model, list.items, list.count, w->bytes, -1};
    if (list.count != 1 || !point_make(&st, 0, STYLE_HEADLINE, line))
        cut_at_word(title, w->bytes, line);
    sentence_list_close(&list);
    return 0;
}

static int add_headline(work *w) {
    char line[LINE_ROOM] = "";
    const char *title = w->article.title;
    const char *source = title;
    if (title && strlen(title) <= w->bytes)
        return add(w, SCRIPT_HEADLINE, NULL, title, title);
    if (title && shorten_title(w, line) != 0)
        return -1;
    int from = title ? -1 : headline_make(&w->story, line);
    if (from >= 0)
        return add(w, SCRIPT_HEADLINE, NULL, line, w->story.sentences[from].text);
    if (!title) {
        source = w->story.count ? w->story.sentences[0].text : w->beginning;
        cut_at_word(source, w->bytes, line);
        for (char *c = line; *c; c++)
            *c = (char)((unsigned char)*c < ' ' ? ' ' : *c);
    }
    return *line ? add(w, SCRIPT_HEADLINE, NULL, line, source) : 0;
}

/* --- the whole --- */

static int read_sentences(work *w) {
    size_t bytes = 0;
    for (size_t i = 0; i < w->article.count; i++)
        bytes += strlen(w->article.paragraphs[i].text) + 1;
    if (sentence_list_open(&w->sentences, bytes) != 0)
        return -1;
    for (size_t i = 0; i < w->article.count; i++)
        sentence_list_add(&w->sentences, w->article.paragraphs[i].text, (int)i,
                          w->article.paragraphs[i].line);
    for (size_t i = 0; i < w->sentences.count; i++)
        condense_model_analyse(w->model, &w->sentences.items[i]);
    return 0;
}

static int report_drops(const clean_article *article, condense_report *report) {
    condense_drop *grown =
        realloc(report->drops, (report->count + article->drop_count + 1) * sizeof *grown);
    if (!grown)
        return -1;
    report->drops = grown;
    for (size_t i = 0; i < article->drop_count; i++) {
        const clean_drop *d = &article->drops[i];
        char text[128];
        if (d->other)
            snprintf(text, sizeof text, "repeats line %d", d->other);
        else
            snprintf(text, sizeof text, "%s", d->reason);
        char *reason = malloc(strlen(text) + 1);
        if (!reason)
            return -1;
        grown[report->count++] = (condense_drop){d->line, strcpy(reason, text)};
    }
    return 0;
}

/* The line is shown until the end of its day. */
static int set_last_day(work *w, const date_phrase *date) {
    int32_t day;
    script_line *line = &w->out->lines[w->out->count - 1];
    if (!w->dated || !date_resolve(date, w->today, &day))
        return 0;
    char text[CIVIL_DAY_CHARS];
    civil_write_day(civil_day_from_number(day), text);
    line->attributes = malloc(sizeof text + 3);
    if (!line->attributes)
        return -1;
    snprintf(line->attributes, sizeof text + 3, "to=%s", text);
    return 0;
}

static int add_events(work *w, const story *st) {
    event_list events;
    int result = events_find(st, &events);
    for (size_t i = 0; i < events.count && result == 0 && body_lines(w) < w->lines; i++) {
        const event *e = &events.items[i];
        w->used[e->sentence] = true;
        result = add(w, SCRIPT_AGENDA, e->date.text, e->line, st->sentences[e->sentence].text);
        if (result == 0)
            result = set_last_day(w, &e->date);
    }
    events_free(&events);
    return result;
}

/* The items in as few lines as they fit into, never parted from the sentence they came from. */
static int add_topics(work *w, const story *st) {
    topic_list *topics = malloc(sizeof *topics);
    char line[LINE_ROOM];
    if (!topics)
        return -1;
    topics_find(st, topics);
    for (size_t i = 0; i < topics->count; i++)
        w->used[topics->items[i].sentence] = true;
    int result = 0;
    for (size_t i = 0; i < topics->count && result == 0 && body_lines(w) < w->lines;) {
        size_t from = topics->items[i].sentence;
        size_t used = 0;
        for (; i < topics->count; i++) {
            const char *text = topics->items[i].text;
            if (used && used + strlen(text) + 2 > w->bytes)
                break;
            used +=
                (size_t)snprintf(line + used, sizeof line - used, "%s%s", used ? "; " : "", text);
        }
        if (line[0] >= 'a' && line[0] <= 'z')
            line[0] = (char)(line[0] - 32);
        result = add(w, SCRIPT_TOPICS, NULL, line, st->sentences[from].text);
    }
    free(topics);
    return result;
}

static void read_date(work *w, const char *date) {
    civil_day day;
    w->dated = date && civil_read_day(date, &day) > 0;
    if (w->dated)
        w->today = civil_day_number(day);
}

static int write_lines(work *w) {
    if (read_sentences(w) != 0)
        return -1;
    w->used = calloc(w->sentences.count + 1, sizeof *w->used);
    if (!w->used)
        return -1;
    w->story = (story){w->model, w->sentences.items, w->sentences.count, w->bytes, -1};
    w->story.weekday =
        w->dated ? civil_weekday(w->today) : story_weekday(w->story.sentences, w->story.count);
    if (add_headline(w) != 0)
        return -1;
    if (add_events(w, &w->story) != 0 || add_topics(w, &w->story) != 0)
        return -1;
    if (add_points(w) != 0)
        return -1;
    return wordings_add(&w->story, w->first_line, w->alternatives, w->out);
}

int condense(const document *article, const condense_options *options, script *out,
             condense_report *report) {
    work w = {.model = options->model,
              .out = out,
              .first_line = out->count,
              .alternatives = options->alternatives};
    condense_model *opened = NULL;
    w.bytes = options->bytes ? (size_t)options->bytes : CONDENSE_LINE_BYTES;
    w.lines = options->lines < 0 ? 0 : options->lines ? (size_t)options->lines : CONDENSE_LINES;
    w.beginning = article->count ? article->paragraphs[0].text : "";
    w.beginning += strspn(w.beginning, " \t");
    read_date(&w, options->date ? options->date : article->date);
    if (!w.model)
        w.model = opened = condense_model_open();
    int result = w.model ? clean(article, &w.article) : -1;
    if (result == 0 && report)
        result = report_drops(&w.article, report);
    if (result == 0)
        result = write_lines(&w);
    sentence_list_close(&w.sentences);
    free(w.used);
    clean_free(&w.article);
    condense_model_close(opened);
    return result;
}

void condense_report_free(condense_report *report) {
    for (size_t i = 0; i < report->count; i++)
        free((char *)report->drops[i].reason);
    free(report->drops);
    *report = (condense_report){0};
}
