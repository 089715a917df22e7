/* SPDX-License-Identifier: MIT */
#include "inspect.h"

#include "bytes.h"
#include "json.h"

#include <stdio.h>
#include <string.h>

#define MAP_CELLS      64
#define TEXT_SHOWN_MAX 60

/* ---- what sections are, and their letter in the map ---- */

typedef struct section_kind {
    const char *tag;
    char letter;
    const char *what;
} section_kind;

static const section_kind kinds[] = {
    {"PANL", 'P', "the panel"},
    {"ZONE", 'Z', "rectangles of the panel"},
    {"LINE", 'L', "records of the lines"},
    {"BLOK", 'B', "blocks of long lines"},
    {"PAGE", 'G', "pages of wide lines"},
    {"PLAY", 'Y', "programmes"},
    {"SCHD", 'S', "schedule windows"},
    {"LIVE", 'V', "live values"},
    {"INKS", 'I', "inks"},
    {"FONT", 'F', "glyphs"},
    {"TEXT", 'T', "text"},
    {"DICT", 'D', "the ROM's own dictionary"},
    {"MODL", 'M', "the text model's name"},
    {"NAME", 'N', "the title"},
};

static const section_kind *kind_of(const char *tag) {
    static const section_kind unknown = {"????", '?', "unknown, not used"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].tag, tag) == 0)
            return &kinds[i];
    return &unknown;
}

static const char *effect_name(uint8_t effect) {
    static const char *const names[] = {"crawl", "page", "roll", "wipe", "typewriter", "still"};
    return effect < MOTO_EFFECTS ? names[effect] : "as its zone";
}

static const char *direction_name(uint8_t direction) {
    static const char *const names[] = {"left", "right", "up", "down"};
    return names[direction];
}

/* ---- the map ---- */

/* The bytes of a section that lie in [begin, end). */
static uint64_t overlap(const inspect_section *s, uint64_t begin, uint64_t end) {
    uint64_t from = s->offset > begin ? s->offset : begin;
    uint64_t to = (uint64_t)s->offset + s->bytes;
    to = to < end ? to : end;
    return to > from ? to - from : 0;
}

/* Each letter is a 64th of the ROM and names the section that fills most of it; h is the header. */
static char map_letter(const inspection *i, size_t cell) {
    uint64_t begin = (uint64_t)i->rom->size * cell / MAP_CELLS;
    uint64_t end = (uint64_t)i->rom->size * (cell + 1) / MAP_CELLS;
    uint64_t most = 0;
    char letter = 'h';
    inspect_section header = {"", 0, (uint32_t)(16 + 12 * i->section_count)};
    most = overlap(&header, begin, end);
    for (size_t k = 0; k < i->section_count; k++) {
        uint64_t bytes = overlap(&i->sections[k], begin, end);
        if (bytes > most) {
            most = bytes;
            letter = kind_of(i->sections[k].tag)->letter;
        }
    }
    return most > 0 ? letter : '.';
}

static void print_map(const inspection *i) {
    fputs("map       [", stdout);
    for (size_t cell = 0; cell < MAP_CELLS; cell++)
        putchar(map_letter(i, cell));
    printf("]  a letter is %.1f bytes\n", (double)i->rom->size / MAP_CELLS);
}

/* ---- for people ---- */

static void print_head(const inspection *i) {
    const moto_rom *rom = &i->rom->rom;
    printf("%s: ROM of format %u.%u, %zu bytes, CRC %08X\n", i->rom->name, rom->bytes[4],
           rom->bytes[5], i->rom->size, (unsigned)moto_u32(rom->bytes + 12));
    if (rom->title_bytes > 0)
        printf("title     %.*s\n", (int)rom->title_bytes, (const char *)rom->title);
    printf("panel     %ux%u at %.4g Hz\n", rom->width, rom->height,
           (double)rom->refresh_num / rom->refresh_den);
}

static void print_zones(const moto_rom *rom) {
    for (uint32_t k = 0; k < rom->zone_count; k++) {
        moto_zone zone;
        moto_rom_zone(rom, k, &zone);
        printf("zone %u    %ux%u at %u,%u  ", k, zone.width, zone.height, zone.x, zone.y);
        if (zone.label)
            printf("label of zone %u, font %u\n", zone.follows, zone.font);
        else
            printf("%s %s at %.4g pixels/s, font %u, %u in its programme\n",
                   effect_name(zone.effect), direction_name(zone.direction),
                   (double)zone.speed.num / zone.speed.den, zone.font, zone.count);
    }
}

static void print_sections(const inspection *i) {
    printf("\nsection    offset     bytes   share\n");
    printf("h header        0  %8zu  %5.1f %%  header and directory\n", 16 + 12 * i->section_count,
           100.0 * (double)(16 + 12 * i->section_count) / (double)i->rom->size);
    uint32_t font = 0;
    for (size_t k = 0; k < i->section_count; k++) {
        const inspect_section *s = &i->sections[k];
        const section_kind *kind = kind_of(s->tag);
        printf("%c %s    %7u  %8u  %5.1f %%  %s", kind->letter, s->tag, s->offset, s->bytes,
               100.0 * s->bytes / (double)i->rom->size, kind->what);
        if (kind->letter == 'F') {
            const moto_font *f = &i->rom->rom.fonts[font++];
            printf(": font %u, %u of %u rows", font - 1, f->glyphs, f->rows);
        }
        putchar('\n');
    }
    print_map(i);
}

static void print_text(const inspection *i) {
    const moto_rom *rom = &i->rom->rom;
    printf("\ntext      %zu lines, ", i->line_count);
    if (rom->model_missing)
        printf("%llu bytes of code; the model that would decode it is missing\n",
               (unsigned long long)i->coded_bytes);
    else
        printf("%llu bytes plain, %llu coded, %.3f bits per character\n",
               (unsigned long long)i->plain_bytes, (unsigned long long)i->coded_bytes,
               i->bits_per_character);
    if (rom->model_name)
        printf("model     %.*s, hash %08X, %u bytes\n", (int)rom->model_name_bytes,
               (const char *)rom->model_name, (unsigned)rom->model_hash,
               rom->model ? rom->model->size : 0);
    else
        printf("model     stored: none is needed\n");
}

static void print_lines(const inspection *i) {
    printf("\nline  kind      plain  coded  bits  columns  text\n");
    for (size_t k = 0; k < i->line_count; k++) {
        const inspect_line *line = &i->lines[k];
        const char *text = line->text ? line->text : "";
        int shown = (int)strlen(text) < TEXT_SHOWN_MAX ? (int)strlen(text) : TEXT_SHOWN_MAX;
        while (shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
            shown--;
        printf("%4u  %-8s %6u %6u %5.2f %8u  %.*s%s\n", line->number,
               opened_kind((moto_kind)line->record.kind), line->plain_bytes, line->coded_bytes,
               8.0 * line->coded_bytes / line->plain_bytes, line->record.width, shown, text,
               text[shown] ? "..." : "");
    }
}

void inspect_print(const inspection *i) {
    print_head(i);
    print_zones(&i->rom->rom);
    print_sections(i);
    print_text(i);
    print_lines(i);
}

/* ---- as JSON ---- */

static void json_string(json *j, const char *key, const char *text) {
    json_text(j, key, text, strlen(text));
}

static void json_head(const inspection *i, json *j) {
    const moto_rom *rom = &i->rom->rom;
    json_string(j, "file", i->rom->name);
    json_number(j, "bytes", i->rom->size);
    json_begin(j, "format", '{');
    json_number(j, "major", rom->bytes[4]);
    json_number(j, "minor", rom->bytes[5]);
    json_end(j, '}');
    json_number(j, "crc", moto_u32(rom->bytes + 12));
    json_text(j, "title", (const char *)rom->title, rom->title_bytes);
    json_begin(j, "panel", '{');
    json_number(j, "width", rom->width);
    json_number(j, "height", rom->height);
    json_fraction(j, "refresh", (double)rom->refresh_num / rom->refresh_den);
    json_end(j, '}');
}

static void json_zones(const moto_rom *rom, json *j) {
    json_begin(j, "zones", '[');
    for (uint32_t k = 0; k < rom->zone_count; k++) {
        moto_zone zone;
        moto_rom_zone(rom, k, &zone);
        json_begin(j, NULL, '{');
        json_number(j, "x", zone.x);
        json_number(j, "y", zone.y);
        json_number(j, "width", zone.width);
        json_number(j, "height", zone.height);
        json_number(j, "font", zone.font);
        json_boolean(j, "label", zone.label);
        json_string(j, "effect", effect_name(zone.effect));
        json_string(j, "direction", direction_name(zone.direction));
        json_fraction(j, "speed", (double)zone.speed.num / zone.speed.den);
        json_number(j, "programme", zone.count);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void json_sections(const inspection *i, json *j) {
    json_begin(j, "sections", '[');
    for (size_t k = 0; k < i->section_count; k++) {
        json_begin(j, NULL, '{');
        json_string(j, "tag", i->sections[k].tag);
        json_number(j, "offset", i->sections[k].offset);
        json_number(j, "bytes", i->sections[k].bytes);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void json_model(const moto_rom *rom, json *j) {
    json_begin(j, "model", '{');
    if (rom->model_name)
        json_text(j, "name", (const char *)rom->model_name, rom->model_name_bytes);
    else
        json_string(j, "name", "stored");
    json_number(j, "bytes", rom->model ? rom->model->size : 0);
    if (rom->model_name)
        json_number(j, "hash", rom->model_hash);
    json_boolean(j, "missing", rom->model_missing);
    json_end(j, '}');
}

static void json_line(const inspect_line *line, json *j) {
    json_begin(j, NULL, '{');
    json_number(j, "number", line->number);
    json_string(j, "kind", opened_kind((moto_kind)line->record.kind));
    if (line->text) {
        const char *rest = line->text + line->when_bytes;
        json_text(j, "when", line->text, line->when_bytes);
        json_string(j, "text", line->when_bytes && strncmp(rest, ": ", 2) == 0 ? rest + 2 : rest);
        json_number(j, "plain_bytes", line->plain_bytes);
    }
    json_number(j, "coded_bytes", line->coded_bytes);
    json_number(j, "columns", line->record.width);
    json_number(j, "blocks", line->blocks);
    json_number(j, "blocks_coded", line->coded_blocks);
    json_end(j, '}');
}

static void json_all_text(const inspection *i, json *j) {
    json_begin(j, "text", '{');
    json_number(j, "lines", i->line_count);
    json_number(j, "plain_bytes", i->plain_bytes);
    json_number(j, "coded_bytes", i->coded_bytes);
    json_fraction(j, "bits_per_character", i->bits_per_character);
    json_number(j, "dictionary_bytes", i->rom->rom.dictionary_bytes);
    json_end(j, '}');
    json_model(&i->rom->rom, j);
    json_begin(j, "lines", '[');
    for (size_t k = 0; k < i->line_count; k++)
        json_line(&i->lines[k], j);
    json_end(j, ']');
}

void inspect_print_json(const inspection *i) {
    json j = {0};
    json_begin(&j, NULL, '{');
    json_head(i, &j);
    json_zones(&i->rom->rom, &j);
    json_sections(i, &j);
    json_all_text(i, &j);
    json_end(&j, '}');
}
