/* SPDX-License-Identifier: MIT
 *
 * Articles into the files that the scorers of the training corpus read.
 *
 *     measure headlines ARTICLES OUT   NNNN.txt -> OUT/NNNN.txt: the headline, the title hidden
 *     measure summaries ARTICLES OUT   NNNN.txt -> OUT/NNNN.txt: three points, lightly shortened
 *     measure agenda    ARTICLES OUT   NNNN.txt -> OUT/NNNN.lines: "[when] text", "[topics] ..."
 *     measure show      ARTICLE        the whole script, with what was dropped
 */
#define _POSIX_C_SOURCE 200809L
#include "condense.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct plain_article {
    document document;
    char *text;
} plain_article;

static bool read_article(const char *path, bool hide_title, plain_article *a) {
    FILE *in = fopen(path, "rb");
    *a = (plain_article){0};
    if (!in)
        return false;
    a->text = calloc(1, DOCUMENT_BYTES_MAX);
    size_t bytes = a->text ? fread(a->text, 1, DOCUMENT_BYTES_MAX - 1, in) : 0;
    fclose(in);
    size_t lines = 1;
    for (size_t i = 0; i < bytes; i++)
        lines += a->text[i] == '\n';
    a->document.paragraphs = calloc(lines, sizeof *a->document.paragraphs);
    char *rest = a->text;
    for (int number = 1; rest && a->document.paragraphs; number++) {
        char *end = strchr(rest, '\n');
        if (end)
            *end++ = 0;
        if (*rest && !(hide_title && number == 1))
            a->document.paragraphs[a->document.count++] = (document_paragraph){rest, number};
        rest = end;
    }
    return a->document.paragraphs != NULL;
}

static void free_article(plain_article *a) {
    free(a->document.paragraphs);
    free(a->text);
}

static void write_headline(const script *s, FILE *out) {
    for (size_t i = 0; i < s->count; i++)
        if (s->lines[i].kind == SCRIPT_HEADLINE)
            fprintf(out, "%s\n", s->lines[i].text);
}

static void write_points(const script *s, FILE *out) {
    for (size_t i = 0; i < s->count; i++)
        if (s->lines[i].kind == SCRIPT_POINT)
            fprintf(out, "%s\n", s->lines[i].text);
}

static void write_agenda(const script *s, FILE *out) {
    for (size_t i = 0; i < s->count; i++) {
        const script_line *line = &s->lines[i];
        if (line->kind == SCRIPT_TOPICS)
            fprintf(out, "[topics] %s\n", line->text);
        if (line->kind == SCRIPT_AGENDA)
            fprintf(out, "[%s] %s\n", line->when ? line->when : "", line->text);
    }
}

typedef struct kind {
    const char *name;
    condense_options options;
    bool hide_title;
    const char *ending;
    void (*write)(const script *, FILE *);
} kind;

static const kind kinds[] = {
    {"headlines", {.lines = -1}, true, "txt", write_headline},
    {"summaries", {.lines = 3, .bytes = 1000}, false, "txt", write_points},
    {"agenda", {.lines = 40}, false, "lines", write_agenda},
};

static int measure_one(const kind *k, const condense_model *model, const char *from,
                       const char *to) {
    plain_article a;
    script s = {0};
    FILE *out = fopen(to, "w");
    if (!out || !read_article(from, k->hide_title, &a))
        return 1;
    condense_options options = k->options;
    options.model = model;
    int result = condense(&a.document, &options, &s, NULL);
    k->write(&s, out);
    script_free(&s);
    free_article(&a);
    return fclose(out) != 0 || result != 0;
}

static int measure_all(const kind *k, const char *from, const char *to) {
    condense_model *model = condense_model_open();
    DIR *directory = opendir(from);
    int failed = !model || !directory;
    for (struct dirent *e; !failed && (e = readdir(directory)) != NULL;) {
        char *dot = strrchr(e->d_name, '.');
        char source[4096], target[4096];
        if (!dot || strcmp(dot, ".txt") != 0)
            continue;
        snprintf(source, sizeof source, "%s/%s", from, e->d_name);
        snprintf(target, sizeof target, "%s/%.*s.%s", to, (int)(dot - e->d_name), e->d_name,
                 k->ending);
        failed = measure_one(k, model, source, target);
    }
    if (directory)
        closedir(directory);
    condense_model_close(model);
    return failed;
}

static int show(const char *path) {
    plain_article a;
    script s = {0};
    condense_report report = {0};
    if (!read_article(path, false, &a))
        return 1;
    int failed = condense(&a.document, &(condense_options){0}, &s, &report) != 0;
    for (size_t i = 0; i < report.count; i++)
        printf("# line %d dropped: %s\n", report.drops[i].line, report.drops[i].reason);
    failed = script_write(&s, stdout) != 0 || failed;
    condense_report_free(&report);
    script_free(&s);
    free_article(&a);
    return failed;
}

int main(int count, char **arguments) {
    if (count == 3 && strcmp(arguments[1], "show") == 0)
        return show(arguments[2]);
    for (size_t i = 0; count == 4 && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(arguments[1], kinds[i].name) == 0)
            return measure_all(&kinds[i], arguments[2], arguments[3]);
    fputs("usage: measure headlines|summaries|agenda ARTICLES OUT\n"
          "       measure show ARTICLE\n",
          stderr);
    return 2;
}
