/* SPDX-License-Identifier: MIT
 *
 * The wire's traffic, written as VCD and decoded by sigrok's decoders, agrees with the picture.
 */
#include "panel.h"
#include "picture.h"
#include "tool.h"
#include "vcd.h"

#include <unistd.h>

enum {
    PERIOD = 20000, /* microseconds between pictures */
};

/* Shows noise for 0.1 s and captures it; gives the picture that was drawn last. */
static void capture(const char *specification, const char *path, picture *noise) {
    char message[200];
    panel *sign = panel_open(specification, message, sizeof message);
    if (!sign)
        fail_msg("%s", message);
    const panel_info *about = panel_about(sign);
    picture_make(noise, about->width, about->height, PERIOD);
    light seen = light_make(about->width, about->height);
    vcd *dump = vcd_create(path, about->pin_names, about->pins, message, sizeof message);
    if (!dump)
        fail_msg("%s", message);
    panel_watch(sign, vcd_change, dump);
    for (uint64_t frame = 0; frame < 6; frame++)
        panel_show(sign, &noise->source, frame * 16667, 16667, &seen);
    panel_show(sign, &noise->source, 0, 16667, &seen); /* back in time: not told again */
    panel_show(sign, &noise->source, 5 * 16667, 16667, &seen);
    panel_watch(sign, NULL, NULL);
    if (!vcd_finish(dump, message, sizeof message))
        fail_msg("%s", message);
    assert_int_equal(panel_violations(sign), 0);
    light_free(&seen);
    panel_close(sign);
}

static FILE *decode(const char *path, const char *decoders) {
    char command[400];
    snprintf(command, sizeof command, "sigrok-cli -I vcd -i %s %s", path, decoders);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    return pipe;
}

/* Eight LEDs from column x on, the left one in bit 7: a digit of an upright module. */
static unsigned eight_leds(const picture *noise, int x, int y) {
    unsigned bits = 0;
    for (int column = 0; column < 8; column++)
        bits = bits << 1 | (picture_lit(noise, noise->last_time, x + column, y) ? 1u : 0u);
    return bits;
}

/* One chip, by sigrok's decoder of the chip. */
static void one_chip(void **state) {
    (void)state;
    need_tool("sigrok-cli");
    const char *path = "capture_one.vcd";
    picture noise;
    capture("max7219:8x8", path, &noise);
    FILE *pipe = decode(path, "-P spi:clk=CLK:mosi=DIN:cs=CS,max7219 -A max7219");
    unsigned digits[8] = {0};
    unsigned lines = 0;
    bool lit = false, brightest = false, eight = false;
    char line[200];
    while (fgets(line, sizeof line, pipe)) {
        unsigned digit = 0, value = 0;
        if (strncmp(line, "max7219-1: ", 11) != 0)
            fail_msg("sigrok: %s", line);
        lines++;
        if (sscanf(line + 11, "Digit %u: %x", &digit, &value) == 2)
            digits[digit - 1] = value;
        if (strstr(line, "Shutdown: "))
            lit = strstr(line, "off") != NULL;
        if (strstr(line, "Intensity: "))
            brightest = strstr(line, "max") != NULL;
        if (strstr(line, "Scan limit: "))
            eight = strstr(line, "8") != NULL;
        assert_null(strstr(line, "write")); /* short, long: sigrok's complaints */
    }
    assert_int_equal(pclose(pipe), 0);
    assert_true(lines > 50);
    assert_true(lit);
    assert_true(brightest);
    assert_true(eight);
    for (int y = 0; y < 8; y++)
        assert_int_equal(digits[y], eight_leds(&noise, 0, y));
    unlink(path);
}

/* A chain, by the words of sigrok's SPI decoder: the first word of a transfer is the far chip's. */
static void chain_of_twelve(void **state) {
    (void)state;
    need_tool("sigrok-cli");
    enum {
        CHIPS = 12,
        ACROSS = 4,
    };
    const char *path = "capture_chain.vcd";
    picture noise;
    capture("max7219:32x24", path, &noise);
    FILE *pipe = decode(path, "-P spi:clk=CLK:mosi=DIN:cs=CS:wordsize=16 -A spi=mosi-data");
    unsigned digits[CHIPS][8] = {{0}};
    unsigned word = 0, count = 0;
    while (fscanf(pipe, "spi-1: %x ", &word) == 1) {
        unsigned chip = CHIPS - 1 - count++ % CHIPS;
        unsigned address = word >> 8 & 15;
        if (address >= 1 && address <= 8)
            digits[chip][address - 1] = word & 255;
    }
    assert_int_equal(pclose(pipe), 0);
    assert_true(count > 500);
    assert_int_equal(count % CHIPS, 0);
    for (int chip = 0; chip < CHIPS; chip++)
        for (int digit = 0; digit < 8; digit++)
            assert_int_equal(
                digits[chip][digit],
                eight_leds(&noise, (ACROSS - 1 - chip % ACROSS) * 8, chip / ACROSS * 8 + digit));
    unlink(path);
}

/* HUB75 with one bit plane, by sigrok's decoder of parallel buses: a line of words for each row.
 * The decoder gives a word when the next one comes, so that the last one is missing; and some
 * versions of it crash in Python when all is done, so that the exit status says nothing. */
static void hub75_lines(void **state) {
    (void)state;
    need_tool("sigrok-cli");
    enum {
        WIDTH = 32,
        SCAN = 4,
    };
    const char *path = "capture_hub75.vcd";
    picture noise;
    capture("hub75:32x8:planes=1,compensate=off", path, &noise);
    FILE *pipe = decode(path, "-P parallel:clk=CLK:d0=R1:d1=G1:d2=B1:d3=R2:d4=G2:d5=B2 "
                              "-A parallel=items 2>/dev/null");
    unsigned words[SCAN * WIDTH] = {0};
    unsigned word = 0, count = 0;
    while (fscanf(pipe, "parallel-1: %x ", &word) == 1)
        words[count++ % (SCAN * WIDTH)] = word;
    pclose(pipe);
    assert_int_equal(count, 12 * SCAN * WIDTH - 1);
    for (int i = 0; i < SCAN * WIDTH - 1; i++) {
        moto_colour upper = picture_colour(&noise, noise.last_time, i % WIDTH, i / WIDTH);
        moto_colour lower = picture_colour(&noise, noise.last_time, i % WIDTH, i / WIDTH + SCAN);
        const uint16_t levels[] = {upper.red, upper.green, upper.blue,
                                   lower.red, lower.green, lower.blue};
        for (int pin = 0; pin < 6; pin++)
            assert_int_equal(words[i] >> pin & 1, levels[pin] >= 0x8000);
    }
    unlink(path);
}

static void file_appears_whole_or_not_at_all(void **state) {
    (void)state;
    static const char *const names[] = {"A"};
    char message[200];
    const char *path = "capture_part.vcd";
    vcd *dump = vcd_create(path, names, 1, message, sizeof message);
    vcd_change(dump, 5, 1);
    assert_int_not_equal(access(path, F_OK), 0);
    vcd_abandon(dump);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_not_equal(access("capture_part.vcd.part", F_OK), 0);
    assert_null(vcd_create("no/such/folder/x.vcd", names, 1, message, sizeof message));
    assert_string_equal(message, "no/such/folder/x.vcd: No such file or directory");
}

static void file_is_what_the_standard_says(void **state) {
    (void)state;
    static const char *const names[] = {"CLK", "DIN"};
    char message[200], text[400] = "";
    const char *path = "capture_text.vcd";
    vcd *dump = vcd_create(path, names, 2, message, sizeof message);
    vcd_change(dump, 7, 1);
    vcd_change(dump, 7, 3);
    vcd_change(dump, 9, 3);
    vcd_change(dump, 12, 2);
    vcd_change(dump, 11, 0); /* back: at the last time */
    assert_true(vcd_finish(dump, message, sizeof message));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, "$version Motograph $end\n$timescale 1 ns $end\n"
                              "$scope module wire $end\n$var wire 1 ! CLK $end\n"
                              "$var wire 1 \" DIN $end\n$upscope $end\n$enddefinitions $end\n"
                              "#7\n$dumpvars\n1!\n0\"\n$end\n1\"\n#12\n0!\n0\"\n#1012\n");
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_chip),
        cmocka_unit_test(chain_of_twelve),
        cmocka_unit_test(hub75_lines),
        cmocka_unit_test(file_appears_whole_or_not_at_all),
        cmocka_unit_test(file_is_what_the_standard_says),
    };
    char folder[] = "/tmp/motograph-capture-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
