# SPDX-License-Identifier: MIT
#
# roms.cmake: lists the ROMs of NAMES (with ;) in a C source OUT. The text of CODED is coded against the file MODEL.
file(READ ${MODEL} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)" "\\1\n    "
       bytes "${bytes}")
set(text "/* Written by roms.cmake. */\n#include \"frames.h\"\n\n")
foreach(name ${NAMES})
    string(APPEND text "#include \"${name}.h\"\n")
endforeach()
string(APPEND text "\nstatic const uint8_t model[] = {\n    ${bytes}\n};\n")
string(APPEND text "\nconst frames_rom frames_roms[] = {\n")
foreach(name ${NAMES})
    set(against "0, 0")
    if(name STREQUAL CODED)
        set(against "model, sizeof model")
    endif()
    string(APPEND text "    {\"${name}\", ${name}_rom, sizeof ${name}_rom, ${against}},\n")
endforeach()
string(APPEND text "};\nconst uint32_t frames_rom_count = sizeof frames_roms / sizeof *frames_roms;\n")
file(WRITE ${OUT} "${text}")
