#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

ilex_status ix_error_set(ilex_error *error, ilex_status status, const char *code, const char *format, ...) {
    if (error) {
        *error = (ilex_error){.status = status};
        snprintf(error->code, sizeof error->code, "%s", code);
        va_list args;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return status;
}
