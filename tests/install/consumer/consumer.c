/* SPDX-License-Identifier: MIT
 *
 * A sign tested beside an installed Motograph: counts the LEDs that are lit after three seconds.
 */
#include <driver/max7219.h>
#include <headless.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    headless *sign = count == 2 ? headless_open_file(arguments[1], NULL, NULL, 0) : NULL;
    char *frame = sign ? headless_ascii(sign, 3 * HEADLESS_SECOND) : NULL;
    if (!frame)
        return 1;
    int lit = 0;
    for (const char *led = frame; *led; led++)
        lit += *led == '#';
    printf("%d of %d LEDs are lit\n", lit, headless_width(sign) * headless_height(sign));
    free(frame);
    headless_close(sign);
    return lit == 0;
}
