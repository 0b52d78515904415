/* Waiting for files to come, by inotify. */
#ifndef IX_BATCH_WATCH_H
#define IX_BATCH_WATCH_H

#include <signal.h>

#include "batch/sources.h"

/* Watches the folders given and those in them, and the folders of files given; call it before looking at
 * them, so that nothing comes unseen. A descriptor, or -1 with errno set. */
int ix_watch_begin(const ix_selection *selection);
/* Waits until something has changed and it has been quiet for a moment; closes the descriptor. False when
 * `stop` was set. */
bool ix_watch_wait(int watch, const volatile sig_atomic_t *stop);

#endif
