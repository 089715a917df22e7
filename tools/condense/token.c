/* SPDX-License-Identifier: MIT */
#include "token.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

/* A byte becomes a word of at most four bytes with its terminator, twice (as written and lower). */
static const size_t bytes_per_byte = 10;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

int sentence_list_open(sentence_list *list, size_t bytes) {
    *list = (sentence_list){0};
    list->size = bytes * bytes_per_byte + 64;
    list->token_room = bytes + 8;
    list->room = bytes / 2 + 8;
    list->memory = malloc(list->size);
    list->tokens = calloc(list->token_room, sizeof *list->tokens);
    list->items = calloc(list->room, sizeof *list->items);
    if (list->memory && list->tokens && list->items)
        return 0;
    sentence_list_close(list);
    return -1;
}

void sentence_list_close(sentence_list *list) {
    free(list->memory);
    free(list->tokens);
    free(list->items);
    *list = (sentence_list){0};
}

static char *keep(sentence_list *list, const char *text, size_t bytes) {
    if (list->size - list->used < bytes + 1)
        return NULL;
    char *kept = list->memory + list->used;
    memcpy(kept, text, bytes);
    kept[bytes] = 0;
    list->used += bytes + 1;
    return kept;
}

/* The bytes of a typographic sign at s that stands for an ASCII one, else 0. */
static size_t sign_bytes(const char *s, char *plain) {
    static const struct {
        const char *sign;
        char plain;
    } signs[] = {{"\xe2\x80\x9c", '"'},  {"\xe2\x80\x9d", '"'}, {"\xe2\x80\x9e", '"'},
                 {"\xc2\xab", '"'},      {"\xc2\xbb", '"'},     {"\xe2\x80\x98", '\''},
                 {"\xe2\x80\x99", '\''}, {"\xe2\x80\x94", '-'}, {"\xe2\x80\x93", '-'},
                 {"\xe2\x80\xa6", '.'},  {"\xe2\x80\xa2", '*'}};
    if ((unsigned char)*s < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t bytes = strlen(signs[i].sign);
        if (strncmp(s, signs[i].sign, bytes) == 0) {
            *plain = signs[i].plain;
            return bytes;
        }
    }
    return 0;
}

static void add_token(sentence_list *list, sentence *s, const char *word, size_t bytes,
                      bool spaced) {
    if (!bytes || list->token_count == list->token_room || s->count == SENTENCE_TOKENS_MAX)
        return;
    token *t = &list->tokens[list->token_count];
    if (bytes > 200)
        bytes = 200;
    t->word = keep(list, word, bytes);
    char *lower = keep(list, word, bytes);
    if (!t->word || !lower)
        return;
    for (char *c = lower; *c; c++)
        if (is_upper(*c))
            *c = (char)(*c + 32);
    t->lower = lower;
    t->bytes = (uint16_t)bytes;
    t->spaced = spaced;
    t->head = -1;
    s->count++;
    list->token_count++;
}

/* Bytes of a clitic at the end of a word, 0: none. */
static size_t clitic_bytes(const char *word, size_t bytes) {
    static const char *const clitics[] = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        size_t n = strlen(clitics[i]);
        if (bytes <= n)
            continue;
        bool same = true;
        for (size_t k = 0; k < n; k++)
            if ((word[bytes - n + k] | 32) != (clitics[i][k] | 32))
                same = false;
        if (same)
            return n;
    }
    if (bytes > 1 && word[bytes - 1] == '\'')
        return 1;
    return 0;
}

static bool ends_as_abbreviation(const char *word, size_t bytes) {
    if (bytes < 2 || word[bytes - 1] != '.')
        return false;
    if (bytes == 2 && is_upper(word[0]))
        return true;
    if (memchr(word, '.', bytes - 1))
        return true;
    return word_is_abbreviation(word, bytes);
}

/* One blank-free run, its typographic signs made plain already, into words. */
static void split_run(sentence_list *list, sentence *s, const char *run, size_t bytes) {
    bool spaced = true;
    while (bytes > 0 && strchr("\"([{$<*`", *run) && *run) {
        add_token(list, s, run, 1, spaced);
        spaced = false;
        run++, bytes--;
    }
    if (bytes > 1 && *run == '\'' && !is_digit(run[1]) && clitic_bytes(run, bytes) != bytes) {
        static const char *const whole[] = {"'s", "'re", "'ve", "'ll", "'d", "'m", "'em", "'til"};
        bool clitic = false;
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
            if (strlen(whole[i]) == bytes && memcmp(whole[i], run, bytes) == 0)
                clitic = true;
        if (!clitic) {
            add_token(list, s, run, 1, spaced);
            spaced = false;
            run++, bytes--;
        }
    }
    size_t tail = bytes; /* closing signs begin here */
    while (tail > 0) {
        char c = run[tail - 1];
        if (c == '.' && ends_as_abbreviation(run, tail))
            break;
        if (c == '\'' && tail > 1 && (run[tail - 2] == 's' || run[tail - 2] == 'z'))
            break;
        if (!strchr("\"')]}>,;:.?!%*", c))
            break;
        tail--;
    }
    size_t from = 0;
    for (size_t i = 0; i < tail;) {
        size_t sign = 0;
        if (run[i] == '-' && i + 1 < tail && run[i + 1] == '-')
            sign = 2;
        else if (run[i] == '"' || run[i] == '(' || run[i] == ')' || run[i] == ';')
            sign = 1;
        else if (run[i] == ',' && i > from && !(is_digit(run[i - 1]) && is_digit(run[i + 1])))
            sign = 1;
        else if (run[i] == '.' && i + 2 < tail && run[i + 1] == '.' && run[i + 2] == '.')
            sign = 3;
        if (!sign) {
            i++;
            continue;
        }
        add_token(list, s, run + from, i - from, spaced);
        add_token(list, s, run + i, sign, spaced && i == from);
        spaced = false;
        i += sign;
        from = i;
    }
    if (tail > from) {
        size_t end = tail;
        size_t clitic = clitic_bytes(run + from, end - from);
        if (end - from == 6 && (memcmp(run + from, "cannot", 6) == 0)) {
            add_token(list, s, run + from, 3, spaced);
            add_token(list, s, run + from + 3, 3, false);
        } else {
            add_token(list, s, run + from, end - from - clitic, spaced);
            add_token(list, s, run + end - clitic, clitic, false);
        }
        spaced = false;
    }
    for (size_t i = tail; i < bytes;) {
        size_t n = 1;
        while (run[i] == '.' && i + n < bytes && run[i + n] == '.')
            n++;
        add_token(list, s, run + i, n, spaced);
        spaced = false;
        i += n;
    }
}

static sentence *open_sentence(sentence_list *list, int index, int line) {
    if (list->count == list->room || list->token_count == list->token_room)
        return NULL;
    sentence *s = &list->items[list->count];
    *s = (sentence){.text = "", .tokens = list->tokens + list->token_count};
    s->paragraph = index;
    s->line = line;
    return s;
}

static void tokenize(sentence_list *list, const char *text, size_t bytes, int index, int line) {
    sentence *s = open_sentence(list, index, line);
    if (!s)
        return;
    const char *kept = keep(list, text, bytes);
    if (!kept)
        return;
    s->text = kept;
    char run[512];
    size_t used = 0;
    for (size_t i = 0; i <= bytes; i++) {
        char plain = 0;
        size_t sign = i < bytes ? sign_bytes(text + i, &plain) : 0;
        if (i == bytes || is_space(text[i]) || used > sizeof run - 8) {
            split_run(list, s, run, used);
            used = 0;
            if (s->count > SENTENCE_TOKENS_MAX - 40 && i < bytes) {
                list->count++;
                s = open_sentence(list, index, line);
                if (!s)
                    return;
                s->text = kept;
            }
            if (i == bytes || is_space(text[i]))
                continue;
        }
        if (!sign) {
            run[used++] = text[i];
            continue;
        }
        i += sign - 1;
        run[used++] = plain;
        if (plain == '-') /* a dash parts words, a hyphen joins them */
            run[used++] = '-';
        if (plain == '.')
            run[used++] = '.', run[used++] = '.';
    }
    if (s->count)
        list->count++;
}

/* Whether the white space after text[end - 1] parts two sentences. */
static bool parts_sentences(const char *text, size_t end) {
    size_t stop = end;
    while (stop > 0 && (strchr("\"')]", text[stop - 1]) || (text[stop - 1] & 0x80)))
        stop--;
    if (stop == 0 || !strchr(".!?", text[stop - 1]))
        return false;
    size_t next = end;
    while (is_space(text[next]))
        next++;
    char plain = 0;
    size_t sign = sign_bytes(text + next, &plain);
    bool quoted = sign || strchr("\"'([", text[next]);
    if (!text[next])
        return true;
    next += sign ? sign : (quoted ? 1 : 0);
    if (!is_upper(text[next]) && !is_digit(text[next]) && !(text[next] & 0x80))
        return false;
    if (text[stop - 1] != '.')
        return true;
    size_t begin = stop - 1;
    while (begin > 0 && !is_space(text[begin - 1]) && !strchr("\"'([-", text[begin - 1]))
        begin--;
    size_t bytes = stop - begin;
    if (!ends_as_abbreviation(text + begin, bytes))
        return true;
    if (quoted)
        return true;
    size_t last = next;
    while (is_letter(text[last]) || text[last] == '\'')
        last++;
    if (word_is_title(text + begin, bytes) || (bytes == 2 && is_upper(text[begin])))
        return false;
    return word_begins_sentence(text + next, last - next);
}

size_t sentence_end(const char *text) {
    size_t i = 0;
    while (is_space(text[i]))
        i++;
    for (; text[i]; i++)
        if (i > 0 && is_space(text[i]) && parts_sentences(text, i))
            return i;
    return i;
}

void sentence_list_add(sentence_list *list, const char *paragraph, int index, int line) {
    const char *rest = paragraph;
    for (;;) {
        while (is_space(*rest))
            rest++;
        if (!*rest)
            return;
        size_t bytes = sentence_end(rest);
        tokenize(list, rest, bytes, index, line);
        rest += bytes;
    }
}

void sentence_list_add_words(sentence_list *list, const char *words) {
    sentence *s = open_sentence(list, 0, 0);
    if (!s)
        return;
    const char *kept = keep(list, words, strlen(words));
    s->text = kept ? kept : "";
    while (*words) {
        while (*words == ' ')
            words++;
        size_t bytes = strcspn(words, " ");
        bool quote = bytes == 2 && (memcmp(words, "``", 2) == 0 || memcmp(words, "''", 2) == 0);
        add_token(list, s, quote ? "\"" : words, quote ? 1 : bytes, true);
        words += bytes;
    }
    if (s->count)
        list->count++;
}
