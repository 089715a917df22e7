/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <stddef.h>

static const struct {
    char key;
    command wish;
} keys[] = {
    {' ', COMMAND_PAUSE},        {'p', COMMAND_PAUSE},         {'+', COMMAND_BRIGHTER},
    {'=', COMMAND_BRIGHTER},     {'-', COMMAND_DIMMER},        {'n', COMMAND_NEXT},
    {'b', COMMAND_BACK},         {'a', COMMAND_ALERT},         {'c', COMMAND_CANCEL},
    {'.', COMMAND_STEP_FORWARD}, {',', COMMAND_STEP_BACKWARD}, {'0', COMMAND_BEGINNING},
    {'r', COMMAND_RELOAD},       {'l', COMMAND_LOOK},          {'s', COMMAND_SCREENSHOT},
    {'i', COMMAND_HUD},          {'f', COMMAND_FULL_SCREEN},   {'h', COMMAND_HELP},
    {'?', COMMAND_HELP},         {'q', COMMAND_QUIT},          {']', COMMAND_FASTER_FINE},
    {'[', COMMAND_SLOWER_FINE},
};

static const command_help rows[] = {
    {"space", "pause, go on"},
    {"left  right", "back, forward 2 seconds"},
    {",  .", "one frame back, forward"},
    {"0", "back to the beginning"},
    {"up  down", "faster, slower: next crisp speed"},
    {"]  [", "faster, slower by 5 %"},
    {"+  -", "brighter, dimmer"},
    {"n  b", "next line, line before"},
    {"a", "type an alert"},
    {"c", "cancel the alert"},
    {"l", "next look"},
    {"r", "read the file again"},
    {"s", "save a picture"},
    {"i", "status line on, off"},
    {"f", "full screen"},
    {"h", "this help"},
    {"q", "quit"},
};

command command_of_key(int key) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].key == key)
            return keys[i].wish;
    }
    return COMMAND_NONE;
}

static const command_help mouse[] = {
    {"wheel", "faster, slower"},       {"drag", "scrub: the text follows"},
    {"hover", "pause over the panel"}, {"click", "on the timeline: go there"},
    {"drop", "a file: show it"},
};

command_help command_help_row(int index) {
    if (index < 0 || (size_t)index >= sizeof rows / sizeof *rows)
        return (command_help){NULL, NULL};
    return rows[index];
}

command_help command_help_mouse(int index) {
    if (index < 0 || (size_t)index >= sizeof mouse / sizeof *mouse)
        return (command_help){NULL, NULL};
    return mouse[index];
}
