/* SPDX-License-Identifier: MIT */
#include "frames.h"

#include <stdio.h>

static void print(const char *text) {
    fputs(text, stdout);
}

int main(void) {
    return frames_run(print);
}
