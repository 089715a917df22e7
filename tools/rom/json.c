/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_string(const char *text, size_t size) {
    putchar('"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void begin_member(json *j, const char *key) {
    if (j->depth > 0) {
        fputs(j->first ? "\n" : ",\n", stdout);
        printf("%*s", 2 * j->depth, "");
    }
    j->first = 0;
    if (key) {
        print_string(key, strlen(key));
        fputs(": ", stdout);
    }
}

void json_begin(json *j, const char *key, char bracket) {
    begin_member(j, key);
    putchar(bracket);
    j->depth++;
    j->first = 1;
}

void json_end(json *j, char bracket) {
    j->depth--;
    if (!j->first)
        printf("\n%*s", 2 * j->depth, "");
    j->first = 0;
    putchar(bracket);
    if (j->depth == 0)
        putchar('\n');
}

void json_text(json *j, const char *key, const char *text, size_t size) {
    begin_member(j, key);
    print_string(text, size);
}

void json_number(json *j, const char *key, uint64_t value) {
    begin_member(j, key);
    printf("%" PRIu64, value);
}

void json_fraction(json *j, const char *key, double value) {
    begin_member(j, key);
    printf("%.4f", value);
}

void json_boolean(json *j, const char *key, int value) {
    begin_member(j, key);
    fputs(value ? "true" : "false", stdout);
}
