/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* fileno, fstat */
#include "load.h"

#include "document.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *load_name(const char *path) {
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* One byte over the limit is asked for, to tell a full file from one that is too large. */
static unsigned char *read_all(FILE *in, size_t *count) {
    size_t capacity = 64 * 1024, used = 0;
    unsigned char *bytes = malloc(capacity);
    while (bytes && used <= DOCUMENT_BYTES_MAX) {
        if (used == capacity) {
            unsigned char *grown = realloc(bytes, capacity *= 2);
            if (!grown)
                free(bytes);
            bytes = grown;
            continue;
        }
        size_t got = fread(bytes + used, 1, capacity - used, in);
        used += got;
        if (got == 0)
            break;
    }
    *count = used;
    return bytes;
}

/* Reports what is wrong with a stream before a byte of it is read. */
static int check_stream(FILE *in, const char *name, message *error) {
    struct stat about;
    if (fstat(fileno(in), &about) != 0)
        return message_set(error, "%s: %s", name, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return message_set(error, "%s: is a directory", name);
    if (S_ISREG(about.st_mode) && about.st_size > (off_t)DOCUMENT_BYTES_MAX)
        return message_set(error, "%s: is over %u MiB", name, DOCUMENT_BYTES_MAX >> 20);
    return 0;
}

static unsigned char *load_stream(FILE *in, const char *name, size_t *count, message *error) {
    if (check_stream(in, name, error) != 0)
        return NULL;
    errno = 0;
    unsigned char *bytes = read_all(in, count);
    if (!bytes)
        message_no_memory(error, name);
    else if (ferror(in))
        message_set(error, "%s: %s", name, errno ? strerror(errno) : "cannot be read");
    else if (*count == 0)
        message_set(error, "%s: is empty", name);
    else if (*count > DOCUMENT_BYTES_MAX)
        message_set(error, "%s: is over %u MiB", name, DOCUMENT_BYTES_MAX >> 20);
    else
        return bytes;
    free(bytes);
    return NULL;
}

unsigned char *load_file(const char *path, size_t *count, message *error) {
    if (strcmp(path, "-") == 0)
        return load_stream(stdin, load_name(path), count, error);
    FILE *in = fopen(path, "rb");
    if (!in) {
        message_set(error, "%s: %s", path, strerror(errno));
        return NULL;
    }
    unsigned char *bytes = load_stream(in, path, count, error);
    fclose(in);
    return bytes;
}
