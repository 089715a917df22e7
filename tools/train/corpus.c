/* SPDX-License-Identifier: MIT */
#include "corpus.h"

#include "fold.h"

#include <errno.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct buffer {
    uint8_t *bytes;
    size_t size;
    size_t room;
} buffer;

static int reserve(buffer *out, size_t more) {
    if (out->size + more <= out->room) {
        return 0;
    }
    size_t room = 2 * (out->size + more);
    uint8_t *bytes = realloc(out->bytes, room);
    if (!bytes) {
        return -1;
    }
    out->bytes = bytes;
    out->room = room;
    return 0;
}

static int read_whole(FILE *file, buffer *out) {
    size_t got;
    do {
        if (reserve(out, 1 << 20)) {
            return -1;
        }
        got = fread(out->bytes + out->size, 1, 1 << 20, file);
        out->size += got;
    } while (got);
    return ferror(file) ? -1 : 0;
}

static int unpack_xz(const buffer *packed, buffer *out) {
    lzma_stream stream = LZMA_STREAM_INIT;
    if (lzma_stream_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED) != LZMA_OK) {
        return -1;
    }
    stream.next_in = packed->bytes;
    stream.avail_in = packed->size;
    lzma_ret state;
    do {
        if (reserve(out, 1 << 20)) {
            state = LZMA_MEM_ERROR;
            break;
        }
        size_t room = out->room - out->size;
        stream.next_out = out->bytes + out->size;
        stream.avail_out = room;
        state = lzma_code(&stream, LZMA_FINISH);
        out->size += room - stream.avail_out;
    } while (state == LZMA_OK);
    lzma_end(&stream);
    return state == LZMA_STREAM_END ? 0 : -1;
}

static int read_file(const char *path, buffer *out, char *message, size_t message_size) {
    static const uint8_t xz_magic[6] = {0xFD, '7', 'z', 'X', 'Z', 0};
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
        return -1;
    }
    buffer raw = {0};
    int failed = read_whole(file, &raw);
    if (file != stdin) {
        fclose(file);
    }
    if (failed) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
    } else if (raw.size >= sizeof xz_magic && !memcmp(raw.bytes, xz_magic, sizeof xz_magic)) {
        failed = unpack_xz(&raw, out);
        if (failed) {
            snprintf(message, message_size, "%s: the xz data are damaged", path);
        }
    } else if (reserve(out, raw.size + 1)) {
        failed = -1;
        snprintf(message, message_size, "%s: no memory", path);
    } else {
        memcpy(out->bytes + out->size, raw.bytes, raw.size);
        out->size += raw.size;
    }
    free(raw.bytes);
    return failed;
}

static bool closes(uint8_t byte) {
    return byte == '"' || byte == '\'' || byte == ')' || byte == ']';
}

/* Short capitalised words and letters with points are abbreviations (Mr. Gen. U.S.). */
static bool is_abbreviation(const uint8_t *line, size_t point) {
    size_t begin = point;
    while (begin > 0 && line[begin - 1] != ' ') {
        begin--;
    }
    bool capital = line[begin] >= 'A' && line[begin] <= 'Z';
    bool pointed = memchr(line + begin, '.', point - begin) != NULL;
    return pointed || (capital && point - begin <= 4);
}

/* Where the sentence that begins at `at` ends: behind its point and what closes with it. */
static size_t sentence_end(const uint8_t *line, size_t size, size_t at) {
    for (size_t i = at + 1; i + 2 < size; i++) {
        if (line[i] != '.' && line[i] != '?' && line[i] != '!') {
            continue;
        }
        size_t end = i + 1;
        while (end < size && closes(line[end])) {
            end++;
        }
        if (end + 1 >= size || line[end] != ' ') {
            continue;
        }
        uint8_t next = line[end + 1];
        bool begins = (next >= 'A' && next <= 'Z') || next == '"' || next == '\'' || next >= 0x80;
        if (begins && !(line[i] == '.' && is_abbreviation(line, i))) {
            return end;
        }
    }
    return size;
}

static int add_sentence(corpus *text, size_t *room, const uint8_t *line, size_t size) {
    if (text->count == *room) {
        *room = *room ? 2 * *room : 1 << 16;
        sentence *more = realloc(text->sentences, *room * sizeof *more);
        if (!more) {
            return -1;
        }
        text->sentences = more;
    }
    sentence *added = &text->sentences[text->count++];
    added->at = text->size;
    added->size =
        (uint32_t)fold_text(line, size, text->bytes + text->size, text->marks + text->size);
    text->size += added->size;
    return 0;
}

static int add_line(corpus *text, size_t *room, const uint8_t *line, size_t size) {
    while (size && line[size - 1] == '\r') {
        size--;
    }
    for (size_t at = 0; at < size;) {
        size_t end = sentence_end(line, size, at);
        if (add_sentence(text, room, line + at, end - at)) {
            return -1;
        }
        at = end;
        while (at < size && line[at] == ' ') {
            at++;
        }
    }
    return 0;
}

static int cut(corpus *text, const buffer *raw) {
    size_t room = 0;
    /* Each sentence of at least one byte gains a virtual space. */
    text->bytes = malloc(2 * raw->size + 1);
    text->marks = malloc(2 * raw->size + 1);
    if (!text->bytes || !text->marks) {
        return -1;
    }
    for (size_t at = 0; at < raw->size;) {
        const uint8_t *newline = memchr(raw->bytes + at, '\n', raw->size - at);
        size_t end = newline ? (size_t)(newline - raw->bytes) : raw->size;
        if (add_line(text, &room, raw->bytes + at, end - at)) {
            return -1;
        }
        at = end + 1;
    }
    return 0;
}

int corpus_read(corpus *text, const char *const *paths, size_t count, char *message,
                size_t message_size) {
    buffer raw = {0};
    int failed = 0;
    memset(text, 0, sizeof *text);
    for (size_t i = 0; i < count && !failed; i++) {
        failed = read_file(paths[i], &raw, message, message_size);
        if (!failed && (reserve(&raw, 1) == 0)) {
            raw.bytes[raw.size++] = '\n';
        }
    }
    if (!failed && cut(text, &raw)) {
        failed = -1;
        snprintf(message, message_size, "%s: no memory", paths[0]);
    }
    free(raw.bytes);
    return failed;
}

void corpus_close(corpus *text) {
    free(text->bytes);
    free(text->marks);
    free(text->sentences);
    memset(text, 0, sizeof *text);
}
