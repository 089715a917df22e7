/* SPDX-License-Identifier: MIT
 *
 * Scripts -> ROMs: what the builder makes, seen through the core.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build.h"
#include "bytes.h"
#include "rom.h"
#include "strip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a ROM from the text of a script ---- */

typedef struct made {
    script lines;
    build_result result;
    moto_rom rom;
    message error;
} made;

static int make_with(const char *text, const build_options *options, made *m) {
    memset(m, 0, sizeof *m);
    if (script_read(text, strlen(text), "t.ticker", &m->lines, &m->error) != 0)
        return -1;
    const build_input input = {&m->lines, "t.ticker"};
    if (rom_build(&input, 1, options, &m->result, &m->error) != 0)
        return -1;
    assert_int_equal(moto_rom_open(&m->rom, m->result.bytes, (uint32_t)m->result.size, NULL, 0),
                     MOTO_OK);
    return 0;
}

static const build_options stored = {.model = "stored"};

static void make(const char *text, made *m) {
    if (make_with(text, &stored, m) != 0)
        fail_msg("%s", m->error.text);
}

static void done(made *m) {
    build_result_free(&m->result);
    script_free(&m->lines);
}

static moto_line line_of(const made *m, uint32_t number) {
    moto_line line;
    moto_rom_line(&m->rom, number, &line);
    return line;
}

static moto_zone zone_of(const made *m, uint32_t number) {
    moto_zone zone;
    moto_rom_zone(&m->rom, number, &zone);
    return zone;
}

static void text_of(const made *m, uint32_t number, char *out, size_t room) {
    moto_line line = line_of(m, number);
    size_t count = 0;
    for (uint32_t i = 0; i < (line.blocks ? line.blocks : 1); i++) {
        moto_block block;
        moto_text text;
        moto_rom_block(&m->rom, &line, i, &block);
        moto_rom_text(&m->rom, &block, &text);
        for (int byte = moto_text_next(&text); byte >= 0; byte = moto_text_next(&text)) {
            assert_true(count + 1 < room);
            out[count++] = (char)byte;
        }
    }
    out[count] = 0;
}

/* The programme of a zone as line numbers, "0 1 2 0 3". */
static void play_of(const made *m, uint32_t zone_number, char *out, size_t room) {
    moto_zone zone = zone_of(m, zone_number);
    size_t count = 0;
    out[0] = 0;
    for (uint32_t i = 0; i < zone.count; i++)
        count += (size_t)snprintf(out + count, room - count, "%s%u", i ? " " : "",
                                  moto_rom_play(&m->rom, zone.first + i));
}

/* ---- layout ---- */

static void one_zone_fills_the_panel(void **state) {
    (void)state;
    made m;
    make("headline: Hello\n", &m);
    moto_zone zone = zone_of(&m, 0);
    assert_int_equal(m.rom.width, 128);
    assert_int_equal(m.rom.height, 32);
    assert_int_equal(m.rom.zone_count, 1);
    assert_int_equal(zone.width, 128);
    assert_int_equal(zone.height, 32);
    assert_int_equal(m.rom.fonts[zone.font].rows, 16);
    assert_int_equal(zone.top, 8);
    assert_int_equal(zone.effect, MOTO_CRAWL);
    assert_int_equal(zone.speed.num, 60 * zone.speed.den);
    char separator[32];
    text_of(&m, zone.separator, separator, sizeof separator);
    assert_non_null(strstr(separator, " "));
    done(&m);
}

static void a_low_panel_takes_the_small_font(void **state) {
    (void)state;
    made m;
    make("panel: 64x8@100\nheadline: Hello\n", &m);
    assert_int_equal(m.rom.fonts[0].rows, 8);
    assert_int_equal(m.rom.refresh_num, 100);
    assert_int_equal(zone_of(&m, 0).top, 0);
    done(&m);
}

static void options_win_over_the_script(void **state) {
    (void)state;
    made m;
    const build_options options = {.panel_width = 200, .panel_height = 24, .model = "stored"};
    assert_int_equal(make_with("panel: 64x8\nheadline: Hello\n", &options, &m), 0);
    assert_int_equal(m.rom.width, 200);
    assert_int_equal(zone_of(&m, 0).height, 24);
    done(&m);
}

static void zones_have_fonts_and_programmes_of_their_own(void **state) {
    (void)state;
    made m;
    make("panel: 192x32\n"
         "zone[name=tag, w=40, h=32, font=motograph-8, label]: A|B|C|D|E\n"
         "zone[name=top, x=40, w=152, h=20, speed=90, direction=right]:\n"
         "zone[name=low, x=40, y=20, w=152, h=12, font=motograph-8, effect=page, hold=3s]:\n"
         "headline: one\nagenda: two\npoint[zone=low]: three\npoint[zone=1]: four\n",
         &m);
    char play[64];
    assert_int_equal(m.rom.zone_count, 3);
    assert_int_equal(m.rom.font_count, 2);
    assert_true(zone_of(&m, 0).label);
    assert_int_equal(zone_of(&m, 0).follows, 1);
    assert_int_equal(zone_of(&m, 1).speed.num, 90);
    assert_int_equal(zone_of(&m, 1).direction, MOTO_RIGHT);
    assert_int_equal(zone_of(&m, 2).effect, MOTO_PAGE);
    assert_int_equal(zone_of(&m, 2).hold_us, 3000000);
    assert_int_equal(zone_of(&m, 0).font, zone_of(&m, 2).font);
    play_of(&m, 1, play, sizeof play);
    assert_string_equal(play, "0 1 3");
    play_of(&m, 2, play, sizeof play);
    assert_string_equal(play, "2");
    for (uint32_t kind = 0; kind < 5; kind++) {
        char label[8];
        text_of(&m, zone_of(&m, 0).labels + kind, label, sizeof label);
        assert_int_equal(label[0], 'A' + (int)kind);
    }
    done(&m);
}

static void a_zone_must_fit(void **state) {
    (void)state;
    made m;
    const build_options small = {.panel_width = 64, .panel_height = 16};
    assert_int_equal(make_with("zone[x=0, w=96, h=16]:\nheadline: x\n", &small, &m), -1);
    assert_non_null(strstr(m.error.text, "t.ticker:1: zone \"0\" does not fit"));
    done(&m);
}

/* ---- lines ---- */

static void dates_stand_before_the_text(void **state) {
    (void)state;
    made m;
    char text[64];
    make("agenda[Tue, ink=green, speed=60/7, hold=500ms, priority=9]: Kerry meets Putin\n", &m);
    moto_line line = line_of(&m, 0);
    text_of(&m, 0, text, sizeof text);
    assert_string_equal(text, "Tue: Kerry meets Putin");
    assert_int_equal(line.when_bytes, 3);
    assert_int_equal(line.kind, MOTO_AGENDA);
    assert_int_equal(line.priority, 9);
    assert_int_equal(line.speed.num * 7, line.speed.den * 60);
    assert_true(line.own_hold);
    assert_int_equal(line.hold_us, 500000);
    assert_int_equal(line.effect, MOTO_INHERIT);
    const uint8_t *ink = m.rom.inks + 6 * line.ink;
    assert_true(ink[2] + 256 * ink[3] > ink[0] + 256 * ink[1]);
    done(&m);
}

static void the_headline_returns(void **state) {
    (void)state;
    made m;
    char play[64];
    make("every: 2\nheadline: h\nagenda: 1\nagenda[repeat=2]: 2\npoint: 3\nheadline: g\npoint: 5\n",
         &m);
    play_of(&m, 0, play, sizeof play);
    assert_string_equal(play, "0 1 2 2 0 3 4 5");
    done(&m);
}

static void alerts_wait_outside_the_programme(void **state) {
    (void)state;
    made m;
    char play[64];
    make("headline: h\nalert: storm\npoint: p\n", &m);
    play_of(&m, 0, play, sizeof play);
    assert_string_equal(play, "0 2");
    assert_int_equal(line_of(&m, 1).kind, MOTO_ALERT);
    assert_true(line_of(&m, 1).priority > 0);
    done(&m);
}

static void schedules_are_shared(void **state) {
    (void)state;
    made m;
    make("point[hours=22:00-06:00, days=Mon-Fri, from=2026-01-01, to=2026-01-02]: night\n"
         "point[hours=22:00-06:00, days=Mon-Fri, from=2026-01-01, to=2026-01-02]: too\n"
         "point: always\n",
         &m);
    assert_int_equal(m.rom.schedule_count, 1);
    assert_int_equal(line_of(&m, 0).schedule, 0);
    assert_int_equal(line_of(&m, 1).schedule, 0);
    assert_int_equal(line_of(&m, 2).schedule, 0xFF);
    const uint8_t expected[16] = {0x28, 0x05, 0x68, 0x01, 0x1F};
    assert_memory_equal(m.rom.schedules, expected, 8);
    const uint32_t first = 20454u * 1440; /* 2026-01-01; the end is that of the day after */
    assert_int_equal(moto_u32(m.rom.schedules + 8), first);
    assert_int_equal(moto_u32(m.rom.schedules + 12), first + 2880);
    done(&m);
}

static void live_values_keep_their_place(void **state) {
    (void)state;
    made m;
    char text[64];
    make("point: at {time:HH:MM:SS} {3:8} {x} {time\npoint: {3:8}{date}\n", &m);
    moto_live live;
    assert_int_equal(m.rom.live_count, 3);
    moto_rom_live(&m.rom, 0, &live);
    assert_int_equal(live.source, 0);
    assert_memory_equal(live.pattern, "H:M:S", 5);
    uint32_t figure = moto_font_figure_advance(&m.rom.fonts[0]);
    moto_glyph colon;
    moto_font_glyph(&m.rom.fonts[0], ':', &colon);
    assert_int_equal(live.width, 6 * figure + 2u * colon.advance);
    moto_rom_live(&m.rom, 1, &live);
    assert_int_equal(live.source, 1);
    assert_int_equal(live.value, 3);
    assert_int_equal(live.width, 8 * figure);
    text_of(&m, 0, text, sizeof text);
    assert_string_equal(text, "at \xEE\x80\x80 \xEE\x80\x81 {x} {time");
    text_of(&m, 1, text, sizeof text);
    assert_string_equal(text, "\xEE\x80\x81\xEE\x80\x82");
    moto_rom_live(&m.rom, 2, &live);
    assert_int_equal(line_of(&m, 1).width, 8 * figure + live.width);
    done(&m);
}

/* ---- long lines ---- */

/* `count` copies of a word of several bytes, so that block edges could fall inside a letter. */
static char *long_script(const char *head, const char *word, size_t count) {
    size_t length = strlen(word);
    char *text = malloc(strlen(head) + length * count + 2);
    assert_non_null(text);
    strcpy(text, head);
    for (size_t i = 0; i < count; i++)
        strcat(text, word);
    strcat(text, "\n");
    return text;
}

static void blocks_are_cut_between_letters(void **state) {
    (void)state;
    made m;
    char *text = long_script("point: ", "\xC3\xA9\xE2\x80\x99", 700); /* no blank at all */
    make(text, &m);
    moto_line line = line_of(&m, 0);
    uint32_t column = 0, size = 0;
    assert_true(line.blocks >= 7);
    for (uint32_t i = 0; i < line.blocks; i++) {
        moto_block block;
        moto_rom_block(&m.rom, &line, i, &block);
        assert_true(block.size <= MOTO_BLOCK_BYTES);
        assert_int_not_equal(block.code[0] & 0xC0, 0x80);
        assert_int_equal(block.column, column);
        column += moto_measure(&m.rom, 0, &block);
        size += block.size;
    }
    assert_int_equal(column, line.width);
    assert_int_equal(size, 700 * 5);
    done(&m);
    free(text);
}

static void rightward_lines_have_short_blocks(void **state) {
    (void)state;
    made m;
    char *text = long_script("point[direction=right]: ", "some words ", 30);
    make(text, &m);
    moto_line line = line_of(&m, 0);
    assert_true(line.blocks > 4);
    for (uint32_t i = 0; i < line.blocks; i++) {
        moto_block block;
        moto_rom_block(&m.rom, &line, i, &block);
        assert_true(block.size <= 64);
    }
    done(&m);
    free(text);
}

/* The columns at which a glyph begins that follows a blank, or the first. */
static bool begins_a_word(const made *m, uint32_t number, uint32_t column) {
    char text[8192];
    text_of(m, number, text, sizeof text);
    moto_line line = line_of(m, number);
    uint32_t at = 0;
    moto_glyph left = {0}, glyph;
    for (size_t i = 0; text[i]; i++) {
        moto_font_glyph(&m->rom.fonts[0], (unsigned char)text[i], &glyph);
        if (i > 0)
            at += (uint32_t)moto_font_kern(&m->rom.fonts[0], left.index, glyph.index);
        if (at == column)
            return i == 0 || text[i - 1] == ' ';
        at += glyph.advance;
        left = glyph;
    }
    return at == line.width && column == at;
}

static void pages_hold_whole_words(void **state) {
    (void)state;
    made m;
    make("point[effect=page]: The quick brown fox jumps over the lazy dog, and then again over it, "
         "until the dog has had enough of that\n",
         &m);
    moto_line line = line_of(&m, 0);
    assert_true(line.pages > 3);
    for (uint32_t i = 0; i < line.pages; i++) {
        uint32_t begin = moto_rom_page(&m.rom, &line, i);
        uint32_t end = moto_rom_page(&m.rom, &line, i + 1);
        assert_true(end > begin);
        assert_true(end - begin <= 128 + 8); /* a blank at the end may be cut */
        assert_true(begins_a_word(&m, 0, begin));
    }
    done(&m);
}

static void a_word_wider_than_the_zone_is_broken(void **state) {
    (void)state;
    made m;
    make("point[effect=still]: Donaudampfschifffahrtsgesellschaftskapitaensmuetze\n", &m);
    moto_line line = line_of(&m, 0);
    assert_true(line.pages >= 2);
    for (uint32_t i = 0; i < line.pages; i++)
        assert_true(moto_rom_page(&m.rom, &line, i + 1) - moto_rom_page(&m.rom, &line, i) <= 128);
    done(&m);
}

static void short_lines_have_no_pages(void **state) {
    (void)state;
    made m;
    make("point[effect=page]: short\npoint: crawls, however long it is, without any page at all\n",
         &m);
    assert_int_equal(line_of(&m, 0).pages, 0);
    assert_int_equal(line_of(&m, 1).pages, 0);
    done(&m);
}

/* ---- characters ---- */

static void characters_are_folded_where_the_font_lacks_them(void **state) {
    (void)state;
    made m;
    char text[64];
    const char *fonts[] = {"motograph-8"};
    const build_options options = {.fonts = fonts, .font_count = 1, .model = "stored"};
    /* fullwidth A, ligature fi, e with a combining acute, zero-width space, a private character */
    assert_int_equal(
        make_with("point: \xEF\xBC\xA1\xEF\xAC\x81 e\xCC\x81\xE2\x80\x8B \xEE\x80\x85\n", &options,
                  &m),
        0);
    text_of(&m, 0, text, sizeof text);
    assert_memory_equal(text, "Afi ", 4);
    assert_null(strstr(text, "\xE2\x80\x8B"));
    assert_null(strstr(text, "\xEE\x80\x85"));
    assert_null(strstr(text, "\xCC\x81"));
    done(&m);
}

static void marks_without_a_letter_stand_behind_it(void **state) {
    (void)state;
    made m;
    char text[64];
    const char *fonts[] = {"motograph-16"};
    const build_options options = {.fonts = fonts, .font_count = 1, .model = "stored"};
    /* e takes its acute up, x takes none; the ring below (U+0325) has no sign of its own */
    assert_int_equal(make_with("point: e\xCC\x81 x\xCC\x81 x\xCC\xA5\n", &options, &m), 0);
    text_of(&m, 0, text, sizeof text);
    assert_memory_equal(text, "\xC3\xA9 x\xC2\xB4 x", 8);
    assert_int_equal(m.result.notes.count, 1);
    assert_non_null(strstr(m.result.notes.lines[0], "t.ticker:1:"));
    assert_non_null(strstr(m.result.notes.lines[0], "U+0325"));
    done(&m);
}

static void quotes_are_folded_only_where_the_font_lacks_them(void **state) {
    (void)state;
    made m;
    char text[64];
    const char *own[] = {"motograph-8"};
    const char *plain[] = {"/tmp/motograph-plain.font"};
    const build_options options = {.fonts = own, .font_count = 1, .model = "stored"};
    const build_options without = {.fonts = plain, .font_count = 1, .model = "stored"};
    const char *quoted = "point: \xE2\x80\x9Cx\xE2\x80\x9D \xE2\x80\x93\n";
    FILE *file = fopen(plain[0], "w");
    assert_non_null(file);
    fputs("name Plain\nrows 8\nbaseline 7\nspacing 1\n\nglyph missing\n##\n##\n\n"
          "glyph space\n..\n\nglyph x\n#\n#\n\nglyph U+0022\n#\n.\n\nglyph -\n##\n..\n",
          file);
    fclose(file);
    assert_int_equal(make_with(quoted, &options, &m), 0);
    text_of(&m, 0, text, sizeof text);
    assert_string_equal(text, "\xE2\x80\x9Cx\xE2\x80\x9D \xE2\x80\x93");
    done(&m);
    assert_int_equal(make_with(quoted, &without, &m), 0);
    text_of(&m, 0, text, sizeof text);
    assert_string_equal(text, "\"x\" -");
    done(&m);
    remove(plain[0]);
}

static void references_become_characters_and_never_controls(void **state) {
    (void)state;
    made m;
    char text[64];
    make("point: Fish &amp; chips &#8212; &eacute;t&eacute; AT&T R&D; &#7;x\a\x7F\n", &m);
    text_of(&m, 0, text, sizeof text);
    assert_string_equal(text, "Fish & chips \xE2\x80\x94 \xC3\xA9t\xC3\xA9 AT&T R&D; x");
    assert_int_equal(m.result.notes.count, 0);
    done(&m);
}

static void missing_characters_are_noted_once(void **state) {
    (void)state;
    made m;
    make("point: \xE4\xB8\xAD\npoint: \xE4\xB8\xAD\n", &m);
    assert_int_equal(m.result.notes.count, 1);
    assert_non_null(strstr(m.result.notes.lines[0], "t.ticker:1"));
    assert_non_null(strstr(m.result.notes.lines[0], "U+4E2D"));
    done(&m);
}

static void only_used_glyphs_are_fewer(void **state) {
    (void)state;
    made all, used;
    const build_options options = {.only_used_glyphs = true, .model = "stored"};
    make("point: abba\n", &all);
    assert_int_equal(make_with("point: abba\n", &options, &used), 0);
    assert_true(all.rom.fonts[0].glyphs >= 96);
    assert_true(used.rom.fonts[0].glyphs <= 6);
    assert_int_equal(line_of(&all, 0).width, line_of(&used, 0).width);
    done(&all);
    done(&used);
}

static void the_same_script_gives_the_same_bytes(void **state) {
    (void)state;
    made a, b;
    const char *text = "title: t\npanel: 96x16\nheadline: h {time}\nagenda[Tue, ink=red]: a\n";
    make(text, &a);
    make(text, &b);
    assert_int_equal(a.result.size, b.result.size);
    assert_memory_equal(a.result.bytes, b.result.bytes, a.result.size);
    done(&a);
    done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_zone_fills_the_panel),
        cmocka_unit_test(a_low_panel_takes_the_small_font),
        cmocka_unit_test(options_win_over_the_script),
        cmocka_unit_test(zones_have_fonts_and_programmes_of_their_own),
        cmocka_unit_test(a_zone_must_fit),
        cmocka_unit_test(dates_stand_before_the_text),
        cmocka_unit_test(the_headline_returns),
        cmocka_unit_test(alerts_wait_outside_the_programme),
        cmocka_unit_test(schedules_are_shared),
        cmocka_unit_test(live_values_keep_their_place),
        cmocka_unit_test(blocks_are_cut_between_letters),
        cmocka_unit_test(rightward_lines_have_short_blocks),
        cmocka_unit_test(pages_hold_whole_words),
        cmocka_unit_test(a_word_wider_than_the_zone_is_broken),
        cmocka_unit_test(short_lines_have_no_pages),
        cmocka_unit_test(characters_are_folded_where_the_font_lacks_them),
        cmocka_unit_test(marks_without_a_letter_stand_behind_it),
        cmocka_unit_test(quotes_are_folded_only_where_the_font_lacks_them),
        cmocka_unit_test(references_become_characters_and_never_controls),
        cmocka_unit_test(missing_characters_are_noted_once),
        cmocka_unit_test(only_used_glyphs_are_fewer),
        cmocka_unit_test(the_same_script_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
