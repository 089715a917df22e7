/* SPDX-License-Identifier: MIT
 *
 * The file on show is watched: an edit shows within a second, a bad edit changes nothing and is
 * told.
 */
#include "sample.h"
#include "session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static session s;
static char *path;

static void write_file(const char *name, const void *bytes, size_t size) {
    FILE *out = fopen(name, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void write_text(const char *text) {
    write_file(path, text, strlen(text));
}

static void begin(const char *suffix, const void *bytes, size_t size) {
    path = sample_file(suffix, bytes, size);
    session_options options = {.file = path,
                               .brightness = 100,
                               .watching = true,
                               .building = {.model = "stored", .date = "2013-05-06"}};
    char why[SESSION_MESSAGE];
    if (!session_open(&s, &options, why, sizeof why))
        fail_msg("%s", why);
}

static void begin_text(const char *suffix, const char *text) {
    begin(suffix, text, strlen(text));
}

static void end(void) {
    session_close(&s);
    remove(path);
    free(path);
}

/* A second passes, in frames of a sixtieth; gives how many notices came. */
static unsigned second(void) {
    unsigned before = s.notices;
    for (int i = 0; i < 60; i++)
        session_advance(&s, 16667);
    return s.notices - before;
}

static uint32_t lines(void) {
    session_status status;
    session_status_now(&s, &status);
    return status.lines;
}

static void assert_edit_shows(uint32_t expected) {
    assert_int_equal(second(), 1);
    assert_false(s.notice_is_bad);
    assert_int_equal(lines(), expected);
    assert_int_equal(second(), 0);
}

/* `part` is in the message, and the sign shows what it showed. */
static void assert_edit_is_refused(uint32_t expected, const char *part) {
    char *before = headless_ascii(s.sign, s.time + 500000);
    assert_int_equal(second(), 1);
    assert_true(s.notice_is_bad);
    assert_non_null(strstr(s.notice, path));
    assert_non_null(strstr(s.notice, part));
    assert_int_equal(lines(), expected);
    uint64_t then = s.time - 60 * 16667 + 500000;
    char *after = headless_ascii(s.sign, then);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(second(), 0);
}

static void script_edits(void **state) {
    (void)state;
    begin_text(".ticker", "headline: One\n");
    assert_int_equal(second(), 0);
    write_text("headline: One\nagenda: Two\n");
    assert_edit_shows(2);
    write_text("headline: One\nagenda[speed=fast]: Two\n");
    assert_edit_is_refused(2, ":2: ");
    write_text("headline: One\nagenda: Two\npoint: Three\n");
    assert_edit_shows(3);
    end();
}

/* As editors save: a new file takes the name, or the old one is away for a while. */
static void renamed_and_recreated(void **state) {
    (void)state;
    begin_text(".ticker", "headline: One\n");
    char *other = sample_file(".ticker", "headline: One\nagenda: Two\n", 26);
    assert_int_equal(rename(other, path), 0);
    free(other);
    assert_edit_shows(2);
    assert_int_equal(remove(path), 0);
    assert_int_equal(second(), 0);
    assert_int_equal(lines(), 2);
    write_text("headline: One\nagenda: Two\npoint: Three\n");
    assert_edit_shows(3);
    end();
}

static void rom_edits(void **state) {
    (void)state;
    size_t size, other_size;
    uint8_t *one = sample_rom("headline: One\n", &size);
    uint8_t *other = sample_rom("headline: One\nagenda: Two\n", &other_size);
    begin(".rom", one, size);
    write_file(path, other, other_size);
    assert_edit_shows(2);
    other[other_size - 1] ^= 1;
    write_file(path, other, other_size);
    assert_edit_is_refused(2, "");
    write_file(path, one, size);
    assert_edit_shows(1);
    free(one);
    free(other);
    end();
}

static char *source(const char *name, size_t *size) {
    char *text = sample_read(name);
    *size = strlen(text);
    return text;
}

static void article_and_feed_edits(void **state) {
    (void)state;
    static const char *const files[] = {"assets/articles/kerry-in-moscow.txt",
                                        "assets/articles/harbour-news.xml"};
    static const char *const suffixes[] = {".txt", ".xml"};
    for (int i = 0; i < 2; i++) {
        size_t size;
        char *text = source(files[i], &size);
        begin(suffixes[i], text, size);
        uint32_t before = lines();
        assert_true(before > 1);
        write_file(path, "", 0);
        assert_edit_is_refused(before, "");
        write_file(path, text, size);
        assert_edit_shows(before);
        free(text);
        end();
    }
}

/* The program itself tells of a bad edit on standard error, and goes on. */
static void program_tells(void **state) {
    (void)state;
    path = sample_file(".ticker", "headline: One\n", 14);
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pipes[1], STDERR_FILENO);
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        setenv("SDL_RENDER_DRIVER", "software", 1);
        execl(MOTOGRAPH_SIM, MOTOGRAPH_SIM, "--view", "window", path, NULL);
        _exit(99);
    }
    close(pipes[1]);
    char said[1000] = "";
    size_t size = 0;
    time_t give_up = time(NULL) + 10;
    sleep(1);
    write_text("headline[speed=fast]: One\n");
    while (!strchr(said, '\n') && time(NULL) < give_up) {
        struct pollfd in = {pipes[0], POLLIN, 0};
        if (poll(&in, 1, 100) != 1)
            continue;
        ssize_t got = read(pipes[0], said + size, sizeof said - 1 - size);
        if (got <= 0)
            break;
        size += (size_t)got;
        said[size] = '\0';
    }
    int status;
    assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
    kill(pid, SIGTERM);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 128 + SIGTERM);
    assert_non_null(strstr(said, path));
    assert_non_null(strstr(said, ":1: speed is \"fast\""));
    close(pipes[0]);
    remove(path);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(script_edits),  cmocka_unit_test(renamed_and_recreated),
        cmocka_unit_test(rom_edits),     cmocka_unit_test(article_and_feed_edits),
#ifdef MOTOGRAPH_WINDOW
        cmocka_unit_test(program_tells),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
