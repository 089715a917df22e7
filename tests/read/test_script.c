/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* open_memstream, fmemopen */
#include "script.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

static script read_good(const char *text) {
    script s;
    message error = {""};
    if (script_read(text, strlen(text), "f.ticker", &s, &error) != 0)
        fail_msg("%s", error.text);
    return s;
}

static void read_bad(const char *text, const char *expected) {
    script s;
    message error = {""};
    assert_int_equal(script_read(text, strlen(text), "f.ticker", &s, &error), -1);
    if (strncmp(error.text, expected, strlen(expected)) != 0)
        fail_msg("expected: %s\ngot: %s", expected, error.text);
    assert_null(s.lines);
}

static void fields(void **state) {
    (void)state;
    script s = read_good("title: Kerry in Moscow\n"
                         "panel: 192x32@120\n"
                         "zone[name=tag, w=40, h=32, label, ink=red]: NEWS\n"
                         "zone[x=40, w=152, h=32, font=\"A, B.ttf:16\", speed=60]:\n"
                         "separator: \" * \"\n"
                         "every: 3\n"
                         "idle: Good morning\n\n"
                         "# not this\n"
                         "# The sentence\n"
                         "headline: Kerry: off [to] Russia # now\r\n"
                         "# headline[Tue]: Kerry goes\n"
                         "# headline: Off\n"
                         "# agenda: of another kind\n"
                         "\n"
                         "agenda[next week ,speed=60,  zone=1]:Kerry meets Putin\n"
                         "alert[]: Fire");
    assert_string_equal(s.title, "Kerry in Moscow");
    assert_int_equal(s.panel_width, 192);
    assert_int_equal(s.panel_refresh, 120);
    assert_int_equal(s.zone_count, 2);
    assert_true(s.zones[0].label);
    assert_string_equal(s.zones[0].labels[SCRIPT_POINT], "NEWS");
    assert_string_equal(s.zones[0].attributes, "ink=red");
    assert_string_equal(s.zones[1].name, "1");
    assert_string_equal(s.zones[1].font, "A, B.ttf:16");
    assert_int_equal(s.zones[1].x, 40);
    assert_int_equal(s.zones[1].y, 0);
    assert_string_equal(s.separator, " * ");
    assert_int_equal(s.every, 3);
    assert_string_equal(s.idle, "Good morning");
    assert_int_equal(s.count, 3);
    assert_string_equal(s.lines[0].text, "Kerry: off [to] Russia # now");
    assert_string_equal(s.lines[0].source, "The sentence");
    assert_int_equal(s.lines[0].alternative_count, 2);
    assert_string_equal(s.lines[0].alternatives[1], "Off");
    assert_int_equal(s.lines[0].number, 11);
    assert_string_equal(s.lines[1].when, "next week");
    assert_string_equal(s.lines[1].attributes, "speed=60, zone=1");
    assert_null(s.lines[1].source);
    assert_int_equal(s.lines[2].kind, SCRIPT_ALERT);
    script_free(&s);
    s = read_good("# The sentence\n# point: One\n# point: Two\npoint: Three\n# point: Four\n\n"
                  "# A remark\n# topics: of another kind\npoint: Five\n");
    assert_string_equal(s.lines[0].source, "The sentence");
    assert_int_equal(s.lines[0].alternative_count, 3);
    assert_string_equal(s.lines[0].alternatives[0], "One");
    assert_string_equal(s.lines[0].alternatives[2], "Four");
    assert_int_equal(s.lines[1].alternative_count, 0);
    script_free(&s);
    s = read_good("");
    assert_int_equal(s.count, 0);
    script_free(&s);
}

static void errors(void **state) {
    (void)state;
    read_bad("headlin: x",
             "f.ticker:1: unknown kind \"headlin\"; expected title, headline, agenda");
    read_bad("\n\nHeadline: x", "f.ticker:3: unknown kind \"Headline\"");
    read_bad("headline x", "f.ticker:1: expected \"kind: text\", found \"headline x\"");
    read_bad("headline", "f.ticker:1: expected \"kind: text\"");
    read_bad(": x", "f.ticker:1: expected \"kind: text\"");
    read_bad("headline:", "f.ticker:1: headline has no text");
    read_bad("headline[Tue: x", "f.ticker:1: expected ] after");
    read_bad("headline[Tue]x: y", "f.ticker:1: expected \"kind: text\"");
    read_bad("headline[hold=\"2s]: x", "f.ticker:1: expected ] after");
    read_bad("headline[Tue, Wed]: x", "f.ticker:1: unknown attribute \"Wed\"");
    read_bad("headline[speed=60, Tue]: x", "f.ticker:1: unknown attribute \"Tue\"");
    read_bad("headline[Tue,]: x", "f.ticker:1: unknown attribute \"\"");
    read_bad("headline[speed=fast]: x", "f.ticker:1: speed is \"fast\"; expected pixels a second");
    read_bad("headline[zone=2]: x", "f.ticker:1: there is no zone \"2\"");
    read_bad("title[Tue]: x", "f.ticker:1: title takes no brackets");
    read_bad("title: a\ntitle: b", "f.ticker:2: title is given twice");
    read_bad("idle:", "f.ticker:1: idle has no text");
    read_bad("separator: \"\"", "f.ticker:1: separator has no text");
    read_bad("every: 0", "f.ticker:1: every is \"0\"; expected a number from 1 to 1000");
    read_bad("every: 1001", "f.ticker:1: every is");
    read_bad("every: 3\nevery: 3", "f.ticker:2: every is given twice");
    static const char *const panels[] = {"128",         "x32",     "128x",     "0x32",
                                         "128x0",       "128x32@", "4097x1",   "128x32@0",
                                         "128x32@1001", "128x32 ", "128 x 32", "axb"};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        char text[64];
        snprintf(text, sizeof text, "panel: %s!", panels[i]);
        read_bad(text, "f.ticker:1: panel is ");
    }
    read_bad("panel: 8x8\npanel: 8x8", "f.ticker:2: panel is given twice");
}

/* A quotation in a message is cut between characters, not inside one. */
static void quoted_characters(void **state) {
    (void)state;
    for (size_t before = 0; before < 2; before++) {
        char text[201] = "";
        for (size_t i = before; i < 200; i += 2)
            memcpy(text + i, "\xC3\xBF", 2);
        memset(text, 'a', before);
        text[200] = 0;
        script s;
        message error = {""};
        assert_int_equal(script_read(text, 200 - before, "f", &s, &error), -1);
        const char *end = strrchr(error.text, '"');
        assert_non_null(end);
        assert_int_equal((unsigned char)end[-1], 0xBF);
    }
}

static void zone_errors(void **state) {
    (void)state;
    read_bad("zone: x", "f.ticker:1: a zone needs w and h");
    read_bad("zone[w=1]:", "f.ticker:1: a zone needs w and h");
    read_bad("zone[w=0, h=1]:", "f.ticker:1: a zone needs w and h");
    read_bad("zone[w=1, h=1]: x", "f.ticker:1: only a zone with label has a text");
    read_bad("zone[w=1, h=1, label]:", "f.ticker:1: expected one text for the label, or 5");
    read_bad("zone[w=1, h=1, label]: a | b | c | d", "f.ticker:1: expected one text");
    read_bad("zone[w=1, h=1, label]: a | b | c | d | e | f", "f.ticker:1: expected one text");
    read_bad("zone[w=1, h=1, label]: | | | |", "f.ticker:1: expected one text");
    read_bad("zone[w=1, h=1, follows=0]:", "f.ticker:1: only a zone with label follows");
    read_bad("zone[w=1, h=1, label, follows=0]: x", "f.ticker:1: there is no zone \"0\" to follow");
    read_bad("zone[w=1, h=1, label, name=a]: x\nheadline[zone=a]: y",
             "f.ticker:2: there is no zone \"a\" for lines");
    read_bad("zone[w=1, h=1, w=2]:", "f.ticker:1: w is given twice");
    read_bad("zone[w=1, h=33]:", "f.ticker:1: h is \"33\"; expected a number from 0 to 32");
    read_bad("zone[w=1, h=-1]:", "f.ticker:1: h is \"-1\"");
    read_bad("zone[name=a b, w=1, h=1]:", "f.ticker:1: name is \"a b\"; expected");
    read_bad("zone[name=a, name=b, w=1, h=1]:", "f.ticker:1: name is given twice");
    read_bad("zone[font=, w=1, h=1]:", "f.ticker:1: expected one font");
    read_bad("zone[priority=1, w=1, h=1]:",
             "f.ticker:1: unknown attribute \"priority=1\"; "
             "expected ink, speed, effect, hold, direction, gap, align, "
             "name, x, y, w, h, top, font, label or follows");
    read_bad("zone[w=1, h=1]:\nzone[name=0, w=1, h=1]:", "f.ticker:2: zone \"0\" is given twice");
    read_bad("zone[x=8, w=8, h=8]:\npanel: 8x8",
             "f.ticker:1: zone \"0\" does not fit on the panel of 8x8");
}

static void recognised(void **state) {
    (void)state;
    static const char *const scripts[] = {"headline: x", "# c\n\npanel: 8x8\nheadlin: y",
                                          "title: x\nbroken line", "headlin: x\nagend: y",
                                          "agenda[Tue, hours=08:00-09:00]: x"};
    static const char *const texts[] = {"",
                                        "Kerry heads to Russia",
                                        "Kerry: x\nLavrov: y",
                                        "point: x\nA sentence.\nAnother one.",
                                        "http",
                                        "# a"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        assert_true(script_looks_like(scripts[i], strlen(scripts[i])));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(script_looks_like(texts[i], strlen(texts[i])));
}

/* ---- what was written is read back ---- */

static uint64_t random_state;

static unsigned random_below(unsigned count) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(random_state >> 33) % count;
}

static void random_text(char *out, size_t size, const char *alphabet) {
    size_t length = 1 + random_below((unsigned)size - 1);
    for (size_t i = 0; i < length; i++)
        out[i] = alphabet[random_below((unsigned)strlen(alphabet))];
    out[length] = 0;
    if (out[0] == ' ')
        out[0] = 'a';
    if (out[length - 1] == ' ')
        out[length - 1] = 'z';
}

static const char any[] = "abc XYZ:[]#\"=,\xC3\xA9'-.{0}";

static void random_line(script *s) {
    static const char *const lists[] = {"speed=60", "ink=amber, hold=2s, days=Mon-Fri",
                                        "effect=page+blink, repeat=2", "hours=08:00-18:00"};
    char text[40], when[12];
    random_text(text, sizeof text, any);
    random_text(when, sizeof when, "abc 123");
    script_line *line =
        script_add(s, (script_kind)random_below(5), random_below(2) ? when : NULL, text);
    if (random_below(2))
        assert_int_equal(script_set_attributes(line, lists[random_below(4)]), 0);
    random_text(text, sizeof text, any);
    if (random_below(2))
        assert_int_equal(script_set_source(line, text), 0);
    for (unsigned i = random_below(3); i > 0; i--) {
        random_text(text, sizeof text, any);
        assert_int_equal(script_add_alternative(line, text), 0);
    }
}

static void random_zone(script *s, int number) {
    char text[20];
    snprintf(text, sizeof text, "zone-%d", number);
    script_zone *zone = script_add_zone(s, text);
    zone->x = (int)random_below(100);
    zone->y = (int)random_below(100);
    zone->width = 1 + (int)random_below(100);
    zone->height = 1 + (int)random_below(32);
    random_text(text, sizeof text, "abc ,]:=[");
    if (random_below(2))
        assert_int_equal(script_set_string(&zone->font, text), 0);
    if (random_below(2))
        assert_int_equal(script_set_string(&zone->attributes, "speed=60/7, ink=red"), 0);
    zone->label = random_below(2);
    bool one = random_below(2);
    for (int kind = 0; kind < SCRIPT_KINDS && zone->label; kind++) {
        if (!one)
            random_text(text, sizeof text, "abc ,]:=[");
        if (one || kind == 1 || random_below(2))
            assert_int_equal(script_set_string(&zone->labels[kind], text), 0);
    }
    zone->top = (int)random_below(3);
}

static script random_script(uint64_t seed) {
    script s = {0};
    char text[20];
    random_state = seed * 977 + 1;
    random_text(text, sizeof text, any);
    if (random_below(2))
        assert_int_equal(script_set_string(&s.title, text), 0);
    if (random_below(2))
        assert_int_equal(script_set_string(&s.separator, " \" * "), 0);
    if (random_below(2))
        assert_int_equal(script_set_string(&s.idle, text), 0);
    s.every = (int)random_below(3);
    if (random_below(2)) {
        s.panel_width = 200;
        s.panel_height = 200;
        s.panel_refresh = (int)random_below(2) * 120;
    }
    for (int i = (int)random_below(4); i > 0; i--)
        random_zone(&s, i);
    for (unsigned i = random_below(6); i > 0; i--)
        random_line(&s);
    return s;
}

static void same_text(const char *a, const char *b) {
    if (!a || !b)
        assert_ptr_equal(a, b);
    else
        assert_string_equal(a, b);
}

static void same_line(const script_line *a, const script_line *b) {
    assert_int_equal(a->kind, b->kind);
    same_text(a->when, b->when);
    same_text(a->attributes, b->attributes);
    same_text(a->text, b->text);
    same_text(a->source, b->source);
    assert_int_equal(a->alternative_count, b->alternative_count);
    for (size_t i = 0; i < a->alternative_count; i++)
        same_text(a->alternatives[i], b->alternatives[i]);
}

static void same_zone(const script_zone *a, const script_zone *b) {
    same_text(a->name, b->name);
    same_text(a->font, b->font);
    same_text(a->attributes, b->attributes);
    same_text(a->follows, b->follows);
    assert_int_equal(a->label, b->label);
    for (int kind = 0; kind < SCRIPT_KINDS; kind++)
        same_text(a->labels[kind], b->labels[kind]);
    assert_int_equal(a->top, b->top);
    assert_int_equal(a->x, b->x);
    assert_int_equal(a->y, b->y);
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
}

static void same_script(const script *a, const script *b) {
    same_text(a->title, b->title);
    same_text(a->separator, b->separator);
    same_text(a->idle, b->idle);
    assert_int_equal(a->every, b->every);
    assert_int_equal(a->panel_width, b->panel_width);
    assert_int_equal(a->panel_height, b->panel_height);
    assert_int_equal(a->panel_refresh, b->panel_refresh);
    assert_int_equal(a->zone_count, b->zone_count);
    for (size_t i = 0; i < a->zone_count; i++)
        same_zone(&a->zones[i], &b->zones[i]);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        same_line(&a->lines[i], &b->lines[i]);
}

static void round_trip(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        script s = random_script(seed), back;
        char *text = NULL;
        size_t length = 0;
        message error = {""};
        FILE *out = open_memstream(&text, &length);
        assert_int_equal(script_write(&s, out), 0);
        fclose(out);
        if (script_read(text, length, "f", &back, &error) != 0)
            fail_msg("seed %d: %s\n%s", (int)seed, error.text, text);
        same_script(&s, &back);
        free(text);
        script_free(&s);
        script_free(&back);
    }
}

static void million_bytes(void **state) {
    (void)state;
    size_t length = 1000000;
    char *text = malloc(length + 11);
    memcpy(text, "headline: ", 10);
    memset(text + 10, 'x', length);
    text[length + 10] = 0;
    script s = read_good(text);
    assert_int_equal(strlen(s.lines[0].text), length);
    script_free(&s);
    memset(text, 'x', length);
    read_bad(text, "f.ticker:1: expected \"kind: text\"");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),        cmocka_unit_test(errors),
        cmocka_unit_test(zone_errors),   cmocka_unit_test(quoted_characters),
        cmocka_unit_test(recognised),    cmocka_unit_test(round_trip),
        cmocka_unit_test(million_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
