/* SPDX-License-Identifier: MIT
 *
 * What a picture of the marquee costs: CPU time per frame of every look and size, of a picture in
 * which a fifth of the LEDs change from frame to frame (scattered, as under a scrolling text), all
 * of them, one, and none. Beside it the floor: ready-made dots, one looked up for each LED and
 * copied into the same buffer, with no halo, no bezel and 4 bits of colour. "-presented" is the
 * same through a streaming texture to the picture on show, by SDL's software renderer and its dummy
 * driver, as a window has to; "-floors" says how many times its floor a look costs, each beside the
 * floor of its kind.
 *
 *     bench_marquee                 name value unit, a line each
 *     bench_marquee LOOK WxH FRAMES draws so many frames of the fifth and prints nothing, to be
 *                                   counted by callgrind --toggle-collect=look_draw
 */
#define _DEFAULT_SOURCE
#include "look.h"

#ifdef MOTOGRAPH_SDL2
#include <SDL.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __linux__
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

enum {
    PITCH = 8,
    ROUNDS = 7,
    SCENES = 4
};

typedef struct size {
    int wide, high;
} size;

static const size sizes[] = {{64, 16}, {128, 32}, {192, 32}, {256, 64}, {512, 64}};
static const char *const scene_name[SCENES] = {"", "-all", "-one", "-still"};

static double cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Instructions in user space, or -1 where the machine does not count them for us. */
static int counter_open(void) {
#ifdef __linux__
    struct perf_event_attr what;
    memset(&what, 0, sizeof what);
    what.size = sizeof what;
    what.type = PERF_TYPE_HARDWARE;
    what.config = PERF_COUNT_HW_INSTRUCTIONS;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    return (int)syscall(SYS_perf_event_open, &what, 0, -1, -1, 0);
#else
    return -1;
#endif
}

static long long counter_read(int counter) {
    long long value = 0;
#ifdef __linux__
    if (counter < 0 || read(counter, &value, sizeof value) != sizeof value)
        return 0;
#else
    (void)counter;
#endif
    return value;
}

static uint32_t scatter(uint32_t x) {
    x = (x ^ x >> 16) * 0x7feb352du;
    x = (x ^ x >> 15) * 0x846ca68bu;
    return x ^ x >> 16;
}

static light_led colour(uint32_t h) {
    return (light_led){(uint16_t)h, (uint16_t)(h >> 8), (uint16_t)(h >> 16)};
}

/* A scene goes from one frame to the next. A change takes an LED from dark to light or back, which
 * flip-dots see too. */
static void scene_step(light *now, int scene, uint32_t frame) {
    static const uint32_t part[SCENES] = {65536 / 5, 65536, 0, 0};
    uint32_t count = (uint32_t)(now->width * now->height);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t h = scatter(i * 977u + frame * 0x9e3779b9u);
        if ((h & 0xffff) < part[scene])
            now->leds[i] = now->leds[i].red ? (light_led){0, 0, 0} : colour(h | 0x8001);
    }
    if (scene == 2)
        now->leds[count / 2] = colour(frame & 1 ? 0xffffff : 0);
}

/* The floor: 4096 dots in 16 levels of each channel, ready to be copied. */
static uint32_t *make_dots(void) {
    uint32_t *dots = malloc(4096 * PITCH * PITCH * sizeof *dots);
    for (uint32_t i = 0; dots && i < 4096 * PITCH * PITCH; i++) {
        uint32_t code = i / (PITCH * PITCH), at = i % (PITCH * PITCH);
        int x = (int)(at % PITCH) * 2 - PITCH + 1, y = (int)(at / PITCH) * 2 - PITCH + 1;
        uint32_t lit = x * x + y * y < 38 ? 17u : 2u;
        dots[i] =
            0xff000000u | (code >> 8) * lit << 16 | (code >> 4 & 15) * lit << 8 | (code & 15) * lit;
    }
    return dots;
}

static void draw_floor(const uint32_t *dots, const light *now, uint32_t *pixels, int stride) {
    for (int y = 0; y < now->height; y++)
        for (int x = 0; x < now->width; x++) {
            light_led led = now->leds[(size_t)y * (size_t)now->width + (size_t)x];
            uint32_t code = (led.red >> 12u) * 256u + (led.green >> 12u) * 16u + (led.blue >> 12u);
            const uint32_t *dot = dots + code * PITCH * PITCH;
            uint32_t *to = pixels + (size_t)(y * PITCH) * (size_t)stride + (size_t)(x * PITCH);
            for (int row = 0; row < PITCH; row++, dot += PITCH, to += stride)
                memcpy(to, dot, PITCH * sizeof *dot);
        }
}

/* What a window does with a picture. */
typedef struct show {
#ifdef MOTOGRAPH_SDL2
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
#endif
    int open;
} show;

#ifdef MOTOGRAPH_SDL2
static void show_open(show *s, int width, int height) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) == 0)
        s->window = SDL_CreateWindow("bench", 0, 0, width, height, 0);
    if (s->window)
        s->renderer = SDL_CreateRenderer(s->window, -1, SDL_RENDERER_SOFTWARE);
    if (s->renderer)
        s->texture = SDL_CreateTexture(s->renderer, SDL_PIXELFORMAT_ARGB8888,
                                       SDL_TEXTUREACCESS_STREAMING, width, height);
    s->open = s->texture != NULL;
}

static void show_close(show *s) {
    if (s->texture)
        SDL_DestroyTexture(s->texture);
    if (s->renderer)
        SDL_DestroyRenderer(s->renderer);
    if (s->window)
        SDL_DestroyWindow(s->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static void show_picture(show *s, const uint32_t *pixels, int stride, look_rectangle part) {
    SDL_Rect area = {part.x, part.y, part.width, part.height};
    if (part.width > 0)
        SDL_UpdateTexture(s->texture, &area, pixels + (size_t)part.y * (size_t)stride + part.x,
                          stride * 4);
    SDL_RenderCopy(s->renderer, s->texture, NULL, NULL);
    SDL_RenderPresent(s->renderer);
}
#else
static void show_open(show *s, int width, int height) {
    (void)s;
    (void)width;
    (void)height;
}

static void show_close(show *s) {
    (void)s;
}

static void show_picture(show *s, const uint32_t *pixels, int stride, look_rectangle part) {
    (void)s;
    (void)pixels;
    (void)stride;
    (void)part;
}
#endif

typedef struct bench {
    show show;
    int presents; /* frames go to the show */
    light now;
    look_renderer *look; /* null: the floor */
    const uint32_t *dots;
    uint32_t *pixels;
    int stride, rows;
    uint32_t frame;
    int counter;
} bench;

typedef struct cost {
    double ms;
    double instructions;
} cost;

static void draw(bench *b) {
    look_rectangle part = {0, 0, b->stride, b->rows};
    if (b->look)
        part = look_draw(b->look, &b->now, (uint64_t)b->frame * 16667, b->pixels, b->stride);
    else
        draw_floor(b->dots, &b->now, b->pixels, b->stride);
    if (b->presents)
        show_picture(&b->show, b->pixels, b->stride, part);
}

static cost one_round(bench *b, int scene, int frames) {
    cost sum = {0, 0};
    for (int i = 0; i < frames; i++) {
        scene_step(&b->now, scene, ++b->frame);
        long long before = counter_read(b->counter);
        double start = cpu_ms();
        draw(b);
        sum.ms += cpu_ms() - start;
        sum.instructions += (double)(counter_read(b->counter) - before);
    }
    return (cost){sum.ms / frames, sum.instructions / frames};
}

/* The best of some rounds: what the others show beyond it is the rest of the machine. */
static cost measure(bench *b, int scene) {
    int frames = 4 + 60000 / (b->now.width * b->now.height);
    cost best = one_round(b, scene, frames);
    for (int i = 1; i < ROUNDS; i++) {
        cost c = one_round(b, scene, frames);
        best = c.ms < best.ms ? c : best;
    }
    return best;
}

static int open_bench(bench *b, const char *look, size s, const uint32_t *dots) {
    *b = (bench){.dots = dots, .counter = counter_open()};
    b->now = light_make(s.wide, s.high);
    b->look = look ? look_open(look, s.wide, s.high, PITCH, LOOK_BEZEL_OWN) : NULL;
    if (!b->now.leds || (look && !b->look))
        return -1;
    b->stride = b->look ? look_width(b->look) : s.wide * PITCH;
    b->rows = b->look ? look_height(b->look) : s.high * PITCH;
    b->pixels = calloc((size_t)b->stride * (size_t)b->rows, sizeof *b->pixels);
    show_open(&b->show, b->stride, b->rows);
    return b->pixels ? 0 : -1;
}

static void close_bench(bench *b) {
#ifdef __linux__
    if (b->counter >= 0)
        close(b->counter);
#endif
    show_close(&b->show);
    look_close(b->look);
    light_free(&b->now);
    free(b->pixels);
}

static double report(bench *b, const char *name, size s, int scene, double floor_ms) {
    char full[96];
    cost c = measure(b, scene);
    snprintf(full, sizeof full, "marquee-%dx%d-p%d-%s%s%s", s.wide, s.high, PITCH, name,
             scene_name[scene], b->presents ? "-presented" : "");
    printf("%s %.4f ms\n", full, c.ms);
    if (c.instructions > 0)
        printf("%s-instructions %.0f instructions\n", full, c.instructions);
    if (floor_ms > 0 && scene < 2)
        printf("%s-floors %.2f times\n", full, c.ms / floor_ms);
    fflush(stdout);
    return c.ms;
}

static int bench_size(size s, const uint32_t *dots) {
    bench b;
    if (open_bench(&b, NULL, s, dots) != 0)
        return -1;
    double floor_ms[2] = {report(&b, "floor", s, 1, 0), 0};
    b.presents = b.show.open;
    if (b.presents)
        floor_ms[1] = report(&b, "floor", s, 1, 0);
    close_bench(&b);
    for (int i = 0; i < look_count(); i++) {
        if (open_bench(&b, look_name(i), s, NULL) != 0)
            return -1;
        for (int scene = 0; scene < SCENES * (1 + b.show.open); scene++) {
            b.presents = scene >= SCENES;
            report(&b, look_name(i), s, scene % SCENES, floor_ms[b.presents]);
        }
        close_bench(&b);
    }
    return 0;
}

static int draw_only(char **words) {
    size s;
    bench b;
    if (sscanf(words[2], "%dx%d", &s.wide, &s.high) != 2 || look_find(words[1]) < 0)
        return 2;
    if (open_bench(&b, words[1], s, NULL) != 0)
        return 1;
    for (int i = atoi(words[3]); i > 0; i--) {
        scene_step(&b.now, 0, ++b.frame);
        draw(&b);
    }
    close_bench(&b);
    return 0;
}

int main(int count, char **words) {
    if (count == 4)
        return draw_only(words);
    uint32_t *dots = make_dots();
    int failed = !dots;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && !failed; i++)
        failed = bench_size(sizes[i], dots);
    free(dots);
    if (failed)
        fprintf(stderr, "bench_marquee: out of memory\n");
    return failed != 0;
}
