/* SPDX-License-Identifier: MIT */
#include "frames.h"

__attribute__((import_module("host"), import_name("print"))) void host_print(const char *text);

__attribute__((export_name("run"))) int run(void) {
    return frames_run(host_print);
}
