/* A page of this machine's own server, shown in the browser. */
#ifndef ILEX_CLI_BROWSER_H
#define ILEX_CLI_BROWSER_H

#include <stdbool.h>

/* The address lets in whoever has it, and every user of the machine can see what programs are started with:
 * so the browser gets a file that this user alone may read and that sends it on, as Jupyter does. It stands
 * in `folder`, and has to be taken away with cli_browser_forget; "" when there is none. */
typedef struct cli_launch {
    char path[4096];
} cli_launch;

/* Does nothing where there is no display. */
void cli_browser_open(cli_launch *launch, const char *folder, const char *address);
void cli_browser_forget(cli_launch *launch);

#endif
