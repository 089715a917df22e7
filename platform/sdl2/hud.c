/* SPDX-License-Identifier: MIT */
#include "hud.h"

#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXTS = 64,
    TEXT_BYTES = 320
};

/* A text that was drawn, kept while it stays the same. */
typedef struct text {
    char words[TEXT_BYTES];
    SDL_Texture *texture;
    int width, height;
    bool used; /* in this frame */
} text;

struct hud {
    SDL_Renderer *renderer;
    TTF_Font *font;
    int points;
    text texts[TEXTS];
};

typedef struct shade {
    Uint8 red, green, blue;
} shade;

static const shade white = {236, 236, 230}, grey = {150, 152, 156}, bad = {255, 140, 90};

/* The colours of Okabe and Ito, by kind; furniture is grey. */
static const shade kind_shades[MOTO_KINDS] = {{86, 180, 233},  {230, 159, 0}, {0, 158, 115},
                                              {204, 121, 167}, {213, 94, 0},  {110, 112, 116}};
static const char *const kind_letters[MOTO_KINDS] = {"H", "A", "T", "P", "!", ""};

static const char *const places[] = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/local/share/fonts/dejavu/DejaVuSans.ttf",
    "/opt/homebrew/share/fonts/DejaVuSans.ttf",
    "/Library/Fonts/DejaVuSans.ttf",
};

static TTF_Font *find_font(const char *font, int points) {
    if (font)
        return TTF_OpenFont(font, points);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        TTF_Font *found = TTF_OpenFont(places[i], points);
        if (found)
            return found;
    }
    TTF_SetError("DejaVu Sans is not installed");
    return NULL;
}

hud *hud_open(SDL_Renderer *renderer, const char *font, int points, char *message,
              size_t message_size) {
    hud *h = NULL;
    if (!TTF_Init())
        h = calloc(1, sizeof *h);
    if (h) {
        *h = (hud){.renderer = renderer, .points = points};
        h->font = find_font(font, points);
        if (h->font)
            return h;
        TTF_Quit();
    }
    snprintf(message, message_size, "no status line: %s%s%s (--hud-font FILE names a font)",
             font ? font : "", font ? ": " : "", TTF_GetError());
    free(h);
    return NULL;
}

void hud_close(hud *h) {
    for (int i = 0; i < TEXTS; i++) {
        if (h->texts[i].texture)
            SDL_DestroyTexture(h->texts[i].texture);
    }
    TTF_CloseFont(h->font);
    TTF_Quit();
    free(h);
}

/* ---- Texts ----------------------------------------------------------------------------------- */

/* The slot that holds the words, or one that is free for them. */
static text *slot_for(hud *h, const char *words) {
    text *free_slot = NULL;
    for (int i = 0; i < TEXTS; i++) {
        text *t = &h->texts[i];
        if (t->texture && !strcmp(t->words, words))
            return t;
        if (!t->used && !(free_slot && !free_slot->texture))
            free_slot = t;
    }
    if (free_slot && free_slot->texture) {
        SDL_DestroyTexture(free_slot->texture);
        free_slot->texture = NULL;
    }
    return free_slot;
}

static text *render(hud *h, const char *words) {
    char cut[TEXT_BYTES];
    snprintf(cut, sizeof cut, "%s", words);
    text *t = slot_for(h, cut);
    if (!t || !cut[0])
        return NULL;
    t->used = true;
    if (t->texture)
        return t;
    SDL_Color plain = {255, 255, 255, 255};
    SDL_Surface *drawn = TTF_RenderUTF8_Blended(h->font, cut, plain);
    if (!drawn)
        return NULL;
    t->texture = SDL_CreateTextureFromSurface(h->renderer, drawn);
    t->width = drawn->w;
    t->height = drawn->h;
    SDL_FreeSurface(drawn);
    memcpy(t->words, cut, sizeof cut);
    return t->texture ? t : NULL;
}

/* Draws words in the middle of the height of `area`, from its left; gives their width. */
static int draw_text(hud *h, const char *words, SDL_Rect area, shade colour, int alpha) {
    text *t = render(h, words);
    if (!t || alpha <= 0)
        return 0;
    int width = t->width < area.w ? t->width : area.w;
    SDL_Rect from = {0, 0, width, t->height};
    SDL_Rect to = {area.x, area.y + (area.h - t->height) / 2, width, t->height};
    SDL_SetTextureColorMod(t->texture, colour.red, colour.green, colour.blue);
    SDL_SetTextureAlphaMod(t->texture, (Uint8)alpha);
    SDL_RenderCopy(h->renderer, t->texture, &from, &to);
    return width;
}

static int text_width(hud *h, const char *words) {
    text *t = render(h, words);
    return t ? t->width : 0;
}

static void fill(hud *h, SDL_Rect area, shade colour, int alpha) {
    SDL_SetRenderDrawColor(h->renderer, colour.red, colour.green, colour.blue, (Uint8)alpha);
    SDL_RenderFillRect(h->renderer, &area);
}

/* ---- Timeline -------------------------------------------------------------------------------- */

static void draw_segment(hud *h, const timeline_segment *segment, SDL_Rect area, int alpha) {
    moto_kind kind = segment->kind < MOTO_KINDS ? segment->kind : MOTO_FURNITURE;
    fill(h, area, kind_shades[kind], alpha * 3 / 5);
    if (area.w > h->points * 3 / 2) {
        SDL_Rect inner = {area.x + h->points / 2, area.y, area.w - h->points / 2, area.h};
        draw_text(h, kind_letters[kind], inner, (shade){10, 11, 12}, alpha);
    }
}

/* Where an input stands on the strip: typed alerts as ticks. */
static void draw_alerts(hud *h, session *s, const hud_place *place) {
    size_t count = headless_event_count(s->sign);
    for (size_t i = count > 64 ? count - 64 : 0; i < count; i++) {
        uint64_t when;
        const moto_event *event = headless_event_at(s->sign, i, &when);
        double position;
        if (event->kind != MOTO_EVENT_ALERT || !session_position(s, when, &position))
            continue;
        int x = place->timeline.x + (int)(position * place->timeline.w);
        SDL_Rect tick = {x - h->points / 5, place->timeline.y, h->points * 2 / 5 + 1,
                         place->timeline.h};
        fill(h, tick, kind_shades[MOTO_ALERT], place->alpha);
    }
}

static void draw_timeline(hud *h, session *s, const session_status *status,
                          const hud_place *place) {
    const timeline *line = &s->timeline;
    SDL_Rect strip = place->timeline;
    fill(h, strip, (shade){40, 42, 46}, place->alpha);
    for (size_t i = 0; i < line->count; i++) {
        const timeline_segment *segment = &line->segments[i];
        double from = (double)segment->from / (double)line->length;
        double to = (double)segment->to / (double)line->length;
        int left = strip.x + (int)(from * strip.w), right = strip.x + (int)(to * strip.w);
        SDL_Rect area = {left, strip.y, right - left - 1, strip.h};
        if (area.w < 1)
            area.w = 1;
        draw_segment(h, segment, area, place->alpha);
    }
    draw_alerts(h, s, place);
    if (!line->length)
        return;
    int x = strip.x + (int)(status->position * strip.w);
    SDL_Rect head = {x - h->points / 12 - 1, strip.y - h->points / 4, h->points / 6 + 2,
                     strip.h + h->points / 2};
    fill(h, head, white, place->alpha);
}

/* ---- Status line ----------------------------------------------------------------------------- */

static void write_left(const session *s, const session_status *status, bool held, char *out,
                       size_t size) {
    char where[48] = "";
    if (status->line)
        snprintf(where, sizeof where, "%u/%u ", (unsigned)status->line, (unsigned)status->lines);
    uint64_t tenths = s->time / 100000;
    snprintf(out, size, "%s%s   %s%u:%02u.%u", where, status->kind,
             s->paused || held ? "paused at " : "", (unsigned)(tenths / 600),
             (unsigned)(tenths / 10 % 60), (unsigned)(tenths % 10));
}

static void write_right(const session *s, const session_status *status, double rate, char *out,
                        size_t size) {
    char speed[64] = "still";
    if (status->speed_milli)
        snprintf(speed, sizeof speed, "%.4g px/s %s", status->speed_milli / 1000.0,
                 status->crisp ? "crisp" : "not crisp");
    snprintf(out, size, "%s   %s   %d %%   %.0f fps   ROM %.1f KB", speed, s->look, s->brightness,
             rate, status->rom_bytes / 1024.0);
}

static void draw_status(hud *h, session *s, const session_status *status, double rate,
                        const hud_place *place) {
    char left[TEXT_BYTES], right[TEXT_BYTES];
    write_left(s, status, place->held, left, sizeof left);
    write_right(s, status, rate, right, sizeof right);
    int width = draw_text(h, left, place->status, white, place->alpha);
    int needed = text_width(h, right);
    SDL_Rect area = place->status;
    if (needed < area.w - width - h->points) {
        area.x += area.w - needed;
        area.w = needed;
        draw_text(h, right, area, grey, place->alpha);
    }
}

/* ---- Help and prompt ------------------------------------------------------------------------- */

static void draw_help(hud *h, const hud_place *place) {
    int keyboard = 0, rows;
    while (command_help_row(keyboard).keys)
        keyboard++;
    for (rows = keyboard; command_help_mouse(rows - keyboard).keys;)
        rows++;
    int width, height;
    SDL_GetRendererOutputSize(h->renderer, &width, &height);
    int row = h->points * 8 / 5, columns = 1;
    while (columns < 3 && (rows + columns - 1) / columns * row > height - h->points * 2)
        columns++;
    int down = (rows + columns - 1) / columns;
    int keys = h->points * 7, each = h->points * 26;
    SDL_Rect sheet = {0, 0, each * columns + h->points * 2, down * row + h->points * 2};
    sheet.x = (width - sheet.w) / 2;
    sheet.y = (height - sheet.h) / 2;
    fill(h, sheet, (shade){16, 17, 20}, 232);
    for (int i = 0; i < rows; i++) {
        command_help help = i < keyboard ? command_help_row(i) : command_help_mouse(i - keyboard);
        SDL_Rect at = {sheet.x + h->points + i / down * each, sheet.y + h->points + i % down * row,
                       keys, row};
        draw_text(h, help.keys, at, kind_shades[MOTO_HEADLINE], 255);
        at.x += keys;
        at.w = each - keys;
        draw_text(h, help.what, at, white, 255);
    }
    (void)place;
}

static void draw_prompt(hud *h, const session *s, const hud_place *place) {
    char words[TEXT_BYTES];
    snprintf(words, sizeof words, "Alert: %s_", s->typed);
    SDL_Rect area = place->status;
    int hint = text_width(h, "Enter: send   Esc: leave");
    int width = draw_text(h, words, area, white, 255);
    if (width + hint + h->points > area.w)
        return;
    area.x += area.w - hint;
    area.w = hint;
    draw_text(h, "Enter: send   Esc: leave", area, grey, 255);
}

void hud_draw(hud *h, session *s, const session_status *status, double frames_a_second,
              const hud_place *place) {
    for (int i = 0; i < TEXTS; i++)
        h->texts[i].used = false;
    if (place->alpha > 0)
        draw_timeline(h, s, status, place);
    if (s->typing)
        draw_prompt(h, s, place);
    else if (place->notice_alpha > 0)
        draw_text(h, s->notice, place->status, s->notice_is_bad ? bad : white, place->notice_alpha);
    else if (place->alpha > 0)
        draw_status(h, s, status, frames_a_second, place);
    if (s->wants_help)
        draw_help(h, place);
}
