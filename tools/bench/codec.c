/* SPDX-License-Identifier: MIT
 *
 * bench_codec MODEL LINES [OUT]: codes each line of a file alone, decodes it again, and tells how
 * large all of them become; with OUT, also writes every n-th line's code as a C header for the
 * firmware that counts instructions, about 100 lines. bench_decode is where callgrind counts.
 */
#include "codec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 4096

typedef struct totals {
    uint64_t lines, text, code;
    uint64_t sample_text;
} totals;

size_t bench_decode(const moto_model *model, const uint8_t *code, size_t size, moto_coding coding,
                    uint8_t *text);

__attribute__((noinline)) size_t bench_decode(const moto_model *model, const uint8_t *code,
                                              size_t size, moto_coding coding, uint8_t *text) {
    return codec_decode(model, NULL, code, size, coding, text, MOTO_BLOCK_BYTES);
}

static _Noreturn void fail(const char *path, const char *what) {
    fprintf(stderr, "%s: %s\n", path, what);
    exit(1);
}

static uint8_t *read_whole(const char *path, uint32_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 20);
    if (!file || !bytes)
        fail(path, "cannot be read");
    *size = (uint32_t)fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void emit(FILE *out, const uint8_t *code, size_t size, size_t text) {
    fprintf(out, "    %zu, %zu,", size, text);
    for (size_t i = 0; i < size; i++)
        fprintf(out, " %u,", code[i]);
    fputc('\n', out);
}

static void code_block(codec *encoder, const moto_model *model, codec_text block, totals *sum,
                       FILE *out) {
    uint8_t code[MOTO_BLOCK_BYTES], back[MOTO_BLOCK_BYTES];
    moto_coding coding;
    long size = codec_encode(encoder, block, code, &coding);
    if (size < 0)
        fail("codec_encode", moto_error_text((moto_error)size));
    size_t length = bench_decode(model, code, (size_t)size, coding, back);
    if (length != block.size || memcmp(back, block.bytes, length) != 0)
        fail("bench_codec", "a line did not come back as it was");
    sum->code += (uint64_t)size;
    if (out && coding == MOTO_CODED && block.size > 1) {
        emit(out, code, (size_t)size, block.size);
        sum->sample_text += block.size;
    }
}

static void code_lines(const char *path, codec *encoder, const moto_model *model, totals *sum,
                       FILE *out) {
    static char line[LINE_BYTES];
    FILE *in = fopen(path, "r");
    if (!in)
        fail(path, "cannot be read");
    uint64_t count = 0;
    while (fgets(line, sizeof line, in))
        count++;
    rewind(in);
    for (uint64_t step = count / 100 + 1; fgets(line, sizeof line, in); sum->lines++) {
        size_t size = strcspn(line, "\n");
        for (size_t at = 0; at < size; at += MOTO_BLOCK_BYTES) {
            size_t rest = size - at < MOTO_BLOCK_BYTES ? size - at : MOTO_BLOCK_BYTES;
            code_block(encoder, model, (codec_text){(const uint8_t *)line + at, rest}, sum,
                       sum->lines % step == 0 ? out : NULL);
        }
        sum->text += size;
    }
    fclose(in);
}

int main(int count, char **arguments) {
    if (count < 3 || count > 4)
        return 2;
    uint32_t size;
    uint8_t *bytes = read_whole(arguments[1], &size);
    moto_model model;
    totals sum = {0};
    if (moto_model_open(&model, bytes, size) != MOTO_OK)
        fail(arguments[1], "is no text model");
    codec *encoder = codec_open(&model);
    FILE *out = count == 4 ? fopen(arguments[3], "w") : NULL;
    if (!encoder || (count == 4 && !out))
        fail(arguments[count - 1], "cannot be written");
    if (out)
        fputs("static const uint16_t lines[] = {\n", out);
    code_lines(arguments[2], encoder, &model, &sum, out);
    if (out)
        fprintf(out, "};\nenum { TEXT_BYTES = %llu };\n", (unsigned long long)sum.sample_text);
    if (out && fclose(out) != 0)
        fail(arguments[3], "cannot be written");
    printf("%.4f %u %llu %llu\n", 8.0 * (double)sum.code / (double)(sum.text + sum.lines), size,
           (unsigned long long)sum.text, (unsigned long long)sum.code);
    codec_close(encoder);
    free(bytes);
    return 0;
}
