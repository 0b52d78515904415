/* The files that operands name, and their bytes. */
#ifndef ILEX_CLI_INPUTS_H
#define ILEX_CLI_INPUTS_H

#include "base/buf.h"

/* A file's bytes, up to one more than ilex reads (the rest would only be refused); NULL path or "-" is
 * standard input. Returns 0 or errno. */
int cli_read(const char *path, ix_buf *bytes);

enum { CLI_NO_RELEASES = -1 }; /* a trouble beside errno's: a folder without any */
const char *cli_trouble(int trouble);

typedef void (*cli_visit)(const char *path, int trouble, void *context);
/* Each operand, and each release in a folder and the folders in it, in order of name; `trouble` is one, or 0.
 */
void cli_each_input(const char **operands, int n, cli_visit visit, void *context);
bool cli_is_folder(const char *path);

#endif
