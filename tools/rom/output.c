/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "output.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int wrong(const char *path, message *error) {
    return message_set(error, "%s: %s", path, strerror(errno));
}

static bool written(FILE *out, const void *bytes, size_t size) {
    bool good = fwrite(bytes, 1, size, out) == size;
    int reason = errno;
    if (fclose(out) != 0)
        return false;
    errno = reason;
    return good;
}

static int write_in_place(const char *path, const void *bytes, size_t size, message *error) {
    FILE *out = fopen(path, "wb");
    if (!out || !written(out, bytes, size))
        return wrong(path, error);
    return 0;
}

/* mkstemp is for its owner alone; a ROM is as readable as any new file. */
static void set_mode(int file) {
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(file, 0666 & ~mask) != 0)
        errno = 0;
}

static int write_beside(const char *path, const void *bytes, size_t size, message *error) {
    size_t length = strlen(path);
    char *beside = malloc(length + 8);
    if (!beside)
        return message_no_memory(error, path);
    memcpy(beside, path, length);
    memcpy(beside + length, ".XXXXXX", 8);
    int result = 0, file = mkstemp(beside);
    FILE *out = file >= 0 ? fdopen(file, "wb") : NULL;
    if (!out) {
        result = wrong(path, error);
    } else {
        set_mode(file);
        if (!written(out, bytes, size) || rename(beside, path) != 0) {
            result = wrong(path, error);
            remove(beside);
        }
    }
    free(beside);
    return result;
}

int output_write(const char *path, const void *bytes, size_t size, message *error) {
    struct stat there;
    if (strcmp(path, "-") == 0) {
        fwrite(bytes, 1, size, stdout);
        return output_finish(error);
    }
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) {
        if (S_ISDIR(there.st_mode))
            return message_set(error, "%s: is a directory", path);
        return write_in_place(path, bytes, size, error);
    }
    return write_beside(path, bytes, size, error);
}

int output_finish(message *error) {
    bool bad = fflush(stdout) != 0;
    if (bad || ferror(stdout))
        return message_set(error, "standard output: %s", strerror(errno));
    return 0;
}
