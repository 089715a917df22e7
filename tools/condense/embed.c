/* SPDX-License-Identifier: MIT
 *
 * embed OUT.c NAME=FILE...: files as C string literals, which compilers take far faster than lists
 * of numbers.
 */
#include <stdio.h>
#include <string.h>

static long write_bytes(FILE *in, FILE *out) {
    long size = 0;
    for (int byte; (byte = fgetc(in)) != EOF; size++)
        fprintf(out, "%s\\%03o%s", size % 32 ? "" : "    \"", (unsigned)byte,
                size % 32 == 31 ? "\"\n" : "");
    if (size % 32)
        fputs("\"", out);
    return size;
}

static int embed(const char *name, const char *path, FILE *out) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    fprintf(out, "\nstatic const char %s_text[] =\n    \"\"\n", name);
    long size = write_bytes(in, out);
    fprintf(out, ";\nconst condense_asset asset_%s = {(const uint8_t *)%s_text, %ld};\n", name,
            name, size);
    int failed = ferror(in);
    fclose(in);
    return failed;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fputs("usage: embed OUT.c NAME=FILE...\n", stderr);
        return 2;
    }
    FILE *out = fopen(arguments[1], "w");
    if (!out) {
        fprintf(stderr, "%s: cannot be written\n", arguments[1]);
        return 1;
    }
    fputs("#include \"assets.h\"\n", out);
    int failed = 0;
    for (int i = 2; i < count && !failed; i++) {
        char *path = strchr(arguments[i], '=');
        if (!path)
            return 2;
        *path++ = 0;
        failed = embed(arguments[i], path, out);
    }
    if (fclose(out) != 0)
        failed = 1;
    if (failed)
        remove(arguments[1]);
    return failed;
}
