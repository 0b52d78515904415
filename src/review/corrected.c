#include "review/corrected.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "review/session.h"

/* --- places --- */

void ix_revising_index(ix_revising *r) {
    ix_str text = {json_string_value(json_object_get(r->record, "text")),
                   json_string_length(json_object_get(r->record, "text"))};
    r->text = text.ptr;
    r->byte_of = ix_alloc((text.len + 1) * sizeof *r->byte_of);
    r->n_code_points = ix_utf8_starts(text, r->byte_of);
}

bool ix_revising_span(const ix_revising *r, json_t *to, json_int_t start, json_int_t end) {
    if (start < 0 || end <= start || end > r->n_code_points)
        return false;
    json_object_set_new(to, "start", json_integer(start));
    json_object_set_new(to, "end", json_integer(end));
    json_object_set_new(to, "text",
                        json_stringn(r->text + r->byte_of[start], r->byte_of[end] - r->byte_of[start]));
    return true;
}

/* Code points before the byte. */
static json_int_t code_point_at(const ix_revising *r, size_t byte) {
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
static json_t *find_words(const ix_revising *r, const json_t *words, const json_t *item) {
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
        ix_revising_span(r, found, start,
                         code_point_at(r, (size_t)(best - r->text) + json_string_length(words)));
    }
    return found;
}

/* --- corrections --- */

typedef enum form {
    TEXT,
    NEEDED,
    DECIMAL,
    DAY,
    CHOICE,
    WORDS,
    AS_OF,
    NAME_OF_BODY,
    WIKIDATA,
    SPEAKER,
    SAID_BY
} form;

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
    {"speaker", "said_by", SAID_BY, NULL},
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

json_t *ix_body_named(const ix_revising *r, const char *name) {
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

static json_t *person_named(const ix_revising *r, const char *name) {
    json_t *person;
    size_t i;
    json_array_foreach(json_object_get(r->record, "people"), i, person) {
        const char *own = json_string_value(json_object_get(person, "name"));
        if (own && name && strcmp(own, name) == 0)
            return json_incref(json_object_get(person, "id"));
    }
    return json_null();
}

static void put_speaker(const ix_revising *r, json_t *quote, const column *c, const char *value) {
    json_t *speaker = json_object_get(quote, "speaker");
    if (!json_is_object(speaker)) {
        speaker = json_pack("{s:n,s:n,s:n,s:n,s:n,s:n,s:n,s:n}", "text", "start", "end", "name", "person",
                            "role", "organisation", "resolved");
        json_object_set_new(quote, "speaker", speaker);
    }
    if (strcmp(c->field, "organisation") == 0) {
        json_object_set_new(speaker, "organisation", ix_body_named(r, value));
        return;
    }
    json_object_set_new(speaker, c->key, value ? json_string(value) : json_null());
    if (strcmp(c->field, "speaker") == 0)
        json_object_set_new(speaker, "person", person_named(r, value));
}

static bool stands_in(const json_t *item, const json_t *quote) {
    return json_integer_value(json_object_get(quote, "start")) <=
               json_integer_value(json_object_get(item, "start")) &&
           json_integer_value(json_object_get(item, "end")) <=
               json_integer_value(json_object_get(quote, "end"));
}

/* A figure has its speaker from the quote that it stands in: the one by that speaker, else one by nobody,
 * which gets the speaker with it. */
static void put_said_by(const ix_revising *r, json_t *figure, const column *c, const char *value) {
    json_t *quote, *chosen = NULL;
    size_t i;
    json_object_set_new(figure, c->key, json_null());
    json_array_foreach(json_object_get(r->record, "quotes"), i, quote) {
        const char *name = json_string_value(json_object_get(json_object_get(quote, "speaker"), "name"));
        if (value && stands_in(figure, quote) && (name ? strcmp(name, value) == 0 : !chosen))
            chosen = quote;
    }
    if (!chosen)
        return;
    put_speaker(r, chosen, &(column){"speaker", "name", SPEAKER, NULL}, value);
    json_object_set(figure, c->key, json_object_get(chosen, "id"));
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

static void put_field(const ix_revising *r, json_t *item, const column *c, const json_t *given) {
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
        json_object_set_new(item, c->key, ix_body_named(r, value));
        break;
    case WIKIDATA:
        if (!value || is_wikidata(value))
            json_object_set_new(item, c->key, value ? json_pack("{s:s}", "wikidata", value) : json_object());
        break;
    case SAID_BY:
        put_said_by(r, item, c, value);
        break;
    case SPEAKER:
        put_speaker(r, item, c, value);
    }
}

/* Where a body or person is shown by a mention, that is what a corrected span moves. */
static void put_place(const ix_revising *r, json_t *item, const json_t *after, uint32_t mention) {
    json_t *start = json_object_get(after, "start"), *end = json_object_get(after, "end");
    json_t *mentions = json_object_get(item, "mentions");
    json_t *at = mentions ? json_array_get(mentions, mention) : item;
    if (!at || !start || !end || !ix_revising_span(r, at, json_integer_value(start), json_integer_value(end)))
        return;
    json_object_set_new(at, "source", json_null());
    if (!json_object_get(at, "segments"))
        return;
    json_object_del(at, "text"); /* a quote has its words in its segments */
    json_object_set_new(at, "source_pieces", json_null());
}

static void put_quoted(const ix_revising *r, json_t *quote, const json_t *after) {
    json_t *words = find_words(r, json_object_get(after, "quoted"), quote);
    if (words)
        json_object_set_new(quote, "segments", json_pack("[o]", words));
}

void ix_correct(const ix_revising *r, json_t *item, int kind, uint32_t mention, ix_str json) {
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

json_t *ix_blank_fact(int kind) {
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
bool ix_name_added(const ix_revising *r, json_t *item, int kind) {
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
        ix_revising_span(r, segment, start, end);
        json_array_append_new(json_object_get(item, "segments"), segment);
    }
    return true;
}
