/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>
#include <string.h>

bool output_open(output *out, const char *path, char *message, size_t message_size) {
    *out = (output){.path = path, .stream = stdout};
    if (!strcmp(path, "-"))
        return true;
    out->stream = NULL;
    if (whole_file_open(&out->file, path)) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
        return false;
    }
    out->stream = out->file.stream;
    return true;
}

bool output_close(output *out, char *message, size_t message_size) {
    bool standard = out->stream == stdout;
    errno = 0;
    bool good = standard ? !fflush(stdout) && !ferror(stdout) : !whole_file_keep(&out->file);
    out->stream = NULL;
    if (!good)
        snprintf(message, message_size, "%s: %s", standard ? "standard output" : out->path,
                 strerror(errno ? errno : EIO));
    return good;
}

void output_drop(output *out) {
    if (out->stream && out->stream != stdout)
        whole_file_drop(&out->file);
    out->stream = NULL;
}

bool output_write(const char *path, bool (*write)(FILE *stream, void *self), void *self,
                  char *message, size_t message_size) {
    output out;
    if (!output_open(&out, path, message, message_size))
        return false;
    errno = 0;
    if (write(out.stream, self))
        return output_close(&out, message, message_size);
    snprintf(message, message_size, "%s: %s", path, strerror(errno ? errno : EIO));
    output_drop(&out);
    return false;
}
