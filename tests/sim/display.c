/* SPDX-License-Identifier: MIT */
#include "display.h"

#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;
static Display *screen;
static Window root, window, source;
static char dropped[4096];

static Atom named(const char *name) {
    return XInternAtom(screen, name, False);
}

/* ---- The server ------------------------------------------------------------------------------ */

static void be_server(int out) {
    char number[16], size[32];
    snprintf(number, sizeof number, "%d", out);
    snprintf(size, sizeof size, "%dx%dx24", DISPLAY_WIDTH, DISPLAY_HEIGHT);
    int quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* it does not outlive a test that is killed */
#endif
    execlp("Xvfb", "Xvfb", "-displayfd", number, "-screen", "0", size, "-nolisten", "tcp", NULL);
    _exit(127);
}

static bool start_server(void) {
    int pipes[2];
    if (pipe(pipes))
        return false;
    server = fork();
    if (server == 0) {
        close(pipes[0]);
        be_server(pipes[1]);
    }
    close(pipes[1]);
    char name[16] = ":";
    size_t size = 1;
    while (size < sizeof name - 1 && read(pipes[0], name + size, 1) == 1 && name[size] != '\n')
        size++;
    name[size] = '\0';
    close(pipes[0]);
    if (size == 1)
        return false;
    setenv("DISPLAY", name, 1);
    return true;
}

bool display_open(void) {
    if (!start_server())
        return false;
    screen = XOpenDisplay(NULL);
    int unused[4];
    if (!screen || !XTestQueryExtension(screen, unused, unused + 1, unused + 2, unused + 3))
        return false;
    root = DefaultRootWindow(screen);
    XSelectInput(screen, root, SubstructureNotifyMask);
    source = XCreateSimpleWindow(screen, root, 0, 0, 1, 1, 0, 0, 0);
    return true;
}

void display_close(void) {
    if (screen)
        XCloseDisplay(screen);
    screen = NULL;
    if (server > 0) {
        kill(server, SIGTERM);
        waitpid(server, NULL, 0);
    }
    server = 0;
}

/* ---- The window manager and the drop source -------------------------------------------------- */

/* _NET_WM_STATE with 1 (add) or 0 (remove), as EWMH has it. */
static void change_state(const XClientMessageEvent *asked) {
    if (asked->message_type != named("_NET_WM_STATE"))
        return;
    if ((Atom)asked->data.l[1] != named("_NET_WM_STATE_FULLSCREEN"))
        return;
    if (asked->data.l[0] == 1)
        XMoveResizeWindow(screen, asked->window, 0, 0, DISPLAY_WIDTH, DISPLAY_HEIGHT);
    else
        XMoveResizeWindow(screen, asked->window, 40, 40, 900, 300);
}

static void answer(const XSelectionRequestEvent *asked) {
    XChangeProperty(screen, asked->requestor, asked->property, asked->target, 8, PropModeReplace,
                    (const unsigned char *)dropped, (int)strlen(dropped));
    XEvent told = {.xselection = {.type = SelectionNotify,
                                  .requestor = asked->requestor,
                                  .selection = asked->selection,
                                  .target = asked->target,
                                  .property = asked->property,
                                  .time = asked->time}};
    XSendEvent(screen, asked->requestor, False, 0, &told);
}

void display_serve(void) {
    while (XPending(screen)) {
        XEvent event;
        XNextEvent(screen, &event);
        if (event.type == ClientMessage)
            change_state(&event.xclient);
        else if (event.type == SelectionRequest)
            answer(&event.xselectionrequest);
    }
    XFlush(screen);
}

static void tell(const char *type, const long data[5]) {
    XEvent event = {
        .xclient = {
            .type = ClientMessage, .window = window, .message_type = named(type), .format = 32}};
    for (int i = 0; i < 5; i++)
        event.xclient.data.l[i] = data[i];
    XSendEvent(screen, window, False, 0, &event);
}

/* The source's part of a drop, XDND version 5. */
void display_drop(const char *path) {
    snprintf(dropped, sizeof dropped, "file://%s\r\n", path);
    long self = (long)source;
    XSetSelectionOwner(screen, named("XdndSelection"), source, CurrentTime);
    tell("XdndEnter", (long[5]){self, 5L << 24, (long)named("text/uri-list"), 0, 0});
    tell("XdndPosition",
         (long[5]){self, 0, 200L << 16 | 100, CurrentTime, (long)named("XdndActionCopy")});
    tell("XdndDrop", (long[5]){self, 0, CurrentTime, 0, 0});
    XFlush(screen);
}

/* ---- The window ------------------------------------------------------------------------------ */

bool display_find_window(void) {
    Window unused, parent, *all;
    unsigned count;
    window = None;
    if (!XQueryTree(screen, root, &unused, &parent, &all, &count))
        return false;
    for (unsigned i = 0; i < count; i++) {
        XWindowAttributes found;
        if (XGetWindowAttributes(screen, all[i], &found) && found.map_state == IsViewable)
            window = all[i];
    }
    XFree(all);
    if (window)
        XSetInputFocus(screen, window, RevertToPointerRoot, CurrentTime);
    XSync(screen, False);
    return window != None;
}

void display_size(int *x, int *y, int *width, int *height) {
    XWindowAttributes found;
    XGetWindowAttributes(screen, window ? window : root, &found);
    *x = found.x;
    *y = found.y;
    *width = found.width;
    *height = found.height;
}

void display_resize(int width, int height) {
    XMoveResizeWindow(screen, window, 0, 0, (unsigned)width, (unsigned)height);
    XSync(screen, False);
}

char *display_title(void) {
    char *title = NULL;
    XFetchName(screen, window, &title);
    return title;
}

void display_ask_to_close(void) {
    tell("WM_PROTOCOLS", (long[5]){(long)named("WM_DELETE_WINDOW"), CurrentTime, 0, 0, 0});
    XFlush(screen);
}

/* ---- Hands ----------------------------------------------------------------------------------- */

static void send_key(KeySym key, bool down) {
    XTestFakeKeyEvent(screen, XKeysymToKeycode(screen, key), down, CurrentTime);
    XSync(screen, False);
}

void display_shift(bool down) {
    send_key(XK_Shift_L, down);
}

void display_key(KeySym key) {
    KeyCode code = XKeysymToKeycode(screen, key);
    bool shifted = XkbKeycodeToKeysym(screen, code, 0, 0) != key;
    if (shifted)
        display_shift(true);
    send_key(key, true);
    send_key(key, false);
    if (shifted)
        display_shift(false);
}

/* The keysyms of ASCII are its codes. */
void display_type(const char *ascii) {
    for (; *ascii; ascii++)
        display_key((KeySym)(unsigned char)*ascii);
}

void display_move(int x, int y) {
    int left, top, width, height;
    display_size(&left, &top, &width, &height);
    XTestFakeMotionEvent(screen, -1, left + x, top + y, CurrentTime);
    XSync(screen, False);
}

void display_button(unsigned button, bool down) {
    XTestFakeButtonEvent(screen, button, down, CurrentTime);
    XSync(screen, False);
}

uint32_t *display_pixels(int *width, int *height) {
    int x, y;
    display_size(&x, &y, width, height);
    XImage *seen =
        XGetImage(screen, window, 0, 0, (unsigned)*width, (unsigned)*height, AllPlanes, ZPixmap);
    uint32_t *pixels = seen ? malloc((size_t)*width * (size_t)*height * sizeof *pixels) : NULL;
    for (int i = 0; pixels && i < *width * *height; i++)
        pixels[i] = (uint32_t)XGetPixel(seen, i % *width, i / *width) & 0xffffff;
    if (seen)
        XDestroyImage(seen);
    return pixels;
}
