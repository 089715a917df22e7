/* SPDX-License-Identifier: MIT */
#include "html_page.h"

#include "dates.h"
#include "markup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the head of a page says. Strings belong to the page but for those marked. */
typedef struct head {
    const char *social_title; /* og:title */
    const char *site;         /* og:site_name */
    xmlChar *heading;         /* the first h1; owned    */
    xmlChar *title;           /* owned                  */
    civil_day day;
    int day_rank; /* how sure the day is, 0: none */
} head;

enum {
    DAY_BY_TIME_ELEMENT = 1,
    DAY_BY_DATA,
    DAY_BY_META
};

static void set_day(head *h, const char *text, int rank) {
    civil_day day;
    if (!text || rank <= h->day_rank || !dates_find(text, &day))
        return;
    h->day = day;
    h->day_rank = rank;
}

static bool is_day_name(const char *name) {
    static const char *const names[] = {"article:published_time",
                                        "datePublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.date",
                                        "sailthru.date",
                                        "parsely-pub-date",
                                        "article.published",
                                        "og:pubdate",
                                        "publication_date"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static void read_meta(head *h, const xmlNode *meta) {
    const char *content = markup_attribute(meta, "content");
    const char *keys[] = {markup_attribute(meta, "property"), markup_attribute(meta, "name"),
                          markup_attribute(meta, "itemprop")};
    for (size_t i = 0; content && *content && i < 3; i++) {
        if (!keys[i])
            continue;
        if (strcasecmp(keys[i], "og:title") == 0 && !h->social_title)
            h->social_title = content;
        if (strcasecmp(keys[i], "og:site_name") == 0 && !h->site)
            h->site = content;
        if (is_day_name(keys[i]))
            set_day(h, content, DAY_BY_META);
    }
}

/* Of JSON only the one key is wanted, and where it stands does not matter. */
static void read_data(head *h, const xmlNode *script) {
    static const char key[] = "\"datePublished\"";
    const char *type = markup_attribute(script, "type");
    if (!type || strcasecmp(type, "application/ld+json") != 0 || !script->children)
        return;
    const char *found = strstr((const char *)script->children->content, key);
    if (!found)
        return;
    char value[40] = "";
    strncpy(value, found + sizeof key - 1, sizeof value - 1);
    set_day(h, value, DAY_BY_DATA);
}

static void read_node(head *h, xmlNode *node) {
    if (markup_is(node, "meta"))
        read_meta(h, node);
    else if (markup_is(node, "title") && !h->title)
        h->title = xmlNodeGetContent(node);
    else if (markup_is(node, "h1") && !h->heading)
        h->heading = xmlNodeGetContent(node);
    else if (markup_is(node, "script"))
        read_data(h, node);
    else if (markup_is(node, "time"))
        set_day(h, markup_attribute(node, "datetime"), DAY_BY_TIME_ELEMENT);
}

/* ---- the title without the site's name ---- */

static const char *const separators[] = {
    " | ",        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ",
    " \xC2\xB7 ", " / ", " \xE2\x80\xBA "};

static size_t count_words(const char *text, size_t length) {
    size_t words = 0;
    for (size_t i = 0; i < length; i++)
        words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
    return words;
}

/* The last separator of a title; null: none. */
static char *last_separator(char *title, size_t *length) {
    char *last = NULL;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        for (char *at = title; (at = strstr(at, separators[i])) != NULL; at++)
            if (!last || at > last) {
                last = at;
                *length = strlen(separators[i]);
            }
    return last;
}

static bool same_name(const char *a, size_t length, const char *b) {
    return b && strlen(b) == length && strncasecmp(a, b, length) == 0;
}

/* Whether a title's end is a site's name: it says so itself, or the page's heading is the rest, or
 * it is short beside a rest that could be a headline. */
static bool is_site_name(const char *title, const char *separator, size_t length, const head *h) {
    const char *tail = separator + length;
    size_t rest = (size_t)(separator - title);
    if (same_name(tail, strlen(tail), h->site))
        return true;
    if (h->heading && same_name(title, rest, (const char *)h->heading))
        return true;
    if (h->heading && same_name(tail, strlen(tail), (const char *)h->heading))
        return true;
    return count_words(tail, strlen(tail)) <= 3 && count_words(title, rest) >= 4;
}

/* Before a bar a site's name may stand too; it is the shorter part. */
static char *after_site_name(char *title, const head *h) {
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        char *found = strstr(title, separators[i]);
        if (!found)
            continue;
        size_t length = (size_t)(found - title);
        char *tail = found + strlen(separators[i]);
        size_t words = count_words(title, length), tail_words = count_words(tail, strlen(tail));
        bool shorter = words <= 3 && tail_words >= 3 && tail_words > words;
        if (same_name(title, length, h->site) || (separators[i][1] == '|' && shorter))
            return tail;
    }
    return title;
}

static void cut_site_name(char *title, const head *h) {
    size_t length = 0;
    char *separator;
    while ((separator = last_separator(title, &length)) != NULL &&
           is_site_name(title, separator, length, h))
        *separator = 0;
    char *begin = after_site_name(title, h);
    memmove(title, begin, strlen(begin) + 1);
}

/* A heading that ends the title names the site on every page. */
static bool heading_is_site(const head *h) {
    size_t length = 0;
    char *separator = h->title && h->heading ? last_separator((char *)h->title, &length) : NULL;
    return separator &&
           same_name(separator + length, strlen(separator + length), (const char *)h->heading);
}

/* The heading is the page's own word for it; a title that only names the site is none. */
static const char *choose_title(const head *h) {
    const char *heading = (const char *)h->heading;
    if (h->social_title)
        return h->social_title;
    if (heading_is_site(h))
        return (const char *)h->title;
    if (heading && count_words(heading, strlen(heading)) >= 3)
        return heading;
    return h->title ? (const char *)h->title : heading;
}

/* The heading has its line breaks and blanks put in order before it is compared. */
static int tidy(xmlChar **text) {
    if (!*text)
        return 0;
    char *clean = document_clean((const char *)*text, strlen((const char *)*text));
    xmlFree(*text);
    *text = (xmlChar *)clean;
    return clean ? 0 : -1;
}

static int set_title(const head *h, document *out) {
    const char *title = choose_title(h);
    if (!title)
        return 0;
    out->title = document_clean(title, strlen(title));
    if (!out->title)
        return -1;
    cut_site_name(out->title, h);
    if (!*out->title) {
        free(out->title);
        out->title = NULL;
    }
    return 0;
}

static int set_date(const head *h, document *out) {
    if (h->day_rank == 0)
        return 0;
    out->date = malloc(CIVIL_DAY_CHARS);
    if (!out->date)
        return -1;
    civil_write_day(h->day, out->date);
    return 0;
}

int html_read_head(htmlDocPtr page, document *out) {
    head h = {0};
    xmlNode *root = xmlDocGetRootElement(page);
    for (xmlNode *node = root; node; node = markup_next(node, root, true))
        read_node(&h, node);
    int result = tidy(&h.heading);
    if (result == 0)
        result = tidy(&h.title);
    if (result == 0)
        result = set_title(&h, out);
    if (result == 0)
        result = set_date(&h, out);
    free(h.heading);
    free(h.title);
    return result;
}
