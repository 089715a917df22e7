/* SPDX-License-Identifier: MIT */
#include "condense.h"

#include "clean.h"
#include "event.h"
#include "headlinese.h"
#include "topic.h"
#include "veto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct work {
    const condense_model *model;
    clean_article article;
    sentence_list sentences;
    size_t bytes;
    size_t lines;
    script *out;
    size_t first_line; /* of `out` that is ours */
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

static bool make_point(const work *w, const sentence *s, char line[LINE_ROOM]) {
    static const int32_t biases[] = {400, 0, 1200};
    compress_scores *scores = malloc(sizeof *scores);
    bool made = false;
    if (!scores)
        return false;
    if (s->count >= 5 && compress_score(&w->model->compress, s, scores) == 0) {
        for (size_t i = 0; i < sizeof biases / sizeof *biases && !made; i++) {
            draft d;
            draft_begin(&d, w->model, s);
            made = draft_fit(&d, scores, biases[i], STYLE_HEADLINE, w->bytes, line);
            made = made && !veto_reason(s, d.root, d.keep);
        }
    }
    free(scores);
    return made;
}

static int add_points(work *w) {
    char line[LINE_ROOM];
    for (size_t i = 0; i < w->sentences.count && body_lines(w) < w->lines; i++) {
        const sentence *s = &w->sentences.items[i];
        if (!make_point(w, s, line) || strlen(line) < 20 || !is_new(w, line))
            continue;
        if (add(w, SCRIPT_POINT, NULL, line, s->text) != 0)
            return -1;
    }
    return 0;
}

/* --- headline --- */

static int add_headline(work *w) {
    char line[LINE_ROOM] = "";
    const char *source = w->article.title;
    if (source && strlen(source) <= w->bytes)
        return add(w, SCRIPT_HEADLINE, NULL, source, NULL);
    for (size_t i = 0; i < w->sentences.count && i < 3 && !source && !*line; i++) {
        const sentence *s = &w->sentences.items[i];
        if (make_point(w, s, line))
            return add(w, SCRIPT_HEADLINE, NULL, line, s->text);
    }
    if (!source && w->sentences.count)
        source = w->sentences.items[0].text;
    if (!source)
        return 0;
    cut_at_word(source, w->bytes, line);
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

static int add_events(work *w, const story *st) {
    event_list events;
    int result = events_find(st, &events);
    for (size_t i = 0; i < events.count && result == 0 && body_lines(w) < w->lines; i++) {
        const event *e = &events.items[i];
        result = add(w, SCRIPT_AGENDA, e->date.text, e->line, st->sentences[e->sentence].text);
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

static int write_lines(work *w) {
    if (read_sentences(w) != 0)
        return -1;
    if (add_headline(w) != 0)
        return -1;
    story st = {w->model, w->sentences.items, w->sentences.count, w->bytes, -1};
    st.weekday = story_weekday(st.sentences, st.count);
    if (add_events(w, &st) != 0 || add_topics(w, &st) != 0)
        return -1;
    return add_points(w);
}

int condense(const document *article, const condense_options *options, script *out,
             condense_report *report) {
    work w = {.model = options->model, .out = out, .first_line = out->count};
    condense_model *opened = NULL;
    w.bytes = options->bytes ? (size_t)options->bytes : CONDENSE_LINE_BYTES;
    w.lines = options->lines < 0 ? 0 : options->lines ? (size_t)options->lines : CONDENSE_LINES;
    if (!w.model)
        w.model = opened = condense_model_open();
    int result = w.model ? clean(article, &w.article) : -1;
    if (result == 0 && report)
        result = report_drops(&w.article, report);
    if (result == 0)
        result = write_lines(&w);
    sentence_list_close(&w.sentences);
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
