/* SPDX-License-Identifier: MIT */
#include "inputs.h"

#include <stdlib.h>

static size_t script_count(const source *from) {
    return from->format == SOURCE_TEXT || from->format == SOURCE_HTML || from->format == SOURCE_FEED
               ? from->document_count
               : 1;
}

static int condense_one(inputs *in, const char *name, const document *article,
                        const condense_options *options, message *error) {
    size_t index = in->article_count++;
    in->articles[index] = (inputs_article){.name = name, .article = article, .script = in->count};
    script *made = &in->condensed[index];
    if (condense(article, options, made, &in->articles[index].report) != 0)
        return message_no_memory(error, name);
    in->scripts[in->count++] = (build_input){made, name};
    return 0;
}

static int take_source(inputs *in, source *from, const condense_options *options, message *error) {
    switch (from->format) {
    case SOURCE_SCRIPT:
    case SOURCE_CALENDAR:
        in->scripts[in->count++] = (build_input){&from->script, from->name};
        return 0;
    case SOURCE_ROM:
        return message_set(error, "%s: is a ROM already", from->name);
    default:
        break;
    }
    for (size_t i = 0; i < from->document_count; i++)
        if (condense_one(in, from->name, &from->documents[i], options, error) != 0)
            return -1;
    return 0;
}

static int make_scripts(inputs *in, const inputs_options *options, message *error) {
    size_t scripts = 0, articles = 0;
    condense_options condensing = options->condensing;
    condense_model *model = NULL;
    for (size_t i = 0; i < in->source_count; i++) {
        scripts += script_count(&in->sources[i]);
        articles += in->sources[i].document_count;
        for (size_t k = 0; k < in->sources[i].notes.count; k++)
            notes_add(&in->notes, "%s", in->sources[i].notes.lines[k]);
    }
    in->scripts = calloc(scripts + 1, sizeof *in->scripts);
    in->articles = calloc(articles + 1, sizeof *in->articles);
    in->condensed = calloc(articles + 1, sizeof *in->condensed);
    if (articles > 0 && !condensing.model)
        condensing.model = model = condense_model_open();
    bool good = in->scripts && in->articles && in->condensed && (articles == 0 || condensing.model);
    if (!condensing.date)
        condensing.date = options->reading.date;
    int result = good ? 0 : message_no_memory(error, in->sources[0].name);
    for (size_t i = 0; i < in->source_count && result == 0; i++)
        result = take_source(in, &in->sources[i], &condensing, error);
    condense_model_close(model);
    return result;
}

int inputs_read(const char *const *paths, size_t count, const inputs_options *options, inputs *out,
                message *error) {
    const inputs_options standard = {0};
    options = options ? options : &standard;
    *out = (inputs){.sources = calloc(count, sizeof *out->sources)};
    int result = out->sources ? 0 : message_no_memory(error, paths[0]);
    for (size_t i = 0; i < count && result == 0; i++)
        result =
            read_source(paths[i], &options->reading, &out->sources[out->source_count++], error);
    if (result == 0)
        result = make_scripts(out, options, error);
    if (result != 0)
        inputs_free(out);
    return result;
}

int inputs_bytes(const unsigned char *bytes, size_t size, const char *name,
                 const inputs_options *options, inputs *out, message *error) {
    const inputs_options standard = {0};
    options = options ? options : &standard;
    *out = (inputs){.sources = calloc(1, sizeof *out->sources), .source_count = 1};
    int result = out->sources ? 0 : message_no_memory(error, name);
    if (result == 0)
        result = read_bytes(bytes, size, name, &options->reading, out->sources, error);
    if (result == 0)
        result = make_scripts(out, options, error);
    if (result != 0)
        inputs_free(out);
    return result;
}

void inputs_free(inputs *in) {
    for (size_t i = 0; i < in->article_count; i++) {
        script_free(&in->condensed[i]);
        condense_report_free(&in->articles[i].report);
    }
    for (size_t i = 0; i < in->source_count && in->sources; i++)
        source_free(&in->sources[i]);
    notes_free(&in->notes);
    free(in->sources);
    free(in->scripts);
    free(in->articles);
    free(in->condensed);
    *in = (inputs){0};
}
