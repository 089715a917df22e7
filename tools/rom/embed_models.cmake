# SPDX-License-Identifier: MIT
#
# cmake -DTO=OUT.c -DFROM=FILE;FILE -P embed_models.cmake: text models as C arrays, under their names.
set(arrays "")
set(entries "")
set(number 0)
foreach(file IN LISTS FROM)
    get_filename_component(name ${file} NAME_WLE)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND arrays "static const uint8_t model_${number}[] = {\n${hex}};\n\n")
    string(APPEND entries "    {\"${name}\", model_${number}, sizeof model_${number}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${TO} "/* SPDX-License-Identifier: MIT */\n#include \"models.h\"\n\n${arrays}\
const model_file model_files[] = {\n${entries}    {0},\n};\n\
const size_t model_file_count = ${number};\n")
