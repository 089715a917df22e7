/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include "build.h"
#include "inputs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint8_t *sample_rom(const char *script_text, size_t *size) {
    message error = {""};
    inputs in;
    build_options options = {.model = "stored"};
    build_result made = {0};
    if (inputs_bytes((const unsigned char *)script_text, strlen(script_text), "sample.ticker", NULL,
                     &in, &error))
        fail_msg("%s", error.text);
    if (rom_build(in.scripts, in.count, &options, &made, &error))
        fail_msg("%s", error.text);
    inputs_free(&in);
    uint8_t *bytes = made.bytes;
    *size = made.size;
    made.bytes = NULL;
    build_result_free(&made);
    return bytes;
}

char *sample_file(const char *suffix, const void *bytes, size_t size) {
    const char *folder = getenv("TMPDIR");
    char *path = malloc(512);
    assert_non_null(path);
    snprintf(path, 512, "%s/motograph-XXXXXX%s", folder ? folder : "/tmp", suffix);
    int file = mkstemps(path, (int)strlen(suffix));
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), (ssize_t)size);
    close(file);
    return path;
}

char *sample_read(const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    size_t size = fread(text, 1, (1 << 20) - 1, in);
    text[size] = '\0';
    fclose(in);
    return text;
}
