/* ilex: dated figures, quotations with their speakers and organisations out of press releases.
 *
 * A ruleset is loaded once and may be shared by threads. A worker holds one thread's scratch memory. A
 * document is what extraction gives; it outlives the worker, but not the ruleset, whose rule names it
 * borrows. Handles are opaque; a function that fails returns a status and fills the caller's ilex_error.
 * Strings passed in are borrowed for the call only; strings handed out belong to the object they came from.
 * All text is UTF-8.
 *
 *     ilex_ruleset *rules = ilex_ruleset_load(NULL, 0, report, NULL);
 *     ilex_worker *worker = ilex_worker_new(rules);
 *     ilex_document *doc;
 *     ilex_error error;
 *     if (ilex_extract(worker, bytes, n, &(ilex_input){.path = "release.html"}, &doc, &error) == ILEX_OK)
 *         ilex_document_write(doc, "json", to_stdout, NULL, &error);
 *     ilex_document_free(doc);
 *     ilex_worker_free(worker);
 *     ilex_ruleset_free(rules);
 */
#ifndef ILEX_H
#define ILEX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ILEX_VERSION "0.1.0"

#if defined(__GNUC__)
#define ILEX_API __attribute__((visibility("default")))
#else
#define ILEX_API
#endif

typedef enum ilex_status {
    ILEX_OK = 0,
    ILEX_E_USAGE,    /* an argument makes no sense: unknown format, language, bad date */
    ILEX_E_RULES,    /* rules missing or broken */
    ILEX_E_INPUT,    /* the document cannot be read: empty, binary, over the size cap, not there */
    ILEX_E_IO,       /* reading or writing failed */
    ILEX_E_INTERNAL, /* a fault in ilex itself */
} ilex_status;

/* What went wrong and where. `file` is "" and line, column are 0 where there is none; columns count code
 * points from 1. */
typedef struct ilex_error {
    ilex_status status;
    char code[48]; /* stable, dotted: "input.binary", "rules.unknown_list" */
    char message[512];
    char file[256];
    int line, column;
    char rule[128];    /* full rule name, or "" */
    char excerpt[256]; /* the source line, for the caret under `column`, or "" */
} ilex_error;

typedef void (*ilex_report)(const ilex_error *error, void *context);
/* Returns 0 on success; anything else ends the writing with ILEX_E_IO. */
typedef int (*ilex_sink)(const void *bytes, size_t n, void *context);

typedef struct ilex_ruleset ilex_ruleset;
typedef struct ilex_worker ilex_worker;
typedef struct ilex_document ilex_document;

enum {
    ILEX_STRICT = 1,   /* load: one broken rule fails the load */
    ILEX_NO_GATES = 2, /* load: try every rule on every sentence (slow; the results must be the same) */
    ILEX_NO_JIT = 4,   /* load: interpret patterns */
    ILEX_EXPLAIN = 8,  /* load: documents remember the matches that lost, and why */
    ILEX_LAZY = 32,    /* load: a language's rules are read and compiled, and their faults reported, when its
                          first document comes */
    ILEX_PROFILE = 16, /* load: workers count what each rule costs */
};

/* The version and, after a '+', the libraries it was built with. */
ILEX_API const char *ilex_version(void);

/* Load every language under `dir` (NULL: $ILEX_RULES, else the installed rules). All faults found are
 * reported, each with its place; rules without fault are still loaded unless ILEX_STRICT. NULL when there is
 * nothing usable. */
ILEX_API ilex_ruleset *ilex_ruleset_load(const char *dir, unsigned flags, ilex_report report, void *context);
ILEX_API void ilex_ruleset_free(ilex_ruleset *rules);
/* "sha256:…" over what a release in `language` is read by: the rules of that language, and what all share
 * (common/, the tables, each language's language.yaml). "" or a language without rules: what is shared; NULL:
 * all there is. */
ILEX_API const char *ilex_ruleset_digest(const ilex_ruleset *rules, const char *language);
/* All of these without loading the rules; `dir` as for ilex_ruleset_load. */
typedef void (*ilex_each_digest)(const char *language, const char *digest, void *context);
ILEX_API void ilex_rules_digests(const char *dir, ilex_each_digest each, void *context);

/* A rule as loaded for one language; rules of common/ come once for each language. */
typedef struct ilex_rule {
    const char *name, *language, *layer, *file, *status, *pattern;
    int line;
    int gates; /* how many clauses its gate has; 0: it is tried on every unit */
    int reach; /* characters that a match may begin before its anchor; -1: no anchor, the whole unit is
                  searched */
    int first; /* 1: known what a match begins with, so that only those places are tried */
} ilex_rule;
/* The i-th rule, language by language in file order; 0 past the end. */
ILEX_API int ilex_ruleset_rule(const ilex_ruleset *rules, int i, ilex_rule *out);

/* One example of a rule, to be run in `language`. */
typedef struct ilex_example {
    const char *rule, *layer, *language, *file, *text;
    const char *published; /* or "" */
    const char *gives; /* a JSON array of objects whose values are strings or null; "" for a counterexample */
    int line;
    int counter; /* a counterexample: the rule must not match */
} ilex_example;
/* Calls `each` for every example and counterexample; strings are borrowed for the call. Stops when it returns
 * non-zero. */
ILEX_API void ilex_ruleset_examples(const ilex_ruleset *rules, int (*each)(const ilex_example *, void *),
                                    void *context);

/* A layer of rules, in the order they are matched in, and the fields that its rules may emit, each with what
 * it says. */
typedef struct ilex_layer {
    const char *name, *about;
    const char *unit; /* "sentence" or "block": what a pattern is matched in */
} ilex_layer;
/* 0 past the end. */
ILEX_API int ilex_layer_at(int layer, ilex_layer *out);
/* The name of the layer's i-th field, NULL past the end. */
ILEX_API const char *ilex_layer_field(int layer, int i, const char **about);

/* Reports what is wrong or risky in rules that load: returns how many findings. `error.status` is
 * ILEX_E_RULES for what fails a check, ILEX_OK for advice. */
ILEX_API int ilex_ruleset_lint(const ilex_ruleset *rules, ilex_report report, void *context);

ILEX_API ilex_worker *ilex_worker_new(const ilex_ruleset *rules);
ILEX_API void ilex_worker_free(ilex_worker *worker);

/* What rules cost a worker so far; only with ILEX_PROFILE. */
typedef struct ilex_rule_cost {
    const char *rule, *language;
    uint64_t tried;  /* units that the gate let through */
    uint64_t places; /* places in them where the pattern was tried */
    uint64_t found;  /* matches, winning or not */
    uint64_t nanoseconds;
} ilex_rule_cost;
ILEX_API void ilex_worker_costs(const ilex_worker *worker, void (*each)(const ilex_rule_cost *, void *),
                                void *context);

/* What the caller knows of an input. Everything may be NULL or 0. */
typedef struct ilex_input {
    const char *id;
    const char *path;
    const char *url;
    const char *language;   /* "en", "fr", "es": overrides detection */
    const char *published;  /* "YYYY-MM-DD": overrides what the release says */
    const char *media_type; /* "text/plain", "text/html": overrides detection */
    const char *charset;    /* from a transport header; else detected */
    size_t max_bytes;       /* 0: 64 MiB */
    const char *favour;     /* "precision" or "recall" when finding a page's article; NULL: balanced */
} ilex_input;

/* Read one release. A poor document still gives a document, with diagnostics; only an unreadable one fails.
 */
ILEX_API ilex_status ilex_extract(ilex_worker *worker, const void *bytes, size_t n, const ilex_input *input,
                                  ilex_document **out, ilex_error *error);
ILEX_API void ilex_document_free(ilex_document *doc);

/* Read one release and tell, as text, what a rule (by its full name) did in each of its sentences or blocks:
 * what it matched and what became of that, else how far it came and what it asked for there. *share, if not
 * NULL, is how much of its pattern its best attempt came through: 1 for a match, 0 where it does not begin.
 * The ruleset has to be loaded with ILEX_EXPLAIN. */
ILEX_API ilex_status ilex_why_not(ilex_worker *worker, const char *rule, const void *bytes, size_t n,
                                  const ilex_input *input, double *share, ilex_sink sink, void *context,
                                  ilex_error *error);

/* How many of each kind were found. */
typedef struct ilex_counts {
    size_t figures, dates, quotes, organisations, people;
} ilex_counts;
ILEX_API ilex_counts ilex_document_counts(const ilex_document *doc);

/* The formats: name, ending of a file's name, one line of description. */
typedef struct ilex_format {
    const char *name, *extension, *about;
    int explains; /* it shows what the rules did: needs a ruleset loaded with ILEX_EXPLAIN */
} ilex_format;
/* The i-th one, NULL past the end. */
ILEX_API const ilex_format *ilex_format_at(int i);
/* What goes before the first document of a file: CSV's header line, nothing for most formats. */
ILEX_API ilex_status ilex_format_header(const char *format, ilex_sink sink, void *context, ilex_error *error);
ILEX_API ilex_status ilex_document_write(const ilex_document *doc, const char *format, ilex_sink sink,
                                         void *context, ilex_error *error);

#ifdef __cplusplus
}
#endif
#endif
