/* SPDX-License-Identifier: MIT */
#include "html.h"

#include "html_page.h"
#include "markup.h"

#include <stdlib.h>
#include <string.h>

enum {
    ARTICLE_BYTES = 250
}; /* less text than that, and the hints may have been wrong */

static void free_paragraphs(document *d) {
    document rest = *d;
    rest.title = rest.date = NULL;
    document_free(&rest);
    d->paragraphs = NULL;
    d->count = d->text_bytes = 0;
    d->cut = false;
}

static int read_article(xmlNode *root, bool hints, document *out) {
    html_blocks blocks;
    html_collect(root, hints, &blocks);
    int result = blocks.failed ? -1 : html_choose(&blocks, out);
    html_free_blocks(&blocks);
    return result;
}

/* First with the hints of class and id, then, when hardly anything is left, without. */
static int read_body(xmlNode *root, document *out) {
    if (read_article(root, true, out) != 0)
        return -1;
    if (out->text_bytes >= ARTICLE_BYTES)
        return 0;
    document other = {0};
    int result = read_article(root, false, &other);
    if (result == 0 && other.text_bytes > 2 * out->text_bytes) {
        free_paragraphs(out);
        out->paragraphs = other.paragraphs;
        out->count = other.count;
        out->text_bytes = other.text_bytes;
        out->cut = other.cut;
        return 0;
    }
    document_free(&other);
    return result;
}

int html_read(const char *text, size_t length, document *out) {
    bool whole = length <= MARKUP_BYTES_MAX;
    htmlDocPtr page = html_parse(text, whole ? length : MARKUP_BYTES_MAX);
    xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
    int result = 0;
    if (root) {
        result = html_read_head(page, out);
        if (result == 0)
            result = read_body(root, out);
    }
    out->cut = out->cut || !whole;
    xmlFreeDoc(page);
    return result;
}

/* "Read more" behind a whole sentence. */
static size_t without_last_link(const html_block *block) {
    size_t end = block->last_link;
    while (end > 0 && block->text[end - 1] == ' ')
        end--;
    if (end == 0)
        return 0;
    char last = block->text[end - 1];
    bool dots = end >= 3 && memcmp(block->text + end - 3, "\xE2\x80\xA6", 3) == 0;
    return strchr(".!?\"]", last) || dots ? end : block->length;
}

/* What a well-known publishing system puts at the end of each item. */
static bool names_its_page(const html_block *block) {
    return strstr(block->text, "The post ") && strstr(block->text, " appeared first on ");
}

int html_read_element(xmlNode *element, document *out) {
    html_blocks blocks;
    html_collect(element, false, &blocks);
    int result = blocks.failed ? -1 : 0;
    for (size_t i = 0; i < blocks.count && result == 0; i++) {
        const html_block *block = &blocks.items[i];
        if (!names_its_page(block))
            result = document_add(out, block->text, without_last_link(block), block->line);
    }
    html_free_blocks(&blocks);
    return result;
}

int html_read_fragment(const char *text, size_t length, document *out) {
    htmlDocPtr page = html_parse(text, length < MARKUP_BYTES_MAX ? length : MARKUP_BYTES_MAX);
    xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
    int result = root ? html_read_element(root, out) : 0;
    xmlFreeDoc(page);
    return result;
}
