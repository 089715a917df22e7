/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A ROM of our own, opened over a copy of its bytes. */
typedef struct owned_rom {
    moto_rom rom;
    uint8_t bytes[];
} owned_rom;

typedef struct entry {
    uint64_t when;
    uint64_t number;
    moto_event event;
    uint8_t *text;      /* of an alert; owned */
    owned_rom *rom;     /* of a new ROM; owned */
    moto_ticker before; /* valid for entries below `applied` */
} entry;

struct headless {
    headless_options options;
    owned_rom *rom;
    uint64_t *memory;
    uint32_t memory_bytes;
    moto_ticker ticker;
    entry *log;
    size_t count, room;
    uint64_t next_number;
    size_t applied; /* how many inputs the ticker has had */
    bool chosen;    /* the ticker is at `time` */
    uint64_t time;
};

void headless_say(char *message, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (message) {
        vsnprintf(message, size, format, arguments);
    } else {
        vfprintf(stderr, format, arguments);
        fputc('\n', stderr);
    }
    va_end(arguments);
}

static owned_rom *own_rom(const headless_options *options, const uint8_t *bytes, size_t size,
                          int *error) {
    *error = MOTO_ERR_SIZE;
    if (size > UINT32_MAX)
        return NULL;
    *error = MOTO_ERR_MEMORY;
    owned_rom *made = malloc(sizeof *made + size);
    if (!made)
        return NULL;
    memcpy(made->bytes, bytes, size);
    *error = moto_rom_open(&made->rom, made->bytes, (uint32_t)size, options->models,
                           options->model_count);
    if (*error == MOTO_OK)
        return made;
    free(made);
    return NULL;
}

static const moto_view *view_of(const headless *sign) {
    return sign->options.view.width ? &sign->options.view : NULL;
}

static int start(headless *sign) {
    sign->memory_bytes = moto_ticker_memory(&sign->rom->rom, view_of(sign));
    sign->memory = malloc(sign->memory_bytes);
    if (!sign->memory)
        return MOTO_ERR_MEMORY;
    return moto_ticker_init(&sign->ticker, &sign->rom->rom, view_of(sign), sign->memory,
                            sign->memory_bytes, 0);
}

headless *headless_open(const uint8_t *rom, size_t size, const headless_options *options,
                        char *message, size_t message_size) {
    headless *sign = calloc(1, sizeof *sign);
    if (!sign) {
        headless_say(message, message_size, "out of memory");
        return NULL;
    }
    if (options)
        sign->options = *options;
    int error;
    sign->rom = own_rom(&sign->options, rom, size, &error);
    if (sign->rom)
        error = start(sign);
    if (error == MOTO_OK)
        return sign;
    headless_say(message, message_size, "%s", moto_error_text(error));
    headless_close(sign);
    return NULL;
}

/* The whole file, to be freed; null with errno set. */
static uint8_t *read_file(const char *path, size_t *size) {
    FILE *in = fopen(path, "rb");
    if (!in)
        return NULL;
    uint8_t *bytes = NULL;
    size_t room = 0;
    *size = 0;
    do {
        if (*size == room) {
            room = room ? room * 2 : 65536;
            uint8_t *grown = realloc(bytes, room);
            if (!grown)
                break;
            bytes = grown;
        }
        *size += fread(bytes + *size, 1, room - *size, in);
    } while (!feof(in) && !ferror(in));
    bool good = feof(in) && !ferror(in);
    int reason = errno;
    fclose(in);
    if (good)
        return bytes;
    free(bytes);
    errno = reason;
    return NULL;
}

headless *headless_open_file(const char *path, const headless_options *options, char *message,
                             size_t message_size) {
    size_t size;
    uint8_t *bytes = read_file(path, &size);
    if (!bytes) {
        headless_say(message, message_size, "%s: %s", path, strerror(errno));
        return NULL;
    }
    char reason[160];
    headless *sign = headless_open(bytes, size, options, reason, sizeof reason);
    free(bytes);
    if (!sign)
        headless_say(message, message_size, "%s: %s", path, reason);
    return sign;
}

static void free_entry(entry *gone) {
    free(gone->text);
    free(gone->rom);
}

void headless_close(headless *sign) {
    if (!sign)
        return;
    for (size_t i = 0; i < sign->count; i++)
        free_entry(&sign->log[i]);
    free(sign->log);
    free(sign->memory);
    free(sign->rom);
    free(sign);
}

int headless_width(const headless *sign) {
    return sign->options.view.width ? sign->options.view.width : sign->rom->rom.width;
}

int headless_height(const headless *sign) {
    return sign->rom->rom.height;
}

const moto_rom *headless_rom(const headless *sign) {
    return sign->ticker.rom;
}

/* ---- The log --------------------------------------------------------------------------------- */

static void rewind_to(headless *sign, size_t index) {
    if (sign->applied <= index)
        return;
    sign->ticker = sign->log[index].before;
    sign->applied = index;
    sign->chosen = false;
}

static int apply_next(headless *sign) {
    entry *next = &sign->log[sign->applied];
    next->before = sign->ticker;
    sign->applied++;
    sign->chosen = false;
    return moto_ticker_event(&sign->ticker, next->when, &next->event);
}

/* The first entry after `time`. */
static size_t log_after(const headless *sign, uint64_t time) {
    size_t low = 0, high = sign->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sign->log[middle].when <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void remove_entry(headless *sign, size_t index) {
    rewind_to(sign, index);
    free_entry(&sign->log[index]);
    sign->count--;
    memmove(&sign->log[index], &sign->log[index + 1], (sign->count - index) * sizeof(entry));
}

/* Takes what `added` owns, whatever comes of it. */
static int add_entry(headless *sign, entry added) {
    if (sign->count == sign->room) {
        size_t room = sign->room ? sign->room * 2 : 16;
        entry *grown = realloc(sign->log, room * sizeof *grown);
        if (!grown) {
            free_entry(&added);
            return MOTO_ERR_MEMORY;
        }
        sign->log = grown;
        sign->room = room;
    }
    size_t index = log_after(sign, added.when);
    rewind_to(sign, index);
    memmove(&sign->log[index + 1], &sign->log[index], (sign->count - index) * sizeof(entry));
    added.number = sign->next_number++;
    sign->log[index] = added;
    sign->count++;
    while (sign->applied < index)
        apply_next(sign);
    int error = apply_next(sign);
    if (error)
        remove_entry(sign, index);
    return error;
}

int headless_event(headless *sign, uint64_t when, const moto_event *event) {
    entry added = {.when = when, .event = *event};
    if (event->kind == MOTO_EVENT_ROM)
        return headless_load(sign, when, event->rom.rom->bytes, event->rom.rom->size,
                             event->rom.after_line);
    if (event->kind == MOTO_EVENT_ALERT && event->alert.text) {
        added.text = malloc(event->alert.size + 1u);
        if (!added.text)
            return MOTO_ERR_MEMORY;
        memcpy(added.text, event->alert.text, event->alert.size);
        added.event.alert.text = added.text;
    }
    return add_entry(sign, added);
}

/* The cache shows nowhere, so that snapshots may be given another one. */
static int grow_memory(headless *sign, uint32_t bytes) {
    if (bytes <= sign->memory_bytes)
        return MOTO_OK;
    rewind_to(sign, 0);
    uint64_t *grown = malloc(bytes);
    if (!grown)
        return MOTO_ERR_MEMORY;
    free(sign->memory);
    sign->memory = grown;
    sign->memory_bytes = bytes;
    sign->chosen = false;
    return moto_ticker_init(&sign->ticker, &sign->rom->rom, view_of(sign), grown, bytes, 0);
}

int headless_load(headless *sign, uint64_t when, const uint8_t *rom, size_t size, bool after_line) {
    int error;
    entry added = {.when = when, .event.kind = MOTO_EVENT_ROM};
    added.rom = own_rom(&sign->options, rom, size, &error);
    if (!added.rom)
        return error;
    added.event.rom.rom = &added.rom->rom;
    added.event.rom.after_line = after_line;
    bool same_panel = added.rom->rom.width == sign->rom->rom.width &&
                      added.rom->rom.height == headless_height(sign);
    error = same_panel ? grow_memory(sign, moto_ticker_memory(&added.rom->rom, view_of(sign)))
                       : MOTO_ERR_RANGE;
    if (error == MOTO_OK)
        return add_entry(sign, added);
    free_entry(&added);
    return error;
}

int headless_alert(headless *sign, uint64_t when, const char *text) {
    moto_event event = {.kind = MOTO_EVENT_ALERT};
    event.alert.text = (const uint8_t *)text;
    event.alert.size = (uint32_t)strlen(text);
    event.alert.line = MOTO_NONE;
    event.alert.priority = 255;
    return headless_event(sign, when, &event);
}

int headless_button(headless *sign, uint64_t when, moto_button button) {
    moto_event event = {.kind = MOTO_EVENT_BUTTON, .button = button};
    return headless_event(sign, when, &event);
}

int headless_value(headless *sign, uint64_t when, unsigned index, const char *text) {
    moto_event event = {.kind = MOTO_EVENT_VALUE};
    size_t size = strlen(text);
    if (index >= MOTO_VALUES_MAX)
        return MOTO_ERR_RANGE;
    if (size > MOTO_VALUE_BYTES)
        return MOTO_ERR_RANGE;
    event.value.index = (uint8_t)index;
    event.value.size = (uint8_t)size;
    memcpy(event.value.text, text, size);
    return headless_event(sign, when, &event);
}

int headless_rate(headless *sign, uint64_t when, uint32_t num, uint32_t den) {
    moto_event event = {.kind = MOTO_EVENT_RATE};
    event.rate.num = num;
    event.rate.den = den;
    return headless_event(sign, when, &event);
}

int headless_clock(headless *sign, uint64_t when, const char *local_time) {
    moto_event event = {.kind = MOTO_EVENT_CLOCK};
    if (!headless_parse_time(local_time, &event.clock))
        return MOTO_ERR_RANGE;
    return headless_event(sign, when, &event);
}

size_t headless_event_count(const headless *sign) {
    return sign->count;
}

const moto_event *headless_event_at(const headless *sign, size_t index, uint64_t *when) {
    *when = sign->log[index].when;
    return &sign->log[index].event;
}

void headless_forget(headless *sign, uint64_t when) {
    while (sign->count && sign->log[sign->count - 1].when >= when)
        remove_entry(sign, sign->count - 1);
}

const moto_rom *headless_first_rom(const headless *sign) {
    return &sign->rom->rom;
}

uint64_t headless_log_mark(const headless *sign) {
    return sign->next_number;
}

void headless_log_undo(headless *sign, uint64_t mark) {
    for (size_t i = sign->count; i-- > 0;) {
        if (sign->log[i].number >= mark)
            remove_entry(sign, i);
    }
}

/* ---- Frames ---------------------------------------------------------------------------------- */

const moto_ticker *headless_at(headless *sign, uint64_t time) {
    size_t wanted = log_after(sign, time);
    rewind_to(sign, wanted);
    while (sign->applied < wanted)
        apply_next(sign);
    if (!sign->chosen || sign->time != time)
        moto_ticker_at(&sign->ticker, time);
    sign->chosen = true;
    sign->time = time;
    return &sign->ticker;
}

static void source_bits(void *self, uint64_t time, uint32_t y, uint32_t *bits) {
    moto_ticker_bits(headless_at(self, time), y, bits);
}

static void source_colours(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    moto_ticker_colours(headless_at(self, time), y, row);
}

moto_source headless_source(headless *sign) {
    return (moto_source){
        .self = sign,
        .width = (uint16_t)headless_width(sign),
        .height = (uint16_t)headless_height(sign),
        .bits = source_bits,
        .colours = source_colours,
    };
}

char *headless_ascii(headless *sign, uint64_t time) {
    size_t width = (size_t)headless_width(sign), height = (size_t)headless_height(sign);
    const moto_ticker *ticker = headless_at(sign, time);
    char *text = malloc((width + 1) * height + 1);
    if (!text)
        return NULL;
    char *at = text;
    for (uint32_t y = 0; y < height; y++) {
        uint32_t bits[MOTO_WIDTH_MAX / 32];
        moto_ticker_bits(ticker, y, bits);
        for (size_t x = 0; x < width; x++)
            *at++ = bits[x / 32] >> x % 32 & 1 ? '#' : '.';
        *at++ = '\n';
    }
    *at = '\0';
    return text;
}

static uint64_t fnv(uint64_t hash, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        hash = (hash ^ (value >> 8 * i & 0xFF)) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t headless_hash(headless *sign, uint64_t time) {
    size_t width = (size_t)headless_width(sign);
    uint32_t height = (uint32_t)headless_height(sign);
    const moto_ticker *ticker = headless_at(sign, time);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (uint32_t y = 0; y < height; y++) {
        uint32_t bits[MOTO_WIDTH_MAX / 32];
        moto_ticker_bits(ticker, y, bits);
        for (size_t i = 0; i < (width + 31) / 32; i++)
            hash = fnv(hash, bits[i], 4);
    }
    for (uint32_t y = 0; y < height; y++) {
        moto_colour row[MOTO_WIDTH_MAX];
        moto_ticker_colours(ticker, y, row);
        for (size_t x = 0; x < width; x++) {
            hash = fnv(hash, row[x].red, 2);
            hash = fnv(hash, row[x].green, 2);
            hash = fnv(hash, row[x].blue, 2);
        }
    }
    return hash;
}
