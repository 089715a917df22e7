/* SPDX-License-Identifier: MIT */
#include "feed.h"

#include "buffer.h"
#include "dates.h"
#include "entities.h"
#include "html.h"
#include "markup.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- parsing ---- */

/* The end of a document type, behind its >; it may hold brackets and quoted marks. */
static char *doctype_end(char *at, char *end) {
    int depth = 0;
    char quote = 0;
    for (; at < end; at++) {
        if (quote) {
            quote = *at == quote ? 0 : quote;
            continue;
        }
        if (*at == '"' || *at == '\'')
            quote = *at;
        depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
        if (*at == '>' && depth <= 0)
            return at + 1;
    }
    return end;
}

/* A document type may declare entities that grow without bound or read files: it becomes blanks. */
static void blank_doctype(char *text, size_t length) {
    char *end = text + length, *found = strstr(text, "<!DOCTYPE");
    if (!found)
        return;
    for (char *stop = doctype_end(found, end); found < stop; found++)
        *found = *found == '\n' ? '\n' : ' ';
}

static char *prepare(const char *text, size_t length, size_t *count) {
    size_t tame_count = 0;
    char *tame = markup_tame(text, length, &tame_count);
    if (!tame)
        return NULL;
    blank_doctype(tame, tame_count);
    char *ready = entities_to_numbers(tame, tame_count, count);
    free(tame);
    return ready;
}

static xmlDocPtr parse(const char *text, size_t length, const char *name, notes *remarks) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (!context)
        return NULL;
    xmlDocPtr doc = xmlCtxtReadMemory(context, text, (int)length, NULL, "UTF-8",
                                      XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                          XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
                                          XML_PARSE_IGNORE_ENC);
    const xmlError *wrong = xmlCtxtGetLastError(context);
    if (doc && !context->wellFormed && wrong)
        notes_add(remarks, "%s:%d: not well-formed XML, read as far as it goes", name, wrong->line);
    xmlFreeParserCtxt(context);
    return doc;
}

/* ---- elements ---- */

/* The name behind a prefix, whether the prefix was declared or not. */
static bool is_named(const xmlNode *node, const char *name) {
    const char *own = (const char *)node->name, *colon = strchr(own, ':');
    return node->type == XML_ELEMENT_NODE && strcasecmp(colon ? colon + 1 : own, name) == 0;
}

/* Of the feed itself, not of an extension with the same words (media:title). */
static bool is_own(const xmlNode *node, const char *name) {
    if (!is_named(node, name) || strchr((const char *)node->name, ':'))
        return false;
    const xmlChar *prefix = node->ns ? node->ns->prefix : NULL;
    return !prefix || strcasecmp((const char *)prefix, "atom") == 0;
}

/* The text of an element; entities that nobody declared are left out. */
static char *text_of(xmlNode *element) {
    buffer out = {0};
    for (xmlNode *n = element; n; n = markup_next(n, element, true))
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            buffer_add(&out, n->content, strlen((const char *)n->content));
    return buffer_take(&out);
}

/* ---- items ---- */

typedef struct parts {
    xmlNode *title, *description, *content, *day;
} parts;

static parts find_parts(const xmlNode *item) {
    parts found = {0};
    for (xmlNode *n = item->children; n; n = n->next) {
        if (is_own(n, "title") && !found.title)
            found.title = n;
        else if ((is_own(n, "description") || is_own(n, "summary")) && !found.description)
            found.description = n;
        else if ((is_own(n, "content") || is_named(n, "encoded")) && !found.content)
            found.content = n;
        else if (is_own(n, "pubDate") || is_own(n, "published"))
            found.day = n;
        else if ((is_own(n, "updated") || is_named(n, "date")) && !found.day)
            found.day = n;
    }
    return found;
}

static bool has_type(const xmlNode *element, const char *type) {
    const char *own = markup_attribute(element, "type");
    return own && strcasecmp(own, type) == 0;
}

/* A title is one line even if somebody put markup into it. */
static int read_title(xmlNode *element, document *out) {
    char *text = text_of(element);
    document lines = {0};
    int result = text ? html_read_fragment(text, strlen(text), &lines) : -1;
    if (result == 0 && lines.count > 0) {
        out->title = lines.paragraphs[0].text;
        lines.paragraphs[0].text = NULL;
    }
    document_free(&lines);
    free(text);
    return result;
}

static int read_text(xmlNode *element, document *out) {
    if (has_type(element, "xhtml"))
        return html_read_element(element, out);
    char *text = text_of(element);
    size_t first = out->count;
    int result = text ? html_read_fragment(text, strlen(text), out) : -1;
    for (size_t i = first; i < out->count; i++)
        out->paragraphs[i].line += (int)xmlGetLineNo(element) - 1;
    free(text);
    return result;
}

static int read_day(xmlNode *element, document *out) {
    char *text = text_of(element);
    civil_day day;
    bool found = text && dates_find(text, &day);
    if (found && (out->date = malloc(CIVIL_DAY_CHARS)) != NULL)
        civil_write_day(day, out->date);
    free(text);
    return !text || (found && !out->date) ? -1 : 0;
}

static int read_item(const xmlNode *item, document *out) {
    parts found = find_parts(item);
    int result = 0;
    if (found.title)
        result = read_title(found.title, out);
    if (result == 0 && found.description)
        result = read_text(found.description, out);
    if (result == 0 && found.content && out->count == 0)
        result = read_text(found.content, out);
    if (result == 0 && found.day)
        result = read_day(found.day, out);
    return result;
}

static int read_items(xmlNode *root, size_t items_max, document *all, size_t *count, bool *more) {
    bool inside = true;
    for (xmlNode *n = root; n; n = markup_next(n, root, inside)) {
        inside = !is_own(n, "item") && !is_own(n, "entry");
        if (inside)
            continue;
        if (*count == items_max) {
            *more = true;
            return 0;
        }
        document item = {0};
        int result = read_item(n, &item);
        if (result == 0 && (item.title || item.count > 0)) {
            all[(*count)++] = item;
            continue;
        }
        document_free(&item);
        if (result != 0)
            return -1;
    }
    return 0;
}

int feed_read(const char *text, size_t length, const char *name, size_t items_max,
              document **documents, size_t *count, notes *remarks, message *error) {
    bool more = false;
    if (length > MARKUP_BYTES_MAX) {
        notes_add(remarks, "%s: only the first %u MiB are read", name, MARKUP_BYTES_MAX >> 20);
        length = MARKUP_BYTES_MAX;
    }
    *documents = calloc(items_max, sizeof **documents);
    char *ready = prepare(text, length, &length);
    if (!*documents || !ready) {
        free(ready);
        return message_no_memory(error, name);
    }
    xmlDocPtr doc = parse(ready, length, name, remarks);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    int result = 0;
    if (!root)
        result = message_set(error, "%s: is no XML that can be read", name);
    else if (read_items(root, items_max, *documents, count, &more) != 0)
        result = message_no_memory(error, name);
    if (more)
        notes_add(remarks, "%s: only the first %zu items are used", name, items_max);
    xmlFreeDoc(doc);
    free(ready);
    return result;
}
