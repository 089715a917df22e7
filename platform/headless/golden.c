/* SPDX-License-Identifier: MIT */
#include "headless.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    MARGIN = 6,
    SHOWN_COLUMNS = 100,
    SHIFT_MOST = 8
};

/* Two pictures of the same size, each as headless_ascii gives them. */
typedef struct pair {
    const char *path;
    uint64_t time;
    int width, height;
    const char *golden, *frame;
} pair;

typedef struct box {
    int left, right, top, bottom; /* inclusive */
    int count;
} box;

static char led(const pair *p, const char *picture, int x, int y) {
    return picture[(size_t)y * ((size_t)p->width + 1) + (size_t)x];
}

static box difference(const pair *p) {
    box found = {p->width, -1, p->height, -1, 0};
    for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
            if (led(p, p->golden, x, y) == led(p, p->frame, x, y))
                continue;
            found.count++;
            found.left = x < found.left ? x : found.left;
            found.right = x > found.right ? x : found.right;
            found.top = y < found.top ? y : found.top;
            found.bottom = y > found.bottom ? y : found.bottom;
        }
    }
    return found;
}

/* Whether the frame shows the golden picture moved by dx, dy, as far as both are seen. */
static bool is_moved(const pair *p, int dx, int dy) {
    int seen = 0;
    for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
            if (x - dx < 0 || x - dx >= p->width)
                continue;
            if (y - dy < 0 || y - dy >= p->height)
                continue;
            if (led(p, p->frame, x, y) != led(p, p->golden, x - dx, y - dy))
                return false;
            seen += led(p, p->frame, x, y) == '#';
        }
    }
    return seen > 0;
}

static void print_move(const pair *p, FILE *report) {
    for (int far = 1; far <= SHIFT_MOST; far++) {
        const struct {
            int dx, dy;
            const char *unit, *way;
        } moves[] = {{-far, 0, "column", "to the left"},
                     {far, 0, "column", "to the right"},
                     {0, -far, "row", "up"},
                     {0, far, "row", "down"}};
        for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
            if (!is_moved(p, moves[i].dx, moves[i].dy))
                continue;
            fprintf(report, ": the frame is the golden one moved %d %s%s %s", far, moves[i].unit,
                    far == 1 ? "" : "s", moves[i].way);
            return;
        }
    }
}

static void print_picture(const pair *p, const box *where, FILE *report) {
    int left = where->left > MARGIN ? where->left - MARGIN : 0;
    int right = where->right + MARGIN < p->width ? where->right + MARGIN : p->width - 1;
    bool cut = right - left >= SHOWN_COLUMNS;
    if (cut)
        right = left + SHOWN_COLUMNS - 1;
    fprintf(report, "        %d\n", left);
    for (int y = where->top; y <= where->bottom; y++) {
        fprintf(report, "  %4d  ", y);
        for (int x = left; x <= right; x++) {
            char is = led(p, p->frame, x, y);
            char wanted = led(p, p->golden, x, y);
            char differs = is == '#' ? '+' : '-';
            fputc(is == wanted ? is : differs, report);
        }
        fputs(cut ? "...\n" : "\n", report);
    }
    fputs("        + lit, should be dark    - dark, should be lit\n", report);
}

/* Whether they differ. */
static bool tell_difference(const pair *p, FILE *report) {
    box where = difference(p);
    if (where.count == 0)
        return false;
    fprintf(report, "%s: frame @%llu: %d of %d LEDs differ (columns %d to %d, rows %d to %d)",
            p->path, (unsigned long long)p->time, where.count, p->width * p->height, where.left,
            where.right, where.top, where.bottom);
    print_move(p, report);
    fputc('\n', report);
    print_picture(p, &where, report);
    return true;
}

/* Reads the next frame of the golden file; false with a report when it is not what it should be. */
static bool read_golden(FILE *in, const pair *p, char *golden, FILE *report) {
    char head[64];
    unsigned long long time;
    if (!fgets(head, sizeof head, in)) {
        fprintf(report, "%s: has no frame @%llu\n", p->path, (unsigned long long)p->time);
        return false;
    }
    if (sscanf(head, "@%llu", &time) != 1 || time != p->time) {
        fprintf(report, "%s: has \"%.*s\" where frame @%llu should begin\n", p->path,
                (int)strcspn(head, "\r\n"), head, (unsigned long long)p->time);
        return false;
    }
    size_t width = (size_t)p->width;
    for (int y = 0; y < p->height; y++) {
        char *row = golden + (size_t)y * (width + 1);
        bool whole = fread(row, 1, width + 1, in) == width + 1 && row[width] == '\n' &&
                     strspn(row, "#.") == width;
        if (whole)
            continue;
        fprintf(report, "%s: frame @%llu, row %d: not %d of the characters # and .\n", p->path,
                time, y, p->width);
        return false;
    }
    return true;
}

static int compare_all(headless *sign, FILE *in, const char *path, uint64_t from, uint64_t step,
                       unsigned count, FILE *report) {
    pair p = {.path = path, .width = headless_width(sign), .height = headless_height(sign)};
    char *golden = malloc(((size_t)p.width + 1) * (size_t)p.height + 1);
    unsigned same = 0;
    for (unsigned i = 0; golden && i < count; i++) {
        p.time = from + i * step;
        if (!read_golden(in, &p, golden, report))
            break;
        char *frame = headless_ascii(sign, p.time);
        if (!frame)
            break;
        p.golden = golden;
        p.frame = frame;
        same += !tell_difference(&p, report);
        free(frame);
    }
    free(golden);
    return (int)(count - same);
}

static bool write_frames(headless *sign, FILE *out, uint64_t from, uint64_t step, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        uint64_t time = from + i * step;
        char *frame = headless_ascii(sign, time);
        if (!frame)
            return false;
        fprintf(out, "@%llu\n%s", (unsigned long long)time, frame);
        free(frame);
    }
    return !ferror(out);
}

static int update(headless *sign, const char *path, uint64_t from, uint64_t step, unsigned count,
                  FILE *report) {
    size_t size = strlen(path) + sizeof ".new";
    char *beside = malloc(size);
    if (!beside)
        return (int)count;
    snprintf(beside, size, "%s.new", path);
    FILE *out = fopen(beside, "wb");
    bool good = out && write_frames(sign, out, from, step, count);
    if (out)
        good = !fclose(out) && good;
    good = good && !rename(beside, path);
    if (good)
        fprintf(report, "%s: updated\n", path);
    else
        fprintf(report, "%s: %s\n", path, strerror(errno));
    if (!good)
        remove(beside);
    free(beside);
    return good ? 0 : (int)count;
}

int headless_compare(headless *sign, const char *path, uint64_t from, uint64_t step, unsigned count,
                     FILE *report) {
    const char *wish = getenv("MOTOGRAPH_UPDATE_GOLDENS");
    if (wish && !strcmp(wish, "1"))
        return update(sign, path, from, step, count, report);
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(report, "%s: %s (MOTOGRAPH_UPDATE_GOLDENS=1 writes it)\n", path, strerror(errno));
        return (int)count;
    }
    int wrong = compare_all(sign, in, path, from, step, count, report);
    fclose(in);
    return wrong;
}

int headless_expect(headless *sign, const char *path, uint64_t from, uint64_t step,
                    unsigned count) {
    return headless_compare(sign, path, from, step, count, stderr);
}
