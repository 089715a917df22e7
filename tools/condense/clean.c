/* SPDX-License-Identifier: MIT */
#include "clean.h"

#include "token.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy_bytes(const char *text, size_t bytes) {
    char *copy = malloc(bytes + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, bytes);
    copy[bytes] = 0;
    return copy;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static int count_words(const char *text) {
    int words = 0;
    for (size_t i = 0; text[i]; i++) {
        bool begins = i == 0 || is_blank(text[i - 1]);
        words += begins && !is_blank(text[i]);
    }
    return words;
}

static char plain_lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static const char *find_folded(const char *text, const char *lower) {
    for (; *text; text++) {
        size_t i = 0;
        while (lower[i] && plain_lower(text[i]) == lower[i])
            i++;
        if (!lower[i])
            return text;
    }
    return NULL;
}

static bool starts_folded(const char *text, const char *lower) {
    for (; *lower; text++, lower++)
        if (plain_lower(*text) != *lower)
            return false;
    return true;
}

/* The last byte that is no closing quote, bracket or blank; 0: none. */
static char last_sign(const char *text) {
    size_t i = strlen(text);
    while (i > 0 && (is_blank(text[i - 1]) || strchr("\"')]", text[i - 1])))
        i--;
    if (i >= 3 && memcmp(text + i - 3, "\xe2\x80", 2) == 0) {
        unsigned char sign = (unsigned char)text[i - 1];
        if (sign == 0xa6)
            return '.';
        if (sign >= 0x98 && sign <= 0x9f)
            i -= 3;
    }
    while (i > 0 && (is_blank(text[i - 1]) || strchr("\"')]", text[i - 1])))
        i--;
    return i > 0 ? text[i - 1] : 0;
}

static bool is_punctuated(const char *text) {
    char last = last_sign(text);
    if (!last)
        return false;
    return strchr(".!?:;", last) != NULL;
}

static bool has_long_date(const char *text) {
    static const char *const months[] = {"January ",   "February ", "March ",    "April ",
                                         "May ",       "June ",     "July ",     "August ",
                                         "September ", "October ",  "November ", "December "};
    for (int i = 0; i < 12; i++)
        for (const char *at = text; (at = strstr(at, months[i])) != NULL; at++) {
            const char *digits = at + strlen(months[i]);
            size_t day = strspn(digits, "0123456789");
            if (day && digits[day] == ',' && strspn(digits + day + 2, "0123456789") == 4)
                return true;
        }
    return false;
}

/* Captions say in the present tense what a picture shows, with its place and full date. */
static bool is_caption(const char *text) {
    static const char *const always[] = {"(photo",     "photo:",       "photograph:", "photo by ",
                                         "file photo", "getty images", "image:",      "pictured:"};
    static const char *const shown[] = {
        " looks on",  " look on", " speaks ",    " speak ",     " pose ",    " poses ",
        " arrives ",  " arrive ", " waves ",     " walks ",     " attends ", " attend ",
        " gestures ", " stands ", " stand ",     " listens ",   " holds ",   " hold ",
        " sits ",     " shakes ", " is seen ",   " are seen ",  " reacts ",  " addresses ",
        " talks ",    " smiles ", " take part ", " takes part "};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (find_folded(text, always[i]))
            return count_words(text) < 60;
    if (text[sentence_end(text)] && count_words(text) > 45)
        return false;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (find_folded(text, shown[i]) && has_long_date(text))
            return true;
    return false;
}

static bool is_invitation(const char *text) {
    static const char *const beginnings[] = {"read more",
                                             "read also",
                                             "related:",
                                             "click here",
                                             "sign up",
                                             "subscribe",
                                             "follow us",
                                             "follow ",
                                             "copyright",
                                             "\xc2\xa9",
                                             "share this",
                                             "scroll down",
                                             "skip to ",
                                             "jump to ",
                                             "most read",
                                             "most popular",
                                             "also on this page",
                                             "more from ",
                                             "advertisement",
                                             "watch:",
                                             "watch now",
                                             "continue reading",
                                             "story continued below",
                                             "story continues below",
                                             "image copyright",
                                             "image caption",
                                             "media caption",
                                             "get our ",
                                             "download the",
                                             "for more ",
                                             "see also",
                                             "more:",
                                             "listen:",
                                             "video:",
                                             "comments",
                                             "recommended",
                                             "sponsored",
                                             "print this",
                                             "email this",
                                             "to contact the ",
                                             "all rights reserved",
                                             "loading",
                                             "you can follow",
                                             "contact us",
                                             "join the conversation"};
    static const char *const anywhere[] = {"all rights reserved",
                                           "sign up for our",
                                           "subscribe to ",
                                           "click here to",
                                           "this material may not be published",
                                           "cookies"};
    int words = count_words(text);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (starts_folded(text, beginnings[i]))
            return words < (strcmp(beginnings[i], "follow ") == 0 ? 8 : 25);
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (find_folded(text, anywhere[i]))
            return words < 40;
    return false;
}

/* The bytes of "Friday, May 8, 2009" in front. */
static size_t date_bytes(const char *text) {
    char word[32];
    size_t at = strcspn(text, " ");
    if (at < 4 || at >= sizeof word || text[at - 1] != ',')
        return 0;
    snprintf(word, sizeof word, "%.*s", (int)at - 1, text);
    word[0] = plain_lower(word[0]);
    if (word_weekday(word) < 0)
        return 0;
    at += strspn(text + at, " ");
    size_t month = strcspn(text + at, " ");
    if (month >= sizeof word)
        return 0;
    snprintf(word, sizeof word, "%.*s", (int)month, text + at);
    word[0] = plain_lower(word[0]);
    if (!word_month(word))
        return 0;
    at += month + strspn(text + at + month, " ");
    at += strspn(text + at, "0123456789, ");
    return at;
}

/* "News | Sport | Weather" */
static bool is_menu(const char *text) {
    int bars = 0;
    for (size_t i = 1; text[i]; i++)
        bars += text[i] == '|' && is_blank(text[i - 1]);
    return bars >= 2 && !is_punctuated(text);
}

static bool is_byline(const char *text) {
    if (count_words(text) > 12 || is_punctuated(text))
        return false;
    return starts_folded(text, "by ") || starts_folded(text, "updated") ||
           starts_folded(text, "published") || starts_folded(text, "posted");
}

/* Of two texts, the bytes that their beginnings share, white space apart. */
static size_t shared_beginning(const char *a, const char *b, bool *a_ends) {
    size_t shared = 0;
    for (;;) {
        while (is_blank(*a))
            a++;
        while (is_blank(*b))
            b++;
        if (!*a || *a != *b)
            break;
        a++, b++, shared++;
    }
    *a_ends = *a == 0 || (a[0] == '.' && a[1] == 0);
    return shared;
}

static bool repeats(const char *text, const char *earlier) {
    bool ends, other_ends;
    size_t shared = shared_beginning(text, earlier, &ends);
    shared_beginning(earlier, text, &other_ends);
    if (shared >= 50)
        return true;
    return shared >= 16 && (ends || other_ends);
}

static bool is_dash(const char *text, size_t *bytes) {
    static const char *const dashes[] = {"\xe2\x80\x94", "\xe2\x80\x93", "--", "-"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        *bytes = strlen(dashes[i]);
        if (strncmp(text, dashes[i], *bytes) == 0)
            return true;
    }
    return false;
}

static size_t skip_dash(const char *text, size_t i) {
    size_t bytes;
    while (is_blank(text[i]))
        i++;
    if (is_dash(text + i, &bytes))
        i += bytes;
    while (is_blank(text[i]))
        i++;
    return i;
}

/* Whether every word before a dash is capitalised, and the one behind it: "Luanda - The". */
static bool is_place_line(const char *text, size_t dash) {
    size_t after = skip_dash(text, dash);
    bool begins = true;
    for (size_t i = 0; i < dash; i++) {
        if (begins && (text[i] < 'A' || text[i] > 'Z') && !is_blank(text[i]))
            return false;
        begins = is_blank(text[i]);
    }
    return dash < 40 && text[after] >= 'A' && text[after] <= 'Z';
}

/* The bytes of "NEW DELHI (AP) - " or "Washington (CNN)" before the first sentence. */
static size_t dateline_bytes(const char *text) {
    size_t capitals = 0, small = 0, dash;
    for (size_t i = 0; text[i] && i < 60; i++) {
        if (text[i] == '(') {
            size_t end = i + 1 + strcspn(text + i + 1, ")");
            bool agency = text[i + 1] >= 'A' && text[i + 1] <= 'Z' && end - i < 30;
            if (!text[end] || !agency || small > capitals * 12 + 12 || text[end + 1] == '\'')
                return 0;
            size_t after = skip_dash(text, end + 1);
            bool parted = i == 0 || after > end + 2 || (after == end + 1 && text[after]);
            bool name = true;
            for (size_t k = i + 1; k < end; k++)
                name = name && ((text[k] >= 'A' && text[k] <= 'Z') || is_blank(text[k]) ||
                                strchr("/.-", text[k]) || text[k] == 'i' || after > end + 2 ||
                                find_folded(text + i, "reuters"));
            return parted && name && text[after] ? after : 0;
        }
        if (i > 0 && is_blank(text[i - 1]) && is_dash(text + i, &dash) && is_blank(text[i + dash]))
            return is_place_line(text, i) || (capitals > 2 && small <= 12 && capitals >= small)
                       ? skip_dash(text, i)
                       : 0;
        if (i > 0 && strchr(".!?;:\"", text[i]) && is_blank(text[i + 1]) && capitals < 3)
            return 0;
        capitals += text[i] >= 'A' && text[i] <= 'Z';
        small += text[i] >= 'a' && text[i] <= 'z';
    }
    return 0;
}

/* Cuts what pages put into the middle of a paragraph. */
static void cut_inserts(char *text) {
    static const char *const inserts[] = {"story continued below", "story continues below",
                                          "scroll down for video", "article continues below"};
    for (size_t i = 0; i < sizeof inserts / sizeof *inserts; i++)
        for (char *at; (at = (char *)find_folded(text, inserts[i])) != NULL;)
            memmove(at, at + strlen(inserts[i]), strlen(at + strlen(inserts[i])) + 1);
}

static int drop(clean_article *article, int line, const char *reason, int other) {
    clean_drop *grown = realloc(article->drops, (article->drop_count + 1) * sizeof *grown);
    if (!grown)
        return -1;
    article->drops = grown;
    grown[article->drop_count++] = (clean_drop){line, reason, other};
    return 0;
}

static const char *reason_to_drop(const char *text) {
    int words = count_words(text);
    size_t date = date_bytes(text);
    if (date && !text[date])
        return "a date";
    if (is_invitation(text))
        return "an invitation, not the article";
    if (is_menu(text))
        return "a menu";
    if (is_byline(text))
        return "a byline";
    if (is_caption(text))
        return "a caption";
    if (is_punctuated(text))
        return NULL;
    if (words > 40) /* an article in one paragraph, cut off at its end */
        return NULL;
    if (words < 4)
        return "a widget or a label, no sentence";
    return words > 14 ? "cut off, no whole sentence" : "a heading or a caption, no sentence";
}

/* A title is a line of 4 to 16 words without a full stop, before the first sentence. */
static bool may_be_title(const char *text, const char *reason) {
    int words = count_words(text);
    if (words < 4 || words > 16 || strlen(text) > 160)
        return false;
    if (is_punctuated(text))
        return false;
    return reason && strstr(reason, "no sentence");
}

static const clean_paragraph *find_repeated(const clean_article *article, const char *text) {
    for (size_t i = 0; i < article->count; i++)
        if (repeats(text, article->paragraphs[i].text))
            return &article->paragraphs[i];
    return NULL;
}

static int take(clean_article *article, const document_paragraph *p) {
    size_t skipped = date_bytes(p->text);
    skipped += dateline_bytes(p->text + skipped);
    char *text = copy_bytes(p->text + skipped, strlen(p->text + skipped));
    if (!text)
        return -1;
    cut_inserts(text);
    article->paragraphs[article->count++] = (clean_paragraph){text, p->line};
    return 0;
}

/* A caption that stands again with more behind it, and is cut off. */
static bool goes_on_from(const char *text, const document_paragraph *caption) {
    bool ends;
    return caption && !is_punctuated(text) && shared_beginning(caption->text, text, &ends) && ends;
}

static int sort_paragraph(clean_article *article, const document_paragraph *p,
                          const document_paragraph *before, int number) {
    const char *reason = reason_to_drop(p->text);
    if (!reason && before && reason_to_drop(before->text) && goes_on_from(p->text, before))
        return drop(article, p->line, "a caption again, cut off", before->line);
    if (!article->title && article->count == 0 && number < 8 && may_be_title(p->text, reason)) {
        article->title = copy_bytes(p->text, strlen(p->text));
        article->title_line = p->line;
        return article->title ? 0 : -1;
    }
    if (reason)
        return drop(article, p->line, reason, 0);
    bool ends;
    if (article->title && shared_beginning(p->text, article->title, &ends) && ends)
        return drop(article, p->line, "repeats the title", article->title_line);
    const clean_paragraph *earlier = find_repeated(article, p->text);
    if (earlier)
        return drop(article, p->line, "repeats", earlier->line);
    return take(article, p);
}

int clean(const document *source, clean_article *article) {
    *article = (clean_article){0};
    article->paragraphs = calloc(source->count + 1, sizeof *article->paragraphs);
    if (!article->paragraphs)
        return -1;
    int result = 0, number = 0;
    size_t bytes = 0;
    if (source->title && *source->title)
        article->title = copy_bytes(source->title, strlen(source->title));
    for (size_t i = 0; i < source->count && result == 0; i++) {
        const document_paragraph *p = &source->paragraphs[i];
        bytes += strlen(p->text);
        if (count_words(p->text) == 0)
            continue;
        if (bytes > CONDENSE_BYTES_MAX)
            result = drop(article, p->line, "behind the first 64 KiB", 0);
        else
            result = sort_paragraph(article, p, i > 0 ? p - 1 : NULL, number++);
    }
    if (result != 0)
        clean_free(article);
    return result;
}

void clean_free(clean_article *article) {
    for (size_t i = 0; i < article->count; i++)
        free(article->paragraphs[i].text);
    free(article->paragraphs);
    free(article->drops);
    free(article->title);
    *article = (clean_article){0};
}
