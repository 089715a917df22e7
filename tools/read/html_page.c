/* SPDX-License-Identifier: MIT */
#include "html_page.h"

#include "buffer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TAG_BYTES_MAX = 64 * 1024, /* of a tag, with all its attributes */
    TAG_PARTS_MAX = 200,       /* of a tag: the parser's time grows with their square */
};

/* ---- parsing ---- */

/* The end of a tag that begins here, behind its >, and how many parts it has. */
static const char *tag_end(const char *at, const char *end, size_t *parts) {
    char quote = 0;
    for (*parts = 0; at < end; at++) {
        if (quote && *at == quote) {
            quote = 0;
        } else if (!quote) {
            if (*at == '>')
                return at + 1;
            if (*at == '"' || *at == '\'')
                quote = *at;
            *parts += strchr(" \t\n/\"'", *at) ? 1 : 0;
        }
    }
    return end;
}

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Leaves out tags that are too large to be of use, but not their line breaks. */
static char *without_huge_tags(const char *text, size_t length, size_t *out_length) {
    buffer out = {0};
    const char *end = text + length;
    while (text < end) {
        const char *mark = memchr(text, '<', (size_t)(end - text));
        const char *stop = mark ? mark : end;
        buffer_add(&out, text, (size_t)(stop - text));
        text = stop;
        if (text == end)
            break;
        size_t parts = 0;
        stop = text + 1;
        if (stop < end && letter(*stop))
            stop = tag_end(text, end, &parts);
        bool huge = stop - text > TAG_BYTES_MAX || parts > TAG_PARTS_MAX;
        for (const char *at = text; at < stop; at++)
            if (!huge || *at == '\n')
                buffer_add_byte(&out, *at);
        text = stop;
    }
    *out_length = out.count;
    return buffer_take(&out);
}

htmlDocPtr html_parse(const char *text, size_t length) {
    size_t count = 0;
    char *tame = without_huge_tags(text, length, &count);
    if (!tame)
        return NULL;
    /* A zero would end the page for the parser. */
    for (size_t i = 0; i < count; i++)
        if (tame[i] == 0)
            tame[i] = ' ';
    htmlDocPtr page =
        htmlReadMemory(tame, (int)count, NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    free(tame);
    return page;
}

/* ---- nodes ---- */

bool html_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (html_is(node, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(node, names) is_one_of(node, names, sizeof(names) / sizeof *(names))

const char *html_attribute(const xmlNode *element, const char *name) {
    for (const xmlAttr *a = element->properties; a; a = a->next)
        if (strcasecmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return NULL;
}

xmlNode *html_next(xmlNode *node, const xmlNode *root, bool inside) {
    if (inside && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

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
    while (letter(text[length])) {
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
    count_hints(html_attribute(element, "class"), &speaks_for, &speaks_against);
    count_hints(html_attribute(element, "id"), &speaks_for, &speaks_against);
    return (speaks_for ? 1 : 0) - (speaks_against ? 1 : 0);
}

static bool is_hidden(const xmlNode *node) {
    const char *style = html_attribute(node, "style");
    const char *aria = html_attribute(node, "aria-hidden");
    if (html_attribute(node, "hidden") || (aria && strcasecmp(aria, "true") == 0))
        return true;
    return style && (strstr(style, "display:none") || strstr(style, "display: none"));
}

static bool has_other_role(const xmlNode *node) {
    static const char *const roles[] = {"navigation", "complementary", "banner", "contentinfo",
                                        "search",     "menu",          "dialog"};
    const char *role = html_attribute(node, "role");
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
    return has_other_role(node) || html_is(node, "header") || html_hint(node) < 0;
}

/* ---- blocks ---- */

typedef struct collector {
    html_blocks *out;
    bool hints;
    buffer text;
    size_t link_length;
    int links;  /* link elements around the present place           */
    int breaks; /* line breaks since the last text                  */
    int line;   /* of the last start tag                            */
    int block_line;
    xmlNode *container;
} collector;

static void end_block(collector *c) {
    html_blocks *out = c->out;
    bool text = c->text.count > (c->text.count > 0 && c->text.bytes[0] == ' ' ? 1u : 0u);
    c->breaks = 0;
    if (!text || c->text.failed || !c->container) {
        out->failed = out->failed || c->text.failed;
        c->text.count = c->link_length = 0;
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
                        .line = c->block_line};
    for (xmlNode *n = c->container; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        block.heading = block.heading || is_heading(n);
    block.text = buffer_take(&c->text);
    c->link_length = 0;
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
    if (html_is(node, "br"))
        add_break(c);
    if (html_is(node, "a"))
        c->links++;
    if (is_block(node)) {
        end_block(c);
        c->container = node;
    }
    return true;
}

static void close_node(collector *c, xmlNode *node) {
    if (html_is(node, "a"))
        c->links--;
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
