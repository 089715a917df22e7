/* SPDX-License-Identifier: MIT
 *
 * compression PAIRS.tsv PREDICTED.txt REFERENCE.tsv: trains the compressor on every second pair and
 * compresses the others, a line each, beside their references.
 */
#include "model.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

static void quiet(const char *stage, size_t done, size_t total) {
    (void)stage, (void)done, (void)total;
}

static void write_kept(const compress_tables *tables, const sentence *s, FILE *out) {
    static compress_scores scores;
    int32_t extra[SENTENCE_TOKENS_MAX];
    uint8_t keep[SENTENCE_TOKENS_MAX] = {0};
    compress_score(tables, s, &scores);
    for (int i = 0; i < s->count; i++)
        extra[i] = COMPRESS_BIAS;
    compress_decode(&scores, extra, keep);
    for (int i = 0; i < s->count; i++)
        if (keep[i])
            fprintf(out, "%s ", s->tokens[i].word);
    fputc('\n', out);
}

static int measure(const compression_pairs *pairs, size_t remainder, FILE *predicted,
                   FILE *references) {
    compress_tables tables;
    if (train_compressor(pairs, 2, remainder, quiet, &tables) != 0)
        return -1;
    for (size_t i = 0; i < pairs->sentences.count; i++) {
        const sentence *s = &pairs->sentences.items[i];
        if (i % 2 == remainder)
            continue;
        write_kept(&tables, s, predicted);
        fprintf(references, "%s\t%s\n", s->text, pairs->references[i]);
    }
    weight_table_free(&tables.word);
    weight_table_free(&tables.tree);
    weight_table_free(&tables.chain);
    return 0;
}

int main(int count, char **arguments) {
    if (count != 4)
        return fputs("usage: compression PAIRS.tsv PREDICTED.txt REFERENCE.tsv\n", stderr), 2;
    compression_pairs pairs;
    condense_model *model = condense_model_open();
    if (!model || compression_pairs_read(&pairs, arguments[1]) != 0)
        return 1;
    for (size_t i = 0; i < pairs.sentences.count; i++)
        condense_model_analyse(model, &pairs.sentences.items[i]);
    FILE *predicted = fopen(arguments[2], "w");
    FILE *references = fopen(arguments[3], "w");
    int result = 1;
    if (predicted && references)
        result = measure(&pairs, 0, predicted, references) == 0 ? 0 : 1;
    if (!predicted || fclose(predicted) != 0)
        result = 1;
    if (!references || fclose(references) != 0)
        result = 1;
    compression_pairs_free(&pairs);
    condense_model_close(model);
    return result;
}
