/* SPDX-License-Identifier: MIT */
#include "models.h"

#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "models/fr-64k.model" -> "fr-64k" */
static void name_of(const char *path, char name[64]) {
    const char *slash = strrchr(path, '/');
    snprintf(name, 64, "%s", slash ? slash + 1 : path);
    char *dot = strrchr(name, '.');
    if (dot && dot != name)
        *dot = 0;
}

static int open_one(models *m, const char *shown, const char *name, const uint8_t *bytes,
                    size_t size, message *error) {
    if (m->count == MODELS_MAX)
        return message_set(error, "%s: more than %d text models", shown, MODELS_MAX);
    moto_error wrong = moto_model_open(&m->list[m->count], bytes, (uint32_t)size);
    if (wrong != MOTO_OK)
        return message_set(error, "%s: not a text model that can be used: %s", shown,
                           moto_error_text(wrong));
    m->names[m->count++] = name;
    return 0;
}

/* A word that is neither of our names nor a file. */
static int unknown_model(const models *m, const char *word, message *error) {
    char names[MODELS_MAX * 64] = "";
    for (uint32_t i = 0; i < m->count; i++) {
        strcat(names, m->names[i]);
        strcat(names, ", ");
    }
    return message_set(error,
                       "%s: no such text model; there are %s" MODELS_STORED " and files of models",
                       word, names);
}

static int open_file(models *m, const char *path, message *error) {
    size_t size;
    message unreadable = {""};
    m->file = load_file(path, &size, &unreadable);
    if (!m->file && !strpbrk(path, "./"))
        return unknown_model(m, path, error);
    if (!m->file)
        return message_set(error, "%s", unreadable.text);
    name_of(path, m->name);
    return open_one(m, load_name(path), m->name, m->file, size, error);
}

int models_open(const char *more, models *out, message *error) {
    int result = 0;
    *out = (models){0};
    for (size_t i = 0; i < model_file_count && result == 0; i++)
        result = open_one(out, model_files[i].name, model_files[i].name, model_files[i].bytes,
                          model_files[i].size, error);
    bool known = !more || strcmp(more, MODELS_STORED) == 0 || models_find(out, more) >= 0;
    if (result == 0 && !known)
        result = open_file(out, more, error);
    if (result != 0)
        models_close(out);
    return result;
}

void models_close(models *m) {
    free(m->file);
    *m = (models){0};
}

int models_find(const models *m, const char *name_or_path) {
    for (uint32_t i = 0; i < m->count; i++)
        if (strcmp(m->names[i], name_or_path) == 0)
            return (int)i;
    return m->file ? (int)m->count - 1 : -1;
}
