/* SPDX-License-Identifier: MIT
 *
 * embed OUT.c NAME=FILE...: our own fonts as C arrays, so that the tools work from anywhere.
 */
#include <stdio.h>
#include <string.h>

static int write_array(FILE *out, size_t number, const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return -1;
    }
    fprintf(out, "static const unsigned char text_%zu[] = {", number);
    size_t size = 0;
    for (int byte = getc(in); byte != EOF; byte = getc(in))
        fprintf(out, "%s%d,", size++ % 24 ? "" : "\n    ", byte);
    fprintf(out, "\n};\n\n");
    fclose(in);
    return size > 0 ? 0 : -1;
}

int main(int argc, char **argv) {
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "usage: embed OUT.c NAME=FILE...\n");
        return 2;
    }
    fprintf(out, "/* SPDX-License-Identifier: MIT */\n#include \"font_kind.h\"\n\n");
    int failed = 0;
    for (int i = 2; i < argc; i++) {
        const char *file = strchr(argv[i], '=');
        failed |= !file || write_array(out, (size_t)i - 2, file + 1) != 0;
    }
    fprintf(out, "const font_builtin font_builtins[] = {\n");
    for (int i = 2; i < argc; i++)
        fprintf(out, "    {\"%.*s\", text_%d, sizeof text_%d},\n", (int)strcspn(argv[i], "="),
                argv[i], i - 2, i - 2);
    fprintf(out, "};\n\nconst size_t font_builtin_count = %d;\n", argc - 2);
    failed |= ferror(out) != 0;
    failed |= fclose(out) != 0;
    if (failed)
        remove(argv[1]);
    return failed ? 1 : 0;
}
