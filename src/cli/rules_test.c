#include "cli/rules_test.h"

#include <stdlib.h>

#include "cli/findings.h"

typedef struct trial {
    const cli_arguments *arguments;
    ilex_worker *worker;
    ix_buf bytes;
    int passed, failed;
} trial;

/* The document in one of the JSON formats, read back. */
static json_t *read_back(trial *t, const ilex_document *doc, const char *format) {
    t->bytes.len = 0;
    ilex_document_write(doc, format, ix_buf_sink, &t->bytes, NULL);
    return json_loadb(t->bytes.ptr, t->bytes.len, JSON_ALLOW_NUL, NULL);
}

static void fail(trial *t, const ilex_example *example, const char *what) {
    printf("%s:%d: %s: %s\n", example->file, example->line, example->rule, what);
    t->failed++;
}

static bool matched(const json_t *matches, const char *rule) {
    json_t *match;
    size_t i;
    json_array_foreach(json_object_get(matches, "matches"), i,
                       match) if (strcmp(rule, json_string_value(json_object_get(match, "rule"))) ==
                                  0) return true;
    return false;
}

/* Which of this rule's matches lost, and to what. */
static void show_lost(const json_t *matches, const char *rule) {
    json_t *lost;
    size_t i;
    json_array_foreach(json_object_get(matches, "lost"), i, lost) {
        const char *winner = json_string_value(json_object_get(lost, "winner"));
        if (strcmp(rule, json_string_value(json_object_get(lost, "rule"))) == 0)
            printf(
                "    it matched '%s', which lost: %s%s%s\n", json_string_value(json_object_get(lost, "text")),
                json_string_value(json_object_get(lost, "why")), winner ? ", to " : "", winner ? winner : "");
    }
}

static void show(const char *label, char *json) {
    printf("    %-8s %s\n", label, json);
    free(json);
}

static bool is_among(const json_t *findings, const json_t *expected) {
    json_t *finding;
    size_t i;
    json_array_foreach(findings, i, finding) if (cli_finding_is(finding, expected)) return true;
    return false;
}

/* Complains about the first thing that the example should give and does not. */
static bool gives_all(trial *t, const ilex_example *example, const json_t *findings) {
    json_t *gives = json_loads(example->gives, 0, NULL), *expected, *finding;
    size_t i, j;
    bool all = true;
    json_array_foreach(gives, i, expected) {
        if (is_among(findings, expected))
            continue;
        fail(t, example, "the example does not give what it should");
        show("expected", json_dumps(expected, 0));
        json_array_foreach(findings, j, finding) show("got", cli_finding_excerpt(finding, expected));
        if (json_array_size(findings) == 0)
            printf("    got      nothing\n");
        all = false;
        break;
    }
    json_decref(gives);
    return all;
}

static void judge(trial *t, const ilex_example *example, const json_t *record, const json_t *matches) {
    bool hit = matched(matches, example->rule);
    json_t *findings = cli_findings(record, matches, example->layer);
    if (example->counter && hit) {
        fail(t, example, "the rule matches its counterexample");
        printf("    in       %s\n", example->text);
    } else if (!example->counter && !gives_all(t, example, findings)) {
        show_lost(matches, example->rule);
    } else if (!example->counter && !hit) {
        fail(t, example, "another rule did it: this one did not match its example");
        show_lost(matches, example->rule);
    } else {
        t->passed++;
    }
    json_decref(findings);
}

static int test(const ilex_example *example, void *context) {
    trial *t = context;
    ilex_document *doc;
    ilex_error error;
    if (!cli_rule_wanted(t->arguments, example->rule))
        return 0;
    ilex_input input = {.language = example->language,
                        .published = *example->published ? example->published : NULL,
                        .media_type = "text/plain"};
    if (ilex_extract(t->worker, example->text, strlen(example->text), &input, &doc, &error) != ILEX_OK) {
        fail(t, example, error.message);
        return 0;
    }
    json_t *record = read_back(t, doc, "ndjson"), *matches = read_back(t, doc, "matches");
    judge(t, example, record, matches);
    json_decref(record);
    json_decref(matches);
    ilex_document_free(doc);
    return 0;
}

cli_exit cli_rules_test(const cli_arguments *arguments, ilex_ruleset *rules) {
    trial t = {.arguments = arguments, .worker = ilex_worker_new(rules)};
    ilex_ruleset_examples(rules, test, &t);
    printf("%d passed, %d failed\n", t.passed, t.failed);
    ix_buf_done(&t.bytes);
    ilex_worker_free(t.worker);
    return t.failed ? CLI_FAILED_CHECK : CLI_DONE;
}
