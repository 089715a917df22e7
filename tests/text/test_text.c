/* SPDX-License-Identifier: MIT
 *
 * The text codec: every block comes back as it went in, with every shipped model; no bytes at all,
 * as code or as model, do harm.
 */
#include "codec.h"
#include "rom_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifdef NDEBUG
#define ROUNDS 30000
#else
#define ROUNDS 1500
#endif

static const char *const names[] = {"assets/models/en-8k.model", "assets/models/en-64k.model",
                                    "assets/models/en-256k.model"};

typedef struct loaded {
    uint8_t *bytes;
    uint32_t size;
    moto_model model;
    codec *encoder;
} loaded;

static loaded models[3];

static uint8_t *read_all(const char *path, uint32_t *size) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *size = (uint32_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static int set_up(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        models[i].bytes = read_all(names[i], &models[i].size);
        assert_int_equal(moto_model_open(&models[i].model, models[i].bytes, models[i].size),
                         MOTO_OK);
        models[i].encoder = codec_open(&models[i].model);
        assert_non_null(models[i].encoder);
    }
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        codec_close(models[i].encoder);
        free(models[i].bytes);
    }
    return 0;
}

static void comes_back(const loaded *m, const void *text, size_t size) {
    uint8_t code[MOTO_BLOCK_BYTES + 1], back[MOTO_BLOCK_BYTES];
    moto_coding coding;
    long bytes = codec_encode(m->encoder, (codec_text){text, size}, code, &coding);
    assert_in_range(bytes, 0, size);
    size_t length = codec_decode(&m->model, NULL, code, (size_t)bytes, coding, back, sizeof back);
    assert_int_equal(length, size);
    assert_memory_equal(back, text, size);
}

static void models_fit_their_names(void **state) {
    (void)state;
    static const uint32_t most[] = {8192, 65536, 262144};
    for (int i = 0; i < 3; i++)
        assert_in_range(models[i].size, 1, most[i]);
}

static void news_comes_back_shorter(void **state) {
    (void)state;
    static const char *const lines[] = {"", "Kerry meets Putin",
                                        "US, UN and EU talks go on in GENEVA",
                                        "\xE2\x80\x9CWe won't stop,\xE2\x80\x9D she said.",
                                        "Oil up 3.5 % to $71.20; euro at 1.0845"};
    uint8_t code[MOTO_BLOCK_BYTES];
    moto_coding coding;
    for (int i = 0; i < 3; i++) {
        for (size_t k = 0; k < 5; k++)
            comes_back(&models[i], lines[k], strlen(lines[k]));
        const char *line = "The president said on Tuesday that the talks would go on";
        long bytes = codec_encode(models[i].encoder,
                                  (codec_text){(const uint8_t *)line, strlen(line)}, code, &coding);
        assert_int_equal(coding, MOTO_CODED);
        assert_in_range(bytes, 1, strlen(line) / 3);
    }
}

static void every_byte_comes_back(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        for (int byte = 0; byte < 256; byte++) {
            uint8_t text[3] = {(uint8_t)byte, 'a', (uint8_t)byte};
            comes_back(&models[i], text, 1);
            comes_back(&models[i], text, 3);
        }
    }
}

static size_t put_utf8(uint8_t *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (uint8_t)(0xC0 | c >> 6);
        to[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (uint8_t)(0xE0 | c >> 12);
        to[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        to[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (uint8_t)(0xF0 | c >> 18);
    to[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    to[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    to[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

/* Every Unicode scalar value, many to a block. In builds for finding faults every 97th. */
static void every_scalar_value_comes_back(void **state) {
    (void)state;
    const uint32_t step = ROUNDS > 10000 ? 1 : 97;
    uint8_t text[MOTO_BLOCK_BYTES];
    size_t size = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c += step) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        size += put_utf8(text + size, c);
        if (size > sizeof text - 4) {
            comes_back(&models[c / step % 3], text, size);
            size = 0;
        }
    }
    comes_back(&models[1], text, size);
}

static void mutated_lines_come_back(void **state) {
    (void)state;
    static const char news[] =
        "Israel strikes targets in Syria, John Kerry's trip to Rome goes on; "
        "AT&T \xE2\x80\x94 up 2% (\"new high\") in 2013.";
    uint64_t random = test_seed(21);
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t text[MOTO_BLOCK_BYTES];
        size_t size = random_below(&random, 160);
        for (size_t i = 0; i < size; i++)
            text[i] = (uint8_t)news[(i + (size_t)round) % (sizeof news - 1)];
        for (uint32_t n = random_below(&random, 5); n && size; n--)
            text[random_below(&random, (uint32_t)size)] = (uint8_t)random_below(&random, 256);
        if (round % 8 == 0)
            for (size_t i = 0; i < size; i++)
                text[i] = (uint8_t)random_below(&random, 256);
        comes_back(&models[round % 3], text, size);
    }
}

static void any_code_is_safe(void **state) {
    (void)state;
    uint64_t random = test_seed(22);
    uint8_t back[MOTO_BLOCK_BYTES];
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = random_below(&random, 60);
        uint8_t *code = malloc(size + 1);
        for (size_t i = 0; i < size; i++)
            code[i] = (uint8_t)random_below(&random, 256);
        size_t length =
            codec_decode(&models[round % 3].model, NULL, code, size, MOTO_CODED, back, sizeof back);
        assert_in_range(length, 0, MOTO_BLOCK_BYTES);
        free(code);
    }
}

static void damaged_models_are_refused(void **state) {
    (void)state;
    uint64_t random = test_seed(23);
    moto_model model;
    for (int i = 0; i < 3; i++) {
        for (int round = 0; round < ROUNDS / 100; round++) {
            uint32_t at = random_below(&random, models[i].size);
            uint8_t was = models[i].bytes[at];
            models[i].bytes[at] = (uint8_t)(was ^ 1u << random_below(&random, 8));
            assert_int_not_equal(moto_model_open(&model, models[i].bytes, models[i].size), MOTO_OK);
            models[i].bytes[at] = was;
            uint32_t shorter = random_below(&random, models[i].size);
            assert_int_not_equal(moto_model_open(&model, models[i].bytes, shorter), MOTO_OK);
        }
    }
}

/* The checksum made good again: a model is refused for its contents, or decodes something. */
static void sealed_nonsense_does_no_harm(void **state) {
    (void)state;
    uint64_t random = test_seed(24);
    const loaded *m = &models[0];
    uint8_t *bytes = malloc(m->size), back[MOTO_BLOCK_BYTES], code[40];
    for (int round = 0; round < ROUNDS / 4; round++) {
        memcpy(bytes, m->bytes, m->size);
        for (uint32_t n = 1 + random_below(&random, 3); n; n--) {
            uint32_t limit = random_below(&random, 2) ? 400 : m->size;
            bytes[random_below(&random, limit)] = (uint8_t)random_below(&random, 256);
        }
        uint32_t crc = moto_crc32(0, bytes, 16);
        crc = moto_crc32(crc, bytes + 20, m->size - 20);
        for (int i = 0; i < 4; i++)
            bytes[16 + i] = (uint8_t)(crc >> 8 * i);
        moto_model model;
        if (moto_model_open(&model, bytes, m->size) != MOTO_OK)
            continue;
        for (size_t i = 0; i < sizeof code; i++)
            code[i] = (uint8_t)random_below(&random, 256);
        codec_decode(&model, NULL, code, sizeof code, MOTO_CODED, back, sizeof back);
    }
    free(bytes);
}

static void dictionary_pays_and_comes_back(void **state) {
    (void)state;
    char lines[40][100];
    codec_text blocks[40];
    for (int i = 0; i < 40; i++) {
        snprintf(lines[i], sizeof lines[i], "%s Zbigniew Przybylski-Kowalewicz %s %d",
                 i % 2 ? "Minister" : "Then", i % 3 ? "speaks" : "leaves", i);
        blocks[i] = (codec_text){(const uint8_t *)lines[i], strlen(lines[i])};
    }
    for (int k = 0; k < 3; k++) {
        uint8_t section[CODEC_DICTIONARY_BYTES], code[MOTO_BLOCK_BYTES], back[MOTO_BLOCK_BYTES];
        codec *encoder = codec_open(&models[k].model);
        long plain = 0, with = codec_dictionary_choose(encoder, blocks, 40, section);
        assert_true(with > 0);
        assert_int_equal(moto_dictionary_check(&models[k].model, section, (uint32_t)with), MOTO_OK);
        size_t bytes = (size_t)with;
        moto_coding coding;
        for (int i = 0; i < 40; i++)
            plain += codec_encode(models[k].encoder, blocks[i], code, &coding);
        assert_int_equal(codec_dictionary_use(encoder, section, bytes), MOTO_OK);
        for (int i = 0; i < 40; i++) {
            long size = codec_encode(encoder, blocks[i], code, &coding);
            with += size;
            size_t length = codec_decode(&models[k].model, section, code, (size_t)size, coding,
                                         back, sizeof back);
            assert_int_equal(length, blocks[i].size);
            assert_memory_equal(back, lines[i], length);
        }
        assert_true(with < plain);
        codec_close(encoder);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_fit_their_names),
        cmocka_unit_test(news_comes_back_shorter),
        cmocka_unit_test(every_byte_comes_back),
        cmocka_unit_test(every_scalar_value_comes_back),
        cmocka_unit_test(mutated_lines_come_back),
        cmocka_unit_test(any_code_is_safe),
        cmocka_unit_test(damaged_models_are_refused),
        cmocka_unit_test(sealed_nonsense_does_no_harm),
        cmocka_unit_test(dictionary_pays_and_comes_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
