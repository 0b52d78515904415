#include "ilex.h"

const char *ilex_version(void) {
    return ILEX_VERSION "+" IX_LIBRARIES;
}
