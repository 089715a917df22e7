/* SPDX-License-Identifier: MIT
 *
 * Films and pictures as the program writes them: read back, twice the same, and never half.
 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/motograph-film-XXXXXX";
static char said[4096];

static const char two[] = "title: Two\nheadline: Ab\nagenda: Cd\n";

/* Runs the program in the folder of the test; what it says on standard error is kept. Gives its
 * exit code, or 128 + the signal. */
__attribute__((format(printf, 1, 2))) static int sim(const char *format, ...) {
    char arguments[1024], command[2048];
    va_list values;
    va_start(values, format);
    vsnprintf(arguments, sizeof arguments, format, values);
    va_end(values);
    snprintf(command, sizeof command, "cd %s && exec " MOTOGRAPH_SIM " %s 2>said", folder,
             arguments);
    int status = system(command);
    char path[64];
    snprintf(path, sizeof path, "%s/said", folder);
    char *text = sample_read(path);
    snprintf(said, sizeof said, "%s", text);
    free(text);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

typedef struct bytes {
    uint8_t *at;
    size_t size;
} bytes;

static bytes read_all(const char *name) {
    char path[128];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(stat(path, &about), 0);
    bytes all = {malloc((size_t)about.st_size + 1), (size_t)about.st_size};
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    assert_int_equal(fread(all.at, 1, all.size, in), all.size);
    fclose(in);
    return all;
}

static bool is_there(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void assert_same(const char *a, const char *b) {
    bytes one = read_all(a), other = read_all(b);
    assert_int_equal(one.size, other.size);
    assert_memory_equal(one.at, other.at, one.size);
    free(one.at);
    free(other.at);
}

/* Nothing half-written is left: no file but those of the test itself. */
static void assert_no_parts(void) {
    DIR *all = opendir(folder);
    assert_non_null(all);
    for (struct dirent *entry; (entry = readdir(all));)
        assert_null(strstr(entry->d_name, ".part"));
    closedir(all);
}

/* ---- Pictures -------------------------------------------------------------------------------- */

static void same_bytes(void **state) {
    (void)state;
    static const char *const kinds[] = {"png", "gif", "y4m", "vcd"};
    for (size_t i = 0; i < 4; i++) {
        for (int time = 0; time < 2; time++)
            assert_int_equal(sim("two.ticker --panel hub75:64x16 --pitch 3 --at 2 --frames %d "
                                 "--%s %d.%s",
                                 i == 0 ? 1 : 5, kinds[i], time, kinds[i]),
                             0);
        char one[16], other[16];
        snprintf(one, sizeof one, "0.%s", kinds[i]);
        snprintf(other, sizeof other, "1.%s", kinds[i]);
        assert_same(one, other);
    }
    assert_no_parts();
}

static void every_pitch(void **state) {
    (void)state;
    static const char *const pitches[] = {"2", "2.125", "7.3", "31.9", "32"};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(
            sim("two.ticker --panel hub75:32x16 --pitch %s --at 1 --png p.png", pitches[i]), 0);
        bytes png = read_all("p.png");
        assert_memory_equal(png.at, "\x89PNG\r\n\x1a\n", 8);
        unsigned width = (unsigned)(png.at[18] << 8 | png.at[19]);
        double least = 32 * atof(pitches[i]);
        assert_true(width > least && width < least + 8 * atof(pitches[i]) + 20);
        free(png.at);
    }
    assert_int_equal(sim("--pitch 1.9 --png p.png"), 2);
    assert_int_equal(sim("--pitch 33 --png p.png"), 2);
    assert_int_equal(sim("two.ticker --panel hub75:32x16 --frames 3 --png s.png"), 0);
    assert_true(is_there("s-0000.png") && is_there("s-0002.png") && !is_there("s-0003.png"));
}

/* ---- GIF ------------------------------------------------------------------------------------- */

typedef struct gif_read {
    int width, height, frames, loops;
    int least, most; /* hundredths of a second of a frame */
    size_t pixels;   /* decoded, of all frames */
    size_t expected; /* the areas of all frames */
} gif_read;

/* The codes of one frame (LZW as GIF89a has it): how many pixels they stand for. */
static size_t lzw_pixels(const uint8_t *codes, size_t size, int root) {
    static uint16_t length[4096];
    int width = root + 1, next = (1 << root) + 2, before = -1;
    size_t pixels = 0, bit = 0;
    for (int i = 0; i < 1 << root; i++)
        length[i] = 1;
    while (bit + (size_t)width <= size * 8) {
        int code = 0;
        for (int i = 0; i < width; i++, bit++)
            code |= (codes[bit / 8] >> bit % 8 & 1) << i;
        if (code == (1 << root) + 1)
            return pixels;
        if (code == 1 << root) {
            width = root + 1;
            next = (1 << root) + 2;
            before = -1;
            continue;
        }
        assert_true(code < next + (before >= 0));
        if (before >= 0 && next < 4096)
            length[next++] = (uint16_t)(length[before] + 1);
        assert_true(code < next);
        pixels += length[code];
        before = code;
        if (next == 1 << width && width < 12)
            width++;
    }
    fail_msg("no end code");
    return 0;
}

/* Sub-blocks from `at` on, put together; gives where they end. */
static size_t sub_blocks(const bytes *file, size_t at, bytes *joined) {
    *joined = (bytes){malloc(file->size), 0};
    while (file->at[at]) {
        assert_true(at + file->at[at] + 1u < file->size);
        memcpy(joined->at + joined->size, file->at + at + 1, file->at[at]);
        joined->size += file->at[at];
        at += file->at[at] + 1u;
    }
    return at + 1;
}

static int word(const bytes *file, size_t at) {
    return file->at[at] | file->at[at + 1] << 8;
}

static gif_read read_gif(const char *name) {
    bytes file = read_all(name);
    assert_memory_equal(file.at, "GIF89a", 6);
    gif_read gif = {.width = word(&file, 6), .height = word(&file, 8), .least = 99999, .loops = -1};
    size_t at = 13 + (file.at[10] & 128 ? 3u << ((file.at[10] & 7) + 1) : 0u);
    bytes inside;
    while (file.at[at] != 0x3B) {
        assert_true(at < file.size);
        if (file.at[at] == 0x21) {
            int label = file.at[at + 1], delay = word(&file, at + 4);
            at = sub_blocks(&file, at + 2, &inside);
            if (label == 0xF9) {
                gif.least = delay < gif.least ? delay : gif.least;
                gif.most = delay > gif.most ? delay : gif.most;
            } else if (!memcmp(inside.at, "NETSCAPE2.0", 11)) {
                gif.loops = inside.at[12] | inside.at[13] << 8;
            }
        } else {
            assert_int_equal(file.at[at], 0x2C);
            assert_true(word(&file, at + 1) + word(&file, at + 5) <= gif.width);
            assert_true(word(&file, at + 3) + word(&file, at + 7) <= gif.height);
            gif.expected += (size_t)word(&file, at + 5) * (size_t)word(&file, at + 7);
            assert_int_equal(file.at[at + 9] & 128, 0);
            int root = file.at[at + 10];
            at = sub_blocks(&file, at + 11, &inside);
            gif.pixels += lzw_pixels(inside.at, inside.size, root);
            gif.frames++;
        }
        free(inside.at);
    }
    assert_int_equal(at, file.size - 1);
    free(file.at);
    return gif;
}

static void gif_at_50(void **state) {
    (void)state;
    assert_int_equal(sim("two.ticker --panel hub75:64x16 --pitch 4 --at 2 --frames 25 --gif f.gif"),
                     0);
    gif_read gif = read_gif("f.gif");
    assert_int_equal(gif.frames, 25);
    assert_int_equal(gif.least, 2);
    assert_int_equal(gif.most, 2);
    assert_int_equal(gif.loops, 0);
    assert_int_equal(gif.pixels, gif.expected);
    assert_true(gif.width > 64 * 4 && gif.height > 16 * 4);
    assert_int_equal(
        sim("two.ticker --panel hub75:64x16 --pitch 4 --fps 10 --frames 3 --gif g.gif"), 0);
    assert_int_equal(read_gif("g.gif").least, 10);
}

/* ---- Y4M ------------------------------------------------------------------------------------- */

static void y4m_on_standard_output(void **state) {
    (void)state;
    assert_int_equal(
        sim("two.ticker --panel hub75:64x16 --pitch 4 --at 2 --frames 6 --y4m - >o.y4m"), 0);
    assert_int_equal(sim("two.ticker --panel hub75:64x16 --pitch 4 --at 2 --frames 6 --y4m f.y4m"),
                     0);
    assert_same("o.y4m", "f.y4m");
    bytes film = read_all("o.y4m");
    int width, height, rate;
    assert_int_equal(sscanf((char *)film.at, "YUV4MPEG2 W%d H%d F%d:1000 ", &width, &height, &rate),
                     3);
    assert_int_equal(rate, 60000);
    const uint8_t *body = memchr(film.at, '\n', film.size);
    assert_non_null(body);
    size_t head = (size_t)(body - film.at) + 1, frame = (size_t)(width * height) * 3;
    assert_int_equal(film.size - head, 6 * (frame + 6));
    for (size_t i = 0; i < 6; i++)
        assert_memory_equal(film.at + head + i * (frame + 6), "FRAME\n", 6);
    free(film.at);
    assert_int_equal(sim("--y4m - --hash"), 2);
}

/* ---- Loops ----------------------------------------------------------------------------------- */

/* The frame after the last is the first again. */
static void loops(void **state) {
    (void)state;
    static const char *const speeds[] = {"", "--speed 30", "--speed 55.5"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            sim("two.ticker --panel hub75:32x8 %s --loop --frames 40 --hash >h", speeds[i]), 0);
        char path[64];
        snprintf(path, sizeof path, "%s/h", folder);
        char *text = sample_read(path);
        char *second = strchr(text, '\n') + 1, *last = text;
        for (char *at = text; (at = strchr(at, '\n')) && at[1];)
            last = ++at;
        unsigned long long t0, t1, t39, first, again;
        assert_int_equal(sscanf(text, "0\t%llu\t%llx", &t0, &first), 2);
        assert_int_equal(sscanf(second, "1\t%llu", &t1), 1);
        assert_int_equal(sscanf(last, "39\t%llu", &t39), 1);
        /* The length lies within a microsecond of 40 times the first step. */
        bool closed = false;
        for (unsigned long long length = t39 - t0 + (t39 - t0) / 39 - 1; !closed; length++) {
            assert_true(length < (t1 - t0 + 1) * 40 + 1);
            assert_int_equal(sim("two.ticker --panel hub75:32x8 %s --at %llu.%06llu --hash >h",
                                 speeds[i], (t0 + length) / 1000000, (t0 + length) % 1000000),
                             0);
            char *one = sample_read(path);
            assert_int_equal(sscanf(one, "0\t%*u\t%llx", &again), 1);
            closed = again == first;
            free(one);
        }
        free(text);
    }
}

/* ---- What goes wrong ------------------------------------------------------------------------- */

static void disk_full(void **state) {
    (void)state;
    static const char *const kinds[] = {"png", "gif", "y4m", "vcd"};
    struct stat about;
    if (stat("/dev/full", &about) || !S_ISCHR(about.st_mode))
        skip();
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(sim("two.ticker --panel hub75:64x16 --at 1 --%s /dev/full", kinds[i]), 1);
        assert_string_equal(said, "motograph-sim: /dev/full: No space left on device\n");
    }
    static const char *const streams[] = {"--y4m -", "--hash", "--ascii"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sim("two.ticker --panel hub75:64x16 --frames 9 %s >/dev/full", streams[i]),
                         1);
        assert_string_equal(said, "motograph-sim: standard output: No space left on device\n");
    }
    assert_int_equal(stat("/dev/full", &about), 0);
    assert_true(S_ISCHR(about.st_mode));
    assert_int_equal(sim("two.ticker --record /dev/full --at 1 --hash >h"), 1);
    assert_non_null(strstr(said, "/dev/full: No space left on device"));
}

/* A file system of 64 KB, where one may mount it: the old file stays as it was. */
static void disk_really_full(void **state) {
    (void)state;
    char command[256];
    snprintf(command, sizeof command,
             "mkdir %s/small && mount -t tmpfs -o size=64k none %s/small 2>/dev/null", folder,
             folder);
    if (system(command))
        skip();
    static const char *const kinds[] = {"gif", "y4m", "vcd"};
    for (size_t i = 0; i < 3; i++) {
        int status =
            sim("two.ticker --panel hub75:64x16 --frames 60 --%s small/f 2>said", kinds[i]);
        assert_int_equal(status, 1);
        assert_string_equal(said, "motograph-sim: small/f: No space left on device\n");
        assert_false(is_there("small/f"));
        snprintf(command, sizeof command, "test -z \"$(ls -A %s/small)\"", folder);
        assert_int_equal(system(command), 0);
    }
    snprintf(command, sizeof command, "umount %s/small && rmdir %s/small", folder, folder);
    assert_int_equal(system(command), 0);
}

static void broken_pipe(void **state) {
    (void)state;
    char command[512];
    snprintf(command, sizeof command,
             "cd %s; { " MOTOGRAPH_SIM
             " two.ticker --frames 500 --gif b.gif --y4m - 2>said; echo $? >code; } "
             "| head -c 99 >/dev/null",
             folder);
    assert_int_equal(system(command), 0);
    bytes code = read_all("code"), words = read_all("said");
    assert_memory_equal(code.at, "141", 3);
    assert_int_equal(words.size, 0);
    assert_false(is_there("b.gif"));
    assert_no_parts();
    free(code.at);
    free(words.at);
}

static void stopped(void **state) {
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            if (chdir(folder))
                _exit(98);
            freopen("said", "w", stderr);
            execl(MOTOGRAPH_SIM, MOTOGRAPH_SIM, "two.ticker", "--frames", "1000000", "--gif",
                  "s.gif", NULL);
            _exit(99);
        }
        char part[64];
        snprintf(part, sizeof part, "s.gif.%ld.part", (long)pid);
        for (int tries = 0; tries < 500 && !is_there(part); tries++)
            usleep(20000);
        assert_true(is_there(part));
        kill(pid, signals[i]);
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 128 + signals[i]);
        assert_false(is_there("s.gif"));
        assert_no_parts();
    }
}

static void panels_of_any_size(void **state) {
    (void)state;
    assert_int_equal(sim("two.ticker --panel bulbs:4096x64 --at 2 --png w.png"), 0);
    assert_int_equal(sim("two.ticker --panel flipdot:4096x64 --at 2 --hash >h"), 0);
    assert_int_equal(sim("two.ticker --panel hub75:4096x64 --at 2 --png x.png"), 1);
    assert_non_null(strstr(said, "panel hub75:4096x64"));
    assert_false(is_there("x.png"));
    static const char *const kinds[] = {"hub75", "bulbs", "flipdot"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sim("--panel %s:1x1 --at 2 --png x.png", kinds[i]), 1);
        assert_non_null(strstr(said, "has 8 rows, zone \"main\" only 1"));
        assert_false(is_there("x.png"));
    }
}

/* ---- Options --------------------------------------------------------------------------------- */

static void record_and_replay(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/log", folder);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("500000 alert zone=0 priority=255 flags=0 ink=0 lifetime=0 text=Fire\n"
          "3000000 rate 2/1\n",
          out);
    fclose(out);
    assert_int_equal(sim("two.ticker --panel hub75:64x16 --at 1 --frames 3 --hash >plain"), 0);
    assert_int_equal(sim("two.ticker --panel hub75:64x16 --replay log --record again --at 1 "
                         "--frames 3 --hash >one"),
                     0);
    assert_int_equal(
        sim("two.ticker --panel hub75:64x16 --replay again --at 1 --frames 3 --hash >two"), 0);
    assert_same("one", "two");
    bytes plain = read_all("plain"), one = read_all("one");
    assert_memory_not_equal(plain.at, one.at, plain.size);
    free(plain.at);
    free(one.at);
    assert_int_equal(sim("two.ticker --replay none --hash"), 1);
    assert_non_null(strstr(said, "none: No such file"));
}

static void speed_and_date(void **state) {
    (void)state;
    assert_int_equal(sim("two.ticker --speed 60 --at 2 --ascii >a"), 0);
    assert_int_equal(sim("two.ticker --speed 30 --at 4 --ascii >b"), 0);
    assert_same("a", "b");
    assert_int_equal(sim("two.ticker --speed 0 --at 4 --ascii"), 2);
    assert_int_equal(sim("two.ticker --date tomorrow --hash"), 2);
    assert_int_equal(sim("%s/assets/articles/town-hall.ics --date 2026-05-06 --at 1 --ascii >a",
                         MOTOGRAPH_SOURCE),
                     0);
    assert_int_equal(sim("%s/assets/articles/town-hall.ics --date 2026-05-07 --at 1 --ascii >b",
                         MOTOGRAPH_SOURCE),
                     0);
}

/* Pages rest: from one frame to the next mostly nothing changes. */
static void reduced_motion(void **state) {
    (void)state;
    assert_int_equal(
        sim("two.ticker --reduced-motion --at 1 --frames 30 --hash | cut -f3 | sort -u >a"), 0);
    assert_int_equal(sim("two.ticker --at 1 --frames 30 --hash | cut -f3 | sort -u >b"), 0);
    bytes rests = read_all("a"), runs = read_all("b");
    assert_true(rests.size <= 3 * 17);
    assert_true(runs.size >= 15 * 17);
    free(rests.at);
    free(runs.at);
}

static void model_file(void **state) {
    (void)state;
    char command[1024];
    snprintf(
        command, sizeof command,
        "cd %s && " MOTOGRAPH_ROM " train " MOTOGRAPH_SOURCE
        "/assets/articles/kerry-in-moscow.txt --size 8K -o own.model 2>/dev/null && " MOTOGRAPH_ROM
        " build " MOTOGRAPH_SOURCE
        "/assets/articles/kerry-in-moscow.ticker --model own.model -o own.rom && " MOTOGRAPH_ROM
        " build " MOTOGRAPH_SOURCE
        "/assets/articles/kerry-in-moscow.ticker --model stored -o stored.rom",
        folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(sim("own.rom --model own.model --at 3 --ascii >a"), 0);
    assert_string_equal(said, "");
    assert_int_equal(sim("stored.rom --at 3 --ascii >b"), 0);
    assert_same("a", "b");
    assert_int_equal(sim("own.rom --at 3 --ascii >c"), 0);
    assert_non_null(strstr(said, "is not built in: --model FILE"));
    assert_int_equal(sim("own.rom --model ./none.model --at 3 --ascii"), 1);
    assert_non_null(strstr(said, "none.model"));
}

static int set_up(void **state) {
    (void)state;
    char path[64];
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/two.ticker", folder);
    FILE *out = fopen(path, "w");
    if (!out)
        return -1;
    fputs(two, out);
    return fclose(out);
}

static int tear_down(void **state) {
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(every_pitch),
        cmocka_unit_test(gif_at_50),
        cmocka_unit_test(y4m_on_standard_output),
        cmocka_unit_test(loops),
        cmocka_unit_test(disk_full),
        cmocka_unit_test(disk_really_full),
        cmocka_unit_test(broken_pipe),
        cmocka_unit_test(stopped),
        cmocka_unit_test(panels_of_any_size),
        cmocka_unit_test(record_and_replay),
        cmocka_unit_test(speed_and_date),
        cmocka_unit_test(reduced_motion),
        cmocka_unit_test(model_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
