/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include "clean.h"
#include "load.h"
#include "read.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static source s;
static message error;

static int read_text(const void *bytes, size_t count) {
    error = (message){""};
    return read_bytes(bytes, count, "in", NULL, &s, &error);
}

static void good(const char *text, const char *paragraph) {
    if (read_text(text, strlen(text)) != 0)
        fail_msg("%s", error.text);
    assert_int_equal(s.document_count, 1);
    assert_string_equal(s.documents[0].paragraphs[0].text, paragraph);
    source_free(&s);
}

static void bad(const void *bytes, size_t count, const char *expected) {
    assert_int_equal(read_text(bytes, count), -1);
    if (!strstr(error.text, expected))
        fail_msg("expected: %s\ngot: %s", expected, error.text);
    assert_null(s.name);
}

/* ---- files ---- */

static char folder[] = "/tmp/motograph-read-XXXXXX";
static char path[256];

static void in_folder(const char *name, size_t bytes) {
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    for (size_t i = 0; i < bytes; i++)
        fputc('a', out);
    fclose(out);
}

static void bad_file(const char *expected) {
    error = (message){""};
    assert_int_equal(read_source(path, NULL, &s, &error), -1);
    if (strncmp(error.text, path, strlen(path)) != 0 || !strstr(error.text, expected))
        fail_msg("expected: %s\ngot: %s", expected, error.text);
}

static void files(void **state) {
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/nothing", folder);
    bad_file(": No such file or directory");
    snprintf(path, sizeof path, "%s", folder);
    bad_file(": is a directory");
    in_folder("empty", 0);
    bad_file(": is empty");
    unlink(path);
    in_folder("full", DOCUMENT_BYTES_MAX);
    assert_int_equal(read_source(path, NULL, &s, &error), 0);
    assert_int_equal(s.documents[0].text_bytes, DOCUMENT_TEXT_MAX);
    source_free(&s);
    in_folder("full", DOCUMENT_BYTES_MAX + 1);
    bad_file(": is over 16 MiB");
    chmod(path, 0);
    if (geteuid() != 0)
        bad_file(": Permission denied");
    unlink(path);
    rmdir(folder);
}

static void standard_input(void **state) {
    (void)state;
    error = (message){""};
    assert_string_equal(load_name("-"), "standard input");
    assert_non_null(freopen("/dev/null", "rb", stdin));
    assert_int_equal(read_source("-", NULL, &s, &error), -1);
    assert_string_equal(error.text, "standard input: is empty");
}

static void endless(void **state) {
    (void)state;
    snprintf(path, sizeof path, "/dev/zero");
    if (access(path, R_OK) != 0)
        skip();
    bad_file(": is over 16 MiB");
}

/* ---- what is refused ---- */

static void refused(void **state) {
    (void)state;
    bad("", 0, "in: is empty");
    bad(" \n\t\n", 4, "in: holds no text");
    bad("***\n---\n", 8, "in: holds no text");
    bad("\x89PNG\r\n\x1A\n", 8, "in: is a PNG picture; expected text, HTML");
    bad("%PDF-1.4\n", 9, "in: is a PDF file");
    bad("PK\x03\x04xx", 6, "in: is a ZIP archive");
    bad("abc\0def", 7, "in: is binary; expected");
    bad("a\1\2\3\4b", 6, "in: is binary; expected");
    bad("<?xml version=\"1.0\"?><svg/>", 27, "in: is XML, but neither RSS");
    bad("headlin: x", 10, "in:1: unknown kind \"headlin\"");
    unsigned char noise[4096];
    unsigned state_of_noise = 1;
    for (size_t i = 0; i < sizeof noise; i++) {
        state_of_noise = state_of_noise * 1103515245u + 12345u;
        noise[i] = (unsigned char)(state_of_noise >> 16);
        noise[i] = noise[i] ? noise[i] : 1;
    }
    bad(noise, sizeof noise, "in: is binary");
}

static void told_apart(void **state) {
    (void)state;
    assert_int_equal(read_text("MOTO\1\0\0", 7), 0);
    assert_int_equal(s.format, SOURCE_ROM);
    assert_int_equal(s.byte_count, 7);
    assert_memory_equal(s.bytes, "MOTO\1\0\0", 7);
    source_free(&s);
    assert_int_equal(read_text("headline: x\n", 12), 0);
    assert_int_equal(s.format, SOURCE_SCRIPT);
    assert_int_equal(s.script.count, 1);
    source_free(&s);
    static const struct {
        const char *text;
        source_format format;
    } cases[] = {
        {"<!DOCTYPE html><p>x", SOURCE_HTML},
        {" \n<!-- c --><HTML>", SOURCE_HTML},
        {"<p class=a>x</p>", SOURCE_HTML},
        {"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"a\">\n<html/>", SOURCE_HTML},
        {"<rss version=\"2.0\"/>", SOURCE_FEED},
        {"<?xml version='1.0'?><!-- c -->\n<feed xmlns='x'/>", SOURCE_FEED},
        {"<rdf:RDF/>", SOURCE_FEED},
        {"<?xml version='1.0'?><svg/>", SOURCE_XML},
        {"<pandas> are bears", SOURCE_TEXT},
        {"<- this way", SOURCE_TEXT},
        {"<!--", SOURCE_TEXT},
        {"<?", SOURCE_TEXT},
        {"BEGIN:VCALENDAR\n", SOURCE_CALENDAR},
        {"Kerry goes: a story", SOURCE_TEXT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sniff_text(cases[i].text, strlen(cases[i].text)), cases[i].format);
}

/* ---- character sets ---- */

static void one_note(const void *bytes, size_t count, const char *text, const char *note) {
    if (read_text(bytes, count) != 0)
        fail_msg("%s", error.text);
    assert_string_equal(s.documents[0].paragraphs[0].text, text);
    assert_int_equal(s.notes.count, note ? 1 : 0);
    if (note)
        assert_string_equal(s.notes.lines[0], note);
    source_free(&s);
}

static void character_sets(void **state) {
    (void)state;
    const char *latin = "in: not valid UTF-8, read as Windows-1252";
    one_note("caf\xC3\xA9", 5, "caf\xC3\xA9", NULL);
    one_note("\xEF\xBB\xBF"
             "caf\xC3\xA9",
             8, "caf\xC3\xA9", NULL);
    one_note("caf\xE9", 4, "caf\xC3\xA9", latin);
    one_note("\x93so\x94 \x80 5", 8, "\xE2\x80\x9Cso\xE2\x80\x9D \xE2\x82\xAC 5", latin);
    one_note("\xFF\xFE"
             "a\0\xE9\0",
             6, "a\xC3\xA9", NULL);
    one_note("\xFE\xFF\0a\0\xE9", 6, "a\xC3\xA9", NULL);
    one_note("a\0\xE9\0", 4, "a\xC3\xA9", NULL); /* without a mark */
    one_note("\0a\0\xE9", 4, "a\xC3\xA9", NULL);
    one_note("\xFE\xFF\0a\xD8\x3D\xDE\x00", 8, "a\xF0\x9F\x98\x80", NULL);
    one_note("\xFE\xFF\xD8\x3D\0a\0", 7,
             "\xEF\xBF\xBD"
             "a\xEF\xBF\xBD",
             NULL);
    /* overlong, surrogate, too large, cut: each is no UTF-8 */
    one_note("a\xC0\xAF", 3, "a\xC3\x80\xC2\xAF", latin);
    one_note("a\xED\xA0\x80", 4, "a\xC3\xAD \xE2\x82\xAC", latin);
    one_note("a\xF4\x90\x80\x80", 5, "a\xC3\xB4\xE2\x82\xAC\xE2\x82\xAC", latin);
    one_note("a\xE2\x82", 3, "a\xC3\xA2\xE2\x80\x9A", latin);
}

static void cleaned(void **state) {
    (void)state;
    good("e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"); /* composed */
    good("co\xC2\xADop\xE2\x80\x8B"
         "ed\xEF\xBB\xBF",
         "cooped"); /* soft hyphen, nothing wide */
    good("a\x07"
         "b\x7F"
         "c",
         "abc");
    good("  a \t b\xC2\xA0\xE2\x80\x89"
         "c  ",
         "a b c");
    good("a\xE2\x80\x8F"
         "b\xE2\x80\xAE"
         "c",
         "abc"); /* direction marks */
    good("z\xCC\xB4\xCC\xB5\xCC\xB6\xCC\xB7\xCC\xB8\xCC\xB4", "z\xCC\xB4\xCC\xB5\xCC\xB6\xCC\xB7");
    good("Vi\xC3\xAA\xCC\xA3t", "Vi\xE1\xBB\x87t");
}

/* Cleaning a clean text changes nothing, and no text makes it fail. */
static void clean_twice(void **state) {
    (void)state;
    static const uint32_t pool[] = {'a',    ' ',    '\n',   0x301,  0x323,   0xE9,   0xAD,
                                    0x200B, 0x2028, 0x1100, 0x1161, 0x1F600, 0x85,   0xFEFF,
                                    0x41,   0x30A,  0x212B, 0x7F,   0x110BD, 0xFE0F, 0x1D15E};
    unsigned seed = 7;
    for (int round = 0; round < 5000; round++) {
        char text[200];
        size_t length = 0;
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245u + 12345u;
            uint32_t c = pool[(seed >> 16) % (sizeof pool / sizeof *pool)];
            if (c < 0x80)
                text[length++] = (char)c;
            else if (c < 0x800)
                length += (size_t)sprintf(text + length, "%c%c", (int)(0xC0 | c >> 6),
                                          (int)(0x80 | (c & 0x3F)));
            else if (c < 0x10000)
                length += (size_t)sprintf(text + length, "%c%c%c", (int)(0xE0 | c >> 12),
                                          (int)(0x80 | (c >> 6 & 0x3F)), (int)(0x80 | (c & 0x3F)));
            else
                length += (size_t)sprintf(text + length, "%c%c%c%c", (int)(0xF0 | c >> 18),
                                          (int)(0x80 | (c >> 12 & 0x3F)),
                                          (int)(0x80 | (c >> 6 & 0x3F)), (int)(0x80 | (c & 0x3F)));
        }
        char *once = clean_text(text, length), *twice = clean_text(once, strlen(once));
        assert_string_equal(once, twice);
        assert_null(strpbrk(once, "\n\t\r\x7F"));
        free(once);
        free(twice);
    }
}

/* ---- limits ---- */

static void one_huge_line(void **state) {
    (void)state;
    size_t length = 1000000;
    char *text = malloc(length);
    for (size_t i = 0; i < length; i++)
        text[i] = i % 7 == 6 ? ' ' : 'x';
    assert_int_equal(read_text(text, length), 0);
    const document *d = &s.documents[0];
    assert_int_equal(d->count, 1);
    size_t kept = strlen(d->paragraphs[0].text);
    assert_in_range(kept, DOCUMENT_TEXT_MAX - 7, DOCUMENT_TEXT_MAX);
    assert_int_equal(d->paragraphs[0].text[kept - 1], 'x');
    assert_int_equal(kept % 7, 6);
    assert_string_equal(s.notes.lines[0], "in: only the first 64 KiB of the text are used");
    source_free(&s);
    memset(text, 'x', length);
    assert_int_equal(read_text(text, length), 0);
    assert_int_equal(strlen(s.documents[0].paragraphs[0].text), DOCUMENT_TEXT_MAX);
    source_free(&s);
    free(text);
}

static void line_numbers(void **state) {
    (void)state;
    const char *text = "\r\n\r\nFirst one.\r\rThird.\n\n\nFourth.\xE2\x80\xA8"
                       "Fifth.";
    assert_int_equal(read_text(text, strlen(text)), 0);
    const document *d = &s.documents[0];
    assert_int_equal(d->count, 4);
    assert_int_equal(d->paragraphs[0].line, 3);
    assert_int_equal(d->paragraphs[1].line, 5);
    assert_int_equal(d->paragraphs[2].line, 8);
    assert_int_equal(d->paragraphs[3].line, 9);
    source_free(&s);
}

/* A text wrapped at any width is joined to what it was. */
static void wrapping(void **state) {
    (void)state;
    static const char *const words[] = {"the",  "minister", "said",  "on",    "Tuesday",
                                        "that", "talks",    "would", "begin", "internationally",
                                        "a",    "new"};
    unsigned seed = 3;
    for (size_t width = 50; width <= 100; width += 10) {
        char wrapped[4096] = "", flat[3][1024] = {"", "", ""};
        size_t used = 0;
        for (int p = 0; p < 3; p++) {
            size_t column = 0;
            for (int i = 0; i < 60; i++) {
                seed = seed * 1103515245u + 12345u;
                const char *word = words[(seed >> 16) % 12];
                size_t length = strlen(word);
                bool fits = column + 1 + length <= width;
                if (column > 0)
                    wrapped[used++] = fits ? ' ' : '\n';
                column = fits && column > 0 ? column + 1 + length : length;
                memcpy(wrapped + used, word, length);
                used += length;
                strcat(flat[p], i ? " " : "");
                strcat(flat[p], word);
            }
            memcpy(wrapped + used, "\n\n", 2);
            used += 2;
        }
        assert_int_equal(read_text(wrapped, used), 0);
        assert_int_equal(s.documents[0].count, 3);
        for (size_t p = 0; p < 3; p++)
            assert_string_equal(s.documents[0].paragraphs[p].text, flat[p]);
        source_free(&s);
    }
}

/* ---- what is made to take for ever ---- */

typedef struct text {
    char *bytes;
    size_t count, capacity;
} text;

static void append(text *t, const char *part, size_t times) {
    size_t length = strlen(part);
    if (t->count + length * times > t->capacity) {
        t->capacity = 2 * (t->count + length * times);
        t->bytes = realloc(t->bytes, t->capacity);
        assert_non_null(t->bytes);
    }
    for (size_t i = 0; i < times; i++, t->count += length)
        memcpy(t->bytes + t->count, part, length);
}

/* Whatever is read of it, it is read within seconds of the processor. */
static void read_in_time(text *t) {
    read_options options = {.date = "2026-11-24", .days = READ_DAYS_MAX};
    clock_t began = clock();
    error = (message){""};
    read_bytes((unsigned char *)t->bytes, t->count, "in", &options, &s, &error);
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    source_free(&s);
    if (seconds > 1)
        print_message("%.1f seconds for %zu bytes of %.40s\n", seconds, t->count, t->bytes);
    if (seconds > 20)
        fail_msg("%.1f seconds for %.40s", seconds, t->bytes);
    free(t->bytes);
    *t = (text){0};
}

static void hostile_markup(void **state) {
    (void)state;
    text t = {0};
    append(&t, "<html><p ", 1);
    append(&t, "a b c d e f ", 100000);
    append(&t, ">x", 1);
    read_in_time(&t);
    append(&t, "<html>", 1);
    append(&t, "<b>", 300000);
    read_in_time(&t);
    append(&t, "<html>", 1);
    append(&t, "<p>A paragraph, with a comma, and words enough.</p>", 70000);
    read_in_time(&t);
    append(&t, "<html>", 1);
    append(&t, "<a\"'", 200000);
    read_in_time(&t);
    append(&t, "<html><p>", 1);
    append(&t, "&amp", 300000);
    read_in_time(&t);
    append(&t, "<rss><channel><item><title>", 1);
    append(&t, "<![CDATA[", 100000);
    read_in_time(&t);
    append(&t, "<rss>", 1);
    append(&t, "<item><title>x</title></item>", 50000);
    read_in_time(&t);
}

static void hostile_text(void **state) {
    (void)state;
    text t = {0};
    append(&t, "a", 1);
    append(&t, "\xCC\xA3\xCC\x81", 1000000);
    read_in_time(&t);
    append(&t, "a\n", 2000000);
    read_in_time(&t);
    append(&t, "point: x\n# point: y\n", 100000);
    read_in_time(&t);
    append(&t, "headline[", 1);
    append(&t, "speed=1,", 500000);
    append(&t, "]: x", 1);
    read_in_time(&t);
    append(&t, "&", 4000000);
    read_in_time(&t);
}

static void hostile_calendars(void **state) {
    (void)state;
    static const char *const rules[] = {"FREQ=SECONDLY",
                                        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
                                        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                                        "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3",
                                        "FREQ=WEEKLY;BYMONTH=13",
                                        "FREQ=DAILY;BYHOUR=1,2,3"};
    text t = {0};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char event[200];
        snprintf(event, sizeof event,
                 "BEGIN:VEVENT\nUID:x\nSUMMARY:x\nDTSTART:20000101T000000\nRRULE:%s\nEND:VEVENT\n",
                 rules[i]);
        append(&t, "BEGIN:VCALENDAR\n", 1);
        append(&t, event, 500);
        read_in_time(&t);
    }
    append(&t, "BEGIN:VCALENDAR\n", 1);
    append(&t,
           "BEGIN:VEVENT\nUID:x\nSUMMARY:x\nDTSTART:20261124T000000\n"
           "RECURRENCE-ID:20261124T000000\nEND:VEVENT\n",
           2000);
    append(
        &t,
        "BEGIN:VEVENT\nUID:x\nSUMMARY:x\nDTSTART:20261124T010000\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
        200);
    read_in_time(&t);
    append(&t, "BEGIN:VCALENDAR\n", 1);
    append(&t, "BEGIN:VEVENT\n", 100000);
    read_in_time(&t);
    append(&t, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T000000\nSUMMARY:", 1);
    append(&t, "x\n ", 300000);
    read_in_time(&t);
    append(&t, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20261124T000000\n", 1);
    append(&t, "RDATE:20261125T000000\nEXDATE:20261126T000000\n", 30000);
    append(&t, "END:VEVENT\nEND:VCALENDAR\n", 1);
    read_in_time(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),         cmocka_unit_test(standard_input),
        cmocka_unit_test(endless),       cmocka_unit_test(refused),
        cmocka_unit_test(told_apart),    cmocka_unit_test(character_sets),
        cmocka_unit_test(cleaned),       cmocka_unit_test(clean_twice),
        cmocka_unit_test(one_huge_line), cmocka_unit_test(line_numbers),
        cmocka_unit_test(wrapping),      cmocka_unit_test(hostile_markup),
        cmocka_unit_test(hostile_text),  cmocka_unit_test(hostile_calendars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
