/* SPDX-License-Identifier: MIT */
#include "parts.h"

#include "film.h"
#include "png_file.h"

#include <errno.h>
#include <string.h>

static bool is_inside(const SDL_Rect *area, int x, int y) {
    SDL_Point at = {x, y};
    return SDL_PointInRect(&at, area);
}

static void toggle_full_screen(window *w) {
    w->full_screen = !w->full_screen;
    SDL_SetWindowFullscreen(w->window, w->full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

static void screenshot(window *w) {
    char path[64];
    film_picture_name(w->session, path, sizeof path);
    if (png_file_write(path, w->pixels, look_width(w->look), look_height(w->look),
                       look_width(w->look)))
        session_say(w->session, true, "%s: %s", path, strerror(errno));
    else
        session_say(w->session, false, "saved %s", path);
}

static void start_typing(window *w) {
    session_command(w->session, COMMAND_ALERT);
    SDL_StartTextInput();
}

static void stop_typing(window *w, bool send) {
    session_type_end(w->session, send);
    SDL_StopTextInput();
}

static void obey(window *w, command wish) {
    if (wish == COMMAND_ALERT)
        start_typing(w);
    else if (wish == COMMAND_FULL_SCREEN)
        toggle_full_screen(w);
    else if (wish == COMMAND_SCREENSHOT)
        screenshot(w);
    else if (wish == COMMAND_HUD)
        w->hud_off = !w->hud_off;
    else
        session_command(w->session, wish);
}

static command command_of(const SDL_Keysym *key) {
    bool shift = key->mod & KMOD_SHIFT;
    switch (key->sym) {
    case SDLK_LEFT:
        return COMMAND_BACKWARD;
    case SDLK_RIGHT:
        return COMMAND_FORWARD;
    case SDLK_UP:
        return shift ? COMMAND_FASTER_FINE : COMMAND_FASTER;
    case SDLK_DOWN:
        return shift ? COMMAND_SLOWER_FINE : COMMAND_SLOWER;
    case SDLK_HOME:
        return COMMAND_BEGINNING;
    case SDLK_KP_PLUS:
        return COMMAND_BRIGHTER;
    case SDLK_KP_MINUS:
        return COMMAND_DIMMER;
    case SDLK_F1:
        return COMMAND_HELP;
    case SDLK_SLASH:
        return shift ? COMMAND_HELP : COMMAND_NONE;
    case SDLK_F11:
        return COMMAND_FULL_SCREEN;
    default:
        return command_of_key(key->sym);
    }
}

static void escape(window *w) {
    if (w->session->wants_help)
        w->session->wants_help = false;
    else if (w->full_screen)
        toggle_full_screen(w);
}

static void key_down(window *w, const SDL_Keysym *key) {
    w->touched = window_now(w);
    if (w->session->typing) {
        if (key->sym == SDLK_BACKSPACE)
            session_type_erase(w->session);
        else if (key->sym == SDLK_RETURN || key->sym == SDLK_KP_ENTER)
            stop_typing(w, true);
        else if (key->sym == SDLK_ESCAPE)
            stop_typing(w, false);
        return;
    }
    if (key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return;
    if (key->sym == SDLK_ESCAPE)
        escape(w);
    else
        obey(w, command_of(key));
}

static void seek_on_timeline(window *w, int x) {
    double position = (double)(x - w->timeline.x) / w->timeline.w;
    session_seek_to(w->session, position < 0 ? 0 : position > 0.9999 ? 0.9999 : position);
}

/* The text follows the pointer. */
static void scrub(window *w, int x) {
    session_status status;
    session_status_now(w->session, &status);
    double pitch = look_pitch(w->look) * w->panel.w / look_width(w->look);
    double columns = (w->drag_x - x) / pitch;
    if (status.speed_milli)
        session_seek(w->session, (int64_t)(columns * 1e9 / status.speed_milli));
    w->drag_x = x;
}

static void button_down(window *w, int x, int y) {
    w->touched = window_now(w);
    w->drag_x = x;
    if (is_inside(&w->timeline, x, y)) {
        w->drag = DRAG_TIMELINE;
        seek_on_timeline(w, x);
    } else if (is_inside(&w->panel, x, y)) {
        w->drag = DRAG_PANEL;
    }
}

static void motion(window *w, int x, int y) {
    w->touched = window_now(w);
    /* A window that opens under a pointer at rest does not stand still. */
    bool moved = w->pointer_known && (x != w->pointer_x || y != w->pointer_y);
    w->hovering = (moved || w->hovering) && is_inside(&w->panel, x, y);
    w->pointer_known = true;
    w->pointer_x = x;
    w->pointer_y = y;
    if (w->drag == DRAG_TIMELINE)
        seek_on_timeline(w, x);
    else if (w->drag == DRAG_PANEL)
        scrub(w, x);
}

static void wheel(window *w, const SDL_MouseWheelEvent *turned) {
    w->touched = window_now(w);
    if (turned->y)
        session_faster(w->session, turned->y > 0 ? 1 : -1, SDL_GetModState() & KMOD_SHIFT);
}

static void window_event(window *w, const SDL_WindowEvent *event) {
    char message[SESSION_MESSAGE];
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        if (!window_lay_out(w, message, sizeof message))
            session_say(w->session, true, "%s", message);
        break;
    case SDL_WINDOWEVENT_LEAVE:
        w->hovering = false;
        break;
    case SDL_WINDOWEVENT_CLOSE:
        w->done = true;
        break;
    default:
        break;
    }
}

void window_handle(window *w, const SDL_Event *event) {
    switch (event->type) {
    case SDL_QUIT:
        w->done = true;
        break;
    case SDL_KEYDOWN:
        key_down(w, &event->key.keysym);
        break;
    case SDL_TEXTINPUT:
        if (w->session->typing)
            session_type(w->session, event->text.text);
        break;
    case SDL_MOUSEBUTTONDOWN:
        if (event->button.button == SDL_BUTTON_LEFT)
            button_down(w, (int)(event->button.x * w->scale), (int)(event->button.y * w->scale));
        break;
    case SDL_MOUSEBUTTONUP:
        w->drag = DRAG_NONE;
        break;
    case SDL_MOUSEMOTION:
        motion(w, (int)(event->motion.x * w->scale), (int)(event->motion.y * w->scale));
        break;
    case SDL_MOUSEWHEEL:
        wheel(w, &event->wheel);
        break;
    case SDL_DROPFILE:
        session_load(w->session, event->drop.file);
        SDL_free(event->drop.file);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        look_redraw(w->look);
        break;
    case SDL_WINDOWEVENT:
        window_event(w, &event->window);
        break;
    default:
        break;
    }
}
