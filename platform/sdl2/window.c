/* SPDX-License-Identifier: MIT */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STRIP_POINTS = 58, /* height of status line and timeline */
    STATUS_POINTS = 26,
    MARGIN_POINTS = 10,
    TEXT_POINTS = 13,
    WIDTH_USUAL = 1280,
    SHOWN_US = 3000000,
    FADE_US = 600000,
    NOTICE_US = 6000000,
};

uint64_t window_now(const window *w) {
    if (w->options.clock)
        return w->options.clock(w->options.clock_self);
    uint64_t count = SDL_GetPerformanceCounter(), hertz = SDL_GetPerformanceFrequency();
    return count / hertz * 1000000 + count % hertz * 1000000 / hertz;
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* As wide as is usual, or as the screen allows, and as high as the panel makes it. */
static void first_size(const session *s, int *width, int *height) {
    SDL_Rect screen = {0, 0, WIDTH_USUAL, WIDTH_USUAL};
    SDL_GetDisplayUsableBounds(0, &screen);
    *width = screen.w * 9 / 10 < WIDTH_USUAL ? screen.w * 9 / 10 : WIDTH_USUAL;
    int room = screen.h * 8 / 10 - STRIP_POINTS;
    double pitch = look_fit(s->light.width, s->light.height, *width - 2 * MARGIN_POINTS,
                            room - 2 * MARGIN_POINTS);
    *width = (int)((s->light.width + 7) * pitch) + 2 * MARGIN_POINTS;
    *height = (int)((s->light.height + 7) * pitch) + 2 * MARGIN_POINTS + STRIP_POINTS;
    *width = *width < 480 ? 480 : *width > screen.w ? screen.w : *width;
    *height = *height < 120 ? 120 : *height > screen.h ? screen.h : *height;
}

static SDL_Renderer *make_renderer(SDL_Window *of) {
    SDL_Renderer *made =
        SDL_CreateRenderer(of, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (!made)
        made = SDL_CreateRenderer(of, -1, SDL_RENDERER_SOFTWARE | SDL_RENDERER_PRESENTVSYNC);
    return made ? made : SDL_CreateRenderer(of, -1, SDL_RENDERER_SOFTWARE);
}

static double display_refresh(SDL_Window *of) {
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(of);
    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode))
        return 0;
    return mode.refresh_rate;
}

static void set_title(const window *w) {
    const moto_rom *rom = headless_rom(w->session->sign);
    char title[160];
    snprintf(title, sizeof title, "Motograph%s%.*s", rom->title_bytes ? " - " : "",
             rom->title_bytes < 100 ? rom->title_bytes : 100, (const char *)rom->title);
    SDL_SetWindowTitle(w->window, title);
}

static bool open_all(window *w, char *message, size_t message_size) {
    int width, height;
    first_size(w->session, &width, &height);
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    if (w->options.full_screen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    w->full_screen = w->options.full_screen;
    w->window = SDL_CreateWindow("Motograph", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                 height, flags);
    w->renderer = w->window ? make_renderer(w->window) : NULL;
    if (!w->renderer) {
        snprintf(message, message_size, "no window: %s", SDL_GetError());
        return false;
    }
    SDL_SetWindowMinimumSize(w->window, 320, 100);
    SDL_SetRenderDrawBlendMode(w->renderer, SDL_BLENDMODE_BLEND);
    w->refresh = display_refresh(w->window);
    if (!window_lay_out(w, message, message_size))
        return false;
    set_title(w);
    return true;
}

window *window_open(session *s, const window_options *options, char *message, size_t message_size) {
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO)) {
        snprintf(message, message_size, "no window: %s", SDL_GetError());
        return NULL;
    }
    window *w = calloc(1, sizeof *w);
    if (!w) {
        snprintf(message, message_size, "out of memory");
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return NULL;
    }
    w->session = s;
    w->options = *options;
    if (!open_all(w, message, message_size)) {
        window_close(w);
        return NULL;
    }
    char no_font[SESSION_MESSAGE];
    w->hud = hud_open(w->renderer, options->hud_font, (int)(TEXT_POINTS * w->scale), no_font,
                      sizeof no_font);
    if (!w->hud)
        fprintf(stderr, "motograph-sim: %s\n", no_font);
    SDL_EventState(SDL_DROPFILE, SDL_ENABLE);
    SDL_StopTextInput();
    w->last_real = w->touched = window_now(w);
    return w;
}

void window_close(window *w) {
    if (w->hud)
        hud_close(w->hud);
    if (w->look)
        look_close(w->look);
    free(w->pixels);
    if (w->texture)
        SDL_DestroyTexture(w->texture);
    if (w->renderer)
        SDL_DestroyRenderer(w->renderer);
    if (w->window)
        SDL_DestroyWindow(w->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(w);
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static void place(window *w) {
    int width, height;
    SDL_GetRendererOutputSize(w->renderer, &w->width, &w->height);
    SDL_GetWindowSize(w->window, &width, &height);
    w->scale = width > 0 ? (double)w->width / width : 1;
    int strip = (int)(STRIP_POINTS * w->scale), status = (int)(STATUS_POINTS * w->scale);
    int margin = (int)(MARGIN_POINTS * w->scale);
    int top = w->height - strip;
    w->status = (SDL_Rect){margin, top, w->width - 2 * margin, status};
    w->timeline = (SDL_Rect){margin, top + status, w->width - 2 * margin, strip - status - margin};
}

/* Where the picture goes, made smaller when even the finest pitch does not fit. */
static void place_panel(window *w) {
    int room_width = w->width, room_height = w->status.y;
    int width = look_width(w->look), height = look_height(w->look);
    double fit = 1;
    if (width > room_width)
        fit = (double)room_width / width;
    if (height * fit > room_height && room_height > 0)
        fit = (double)room_height / height;
    width = width * fit < 1 ? 1 : (int)(width * fit);
    height = height * fit < 1 ? 1 : (int)(height * fit);
    w->panel = (SDL_Rect){(room_width - width) / 2, (room_height - height) / 2, width, height};
}

bool window_lay_out(window *w, char *message, size_t message_size) {
    const session *s = w->session;
    place(w);
    int margin = (int)(MARGIN_POINTS * w->scale);
    double pitch =
        look_fit(s->light.width, s->light.height, w->width - 2 * margin, w->status.y - 2 * margin);
    if (pitch > LOOK_PITCH_MOST)
        pitch = LOOK_PITCH_MOST;
    look_renderer *look =
        look_open(s->look, s->light.width, s->light.height, pitch, LOOK_BEZEL_OWN);
    int width = look ? look_width(look) : 0, height = look ? look_height(look) : 0;
    uint32_t *pixels = look ? calloc((size_t)width * (size_t)height, sizeof *pixels) : NULL;
    SDL_Texture *texture = pixels ? SDL_CreateTexture(w->renderer, SDL_PIXELFORMAT_ARGB8888,
                                                      SDL_TEXTUREACCESS_STREAMING, width, height)
                                  : NULL;
    if (!texture) {
        snprintf(message, message_size, "no picture of %dx%d pixels: %s", width, height,
                 pixels ? SDL_GetError() : "out of memory");
        if (look)
            look_close(look);
        free(pixels);
        return false;
    }
    if (w->look)
        look_close(w->look);
    if (w->texture)
        SDL_DestroyTexture(w->texture);
    free(w->pixels);
    w->look = look;
    w->pixels = pixels;
    w->texture = texture;
    w->generation = s->generation;
    place_panel(w);
    return true;
}

window_area window_where(const window *w, window_part part) {
    SDL_Rect found = part == WINDOW_PANEL      ? w->panel
                     : part == WINDOW_TIMELINE ? w->timeline
                                               : w->status;
    return (window_area){found.x, found.y, found.w, found.h};
}

/* ---- A frame --------------------------------------------------------------------------------- */

static int faded(uint64_t since, uint64_t shown) {
    if (since < shown)
        return 255;
    if (since >= shown + FADE_US)
        return 0;
    return (int)(255 - (since - shown) * 255 / FADE_US);
}

/* The pointer stops time: it drags, or rests on the panel. */
static bool is_held(const window *w) {
    return w->drag != DRAG_NONE || (w->options.hover_pause && w->hovering);
}

int window_hud_visible(const window *w) {
    if (!w->hud || w->hud_off)
        return 0;
    if (w->session->typing || w->session->wants_help || w->session->paused || is_held(w))
        return 255;
    return faded(window_now(w) - w->touched, SHOWN_US);
}

static void draw_panel(window *w) {
    session_expose(w->session);
    look_rectangle changed =
        look_draw(w->look, &w->session->light, w->session->time, w->pixels, look_width(w->look));
    if (changed.width) {
        SDL_Rect part = {changed.x, changed.y, changed.width, changed.height};
        const uint32_t *first =
            w->pixels + (size_t)changed.y * (size_t)look_width(w->look) + changed.x;
        SDL_UpdateTexture(w->texture, &part, first, look_width(w->look) * 4);
    }
    SDL_RenderCopy(w->renderer, w->texture, NULL, &w->panel);
}

void window_draw(window *w) {
    SDL_SetRenderDrawColor(w->renderer, 11, 12, 14, 255);
    SDL_RenderClear(w->renderer);
    draw_panel(w);
    if (!w->hud)
        return;
    session_status status;
    session_status_now(w->session, &status);
    hud_place where = {.status = w->status, .timeline = w->timeline, .panel = w->panel};
    where.alpha = window_hud_visible(w);
    where.held = is_held(w);
    if (w->notices)
        where.notice_alpha = faded(window_now(w) - w->noticed, NOTICE_US);
    hud_draw(w->hud, w->session, &status, w->rate, &where);
}

/* A notice is told once on standard error too. */
static void take_notice(window *w) {
    if (w->notices == w->session->notices)
        return;
    w->notices = w->session->notices;
    w->noticed = window_now(w);
    if (w->session->notice_is_bad)
        fprintf(stderr, "motograph-sim: %s\n", w->session->notice);
    set_title(w);
}

/* Frames are presented at whole refreshes: time that follows the clock's jitter would judder. */
static uint64_t smooth(window *w, uint64_t elapsed) {
    if (w->refresh < 24 || w->options.clock)
        return elapsed;
    double period = 1e6 / w->refresh;
    double frames = (double)elapsed / period;
    int whole = (int)(frames < 5 ? frames + 0.5 : 5);
    if (whole < 1 || whole > 4 || frames < whole - 0.25 || frames > whole + 0.25)
        return elapsed;
    /* Whole refreshes, and a little of what is missing to the clock. */
    return (uint64_t)(period * whole + ((double)elapsed - period * whole) * 0.1);
}

static void pass_time(window *w) {
    uint64_t now = window_now(w);
    uint64_t elapsed = now - w->last_real;
    w->last_real = now;
    if (elapsed > 250000)
        elapsed = 250000; /* the machine slept */
    if (elapsed)
        w->rate += (1e6 / (double)elapsed - w->rate) * 0.05;
    bool held = is_held(w);
    bool paused = w->session->paused;
    w->session->paused = paused || held;
    session_advance(w->session, smooth(w, elapsed));
    w->session->paused = paused;
}

/* Whether the next frame will be as this one, so that there is no haste. */
static bool is_still(const window *w) {
    if (!w->session->paused || w->drag != DRAG_NONE)
        return false;
    if (look_is_moving(w->look))
        return false;
    uint64_t now = window_now(w);
    return !w->notices || now - w->noticed > NOTICE_US + FADE_US;
}

bool window_step(window *w) {
    SDL_Event event;
    if (!w->options.clock && is_still(w) && SDL_WaitEventTimeout(&event, 50))
        window_handle(w, &event);
    while (SDL_PollEvent(&event))
        window_handle(w, &event);
    pass_time(w);
    take_notice(w);
    if (w->generation != w->session->generation) {
        char message[SESSION_MESSAGE];
        if (!window_lay_out(w, message, sizeof message))
            session_say(w->session, true, "%s", message);
        w->generation = w->session->generation;
        set_title(w);
    }
    window_draw(w);
    SDL_RenderPresent(w->renderer);
    return !w->done && !w->session->wants_quit;
}

uint32_t *window_read(window *w, int *width, int *height) {
    *width = w->width;
    *height = w->height;
    uint32_t *pixels = malloc((size_t)w->width * (size_t)w->height * 4);
    window_draw(w);
    if (pixels &&
        SDL_RenderReadPixels(w->renderer, NULL, SDL_PIXELFORMAT_ARGB8888, pixels, w->width * 4)) {
        free(pixels);
        pixels = NULL;
    }
    SDL_RenderPresent(w->renderer);
    return pixels;
}
