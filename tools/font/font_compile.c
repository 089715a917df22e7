/* SPDX-License-Identifier: MIT */
#include "font_compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GLYPHS_MAX   65535u
#define CLASSES_MAX  255u
#define HEADER_BYTES 24u

/* A glyph cut down to its ink. */
typedef struct cell {
    const font_source *font;
    uint32_t code_point;
    int advance;
    int first;
    int ink;
    int top;
    int ink_rows;
    int distinct; /* equal to ink: the columns lie in order, without references */
    uint32_t columns[FONT_COLUMNS_MAX]; /* `distinct` of them, cropped to the ink rows */
    uint8_t references[FONT_COLUMNS_MAX];
    unsigned band;
    size_t data; /* the bit at which it lies */
    unsigned left_class;
    unsigned right_class;
} cell;

typedef struct bit_string {
    uint8_t *bytes;
    size_t bits;
    size_t capacity; /* bytes */
} bit_string;

typedef struct compiler {
    cell *cells; /* cell 0 is the box */
    size_t count;
    uint8_t bands[2 * 600]; /* top and height of each */
    unsigned band_count;
    int8_t *kerning; /* left_classes rows of right_classes */
    unsigned left_classes;
    unsigned right_classes;
    bit_string data;
    int out_of_memory;
} compiler;

static unsigned bits_for(unsigned values) {
    unsigned count = 0;
    while ((1u << count) < values)
        count++;
    return count;
}

static int put_bits(bit_string *string, uint64_t value, unsigned count) {
    if (string->bits + count > 8 * string->capacity) {
        size_t capacity = 2 * string->capacity + 256;
        uint8_t *grown = realloc(string->bytes, capacity);
        if (!grown)
            return -1;
        memset(grown + string->capacity, 0, capacity - string->capacity);
        string->bytes = grown;
        string->capacity = capacity;
    }
    for (unsigned i = 0; i < count; i++, string->bits++)
        if (value >> i & 1)
            string->bytes[string->bits >> 3] |= (uint8_t)(1u << (string->bits & 7));
    return 0;
}

static int bit_at(const bit_string *string, size_t at) {
    return string->bytes[at >> 3] >> (at & 7) & 1;
}

static int lies_at(const bit_string *whole, const bit_string *piece, size_t at) {
    for (size_t i = 0; i < piece->bits && at + i < whole->bits; i++)
        if (bit_at(whole, at + i) != bit_at(piece, i))
            return 0;
    return 1;
}

/* Where `piece` already lies in `whole`, or the place at which its beginning overlaps the end. The
 * first bits of every place are kept in one word, which is compared before all the others. */
static size_t find_bits(const bit_string *whole, const bit_string *piece) {
    size_t begin = piece->bits < 64 ? piece->bits : 64;
    uint64_t wanted = 0;
    uint64_t here = 0;
    for (size_t i = 0; i < begin; i++) {
        wanted |= (uint64_t)bit_at(piece, i) << i;
        here |= i < whole->bits ? (uint64_t)bit_at(whole, i) << i : 0;
    }
    for (size_t at = 0; at < whole->bits; at++) {
        size_t next = at + begin;
        if ((here == wanted || next > whole->bits) && lies_at(whole, piece, at))
            return at;
        here >>= 1;
        if (next < whole->bits && bit_at(whole, next))
            here |= (uint64_t)1 << (begin - 1);
    }
    return whole->bits;
}

static void crop(cell *c, const font_picture *picture, int shift, int rows) {
    uint32_t in_cell = rows < 32 ? ((uint32_t)1 << rows) - 1 : UINT32_MAX;
    uint32_t columns[FONT_COLUMNS_MAX];
    uint32_t all = 0;
    int end = 0;
    c->advance = picture->advance;
    for (int x = 0; x < picture->width; x++) {
        uint32_t column = picture->columns[x];
        columns[x] = (shift >= 0 ? column << shift : column >> -shift) & in_cell;
        if (columns[x] && !all)
            c->first = x;
        if (columns[x])
            end = x + 1;
        all |= columns[x];
    }
    if (!all)
        return;
    if (c->advance < end)
        c->advance = end;
    c->ink = end - c->first;
    while (!(all >> c->top & 1))
        c->top++;
    while (all >> c->top >> c->ink_rows)
        if (++c->ink_rows == 32 - c->top)
            break;
    for (int x = 0; x < c->ink; x++)
        c->columns[x] = columns[c->first + x] >> c->top;
}

/* Keeps each different column once where the references cost less than the repeats. */
static void share_columns(cell *c) {
    uint32_t kept[FONT_COLUMNS_MAX];
    int count = 0;
    for (int x = 0; x < c->ink; x++) {
        int k = 0;
        while (k < count && kept[k] != c->columns[x])
            k++;
        if (k == count)
            kept[count++] = c->columns[x];
        c->references[x] = (uint8_t)k;
    }
    int in_order = c->ink * c->ink_rows;
    int shared = c->ink * (int)bits_for((unsigned)count) + count * c->ink_rows;
    c->distinct = shared < in_order ? count : c->ink;
    if (c->distinct < c->ink)
        memcpy(c->columns, kept, (size_t)count * sizeof *kept);
}

static void put_band(compiler *to, cell *c) {
    for (c->band = 0; c->band < to->band_count; c->band++)
        if (to->bands[2 * c->band] == c->top && to->bands[2 * c->band + 1] == c->ink_rows)
            return;
    to->bands[2 * c->band] = (uint8_t)c->top;
    to->bands[2 * c->band + 1] = (uint8_t)c->ink_rows;
    to->band_count++;
}

static void put_data(compiler *to, cell *c) {
    bit_string piece = {0};
    unsigned width = c->distinct == c->ink ? 0 : bits_for((unsigned)c->distinct);
    int failed = put_bits(&piece, 0, 0);
    for (int x = 0; x < c->ink && width > 0; x++)
        failed |= put_bits(&piece, c->references[x], width);
    for (int k = 0; k < c->distinct; k++)
        failed |= put_bits(&piece, c->columns[k], (unsigned)c->ink_rows);
    if (!failed) {
        c->data = piece.bits ? find_bits(&to->data, &piece) : 0;
        for (size_t i = to->data.bits - c->data; i < piece.bits && piece.bits; i++)
            failed |= put_bits(&to->data, (uint64_t)bit_at(&piece, i), 1);
    }
    free(piece.bytes);
    to->out_of_memory |= failed;
}

/* The first font that has the code point; the box of the first font for code point 0. */
static const font_source *font_of(font_source *const *fonts, size_t n, uint32_t code_point) {
    for (size_t i = 0; i < n && code_point; i++)
        if (font_has(fonts[i], code_point))
            return fonts[i];
    return code_point ? NULL : fonts[0];
}

static int by_value(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

/* Sorted, without repeats and control characters, after the 0 that stands for the box. */
static uint32_t *sorted_code_points(const uint32_t *code_points, size_t count, size_t *kept) {
    uint32_t *sorted = malloc((count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    if (count)
        memcpy(sorted, code_points, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_value);
    uint32_t last = 0;
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (sorted[i] >= 0x20 && sorted[i] != last)
            sorted[(*kept)++] = sorted[i];
        last = sorted[i];
    }
    memmove(sorted + 1, sorted, *kept * sizeof *sorted);
    sorted[0] = 0;
    ++*kept;
    return sorted;
}

static int collect_cells(compiler *to, font_source *const *fonts, size_t n,
                         const uint32_t *code_points, size_t count, font_section *section) {
    to->cells = calloc(count, sizeof *to->cells);
    section->missing = malloc(count * sizeof *section->missing);
    if (!to->cells || !section->missing)
        return -1;
    for (size_t i = 0; i < count; i++) {
        font_picture picture;
        const font_source *font = font_of(fonts, n, code_points[i]);
        if (!font || font_draw(font, code_points[i], &picture) != 0) {
            section->missing[section->missing_count++] = code_points[i];
            continue;
        }
        cell *c = &to->cells[to->count++];
        c->font = font;
        c->code_point = code_points[i];
        crop(c, &picture, font_baseline(fonts[0]) - font_baseline(font), font_rows(fonts[0]));
        share_columns(c);
        put_band(to, c);
        put_data(to, c);
    }
    return to->out_of_memory ? -1 : 0;
}

/* Only glyphs of the same font are kerned. */
static int pair_kern(const cell *left, const cell *right) {
    if (left->font != right->font || !left->code_point || !right->code_point)
        return 0;
    return font_kern(left->font, left->code_point, right->code_point);
}

/* Numbers the different rows of a table; a row of zeros is class 0. Returns how many others. */
static unsigned number_rows(const int8_t *table, size_t count, size_t step_row, size_t step_column,
                            unsigned *classes) {
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k;
        int all_zero = 1;
        for (k = 0; k < count && all_zero; k++)
            all_zero = table[i * step_row + k * step_column] == 0;
        classes[i] = 0;
        size_t same = i;
        for (size_t j = 0; j < i && !all_zero && same == i; j++) {
            for (k = 0; k < count; k++)
                if (table[i * step_row + k * step_column] != table[j * step_row + k * step_column])
                    break;
            same = k == count ? j : i;
        }
        if (!all_zero)
            classes[i] = same < i ? classes[same] : ++found;
    }
    return found;
}

/* Glyphs that kern alike with all others make a class. */
static int collect_kerning(compiler *to) {
    size_t count = to->count;
    int8_t *table = calloc(count * count, 1);
    unsigned *left = calloc(count, sizeof *left);
    unsigned *right = calloc(count, sizeof *right);
    int failed = !table || !left || !right;
    for (size_t i = 0; i < count && !failed; i++)
        for (size_t k = 0; k < count; k++)
            table[i * count + k] = (int8_t)pair_kern(&to->cells[i], &to->cells[k]);
    if (!failed) {
        to->left_classes = number_rows(table, count, count, 1, left);
        to->right_classes = number_rows(table, count, 1, count, right);
    }
    if (to->left_classes > CLASSES_MAX || to->right_classes > CLASSES_MAX)
        to->left_classes = to->right_classes = 0;
    to->kerning = calloc((size_t)to->left_classes * to->right_classes + 1, 1);
    failed |= !to->kerning;
    for (size_t i = 0; i < count && !failed && to->left_classes; i++) {
        to->cells[i].left_class = left[i];
        to->cells[i].right_class = right[i];
        for (size_t k = 0; k < count; k++)
            if (left[i] && right[k])
                to->kerning[(left[i] - 1) * to->right_classes + right[k] - 1] =
                    table[i * count + k];
    }
    free(table);
    free(left);
    free(right);
    return failed ? -1 : 0;
}

typedef struct record_widths {
    int least_advance;
    unsigned advance;
    unsigned first;
    unsigned ink;
    unsigned distinct;
    unsigned band;
    unsigned data;
    unsigned left;
    unsigned right;
} record_widths;

static record_widths measure_records(const compiler *from) {
    int least = from->cells[0].advance;
    int most[4] = {0, 0, 0, 0};
    size_t data = 0;
    for (size_t i = 0; i < from->count; i++) {
        const cell *c = &from->cells[i];
        const int values[4] = {c->advance, c->first, c->ink, c->distinct};
        for (int k = 0; k < 4; k++)
            most[k] = values[k] > most[k] ? values[k] : most[k];
        least = c->advance < least ? c->advance : least;
        data = c->data > data ? c->data : data;
    }
    return (record_widths){.least_advance = least,
                           .advance = bits_for((unsigned)(most[0] - least) + 1),
                           .first = bits_for((unsigned)most[1] + 1),
                           .ink = bits_for((unsigned)most[2] + 1),
                           .distinct = bits_for((unsigned)most[3] + 1),
                           .band = bits_for(from->band_count),
                           .data = bits_for((unsigned)data + 1),
                           .left = bits_for(from->left_classes + 1),
                           .right = bits_for(from->right_classes + 1)};
}

static int figure_advance(const compiler *from) {
    int widest = 0;
    for (size_t i = 0; i < from->count; i++) {
        const cell *c = &from->cells[i];
        if (c->code_point >= '0' && c->code_point <= '9' && c->advance > widest)
            widest = c->advance;
    }
    return widest;
}

static unsigned count_ranges(const compiler *from) {
    unsigned ranges = 0;
    for (size_t i = 1; i < from->count; i++)
        ranges += i == 1 || from->cells[i].code_point != from->cells[i - 1].code_point + 1;
    return ranges;
}

static void put_header(const compiler *from, const record_widths *w, const font_source *font,
                       bit_string *out) {
    size_t data_bytes = (from->data.bits + 7) / 8;
    put_bits(out, 'M' | 'f' << 8 | 1 << 16, 24);
    put_bits(out, (unsigned)font_rows(font), 8);
    put_bits(out, (unsigned)font_baseline(font), 8);
    put_bits(out, (unsigned)figure_advance(from), 8);
    put_bits(out, (unsigned)w->least_advance, 8);
    put_bits(out, from->count, 16);
    put_bits(out, count_ranges(from), 16);
    put_bits(out, from->band_count, 16);
    put_bits(out, w->advance | w->first << 4, 8);
    put_bits(out, w->ink | w->distinct << 4, 8);
    put_bits(out, w->left | w->right << 4, 8);
    put_bits(out, w->band, 8);
    put_bits(out, w->data, 8);
    put_bits(out, from->left_classes, 8);
    put_bits(out, from->right_classes, 8);
    put_bits(out, data_bytes, 24);
    put_bits(out, 0, 8);
}

static void put_records(const compiler *from, const record_widths *w, bit_string *out) {
    for (size_t i = 0; i < from->count; i++) {
        const cell *c = &from->cells[i];
        put_bits(out, (unsigned)(c->advance - w->least_advance), w->advance);
        put_bits(out, (unsigned)c->first, w->first);
        put_bits(out, (unsigned)c->ink, w->ink);
        put_bits(out, (unsigned)c->distinct, w->distinct);
        put_bits(out, c->band, w->band);
        put_bits(out, c->data, w->data);
        put_bits(out, c->left_class, w->left);
        put_bits(out, c->right_class, w->right);
    }
    put_bits(out, 0, (unsigned)(-out->bits & 7));
}

/* The capacity is set beforehand, so that put_bits cannot fail here. */
static int put_section(const compiler *from, const font_source *font, font_section *section) {
    record_widths w = measure_records(from);
    size_t most = HEADER_BYTES + 5 * from->count + 2u * from->band_count +
                  (size_t)from->left_classes * from->right_classes + 11 * from->count +
                  (from->data.bits + 7) / 8 + 64;
    bit_string out = {calloc(most, 1), 0, most};
    if (!out.bytes)
        return -1;
    put_header(from, &w, font, &out);
    for (size_t i = 1; i < from->count; i++) {
        if (i > 1 && from->cells[i].code_point == from->cells[i - 1].code_point + 1)
            continue;
        put_bits(&out, from->cells[i].code_point, 24);
        put_bits(&out, i, 16);
    }
    for (unsigned i = 0; i < 2 * from->band_count; i++)
        put_bits(&out, from->bands[i], 8);
    for (unsigned i = 0; i < from->left_classes * from->right_classes; i++)
        put_bits(&out, (uint8_t)from->kerning[i] & 15, 4);
    put_bits(&out, 0, (unsigned)(-out.bits & 7));
    put_records(from, &w, &out);
    for (size_t i = 0; i < (from->data.bits + 7) / 8; i++)
        put_bits(&out, from->data.bytes[i], 8);
    section->bytes = out.bytes;
    section->size = out.bits / 8;
    return 0;
}

int font_compile(font_source *const *fonts, size_t n, const uint32_t *code_points, size_t count,
                 font_section *section, char *error, size_t error_size) {
    compiler to = {0};
    size_t kept = 0;
    *section = (font_section){0};
    uint32_t *sorted = sorted_code_points(code_points, count, &kept);
    int result = sorted ? collect_cells(&to, fonts, n, sorted, kept, section) : -1;
    if (result == 0)
        result = collect_kerning(&to);
    const char *wrong = "out of memory";
    if (result == 0 && (to.count > GLYPHS_MAX || to.data.bits >= 1u << 24)) {
        wrong = "too many glyphs for one font section";
        result = -1;
    }
    if (result == 0)
        result = put_section(&to, fonts[0], section);
    if (result != 0) {
        snprintf(error, error_size, "%s: %s", font_name(fonts[0]), wrong);
        font_section_free(section);
    }
    free(to.cells);
    free(to.kerning);
    free(to.data.bytes);
    free(sorted);
    return result;
}

void font_section_free(font_section *section) {
    free(section->bytes);
    free(section->missing);
    *section = (font_section){0};
}
