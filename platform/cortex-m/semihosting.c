/* SPDX-License-Identifier: MIT */
#include "semihosting.h"

#include <stddef.h>
#include <string.h>

enum {
    SYS_OPEN = 0x01,
    SYS_WRITE0 = 0x04,
    SYS_WRITE = 0x05,
    SYS_GET_CMDLINE = 0x15,
    SYS_EXIT_EXTENDED = 0x20,
    APPLICATION_EXIT = 0x20026,
    MODE_WRITE_BINARY = 5,
};

static uint32_t call(uint32_t operation, const void *argument) {
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void semihosting_write(const char *text) {
    call(SYS_WRITE0, text);
}

void semihosting_exit(int status) {
    const uint32_t block[2] = {APPLICATION_EXIT, (uint32_t)status};
    call(SYS_EXIT_EXTENDED, block);
    for (;;)
        ;
}

void semihosting_write_number(uint64_t number) {
    char text[24] = "";
    char *at = text + sizeof text - 1;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    semihosting_write(at);
}

void semihosting_arguments(char *line, uint32_t size) {
    struct {
        char *line;
        uint32_t size;
    } block = {line, size};
    line[0] = '\0';
    if (call(SYS_GET_CMDLINE, &block) != 0)
        line[0] = '\0';
}

void semihosting_append(const char *path, const void *bytes, uint32_t size) {
    static uint32_t handle = UINT32_MAX;
    if (handle == UINT32_MAX) {
        const struct {
            const char *path;
            uint32_t mode, length;
        } block = {path, MODE_WRITE_BINARY, strlen(path)};
        handle = call(SYS_OPEN, &block);
    }
    const struct {
        uint32_t handle;
        const void *bytes;
        uint32_t size;
    } block = {handle, bytes, size};
    call(SYS_WRITE, &block);
}
