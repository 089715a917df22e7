/* SPDX-License-Identifier: MIT */
#include "sniff.h"

#include "charset.h"
#include "script.h"

#include <string.h>
#include <strings.h>

const char *source_format_name(source_format format) {
    static const char *const names[] = {"a ROM",  "a script",   "plain text", "HTML",
                                        "a feed", "a calendar", "XML",        "binary"};
    return names[format];
}

typedef struct signature {
    const char *bytes;
    size_t count;
    const char *what;
} signature;

static const signature signatures[] = {
    {"%PDF-", 5, "a PDF file"},
    {"\x89PNG\r\n", 6, "a PNG picture"},
    {"\xFF\xD8\xFF", 3, "a JPEG picture"},
    {"GIF8", 4, "a GIF picture"},
    {"PK\x03\x04", 4, "a ZIP archive (as .docx, .odt and .epub are)"},
    {"\x1F\x8B", 2, "a gzip archive"},
    {"\xFD"
     "7zXZ",
     5, "an xz archive"},
    {"BZh", 3, "a bzip2 archive"},
    {"\x7F"
     "ELF",
     4, "an ELF program"},
    {"{\\rtf", 5, "an RTF document"},
    {"\xD0\xCF\x11\xE0", 4, "a Word document"},
    {"OggS", 4, "an Ogg recording"},
};

source_format sniff_bytes(const unsigned char *bytes, size_t count, const char **what) {
    *what = NULL;
    if (count >= 4 && memcmp(bytes, "MOTO", 4) == 0)
        return SOURCE_ROM;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (count >= signatures[i].count &&
            memcmp(bytes, signatures[i].bytes, signatures[i].count) == 0) {
            *what = signatures[i].what;
            return SOURCE_BINARY;
        }
    if (charset_utf16(bytes, count) == UTF16_NOT && memchr(bytes, 0, count)) {
        *what = "binary";
        return SOURCE_BINARY;
    }
    return SOURCE_TEXT;
}

/* More than one control character in fifty, and not only a stray one. */
static bool mostly_controls(const char *text, size_t length) {
    size_t controls = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        controls += byte < 0x20 && byte != '\t' && byte != '\n';
    }
    return controls > 3 && controls * 50 > length;
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n'))
        at++;
    return at;
}

static bool begins(const char *at, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && strncasecmp(at, word, length) == 0;
}

/* Behind the next end mark, outside the brackets that a document type may have. */
static const char *skip_past(const char *at, const char *end, const char *mark, bool brackets) {
    int depth = 0;
    for (; at < end; at++) {
        if (brackets)
            depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
        if (depth <= 0 && begins(at, end, mark))
            return at + strlen(mark);
    }
    return end;
}

/* Past comments, processing instructions and the document type, to the root's "<". */
static const char *find_root(const char *at, const char *end) {
    for (;;) {
        at = skip_blanks(at, end);
        if (begins(at, end, "<!--"))
            at = skip_past(at, end, "-->", false);
        else if (begins(at, end, "<?"))
            at = skip_past(at, end, "?>", false);
        else if (begins(at, end, "<!"))
            at = skip_past(at, end, ">", true);
        else
            return at;
    }
}

static bool name_ends(const char *at, const char *end) {
    return at == end || strchr(" \t\n/>", *at);
}

static bool root_is(const char *root, const char *end, const char *name) {
    return begins(root, end, "<") && begins(root + 1, end, name) &&
           name_ends(root + 1 + strlen(name), end);
}

static bool html_element(const char *root, const char *end) {
    static const char *const names[] = {
        "html", "head", "body", "title", "meta",   "link",  "div",  "article", "main", "section",
        "p",    "h1",   "h2",   "table", "script", "style", "span", "a",       "b",    "i",
        "br",   "ul",   "ol",   "img",   "header", "nav",   "font", "center"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (root_is(root, end, names[i]))
            return true;
    return false;
}

static bool feed_element(const char *root, const char *end) {
    static const char *const names[] = {"rss", "feed", "rdf:RDF", "RDF", "atom:feed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (root_is(root, end, names[i]))
            return true;
    return false;
}

static source_format sniff_markup(const char *text, const char *end) {
    const char *root = find_root(text, end);
    if (begins(text, end, "<!doctype html") || html_element(root, end))
        return SOURCE_HTML;
    if (feed_element(root, end))
        return SOURCE_FEED;
    return begins(text, end, "<?xml") ? SOURCE_XML : SOURCE_TEXT;
}

source_format sniff_text(const char *text, size_t length) {
    const char *end = text + length, *at = skip_blanks(text, end);
    if (mostly_controls(text, length))
        return SOURCE_BINARY;
    if (begins(at, end, "BEGIN:VCALENDAR"))
        return SOURCE_CALENDAR;
    if (begins(at, end, "<")) {
        source_format format = sniff_markup(at, end);
        if (format != SOURCE_TEXT)
            return format;
    }
    return script_looks_like(text, length) ? SOURCE_SCRIPT : SOURCE_TEXT;
}
