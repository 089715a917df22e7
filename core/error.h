/* SPDX-License-Identifier: MIT
 *
 * Errors of the core: 0 or a positive count is success, one negative number says what went wrong.
 */
#ifndef MOTO_ERROR_H
#define MOTO_ERROR_H

typedef enum moto_error {
    MOTO_OK = 0,
    MOTO_ERR_SIZE = -1,    /* fewer or more bytes than the format says                  */
    MOTO_ERR_MAGIC = -2,   /* the bytes are not of this format at all                   */
    MOTO_ERR_VERSION = -3, /* written for a newer major version of the format           */
    MOTO_ERR_CRC = -4,     /* the checksum does not match: the bytes were damaged       */
    MOTO_ERR_FORMAT = -5,  /* a field is out of its range or points outside the blob    */
    MOTO_ERR_LIMIT = -6,   /* well formed, but beyond a compile-time limit (limits.h)   */
    MOTO_ERR_MODEL = -7,   /* the ROM names a text model that this firmware has not got */
    MOTO_ERR_MEMORY = -8,  /* the caller's buffer is too small                          */
    MOTO_ERR_RANGE = -9,   /* an argument is out of its range                           */
} moto_error;

/* A short English sentence for people, without a full stop; never null. */
const char *moto_error_text(int error);

#endif
