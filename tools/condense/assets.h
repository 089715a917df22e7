/* SPDX-License-Identifier: MIT
 *
 * The files of assets/condenser, built into the library.
 */
#ifndef CONDENSE_ASSETS_H
#define CONDENSE_ASSETS_H

#include <stddef.h>
#include <stdint.h>

typedef struct condense_asset {
    const uint8_t *bytes;
    size_t size;
} condense_asset;

extern const condense_asset asset_tagger;
extern const condense_asset asset_parser;
extern const condense_asset asset_compressor;
extern const condense_asset asset_verbs;

#endif
