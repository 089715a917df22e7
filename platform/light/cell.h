/* SPDX-License-Identifier: MIT
 *
 * The disc of a flip-dot, seen from the front under a light from the top left.
 */
#ifndef CELL_H
#define CELL_H

#include "style.h"

/* u, v: -0.5 to 0.5 across the cell. turned: 0 shows the black face, 1 the coloured one; between
 * them the disc stands on edge at 0.5. It turns about the diagonal that runs up to the right; the
 * corner below right is cut for the electromagnet's post. */
void cell_face(const look_style *style, double u, double v, double turned, double colour[3]);

#endif
