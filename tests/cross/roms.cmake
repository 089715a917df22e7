# SPDX-License-Identifier: MIT
#
# roms.cmake: lists the ROMs of NAMES (with ;) in a C source OUT.
set(text "/* Written by roms.cmake. */\n#include \"frames.h\"\n\n")
foreach(name ${NAMES})
    string(APPEND text "#include \"${name}.h\"\n")
endforeach()
string(APPEND text "\nconst frames_rom frames_roms[] = {\n")
foreach(name ${NAMES})
    string(APPEND text "    {\"${name}\", ${name}_rom, sizeof ${name}_rom},\n")
endforeach()
string(APPEND text "};\nconst uint32_t frames_rom_count = sizeof frames_roms / sizeof *frames_roms;\n")
file(WRITE ${OUT} "${text}")
