/* SPDX-License-Identifier: MIT */
#include "programme.h"

#include "build.h"
#include "builtin_article.h"
#include "inputs.h"
#include "load.h"
#include "models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char rest[] = "effect=still";

struct text_models {
    models all;
};

text_models *text_models_open(const char *more, char *why, size_t why_size) {
    message error = {""};
    text_models *made = calloc(1, sizeof *made);
    if (made && !models_open(more, &made->all, &error))
        return made;
    snprintf(why, why_size, "%s", made ? error.text : "out of memory");
    free(made);
    return NULL;
}

void text_models_close(text_models *made) {
    if (made)
        models_close(&made->all);
    free(made);
}

const moto_model *text_models_list(const text_models *made, uint32_t *count) {
    *count = made->all.count;
    return made->all.list;
}

/* ---- Reduced motion -------------------------------------------------------------------------- */

static bool is_motion(const char *item) {
    static const char *const keys[] = {"effect", "direction", "blink"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!strncmp(item, keys[i], strlen(keys[i])))
            return true;
    }
    return false;
}

/* The end of an item: the next comma outside of quotes, or the end. */
static const char *item_end(const char *item) {
    bool quoted = false;
    while (*item && (quoted || *item != ',')) {
        quoted ^= *item == '"';
        item++;
    }
    return item;
}

/* The attributes without those of motion, and at rest; to be freed. */
static char *at_rest(const char *attributes) {
    size_t size = (attributes ? strlen(attributes) : 0) + sizeof rest + 3;
    char *made = malloc(size);
    if (!made)
        return NULL;
    memcpy(made, rest, sizeof rest);
    for (const char *item = attributes; item && *item;) {
        item += strspn(item, " ");
        const char *end = item_end(item);
        if (!is_motion(item)) {
            strcat(made, ", ");
            strncat(made, item, (size_t)(end - item));
        }
        item = *end ? end + 1 : end;
    }
    return made;
}

static bool rest_field(char **attributes) {
    char *made = at_rest(*attributes);
    if (!made)
        return false;
    free(*attributes);
    *attributes = made;
    return true;
}

static bool rest_script(script *lines) {
    bool good = true;
    for (size_t i = 0; good && i < lines->count; i++)
        good = rest_field(&lines->lines[i].attributes);
    for (size_t i = 0; good && i < lines->zone_count; i++) {
        if (!lines->zones[i].label)
            good = rest_field(&lines->zones[i].attributes);
    }
    return good;
}

static bool rest_all(inputs *in) {
    bool good = true;
    for (size_t i = 0; good && i < in->source_count; i++)
        good = rest_script(&in->sources[i].script);
    for (size_t i = 0; good && i < in->article_count; i++)
        good = rest_script(&in->condensed[i]);
    return good;
}

/* ---- Building -------------------------------------------------------------------------------- */

static void note(programme *out, const notes *remarks) {
    size_t used = strlen(out->note);
    for (size_t i = 0; i < remarks->count && used < sizeof out->note; i++)
        used += (size_t)snprintf(out->note + used, sizeof out->note - used, "%s%s",
                                 used ? "; " : "", remarks->lines[i]);
}

static bool build(const unsigned char *bytes, size_t size, const char *name,
                  const programme_options *options, programme *out, message *error) {
    inputs_options reading = {.reading.date = options->date, .condensing.date = options->date};
    build_options building = {.panel_width = options->width,
                              .panel_height = options->height,
                              .fonts = &options->font,
                              .font_count = options->font != NULL,
                              .model = options->model};
    inputs in;
    if (inputs_bytes(bytes, size, name, &reading, &in, error))
        return false;
    if (options->reduced_motion && !rest_all(&in)) {
        inputs_free(&in);
        return !message_no_memory(error, name);
    }
    build_result result = {0};
    int failed = rom_build(in.scripts, in.count, &building, &result, error);
    note(out, &in.notes);
    note(out, &result.notes);
    if (!failed) {
        out->rom = result.bytes;
        out->size = result.size;
        out->built = true;
        result.bytes = NULL;
    }
    build_result_free(&result);
    inputs_free(&in);
    return !failed;
}

static bool load(const char *path, const programme_options *options, programme *out,
                 message *error) {
    if (!path)
        return build(builtin_article, builtin_article_size, "built-in article", options, out,
                     error);
    size_t size;
    unsigned char *bytes = load_file(path, &size, error);
    if (!bytes)
        return false;
    if (size >= 4 && !memcmp(bytes, "MOTO", 4)) {
        out->rom = bytes;
        out->size = size;
        if (options->reduced_motion)
            snprintf(out->note, sizeof out->note, "%s: a ROM's motion is as it was built",
                     load_name(path));
        return true;
    }
    bool good = build(bytes, size, load_name(path), options, out, error);
    free(bytes);
    return good;
}

bool programme_load(const char *path, const programme_options *options, programme *out, char *why,
                    size_t why_size) {
    message error = {""};
    *out = (programme){0};
    bool good = load(path, options, out, &error);
    snprintf(why, why_size, "%s", error.text);
    return good;
}
