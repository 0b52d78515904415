/* Filling an ilex_error. */
#ifndef IX_BASE_ERROR_H
#define IX_BASE_ERROR_H

#include "ilex.h"

/* Sets status, code and message, clears the rest; returns status. `error` may be NULL. */
ilex_status ix_error_set(ilex_error *error, ilex_status status, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
