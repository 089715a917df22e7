# SPDX-License-Identifier: MIT
# cmake -DFROM=FILE -DTO=FILE.c -P builtin.cmake: the bytes of a file as C.
file(READ "${FROM}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE "${TO}" "#include \"builtin_article.h\"

const unsigned char builtin_article[] = {
    ${bytes}
};
const size_t builtin_article_size = sizeof builtin_article;
")
