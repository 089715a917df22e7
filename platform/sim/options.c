/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "look.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FPS_MOST = 1000,
    SECONDS_MOST = 100000000,
    FRAMES_MOST = 100000000,
    PITCH_MOST = 32
};

static const char usage[] =
    "Usage: motograph-sim [OPTION]... [FILE]\n"
    "Shows a news ticker on a simulated LED marquee.\n"
    "\n"
    "FILE is a ROM, a script (.ticker), an article, a web page, a feed or a calendar, - is "
    "standard\n"
    "input; without one the built-in article is shown. A file that changes is read again.\n"
    "\n"
    "  --view window|terminal|none  window if there is a display, else terminal, else a picture\n"
    "  --panel KIND[:WxH][:OPTION,...]  hub75, max7219, ssd0323, ssd1306, ws2812, flipdot or\n"
    "                         bulbs; by default what suits the look, of the sign's size\n"
    "  --look NAME            what it looks like; --look help lists them; by default\n"
    "                         what suits the panel, at first hub75-p4\n"
    "  --brightness PERCENT   1 to 100; 100\n"
    "  --speed PIXELS         pixels a second; by default as the sign has it, mostly 60\n"
    "  --date DAY             today, for articles and calendars: 2013-05-06; by the machine's "
    "clock\n"
    "  --clock TIME           the sign's wall clock at the start: \"2013-05-06 12:30\"; in a\n"
    "                         window or terminal the machine's, else none\n"
    "  --font FILE:SIZE       font for a sign that is built here; the largest of ours that fits\n"
    "  --model NAME|FILE      text model for it, and for a ROM made with such a FILE; en-64k\n"
    "  --reduced-motion       pages that rest instead of a crawl\n"
    "\n"
    "Window and terminal:\n"
    "  --full-screen          begin so\n"
    "  --no-hover-pause       the pointer over the panel does not stop time\n"
    "  --hud-font FILE        font of the status line; by default DejaVu Sans\n"
    "  --record LOG           write the inputs of the session when it ends\n"
    "  --replay LOG           with the inputs of such a file\n"
    "\n"
    "With --view none (which these imply):\n"
    "  --at SECONDS           virtual time of the first frame; 0\n"
    "  --frames N             how many; 1\n"
    "  --fps F                how far apart; 60, a GIF's 50\n"
    "  --loop                 one whole programme, whose end meets its beginning\n"
    "  --hash                 for each frame: number TAB microseconds TAB hash\n"
    "  --ascii                each frame as rows of # and .\n"
    "  --png FILE             a picture; several are numbered: FILE-0000.png\n"
    "  --gif FILE             an animation\n"
    "  --y4m FILE             a raw film for ffmpeg; - is standard output\n"
    "  --vcd FILE             the wire's signals, for GTKWave or PulseView\n"
    "  --pitch PIXELS         from LED to LED, 2 to 32; 8\n"
    "\n"
    "  --help, --version\n"
    "\n"
    "The same command gives the same bytes. Press h in the window or terminal for the keys.\n";

enum {
    OPTION_VIEW = 256,
    OPTION_PANEL,
    OPTION_LOOK,
    OPTION_BRIGHTNESS,
    OPTION_SPEED,
    OPTION_DATE,
    OPTION_CLOCK,
    OPTION_FONT,
    OPTION_MODEL,
    OPTION_REDUCED_MOTION,
    OPTION_FULL_SCREEN,
    OPTION_NO_HOVER_PAUSE,
    OPTION_HUD_FONT,
    OPTION_RECORD,
    OPTION_REPLAY,
    OPTION_AT,
    OPTION_FRAMES,
    OPTION_FPS,
    OPTION_LOOP,
    OPTION_HASH,
    OPTION_ASCII,
    OPTION_PNG,
    OPTION_GIF,
    OPTION_Y4M,
    OPTION_VCD,
    OPTION_PITCH,
    OPTION_HELP,
    OPTION_VERSION,
};

static const struct option long_options[] = {
    {"view", required_argument, NULL, OPTION_VIEW},
    {"panel", required_argument, NULL, OPTION_PANEL},
    {"look", required_argument, NULL, OPTION_LOOK},
    {"brightness", required_argument, NULL, OPTION_BRIGHTNESS},
    {"speed", required_argument, NULL, OPTION_SPEED},
    {"date", required_argument, NULL, OPTION_DATE},
    {"clock", required_argument, NULL, OPTION_CLOCK},
    {"font", required_argument, NULL, OPTION_FONT},
    {"model", required_argument, NULL, OPTION_MODEL},
    {"reduced-motion", no_argument, NULL, OPTION_REDUCED_MOTION},
    {"full-screen", no_argument, NULL, OPTION_FULL_SCREEN},
    {"no-hover-pause", no_argument, NULL, OPTION_NO_HOVER_PAUSE},
    {"hud-font", required_argument, NULL, OPTION_HUD_FONT},
    {"record", required_argument, NULL, OPTION_RECORD},
    {"replay", required_argument, NULL, OPTION_REPLAY},
    {"at", required_argument, NULL, OPTION_AT},
    {"frames", required_argument, NULL, OPTION_FRAMES},
    {"fps", required_argument, NULL, OPTION_FPS},
    {"loop", no_argument, NULL, OPTION_LOOP},
    {"hash", no_argument, NULL, OPTION_HASH},
    {"ascii", no_argument, NULL, OPTION_ASCII},
    {"png", required_argument, NULL, OPTION_PNG},
    {"gif", required_argument, NULL, OPTION_GIF},
    {"y4m", required_argument, NULL, OPTION_Y4M},
    {"vcd", required_argument, NULL, OPTION_VCD},
    {"pitch", required_argument, NULL, OPTION_PITCH},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

bool options_decimal(const char *text, int decimals, uint64_t most, uint64_t *value) {
    uint64_t whole = 0;
    if (*text < '0' || *text > '9')
        return false;
    for (; *text >= '0' && *text <= '9'; text++) {
        whole = whole * 10 + (uint64_t)(*text - '0');
        if (whole > most)
            return false;
    }
    bool point = *text == '.';
    text += point;
    for (int i = 0; i < decimals; i++) {
        bool digit = point && *text >= '0' && *text <= '9';
        whole = whole * 10 + (digit ? (uint64_t)(*text - '0') : 0);
        text += digit;
    }
    *value = whole;
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    return *text == '\0' && whole <= most * unit;
}

static bool wrong(const char *option, const char *value, const char *expected) {
    fprintf(stderr, "motograph-sim: --%s %s: %s\n", option, value, expected);
    return false;
}

static bool read_view(options *out, const char *value) {
    static const char *const names[] = {"", "window", "terminal", "none"};
    for (int i = VIEW_WINDOW; i <= VIEW_NONE; i++) {
        if (!strcmp(value, names[i])) {
            out->view = (view_kind)i;
            return true;
        }
    }
    return wrong("view", value, "not one of window, terminal, none");
}

static void list_looks(FILE *out) {
    for (int i = 0; i < look_count(); i++)
        fprintf(out, "%s\n", look_name(i));
}

static bool read_look(options *out, const char *value) {
    out->session.look = value;
    if (look_find(value) >= 0)
        return true;
    wrong("look", value, "no such look; there are");
    list_looks(stderr);
    return false;
}

static bool read_number(const char *option, const char *value, int decimals, uint64_t least,
                        uint64_t most, uint64_t *number) {
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    if (options_decimal(value, decimals, most, number) && *number >= least)
        return true;
    char expected[80];
    snprintf(expected, sizeof expected, "not a number from %g to %llu",
             (double)least / (double)unit, (unsigned long long)most);
    return wrong(option, value, expected);
}

static bool read_time(const char *option, const char *value) {
    int64_t seconds;
    if (headless_parse_time(value, &seconds))
        return true;
    return wrong(option, value, "not a time like 2013-05-06 or \"2013-05-06 12:30\"");
}

/* Options with a number. */
static bool read_figure(options *out, int option, const char *name, const char *value) {
    uint64_t number = 0;
    bool good = false;
    switch (option) {
    case OPTION_BRIGHTNESS:
        good = read_number(name, value, 0, 1, 100, &number);
        out->session.brightness = (int)number;
        break;
    case OPTION_SPEED:
        good = read_number(name, value, 3, 1000, MOTO_SPEED_MAX, &number);
        out->session.speed_milli = (uint32_t)number;
        break;
    case OPTION_AT:
        good = read_number(name, value, 6, 0, SECONDS_MOST, &out->film.at);
        out->film.at_given = true;
        break;
    case OPTION_FRAMES:
        good = read_number(name, value, 0, 1, FRAMES_MOST, &out->film.frames);
        break;
    case OPTION_FPS:
        good = read_number(name, value, 3, 1000, FPS_MOST, &number);
        out->film.fps_milli = (uint32_t)number;
        break;
    case OPTION_PITCH:
        good = read_number(name, value, 3, 2000, PITCH_MOST, &number);
        out->film.pitch_milli = (uint32_t)number;
        break;
    default:
        break;
    }
    return good;
}

static void read_switch(options *out, int option) {
    switch (option) {
    case OPTION_REDUCED_MOTION:
        out->session.building.reduced_motion = true;
        break;
    case OPTION_FULL_SCREEN:
        out->full_screen = true;
        break;
    case OPTION_NO_HOVER_PAUSE:
        out->no_hover_pause = true;
        break;
    case OPTION_LOOP:
        out->film.loop = true;
        break;
    case OPTION_HASH:
        out->film.hash = true;
        break;
    case OPTION_ASCII:
        out->film.ascii = true;
        break;
    default:
        break;
    }
}

/* Options with a text that is kept as it is; null for the others. */
static const char **text_of(options *out, int option) {
    switch (option) {
    case OPTION_PANEL:
        return &out->session.panel;
    case OPTION_DATE:
        return &out->session.building.date;
    case OPTION_CLOCK:
        return &out->session.clock;
    case OPTION_FONT:
        return &out->session.building.font;
    case OPTION_MODEL:
        return &out->session.building.model;
    case OPTION_HUD_FONT:
        return &out->hud_font;
    case OPTION_RECORD:
        return &out->record;
    case OPTION_REPLAY:
        return &out->session.replay;
    case OPTION_PNG:
        return &out->film.png;
    case OPTION_GIF:
        return &out->film.gif;
    case OPTION_Y4M:
        return &out->film.y4m;
    case OPTION_VCD:
        return &out->film.vcd;
    default:
        return NULL;
    }
}

static bool read_option(options *out, int option, const char *name, const char *value) {
    const char **text = text_of(out, option);
    if (text)
        *text = value;
    if (option == OPTION_DATE || option == OPTION_CLOCK)
        return read_time(name, value);
    if (text)
        return true;
    if (option == OPTION_VIEW)
        return read_view(out, value);
    if (option == OPTION_LOOK)
        return read_look(out, value);
    if (value)
        return read_figure(out, option, name, value);
    read_switch(out, option);
    return true;
}

/* What each value alone does not show. */
static bool fits_together(options *out) {
    if (film_is_wanted(&out->film) && out->view == VIEW_UNSAID)
        out->view = VIEW_NONE;
    if (film_is_wanted(&out->film) && out->view != VIEW_NONE)
        return wrong("view", out->view == VIEW_WINDOW ? "window" : "terminal",
                     "frames are written with --view none only");
    if (out->film.y4m && !strcmp(out->film.y4m, "-") && (out->film.hash || out->film.ascii))
        return wrong("y4m", "-", "standard output is taken by --hash or --ascii");
    return true;
}

bool options_read(options *out, int argc, char **argv, int *status) {
    *out = (options){.session.brightness = 100};
    *status = 2;
    int option, index = 0;
    while ((option = getopt_long(argc, argv, "", long_options, &index)) != -1) {
        if (option == OPTION_HELP || option == OPTION_VERSION) {
            fputs(option == OPTION_HELP ? usage : "motograph-sim " MOTOGRAPH_VERSION "\n", stdout);
            *status = 0;
            return false;
        }
        if (option == OPTION_LOOK && !strcmp(optarg, "help")) {
            list_looks(stdout);
            *status = 0;
            return false;
        }
        if (option == '?')
            fputs("Try motograph-sim --help.\n", stderr);
        if (option == '?' || !read_option(out, option, long_options[index].name, optarg))
            return false;
    }
    if (argc - optind > 1) {
        fprintf(stderr, "motograph-sim: %s: more than one file\n", argv[optind + 1]);
        return false;
    }
    out->session.file = argv[optind];
    return fits_together(out);
}
