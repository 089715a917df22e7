/* SPDX-License-Identifier: MIT */
#include "headlinese.h"

#include "veto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words of the line while they are changed. */
typedef struct wording {
    const draft *d;
    const sentence *s;
    uint8_t keep[SENTENCE_TOKENS_MAX];
    const char *word[SENTENCE_TOKENS_MAX];
    char forms[SENTENCE_TOKENS_MAX][WORD_FORM_MAX];
} wording;

void draft_begin(draft *d, const condense_model *model, const sentence *s) {
    memset(d, 0, sizeof *d);
    d->s = s;
    d->model = model;
    d->root = root_of(s);
}

static int next_kept(const wording *w, int i) {
    for (i++; i < w->s->count; i++)
        if (w->keep[i])
            return i;
    return -1;
}

static int last_kept(const wording *w, int i) {
    for (i--; i >= 0; i--)
        if (w->keep[i])
            return i;
    return -1;
}

static bool is_word(const wording *w, int i, const char *words) {
    return i >= 0 && word_in(w->s->tokens[i].lower, words);
}

/* --- articles, quotes, titles --- */

static bool keeps_article(const wording *w, int i) {
    const token *t = &w->s->tokens[i];
    int next = next_kept(w, i);
    if (next < 0)
        return false;
    if (is_word(w, next,
                " few lot little bit hundred thousand million billion dozen half third "
                "quarter number while "))
        return true;
    if (i > 0 && t->word[0] == 'T' && tag_is_name(w->s->tokens[next].tag))
        return true;
    int before = last_kept(w, i);
    bool measure = before >= 0 &&
                   (w->s->tokens[before].tag == TAG_CD || tag_is_noun(w->s->tokens[before].tag) ||
                    is_word(w, before, " twice once times % "));
    return measure && t->lower[0] == 'a' &&
           is_word(w, next, " day week month year hour minute barrel share piece head night time ");
}

static void drop_small_words(wording *w) {
    for (int i = 0; i < w->s->count; i++) {
        const token *t = &w->s->tokens[i];
        if (!w->keep[i] || w->d->instead[i])
            continue;
        if (word_in(t->lower, " a an the ") && !keeps_article(w, i))
            w->keep[i] = 0;
        if (word_in(t->lower, " mr. mr mrs. mrs ms. ms ") && next_kept(w, i) >= 0)
            w->keep[i] = 0;
        if (word_in(t->word, " . ; ( ) [ ] -- ... ! * "))
            w->keep[i] = 0;
        bool said = t->label == LABEL_MARK && word_in(t->lower, " that ") && t->head > i &&
                    w->s->tokens[t->head].label == LABEL_CCOMP;
        int verb = said ? w->s->tokens[t->head].head : -1;
        if (verb >= 0 && is_saying(w->s->tokens[verb].lower) && last_kept(w, i) == verb)
            w->keep[i] = 0;
    }
}

/* Quotes stay in pairs around kept words, as single ones. */
static void pair_quotes(wording *w) {
    int open = -1;
    for (int i = 0; i < w->s->count; i++) {
        if (w->s->tokens[i].word[0] != '"')
            continue;
        w->keep[i] = 0;
        if (open < 0) {
            open = i;
            continue;
        }
        bool whole = next_kept(w, open) >= 0 && next_kept(w, open) < i;
        for (int k = open + 1; k < i; k++)
            whole = whole && (w->keep[k] || w->s->tokens[k].tag == TAG_COMMA);
        bool all = open <= 1 && i + 3 >= w->s->count;
        if (whole && !all) {
            w->keep[open] = w->keep[i] = 1;
            w->word[open] = w->word[i] = "'";
        }
        open = -1;
    }
}

/* --- verbs --- */

static bool is_negated(const sentence *s, int verb) {
    return has_child_word(s, verb, " not n't never no ");
}

static bool speaks_of_past(const draft *d) {
    const sentence *s = d->s;
    if (d->keeps_past)
        return true;
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        bool span = word_in(t->lower, " years months weeks decades ");
        if (span && has_child_word(s, i, " for over in within during "))
            return true;
        if (word_in(t->lower, " ago last yesterday previously formerly originally earlier when "
                              "while once before since until during previous "))
            return true;
        bool year =
            t->bytes == 4 && (strncmp(t->word, "19", 2) == 0 || strncmp(t->word, "20", 2) == 0);
        if (year && t->tag == TAG_CD)
            return true;
    }
    return false;
}

/* 1 plural, 0 singular, -1: not sure. */
static int is_plural(const sentence *s, int verb) {
    int subject = child_with(s, verb, LABEL_NSUBJ);
    if (subject < 0)
        return -1;
    const token *t = &s->tokens[subject];
    for (int i = 0; i < s->count; i++)
        if (s->tokens[i].head == subject && s->tokens[i].label == LABEL_CONJ)
            return has_child_word(s, i, " and ") || has_child_word(s, subject, " and ") ? 1 : -1;
    if (word_in(t->lower, " people police officials they we you i dozens hundreds thousands scores "
                          "both many several few all most some men women children "))
        return 1;
    if (word_in(t->lower, " number majority half rest series pair couple group percent % media "
                          "crew staff data "))
        return -1;
    switch (t->tag) {
    case TAG_NNS:
        return 1;
    case TAG_NN:
        return 0;
    case TAG_NNP:
        return t->word[t->bytes - 1] == 's' && t->bytes > 5 ? -1 : 0;
    case TAG_PRP:
        return 0;
    case TAG_CD:
        return word_in(t->lower, " one 1 ") ? 0 : 1;
    default:
        return -1;
    }
}

static bool is_main_verb(const wording *w, int i) {
    const token *t = &w->s->tokens[i];
    if (i == w->d->root)
        return true;
    if (t->label == LABEL_PARATAXIS && is_saying(t->lower))
        return true;
    return t->label == LABEL_CONJ && t->head == w->d->root;
}

static void make_present(wording *w, int verb, int subject_of) {
    char base[WORD_FORM_MAX];
    bool past;
    const token *t = &w->s->tokens[verb];
    int plural = is_plural(w->s, subject_of);
    if (verb > 0 && word_in(w->s->tokens[verb - 1].lower, " police officials authorities "))
        plural = 1;
    if (plural < 0 || !word_base_of_past(&w->d->model->verbs, t->lower, base, &past))
        return;
    if (plural)
        memcpy(w->forms[verb], base, sizeof base);
    else
        word_third_person(base, w->forms[verb]);
    w->word[verb] = w->forms[verb];
}

/* "has been taken": taken; "has apologised": apologises; both without "not". */
static void drop_perfect(wording *w, int i, int verb) {
    const sentence *s = w->s;
    int been = -1;
    for (int k = i + 1; k < verb; k++)
        if (w->keep[k] && word_in(s->tokens[k].lower, " been "))
            been = k;
    if (child_with(s, verb, LABEL_COP) >= 0 || !tag_is_verb(s->tokens[verb].tag))
        return;
    if (been >= 0) {
        w->keep[i] = w->keep[been] = 0;
        return;
    }
    if (s->tokens[verb].tag != TAG_VBN && s->tokens[verb].tag != TAG_VBD)
        return;
    make_present(w, verb, verb);
    if (w->word[verb] != s->tokens[verb].word)
        w->keep[i] = 0;
}

static bool has_noun_subject(const sentence *s, int verb) {
    int subject = child_with(s, verb, LABEL_NSUBJ);
    return subject >= 0 && s->tokens[subject].tag != TAG_PRP && s->tokens[subject].tag != TAG_WP &&
           s->tokens[subject].tag != TAG_WDT && s->tokens[subject].tag != TAG_DT;
}

static void change_auxiliaries(wording *w, bool past) {
    const sentence *s = w->s;
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        int verb = t->head;
        bool helps = t->label == LABEL_AUX || t->label == LABEL_AUXPASS;
        if (!w->keep[i] || !helps || verb < i)
            continue;
        if (!is_main_verb(w, verb) || is_negated(s, verb) || !has_noun_subject(s, verb))
            continue;
        int tag = s->tokens[verb].tag;
        bool participle = tag == TAG_VBN || tag == TAG_VBG || tag == TAG_VBD;
        bool alone = has_child_word(s, verb, " will would could may might should must can ");
        if (word_in(t->lower, " is are was were ") && participle && !alone)
            w->keep[i] = 0;
        else if (word_in(t->lower, " will "))
            w->word[i] = "to";
        else if (word_in(t->lower, " has have ") && !past)
            drop_perfect(w, i, verb);
    }
}

static void change_tense(wording *w) {
    const sentence *s = w->s;
    bool past = speaks_of_past(w->d);
    change_auxiliaries(w, past);
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        if (!w->keep[i] || t->tag != TAG_VBD || !is_main_verb(w, i))
            continue;
        if (word_in(t->lower, " was were had did "))
            continue;
        bool reports = is_saying(t->lower);
        int subject = child_with(s, i, LABEL_NSUBJ) >= 0 ? i : w->d->root;
        if ((!past || reports) && has_child_word(s, i, " had did was were ") == false)
            make_present(w, i, subject);
    }
}

/* --- numbers and names --- */

static void shorten_names(wording *w) {
    static const struct {
        const char *first, *second, *shorter;
    } pairs[] = {{"United", "States", "US"},
                 {"United", "Nations", "UN"},
                 {"United", "Kingdom", "UK"},
                 {"European", "Union", "EU"}};
    const sentence *s = w->s;
    for (int i = 0; i < s->count; i++) {
        if (!w->keep[i] || w->d->instead[i])
            continue;
        const token *t = &s->tokens[i];
        if (strcmp(t->word, "U.S.") == 0)
            w->word[i] = "US";
        if (strcmp(t->word, "U.N.") == 0)
            w->word[i] = "UN";
        if (strcmp(t->word, "U.K.") == 0)
            w->word[i] = "UK";
        if (word_in(t->lower, " percent pct "))
            w->word[i] = "%";
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs && i + 1 < s->count; k++) {
            if (strcmp(t->word, pairs[k].first) != 0 || !w->keep[i + 1] ||
                strcmp(s->tokens[i + 1].word, pairs[k].second) != 0)
                continue;
            w->word[i] = pairs[k].shorter;
            w->keep[i + 1] = 0;
        }
        int number = t->tag == TAG_CD ? word_number(t->lower) : 0;
        bool alone = i + 1 < s->count && word_in(s->tokens[i + 1].lower, " million billion of ");
        if (number && !alone) {
            snprintf(w->forms[i], WORD_FORM_MAX, "%d", number);
            w->word[i] = w->forms[i];
        }
    }
}

static void shorten_dates(wording *w) {
    const sentence *s = w->s;
    for (int i = 0; i < s->count; i++) {
        if (!w->keep[i])
            continue;
        int next = next_kept(w, i);
        bool day = next == i + 1 &&
                   (word_weekday(s->tokens[next].lower) >= 0 || word_month(s->tokens[next].lower));
        if (day && word_in(s->tokens[i].lower, " on ") && i != w->d->root)
            w->keep[i] = 0;
        int month = word_month(s->tokens[i].lower);
        bool dated = month && next == i + 1 && s->tokens[next].word[0] >= '0' &&
                     s->tokens[next].word[0] <= '9' && s->tokens[i].tag != TAG_MD;
        if (dated)
            w->word[i] = month_short(month);
    }
}

/* --- joining --- */

typedef struct joiner {
    char *line;
    size_t used;
    bool glue; /* no space before the next word */
} joiner;

static void join(joiner *j, const char *word, bool glued) {
    size_t bytes = strlen(word);
    bool space = j->used > 0 && !j->glue && !glued;
    if (j->used + bytes + 2 >= LINE_ROOM) {
        j->used = LINE_ROOM;
        return;
    }
    if (space)
        j->line[j->used++] = ' ';
    memcpy(j->line + j->used, word, bytes);
    j->used += bytes;
    j->line[j->used] = 0;
    j->glue = false;
}

static bool leans_left(const token *t, const char *word) {
    if (t->tag == TAG_POS || word_in(word, " , . : ; % ? ! ) ] n't "))
        return true;
    if (word[0] == '\'' && word[1] && t->bytes < 4 && !t->spaced)
        return true;
    return false;
}

static void join_all(const wording *w, joiner *j) {
    bool quoted = false;
    for (int i = 0; i < w->s->count && j->used < LINE_ROOM; i++) {
        if (!w->keep[i])
            continue;
        const token *t = &w->s->tokens[i];
        const char *word = w->word[i];
        int next = next_kept(w, i);
        if (t->tag == TAG_COMMA) {
            bool first = j->used == 0 || j->line[j->used - 1] == ',';
            if (first || next < 0 || w->s->tokens[next].tag == TAG_COMMA)
                continue;
        }
        if (t->word[0] == '"' && !w->d->instead[i]) {
            quoted = !quoted;
            join(j, word, !quoted);
            j->glue = quoted;
            continue;
        }
        int before = last_kept(w, i);
        bool cannot = is_word(w, i, " not ") && !t->spaced && is_word(w, before, " can ");
        join(j, word, cannot || leans_left(t, word));
        if (j->used < LINE_ROOM)
            j->glue = word_in(word, " $ ( [ # ") || (w->word[i][0] == '$' && !word[1]);
    }
}

static void begin_wording(wording *w, const draft *d) {
    w->d = d;
    w->s = d->s;
    for (int i = 0; i < d->s->count; i++)
        w->keep[i] = d->keep[i] && !d->hide[i];
    for (int i = 0; i < d->s->count; i++)
        w->word[i] = d->instead[i] ? d->instead[i] : d->s->tokens[i].word;
}

size_t draft_render(const draft *d, line_style style, char line[LINE_ROOM]) {
    wording w;
    begin_wording(&w, d);
    if (style == STYLE_HEADLINE) {
        drop_small_words(&w);
        pair_quotes(&w);
        change_tense(&w);
        shorten_names(&w);
        shorten_dates(&w);
    }
    joiner j = {.line = line};
    line[0] = 0;
    join_all(&w, &j);
    if (j.used == LINE_ROOM)
        return LINE_ROOM;
    while (j.used > 0 && strchr(",:;- ", line[j.used - 1]))
        line[--j.used] = 0;
    if (line[0] >= 'a' && line[0] <= 'z')
        line[0] = (char)(line[0] - 32);
    return j.used;
}

/* --- what is no line --- */

/* A name is shown when its last word is. */
static bool is_shown(const draft *d, int i) {
    if (!d->keep[i])
        return false;
    for (int k = i; k < d->s->count; k++) {
        if (!tag_is_name(d->s->tokens[k].tag) && !tag_is_noun(d->s->tokens[k].tag))
            return k == i && !d->hide[k];
        if (!d->hide[k] && d->keep[k])
            return k == i || is_below(d->s, k, i) || is_below(d->s, i, k);
    }
    return false;
}

static const char *reason_in_words(const draft *d) {
    const sentence *s = d->s;
    int shown = 0;
    for (int i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        if (!d->keep[i] || d->hide[i] || t->label == LABEL_PUNCT)
            continue;
        bool own = word_in(t->lower, " i we you my our your me us myself ourselves mine ours ");
        if (own && t->tag != TAG_NNP && strcmp(t->word, "US") != 0)
            return "first or second person";
        if (t->word[0] == '?' || t->word[0] == '!')
            return "no statement";
        bool leads = t->label == LABEL_CASE || t->label == LABEL_MARK || t->label == LABEL_POSS;
        if (leads && t->head >= 0 && !is_shown(d, t->head))
            return "a preposition without its noun";
        shown++;
    }
    if (shown < 3)
        return "too short";
    return s->tokens[s->count - 1].word[0] == '?' ? "a question" : NULL;
}

const char *veto_reason(const draft *d) {
    const sentence *s = d->s;
    const char *reason = reason_in_words(d);
    if (reason)
        return reason;
    const token *verb = &s->tokens[d->root];
    if (!tag_is_verb(verb->tag) && child_with(s, d->root, LABEL_COP) < 0 &&
        child_with(s, d->root, LABEL_AUX) < 0)
        return "no verb";
    if (verb->tag == TAG_VBG && child_with(s, d->root, LABEL_AUX) < 0)
        return "no finite verb";
    int subject = child_with(s, d->root, LABEL_NSUBJ);
    if (subject < 0)
        subject = child_with(s, d->root, LABEL_EXPL);
    if (subject < 0 || !is_shown(d, subject))
        return "no subject";
    if (d->instead[subject])
        return NULL;
    const token *t = &s->tokens[subject];
    if (t->tag == TAG_PRP || word_in(t->lower, " this that these those which who what some others "
                                               "another both one "))
        return "a pronoun without its noun";
    return NULL;
}

size_t cut_at_word(const char *text, size_t bytes, char line[LINE_ROOM]) {
    size_t size = strlen(text);
    if (bytes >= LINE_ROOM)
        bytes = LINE_ROOM - 1;
    if (size > bytes) {
        size = bytes;
        while (size > 0 && text[size] != ' ')
            size--;
    }
    if (size == 0) { /* one endless word: cut between characters */
        size = strlen(text) < bytes ? strlen(text) : bytes;
        while (size > 0 && (text[size] & 0xc0) == 0x80)
            size--;
    }
    memcpy(line, text, size);
    line[size] = 0;
    for (;;) {
        while (size > 0 && strchr(" ,;:-\"(", line[size - 1]))
            line[--size] = 0;
        char *last = strrchr(line, ' ');
        bool cut = text[size] != 0;
        if (!cut || !last ||
            !word_in(last + 1, " a an the of in on at to for from with by and or but as that which "
                               "who whose his her its their is are was were be has have had will "
                               "would could may than into over after before while when if not "))
            return size;
        *last = 0;
        size = (size_t)(last - line);
    }
}
