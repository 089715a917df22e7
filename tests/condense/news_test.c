/* SPDX-License-Identifier: MIT
 *
 * Whole pages as they are found, news/NAME.txt or NAME.html, beside what an editor would put on the
 * sign, news/NAME.lines:
 *
 *     headline: ...       headline, agenda and topics: exactly these, in this order
 *     ? agenda[Fri]: ...  wanted too, or instead, but not made yet: counted, no failure
 *     ! cookies           words that neither a line nor its source may hold
 *
 * Points are not listed; each must come from the article: its length, its sentence, its words.
 */
#define _POSIX_C_SOURCE 200809L
#include "condense.h"
#include "model.h"
#include "read.h"
#include "words.h"

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct expected_line {
    char *text;
    int number;
} expected_line;

typedef struct page {
    const condense_model *model;
    const char *path; /* of the article */
    char lines_path[512];
    char *expected_text;
    source source;
    script script;
    int failures, wanted, made;
} page;

#define FAIL(page, ...) (printf(__VA_ARGS__), putchar('\n'), (page)->failures++)

static char *read_whole(const char *path) {
    FILE *in = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (in && text)
        text[fread(text, 1, (1 << 16) - 1, in)] = 0;
    if (in)
        fclose(in);
    return in ? text : (free(text), NULL);
}

static void print_line(const script_line *l, char *out, size_t room) {
    bool both = l->when && l->attributes, any = l->when || l->attributes;
    snprintf(out, room, "%s%s%s%s%s%s: %s", script_kind_name(l->kind), any ? "[" : "",
             l->when ? l->when : "", both ? ", " : "", l->attributes ? l->attributes : "",
             any ? "]" : "", l->text);
}

static void check_forbidden(page *p, const char *words, int number) {
    for (size_t i = 0; i < p->script.count; i++) {
        const script_line *l = &p->script.lines[i];
        if (strstr(l->text, words) || (l->source && strstr(l->source, words)))
            FAIL(p, "%s:%d: \"%s\" came into: %s", p->lines_path, number, words, l->text);
    }
}

static bool is_made(const page *p, const char *expected) {
    char got[2048];
    for (size_t i = 0; i < p->script.count; i++) {
        print_line(&p->script.lines[i], got, sizeof got);
        if (strcmp(got, expected) == 0)
            return true;
    }
    return false;
}

/* The next line that is no point; its index, or the count. */
static size_t next_listed(const page *p, size_t i) {
    while (i < p->script.count && p->script.lines[i].kind == SCRIPT_POINT)
        i++;
    return i;
}

static void check_lines(page *p) {
    char got[2048];
    size_t at = next_listed(p, 0);
    int number = 1;
    for (char *rest = p->expected_text, *end; *rest; rest = end, number++) {
        end = rest + strcspn(rest, "\n");
        end += *end ? (*end = 0, 1) : 0;
        if (strncmp(rest, "! ", 2) == 0) {
            check_forbidden(p, rest + 2, number);
        } else if (strncmp(rest, "? ", 2) == 0) {
            p->wanted++;
            p->made += is_made(p, rest + 2);
        } else if (*rest && *rest != '#') {
            if (at < p->script.count)
                print_line(&p->script.lines[at], got, sizeof got);
            else
                snprintf(got, sizeof got, "nothing more");
            if (strcmp(got, rest) != 0)
                FAIL(p, "%s:%d: expected \"%s\", got \"%s\"", p->lines_path, number, rest, got);
            at = next_listed(p, at + 1);
        }
    }
    for (; at < p->script.count; at = next_listed(p, at + 1)) {
        print_line(&p->script.lines[at], got, sizeof got);
        FAIL(p, "%s: nothing more expected, got \"%s\"", p->lines_path, got);
    }
}

/* --- points --- */

static bool in_article(const document *d, const char *text) {
    for (size_t i = 0; i < d->count; i++)
        if (strstr(d->paragraphs[i].text, text))
            return true;
    return false;
}

/* The words with which headlines say others. */
static bool is_headline_word(const char *word, size_t bytes) {
    static const char words[] = " to us un uk eu and has have is are ";
    char spaced[64];
    snprintf(spaced, sizeof spaced, " %.*s ", (int)bytes, word);
    for (char *c = spaced; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return strstr(words, spaced) || isdigit((unsigned char)*word);
}

/* Whether the word, or the one whose past it is, begins as this one does. */
static bool is_same_word(const word_set *verbs, const char *there, const char *word, size_t stem) {
    char lower[64] = "", base[WORD_FORM_MAX];
    bool past;
    if (strncasecmp(there, word, stem) == 0)
        return true;
    for (size_t i = 0; i + 1 < sizeof lower && isalpha((unsigned char)there[i]); i++)
        lower[i] = (char)tolower((unsigned char)there[i]);
    return word_base_of_past(verbs, lower, base, &past) &&
           strncasecmp(base, word, strlen(base)) == 0;
}

/* The ends of words differ with the tense. */
static bool has_word(const page *p, const char *word, size_t bytes) {
    size_t stem = bytes > 6 ? bytes - 3 : bytes > 3 ? bytes - 2 : bytes;
    const document *d = &p->source.documents[0];
    for (size_t i = 0; i < d->count; i++)
        for (const char *c = d->paragraphs[i].text; *c; c++) {
            bool begins = c == d->paragraphs[i].text || !isalnum((unsigned char)c[-1]);
            if (begins && is_same_word(&p->model->verbs, c, word, stem))
                return true;
        }
    return false;
}

static void check_words(page *p, const char *line) {
    for (const char *c = line; *c;) {
        size_t bytes = 0;
        while (isalnum((unsigned char)c[bytes]))
            bytes++;
        if (bytes == 0) {
            c++;
            continue;
        }
        if (!is_headline_word(c, bytes) && !has_word(p, c, bytes))
            FAIL(p, "%s: \"%.*s\" is not in the article: %s", p->path, (int)bytes, c, line);
        c += bytes;
    }
}

static void check_points(page *p) {
    for (size_t i = 0; i < p->script.count; i++) {
        const script_line *l = &p->script.lines[i];
        if (strlen(l->text) > CONDENSE_LINE_BYTES)
            FAIL(p, "%s: %zu bytes: %s", p->path, strlen(l->text), l->text);
        if (!l->source)
            FAIL(p, "%s: no source: %s", p->path, l->text);
        if (l->kind != SCRIPT_POINT)
            continue;
        if (l->source && !in_article(&p->source.documents[0], l->source))
            FAIL(p, "%s: the source is not in the article: %s", p->path, l->source);
        check_words(p, l->text);
        for (size_t k = 0; k < l->alternative_count; k++)
            check_words(p, l->alternatives[k]);
    }
}

static bool open_page(page *p, const char *path, const condense_model *model) {
    message error;
    const char *dot = strrchr(path, '.');
    *p = (page){.path = path, .model = model};
    snprintf(p->lines_path, sizeof p->lines_path, "%.*s.lines", (int)(dot - path), path);
    p->expected_text = read_whole(p->lines_path);
    if (!p->expected_text || read_source(path, NULL, &p->source, &error) != 0)
        return FAIL(p, "%s: cannot be read, or has no .lines beside it", path), false;
    condense_options options = {.model = model, .alternatives = 3};
    if (condense(&p->source.documents[0], &options, &p->script, NULL) != 0)
        return FAIL(p, "%s: not condensed", path), false;
    return true;
}

int main(int count, char **arguments) {
    glob_t found = {0};
    char pattern[4096];
    int failures = 0, wanted = 0, made = 0, articles = 0;
    condense_model *model = condense_model_open();
    if (count != 2 || !model)
        return 2;
    snprintf(pattern, sizeof pattern, "%s/*.[th]*", arguments[1]);
    glob(pattern, 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        page p;
        if (open_page(&p, found.gl_pathv[i], model)) {
            check_lines(&p);
            check_points(&p);
        }
        failures += p.failures, wanted += p.wanted, made += p.made, articles++;
        script_free(&p.script);
        source_free(&p.source);
        free(p.expected_text);
    }
    globfree(&found);
    condense_model_close(model);
    printf("%d articles, %d differences; of %d wanted lines %d are made\n", articles, failures,
           wanted, made);
    return failures > 0 || articles < 8;
}
