/* What a review comes to, as records, as annotated releases, as examples for the rules. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "batch/file.h"
#include "review/gold.h"
#include "review/reviewed.h"

static bool failed(ilex_error *error, const char *path) {
    ix_error_set(error, ILEX_E_IO, "review.export", "%s: %s", path, strerror(errno));
    return false;
}

static char *dumped(const json_t *json, size_t flags) {
    return json_dumps(json, flags | JSON_REAL_PRECISION(15));
}

/* --- records --- */

static void put_line(ix_buf *buf, const json_t *record) {
    char *text = dumped(record, JSON_COMPACT);
    ix_buf_str(buf, ix_str_of(text));
    ix_buf_char(buf, '\n');
    free(text);
}

/* --- gold --- */

/* A name that any file system takes; the digest tells apart what then is the same. */
static void file_name(const ix_reviewed *d, char name[96]) {
    size_t n = 0;
    for (size_t i = 0; i < d->id.len && n < 60; i++) {
        char c = d->id.ptr[i];
        bool plain = isalnum((unsigned char)c) || (n && c == '-');
        name[n++] = plain ? c : '_';
    }
    snprintf(name + n, 96 - n, "-%.8s", d->sha256.ptr);
}

static bool put_file(const char *path, ix_str bytes, ilex_error *error) {
    ix_new_file file;
    ix_new_file_open(&file, path);
    ix_new_file_add(&file, bytes.ptr, bytes.len);
    return ix_new_file_place(&file) || failed(error, path);
}

/* The page itself where it still is what was read; else the text. */
static bool put_release(const ix_reviewed *d, const json_t *record, const char *base, ilex_error *error) {
    char path[4096];
    ix_buf page = {0};
    ix_str text = {json_string_value(json_object_get(record, "text")),
                   json_string_length(json_object_get(record, "text"))};
    const char *type = json_string_value(json_object_get(json_object_get(record, "source"), "media_type"));
    bool html = type && strcmp(type, "text/html") == 0 && ix_review_source_bytes(d, &page);
    snprintf(path, sizeof path, "%s.%s", base, html ? "html" : "txt");
    bool put = put_file(path, html ? ix_buf_view(&page) : text, error);
    ix_buf_done(&page);
    return put;
}

static bool put_gold(const ix_reviewed *d, const json_t *record, const char *folder, ilex_error *error) {
    char name[96], base[3072], path[4096];
    file_name(d, name);
    snprintf(base, sizeof base, "%s/%s", folder, name);
    snprintf(path, sizeof path, "%s.json", base);
    json_t *gold = ix_gold_of(record, name);
    char *text = dumped(gold, JSON_INDENT(1));
    bool put = put_release(d, record, base, error) && put_file(path, ix_str_of(text), error);
    free(text);
    json_decref(gold);
    return put;
}

/* --- examples --- */

/* One fact that a rule got wrong. */
typedef struct lesson {
    uint32_t rule;
    bool counter;
    ix_str words, published, gives; /* in the arena; gives as JSON, which is YAML */
} lesson;

typedef struct lessons {
    IX_ARRAY(lesson) list;
    ix_arena arena;
} lessons;

static bool ends_sentence(char c, char next) {
    return c == '\n' || (strchr(".!?", c) && isspace((unsigned char)next));
}

/* The sentence that a fact stands in, or as near to it as marks and blanks tell. */
static ix_str sentence_around(ix_str text, ix_span fact) {
    size_t start = fact.start, end = fact.end;
    while (start > 0 && !ends_sentence(text.ptr[start - 1], text.ptr[start]))
        start--;
    while (end < text.len && !(end > fact.start && ends_sentence(text.ptr[end - 1], text.ptr[end])) &&
           text.ptr[end] != '\n')
        end++;
    return ix_str_trim(ix_str_sub(text, start, end));
}

/* A column of the flat fact, and the key that an example has for it (cli/findings.c): of a kind of facts, or
 * of all. */
typedef struct lesson_key {
    const char *field, *key, *kind;
} lesson_key;

static const lesson_key lesson_keys[] = {{"value", "value", NULL},
                                         {"high", "high", NULL},
                                         {"unit", "unit", NULL},
                                         {"unit_name", "unit_name", NULL},
                                         {"modifier", "modifier", "figure"},
                                         {"modifier", "mod", "date"},
                                         {"change", "change", NULL},
                                         {"status", "status", NULL},
                                         {"of", "of", NULL},
                                         {"population", "population", NULL},
                                         {"place", "place", NULL},
                                         {"as_of", "as_of", NULL},
                                         {"start_date", "start_date", NULL},
                                         {"end_date", "end_date", NULL},
                                         {"cue", "cue", NULL},
                                         {"speaker", "speaker", "quote"},
                                         {"role", "role", NULL},
                                         {"organisation", "organisation", "quote"},
                                         {"name", "name", NULL},
                                         {"organisation", "organisation", "person"},
                                         {"acronym", "acronym", NULL},
                                         {"canonical", "canonical", NULL},
                                         {"type", "kind", "figure"},
                                         {"type", "type", "date"},
                                         {"type", "type", "quote"},
                                         {"type", "type", "organisation"}};

/* The fact's words, a quote's without its marks, and what was corrected. */
static json_t *given(const ix_event *e) {
    json_t *after = json_loadb(e->field[IX_EVENT_after].ptr, e->field[IX_EVENT_after].len, 0, NULL);
    json_t *before = json_loadb(e->field[IX_EVENT_before].ptr, e->field[IX_EVENT_before].len, 0, NULL);
    json_t *gives = json_object(), *value;
    ix_str kind = e->field[IX_EVENT_kind];
    const char *words = ix_str_is(kind, "quote") ? "quoted" : "text";
    value = json_object_get(after, words);
    json_object_set(gives, "text", value ? value : json_object_get(before, words));
    for (size_t i = 0; i < sizeof lesson_keys / sizeof *lesson_keys; i++) {
        const lesson_key *k = &lesson_keys[i];
        value = json_object_get(after, k->field);
        if (value && (!k->kind || ix_str_is(kind, k->kind)))
            json_object_set(gives, k->key, value);
    }
    json_decref(after);
    json_decref(before);
    return gives;
}

typedef struct teaching {
    const ix_review *review;
    const ix_reviewed *document;
    const ix_groups *groups;
    const ix_document *doc;
    const uint32_t *byte_of; /* of each code point */
    lessons *lessons;
} teaching;

static void learn(void *context, uint32_t i, const ix_fact *fact) {
    teaching *t = context;
    const ix_review_fact *f = &t->review->facts.v[t->document->first_fact + i];
    const ix_group *group = ix_group_of(t->groups, f->id);
    if (!group || (f->state != IX_REJECTED && f->state != IX_CORRECTED))
        return;
    ix_arena *arena = &t->lessons->arena;
    ix_span span = {t->byte_of[fact->start], t->byte_of[fact->end]};
    ix_str words = sentence_around(t->doc->text, span);
    lesson *l = IX_PUSH(arena, &t->lessons->list);
    *l = (lesson){.rule = f->rule,
                  .counter = f->state == IX_REJECTED,
                  .words = ix_str_copy(arena, words),
                  .published = ix_str_copy(arena, t->document->published)};
    if (l->counter)
        return;
    json_t *gives = given(group->folded.last);
    char *text = dumped(gives, 0);
    l->gives = ix_str_copy(arena, ix_str_of(text));
    free(text);
    json_decref(gives);
}

static bool learn_from(ix_review *review, const ix_reviewed *d, lessons *lessons, ilex_error *error) {
    ix_buf record = {0};
    ix_groups groups;
    bool read = ix_review_record(review, d, &record, error);
    ix_revived r = read ? ix_revive(record.ptr, record.len) : (ix_revived){0};
    ix_review_group(review, d, &groups);
    if (r.doc && groups.list.n) {
        uint32_t *byte_of = ix_arena_alloc(&groups.arena, (r.doc->text.len + 1) * sizeof *byte_of);
        ix_utf8_starts(r.doc->text, byte_of);
        ix_review_facts(r.doc, learn, &(teaching){review, d, &groups, r.doc, byte_of, lessons});
    }
    ix_arena_done(&groups.arena);
    ix_document_free(r.doc);
    ix_buf_done(&record);
    return read;
}

/* As YAML's single-quoted scalar, on one line. */
static void put_scalar(ix_buf *buf, ix_str words) {
    ix_buf_char(buf, '\'');
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];
        if (c == '\'')
            ix_buf_char(buf, c);
        ix_buf_char(buf, (unsigned char)c < ' ' ? ' ' : c);
    }
    ix_buf_char(buf, '\'');
}

static void put_lesson(ix_buf *buf, const lesson *l) {
    if (l->counter) {
        ix_buf_str(buf, IX_STR("  - "));
        put_scalar(buf, l->words);
        ix_buf_char(buf, '\n');
        return;
    }
    ix_buf_str(buf, IX_STR("  - text: "));
    put_scalar(buf, l->words);
    if (l->published.len)
        ix_buf_format(buf, "\n    published: '%.*s'", IX_FMT(l->published));
    ix_buf_format(buf, "\n    gives: [%.*s]\n", IX_FMT(l->gives));
}

static void put_rule(ix_buf *buf, const ix_review_rule *rule, uint32_t index, const lessons *lessons) {
    bool named = false;
    for (int counter = 0; counter < 2; counter++) {
        bool begun = false;
        for (uint32_t i = 0; i < lessons->list.n; i++) {
            const lesson *l = &lessons->list.v[i];
            if (l->rule != index || l->counter != (counter == 1))
                continue;
            if (!named)
                ix_buf_format(buf, "# %.*s\n", IX_FMT(rule->name));
            if (!begun)
                ix_buf_format(buf, "  %s:\n", counter ? "counterexamples" : "examples");
            named = begun = true;
            put_lesson(buf, l);
        }
    }
}

/* --- all of them --- */

static bool gather(ix_review *review, const char *form, const char *path, bool keep, const ix_unheld *unheld,
                   ix_buf *buf, lessons *lessons, ilex_error *error) {
    bool good = true;
    for (uint32_t i = 0; i < review->documents.n && good; i++) {
        const ix_reviewed *d = &review->documents.v[i];
        if (strcmp(form, "examples") == 0) {
            good = learn_from(review, d, lessons, error);
            continue;
        }
        json_t *record = ix_reviewed_record(review, d, keep, unheld, error);
        bool gold = strcmp(form, "gold") == 0;
        good = record != NULL;
        if (good && !gold)
            put_line(buf, record);
        else if (good && d->decided + d->flagged + (uint32_t)(d->first_event >= 0))
            good = put_gold(d, record, path, error);
        json_decref(record);
    }
    return good;
}

bool ix_review_export(ix_review *review, const char *form, const char *path, bool keep_unreviewed,
                      ix_review_unheld unheld, uint32_t *n_unheld, ilex_error *error) {
    lessons lessons = {0};
    ix_buf buf = {0};
    bool gold = strcmp(form, "gold") == 0;
    if (!ix_review_refresh(review, error))
        return false;
    if (!gold && strcmp(form, "records") != 0 && strcmp(form, "examples") != 0)
        return ix_error_set(error, ILEX_E_USAGE, "review.export",
                            "there is no form '%s'; there are records, gold, examples", form) == ILEX_OK;
    if (gold && !path)
        return ix_error_set(error, ILEX_E_USAGE, "review.export",
                            "gold goes into a folder: --output says which") == ILEX_OK;
    bool good = !gold || ix_make_folder(path) || failed(error, path);
    good = good &&
           gather(review, form, path, keep_unreviewed, &(ix_unheld){unheld, n_unheld}, &buf, &lessons, error);
    for (uint32_t i = 0; i < review->rules.n && good; i++)
        put_rule(&buf, &review->rules.v[i], i, &lessons);
    if (good && !gold && path && strcmp(path, "-") != 0)
        good = put_file(path, ix_buf_view(&buf), error);
    else if (good && !gold)
        good = (fwrite(buf.ptr ? buf.ptr : "", 1, buf.len, stdout) == buf.len && fflush(stdout) == 0) ||
               failed(error, "standard output");
    ix_arena_done(&lessons.arena);
    ix_buf_done(&buf);
    return good;
}
