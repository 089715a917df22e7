/* SPDX-License-Identifier: MIT */
#include "point.h"

#include "trim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool line_reads_whole(const char *line) {
    char first[32], last[32];
    int words = 1;
    const char *end = strrchr(line, ' ');
    for (const char *c = line; *c; c++)
        words += *c == ' ';
    if (!end || words < 3)
        return false;
    snprintf(first, sizeof first, "%.*s", (int)strcspn(line, " "), line);
    snprintf(last, sizeof last, "%s", end + 1);
    if (word_in(first, " Of By That Than To In It This These Those Which Who And But Or "))
        return false;
    return !word_in(last,
                    " of to in on at for from with by and or but as that which than into over "
                    "after before until ahead about their his her its a an the not be been "
                    "whether because while what who how is are was were has have "
                    "will would could may might ");
}

/* What a pronoun in front stands for, when the article tells. */
static void name_subject(const story *st, size_t number, draft *d) {
    int subject = child_with(d->s, d->root, LABEL_NSUBJ);
    if (subject < 0 || !word_in(d->s->tokens[subject].lower, " he she they "))
        return;
    d->instead[subject] = antecedent(st, number, d->s, subject);
}

static bool try_bias(const story *st, size_t number, const sentence *s,
                     const compress_scores *scores, int32_t bias, line_style style,
                     char line[LINE_ROOM]) {
    draft d;
    int32_t extra[SENTENCE_TOKENS_MAX];
    draft_begin(&d, st->model, s);
    d.keeps_past = number > 1;
    name_subject(st, number, &d);
    for (int i = 0; i < s->count; i++)
        extra[i] = bias;
    compress_decode(scores, extra, d.keep);
    for (int i = 0; i < s->count; i++) /* "since" leans on words that may be gone */
        for (int k = 0; k < s->count && word_in(s->tokens[i].lower, " since "); k++)
            if (s->tokens[i].head >= 0 && is_below(s, k, s->tokens[i].head))
                d.keep[k] = 0;
    veto_close(s, d.root, d.keep);
    trim_plan plan = {.verb = d.root,
                      .other = -1,
                      .clauses = true,
                      .style = style,
                      .bytes = st->bytes,
                      .scores = scores};
    if (trim_shrink(&d, &plan, line) > st->bytes) {
        memset(d.keep, 0, sizeof d.keep); /* the barest clause that stands */
        memset(d.hide, 0, sizeof d.hide);
        veto_close(s, d.root, d.keep);
        if (trim_shrink(&d, &plan, line) > st->bytes)
            return false;
    }
    if (style == STYLE_HEADLINE)
        trim_extend(&d, &plan, line);
    return !veto_reason(&d) && line_reads_whole(line);
}

/* What a word earns in a sentence that is to be shortened but lightly. */
enum {
    PLAIN_BIAS = 80000
};

/* Parsers lose their way over dashes. */
static bool is_interrupted(const sentence *s) {
    for (int i = 1; i + 1 < s->count; i++)
        if (word_in(s->tokens[i].word, " -- - ; "))
            return true;
    return false;
}

bool point_make(const story *st, size_t number, line_style style, char line[LINE_ROOM]) {
    static const int32_t headline_biases[] = {0, 6000, 20000, -100000};
    static const int32_t plain_biases[] = {PLAIN_BIAS, 100000, 200000, 0};
    const int32_t *biases = style == STYLE_PLAIN ? plain_biases : headline_biases;
    dateless *without = malloc(sizeof *without);
    const sentence *s = &st->sentences[number];
    if (without && style == STYLE_HEADLINE) {
        parse_without_weekdays(st, s, without);
        s = &without->s;
    }
    compress_scores *scores = malloc(sizeof *scores);
    char trial[LINE_ROOM];
    bool made = false;
    size_t longest = 0;
    bool lost = style == STYLE_HEADLINE && number > 0 && is_interrupted(s);
    if (scores && without && s->count >= 5 && !lost &&
        compress_score(&st->model->compress, s, scores) == 0)
        for (size_t i = 0; i < 4; i++) {
            if (!try_bias(st, number, s, scores, biases[i], style, trial) ||
                strlen(trial) <= longest)
                continue;
            made = true;
            longest = strlen(trial);
            memcpy(line, trial, longest + 1);
            if (style == STYLE_PLAIN)
                break;
        }
    free(scores);
    free(without);
    return made;
}
