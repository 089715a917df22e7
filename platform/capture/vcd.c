/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "vcd.h"

#include "whole_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vcd {
    FILE *file; /* of `out` */
    whole_file out;
    char *path;
    int count;
    bool begun;
    uint64_t last;
    uint32_t levels;
};

/* A pin is called by one printing character in the dump. */
static char name_of(int pin) {
    return (char)('!' + pin);
}

static void write_header(const vcd *dump, const char *const *names) {
    fputs("$version Motograph $end\n$timescale 1 ns $end\n$scope module wire $end\n", dump->file);
    for (int pin = 0; pin < dump->count; pin++)
        fprintf(dump->file, "$var wire 1 %c %s $end\n", name_of(pin), names[pin]);
    fputs("$upscope $end\n$enddefinitions $end\n", dump->file);
}

static void vcd_free(vcd *dump) {
    if (dump)
        free(dump->path);
    free(dump);
}

vcd *vcd_create(const char *path, const char *const *names, int count, char *message,
                size_t message_size) {
    vcd *dump = calloc(1, sizeof *dump);
    if (dump)
        dump->path = strdup(path);
    if (!dump || !dump->path || whole_file_open(&dump->out, path)) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
        vcd_free(dump);
        return NULL;
    }
    dump->count = count;
    dump->file = dump->out.stream;
    write_header(dump, names);
    return dump;
}

static void write_levels(vcd *dump, uint32_t changed) {
    for (int pin = 0; pin < dump->count; pin++)
        if (changed >> pin & 1)
            fprintf(dump->file, "%d%c\n", (int)(dump->levels >> pin & 1), name_of(pin));
}

void vcd_change(void *self, uint64_t nanoseconds, uint32_t levels) {
    vcd *dump = self;
    uint32_t changed = dump->levels ^ levels;
    if (dump->begun && changed == 0)
        return;
    dump->levels = levels;
    if (!dump->begun || nanoseconds > dump->last) {
        dump->last = nanoseconds;
        fprintf(dump->file, "#%" PRIu64 "\n", nanoseconds);
    }
    if (!dump->begun)
        fputs("$dumpvars\n", dump->file);
    write_levels(dump, dump->begun ? changed : UINT32_MAX);
    if (!dump->begun)
        fputs("$end\n", dump->file);
    dump->begun = true;
}

bool vcd_finish(vcd *dump, char *message, size_t message_size) {
    /* The last levels hold for a microsecond, or a reader would not see them at all. */
    fprintf(dump->file, "#%" PRIu64 "\n", dump->last + 1000);
    errno = 0;
    bool good = !whole_file_keep(&dump->out);
    if (!good)
        snprintf(message, message_size, "%s: %s", dump->path, strerror(errno ? errno : EIO));
    vcd_free(dump);
    return good;
}

void vcd_abandon(vcd *dump) {
    whole_file_drop(&dump->out);
    vcd_free(dump);
}
