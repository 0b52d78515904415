/* A review without its server: a command a line on standard input, an answer a line on standard output.
 *
 *   driver OUT REVIEWER [curator|blind]
 *   session | documents | document N | events SEQ | rules | agreement | source N START END | post [JSON…] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/review.h"

static bool answer(ix_review *review, char *line, ix_buf *buf, ilex_error *error) {
    unsigned long a = 0, b = 0, c = 0;
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "post ", 5) == 0)
        return ix_review_post(review, line + 5, strlen(line + 5), buf, error);
    if (sscanf(line, "source %lu %lu %lu", &a, &b, &c) == 3)
        return ix_review_source(review, (uint32_t)a, b, c, buf, error);
    if (sscanf(line, "document %lu", &a) == 1)
        return ix_review_document(review, (uint32_t)a, buf, error);
    if (sscanf(line, "events %lu", &a) == 1)
        return ix_review_events(review, (int64_t)a, buf, error);
    if (strcmp(line, "session") == 0)
        return ix_review_session(review, buf, error);
    if (strcmp(line, "documents") == 0)
        return ix_review_documents(review, buf, error);
    if (strcmp(line, "rules") == 0)
        return ix_review_rules(review, buf, error);
    return ix_review_agreement(review, buf, error);
}

int main(int argc, char **argv) {
    ilex_error error = {0};
    char *line = NULL;
    size_t cap = 0;
    ix_review_role role = argc < 4                          ? IX_REVIEWER
                          : strcmp(argv[3], "curator") == 0 ? IX_CURATOR
                                                            : IX_BLIND_REVIEWER;
    ix_review *review = argc > 2 ? ix_review_open(argv[1], argv[2], role, &error) : NULL;
    if (!review)
        return fprintf(stderr, "driver: %s\n", error.message), 2;
    while (getline(&line, &cap, stdin) > 0) {
        ix_buf buf = {0};
        if (answer(review, line, &buf, &error))
            puts(buf.ptr);
        else
            printf("{\"error\":\"%s\",\"line\":%d}\n", error.message, error.line);
        fflush(stdout);
        ix_buf_done(&buf);
    }
    free(line);
    ix_review_close(review);
    return 0;
}
