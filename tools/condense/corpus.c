/* SPDX-License-Identifier: MIT */
#include "training.h"

#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole file as text, unpacked when it is .xz. */
static char *read_text(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return NULL;
    }
    lzma_stream xz = LZMA_STREAM_INIT;
    bool packed = strlen(path) > 3 && strcmp(path + strlen(path) - 3, ".xz") == 0;
    char *text = NULL;
    size_t used = 0, room = 0;
    uint8_t chunk[65536];
    bool good = !packed || lzma_stream_decoder(&xz, UINT64_MAX, 0) == LZMA_OK;
    for (bool more = good; more;) {
        size_t got = fread(chunk, 1, sizeof chunk, in);
        more = got > 0;
        xz.next_in = chunk;
        xz.avail_in = got;
        do {
            if (room - used < 2 * sizeof chunk) {
                room = room * 2 + 4 * sizeof chunk;
                char *grown = realloc(text, room);
                if (!grown) {
                    good = more = false;
                    break;
                }
                text = grown;
            }
            if (!packed) {
                memcpy(text + used, chunk, got);
                used += got;
                break;
            }
            xz.next_out = (uint8_t *)text + used;
            xz.avail_out = room - used - 1;
            lzma_ret state = lzma_code(&xz, got ? LZMA_RUN : LZMA_FINISH);
            used = room - 1 - xz.avail_out;
            if (state == LZMA_OK || state == LZMA_BUF_ERROR)
                continue;
            good = good && state == LZMA_STREAM_END;
            more = false;
            break;
        } while (xz.avail_in > 0 || xz.avail_out == 0);
    }
    lzma_end(&xz);
    fclose(in);
    if (!good || !text) {
        fprintf(stderr, "%s: damaged\n", path);
        free(text);
        return NULL;
    }
    text[used] = 0;
    return text;
}

/* The next line, its end made 0; null at the end of the text. */
static char *next_line(char **rest) {
    char *line = *rest;
    if (!*line)
        return NULL;
    char *end = strchr(line, '\n');
    *rest = end ? end + 1 : line + strlen(line);
    if (end)
        *end = 0;
    return line;
}

static int split_columns(char *line, char **columns, int most) {
    int count = 0;
    while (line && count < most) {
        columns[count++] = line;
        line = strchr(line, '\t');
        if (line)
            *line++ = 0;
    }
    return count;
}

static int grow(corpus *c) {
    if (c->sentence_room <= c->sentences + 2) {
        c->sentence_room = c->sentence_room * 2 + 1024;
        size_t *begin = realloc(c->begin, c->sentence_room * sizeof *begin);
        if (!begin)
            return -1;
        c->begin = begin;
    }
    if (c->word_room >= c->words + SENTENCE_TOKENS_MAX)
        return 0;
    size_t room = c->word_room * 2 + 65536;
    word_hashes *hashes = realloc(c->hashes, room * sizeof *hashes);
    c->hashes = hashes ? hashes : c->hashes;
    uint8_t *gold = realloc(c->gold_tags, room);
    c->gold_tags = gold ? gold : c->gold_tags;
    uint8_t *tags = realloc(c->tags, room);
    c->tags = tags ? tags : c->tags;
    uint8_t *labels = realloc(c->labels, room);
    c->labels = labels ? labels : c->labels;
    int16_t *heads = realloc(c->heads, room * sizeof *heads);
    c->heads = heads ? heads : c->heads;
    uint8_t *entities = realloc(c->entities, room);
    c->entities = entities ? entities : c->entities;
    if (!hashes || !gold || !tags || !labels || !heads || !entities)
        return -1;
    c->word_room = room;
    return 0;
}

void corpus_free(corpus *c) {
    free(c->begin);
    free(c->hashes);
    free(c->gold_tags);
    free(c->tags);
    free(c->labels);
    free(c->entities);
    free(c->heads);
    *c = (corpus){0};
}

typedef struct word_line {
    char word[200];
    int tag;
    int head;
    int label;
    int entity;
} word_line;

static void put_word(corpus *c, const word_line *w) {
    char lower[sizeof w->word];
    size_t bytes = strlen(w->word);
    for (size_t i = 0; i <= bytes; i++) {
        bool upper = w->word[i] >= 'A' && w->word[i] <= 'Z';
        lower[i] = (char)(upper ? w->word[i] + 32 : w->word[i]);
    }
    token t = {.word = w->word, .lower = lower, .bytes = (uint16_t)bytes};
    word_hashes_of(&t, &c->hashes[c->words]);
    c->gold_tags[c->words] = (uint8_t)w->tag;
    c->tags[c->words] = (uint8_t)w->tag;
    c->labels[c->words] = (uint8_t)w->label;
    c->heads[c->words] = (int16_t)w->head;
    c->entities[c->words] = (uint8_t)w->entity;
    c->words++;
}

static int put_sentence(corpus *c, const word_line *words, int count) {
    if (count == 0)
        return 0;
    if (grow(c) != 0)
        return -1;
    c->begin[c->sentences] = c->words;
    for (int i = 0; i < count; i++)
        put_word(c, &words[i]);
    c->begin[++c->sentences] = c->words;
    return 0;
}

static void set_word(word_line *w, const char *word) {
    static const char *const quotes[] = {"``", "''", "\xe2\x80\x9c", "\xe2\x80\x9d"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (strcmp(word, quotes[i]) == 0)
            word = "\"";
    if (strcmp(word, "\xe2\x80\x99") == 0)
        word = "'";
    snprintf(w->word, sizeof w->word, "%s", word);
}

int corpus_read_tagged(corpus *c, const char *path) {
    char *text = read_text(path);
    if (!text)
        return -1;
    word_line words[SENTENCE_TOKENS_MAX];
    int count = 0, result = 0;
    char *rest = text;
    for (char *line; result == 0 && (line = next_line(&rest)) != NULL;) {
        char *columns[3] = {"", "", "O"};
        if (split_columns(line, columns, 3) < 2 || count == SENTENCE_TOKENS_MAX) {
            result = put_sentence(c, words, count);
            count = 0;
            continue;
        }
        words[count] = (word_line){.tag = (int)tag_of_name(columns[1]),
                                   .entity = (int)entity_of_name(columns[2])};
        set_word(&words[count++], columns[0]);
    }
    if (result == 0)
        result = put_sentence(c, words, count);
    free(text);
    return result;
}

static bool is_hyphen(const word_line *w) {
    return strcmp(w->word, "-") == 0 && w->tag == TAG_COLON;
}

/* The treebank parts "15-year" into three words; the models see one. */
static int join_hyphenated(word_line *words, int count) {
    int group[SENTENCE_TOKENS_MAX + 2], place[SENTENCE_TOKENS_MAX + 2];
    for (int i = 0; i < count; i++)
        group[i] = i;
    for (int i = 1; i + 1 < count; i++) {
        int left = words[i - 1].head - 1, middle = words[i].head - 1;
        bool inside = left == i + 1 || middle == i - 1 || middle == i + 1;
        bool linked = inside && (left == i + 1 || words[i + 1].head - 1 == i - 1 || middle >= 0);
        if (is_hyphen(&words[i]) && linked && !is_hyphen(&words[i - 1]))
            group[i] = group[i + 1] = group[i - 1];
    }
    int joined = 0;
    for (int i = 0; i < count; i++)
        place[i] = group[i] == i ? ++joined : place[group[i]];
    place[count] = joined + 1; /* the root */
    word_line out[SENTENCE_TOKENS_MAX + 2];
    for (int i = 0; i < count;) {
        int end = i + 1;
        while (end < count && group[end] == i)
            end++;
        word_line w = words[end - 1];
        w.word[0] = 0;
        for (int k = i; k < end; k++) {
            strncat(w.word, words[k].word, sizeof w.word - strlen(w.word) - 1);
            bool outward = words[k].head - 1 < i || words[k].head - 1 >= end;
            if (outward && end - i > 1 && !is_hyphen(&words[k]))
                w.head = words[k].head, w.label = words[k].label, w.tag = words[k].tag;
        }
        if (end - i > 1 && (w.label == LABEL_AMOD || w.label == LABEL_COMPOUND))
            w.tag = tag_is_name(w.tag) ? w.tag : TAG_JJ;
        w.head = place[w.head - 1];
        out[place[i] - 1] = w;
        i = end;
    }
    memcpy(words, out, (size_t)joined * sizeof *words);
    return joined;
}

static bool is_projective(const word_line *words, int count) {
    int roots = 0;
    for (int d = 1; d <= count; d++) {
        int h = words[d - 1].head;
        roots += h == count + 1;
        int low = h < d ? h : d, high = h < d ? d : h;
        for (int k = low + 1; k < high; k++)
            if (words[k - 1].head < low || words[k - 1].head > high)
                return false;
    }
    return roots == 1;
}

static int finish_tree(corpus *c, word_line *words, int count) {
    for (int i = 0; i < count; i++)
        if (words[i].head == 0)
            words[i].head = count + 1;
    count = join_hyphenated(words, count);
    return is_projective(words, count) ? put_sentence(c, words, count) : 0;
}

int corpus_read_dependencies(corpus *c, const char *path) {
    char *text = read_text(path);
    if (!text)
        return -1;
    word_line words[SENTENCE_TOKENS_MAX + 2];
    int count = 0, result = 0;
    bool fits = true;
    char *rest = text;
    for (char *line; result == 0;) {
        line = next_line(&rest);
        char *columns[8];
        if (line && *line == '#')
            continue;
        if (!line || !*line) {
            if (fits)
                result = finish_tree(c, words, count);
            count = 0, fits = true;
            if (!line)
                break;
            continue;
        }
        if (split_columns(line, columns, 8) < 8 || strpbrk(columns[0], "-."))
            continue;
        if (count == SENTENCE_TOKENS_MAX) {
            fits = false;
            continue;
        }
        words[count] = (word_line){.tag = (int)tag_of_name(columns[4]),
                                   .head = atoi(columns[6]),
                                   .label = (int)label_of_name(columns[7])};
        set_word(&words[count++], columns[1]);
    }
    free(text);
    return result;
}

static uint8_t *read_mask(const char *mask, int count) {
    if ((int)strlen(mask) != count)
        return NULL;
    uint8_t *bytes = malloc((size_t)count + 1);
    for (int i = 0; bytes && i < count; i++)
        bytes[i] = mask[i] == '1';
    return bytes;
}

int compression_pairs_read(compression_pairs *pairs, const char *path) {
    *pairs = (compression_pairs){0};
    char *text = read_text(path);
    if (!text)
        return -1;
    size_t lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    pairs->references = calloc(lines + 1, sizeof *pairs->references);
    pairs->masks = calloc(lines + 1, sizeof *pairs->masks);
    int result = sentence_list_open(&pairs->sentences, strlen(text) / 2 + 64);
    if (!pairs->references || !pairs->masks)
        result = -1;
    char *rest = text;
    for (char *line; result == 0 && (line = next_line(&rest)) != NULL;) {
        char *columns[4];
        if (split_columns(line, columns, 4) < 4)
            continue;
        size_t number = pairs->sentences.count;
        sentence_list_add_words(&pairs->sentences, columns[0]);
        if (pairs->sentences.count == number)
            continue;
        pairs->references[number] = strdup(columns[1]);
        pairs->masks[number] = read_mask(columns[3], pairs->sentences.items[number].count);
    }
    free(text);
    return result;
}

void compression_pairs_free(compression_pairs *pairs) {
    for (size_t i = 0; i < pairs->sentences.count; i++) {
        free(pairs->references[i]);
        free(pairs->masks[i]);
    }
    free(pairs->references);
    free(pairs->masks);
    sentence_list_close(&pairs->sentences);
    *pairs = (compression_pairs){0};
}

/* --- verbs --- */

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef struct word_heap {
    char **words;
    size_t count, room;
} word_heap;

static int put_verb(word_heap *h, const char *word) {
    for (const char *c = word; *c; c++)
        if (*c < 'a' || *c > 'z')
            return 0;
    if (h->count == h->room) {
        h->room = h->room * 2 + 4096;
        char **grown = realloc(h->words, h->room * sizeof *grown);
        if (!grown)
            return -1;
        h->words = grown;
    }
    h->words[h->count] = strdup(word);
    return h->words[h->count++] ? 0 : -1;
}

static int collect_verbs(word_heap *h, const char *path, int word, int tag_column) {
    char *text = read_text(path);
    if (!text)
        return -1;
    int result = 0;
    char *rest = text;
    for (char *line; result == 0 && (line = next_line(&rest)) != NULL;) {
        char *columns[8];
        if (split_columns(line, columns, 8) <= tag_column)
            continue;
        int t = (int)tag_of_name(columns[tag_column]);
        /* a lemma may be of any form, a bare word only of the base form */
        if (word == 2 ? tag_is_verb(t) : t == TAG_VB)
            result = put_verb(h, columns[word]);
    }
    free(text);
    return result;
}

int corpus_read_verbs(const char *directory, char ***verbs, size_t *count) {
    word_heap h = {0};
    char path[4096];
    snprintf(path, sizeof path, "%s/gmb-voa-pos-ner.tsv.xz", directory);
    int result = collect_verbs(&h, path, 0, 1);
    snprintf(path, sizeof path, "%s/en_ewt-train.conllu.xz", directory);
    if (result == 0)
        result = collect_verbs(&h, path, 2, 4);
    qsort(h.words, h.count, sizeof *h.words, compare_words);
    size_t kept = 0;
    for (size_t i = 0; i < h.count;) {
        size_t end = i + 1;
        while (end < h.count && strcmp(h.words[i], h.words[end]) == 0)
            free(h.words[end++]);
        if (end - i > 1)
            h.words[kept++] = h.words[i];
        else
            free(h.words[i]);
        i = end;
    }
    *verbs = h.words;
    *count = kept;
    return result;
}
