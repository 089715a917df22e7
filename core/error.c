/* SPDX-License-Identifier: MIT */
#include "error.h"

const char *moto_error_text(int error) {
    switch (error) {
    case MOTO_ERR_SIZE:
        return "the size does not match the format";
    case MOTO_ERR_MAGIC:
        return "not a Motograph file of this kind";
    case MOTO_ERR_VERSION:
        return "written for a newer version of the format";
    case MOTO_ERR_CRC:
        return "the checksum does not match: the bytes are damaged";
    case MOTO_ERR_FORMAT:
        return "a field is out of its range";
    case MOTO_ERR_LIMIT:
        return "beyond a limit of this build";
    case MOTO_ERR_MODEL:
        return "needs a text model that is not here";
    case MOTO_ERR_MEMORY:
        return "the buffer is too small";
    case MOTO_ERR_RANGE:
        return "an argument is out of its range";
    default:
        return error < 0 ? "unknown error" : "no error";
    }
}
