#!/bin/sh
# SPDX-License-Identifier: MIT
#
# same.sh EXPECTED COMMAND...: the command must give exactly the lines in the file EXPECTED.
expected=$1
shift
given=$(mktemp) || exit 1
trap 'rm -f "$given"' EXIT
"$@" >"$given" 2>&1 || {
    cat "$given"
    echo "$* failed"
    exit 1
}
diff "$expected" "$given" && echo "as expected: $(wc -l <"$given") lines"
