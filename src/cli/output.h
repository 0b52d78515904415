/* Where output goes: standard output, or a file that is put in place whole. */
#ifndef ILEX_CLI_OUTPUT_H
#define ILEX_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

typedef struct cli_output {
    FILE *file;
    const char *path; /* NULL: standard output */
    char *temporary;
} cli_output;

/* False after complaining. */
bool cli_output_open(cli_output *output, const char *path);
/* Puts the file in place when `keep`, else forgets it. False after complaining. */
bool cli_output_close(cli_output *output, bool keep);

#endif
