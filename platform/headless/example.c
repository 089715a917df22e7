/* SPDX-License-Identifier: MIT
 *
 * How a firmware developer tests a sign: a ROM, an input, a film compared with a golden file.
 */
#include "headless.h"

int main(int count, char **arguments) {
    if (count != 3)
        return 2; /* SIGN.rom GOLDEN.txt */
    headless *sign = headless_open_file(arguments[1], NULL, NULL, 0);
    if (!sign)
        return 1;
    headless_alert(sign, 3 * HEADLESS_SECOND, "Fire drill at noon");
    int wrong = headless_expect(sign, arguments[2], 3 * HEADLESS_SECOND, 500000, 3);
    headless_close(sign);
    return wrong;
}
