/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "train.h"

#include <getopt.h>
#include <stdio.h>

#define VERB "train"

static const char help[] = "Usage: motograph-rom train CORPUS... --size 8K|64K|256K -o OUT.model\n"
                           "Train a text model on plain text: UTF-8 of any language, a sentence or "
                           "a paragraph a line; also\n"
                           "compressed by xz. The same text gives the same model.\n\n"
                           "      --size SIZE    what the model may take in the sign's flash\n"
                           "  -o, --output FILE  where it goes\n"
                           "      --help         this text\n\n"
                           "Examples:\n"
                           "  motograph-rom train news.txt.xz --size 64K -o en-64k.model\n"
                           "  motograph-rom build news.ticker --model en-64k.model -o news.rom\n";

enum {
    OPTION_SIZE = 256,
    OPTION_HELP,
};

static int run(const char *const *corpora, size_t count, train_size size, const char *output) {
    message error = {""};
    char wrong[512] = "";
    const train_options options = {.size = size, .progress = train_progress_bar};
    if (train_files(corpora, count, &options, output, wrong, sizeof wrong) == 0)
        return EXIT_GOOD;
    message_set(&error, "%s", wrong);
    return bad_input(&error);
}

int verb_train(int argc, char **argv) {
    const char *output = NULL, *size_name = NULL;
    int option;
    const struct option options[] = {
        {"size", required_argument, NULL, OPTION_SIZE},
        {"output", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (option == OPTION_SIZE)
            size_name = optarg;
        else if (option == 'o')
            output = optarg;
        else
            return wrong_option(VERB);
    }
    if (!size_name)
        return wrong_usage(VERB, "say --size 8K, 64K or 256K");
    train_size size = train_size_parse(size_name);
    if (size == 0)
        return wrong_usage(VERB, "--size is \"%s\"; expected 8K, 64K or 256K", size_name);
    if (!output)
        return wrong_usage(VERB, "no output: say -o FILE");
    if (optind == argc)
        return wrong_usage(VERB, "no corpus");
    return run((const char *const *)argv + optind, (size_t)(argc - optind), size, output);
}
