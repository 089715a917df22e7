/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include "buffer.h"

#include <libxml/encoding.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NAME_BYTES = 40,          /* of a declared character set                   */
    DECLARATION_BYTES = 4096, /* a declaration stands within the first so many */
    ZEROS_LOOKED_AT = 4096,
};

/* ---- UTF-8 ---- */

/* The length of the sequence that a byte leads, 0: none; the range of its second byte keeps out
 * overlong forms, surrogates and too large numbers (Unicode, table 3-7). */
static size_t sequence_length(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static size_t valid_sequence(const unsigned char *bytes, size_t count) {
    unsigned char low, high;
    size_t length = sequence_length(bytes[0], &low, &high);
    if (length == 0 || length > count)
        return 0;
    if (length > 1 && (bytes[1] < low || bytes[1] > high))
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool charset_is_utf8(const unsigned char *bytes, size_t count) {
    for (size_t at = 0, used; at < count; at += used) {
        used = valid_sequence(bytes + at, count - at);
        if (used == 0)
            return false;
    }
    return true;
}

/* ---- UTF-16 and Windows-1252 ---- */

static bool has_utf16_mark(const unsigned char *bytes, size_t count) {
    if (count < 2)
        return false;
    if (bytes[0] == 0xFF && bytes[1] == 0xFE)
        return true;
    return bytes[0] == 0xFE && bytes[1] == 0xFF;
}

/* A unit of a Latin letter, digit, sign or blank has a zero for its high byte and no other. A
 * binary that holds numbers of 16 bits has others. */
static utf16_order order_by_zeros(const unsigned char *bytes, size_t count) {
    size_t zeros[2] = {0}, controls = 0;
    size_t looked_at = count < ZEROS_LOOKED_AT ? count & ~(size_t)1 : ZEROS_LOOKED_AT;
    for (size_t i = 0; i < looked_at; i++) {
        zeros[i & 1] += bytes[i] == 0;
        controls +=
            bytes[i] && bytes[i] < 0x20 && bytes[i] != 0xA && bytes[i] != 0xD && bytes[i] != 0x9;
    }
    bool even = zeros[0] > 0, odd = zeros[1] > 0;
    size_t found = zeros[0] + zeros[1];
    if (count % 2 || even == odd || found * 4 < looked_at || controls * 16 > looked_at)
        return UTF16_NOT;
    return even ? UTF16_BIG : UTF16_LITTLE;
}

utf16_order charset_utf16(const unsigned char *bytes, size_t count) {
    if (has_utf16_mark(bytes, count))
        return bytes[0] == 0xFE ? UTF16_BIG : UTF16_LITTLE;
    return order_by_zeros(bytes, count);
}

static void decode_utf16(const unsigned char *bytes, size_t count, bool big, buffer *out) {
    uint32_t high = 0;
    for (size_t at = has_utf16_mark(bytes, count) ? 2 : 0; at < count; at += 2) {
        uint32_t first = bytes[at], second = at + 1 < count ? bytes[at + 1] : 0;
        uint32_t unit = big ? first << 8 | second : second << 8 | first;
        if (at + 1 == count)
            unit = 0xFFFD;
        bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high && is_low) {
            buffer_add_code_point(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            high = 0;
            continue;
        }
        if (high)
            buffer_add_code_point(out, 0xFFFD);
        high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
        if (!high)
            buffer_add_code_point(out, unit);
    }
    if (high)
        buffer_add_code_point(out, 0xFFFD);
}

uint32_t charset_windows_1252(unsigned char byte) {
    static const uint16_t from_0x80[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? from_0x80[byte - 0x80] : byte;
}

static void decode_windows_1252(const unsigned char *bytes, size_t count, buffer *out) {
    for (size_t i = 0; i < count; i++)
        buffer_add_code_point(out, charset_windows_1252(bytes[i]));
}

/* ---- what the file declares ---- */

static const char *find(const char *text, const char *end, const char *word) {
    size_t length = strlen(word);
    for (; (size_t)(end - text) >= length; text++)
        if (strncasecmp(text, word, length) == 0)
            return text;
    return NULL;
}

/* The value after `encoding` or `charset` and an equals sign. */
static bool read_name(const char *at, const char *end, char out[NAME_BYTES]) {
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    if (at == end || *at++ != '=')
        return false;
    while (at < end && strchr(" \t\r\n\"'", *at))
        at++;
    size_t length = 0;
    while (at < end && length + 1 < NAME_BYTES && *at && !strchr(" \t\r\n\"'/>;?", *at))
        out[length++] = *at++;
    out[length] = 0;
    return length > 0;
}

static bool declared_name(const unsigned char *bytes, size_t count, char out[NAME_BYTES]) {
    const char *text = (const char *)bytes;
    const char *end = text + (count < DECLARATION_BYTES ? count : DECLARATION_BYTES);
    while (text < end && strchr(" \t\r\n", *text))
        text++;
    if (text == end || *text != '<')
        return false;
    if (end - text > 5 && strncmp(text, "<?xml", 5) == 0) {
        const char *stop = find(text, end, "?>");
        const char *word = find(text, stop ? stop : end, "encoding");
        if (word)
            return read_name(word + 8, end, out);
    }
    for (const char *meta = text; (meta = find(meta, end, "<meta")) != NULL; meta += 5) {
        const char *stop = memchr(meta, '>', (size_t)(end - meta));
        const char *word = find(meta, stop ? stop : end, "charset");
        if (word)
            return read_name(word + 7, stop ? stop : end, out);
    }
    return false;
}

static bool names_one_of(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

/* The sets that pages declare for what is Windows-1252 in truth, or UTF-8 (a file without a mark
 * that could be searched for its declaration is no UTF-16). */
static bool means_windows_1252(const char *name) {
    static const char *const names[] = {"iso-8859-1", "iso8859-1", "latin1",       "latin-1",
                                        "us-ascii",   "ascii",     "windows-1252", "cp1252"};
    return names_one_of(name, names, sizeof names / sizeof *names);
}

static bool means_utf8(const char *name) {
    static const char *const names[] = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"};
    return names_one_of(name, names, sizeof names / sizeof *names);
}

/* Decodes through libxml2. Returns false when it does not know the set, or the bytes are not of
 * it. */
static bool decode_declared(const unsigned char *bytes, size_t count, const char *set,
                            buffer *out) {
    xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(set);
    if (!handler)
        return false;
    xmlBufferPtr from = xmlBufferCreateSize(count), to = xmlBufferCreateSize(2 * count);
    bool good = from && to && xmlBufferAdd(from, bytes, (int)count) == 0;
    while (good && xmlBufferLength(from) > 0) {
        int left = xmlBufferLength(from);
        good = xmlCharEncInFunc(handler, to, from) >= 0 && xmlBufferLength(from) < left;
    }
    size_t length = to ? (size_t)xmlBufferLength(to) : 0;
    good = good && charset_is_utf8(xmlBufferContent(to), length);
    if (good)
        buffer_add(out, xmlBufferContent(to), length);
    xmlBufferFree(from);
    xmlBufferFree(to);
    xmlCharEncCloseFunc(handler);
    return good;
}

/* ---- the whole ---- */

static void decode_by_bytes(const unsigned char *bytes, size_t count, const char *name, buffer *out,
                            notes *remarks) {
    if (charset_is_utf8(bytes, count)) {
        buffer_add(out, bytes, count);
        return;
    }
    notes_add(remarks, "%s: not valid UTF-8, read as Windows-1252", name);
    decode_windows_1252(bytes, count, out);
}

static void decode(const unsigned char *bytes, size_t count, const char *name, buffer *out,
                   notes *remarks) {
    char set[NAME_BYTES];
    if (count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        decode_by_bytes(bytes + 3, count - 3, name, out, remarks);
    } else if (charset_utf16(bytes, count) != UTF16_NOT) {
        decode_utf16(bytes, count, charset_utf16(bytes, count) == UTF16_BIG, out);
    } else if (!declared_name(bytes, count, set) || means_utf8(set)) {
        decode_by_bytes(bytes, count, name, out, remarks);
    } else if (means_windows_1252(set)) {
        decode_windows_1252(bytes, count, out);
    } else if (!decode_declared(bytes, count, set, out)) {
        notes_add(remarks, "%s: cannot be read as \"%s\", which it declares", name, set);
        decode_by_bytes(bytes, count, name, out, remarks);
    }
}

/* The length of a line break at the beginning of a text, 0: none. */
static size_t break_length(const char *text, size_t length) {
    if (*text == '\r')
        return length > 1 && text[1] == '\n' ? 2 : 1;
    if (*text == '\n' || *text == '\f' || *text == '\v')
        return 1;
    if (length >= 2 && memcmp(text, "\xC2\x85", 2) == 0)
        return 2;
    if (length >= 3 && memcmp(text, "\xE2\x80", 2) == 0)
        return text[2] == '\xA8' || text[2] == '\xA9' ? 3 : 0;
    return 0;
}

static size_t unify_breaks(char *text, size_t length) {
    size_t to = 0;
    for (size_t from = 0; from < length;) {
        size_t used = break_length(text + from, length - from);
        text[to++] = used ? '\n' : text[from];
        from += used ? used : 1;
    }
    text[to] = 0;
    return to;
}

char *charset_decode(const unsigned char *bytes, size_t count, const char *name, size_t *length,
                     notes *remarks, message *error) {
    buffer out = {0};
    decode(bytes, count, name, &out, remarks);
    size_t decoded = out.count;
    char *text = buffer_take(&out);
    if (!text) {
        message_no_memory(error, name);
        return NULL;
    }
    *length = unify_breaks(text, decoded);
    return text;
}
