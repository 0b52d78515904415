#include "review/reviewed.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/utf8.h"

typedef struct revising {
    json_t *record;
    const char *text;
    uint32_t *byte_of; /* of each code point, and one past the last */
    uint32_t n_code_points;
} revising;

static const char *const prefixes = "fdqop"; /* of ids, by kind */

/* --- places --- */

static void index_text(revising *r) {
    ix_str text = {json_string_value(json_object_get(r->record, "text")),
                   json_string_length(json_object_get(r->record, "text"))};
    r->text = text.ptr;
    r->byte_of = ix_alloc((text.len + 1) * sizeof *r->byte_of);
    r->n_code_points = ix_utf8_starts(text, r->byte_of);
}

static bool put_span(const revising *r, json_t *to, json_int_t start, json_int_t end) {
    if (start < 0 || end <= start || end > r->n_code_points)
        return false;
    json_object_set_new(to, "start", json_integer(start));
    json_object_set_new(to, "end", json_integer(end));
    json_object_set_new(to, "text",
                        json_stringn(r->text + r->byte_of[start], r->byte_of[end] - r->byte_of[start]));
    return true;
}

/* Code points before the byte. */
static json_int_t code_point_at(const revising *r, size_t byte) {
    uint32_t low = 0, high = r->n_code_points;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (r->byte_of[mid] < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The words as they stand nearest before or in the fact, else first after it; NULL when nowhere. */
static json_t *find_words(const revising *r, const json_t *words, const json_t *item) {
    json_int_t end = json_integer_value(json_object_get(item, "end"));
    const char *best = NULL;
    if (!json_string_length(words))
        return NULL;
    size_t limit = end >= 0 && end <= r->n_code_points ? r->byte_of[end] : 0;
    for (const char *at = r->text; (at = strstr(at, json_string_value(words))); at++) {
        if (!best || (size_t)(at - r->text) <= limit)
            best = at;
        if ((size_t)(at - r->text) > limit)
            break;
    }
    json_t *found = best ? json_object() : NULL;
    if (best) {
        json_int_t start = code_point_at(r, (size_t)(best - r->text));
        put_span(r, found, start, code_point_at(r, (size_t)(best - r->text) + json_string_length(words)));
    }
    return found;
}

/* --- corrections --- */

typedef enum form { TEXT, NEEDED, DECIMAL, DAY, CHOICE, WORDS, AS_OF, NAME_OF_BODY, WIKIDATA, SPEAKER } form;

/* A column of the flat fact, the record's key, and what may stand there. */
typedef struct column {
    const char *field, *key;
    form form;
    const char *choices; /* each with a blank on both sides; a '-' allows null */
} column;

static const column of_figure[] = {
    {"value", "value", DECIMAL, NULL},
    {"high", "high", DECIMAL, "-"},
    {"type", "kind", CHOICE, " count percent percentage_points money ratio multiple measure duration age "},
    {"unit", "unit", TEXT, NULL},
    {"unit_name", "unit_name", TEXT, NULL},
    {"modifier", "modifier", CHOICE, "- about more_than less_than at_least at_most "},
    {"change", "change", CHOICE, "- increase decrease "},
    {"status", "status", CHOICE, " actual target projected "},
    {"of", "of", WORDS, NULL},
    {"place", "place", WORDS, NULL},
    {"population", "population", WORDS, NULL},
    {"as_of", "as_of", AS_OF, NULL},
    {0}};
static const column of_date[] = {
    {"value", "value", TEXT, NULL},      {"type", "type", CHOICE, " DATE TIME DURATION SET "},
    {"modifier", "mod", TEXT, NULL},     {"start_date", "start_date", DAY, NULL},
    {"end_date", "end_date", DAY, NULL}, {0}};
static const column of_quote[] = {{"type", "type", CHOICE, " direct mixed indirect "},
                                  {"cue", "cue", WORDS, NULL},
                                  {"speaker", "name", SPEAKER, NULL},
                                  {"role", "role", SPEAKER, NULL},
                                  {"organisation", "organisation", SPEAKER, NULL},
                                  {0}};
static const column of_organisation[] = {
    {"name", "name", NEEDED, NULL},
    {"acronym", "acronym", TEXT, NULL},
    {"canonical", "canonical", TEXT, NULL},
    {"type", "type", CHOICE,
     " intergovernmental government company ngo union employers university media court group programme "
     "other "},
    {"organisation", "parent", NAME_OF_BODY, NULL},
    {"wikidata", "ids", WIKIDATA, NULL},
    {0}};
static const column of_person[] = {{"name", "name", NEEDED, NULL},
                                   {"role", "role", TEXT, NULL},
                                   {"organisation", "organisation", NAME_OF_BODY, NULL},
                                   {0}};
static const column *const columns[IX_FACT_KINDS] = {of_figure, of_date, of_quote, of_organisation,
                                                     of_person};

static bool is_choice(const char *choices, const char *value) {
    char word[64];
    if (!value)
        return choices[0] == '-';
    return snprintf(word, sizeof word, " %s ", value) < (int)sizeof word && !strchr(value, ' ') &&
           strstr(choices, word);
}

/* A plain decimal as the record has it; `number` goes with `value`. */
static void put_decimal(json_t *item, const column *c, const char *value) {
    ix_decimal decimal = ix_decimal_parse(ix_str_of(value));
    if (!decimal.ok && (value || !c->choices))
        return;
    json_object_set_new(item, c->key, value ? json_string(value) : json_null());
    if (strcmp(c->key, "value") == 0)
        json_object_set_new(item, "number",
                            decimal.e >= 0 ? json_integer(strtoll(value, NULL, 10))
                                           : json_real(strtod(value, NULL)));
}

static json_t *body_named(const revising *r, const char *name) {
    json_t *body;
    size_t i;
    json_array_foreach(json_object_get(r->record, "organisations"), i, body) {
        const char *keys[] = {"name", "acronym", "canonical"};
        for (int k = 0; k < 3 && name; k++) {
            const char *own = json_string_value(json_object_get(body, keys[k]));
            if (own && strcmp(own, name) == 0)
                return json_incref(json_object_get(body, "id"));
        }
    }
    return json_null();
}

static json_t *person_named(const revising *r, const char *name) {
    json_t *person;
    size_t i;
    json_array_foreach(json_object_get(r->record, "people"), i, person) {
        const char *own = json_string_value(json_object_get(person, "name"));
        if (own && name && strcmp(own, name) == 0)
            return json_incref(json_object_get(person, "id"));
    }
    return json_null();
}

static void put_speaker(const revising *r, json_t *quote, const column *c, const char *value) {
    json_t *speaker = json_object_get(quote, "speaker");
    if (!json_is_object(speaker)) {
        speaker = json_pack("{s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:n}", "text", "start", "end", "name", "person",
                            "role", "organisation", "resolved");
        json_object_set_new(quote, "speaker", speaker);
    }
    if (strcmp(c->field, "organisation") == 0) {
        json_object_set_new(speaker, "organisation", body_named(r, value));
        return;
    }
    json_object_set_new(speaker, c->key, value ? json_string(value) : json_null());
    if (strcmp(c->field, "speaker") == 0)
        json_object_set_new(speaker, "person", person_named(r, value));
}

static bool is_day(const char *value) {
    return ix_day_parse(ix_str_of(value)).year && strlen(value) == 10;
}

static bool is_wikidata(const char *value) {
    return value[0] == 'Q' && value[1] && value[1 + strspn(value + 1, "0123456789")] == '\0';
}

static json_t *string_or_null(const char *value) {
    return value && *value ? json_string(value) : json_null();
}

static void put_field(const revising *r, json_t *item, const column *c, const json_t *given) {
    const char *value = json_string_length(given) ? json_string_value(given) : NULL;
    json_t *words;
    switch (c->form) {
    case DECIMAL:
        put_decimal(item, c, value);
        break;
    case CHOICE:
        if (is_choice(c->choices, value))
            json_object_set_new(item, c->key, string_or_null(value));
        break;
    case NEEDED:
    case TEXT:
        if (value || c->form == TEXT)
            json_object_set_new(item, c->key, string_or_null(value));
        break;
    case DAY:
        if (!value || is_day(value))
            json_object_set_new(item, c->key, string_or_null(value));
        break;
    case WORDS:
        words = find_words(r, given, item);
        if (words || !value)
            json_object_set_new(item, c->key, words ? words : json_null());
        break;
    case AS_OF:
        json_object_set_new(item, c->key,
                            value ? json_pack("{s:s,s:n,s:s}", "value", value, "date", "from", "sentence")
                                  : json_null());
        break;
    case NAME_OF_BODY:
        json_object_set_new(item, c->key, body_named(r, value));
        break;
    case WIKIDATA:
        if (!value || is_wikidata(value))
            json_object_set_new(item, c->key, value ? json_pack("{s:s}", "wikidata", value) : json_object());
        break;
    case SPEAKER:
        put_speaker(r, item, c, value);
    }
}

/* Where a body or person is shown by a mention, that is what a corrected span moves. */
static void put_place(const revising *r, json_t *item, const json_t *after, uint32_t mention) {
    json_t *start = json_object_get(after, "start"), *end = json_object_get(after, "end");
    json_t *mentions = json_object_get(item, "mentions");
    json_t *at = mentions ? json_array_get(mentions, mention) : item;
    if (!at || !start || !end || !put_span(r, at, json_integer_value(start), json_integer_value(end)))
        return;
    json_object_set_new(at, "source", json_null());
    if (!json_object_get(at, "segments"))
        return;
    json_object_del(at, "text"); /* a quote has its words in its segments */
    json_object_set_new(at, "source_pieces", json_null());
}

static void put_quoted(const revising *r, json_t *quote, const json_t *after) {
    json_t *words = find_words(r, json_object_get(after, "quoted"), quote);
    if (words)
        json_object_set_new(quote, "segments", json_pack("[o]", words));
}

static void correct(const revising *r, json_t *item, int kind, uint32_t mention, ix_str json) {
    json_t *after = json_loadb(json.ptr, json.len, 0, NULL);
    put_place(r, item, after, mention);
    for (const column *c = columns[kind]; c->field; c++)
        if (json_object_get(after, c->field))
            put_field(r, item, c, json_object_get(after, c->field));
    if (kind == IX_QUOTE_FACT && json_object_get(after, "quoted"))
        put_quoted(r, item, after);
    json_decref(after);
}

/* --- added facts --- */

static json_t *blank(int kind) {
    switch (kind) {
    case IX_FIGURE_FACT:
        return json_pack("{s:n,s:s,s:n,s:i,s:s,s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:s,s:n,s:n,s:[],s:s}",
                         "source", "value", "0", "high", "number", 0, "kind", "count", "unit", "unit_name",
                         "unit_text", "modifier", "modifier_text", "change", "of", "place", "population",
                         "as_of", "status", "actual", "status_text", "said_by", "links", "rule", "review");
    case IX_DATE_FACT:
        return json_pack("{s:n,s:s,s:n,s:n,s:n,s:n,s:n,s:s}", "source", "type", "DATE", "value", "mod",
                         "start_date", "end_date", "anchor", "rule", "review");
    case IX_QUOTE_FACT:
        return json_pack("{s:s,s:n,s:n,s:[],s:n,s:n,s:s}", "type", "direct", "source", "source_pieces",
                         "segments", "cue", "speaker", "rule", "review");
    case IX_ORGANISATION_FACT:
        return json_pack("{s:s,s:n,s:n,s:{},s:s,s:n,s:[{s:n,s:s}]}", "name", "", "acronym", "canonical",
                         "ids", "type", "other", "parent", "mentions", "source", "rule", "review");
    default:
        return json_pack("{s:s,s:n,s:n,s:[{s:n,s:s}]}", "name", "", "role", "organisation", "mentions",
                         "source", "rule", "review");
    }
}

/* What the fact's own words are must be named: a body's name, a quote's segment. */
static bool name_added(const revising *r, json_t *item, int kind) {
    json_t *mention = json_array_get(json_object_get(item, "mentions"), 0);
    const json_t *at = mention ? mention : item;
    json_int_t start = json_integer_value(json_object_get(at, "start")),
               end = json_integer_value(json_object_get(at, "end"));
    if (!json_object_get(at, "start"))
        return false;
    if (mention && !json_string_length(json_object_get(item, "name")))
        json_object_set(item, "name", json_object_get(mention, "text"));
    if (kind == IX_QUOTE_FACT && !json_array_size(json_object_get(item, "segments"))) {
        json_t *segment = json_object();
        put_span(r, segment, start, end);
        json_array_append_new(json_object_get(item, "segments"), segment);
    }
    return true;
}

static void add_facts(const revising *r, const ix_groups *groups) {
    for (uint32_t i = 0; i < groups->list.n; i++) {
        const ix_group *g = &groups->list.v[i];
        const ix_event *first = g->events.v[0];
        ix_state state = g->folded.state;
        int kind = ix_fact_kind_named(first->field[IX_EVENT_kind]);
        if (first->decision != IX_ADD || kind < 0 ||
            (state != IX_ADDED && state != IX_ACCEPTED && state != IX_CORRECTED))
            continue;
        json_t *item = blank(kind);
        correct(r, item, kind, 0, first->field[IX_EVENT_after]);
        if (state == IX_CORRECTED)
            correct(r, item, kind, 0, g->folded.last->field[IX_EVENT_after]);
        if (name_added(r, item, kind))
            json_array_append(json_object_get(r->record, ix_fact_list_names[kind]), item);
        json_decref(item);
    }
}

/* --- numbers and references --- */

/* The new id of an old one, or null. */
static json_t *renamed(const json_t *names, const json_t *id) {
    json_t *to = json_is_string(id) ? json_object_get(names, json_string_value(id)) : NULL;
    return to ? to : json_null();
}

static void rename_at(const json_t *names, json_t *object, const char *key) {
    json_t *id = json_object_get(object, key);
    if (json_is_string(id) && strcmp(json_string_value(id), "published") != 0)
        json_object_set(object, key, renamed(names, id));
}

static void rename_links(const json_t *names, json_t *figure) {
    json_t *links = json_object_get(figure, "links");
    for (size_t i = json_array_size(links); i-- > 0;) {
        json_t *link = json_array_get(links, i);
        rename_at(names, link, "figure");
        if (json_is_null(json_object_get(link, "figure")))
            json_array_remove(links, i);
    }
}

static void number_anew(const revising *r) {
    json_t *names = json_object(), *item;
    size_t i;
    char id[24];
    for (int kind = 0; kind < IX_FACT_KINDS; kind++)
        json_array_foreach(json_object_get(r->record, ix_fact_list_names[kind]), i, item) {
            const char *old = json_string_value(json_object_get(item, "id"));
            snprintf(id, sizeof id, "%c%zu", prefixes[kind], i + 1);
            if (old)
                json_object_set_new(names, old, json_string(id));
            json_object_set_new(item, "id", json_string(id));
        }
    for (int kind = 0; kind < IX_FACT_KINDS; kind++)
        json_array_foreach(json_object_get(r->record, ix_fact_list_names[kind]), i, item) {
            rename_at(names, json_object_get(item, "as_of"), "date");
            rename_at(names, item, "said_by");
            rename_at(names, item, "anchor");
            rename_at(names, item, "parent");
            rename_at(names, item, "organisation");
            rename_at(names, json_object_get(item, "speaker"), "person");
            rename_at(names, json_object_get(item, "speaker"), "organisation");
            rename_links(names, item);
        }
    json_decref(names);
}

/* --- the record --- */

/* A number that is left out goes where every number is that is no fact: into the ledger, in its place. */
static void enter_ledger(const revising *r, const json_t *item, ix_state state) {
    char reason[32];
    json_t *ledger = json_object_get(r->record, "ledger"), *entry = json_object();
    json_int_t start = json_integer_value(json_object_get(item, "start"));
    size_t at = json_array_size(ledger);
    while (at > 0 && json_integer_value(json_object_get(json_array_get(ledger, at - 1), "start")) > start)
        at--;
    put_span(r, entry, start, json_integer_value(json_object_get(item, "end")));
    snprintf(reason, sizeof reason, "review:%s", ix_state_names[state]);
    json_object_set_new(entry, "reason", json_string(reason));
    json_array_insert_new(ledger, at, entry);
}

static bool is_number(const json_t *item, int kind) {
    const char *text = json_string_value(json_object_get(item, "text"));
    return kind == IX_FIGURE_FACT || (kind == IX_DATE_FACT && text && strpbrk(text, "0123456789"));
}

static bool keeps(ix_state state, bool keep_unreviewed) {
    return state == IX_ACCEPTED || state == IX_CORRECTED ||
           (keep_unreviewed && (state == IX_UNREVIEWED || state == IX_REOPENED));
}

static void revise(ix_review *review, const ix_reviewed *d, const revising *r, bool keep_unreviewed) {
    ix_groups groups;
    ix_review_group(review, d, &groups);
    for (uint32_t i = 0; i < d->n_facts; i++) {
        const ix_review_fact *f = &review->facts.v[d->first_fact + i];
        const ix_group *g = ix_group_of(&groups, f->id);
        json_t *item = json_array_get(json_object_get(r->record, ix_fact_list_names[f->kind]), f->index);
        if (f->state == IX_CORRECTED && g)
            correct(r, item, f->kind, f->mention, g->folded.last->field[IX_EVENT_after]);
    }
    for (uint32_t i = d->n_facts; i-- > 0;) {
        const ix_review_fact *f = &review->facts.v[d->first_fact + i];
        json_t *list = json_object_get(r->record, ix_fact_list_names[f->kind]);
        json_t *item = json_array_get(list, f->index);
        if (keeps((ix_state)f->state, keep_unreviewed))
            continue;
        if (is_number(item, f->kind))
            enter_ledger(r, item, (ix_state)f->state);
        json_array_remove(list, f->index);
    }
    add_facts(r, &groups);
    number_anew(r);
    ix_arena_done(&groups.arena);
}

json_t *ix_reviewed_record(ix_review *review, const ix_reviewed *document, bool keep_unreviewed,
                           ilex_error *error) {
    ix_buf bytes = {0};
    revising r = {0};
    if (ix_review_record(review, document, &bytes, error))
        r.record = json_loadb(bytes.ptr, bytes.len, 0, NULL);
    if (r.record) {
        index_text(&r);
        revise(review, document, &r, keep_unreviewed);
        free(r.byte_of);
    }
    ix_buf_done(&bytes);
    return r.record;
}
