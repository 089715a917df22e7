/* SPDX-License-Identifier: MIT */
#include "rom.h"

#include "bytes.h"

#include <stddef.h>

#define HEADER_BYTES   16u
#define ENTRY_BYTES    12u
#define PANEL_BYTES    16u
#define ZONE_BYTES     32u
#define LINE_BYTES     44u
#define BLOCK_BYTES    12u
#define PAGE_BYTES     4u
#define PLAY_BYTES     2u
#define SCHEDULE_BYTES 16u
#define LIVE_BYTES     20u
#define INK_BYTES      6u

#define WIDTH_MOST 0x7FFFFFFFu /* a line and what parts it from the next fit 32 bits */

#define LINE_CODED   1u
#define LINE_INVERSE 2u
#define LINE_BLINK   4u

#define ZONE_LABEL   1u
#define ZONE_INVERSE 2u
#define ZONE_BLINK   4u

#define TAG(a, b, c, d)                                                                            \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

typedef struct section {
    const uint8_t *at;
    uint32_t size;
} section;

static uint32_t unsigned_crc32(uint32_t crc, const uint8_t *bytes, uint32_t size) {
    /* Half a byte at a time: a table of 64 bytes suits a small flash. */
    static const uint32_t table[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
        0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
        0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };
    for (; size; size--) {
        crc ^= *bytes++;
        crc = table[crc & 15] ^ crc >> 4;
        crc = table[crc & 15] ^ crc >> 4;
    }
    return crc;
}

uint32_t moto_crc32(uint32_t crc, const uint8_t *bytes, uint32_t size) {
    return ~unsigned_crc32(~crc, bytes, size);
}

static bool is_inside(uint32_t offset, uint32_t size, uint32_t whole) {
    return offset <= whole && size <= whole - offset;
}

/* ---- Opening --------------------------------------------------------------------------------- */

static moto_error check_header(const uint8_t *bytes, uint32_t size) {
    if (size < HEADER_BYTES)
        return MOTO_ERR_SIZE;
    if (moto_u32(bytes) != TAG('M', 'O', 'T', 'O'))
        return MOTO_ERR_MAGIC;
    if (bytes[4] != MOTO_ROM_MAJOR)
        return MOTO_ERR_VERSION;
    if (moto_u32(bytes + 8) != size)
        return MOTO_ERR_SIZE;
    uint32_t crc = moto_crc32(0, bytes, 12);
    if (moto_crc32(crc, bytes + HEADER_BYTES, size - HEADER_BYTES) != moto_u32(bytes + 12))
        return MOTO_ERR_CRC;
    uint32_t sections = moto_u16(bytes + 6);
    if (sections < 1 || sections > MOTO_SECTIONS_MAX)
        return MOTO_ERR_FORMAT;
    if (size - HEADER_BYTES < sections * ENTRY_BYTES)
        return MOTO_ERR_FORMAT;
    return MOTO_OK;
}

static bool take_records(section s, uint32_t record, uint32_t most, const uint8_t **at,
                         uint32_t *count) {
    *at = s.at;
    *count = s.size / record;
    return s.size % record == 0 && *count <= most;
}

static bool take_panel(moto_rom *rom, section s) {
    if (s.size != PANEL_BYTES)
        return false;
    rom->width = (uint16_t)moto_u16(s.at);
    rom->height = (uint16_t)moto_u16(s.at + 2);
    rom->refresh_num = (uint16_t)moto_u16(s.at + 4);
    rom->refresh_den = (uint16_t)moto_u16(s.at + 6);
    rom->notice = (uint16_t)moto_u16(s.at + 8);
    rom->idle = (uint16_t)moto_u16(s.at + 10);
    if (rom->width < 1 || rom->width > MOTO_WIDTH_MAX)
        return false;
    if (rom->height < 1 || rom->height > MOTO_HEIGHT_MAX)
        return false;
    return rom->refresh_num > 0 && rom->refresh_den > 0;
}

static moto_error take_font(moto_rom *rom, section s) {
    if (rom->font_count == MOTO_FONTS_MAX)
        return MOTO_ERR_LIMIT;
    moto_error error = moto_font_open(&rom->fonts[rom->font_count], s.at, s.size);
    if (error == MOTO_OK)
        rom->font_count++;
    return error;
}

static moto_error take_section(moto_rom *rom, uint32_t tag, section s) {
    uint32_t count = 0;
    bool good = true;
    switch (tag) {
    case TAG('P', 'A', 'N', 'L'):
        good = rom->width == 0 && take_panel(rom, s);
        break;
    case TAG('Z', 'O', 'N', 'E'):
        good = !rom->zones && take_records(s, ZONE_BYTES, MOTO_ZONES_MAX, &rom->zones, &count);
        rom->zone_count = (uint8_t)count;
        break;
    case TAG('L', 'I', 'N', 'E'):
        good = !rom->lines && take_records(s, LINE_BYTES, MOTO_NONE, &rom->lines, &count);
        rom->line_count = (uint16_t)count;
        break;
    case TAG('P', 'L', 'A', 'Y'):
        good = !rom->play && take_records(s, PLAY_BYTES, 0xFFFF, &rom->play, &count);
        rom->play_count = (uint16_t)count;
        break;
    case TAG('B', 'L', 'O', 'K'):
        good = !rom->blocks &&
               take_records(s, BLOCK_BYTES, UINT32_MAX, &rom->blocks, &rom->block_count);
        break;
    case TAG('P', 'A', 'G', 'E'):
        good =
            !rom->pages && take_records(s, PAGE_BYTES, UINT32_MAX, &rom->pages, &rom->page_count);
        break;
    case TAG('S', 'C', 'H', 'D'):
        good = !rom->schedules && take_records(s, SCHEDULE_BYTES, 255, &rom->schedules, &count);
        rom->schedule_count = (uint8_t)count;
        break;
    case TAG('L', 'I', 'V', 'E'):
        good = !rom->live && take_records(s, LIVE_BYTES, MOTO_LIVE_MAX, &rom->live, &count);
        rom->live_count = (uint8_t)count;
        break;
    case TAG('I', 'N', 'K', 'S'):
        good = !rom->inks && take_records(s, INK_BYTES, MOTO_INKS_MAX, &rom->inks, &count);
        rom->ink_count = (uint8_t)count;
        break;
    case TAG('T', 'E', 'X', 'T'):
        good = !rom->text;
        rom->text = s.at;
        rom->text_bytes = s.size;
        break;
    case TAG('D', 'I', 'C', 'T'):
        good = !rom->dictionary;
        rom->dictionary = s.at;
        rom->dictionary_bytes = s.size;
        break;
    case TAG('M', 'O', 'D', 'L'):
        good = !rom->model_name && s.size >= 4 && s.size <= 4 + 255;
        if (good) {
            rom->model_hash = moto_u32(s.at);
            rom->model_name = s.at + 4;
            rom->model_name_bytes = (uint16_t)(s.size - 4);
        }
        break;
    case TAG('N', 'A', 'M', 'E'):
        good = !rom->title && s.size <= 0xFFFF;
        rom->title = s.at;
        rom->title_bytes = (uint16_t)s.size;
        break;
    case TAG('F', 'O', 'N', 'T'):
        return take_font(rom, s);
    default:
        break;
    }
    return good ? MOTO_OK : MOTO_ERR_FORMAT;
}

static moto_error take_directory(moto_rom *rom) {
    uint32_t sections = moto_u16(rom->bytes + 6);
    uint32_t behind = HEADER_BYTES + sections * ENTRY_BYTES;
    for (uint32_t i = 0; i < sections; i++) {
        const uint8_t *entry = rom->bytes + HEADER_BYTES + i * ENTRY_BYTES;
        uint32_t offset = moto_u32(entry + 4), size = moto_u32(entry + 8);
        if (offset < behind || !is_inside(offset, size, rom->size))
            return MOTO_ERR_FORMAT;
        moto_error error = take_section(rom, moto_u32(entry), (section){rom->bytes + offset, size});
        if (error != MOTO_OK)
            return error;
    }
    return MOTO_OK;
}

static bool is_line_or_none(const moto_rom *rom, uint32_t line) {
    return line == MOTO_NONE || line < rom->line_count;
}

static bool is_speed(moto_speed speed) {
    if (speed.den < 1 || speed.den > MOTO_SPEED_DEN)
        return false;
    return speed.num >= speed.den && speed.num <= MOTO_SPEED_MAX * speed.den;
}

static bool check_zone(const moto_rom *rom, uint32_t index) {
    moto_zone zone;
    moto_rom_zone(rom, index, &zone);
    if (zone.width < 1 || !is_inside(zone.x, zone.width, rom->width))
        return false;
    if (zone.height < 1 || zone.height > MOTO_ROWS_MAX ||
        !is_inside(zone.y, zone.height, rom->height))
        return false;
    if (zone.top >= zone.height || zone.font >= rom->font_count || zone.ink >= rom->ink_count)
        return false;
    if (zone.effect >= MOTO_EFFECTS || zone.direction >= MOTO_DIRECTIONS ||
        zone.align > MOTO_ALIGN_RIGHT)
        return false;
    if (!is_speed(zone.speed) || !is_line_or_none(rom, zone.separator))
        return false;
    if (!is_inside(zone.first, zone.count, rom->play_count))
        return false;
    if (!zone.label)
        return true;
    if (zone.labels != MOTO_NONE && !is_inside(zone.labels, MOTO_FURNITURE, rom->line_count))
        return false;
    return zone.follows < rom->zone_count && !moto_rom_zone_is_label(rom, zone.follows);
}

static bool check_blocks(const moto_rom *rom, const moto_line *line) {
    if (!is_inside(line->block, line->blocks, rom->block_count))
        return false;
    for (uint32_t i = 0; i < line->blocks; i++) {
        const uint8_t *b = rom->blocks + (line->block + i) * BLOCK_BYTES;
        if (!is_inside(moto_u32(b + 4), moto_u24(b + 8), rom->text_bytes))
            return false;
        uint32_t column = moto_u32(b);
        if (i == 0 ? column != 0 : column < moto_u32(b - BLOCK_BYTES))
            return false;
        if ((b[11] & LINE_CODED) && !rom->model_name)
            return false;
    }
    return true;
}

static bool check_pages(const moto_rom *rom, const moto_line *line) {
    if (!is_inside(line->page, line->pages, rom->page_count))
        return false;
    for (uint32_t i = 0; i < line->pages; i++) {
        uint32_t column = moto_u32(rom->pages + (line->page + i) * PAGE_BYTES);
        uint32_t least = i == 0 ? 0 : moto_u32(rom->pages + (line->page + i - 1) * PAGE_BYTES);
        if (column < least || column > line->width)
            return false;
    }
    return true;
}

static bool check_line(const moto_rom *rom, uint32_t index) {
    moto_line line;
    moto_rom_line(rom, index, &line);
    if (line.kind >= MOTO_KINDS || line.ink >= rom->ink_count)
        return false;
    if (line.effect >= MOTO_EFFECTS && line.effect != MOTO_INHERIT)
        return false;
    if (line.direction >= MOTO_DIRECTIONS && line.direction != MOTO_INHERIT)
        return false;
    if (line.schedule != MOTO_ALWAYS && line.schedule >= rom->schedule_count)
        return false;
    if (line.speed.den != 0 && !is_speed(line.speed))
        return false;
    if ((line.coded && !rom->model_name) || line.width > WIDTH_MOST)
        return false;
    if (!is_inside(line.text, line.text_bytes, rom->text_bytes))
        return false;
    return check_blocks(rom, &line) && check_pages(rom, &line);
}

static bool check_schedule(const moto_rom *rom, uint32_t index) {
    moto_schedule s;
    moto_rom_schedule(rom, index, &s);
    return s.from < 1440 && s.to >= 1 && s.to <= 1440;
}

static bool check_live(const moto_rom *rom, uint32_t index) {
    moto_live live;
    moto_rom_live(rom, index, &live);
    return live.source <= 1 && live.value < MOTO_VALUES_MAX && live.align <= MOTO_ALIGN_RIGHT &&
           live.pattern_bytes <= MOTO_VALUE_BYTES;
}

static bool check_all(const moto_rom *rom, uint32_t count,
                      bool (*check)(const moto_rom *rom, uint32_t index)) {
    for (uint32_t i = 0; i < count; i++)
        if (!check(rom, i))
            return false;
    return true;
}

static bool zone_crawls(const moto_rom *rom, uint32_t index) {
    moto_zone zone;
    moto_rom_zone(rom, index, &zone);
    return zone.effect == MOTO_CRAWL && !zone.label;
}

static bool line_crawls(const moto_rom *rom, uint32_t index) {
    moto_line line;
    moto_rom_line(rom, index, &line);
    return line.effect == MOTO_CRAWL || line.effect == MOTO_INHERIT;
}

static bool check_play(const moto_rom *rom, uint32_t index) {
    return moto_rom_play(rom, index) < rom->line_count;
}

static bool check_references(const moto_rom *rom) {
    if (rom->width == 0 || rom->zone_count == 0 || !rom->lines || rom->font_count == 0)
        return false;
    if (!is_line_or_none(rom, rom->notice) || !is_line_or_none(rom, rom->idle))
        return false;
    if (!check_all(rom, rom->zone_count, check_zone) ||
        !check_all(rom, rom->play_count, check_play))
        return false;
    if (!check_all(rom, rom->line_count, check_line) ||
        !check_all(rom, rom->live_count, check_live))
        return false;
    if (!check_all(rom, rom->schedule_count, check_schedule))
        return false;
    if (rom->notice == MOTO_NONE)
        return true;
    return (rom->lines[rom->notice * LINE_BYTES + 3] & LINE_CODED) == 0;
}

moto_error moto_rom_open(moto_rom *rom, const uint8_t *bytes, uint32_t size,
                         const moto_model *models, uint32_t model_count) {
    static const uint8_t white[INK_BYTES] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    *rom = (moto_rom){.bytes = bytes, .size = size};
    moto_error error = check_header(bytes, size);
    if (error == MOTO_OK)
        error = take_directory(rom);
    if (error != MOTO_OK)
        return error;
    if (rom->ink_count == 0) {
        rom->inks = white;
        rom->ink_count = 1;
    }
    if (!check_references(rom))
        return MOTO_ERR_FORMAT;
    if (MOTO_CRAWL_ONLY && (!check_all(rom, rom->zone_count, zone_crawls) ||
                            !check_all(rom, rom->line_count, line_crawls)))
        return MOTO_ERR_LIMIT;
    for (uint32_t i = 0; i < model_count && rom->model_name; i++)
        if (models[i].hash == rom->model_hash)
            rom->model = &models[i];
    rom->model_missing = rom->model_name && !rom->model;
    if (rom->dictionary_bytes == 0)
        rom->dictionary = NULL;
    if (rom->model && rom->dictionary)
        return moto_dictionary_check(rom->model, rom->dictionary, rom->dictionary_bytes);
    return MOTO_OK;
}

/* ---- Reading --------------------------------------------------------------------------------- */

void moto_rom_zone(const moto_rom *rom, uint32_t index, moto_zone *zone) {
    const uint8_t *z = rom->zones + index * ZONE_BYTES;
    *zone = (moto_zone){
        .x = (uint16_t)moto_u16(z),
        .y = (uint16_t)moto_u16(z + 2),
        .width = (uint16_t)moto_u16(z + 4),
        .height = z[6],
        .top = z[7],
        .font = z[8],
        .ink = z[9],
        .effect = z[10],
        .direction = z[11],
        .label = (z[12] & ZONE_LABEL) != 0,
        .inverse = (z[12] & ZONE_INVERSE) != 0,
        .blink = (z[12] & ZONE_BLINK) != 0,
        .align = z[12] >> 4 & 3,
        .follows = z[13],
        .gap = (uint16_t)moto_u16(z + 14),
        .speed = {moto_u32(z + 16), moto_u16(z + 20)},
        .hold_us = moto_u16(z + 22) * 10000u,
        .separator = (uint16_t)moto_u16(z + 24),
        .first = (uint16_t)moto_u16(z + 26),
        .count = (uint16_t)moto_u16(z + 28),
        .labels = (uint16_t)moto_u16(z + 30),
    };
}

bool moto_rom_zone_is_label(const moto_rom *rom, uint32_t index) {
    return (rom->zones[index * ZONE_BYTES + 12] & ZONE_LABEL) != 0;
}

void moto_rom_line(const moto_rom *rom, uint32_t index, moto_line *line) {
    const uint8_t *l = rom->lines + index * LINE_BYTES;
    *line = (moto_line){
        .kind = l[0],
        .priority = l[1],
        .ink = l[2],
        .coded = (l[3] & LINE_CODED) != 0,
        .inverse = (l[3] & LINE_INVERSE) != 0,
        .blink = (l[3] & LINE_BLINK) != 0,
        .effect = l[4],
        .direction = l[5],
        .when_bytes = l[6],
        .schedule = l[7],
        .own_hold = moto_u16(l + 8) != 0xFFFF,
        .hold_us = moto_u16(l + 8) * 10000u,
        .speed = {moto_u32(l + 12), moto_u16(l + 10)},
        .width = moto_u32(l + 16),
        .text = moto_u32(l + 20),
        .text_bytes = moto_u32(l + 24),
        .block = moto_u32(l + 28),
        .blocks = moto_u32(l + 32),
        .page = moto_u32(l + 36),
        .pages = moto_u32(l + 40),
    };
}

void moto_rom_live(const moto_rom *rom, uint32_t index, moto_live *live) {
    const uint8_t *v = rom->live + index * LIVE_BYTES;
    *live = (moto_live){
        .source = v[0],
        .value = v[1],
        .width = (uint16_t)moto_u16(v + 2),
        .align = v[4],
        .pattern_bytes = v[5],
        .pattern = v + 6,
    };
}

uint32_t moto_rom_play(const moto_rom *rom, uint32_t index) {
    return moto_u16(rom->play + index * PLAY_BYTES);
}

uint32_t moto_rom_line_width(const moto_rom *rom, uint32_t index) {
    return moto_u32(rom->lines + index * LINE_BYTES + 16);
}

moto_kind moto_rom_line_kind(const moto_rom *rom, uint32_t index) {
    return (moto_kind)rom->lines[index * LINE_BYTES];
}

uint32_t moto_rom_line_priority(const moto_rom *rom, uint32_t index) {
    return rom->lines[index * LINE_BYTES + 1];
}

uint32_t moto_rom_line_schedule(const moto_rom *rom, uint32_t index) {
    return rom->lines[index * LINE_BYTES + 7];
}

void moto_rom_schedule(const moto_rom *rom, uint32_t index, moto_schedule *schedule) {
    const uint8_t *s = rom->schedules + index * SCHEDULE_BYTES;
    uint32_t behind = moto_u32(s + 12);
    *schedule = (moto_schedule){
        .from = moto_u16(s),
        .to = moto_u16(s + 2),
        .days = s[4],
        .first = moto_u32(s + 8),
        .behind = behind == UINT32_MAX ? INT64_MAX : behind,
    };
}

moto_style moto_rom_line_style(const moto_rom *rom, uint32_t index) {
    const uint8_t *l = rom->lines + index * LINE_BYTES;
    return (moto_style){l[2], (l[3] & LINE_INVERSE) != 0, (l[3] & LINE_BLINK) != 0};
}

void moto_rom_line_manner(const moto_rom *rom, uint32_t index, const moto_zone *zone,
                          moto_manner *manner) {
    const uint8_t *l = rom->lines + index * LINE_BYTES;
    uint32_t hold = moto_u16(l + 8), den = moto_u16(l + 10), pages = moto_u32(l + 40);
    manner->effect = l[4] == MOTO_INHERIT ? zone->effect : l[4];
    manner->direction = l[5] == MOTO_INHERIT ? zone->direction : l[5];
    manner->speed.num = den ? moto_u32(l + 12) : zone->speed.num;
    manner->speed.den = den ? den : zone->speed.den;
    manner->hold_us = hold == 0xFFFF ? zone->hold_us : hold * 10000u;
    manner->width = moto_u32(l + 16);
    manner->pages = pages ? pages : 1;
}

static moto_coding coding_of(uint32_t flags) {
    return flags & LINE_CODED ? MOTO_CODED : MOTO_STORED;
}

static void read_block(const moto_rom *rom, uint32_t index, moto_block *block) {
    const uint8_t *b = rom->blocks + index * BLOCK_BYTES;
    block->column = moto_u32(b);
    block->code = rom->text + moto_u32(b + 4);
    block->size = moto_u24(b + 8);
    block->coding = coding_of(b[11]);
}

static void whole_block(const moto_rom *rom, const uint8_t *l, moto_block *block) {
    block->column = 0;
    block->code = rom->text ? rom->text + moto_u32(l + 20) : NULL;
    block->size = moto_u32(l + 24);
    block->coding = coding_of(l[3]);
}

void moto_rom_line_block(const moto_rom *rom, uint32_t line, uint32_t index, moto_block *block) {
    const uint8_t *l = rom->lines + line * LINE_BYTES;
    if (moto_u32(l + 32) == 0)
        whole_block(rom, l, block);
    else
        read_block(rom, moto_u32(l + 28) + index, block);
}

void moto_rom_block(const moto_rom *rom, const moto_line *line, uint32_t index, moto_block *block) {
    if (line->blocks) {
        read_block(rom, line->block + index, block);
        return;
    }
    *block = (moto_block){0, rom->text ? rom->text + line->text : NULL, line->text_bytes,
                          line->coded ? MOTO_CODED : MOTO_STORED};
}

uint32_t moto_rom_line_blocks(const moto_rom *rom, uint32_t line) {
    uint32_t blocks = moto_u32(rom->lines + line * LINE_BYTES + 32);
    return blocks ? blocks : 1;
}

uint32_t moto_rom_block_at(const moto_rom *rom, uint32_t line, uint32_t column) {
    uint32_t first = moto_u32(rom->lines + line * LINE_BYTES + 28);
    uint32_t low = 0, high = moto_rom_line_blocks(rom, line);
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (moto_u32(rom->blocks + (first + middle) * BLOCK_BYTES) <= column)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t page_column(const moto_rom *rom, uint32_t first, uint32_t pages, uint32_t width,
                            uint32_t index) {
    if (index >= (pages ? pages : 1))
        return width;
    return pages ? moto_u32(rom->pages + (first + index) * PAGE_BYTES) : 0;
}

uint32_t moto_rom_page(const moto_rom *rom, const moto_line *line, uint32_t index) {
    return page_column(rom, line->page, line->pages, line->width, index);
}

uint32_t moto_rom_line_page(const moto_rom *rom, uint32_t line, uint32_t index) {
    const uint8_t *l = rom->lines + line * LINE_BYTES;
    return page_column(rom, moto_u32(l + 36), moto_u32(l + 40), moto_u32(l + 16), index);
}

void moto_rom_text(const moto_rom *rom, const moto_block *block, moto_text *text) {
    moto_text_start(text, rom->model, rom->dictionary, block->code, block->size, block->coding);
}
