/* SPDX-License-Identifier: MIT
 *
 * Tests that need a program which is not there: skipped on a user's machine, failed with CI=true.
 */
#ifndef TOOL_H
#define TOOL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline void need_tool(const char *name) {
    char command[200];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    if (system(command) == 0)
        return;
    const char *ci = getenv("CI");
    if (ci && strcmp(ci, "true") == 0)
        fail_msg("%s is missing", name);
    printf("skipped: %s is missing\n", name);
    skip();
}

#endif
