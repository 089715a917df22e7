# SPDX-License-Identifier: MIT
#
# For a Cortex-M: cmake --preset cortex-m0, or with -DMOTOGRAPH_CPU=cortex-m3, cortex-m4 ...
# The compiler may come without a C library; include/ here has the little that the core wants of one.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
find_program(MOTOGRAPH_ARM_GCC arm-none-eabi-gcc)
if(NOT MOTOGRAPH_ARM_GCC)
    message(FATAL_ERROR "no arm-none-eabi-gcc: install it (Debian: gcc-arm-none-eabi), or run tools/setup")
endif()
set(CMAKE_C_COMPILER ${MOTOGRAPH_ARM_GCC})
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MOTOGRAPH_CPU)
set(MOTOGRAPH_CPU cortex-m0 CACHE STRING "what arm-none-eabi-gcc knows as -mcpu")
string(CONCAT CMAKE_C_FLAGS_INIT "-mcpu=${MOTOGRAPH_CPU} -mthumb -ffunction-sections -fdata-sections "
       "-fno-tree-loop-distribute-patterns -isystem ${CMAKE_CURRENT_LIST_DIR}/include")
