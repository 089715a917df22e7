/* SPDX-License-Identifier: MIT */
#include "headline.h"

#include "mend.h"
#include "point.h"
#include "trim.h"

#include <stdlib.h>
#include <string.h>

enum {
    SENTENCES = 5, /* of the article, that are tried */
    AT_MOST = 15,  /* that are tried until one gives a line */
    UNTHINKABLE = 1500000,
};

/* Words of the article as hashes, plural or not, to count them. */
typedef struct word_counts {
    uint64_t *hashes;
    size_t count;
} word_counts;

static uint64_t stem_hash(const char *lower) {
    size_t bytes = strlen(lower);
    if (bytes > 3 && lower[bytes - 1] == 's')
        bytes--;
    return hash_bytes(lower, bytes);
}

static bool counts_open(word_counts *c, const story *st) {
    size_t words = 0;
    for (size_t i = 0; i < st->count; i++)
        words += (size_t)st->sentences[i].count;
    *c = (word_counts){malloc((words + 1) * sizeof *c->hashes), 0};
    for (size_t i = 0; c->hashes && i < st->count; i++)
        for (int k = 0; k < st->sentences[i].count; k++)
            c->hashes[c->count++] = stem_hash(st->sentences[i].tokens[k].lower);
    return c->hashes != NULL;
}

/* Sixteen times the binary logarithm of how often the article says a word, roughly. */
static int frequency(const word_counts *c, const token *t) {
    if (!tag_is_noun(t->tag) && !tag_is_name(t->tag) && !tag_is_verb(t->tag) && t->tag != TAG_JJ &&
        t->tag != TAG_CD)
        return 0;
    if (word_in(t->lower, " is are was were be been being has have had do does did said says say "
                          "will would year years people "))
        return 0;
    uint64_t hash = stem_hash(t->lower);
    int seen = 0;
    for (size_t i = 0; i < c->count; i++)
        seen += c->hashes[i] == hash;
    int log = 0;
    while (seen >> (log + 1))
        log++;
    return log * 16 + (seen << 4 >> log) - 16;
}

typedef struct attempt {
    const story *st;
    size_t number;
    const sentence *s;
    compress_scores *scores, *free_scores;
    int32_t frequency[SENTENCE_TOKENS_MAX];
} attempt;

typedef struct leaning {
    int32_t bias;      /* what keeping any word earns */
    int32_t frequency; /* what keeping a word earns for each sixteenth of its logarithm */
    bool closed, names_short, fill;
} leaning;

/* A word never stays without its head, nor a head without what it needs. */
static void bind_words(const sentence *s, compress_scores *scores) {
    for (int i = 0; i < s->count; i++) {
        if (s->tokens[i].head < 0) {
            scores->tree[i][2] = scores->tree[i][0] = -UNTHINKABLE;
            continue;
        }
        if (s->tokens[i].label == LABEL_PUNCT)
            continue;
        scores->tree[i][1] -= UNTHINKABLE;
        if (veto_needs(s, i, true))
            scores->tree[i][2] -= UNTHINKABLE;
    }
}

static size_t draw_at_price(const attempt *a, const leaning *l, int32_t price, draft *d,
                            char line[LINE_ROOM]) {
    const sentence *s = a->s;
    int32_t extra[SENTENCE_TOKENS_MAX];
    for (int i = 0; i < s->count; i++) {
        bool free = word_in(s->tokens[i].lower, " a an the ");
        extra[i] = l->bias + l->frequency * (a->frequency[i] - 16);
        extra[i] -= free ? 0 : price * (s->tokens[i].bytes + 1);
    }
    memset(d->hide, 0, sizeof d->hide);
    compress_decode(l->closed ? a->free_scores : a->scores, extra, d->keep);
    veto_close_as(s, d->root, d->keep, !l->closed);
    if (l->names_short)
        draft_shorten_names(d);
    return draft_render(d, STYLE_HEADLINE, line);
}

static bool fit(const attempt *a, const leaning *l, draft *d, char line[LINE_ROOM]) {
    int32_t low = 0, high = 300000;
    draft best = *d;
    bool fits = false;
    if (draw_at_price(a, l, 0, d, line) > a->st->bytes) {
        for (int round = 0; round < 12; round++) {
            int32_t price = (low + high) / 2;
            if (draw_at_price(a, l, price, d, line) > a->st->bytes) {
                low = price;
            } else {
                high = price;
                best = *d;
                fits = true;
            }
        }
        if (!fits)
            return false;
        *d = best;
    }
    return true;
}

/* --- English that speaks against a headline --- */

static int shown_after(const draft *d, int i) {
    for (i++; i < d->s->count; i++)
        if (d->keep[i] && !d->hide[i] && d->s->tokens[i].label != LABEL_PUNCT &&
            !word_in(d->s->tokens[i].lower, " a an the "))
            return i;
    return -1;
}

static bool is_tensed(const token *t) {
    return t->tag == TAG_VBD || t->tag == TAG_VBZ || t->tag == TAG_VBP || t->tag == TAG_MD;
}

/* A verb that says nothing without what is said, asked or charged. */
static bool lacks_content(const draft *d) {
    const sentence *s = d->s;
    for (int i = 0; i < s->count; i++) {
        const char *lower = s->tokens[i].lower;
        bool reports = is_saying(lower) || word_in(lower, " asserts asserted indicates indicated ");
        bool charges = word_in(lower, " accused accuses accuse blamed blames urged urges asked "
                                      "asks told tells forced warned warns allowed allows ");
        if (!d->keep[i] || d->hide[i] || !tag_is_verb(s->tokens[i].tag) || (!reports && !charges))
            continue;
        if (s->tokens[i].label == LABEL_PARATAXIS)
            continue;
        bool found = false;
        for (int k = 0; k < s->count && !found; k++) {
            int label = s->tokens[k].label;
            bool content = label == LABEL_CCOMP || label == LABEL_XCOMP || label == LABEL_ADVCL ||
                           label == LABEL_OBL || label == LABEL_PARATAXIS ||
                           (label == LABEL_OBJ && !charges);
            found = s->tokens[k].head == i && content && d->keep[k] && !d->hide[k];
            if (label == LABEL_OBL && reports && !charges && word_in(lower, " said says say "))
                found = false;
        }
        if (!found)
            return true;
    }
    return false;
}

/* "House Speaker Paul Ryan" made "House Ryan". */
static bool tears_name(const draft *d) {
    const sentence *s = d->s;
    for (int i = 1; i < s->count; i++) {
        const token *before = &s->tokens[i - 1];
        if (!d->keep[i] || !d->hide[i] || !d->keep[i - 1] || d->hide[i - 1])
            continue;
        if (!tag_is_name(s->tokens[i].tag) && !tag_is_noun(s->tokens[i].tag))
            continue;
        if (tag_is_name(before->tag) || tag_is_noun(before->tag) || before->tag == TAG_JJ)
            return true;
    }
    return false;
}

static bool ends_badly(const draft *d, int last) {
    const sentence *s = d->s;
    const token *t = &s->tokens[last];
    if (t->tag == TAG_VBG || t->tag == TAG_DT || t->tag == TAG_WP || t->tag == TAG_WDT)
        return true;
    if (word_in(t->lower, " him her it them me this that those these way what which more some "
                          "any other such very also only even just "))
        return true;
    return t->label == LABEL_ACL && t->tag == TAG_VBN;
}

static bool is_bad_english(const draft *d, const char *line) {
    const sentence *s = d->s;
    int first = shown_after(d, -1), last = first;
    if (first < 0 || is_tensed(&s->tokens[first]) || s->tokens[first].tag == TAG_CC)
        return true;
    for (int i = first; i >= 0; i = shown_after(d, i)) {
        const token *t = &s->tokens[i];
        int next = shown_after(d, i);
        last = i;
        if (next < 0)
            break;
        bool leads = (t->label == LABEL_CASE && t->tag != TAG_POS) || t->tag == TAG_POS;
        if (leads && (is_tensed(&s->tokens[next]) || s->tokens[next].tag == TAG_CC))
            return true;
    }
    return ends_badly(d, last) || lacks_content(d) || tears_name(d) || strstr(line, " what is ") ||
           strstr(line, " what was ") || strstr(line, "'is'");
}

static bool draw_up(const attempt *a, const leaning *l, draft *d, char line[LINE_ROOM]) {
    const sentence *s = a->s;
    draft_begin(d, a->st->model, s);
    trim_plan plan = {.verb = d->root,
                      .other = -1,
                      .clauses = true,
                      .style = STYLE_HEADLINE,
                      .bytes = a->st->bytes,
                      .names_short = l->names_short,
                      .scores = a->scores};
    if (l->closed) {
        draw_at_price(a, l, 0, d, line);
        if (trim_shrink(d, &plan, line) > a->st->bytes) {
            memset(d->keep, 0, sizeof d->keep); /* the barest clause that stands */
            memset(d->hide, 0, sizeof d->hide);
            veto_close(s, d->root, d->keep);
            if (l->names_short)
                draft_shorten_names(d);
            if (trim_shrink(d, &plan, line) > a->st->bytes)
                return false;
        }
    } else if (!fit(a, l, d, line)) {
        return false;
    }
    draft_render(d, STYLE_HEADLINE, line);
    if (l->fill)
        trim_extend(d, &plan, line);
    return !veto_reason(d) && line_reads_whole(line);
}

/* What speaks for a candidate: an early sentence, words that the article says often, words that the
 * compressor would keep, a line well filled. The weights were learned from half of the articles
 * that tests/TESTING.md speaks of. */
static int64_t value_of(const attempt *a, const draft *d, const char *line) {
    int64_t frequencies = 0, score = 0;
    for (int i = 0; i < a->s->count; i++) {
        if (!d->keep[i] || d->hide[i])
            continue;
        frequencies += a->frequency[i];
        score += a->scores->word[i];
    }
    int64_t bytes = (int64_t)strlen(line), number = (int64_t)a->number;
    int64_t value = frequencies * 46 + score / 24 + bytes * 145 - number * 5100;
    if (number > 0)
        value -= 40000;
    if (is_bad_english(d, line))
        value -= 35000;
    return bytes < 40 ? value - 20000 : value;
}

/* --- what parsers lose their way in --- */

static void analyse_again(const story *st, dateless *out, int count) {
    out->s.tokens = out->tokens;
    out->s.count = count;
    condense_model_analyse(st->model, &out->s);
}

/* Without what stands in brackets; false: nothing does. */
static bool drop_brackets(const story *st, dateless *out) {
    int count = 0, open = 0, closed = 0;
    for (int i = 0; i < out->s.count; i++)
        closed += out->s.tokens[i].tag == TAG_CLOSE;
    for (int i = 0; i < out->s.count && closed; i++) {
        const token *t = &out->s.tokens[i];
        open += t->tag == TAG_OPEN;
        if (open == 0)
            out->tokens[count++] = *t;
        open -= t->tag == TAG_CLOSE && open > 0;
    }
    if (count == 0 || count == out->s.count || open)
        return false;
    analyse_again(st, out, count);
    return true;
}

static bool may_lead(const token *t) {
    return word_in(t->lower, " as while when after in at on with despite for during since amid "
                             "following before by from under even just and but yet so however "
                             "still meanwhile now today earlier across over to ");
}

/* The sentence behind its first, second ... comma, when its subject stands there. */
static bool drop_front(const story *st, const sentence *s, int commas, dateless *out) {
    int at = 0;
    if (!may_lead(&s->tokens[0]))
        return false;
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        if (word_in(t->lower, " if unless although though \" ; ") && at == 0)
            return false;
        if (t->tag == TAG_COMMA && --commas == 0)
            at = i + 1;
    }
    if (at == 0 || s->count - at < 6)
        return false;
    out->s = *s;
    for (int i = at; i < s->count; i++)
        out->tokens[i - at] = s->tokens[i];
    analyse_again(st, out, s->count - at);
    mend_parse(&out->s);
    int subject = child_with(&out->s, root_of(&out->s), LABEL_NSUBJ);
    return subject >= 0 && is_below(&out->s, 0, subject);
}

/* --- the choice --- */

static const leaning leanings[] = {
    {0, 0, false, false, false},     {0, 0, false, true, false},
    {0, 2000, false, false, false},  {0, 2000, false, true, false},
    {20000, 0, false, false, false}, {20000, 2000, false, true, false},
    {0, 0, false, true, true},       {0, 0, false, false, true},
    {0, 0, true, false, true},       {0, 0, true, true, true},
    {-100000, 0, true, false, true}, {0, 2000, true, false, true},
};

static void try_leanings(attempt *a, const word_counts *counts, int64_t *most,
                         char line[LINE_ROOM]) {
    char trial[LINE_ROOM];
    if (a->s->count < 5 || compress_score(&a->st->model->compress, a->s, a->scores) != 0)
        return;
    *a->free_scores = *a->scores;
    bind_words(a->s, a->scores);
    for (int i = 0; i < a->s->count; i++)
        a->frequency[i] = frequency(counts, &a->s->tokens[i]);
    for (size_t i = 0; i < sizeof leanings / sizeof *leanings; i++) {
        draft d;
        if (!draw_up(a, &leanings[i], &d, trial))
            continue;
        int64_t value = value_of(a, &d, trial);
        if (value <= *most)
            continue;
        *most = value;
        memcpy(line, trial, strlen(trial) + 1);
    }
}

int headline_make(const story *st, char line[LINE_ROOM]) {
    attempt a = {.st = st};
    word_counts counts;
    dateless *without = malloc(2 * sizeof *without);
    int64_t most = INT64_MIN;
    int from = -1;
    a.scores = malloc(2 * sizeof *a.scores);
    a.free_scores = a.scores + 1;
    bool ready = counts_open(&counts, st) && without && a.scores;
    for (size_t k = 0; ready && k < st->count && k < (from < 0 ? AT_MOST : SENTENCES); k++) {
        int64_t before = most;
        parse_without_weekdays(st, &st->sentences[k], &without[0]);
        drop_brackets(st, &without[0]);
        mend_parse(&without[0].s);
        a.number = k;
        a.s = &without[0].s;
        try_leanings(&a, &counts, &most, line);
        for (int commas = 1; commas <= 3; commas++) {
            if (!drop_front(st, &without[0].s, commas, &without[1]))
                continue;
            a.s = &without[1].s;
            try_leanings(&a, &counts, &most, line);
        }
        if (most > before)
            from = (int)k;
    }
    free(counts.hashes);
    free(without);
    free(a.scores);
    return from;
}
