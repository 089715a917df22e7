/* SPDX-License-Identifier: MIT
 *
 * bench_peers LINES [CORPUS]: what general compressors make of the same lines, each alone and the
 * whole file. Bits over (bytes of text + 1 a line); headers and checksums are left out where the
 * format allows it. With CORPUS, zstd also with a dictionary of 110 KiB trained on its lines.
 */
#include <brotli/encode.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

#define ROOM       (1 << 16)
#define DICTIONARY 112640

typedef struct text {
    char *bytes;
    size_t size, lines;
    size_t *sizes; /* of each line, its end not counted */
} text;

static _Noreturn void fail(const char *path, const char *what) {
    fprintf(stderr, "%s: %s\n", path, what);
    exit(1);
}

static text read_text(const char *path) {
    text t = {0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        fail(path, "cannot be read");
    t.size = (size_t)ftell(file);
    rewind(file);
    t.bytes = malloc(t.size + 1);
    t.sizes = calloc(t.size + 1, sizeof *t.sizes);
    if (!t.bytes || !t.sizes || fread(t.bytes, 1, t.size, file) != t.size)
        fail(path, "cannot be read");
    fclose(file);
    for (size_t at = 0; at < t.size; t.lines++) {
        const char *end = memchr(t.bytes + at, '\n', t.size - at);
        t.sizes[t.lines] = (end ? (size_t)(end - t.bytes) : t.size) - at;
        at += t.sizes[t.lines] + 1;
    }
    return t;
}

/* ---- One block, by each of them: its bytes ---- */

static const void *dictionary;
static size_t dictionary_size;

static size_t by_zstd(const void *from, size_t size, void *to, size_t room) {
    static ZSTD_CCtx *context;
    if (!context) {
        context = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 22);
        ZSTD_CCtx_setParameter(context, ZSTD_c_format, ZSTD_f_zstd1_magicless);
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
        ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
        if (dictionary)
            ZSTD_CCtx_loadDictionary(context, dictionary, dictionary_size);
    }
    size_t result = ZSTD_compress2(context, to, room, from, size);
    if (ZSTD_isError(result))
        fail("zstd", ZSTD_getErrorName(result));
    return result;
}

static size_t by_brotli(const void *from, size_t size, void *to, size_t room) {
    if (!BrotliEncoderCompress(11, 22, BROTLI_MODE_TEXT, size, from, &room, to))
        fail("brotli", "failed");
    return room;
}

static size_t by_lzma(const void *from, size_t size, void *to, size_t room) {
    lzma_options_lzma options;
    size_t at = 0;
    lzma_lzma_preset(&options, 9 | LZMA_PRESET_EXTREME);
    options.dict_size = 1 << 20;
    lzma_filter filters[] = {{LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, NULL}};
    if (lzma_raw_buffer_encode(filters, NULL, from, size, to, &at, room) != LZMA_OK)
        fail("xz", "failed");
    return at;
}

typedef size_t compressor(const void *from, size_t size, void *to, size_t room);

static void print(const text *t, const char *name, size_t bytes) {
    printf("%s %.3f bits/character\n", name, 8.0 * (double)bytes / (double)(t->size));
}

static void measure(const text *t, compressor *compress, const char *name) {
    static char each[40], to[ROOM];
    size_t bytes = 0, at = 0;
    for (size_t i = 0; i < t->lines; at += t->sizes[i++] + 1)
        bytes += compress(t->bytes + at, t->sizes[i], to, ROOM);
    snprintf(each, sizeof each, "text-%s-each-line", name);
    print(t, each, bytes);
}

static void measure_whole(const text *t, compressor *compress, const char *name) {
    char whole[40];
    void *to = malloc(t->size + ROOM);
    if (!to)
        fail(name, "no memory");
    snprintf(whole, sizeof whole, "text-%s-whole-file", name);
    print(t, whole, compress(t->bytes, t->size, to, t->size + ROOM));
    free(to);
}

static void train(const char *path) {
    text t = read_text(path);
    void *bytes = malloc(DICTIONARY);
    size_t at = 0, to = 0;
    for (size_t i = 0; i < t.lines; at += t.sizes[i++] + 1) {
        memmove(t.bytes + to, t.bytes + at, t.sizes[i]); /* samples lie one behind the other */
        to += t.sizes[i];
    }
    dictionary_size = ZDICT_trainFromBuffer(bytes, DICTIONARY, t.bytes, t.sizes, (unsigned)t.lines);
    if (ZDICT_isError(dictionary_size))
        fail(path, ZDICT_getErrorName(dictionary_size));
    dictionary = bytes;
    free(t.bytes);
    free(t.sizes);
}

int main(int count, char **arguments) {
    if (count < 2 || count > 3)
        return 2;
    text t = read_text(arguments[1]);
    if (count == 3)
        train(arguments[2]);
    measure(&t, by_zstd, dictionary ? "zstd-22-dictionary" : "zstd-22");
    measure(&t, by_brotli, "brotli-11");
    measure(&t, by_lzma, "xz-9e-raw");
    measure_whole(&t, by_zstd, dictionary ? "zstd-22-dictionary" : "zstd-22");
    measure_whole(&t, by_brotli, "brotli-11");
    measure_whole(&t, by_lzma, "xz-9e-raw");
    return 0;
}
