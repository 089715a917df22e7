/* SPDX-License-Identifier: MIT
 *
 * motograph-condense-train: treebanks and compressed sentences into the weights of the condenser.
 */
#define _POSIX_C_SOURCE 200809L
#include "training.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: motograph-condense-train TREEBANK-DIR COMPRESSION.tsv -o DIR\n"
    "  TREEBANK-DIR     en_ewt-{train,dev,test}.conllu.xz, gmb-voa-pos-ner.tsv.xz, and\n"
    "                   en_pud-test.conllu.xz to measure with\n"
    "  COMPRESSION.tsv  sentence TAB compression TAB tags TAB mask\n"
    "  -o, --output DIR where tagger.weights, parser.weights, compressor.weights and\n"
    "                   verbs.txt are written\n"
    "  -h, --help       this text\n"
    "      --version\n";

static void show_progress(const char *stage, size_t done, size_t total) {
    static const char *last_stage;
    static int last = -1;
    int percent = (int)(100 * done / total);
    if (!isatty(STDERR_FILENO) || (percent == last && stage == last_stage))
        return;
    last = percent;
    last_stage = stage;
    char bar[31];
    for (int i = 0; i < 30; i++)
        bar[i] = i < percent * 30 / 100 ? '#' : '.';
    bar[30] = 0;
    fprintf(stderr, "\r%-20s [%s] %3d %%", stage, bar, percent);
}

static void end_progress(void) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%60s\r", "");
}

static int read_treebank(const char *directory, const char *name, corpus *c,
                         int (*read)(corpus *, const char *)) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return read(c, path);
}

typedef struct treebanks {
    corpus tagged, trees, test;
} treebanks;

static int read_treebanks(treebanks *t, const char *directory) {
    static const char *const parts[] = {"en_ewt-train.conllu.xz", "en_ewt-dev.conllu.xz",
                                        "en_ewt-test.conllu.xz"};
    if (read_treebank(directory, "gmb-voa-pos-ner.tsv.xz", &t->tagged, corpus_read_tagged) != 0)
        return -1;
    for (int i = 0; i < 3; i++)
        if (read_treebank(directory, parts[i], &t->trees, corpus_read_dependencies) != 0)
            return -1;
    return read_treebank(directory, "en_pud-test.conllu.xz", &t->test, corpus_read_dependencies);
}

/* A file that appears whole or not at all. */
static FILE *begin_file(const char *directory, const char *name, char path[4096]) {
    snprintf(path, 4096, "%s/%s.part", directory, name);
    FILE *out = fopen(path, "wb");
    if (!out)
        fprintf(stderr, "%s: cannot be written\n", path);
    return out;
}

static int end_file(FILE *out, const char *path) {
    char final[4096];
    bool bad = ferror(out) != 0;
    bad = fclose(out) != 0 || bad;
    snprintf(final, sizeof final, "%.*s", (int)(strlen(path) - strlen(".part")), path);
    if (!bad && rename(path, final) == 0)
        return 0;
    fprintf(stderr, "%s: cannot be written\n", final);
    remove(path);
    return -1;
}

static int write_tables(const char *directory, const char *name, const weight_table *const *tables,
                        int count) {
    char path[4096];
    FILE *out = begin_file(directory, name, path);
    if (!out)
        return -1;
    for (int i = 0; i < count; i++)
        weight_table_write(tables[i], out);
    return end_file(out, path);
}

static int write_model(const condense_model *m, const char *directory) {
    const weight_table *tagger[] = {&m->tagger, &m->entities};
    const weight_table *parser[] = {&m->transitions, &m->labels};
    const weight_table *compressor[] = {&m->compress.word, &m->compress.tree, &m->compress.chain};
    if (write_tables(directory, "tagger.weights", tagger, 2) != 0)
        return -1;
    if (write_tables(directory, "parser.weights", parser, 2) != 0)
        return -1;
    return write_tables(directory, "compressor.weights", compressor, 3);
}

static int write_verbs(const char *source, const char *directory) {
    char path[4096];
    char **verbs;
    size_t count;
    if (corpus_read_verbs(source, &verbs, &count) != 0)
        return -1;
    FILE *out = begin_file(directory, "verbs.txt", path);
    for (size_t i = 0; i < count; i++) {
        if (out)
            fprintf(out, "%s\n", verbs[i]);
        free(verbs[i]);
    }
    free(verbs);
    return out ? end_file(out, path) : -1;
}

static int train(treebanks *t, corpus *trees, compression_pairs *pairs, condense_model *m) {
    if (train_tagger(&t->tagged, trees, show_progress, &m->tagger) != 0)
        return -1;
    if (train_entities(&t->tagged, show_progress, &m->entities) != 0)
        return -1;
    if (train_jackknife(&t->tagged, trees, show_progress) != 0)
        return -1;
    if (train_transitions(trees, &t->tagged, show_progress, &m->transitions) != 0)
        return -1;
    if (train_labels(trees, show_progress, &m->labels) != 0)
        return -1;
    end_progress();
    double heads, labels;
    measure_parser(&t->test, m, &heads, &labels);
    printf("tags of PUD %.1f %%, heads %.1f %%, heads and labels %.1f %%\n",
           measure_tagger(&t->test, &m->tagger), heads, labels);
    for (size_t i = 0; i < pairs->sentences.count; i++)
        condense_model_analyse(m, &pairs->sentences.items[i]);
    int result = train_compressor(pairs, 1, 0, show_progress, &m->compress);
    end_progress();
    return result;
}

static int run(const char *directory, const char *compression, const char *output) {
    treebanks t = {0};
    compression_pairs pairs = {0};
    condense_model m = {0};
    int result = read_treebanks(&t, directory);
    if (result == 0)
        result = compression_pairs_read(&pairs, compression);
    if (result == 0)
        result = train(&t, &t.trees, &pairs, &m);
    if (result == 0)
        result = write_model(&m, output);
    if (result == 0)
        result = write_verbs(directory, output);
    corpus_free(&t.tagged);
    corpus_free(&t.trees);
    corpus_free(&t.test);
    compression_pairs_free(&pairs);
    weight_table_free(&m.tagger);
    weight_table_free(&m.entities);
    weight_table_free(&m.transitions);
    weight_table_free(&m.labels);
    weight_table_free(&m.compress.word);
    weight_table_free(&m.compress.tree);
    weight_table_free(&m.compress.chain);
    return result == 0 ? 0 : 1;
}

int main(int count, char **arguments) {
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"help", no_argument, NULL, 'h'},
                                            {"version", no_argument, NULL, 'v'},
                                            {0}};
    const char *output = NULL;
    for (int c; (c = getopt_long(count, arguments, "o:h", options, NULL)) != -1;) {
        if (c == 'h')
            return fputs(usage, stdout) < 0;
        if (c == 'v')
            return puts("motograph-condense-train " MOTOGRAPH_VERSION) < 0;
        if (c != 'o')
            return fputs(usage, stderr), 2;
        output = optarg;
    }
    if (!output || count - optind != 2)
        return fputs(usage, stderr), 2;
    return run(arguments[optind], arguments[optind + 1], output);
}
