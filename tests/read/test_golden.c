/* SPDX-License-Identifier: MIT
 *
 * Documents as data: for every NAME.expected in the first folder, what is read from its input, the
 * file NAME beside it or in the second folder, must print as the file says.
 * `TZ=UTC read_dump NAME >NAME.expected` makes one.
 */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include "print.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *print_to_string(const char *path, const char *shown) {
    char *text = NULL;
    size_t length = 0;
    read_options options = {.date = "2026-11-24"};
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    print_read(path, shown, &options, out);
    fclose(out);
    return text;
}

static char *file_text(const char *path) {
    FILE *in = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (in && text)
        text[fread(text, 1, (1 << 20) - 1, in)] = 0;
    if (in)
        fclose(in);
    return text;
}

/* Returns 1 for a difference, which it shows from its first line on. */
static int compare(const char *name, const char *got, const char *expected) {
    if (strcmp(got, expected) == 0)
        return 0;
    int line = 1;
    while (*got && *got == *expected) {
        line += *got == '\n';
        got++;
        expected++;
    }
    printf("%s: line %d differs\n  expected ...%.200s\n  got ...%.200s\n", name, line, expected,
           got);
    return 1;
}

static int check(const char *expected_path, const char *other_folder) {
    char path[4096];
    const char *slash = strrchr(expected_path, '/');
    int length = (int)(strlen(expected_path) - strlen(".expected"));
    snprintf(path, sizeof path, "%.*s", length, expected_path);
    if (access(path, R_OK) != 0)
        snprintf(path, sizeof path, "%s%.*s", other_folder, length - (int)(slash - expected_path),
                 slash);
    char *got = print_to_string(path, strrchr(path, '/') + 1);
    char *expected = file_text(expected_path);
    int wrong = got && expected ? compare(path, got, expected) : 1;
    free(got);
    free(expected);
    return wrong;
}

int main(int argc, char **argv) {
    glob_t found;
    char pattern[4096];
    int wrong = 0;
    if (argc != 3)
        return 2;
    snprintf(pattern, sizeof pattern, "%s/*.expected", argv[1]);
    if (glob(pattern, 0, NULL, &found) != 0) {
        printf("%s: no file\n", pattern);
        return 1;
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        wrong += check(found.gl_pathv[i], argv[2]);
    printf("%zu files, %d wrong\n", found.gl_pathc, wrong);
    globfree(&found);
    return wrong ? 1 : 0;
}
