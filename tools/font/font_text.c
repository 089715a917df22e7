/* SPDX-License-Identifier: MIT
 *
 * The .font text: glyphs drawn as rows of # and . (assets/fonts/README.md has the grammar). It is
 * read three times: drawings first, then what is composed of them, then the kerning of both.
 */
#include "font_kind.h"
#include "font_picture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKENS_MAX  192
#define NAME_BYTES  24
#define RULES_MAX   64
#define NO_BASE     SIZE_MAX
#define CLASSES_MAX 64

typedef struct glyph {
    uint32_t code_point;
    size_t base; /* the glyph whose kerning it inherits, by index, or NO_BASE */
    uint64_t left_rules;
    uint64_t right_rules;
    font_picture picture;
} glyph;

typedef struct mark {
    char name[NAME_BYTES];
    font_picture picture;
} mark;

typedef struct kern_class {
    char name[NAME_BYTES];
    uint32_t *code_points;
    size_t count;
} kern_class;

typedef struct text_font {
    glyph *glyphs;
    size_t glyph_count;
    mark *marks;
    size_t mark_count;
    kern_class classes[CLASSES_MAX];
    size_t class_count;
    int rules[RULES_MAX]; /* the columns that each rule adds; the last rule that fits wins */
    size_t rule_count;
    int spacing; /* which kerning keeps */
} text_font;

typedef enum reading {
    READING_DRAWINGS,
    READING_COMPOSITIONS,
    READING_KERNING,
} reading;

typedef struct reader {
    text_font *out;
    const char *path;
    const char *at;
    const char *end;
    int line_number;
    reading reading;
    char *name;
    size_t name_size;
    int rows;
    int baseline;
    int spacing;
    char line[4096];
    char *tokens[TOKENS_MAX];
    size_t token_count;
    char *error;
    size_t error_size;
} reader;

static int fail(reader *in, const char *format, ...) {
    int used = snprintf(in->error, in->error_size, "%s:%d: ", in->path, in->line_number);
    va_list arguments;
    va_start(arguments, format);
    if (used >= 0 && (size_t)used < in->error_size)
        vsnprintf(in->error + used, in->error_size - (size_t)used, format, arguments);
    va_end(arguments);
    return -1;
}

/* The next line, without its line break, in in->line. 1, 0 at the end, -1 when it is too long. */
static int next_line(reader *in) {
    if (in->at == in->end)
        return 0;
    const char *stop = memchr(in->at, '\n', (size_t)(in->end - in->at));
    size_t length = (size_t)((stop ? stop : in->end) - in->at);
    in->line_number++;
    if (length >= sizeof in->line)
        return fail(in, "the line is longer than %zu bytes", sizeof in->line - 1);
    memcpy(in->line, in->at, length);
    if (length > 0 && in->line[length - 1] == '\r')
        length--;
    in->line[length] = '\0';
    in->at = stop ? stop + 1 : in->end;
    return 1;
}

static int split(reader *in) {
    in->token_count = 0;
    char *at = in->line + strspn(in->line, " \t");
    while (*at) {
        if (in->token_count == TOKENS_MAX)
            return fail(in, "more than %d words in one line", TOKENS_MAX);
        in->tokens[in->token_count++] = at;
        at += strcspn(at, " \t");
        if (*at)
            *at++ = '\0';
        at += strspn(at, " \t");
    }
    return 0;
}

/* The one UTF-8 character that is all of `text`: 0 or -1. */
static int one_character(const char *text, uint32_t *code_point) {
    const unsigned char *p = (const unsigned char *)text;
    int more = p[0] < 0x80 ? 0 : p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC2 ? 1 : -1;
    if (more < 0 || strlen(text) != (size_t)more + 1)
        return -1;
    uint32_t value = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++)
        value = value << 6 | (p[i] & 0x3Fu);
    *code_point = value;
    return 0;
}

/* "A", "U+0041", "space" or "missing". */
static int read_code_point(const char *token, uint32_t *code_point) {
    if (one_character(token, code_point) == 0)
        return 0;
    char *end;
    if (strncmp(token, "U+", 2) == 0 && strlen(token) >= 6) {
        unsigned long value = strtoul(token + 2, &end, 16);
        *code_point = (uint32_t)value;
        return *end == '\0' && value > 0 && value <= 0x10FFFF ? 0 : -1;
    }
    *code_point = strcmp(token, "space") == 0 ? 0x20 : 0;
    return *code_point == 0x20 || strcmp(token, "missing") == 0 ? 0 : -1;
}

/* "key=number" with a number in -99 to 99: 1 when the key is this one, -1 when the number is bad.
 */
static int read_attribute(reader *in, const char *token, const char *key, int *value) {
    size_t length = strlen(key);
    if (strncmp(token, key, length) != 0 || token[length] != '=')
        return 0;
    char *end;
    long number = strtol(token + length + 1, &end, 10);
    if (end == token + length + 1 || *end != '\0' || number < -99 || number > 99)
        return fail(in, "%s needs a small number: %s", key, token);
    *value = (int)number;
    return 1;
}

static glyph *find_glyph(const text_font *font, uint32_t code_point) {
    for (size_t i = 0; i < font->glyph_count; i++)
        if (font->glyphs[i].code_point == code_point)
            return &font->glyphs[i];
    return NULL;
}

static const font_picture *find_mark(const text_font *font, const char *name) {
    for (size_t i = 0; i < font->mark_count; i++)
        if (strcmp(font->marks[i].name, name) == 0)
            return &font->marks[i].picture;
    return NULL;
}

static int add_glyph(reader *in, uint32_t code_point, size_t base, const font_picture *picture) {
    text_font *font = in->out;
    if (font->glyph_count % 64 == 0) {
        glyph *grown = realloc(font->glyphs, (font->glyph_count + 64) * sizeof *grown);
        if (!grown)
            return fail(in, "out of memory");
        font->glyphs = grown;
    }
    font->glyphs[font->glyph_count++] =
        (glyph){.code_point = code_point, .base = base, .picture = *picture};
    return 0;
}

static int add_mark(reader *in, const char *name, const font_picture *picture) {
    text_font *font = in->out;
    if (strlen(name) >= NAME_BYTES)
        return fail(in, "the name of a mark has at most %d letters", NAME_BYTES - 1);
    if (find_mark(font, name))
        return fail(in, "the mark %s is drawn twice", name);
    mark *grown = realloc(font->marks, (font->mark_count + 1) * sizeof *grown);
    if (!grown)
        return fail(in, "out of memory");
    font->marks = grown;
    mark *added = &font->marks[font->mark_count++];
    memset(added, 0, sizeof *added);
    memcpy(added->name, name, strlen(name));
    added->picture = *picture;
    return 0;
}

static int is_drawn_row(const char *at, const char *end) {
    const char *p = at;
    while (p < end && (*p == '#' || *p == '.'))
        p++;
    return p > at && (p == end || *p == '\n' || *p == '\r');
}

/* The rows that follow, the first of them in row `top` of the cell. */
static int read_drawing(reader *in, int top, int spacing, font_picture *picture) {
    int header = in->line_number;
    *picture = (font_picture){0};
    int row = top;
    for (; is_drawn_row(in->at, in->end); row++) {
        if (next_line(in) < 0)
            return -1;
        int width = (int)strlen(in->line);
        if (row < 0 || row >= in->rows)
            return fail(in, "the drawing is higher than the %d rows of the font", in->rows);
        if (width > FONT_COLUMNS_MAX - 8)
            return fail(in, "a glyph has at most %d columns", FONT_COLUMNS_MAX - 8);
        if (row > top && width != picture->width)
            return fail(in, "the row has %d columns, the one above it %d", width, picture->width);
        picture->width = width;
        for (int x = 0; x < width; x++)
            if (in->line[x] == '#')
                picture->columns[x] |= (uint32_t)1 << row;
    }
    picture->advance = picture->width + spacing;
    if (row > top)
        return 0;
    in->line_number = header;
    return fail(in, "no row of # and . follows");
}

/* glyph CODE... [top=ROW] [spacing=COLUMNS] | mark NAME [top=ROW] */
static int read_drawn(reader *in, int is_mark) {
    uint32_t code_points[TOKENS_MAX];
    char name[256] = "";
    size_t count = 0;
    int top = 0;
    int spacing = in->spacing;
    for (size_t i = 1; i < in->token_count; i++) {
        const char *token = in->tokens[i];
        int is_top = read_attribute(in, token, "top", &top);
        int is_spacing = is_top ? 0 : read_attribute(in, token, "spacing", &spacing);
        if (is_top < 0 || is_spacing < 0)
            return -1;
        if (is_top || is_spacing)
            continue;
        if (is_mark)
            snprintf(name, sizeof name, "%s", token);
        else if (read_code_point(token, &code_points[count]) != 0)
            return fail(in, "not a character nor U+XXXX: %s", token);
        count++;
    }
    if (count == 0)
        return fail(in, "a drawing needs a %s", is_mark ? "name" : "character");
    if (in->rows == 0)
        return fail(in, "`rows` must come before the first drawing");
    if (spacing < 0 || spacing > 8)
        return fail(in, "spacing is 0 to 8 columns");
    font_picture picture;
    if (read_drawing(in, top, spacing, &picture) != 0)
        return -1;
    if (in->reading != READING_DRAWINGS)
        return 0;
    if (is_mark)
        return add_mark(in, name, &picture);
    for (size_t i = 0; i < count; i++) {
        if (find_glyph(in->out, code_points[i]))
            return fail(in, "U+%04X is drawn twice", (unsigned)code_points[i]);
        if (add_glyph(in, code_points[i], NO_BASE, &picture) != 0)
            return -1;
    }
    return 0;
}

/* Up to eight rising numbers, "3,5". */
static int read_list(reader *in, const char *text, int limit, int *numbers, int *count) {
    *count = 0;
    for (const char *p = text; *count < 8;) {
        char *end;
        long number = strtol(p, &end, 10);
        if (end == p || number < 0 || number >= limit)
            break;
        if (*count > 0 && number <= numbers[*count - 1])
            break;
        numbers[(*count)++] = (int)number;
        if (*end == '\0')
            return 0;
        if (*end != ',')
            break;
        p = end + 1;
    }
    return fail(in, "needs rising numbers below %d, such as 3,5: %s", limit, text);
}

static int shift_down(reader *in, font_picture *picture, int rows) {
    for (int x = 0; x < picture->width; x++) {
        uint64_t column = picture->columns[x];
        uint64_t moved = rows >= 0 ? column << rows : column >> -rows;
        uint64_t back = rows >= 0 ? moved >> rows : moved << -rows;
        if (back != column || moved >> in->rows != 0)
            return fail(in, "a part leaves the cell at the top or the bottom");
        picture->columns[x] = (uint32_t)moved;
    }
    return 0;
}

/* A part of a composition: a picture and where its ink begins against the first part's. */
typedef struct part {
    font_picture picture;
    int column; /* of the ink, when it is given */
    int has_column;
    int right;
} part;

static int apply_attribute(reader *in, const char *token, part *p) {
    int numbers[8];
    int count;
    int value = 0;
    int down = 0;
    if (strncmp(token, "cut=", 4) == 0 || strncmp(token, "narrow=", 7) == 0) {
        int rows = token[0] == 'c';
        int limit = rows ? in->rows : p->picture.width;
        if (read_list(in, strchr(token, '=') + 1, limit, numbers, &count) != 0)
            return -1;
        for (int i = 0; i < count && rows; i++)
            picture_cut_row(&p->picture, numbers[i]);
        for (int i = count - 1; i >= 0 && !rows; i--)
            picture_drop_column(&p->picture, numbers[i]);
        return 0;
    }
    if (strcmp(token, "flip=x") == 0 || strcmp(token, "flip=y") == 0) {
        if (token[5] == 'x')
            picture_flip_columns(&p->picture);
        else
            picture_flip_rows(&p->picture);
        return 0;
    }
    int found = read_attribute(in, token, "down", &down);
    if (found > 0)
        return shift_down(in, &p->picture, down);
    if (found == 0)
        found = read_attribute(in, token, "right", &p->right);
    if (found == 0) {
        found = read_attribute(in, token, "at", &value);
        if (found > 0) {
            p->column = value;
            p->has_column = 1;
        }
    }
    if (found == 0)
        return fail(in, "not an attribute of a part: %s", token);
    return found < 0 ? -1 : 0;
}

/* Adds the part's ink to the picture, which grows on either side as needed. */
static int join(reader *in, font_picture *whole, const part *p) {
    int from;
    int to;
    int part_from;
    int part_to;
    picture_ink(whole, &from, &to);
    picture_ink(&p->picture, &part_from, &part_to);
    int slack = (to - from) - (part_to - part_from);
    int centred = from + (slack >= 0 ? slack / 2 : -((1 - slack) / 2));
    int at = (p->has_column ? p->column : centred) + p->right;
    int gap = whole->advance - whole->width;
    int grow = at < 0 ? -at : 0;
    int width = at + part_to - part_from;
    width = (width > whole->width ? width : whole->width) + grow;
    if (width > FONT_COLUMNS_MAX - 8)
        return fail(in, "a glyph has at most %d columns", FONT_COLUMNS_MAX - 8);
    memmove(whole->columns + grow, whole->columns, (size_t)whole->width * sizeof *whole->columns);
    memset(whole->columns, 0, (size_t)grow * sizeof *whole->columns);
    for (int x = part_from; x < part_to; x++)
        whole->columns[at + grow + x - part_from] |= p->picture.columns[x];
    whole->width = width;
    whole->advance = width + gap;
    return 0;
}

/* One part: its name and its attributes, up to the next + or the end. */
static int read_part(reader *in, size_t *token, part *p, size_t *base) {
    const char *name = in->tokens[(*token)++];
    const font_picture *picture = find_mark(in->out, name);
    uint32_t code_point;
    *p = (part){0};
    if (!picture && read_code_point(name, &code_point) == 0) {
        const glyph *drawn = find_glyph(in->out, code_point);
        picture = drawn ? &drawn->picture : NULL;
        if (drawn && *base == NO_BASE)
            *base = (size_t)(drawn - in->out->glyphs);
    }
    if (!picture)
        return fail(in, "nothing is drawn by the name %s before this line", name);
    p->picture = *picture;
    while (*token < in->token_count && strcmp(in->tokens[*token], "+") != 0)
        if (apply_attribute(in, in->tokens[(*token)++], p) != 0)
            return -1;
    return 0;
}

/* compose CODE... = PART [+ PART]... ; what is drawn under a code wins. */
static int read_composition(reader *in) {
    uint32_t code_points[TOKENS_MAX];
    size_t count = 0;
    size_t token = 1;
    for (; token < in->token_count && strcmp(in->tokens[token], "=") != 0; token++)
        if (read_code_point(in->tokens[token], &code_points[count++]) != 0)
            return fail(in, "not a character nor U+XXXX: %s", in->tokens[token]);
    if (count == 0 || token + 1 >= in->token_count)
        return fail(in, "needs: compose CHARACTER... = PART [+ PART]...");
    if (in->reading != READING_COMPOSITIONS)
        return 0;
    font_picture whole = {0};
    size_t base = NO_BASE;
    for (int first = 1; token < in->token_count; first = 0) {
        part p;
        if (++token == in->token_count)
            return fail(in, "a part is missing at the end of the line");
        if (read_part(in, &token, &p, &base) != 0)
            return -1;
        if (first)
            whole = p.picture;
        else if (join(in, &whole, &p) != 0)
            return -1;
    }
    for (size_t i = 0; i < count; i++)
        if (!find_glyph(in->out, code_points[i]) &&
            add_glyph(in, code_points[i], base, &whole) != 0)
            return -1;
    return 0;
}

static kern_class *find_class(text_font *font, const char *name) {
    for (size_t i = 0; i < font->class_count; i++)
        if (strcmp(font->classes[i].name, name) == 0)
            return &font->classes[i];
    return NULL;
}

/* class NAME = CODE... */
static int read_class(reader *in) {
    text_font *font = in->out;
    if (in->reading != READING_KERNING)
        return 0;
    if (in->token_count < 4 || strcmp(in->tokens[2], "=") != 0)
        return fail(in, "needs: class NAME = CHARACTER...");
    if (strlen(in->tokens[1]) >= NAME_BYTES || find_class(font, in->tokens[1]))
        return fail(in, "the name of a class is new and has at most %d letters", NAME_BYTES - 1);
    if (font->class_count == CLASSES_MAX)
        return fail(in, "more than %d classes", CLASSES_MAX);
    kern_class *added = &font->classes[font->class_count];
    added->code_points = malloc((in->token_count - 3) * sizeof *added->code_points);
    if (!added->code_points)
        return fail(in, "out of memory");
    font->class_count++;
    memcpy(added->name, in->tokens[1], strlen(in->tokens[1]) + 1);
    for (size_t i = 3; i < in->token_count; i++)
        if (read_code_point(in->tokens[i], &added->code_points[added->count++]) != 0)
            return fail(in, "not a character nor U+XXXX: %s", in->tokens[i]);
    return 0;
}

static int mark_rule(reader *in, uint32_t code_point, int is_left, uint64_t rule) {
    glyph *drawn = find_glyph(in->out, code_point);
    if (!drawn)
        return fail(in, "U+%04X is kerned but not drawn", (unsigned)code_point);
    if (is_left)
        drawn->left_rules |= rule;
    else
        drawn->right_rules |= rule;
    return 0;
}

/* kern COLUMNS LEFT... : RIGHT... where LEFT and RIGHT are characters and @CLASSes */
static int read_kern(reader *in) {
    text_font *font = in->out;
    if (in->reading != READING_KERNING)
        return 0;
    char *end = NULL;
    long columns = in->token_count > 4 ? strtol(in->tokens[1], &end, 10) : 0;
    if (!end || *end != '\0' || columns < -8 || columns > 7)
        return fail(in, "needs: kern COLUMNS LEFT... : RIGHT... with -8 to 7 columns");
    if (font->rule_count == RULES_MAX)
        return fail(in, "more than %d rules of kerning", RULES_MAX);
    uint64_t rule = (uint64_t)1 << font->rule_count;
    font->rules[font->rule_count++] = (int)columns;
    int is_left = 1;
    for (size_t i = 2; i < in->token_count; i++) {
        const char *token = in->tokens[i];
        uint32_t code_point;
        const kern_class *class = token[0] == '@' && token[1] ? find_class(font, token + 1) : NULL;
        if (is_left && strcmp(token, ":") == 0) {
            is_left = 0;
            continue;
        }
        for (size_t k = 0; class && k < class->count; k++)
            if (mark_rule(in, class->code_points[k], is_left, rule) != 0)
                return -1;
        if (class)
            continue;
        if (read_code_point(token, &code_point) != 0)
            return fail(in, "neither a character nor a class: %s", token);
        if (mark_rule(in, code_point, is_left, rule) != 0)
            return -1;
    }
    return is_left ? fail(in, "a colon parts left from right") : 0;
}

static int read_number(reader *in, int least, int most, int *value) {
    char *end = NULL;
    long number = in->token_count == 2 ? strtol(in->tokens[1], &end, 10) : 0;
    if (!end || *end != '\0' || number < least || number > most)
        return fail(in, "%s needs a number from %d to %d", in->tokens[0], least, most);
    *value = (int)number;
    return 0;
}

static int read_name(reader *in) {
    in->name[0] = '\0';
    for (size_t i = 1; i < in->token_count; i++) {
        size_t used = strlen(in->name);
        snprintf(in->name + used, in->name_size - used, "%s%s", i > 1 ? " " : "", in->tokens[i]);
    }
    return 0;
}

static int read_directive(reader *in) {
    const char *word = in->tokens[0];
    if (strcmp(word, "glyph") == 0)
        return read_drawn(in, 0);
    if (strcmp(word, "mark") == 0)
        return read_drawn(in, 1);
    if (strcmp(word, "compose") == 0)
        return read_composition(in);
    if (strcmp(word, "class") == 0)
        return read_class(in);
    if (strcmp(word, "kern") == 0)
        return read_kern(in);
    if (strcmp(word, "name") == 0)
        return read_name(in);
    if (strcmp(word, "rows") == 0)
        return read_number(in, 1, FONT_ROWS_MAX, &in->rows);
    if (strcmp(word, "baseline") == 0)
        return read_number(in, 0, in->rows, &in->baseline);
    if (strcmp(word, "spacing") == 0)
        return read_number(in, 0, 8, &in->spacing);
    return fail(in, "unknown word: %s", word);
}

static int read_all(reader *in, const char *text, size_t size, reading pass) {
    in->at = text;
    in->end = text + size;
    in->line_number = 0;
    in->reading = pass;
    for (;;) {
        int found = next_line(in);
        if (found <= 0)
            return found;
        if (in->line[0] == '#')
            continue;
        if (split(in) != 0)
            return -1;
        if (in->token_count > 0 && read_directive(in) != 0)
            return -1;
    }
}

/* A letter with an accent is kerned like the letter. Bases always come before. */
static void inherit_kerning(text_font *font) {
    for (size_t i = 0; i < font->glyph_count; i++) {
        glyph *composed = &font->glyphs[i];
        if (composed->base == NO_BASE)
            continue;
        composed->left_rules |= font->glyphs[composed->base].left_rules;
        composed->right_rules |= font->glyphs[composed->base].right_rules;
    }
}

static int by_code_point(const void *a, const void *b) {
    uint32_t left = ((const glyph *)a)->code_point;
    uint32_t right = ((const glyph *)b)->code_point;
    return left < right ? -1 : left > right;
}

static const glyph *search(const text_font *font, uint32_t code_point) {
    glyph key = {.code_point = code_point};
    return font->glyph_count
               ? bsearch(&key, font->glyphs, font->glyph_count, sizeof key, by_code_point)
               : NULL;
}

static int has(const void *state, uint32_t code_point) {
    return search(state, code_point) != NULL;
}

static int draw(const void *state, uint32_t code_point, font_picture *picture) {
    const glyph *drawn = search(state, code_point);
    if (!drawn)
        return -1;
    *picture = drawn->picture;
    return 0;
}

/* How many columns the second picture can move left before their ink, diagonals included, is less
 * than `gap` columns apart. */
static int slack(const font_picture *before, const font_picture *after, int gap) {
    int least = before->advance;
    for (int x = 0; x < before->width; x++) {
        uint32_t ink = before->columns[x];
        uint32_t near = ink | ink << 1 | ink >> 1;
        int free_columns = 0;
        while (free_columns < after->width && !(after->columns[free_columns] & near))
            free_columns++;
        if (near == 0 || free_columns == after->width)
            continue;
        int columns = before->advance + free_columns - x - 1 - gap;
        least = columns < least ? columns : least;
    }
    return least > 0 ? least : 0;
}

static int kern(const void *state, uint32_t left, uint32_t right) {
    const text_font *font = state;
    const glyph *before = search(font, left);
    const glyph *after = search(font, right);
    uint64_t both = before && after ? before->left_rules & after->right_rules : 0;
    size_t rule = font->rule_count;
    while (rule > 0 && !(both >> (rule - 1) & 1))
        rule--;
    if (rule == 0)
        return 0;
    int most = slack(&before->picture, &after->picture, font->spacing);
    return font->rules[rule - 1] < -most ? -most : font->rules[rule - 1];
}

static size_t count(const void *state) {
    return ((const text_font *)state)->glyph_count;
}

static uint32_t code_point_at(const void *state, size_t index) {
    return ((const text_font *)state)->glyphs[index].code_point;
}

static void close_font(void *state) {
    text_font *font = state;
    for (size_t i = 0; i < font->class_count; i++)
        free(font->classes[i].code_points);
    free(font->glyphs);
    free(font->marks);
    free(font);
}

int font_text_open(font_source *font, const char *path, const char *text, size_t size, char *error,
                   size_t error_size) {
    static const font_kind kind = {has, draw, kern, count, code_point_at, close_font};
    text_font *out = calloc(1, sizeof *out);
    reader *in = calloc(1, sizeof *in);
    int result = -1;
    if (out && in) {
        *in = (reader){.out = out,
                       .path = path,
                       .spacing = 1,
                       .name = font->name,
                       .name_size = sizeof font->name,
                       .error = error,
                       .error_size = error_size};
        snprintf(font->name, sizeof font->name, "%s", path);
        result = read_all(in, text, size, READING_DRAWINGS);
        if (result == 0)
            result = read_all(in, text, size, READING_COMPOSITIONS);
        if (result == 0)
            result = read_all(in, text, size, READING_KERNING);
        if (result == 0 && out->glyph_count == 0)
            result = fail(in, "no glyph is drawn");
    } else {
        snprintf(error, error_size, "%s: out of memory", path);
    }
    if (result == 0) {
        out->spacing = in->spacing;
        inherit_kerning(out);
        qsort(out->glyphs, out->glyph_count, sizeof *out->glyphs, by_code_point);
        font->kind = &kind;
        font->state = out;
        font->rows = in->rows;
        font->baseline = in->baseline;
    } else if (out) {
        close_font(out);
    }
    free(in);
    return result;
}
