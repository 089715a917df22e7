/* SPDX-License-Identifier: MIT */
#include "film.h"

#include "gif.h"
#include "look.h"
#include "output.h"
#include "png_file.h"
#include "progress.h"
#include "stop.h"
#include "vcd.h"
#include "y4m.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PICTURE_WIDTH_MOST = 4096,
    PITCH_USUAL = 8,
    GIF_SAMPLES = 8,
    WARM_FRAMES = 120
};

typedef struct canvas {
    look_renderer *look;
    uint32_t *pixels;
    int width, height;
} canvas;

typedef struct film {
    session *s;
    const film_options *options;
    uint64_t frames, length; /* length: of the loop, microseconds; 0: by fps */
    uint32_t fps_milli;
    canvas canvas;
    vcd *wire;
    gif *gif;
    int hundredths; /* of a frame of the GIF */
    output gif_file, y4m_file;
    char message[SESSION_MESSAGE];
} film;

bool film_is_wanted(const film_options *options) {
    return options->hash || options->ascii || options->png || options->gif || options->y4m ||
           options->vcd || options->at_given || options->frames || options->loop;
}

static double usual_pitch(const light *leds) {
    double pitch = (double)(PICTURE_WIDTH_MOST / (leds->width + 8));
    if (pitch > PITCH_USUAL)
        return PITCH_USUAL;
    return pitch < LOOK_PITCH_LEAST ? LOOK_PITCH_LEAST : pitch;
}

static bool canvas_open(canvas *c, const session *s, uint32_t pitch_milli, char *message,
                        size_t message_size) {
    double pitch = pitch_milli ? pitch_milli / 1000.0 : usual_pitch(&s->light);
    *c = (canvas){look_open(s->look, s->light.width, s->light.height, pitch, LOOK_BEZEL_OWN), NULL,
                  0, 0};
    if (c->look) {
        c->width = look_width(c->look);
        c->height = look_height(c->look);
        c->pixels = calloc((size_t)c->width * (size_t)c->height, sizeof *c->pixels);
    }
    if (!c->pixels)
        snprintf(message, message_size,
                 "no picture of %dx%d LEDs with %g pixels per LED: "
                 "out of range or of memory",
                 s->light.width, s->light.height, pitch);
    return c->pixels != NULL;
}

static void canvas_close(canvas *c) {
    if (c->look)
        look_close(c->look);
    free(c->pixels);
    *c = (canvas){0};
}

static bool canvas_write(const canvas *c, const char *path, char *message, size_t message_size) {
    if (!png_file_write(path, c->pixels, c->width, c->height, c->width))
        return true;
    snprintf(message, message_size, "%s: %s", path, strerror(errno));
    return false;
}

static uint64_t frame_time(const film *f, uint64_t index) {
    uint64_t offset =
        f->length ? f->length * index / f->frames : index * UINT64_C(1000000000) / f->fps_milli;
    return f->options->at + offset;
}

/* ---- What is done with a frame --------------------------------------------------------------- */

static void print_hash(film *f, uint64_t index) {
    printf("%" PRIu64 "\t%" PRIu64 "\t%016" PRIx64 "\n", index, f->s->time,
           headless_hash(f->s->sign, f->s->time));
}

/* Several frames are told apart by their times, as in a golden file. */
static bool print_ascii(film *f) {
    char *picture = headless_ascii(f->s->sign, f->s->time);
    if (!picture)
        return false;
    if (f->frames > 1)
        printf("@%" PRIu64 "\n", f->s->time);
    fputs(picture, stdout);
    free(picture);
    return true;
}

/* out.png to out-0001.png for a series. */
static bool write_png(film *f, uint64_t index) {
    const char *path = f->options->png;
    if (f->frames == 1)
        return canvas_write(&f->canvas, path, f->message, sizeof f->message);
    const char *end = strrchr(path, '.');
    if (!end || strchr(end, '/'))
        end = path + strlen(path);
    size_t size = strlen(path) + 32;
    char *numbered = malloc(size);
    if (!numbered)
        return false;
    snprintf(numbered, size, "%.*s-%04" PRIu64 "%s", (int)(end - path), path, index, end);
    bool good = canvas_write(&f->canvas, numbered, f->message, sizeof f->message);
    free(numbered);
    return good;
}

static void draw(film *f) {
    session_expose(f->s);
    if (f->canvas.look)
        look_draw(f->canvas.look, &f->s->light, f->s->time, f->canvas.pixels, f->canvas.width);
}

static bool stream_failed(film *f, const char *path) {
    snprintf(f->message, sizeof f->message, "%s: %s", strcmp(path, "-") ? path : "standard output",
             strerror(errno ? errno : EIO));
    return false;
}

static bool take_frame(film *f, uint64_t index) {
    f->s->time = frame_time(f, index);
    if (f->options->hash)
        print_hash(f, index);
    if (f->options->ascii && !print_ascii(f))
        return false;
    if (f->canvas.look || f->wire)
        draw(f);
    if (f->options->png && !write_png(f, index))
        return false;
    if (f->gif && !gif_frame(f->gif, f->canvas.pixels, f->hundredths))
        return stream_failed(f, f->options->gif);
    if (f->y4m_file.stream &&
        !y4m_frame(f->y4m_file.stream, f->canvas.pixels, f->canvas.width, f->canvas.height))
        return stream_failed(f, f->options->y4m);
    if (ferror(stdout)) {
        snprintf(f->message, sizeof f->message, "standard output: %s", strerror(errno));
        return false;
    }
    return true;
}

/* ---- The whole film -------------------------------------------------------------------------- */

/* How many frames, and from when to when. */
static bool plan(film *f, film_options *own) {
    f->fps_milli = own->fps_milli ? own->fps_milli : own->gif ? 50000 : 60000;
    if (own->gif) {
        f->hundredths = (int)((100000 + f->fps_milli / 2) / f->fps_milli);
        f->hundredths =
            f->hundredths < 2 ? 2 : f->hundredths; /* browsers slow down what is faster */
        f->fps_milli = 100000 / (uint32_t)f->hundredths;
    }
    f->frames = own->frames ? own->frames : 1;
    if (!own->loop)
        return true;
    session_status status;
    session_status_now(f->s, &status);
    if (!status.sign.loop) {
        snprintf(f->message, sizeof f->message, "--loop: the programme has no end");
        return false;
    }
    f->length = status.sign.loop * f->s->rate_den / f->s->rate_num;
    if (!own->at_given)
        own->at = f->length; /* the first time round the sign begins empty */
    if (!own->frames)
        f->frames = (f->length * f->fps_milli + 999999999) / 1000000000;
    return true;
}

/* Filaments and discs begin a loop as its end leaves them. */
static void warm_up(film *f) {
    uint64_t before = f->frames < WARM_FRAMES ? f->frames : WARM_FRAMES;
    if (!f->length || !f->canvas.look || f->options->at < f->length)
        return;
    for (uint64_t i = f->frames - before; i < f->frames; i++) {
        f->s->time = frame_time(f, i) - f->length;
        session_expose(f->s);
        look_draw(f->canvas.look, &f->s->light, f->s->time, f->canvas.pixels, f->canvas.width);
    }
}

static bool shoot(film *f) {
    progress bar;
    progress_begin(&bar, "recording", f->frames);
    bool good = true;
    warm_up(f);
    for (uint64_t i = 0; good && i < f->frames; i++) {
        good = take_frame(f, i);
        progress_at(&bar, i + 1);
        if (good && stop_wanted()) {
            snprintf(f->message, sizeof f->message, "stopped");
            good = false;
        }
    }
    progress_end(&bar);
    return good;
}

/* ---- The wire -------------------------------------------------------------------------------- */

static bool open_wire(film *f) {
    if (!f->options->vcd)
        return true;
    const panel_info *about = panel_about(f->s->panel);
    f->wire =
        vcd_create(f->options->vcd, about->pin_names, about->pins, f->message, sizeof f->message);
    if (f->wire)
        panel_watch(f->s->panel, vcd_change, f->wire);
    return f->wire != NULL;
}

static bool close_wire(film *f, bool good) {
    if (!f->wire)
        return good;
    panel_watch(f->s->panel, NULL, NULL);
    if (good)
        return vcd_finish(f->wire, f->message, sizeof f->message);
    vcd_abandon(f->wire);
    return false;
}

/* ---- Films ----------------------------------------------------------------------------------- */

/* The colours of a few frames from all over the film. */
static bool open_gif(film *f) {
    if (!f->options->gif)
        return true;
    f->gif = gif_create(f->canvas.width, f->canvas.height);
    if (!f->gif)
        return false;
    uint64_t samples = f->frames < GIF_SAMPLES ? f->frames : GIF_SAMPLES;
    for (uint64_t i = 0; i < samples; i++) {
        f->s->time = frame_time(f, i * f->frames / samples);
        draw(f);
        gif_sample(f->gif, f->canvas.pixels);
    }
    look_reset(f->canvas.look);
    if (!output_open(&f->gif_file, f->options->gif, f->message, sizeof f->message))
        return false;
    return gif_begin(f->gif, f->gif_file.stream) || stream_failed(f, f->options->gif);
}

static bool open_y4m(film *f) {
    if (!f->options->y4m)
        return true;
    if (!output_open(&f->y4m_file, f->options->y4m, f->message, sizeof f->message))
        return false;
    return y4m_begin(f->y4m_file.stream, f->canvas.width, f->canvas.height, f->fps_milli) ||
           stream_failed(f, f->options->y4m);
}

static bool close_films(film *f, bool good) {
    if (good && f->gif)
        good = (gif_end(f->gif) || stream_failed(f, f->options->gif)) &&
               output_close(&f->gif_file, f->message, sizeof f->message);
    if (good && f->y4m_file.stream)
        good = output_close(&f->y4m_file, f->message, sizeof f->message);
    output_drop(&f->gif_file);
    output_drop(&f->y4m_file);
    gif_close(f->gif);
    return good;
}

int film_run(session *s, const film_options *options) {
    film_options own = *options;
    film f = {.s = s, .options = &own, .message = "out of memory"};
    stop_watch_pipe();
    bool good = plan(&f, &own);
    if (good && (own.png || own.gif || own.y4m))
        good = canvas_open(&f.canvas, s, own.pitch_milli, f.message, sizeof f.message);
    good = good && open_gif(&f) && open_y4m(&f) && open_wire(&f) && shoot(&f);
    good = close_wire(&f, good);
    good = close_films(&f, good);
    canvas_close(&f.canvas);
    if (good && (fflush(stdout) || ferror(stdout))) {
        snprintf(f.message, sizeof f.message, "standard output: %s", strerror(errno));
        good = false;
    }
    if (good)
        return 0;
    stop_if_pipe_broke();
    fprintf(stderr, "motograph-sim: %s\n", f.message);
    return stop_wanted() ? stop_status() : 1;
}

bool film_picture(session *s, const char *path, uint32_t pitch_milli, char *message,
                  size_t message_size) {
    canvas c;
    bool good = canvas_open(&c, s, pitch_milli, message, message_size);
    if (good) {
        session_expose(s);
        look_draw(c.look, &s->light, s->time, c.pixels, c.width);
        good = canvas_write(&c, path, message, message_size);
    }
    canvas_close(&c);
    return good;
}

void film_picture_name(const session *s, char *name, size_t size) {
    unsigned long long milliseconds = s->time / 1000;
    for (int i = 1; i < 1000; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof number, "-%d", i);
        snprintf(name, size, "motograph-%llu.%03llus%s.png", milliseconds / 1000,
                 milliseconds % 1000, number);
        if (access(name, F_OK))
            return;
    }
}
