/* SPDX-License-Identifier: MIT
 *
 * Prints what is read from each file: to see it, and to make what golden files expect.
 */
#include "print.h"

#include <string.h>

int main(int argc, char **argv) {
    read_options options = {.date = "2026-11-24"};
    for (int i = 1; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        print_read(argv[i], slash ? slash + 1 : argv[i], &options, stdout);
    }
    return 0;
}
