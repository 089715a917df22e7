/* SPDX-License-Identifier: MIT */
#include "html_page.h"

#include "markup.h"

#include <stdlib.h>
#include <string.h>

enum {
    PARAGRAPH_BYTES = 25, /* shorter ones give no points                          */
    HUNDREDS_MAX = 3,     /* points for length, one for each hundred bytes         */
    LEVELS = 5,           /* so many elements around a paragraph get its points    */
    HINT_POINTS = 25,     /* for a class or id                                    */
    LONG_PARAGRAPH = 80,  /* beside the article, taken without other evidence      */
    LABEL_BYTES = 40,     /* shorter blocks without a sentence's end are labels    */
    SIBLING_POINTS = 10,  /* at least, for an element beside the article to belong to it */
};

/* An element that might hold the article; hung on its node. */
typedef struct candidate {
    xmlNode *node;
    double points;
    double length, link_length; /* of all text inside */
    struct candidate *next;
} candidate;

typedef struct choice {
    candidate *all;
    candidate *best;
    bool failed;
} choice;

/* ---- points ---- */

static candidate *candidate_of(choice *c, xmlNode *node) {
    if (node->_private)
        return node->_private;
    candidate *made = calloc(1, sizeof *made);
    if (!made) {
        c->failed = true;
        return NULL;
    }
    *made = (candidate){.node = node, .next = c->all};
    node->_private = made;
    return c->all = made;
}

static double link_share(const html_block *block) {
    return block->length ? (double)block->link_length / (double)block->length : 0;
}

static double points_of(const html_block *block) {
    if (block->heading || block->length < PARAGRAPH_BYTES)
        return 0;
    double points = 1;
    for (const char *at = block->text; (at = strchr(at, ',')) != NULL; at++)
        points++;
    double hundreds = (double)block->length / 100;
    points += hundreds < HUNDREDS_MAX ? hundreds : HUNDREDS_MAX;
    return points * (1 - link_share(block));
}

/* Elements that are paragraphs themselves; their points go to what is around them. */
static bool is_paragraph(const xmlNode *node) {
    return markup_is(node, "p") || markup_is(node, "pre") || markup_is(node, "blockquote") ||
           markup_is(node, "li");
}

static void give_points(choice *c, const html_block *block) {
    static const double shares[LEVELS] = {1, 1.0 / 2, 1.0 / 6, 1.0 / 9, 1.0 / 12};
    double points = points_of(block);
    xmlNode *node = block->container;
    if (points <= 0)
        return;
    if (is_paragraph(node) && node->parent)
        node = node->parent;
    for (int level = 0; level < LEVELS && node && node->type == XML_ELEMENT_NODE; level++) {
        candidate *around = candidate_of(c, node);
        if (!around)
            return;
        around->points += points * shares[level];
        node = node->parent;
    }
}

static void measure(const html_block *block) {
    for (xmlNode *n = block->container; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
        candidate *around = n->_private;
        if (!around)
            continue;
        around->length += (double)block->length;
        around->link_length += (double)block->link_length;
    }
}

static double points_by_element(xmlNode *node) {
    const char *property = markup_attribute(node, "itemprop");
    double points = html_hint(node) * HINT_POINTS;
    if (property && strcmp(property, "articleBody") == 0)
        points += 2 * HINT_POINTS;
    if (markup_is(node, "article") || markup_is(node, "main"))
        return points + 10;
    if (markup_is(node, "div"))
        return points + 5;
    if (markup_is(node, "td") || markup_is(node, "blockquote") || markup_is(node, "pre"))
        return points + 3;
    if (markup_is(node, "ul") || markup_is(node, "ol") || markup_is(node, "dl") ||
        markup_is(node, "form"))
        return points - 3;
    return points;
}

static void choose_best(choice *c) {
    for (candidate *one = c->all; one; one = one->next) {
        one->points += points_by_element(one->node);
        if (one->length > 0)
            one->points *= 1 - one->link_length / one->length;
        if (!c->best || one->points >= c->best->points)
            c->best = one;
    }
}

/* ---- what belongs to the article ---- */

static bool ends_sentence(const html_block *block) {
    size_t end = block->length;
    while (end > 0 && (block->text[end - 1] == ' ' || block->text[end - 1] == '"' ||
                       block->text[end - 1] == ')' || block->text[end - 1] == '\''))
        end--;
    if (end > 2 && (memcmp(block->text + end - 3, "\xE2\x80\x9D", 3) == 0 ||
                    memcmp(block->text + end - 3, "\xE2\x80\x99", 3) == 0 ||
                    memcmp(block->text + end - 3, "\xE2\x80\xA6", 3) == 0))
        return true;
    return end > 0 && strchr(".!?:;", block->text[end - 1]);
}

static bool is_label(const html_block *block) {
    return block->length < LABEL_BYTES && !ends_sentence(block);
}

/* The child of the parent of the best element that a block stands in; null: in none. */
static xmlNode *sibling_around(const html_block *block, const xmlNode *best) {
    for (xmlNode *n = block->container; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (n == best || n->parent == best->parent)
            return n;
    return NULL;
}

static bool belongs_beside(const html_block *block, const xmlNode *sibling, const candidate *best) {
    const candidate *own = sibling->_private;
    double needed = best->points * 0.2;
    if (needed < SIBLING_POINTS)
        needed = SIBLING_POINTS;
    if (own && own->points >= needed)
        return true;
    if (!markup_is(sibling, "p") || link_share(block) >= 0.25)
        return false;
    if (block->length > LONG_PARAGRAPH)
        return true;
    return block->link_length == 0 && ends_sentence(block);
}

static bool belongs(const html_block *block, const candidate *best) {
    if (block->heading || link_share(block) > 0.5 || is_label(block))
        return false;
    if (!best)
        return true;
    xmlNode *around = sibling_around(block, best->node);
    if (!around)
        return false;
    return around == best->node || belongs_beside(block, around, best);
}

static int add_blocks(const html_blocks *blocks, const candidate *best, document *out) {
    for (size_t i = 0; i < blocks->count; i++) {
        const html_block *block = &blocks->items[i];
        if (belongs(block, best) && document_add(out, block->text, block->length, block->line) != 0)
            return -1;
    }
    return 0;
}

/* A page can be opened several times, with other blocks: nothing may be left on its nodes. */
static void forget(choice *c) {
    while (c->all) {
        candidate *next = c->all->next;
        c->all->node->_private = NULL;
        free(c->all);
        c->all = next;
    }
}

int html_choose(const html_blocks *blocks, document *out) {
    choice c = {0};
    for (size_t i = 0; i < blocks->count && !c.failed; i++)
        give_points(&c, &blocks->items[i]);
    for (size_t i = 0; i < blocks->count; i++)
        measure(&blocks->items[i]);
    choose_best(&c);
    int result = c.failed ? -1 : add_blocks(blocks, c.best, out);
    forget(&c);
    return result;
}
