/* SPDX-License-Identifier: MIT */
#include "opened.h"

#include "live.h"
#include "load.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

int opened_read(const char *path, const char *model, opened *out, message *error) {
    *out = (opened){.name = load_name(path)};
    if (models_open(model, &out->models, error) != 0)
        return -1;
    out->bytes = load_file(path, &out->size, error);
    moto_error wrong = MOTO_OK;
    if (out->bytes)
        wrong = moto_rom_open(&out->rom, out->bytes, (uint32_t)out->size, out->models.list,
                              out->models.count);
    if (wrong != MOTO_OK)
        message_set(error, "%s: not a ROM that can be read: %s", out->name, moto_error_text(wrong));
    if (out->bytes && wrong == MOTO_OK)
        return 0;
    opened_free(out);
    return -1;
}

void opened_free(opened *rom) {
    free(rom->bytes);
    models_close(&rom->models);
    *rom = (opened){0};
}

static void decode(const opened *rom, const moto_line *line, buffer *out) {
    uint32_t blocks = line->blocks ? line->blocks : 1;
    for (uint32_t i = 0; i < blocks; i++) {
        moto_block block;
        moto_text text;
        moto_rom_block(&rom->rom, line, i, &block);
        moto_rom_text(&rom->rom, &block, &text);
        for (int byte = moto_text_next(&text); byte >= 0; byte = moto_text_next(&text))
            buffer_add_byte(out, (char)byte);
    }
}

/* Live values of the date are not written as such: dates are for people. */
static void spell(const opened *rom, const buffer *decoded, size_t when_bytes, buffer *out,
                  size_t *when_out) {
    const char *end = decoded->bytes + decoded->count;
    uint32_t figure = moto_font_figure_advance(&rom->rom.fonts[0]);
    for (const char *at = decoded->bytes; at < end;) {
        size_t size;
        uint32_t code_point = utf8_read(at, end, &size);
        if (at == decoded->bytes + when_bytes)
            *when_out = out->count;
        if (code_point >= PLAN_LIVE_FIRST && code_point - PLAN_LIVE_FIRST < rom->rom.live_count) {
            moto_live live;
            moto_rom_live(&rom->rom, code_point - PLAN_LIVE_FIRST, &live);
            live_write(&live, figure, out);
        } else {
            buffer_add(out, at, size);
        }
        at += size;
    }
}

char *opened_text(const opened *rom, const moto_line *line, size_t *when_bytes, message *error) {
    if (rom->rom.model_missing) {
        message_set(error,
                    "%s: its text is coded with the model %.*s, which is not here; say "
                    "--model FILE",
                    rom->name, (int)rom->rom.model_name_bytes, (const char *)rom->rom.model_name);
        return NULL;
    }
    buffer decoded = {0}, out = {0};
    decode(rom, line, &decoded);
    buffer_add(&out, "", 0);
    *when_bytes = 0;
    if (decoded.count > 0)
        spell(rom, &decoded, line->when_bytes, &out, when_bytes);
    bool failed = decoded.failed || out.failed;
    buffer_free(&decoded);
    char *text = out.count > 0 ? buffer_take(&out) : calloc(1, 1);
    if (failed || !text)
        message_no_memory(error, rom->name);
    return text;
}

const char *opened_kind(moto_kind kind) {
    static const char *const names[] = {"headline", "agenda", "topics",
                                        "point",    "alert",  "furniture"};
    return names[kind];
}
