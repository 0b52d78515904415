/* The pipeline: what happens to a release, in order, a line each. */
#include "ilex.h"

#include <stdlib.h>

#include "base/error.h"
#include "stages.h"

struct ilex_worker {
    const ilex_ruleset *rules;
    ix_matcher *matcher;
};

ilex_worker *ilex_worker_new(const ilex_ruleset *rules) {
    ilex_worker *worker = ix_alloc(sizeof *worker);
    worker->rules = rules;
    worker->matcher = ix_matcher_new();
    return worker;
}

void ilex_worker_free(ilex_worker *worker) {
    if (!worker)
        return;
    ix_matcher_free(worker->matcher);
    free(worker);
}

void ilex_worker_costs(const ilex_worker *worker, void (*each)(const ilex_rule_cost *, void *),
                       void *context) {
    ix_matcher_costs(worker->matcher, each, context);
}

static void extract(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    ix_extract_exclusions(doc, matcher);
    ix_extract_dates(doc, language, matcher);
    ix_extract_figures(doc, language, matcher);
    ix_extract_names(doc, language, matcher);
    ix_extract_quotes(doc, language, matcher);
}

static void resolve(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    ix_resolve_dates(doc, language);
    ix_resolve_organisations(doc, language);
    ix_resolve_people(doc, language);
    ix_resolve_speakers(doc, language);
    ix_resolve_figures(doc, language, matcher);
    ix_resolve_ledger(doc, language);
}

ilex_status ilex_extract(ilex_worker *worker, const void *bytes, size_t n, const ilex_input *input,
                         ilex_document **out, ilex_error *error) {
    static const ilex_input nothing = {0};
    ix_document *doc = ix_document_new();
    *out = NULL;
    if (!input)
        input = &nothing;
    ilex_status status = ix_ingest(doc, bytes, n, input, error);
    if (status != ILEX_OK) {
        ix_document_free(doc);
        return status;
    }
    doc->explain = ix_ruleset_explains(worker->rules);
    ix_parse(doc, worker->rules, input);
    ix_detect_language(doc, worker->rules);
    doc->rules_digest = ix_ruleset_digest(worker->rules, doc->language);
    const ix_language *language = ix_ruleset_language(worker->rules, doc->language);
    if (language) {
        ix_segment(doc, language, worker->matcher, worker->rules);
        extract(doc, language, worker->matcher);
        resolve(doc, language, worker->matcher);
        ix_matcher_end(worker->matcher);
    }
    *out = doc;
    return ILEX_OK;
}

ilex_status ilex_why_not(ilex_worker *worker, const char *rule, const void *bytes, size_t n,
                         const ilex_input *input, double *share, ilex_sink sink, void *context,
                         ilex_error *error) {
    ix_document *doc;
    ix_whynot *why = ix_whynot_new(rule);
    ix_buf told = {0};
    ix_matcher_ask(worker->matcher, why);
    ilex_status status = ilex_extract(worker, bytes, n, input, &doc, error);
    ix_matcher_ask(worker->matcher, NULL);
    if (status == ILEX_OK) {
        ix_whynot_tell(why, doc, &told);
        if (share)
            *share = ix_whynot_share(why);
        if (sink(told.ptr, told.len, context) != 0)
            status = ix_error_set(error, ILEX_E_IO, "write.failed", "the output could not be written");
    }
    ix_buf_done(&told);
    ix_whynot_free(why);
    ix_document_free(doc);
    return status;
}

void ilex_document_free(ilex_document *doc) {
    ix_document_free(doc);
}

ilex_counts ilex_document_counts(const ilex_document *doc) {
    return (ilex_counts){doc->figures.n, doc->dates.n, doc->quotes.n, doc->organisations.n, doc->people.n};
}
