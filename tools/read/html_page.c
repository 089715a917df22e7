/* SPDX-License-Identifier: MIT */
#include "html_page.h"

#include "buffer.h"
#include "markup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- parsing ---- */

htmlDocPtr html_parse(const char *text, size_t length) {
    size_t count = 0;
    char *tame = markup_tame(text, length, &count);
    if (!tame)
        return NULL;
    htmlDocPtr page =
        htmlReadMemory(tame, (int)count, NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    free(tame);
    return page;
}

/* ---- nodes ---- */

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (markup_is(node, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(node, names) is_one_of(node, names, sizeof(names) / sizeof *(names))

static bool is_heading(const xmlNode *node) {
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    return IS_ONE_OF(node, names);
}

static bool is_block(const xmlNode *node) {
    static const char *const names[] = {
        "address", "article", "aside", "blockquote", "body", "center", "dd",      "details",
        "div",     "dl",      "dt",    "fieldset",   "form", "header", "hr",      "html",
        "li",      "main",    "menu",  "ol",         "p",    "pre",    "section", "summary",
        "table",   "tbody",   "td",    "tfoot",      "th",   "thead",  "tr",      "ul"};
    return is_heading(node) || IS_ONE_OF(node, names);
}

static bool is_never_text(const xmlNode *node) {
    static const char *const names[] = {
        "head",   "script", "style",  "noscript", "template",   "svg",    "math",   "canvas",
        "object", "embed",  "iframe", "video",    "audio",      "select", "button", "textarea",
        "nav",    "footer", "aside",  "figure",   "figcaption", "dialog", "caption"};
    return IS_ONE_OF(node, names);
}

/* ---- hints ---- */

/* Beginnings of words that name what is around an article, and whole words that do. */
static const char *const against_beginnings[] = {
    "comment",  "sidebar", "related",   "newsletter", "subscri",     "breadcrumb", "cookie",
    "advert",   "sponsor", "caption",   "promo",      "recommend",   "social",     "trending",
    "outbrain", "taboola", "paginat",   "toolbar",    "popup",       "modal",      "disqus",
    "sharing",  "navigat", "copyright", "reference",  "editsection", "byline",     "masthead"};
static const char *const against_words[] = {
    "share", "nav",    "navbar", "menu",   "footer", "tags", "ad",     "ads", "author",
    "pager", "signup", "teaser", "widget", "hidden", "toc",  "credit", "skip"};
static const char *const for_words[] = {"article", "articlebody", "body",   "content", "entry",
                                        "main",    "story",       "text",   "post",    "hentry",
                                        "page",    "storybody",   "wrapper"};

static bool begins_with_one(const char *word, size_t length, const char *const *list,
                            size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t needed = strlen(list[i]);
        if (length >= needed && strncasecmp(word, list[i], needed) == 0)
            return true;
    }
    return false;
}

static bool equals_one(const char *word, size_t length, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && strncasecmp(word, list[i], length) == 0)
            return true;
    return false;
}

/* The length of the word at the beginning: "related-links" and "relatedLinks" have two each. */
static size_t word_length(const char *text) {
    size_t length = 0;
    while (markup_letter(text[length])) {
        bool upper = text[length] >= 'A' && text[length] <= 'Z';
        if (length > 0 && upper && text[length - 1] >= 'a')
            break;
        length++;
    }
    return length;
}

static void count_hints(const char *text, bool *speaks_for, bool *speaks_against) {
    while (text && *text) {
        size_t length = word_length(text);
        if (length == 0) {
            text++;
            continue;
        }
        if (equals_one(text, length, for_words, sizeof for_words / sizeof *for_words))
            *speaks_for = true;
        if (equals_one(text, length, against_words, sizeof against_words / sizeof *against_words) ||
            begins_with_one(text, length, against_beginnings,
                            sizeof against_beginnings / sizeof *against_beginnings))
            *speaks_against = true;
        text += length;
    }
}

int html_hint(xmlNode *element) {
    bool speaks_for = false, speaks_against = false;
    count_hints(markup_attribute(element, "class"), &speaks_for, &speaks_against);
    count_hints(markup_attribute(element, "id"), &speaks_for, &speaks_against);
    return (speaks_for ? 1 : 0) - (speaks_against ? 1 : 0);
}

static bool is_hidden(const xmlNode *node) {
    const char *style = markup_attribute(node, "style");
    const char *aria = markup_attribute(node, "aria-hidden");
    if (markup_attribute(node, "hidden") || (aria && strcasecmp(aria, "true") == 0))
        return true;
    return style && (strstr(style, "display:none") || strstr(style, "display: none"));
}

static bool has_other_role(const xmlNode *node) {
    static const char *const roles[] = {"navigation", "complementary", "banner", "contentinfo",
                                        "search",     "menu",          "dialog"};
    const char *role = markup_attribute(node, "role");
    for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
        if (strcasecmp(role, roles[i]) == 0)
            return true;
    return false;
}

static bool is_left_out(xmlNode *node, bool hints) {
    static const char *const kept[] = {"html", "body", "article", "main"};
    if (is_never_text(node) || is_hidden(node))
        return true;
    if (!hints || IS_ONE_OF(node, kept))
        return false;
    return has_other_role(node) || markup_is(node, "header") || html_hint(node) < 0;
}

/* ---- blocks ---- */

typedef struct collector {
    html_blocks *out;
    bool hints;
    buffer text;
    size_t link_length;
    size_t link_begin, link_end; /* the last link in the text                  */
    int links;                   /* link elements around the present place           */
    int breaks;                  /* line breaks since the last text                  */
    int line;                    /* of the last start tag                            */
    int block_line;
    xmlNode *container;
} collector;

static void end_block(collector *c) {
    html_blocks *out = c->out;
    bool text = c->text.count > (c->text.count > 0 && c->text.bytes[0] == ' ' ? 1u : 0u);
    c->breaks = 0;
    if (!text || c->text.failed || !c->container) {
        out->failed = out->failed || c->text.failed;
        c->text.count = c->link_length = c->link_begin = c->link_end = 0;
        return;
    }
    if ((out->count & (out->count - 1)) == 0) {
        size_t capacity = out->count ? 2 * out->count : 1;
        html_block *grown = realloc(out->items, capacity * sizeof *grown);
        if (!grown) {
            out->failed = true;
            return;
        }
        out->items = grown;
    }
    html_block block = {.container = c->container,
                        .length = c->text.count,
                        .link_length = c->link_length,
                        .last_link = c->text.count,
                        .line = c->block_line};
    for (xmlNode *n = c->container; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        block.heading = block.heading || is_heading(n);
    if (c->links > 0 || c->link_end + 1 >= c->text.count)
        block.last_link = c->link_begin;
    block.text = buffer_take(&c->text);
    c->link_length = c->link_begin = c->link_end = 0;
    if (block.text)
        out->items[out->count++] = block;
    out->failed = out->failed || !block.text;
}

static void add_text(collector *c, const char *text) {
    for (; text && *text; text++) {
        bool blank = *text == ' ' || *text == '\t' || *text == '\n' || *text == '\r';
        if (blank && (c->text.count == 0 || c->text.bytes[c->text.count - 1] == ' '))
            continue;
        if (!blank)
            c->breaks = 0;
        if (c->text.count == 0)
            c->block_line = c->line;
        buffer_add_byte(&c->text, blank ? ' ' : *text);
        if (c->links > 0)
            c->link_length++;
    }
}

/* One line break is a blank, two part paragraphs. */
static void add_break(collector *c) {
    if (++c->breaks == 2)
        end_block(c);
    else
        add_text(c, " ");
}

static bool open_node(collector *c, xmlNode *node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        add_text(c, (const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_left_out(node, c->hints))
        return false;
    c->line = (int)xmlGetLineNo(node);
    if (markup_is(node, "br"))
        add_break(c);
    if (markup_is(node, "a") && c->links++ == 0)
        c->link_begin = c->text.count;
    if (is_block(node)) {
        end_block(c);
        c->container = node;
    }
    return true;
}

static void close_node(collector *c, xmlNode *node) {
    if (markup_is(node, "a") && --c->links == 0)
        c->link_end = c->text.count;
    if (!is_block(node))
        return;
    end_block(c);
    c->container = node->parent;
    while (c->container && !is_block(c->container))
        c->container = c->container->parent;
}

void html_collect(xmlNode *root, bool hints, html_blocks *out) {
    collector c = {.out = out, .hints = hints, .container = root};
    *out = (html_blocks){0};
    for (xmlNode *node = root; node && !out->failed;) {
        bool opened = open_node(&c, node);
        if (opened && node->children) {
            node = node->children;
            continue;
        }
        if (opened)
            close_node(&c, node);
        while (node != root && !node->next) {
            node = node->parent;
            close_node(&c, node);
        }
        node = node == root ? NULL : node->next;
    }
    end_block(&c);
    buffer_free(&c.text);
}

void html_free_blocks(html_blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++)
        free(blocks->items[i].text);
    free(blocks->items);
    *blocks = (html_blocks){0};
}
