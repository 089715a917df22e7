/* SPDX-License-Identifier: MIT
 *
 * Articles as data: each articles/NAME.txt beside the lines that it must give, NAME.lines, and the
 * paragraphs that must be dropped.
 */
#define _POSIX_C_SOURCE 200809L
#include "condense.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const condense_model *model;

static char *read_file(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in)
        return NULL;
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    size_t bytes = fread(text, 1, (1 << 16) - 1, in);
    text[bytes] = 0;
    fclose(in);
    return text;
}

/* A line is a paragraph. */
static void condense_text(char *text, const condense_options *given, script *out,
                          condense_report *report) {
    document d = {0};
    condense_options options = *given;
    options.model = model;
    d.paragraphs = calloc(strlen(text) + 1, sizeof *d.paragraphs);
    assert_non_null(d.paragraphs);
    int number = 1;
    for (char *rest = text; rest; number++) {
        char *end = strchr(rest, '\n');
        if (end)
            *end++ = 0;
        if (*rest)
            d.paragraphs[d.count++] = (document_paragraph){rest, number};
        rest = end;
    }
    assert_int_equal(condense(&d, &options, out, report), 0);
    free(d.paragraphs);
}

static void print_result(const script *s, const condense_report *report, char *out, size_t room) {
    size_t used = 0;
    for (size_t i = 0; i < report->count && used < room; i++)
        used += (size_t)snprintf(out + used, room - used, "dropped %d: %s\n", report->drops[i].line,
                                 report->drops[i].reason);
    for (size_t i = 0; i < s->count && used < room; i++) {
        const script_line *l = &s->lines[i];
        used += (size_t)snprintf(out + used, room - used, "%s%s%s%s: %s\n",
                                 script_kind_name(l->kind), l->when ? "[" : "",
                                 l->when ? l->when : "", l->when ? "]" : "", l->text);
    }
}

static void check_article(const char *name, int length) {
    static char got[1 << 16];
    char path[512];
    script s = {0};
    condense_report report = {0};
    snprintf(path, sizeof path, "tests/condense/articles/%.*s.txt", length, name);
    char *text = read_file(path);
    snprintf(path, sizeof path, "tests/condense/articles/%.*s.lines", length, name);
    char *expected = read_file(path);
    assert_non_null(text);
    condense_text(text, &(condense_options){0}, &s, &report);
    got[0] = 0;
    print_result(&s, &report, got, sizeof got);
    if (!expected || strcmp(got, expected) != 0)
        fail_msg("%s: expected\n%s\ngot\n%s", path, expected ? expected : "nothing", got);
    for (size_t i = 0; i < s.count; i++)
        assert_true(strlen(s.lines[i].text) <= CONDENSE_LINE_BYTES);
    condense_report_free(&report);
    script_free(&s);
    free(text);
    free(expected);
}

static void test_articles(void **state) {
    (void)state;
    int count = 0;
    DIR *directory = opendir("tests/condense/articles");
    assert_non_null(directory);
    for (struct dirent *e; (e = readdir(directory)) != NULL;) {
        const char *dot = strrchr(e->d_name, '.');
        if (!dot || strcmp(dot, ".txt") != 0)
            continue;
        check_article(e->d_name, (int)(dot - e->d_name));
        count++;
    }
    closedir(directory);
    assert_true(count >= 8);
}

static const char dated[] = "The council will meet in Arn on Tuesday.\n"
                            "The summer fair will open on May 20 in the old harbour.\n";

static void test_dates_become_days(void **state) {
    (void)state;
    script s = {0};
    char text[sizeof dated];
    memcpy(text, dated, sizeof dated);
    condense_text(text, &(condense_options){.date = "2013-05-06"}, &s, NULL);
    int seen = 0;
    for (size_t i = 0; i < s.count; i++) {
        if (s.lines[i].kind != SCRIPT_AGENDA)
            continue;
        assert_string_equal(s.lines[i].attributes, seen ? "to=2013-05-20" : "to=2013-05-07");
        assert_string_equal(s.lines[i].when, seen ? "May 20" : "Tue");
        assert_non_null(s.lines[i].source);
        seen++;
    }
    assert_int_equal(seen, 2);
    script_free(&s);
}

static void test_limits(void **state) {
    (void)state;
    for (int bytes = 20; bytes <= 120; bytes += 25) {
        script s = {0};
        char *text = read_file("tests/condense/articles/minister.txt");
        assert_non_null(text);
        condense_text(text, &(condense_options){.bytes = bytes, .lines = 3}, &s, NULL);
        assert_true(s.count <= 4);
        for (size_t i = 0; i < s.count; i++)
            assert_true(strlen(s.lines[i].text) <= (size_t)bytes);
        script_free(&s);
        free(text);
    }
}

/* Whatever bytes come, it ends, and no line is too long or broken into two. */
static void test_garbage(void **state) {
    (void)state;
    enum {
        BYTES = 20000
    };
    static const char letters[] = "  aeiou.,;:'\"-ABCtTheMondaywill!?()\n0123\xe2\x80\x9c\xc3\xa9";
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 12; round++) {
        char *text = malloc(BYTES + 1);
        assert_non_null(text);
        for (int i = 0; i < BYTES; i++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            int byte = (int)(random % 255) + 1;
            text[i] = round % 2 ? (char)byte : letters[random % (sizeof letters - 1)];
        }
        text[BYTES] = 0;
        script s = {0};
        condense_text(text, &(condense_options){0}, &s, NULL);
        for (size_t i = 0; i < s.count; i++) {
            assert_true(strlen(s.lines[i].text) <= CONDENSE_LINE_BYTES);
            assert_null(strchr(s.lines[i].text, '\n'));
        }
        script_free(&s);
        free(text);
    }
}

static void test_empty(void **state) {
    (void)state;
    script s = {0};
    document d = {0};
    assert_int_equal(condense(&d, &(condense_options){.model = model}, &s, NULL), 0);
    assert_int_equal(s.count, 0);
    script_free(&s);
}

int main(void) {
    condense_model *opened = condense_model_open();
    if (!opened)
        return 1;
    model = opened;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles), cmocka_unit_test(test_dates_become_days),
        cmocka_unit_test(test_limits),   cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_empty),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    condense_model_close(opened);
    return failed;
}
