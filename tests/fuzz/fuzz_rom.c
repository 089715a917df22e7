/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a ROM, its size and checksum made good, and its model one of the shipped ones or
 * none. When it opens, all of it is read, and a sign shows it with inputs of every kind.
 */
#include "bytes.h"
#include "target.h"

enum {
    HEADER = 16,
    ENTRY = 12,
    SIZE_AT = 8,
    CRC_AT = 12,
    MANY = 12,          /* of any record that are looked at    */
    AREA_MOST = 64 * 64 /* LEDs: only to keep an execution short */
};

/* The section that names the model: three of four hashes become those of a shipped model. */
static void claim_model(uint8_t *bytes, uint32_t size) {
    uint32_t sections = moto_u16(bytes + 6);
    for (uint32_t i = 0; i < sections && HEADER + (i + 1) * ENTRY <= size; i++) {
        const uint8_t *entry = bytes + HEADER + i * ENTRY;
        uint32_t offset = moto_u32(entry + 4);
        if (memcmp(entry, "MODL", 4) != 0 || offset > size - 4)
            continue;
        uint32_t which = moto_u32(bytes + offset) % (TARGET_MODELS + 1);
        if (which < TARGET_MODELS)
            target_put_u32(bytes + offset, target_models()[which].hash);
    }
}

static void seal(uint8_t *bytes, uint32_t size) {
    claim_model(bytes, size);
    target_put_u32(bytes + SIZE_AT, size);
    uint32_t crc = moto_crc32(0, bytes, CRC_AT);
    target_put_u32(bytes + CRC_AT, moto_crc32(crc, bytes + HEADER, size - HEADER));
}

static uint32_t few(uint32_t count) {
    return count < MANY ? count : MANY;
}

static void read_line(const moto_rom *rom, uint32_t index) {
    moto_line line;
    moto_zone zone;
    moto_manner manner;
    moto_block block;
    moto_rom_line(rom, index, &line);
    moto_rom_zone(rom, 0, &zone);
    moto_rom_line_manner(rom, index, &zone, &manner);
    demand(line.ink < rom->ink_count && manner.speed.den > 0 && manner.pages > 0);
    demand(moto_rom_block_at(rom, index, line.width) < moto_rom_line_blocks(rom, index));
    for (uint32_t i = 0; i < few(moto_rom_line_blocks(rom, index)); i++) {
        moto_rom_line_block(rom, index, i, &block);
        if (block.coding == MOTO_STORED || rom->model)
            target_decode(rom->model, rom->dictionary, block.code, block.size, block.coding);
    }
    for (uint32_t i = 0; i <= few(line.pages); i++)
        demand(moto_rom_page(rom, &line, i) <= line.width);
}

static void read_records(const moto_rom *rom) {
    for (uint32_t i = 0; i < few(rom->line_count); i++)
        read_line(rom, i);
    for (uint32_t i = 0; i < rom->schedule_count; i++) {
        moto_schedule window;
        moto_rom_schedule(rom, i, &window);
        demand(window.from < 1440 && window.to <= 1440);
    }
    for (uint32_t i = 0; i < rom->live_count; i++) {
        moto_live live;
        char text[MOTO_VALUE_BYTES];
        moto_values values = {0};
        moto_rom_live(rom, i, &live);
        moto_moment moment = {&values, 1700000000, i % 2 == 0};
        demand(moto_live_text(&live, &moment, text) <= MOTO_VALUE_BYTES);
    }
    for (uint32_t i = 0; i < rom->font_count; i++) {
        moto_glyph glyph;
        for (uint32_t point = 0x1F; point < 0x80; point += 7) {
            moto_font_glyph(&rom->fonts[i], point, &glyph);
            for (uint32_t x = 0; x < glyph.advance; x++)
                moto_font_column(&rom->fonts[i], &glyph, x);
        }
    }
}

static uint32_t look(moto_ticker *ticker, uint64_t time) {
    static uint32_t bits[AREA_MOST / 32 + 1];
    static moto_colour row[AREA_MOST];
    uint32_t sum = 0;
    moto_status status;
    moto_ticker_at(ticker, time);
    for (uint32_t y = 0; y < ticker->rom->height; y++) {
        moto_ticker_bits(ticker, y, bits);
        sum = sum * 31 + bits[0];
    }
    moto_ticker_colours(ticker, ticker->rom->height / 2u, row);
    for (uint32_t zone = 0; zone < ticker->rom->zone_count; zone++)
        moto_ticker_status(ticker, zone, &status);
    return sum;
}

static void give_inputs(moto_ticker *ticker, uint64_t when, uint32_t seed) {
    static const uint8_t typed[] = "Fire drill \xE2\x80\x94 at noon \xF0";
    moto_event events[] = {
        {.kind = MOTO_EVENT_CLOCK, .clock = 1700000000},
        {.kind = MOTO_EVENT_VALUE, .value = {.index = 1, .size = 4, .text = "21.5"}},
        {.kind = MOTO_EVENT_ALERT,
         .alert = {.text = typed, .size = sizeof typed - 1, .priority = 200, .flags = seed & 7}},
        {.kind = MOTO_EVENT_ALERT, .alert = {.line = (uint16_t)(seed % 5), .priority = 255}},
        {.kind = MOTO_EVENT_BUTTON, .button = (moto_button)(seed % 4)},
        {.kind = MOTO_EVENT_RATE, .rate = {1 + seed % 3, 2}},
    };
    for (uint32_t i = 0; i < 3; i++)
        moto_ticker_event(ticker, when + i * 250000, &events[(seed / 7 + i) % 6]);
}

static void show(const moto_rom *rom, uint32_t seed) {
    uint32_t bytes = moto_ticker_memory(rom, NULL);
    uint64_t *memory = malloc(bytes);
    moto_ticker ticker;
    demand(memory != NULL);
    memset(memory, 0xA5, bytes);
    demand(moto_ticker_init(&ticker, rom, NULL, memory, bytes, 0) == MOTO_OK);
    uint64_t late = UINT64_C(1000) * seed;
    uint32_t first = look(&ticker, late);
    look(&ticker, 40000);
    demand(look(&ticker, late) == first); /* caches never show */
    give_inputs(&ticker, late, seed);
    look(&ticker, late + 1000000 + seed % 3000000);
    free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < HEADER || size > 1 << 20)
        return 0;
    uint8_t *bytes = target_copy(data, size);
    seal(bytes, (uint32_t)size);
    moto_rom rom;
    if (moto_rom_open(&rom, bytes, (uint32_t)size, target_models(), TARGET_MODELS) == MOTO_OK) {
        read_records(&rom);
        if (rom.width * rom.height <= AREA_MOST)
            show(&rom, moto_u32(bytes + CRC_AT));
    }
    free(bytes);
    return 0;
}
