/* SPDX-License-Identifier: MIT
 *
 * oled_picture IN.ppm OUT.png: the display's picture in a form that everything can show.
 */
#include "png_file.h"
#include "ppm.h"

#include <errno.h>
#include <string.h>

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "Usage: oled_picture IN.ppm OUT.png\n");
        return 2;
    }
    ppm picture = ppm_read(arguments[1]);
    if (!picture.pixels) {
        fprintf(stderr, "%s: no PPM picture\n", arguments[1]);
        return 1;
    }
    int result =
        png_file_write(arguments[2], picture.pixels, picture.width, picture.height, picture.width);
    if (result != 0)
        fprintf(stderr, "%s: %s\n", arguments[2], strerror(errno));
    free(picture.pixels);
    return result == 0 ? 0 : 1;
}
