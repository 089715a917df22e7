/* SPDX-License-Identifier: MIT */
#include "../../platform/cortex-m/semihosting.h"

#include "frames.h"

int main(void) {
    return frames_run(semihosting_write);
}
