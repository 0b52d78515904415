#include "cli/findings.h"

#include <stdlib.h>
#include <string.h>

static void put(json_t *object, const char *key, json_t *value) {
    if (value && !json_is_null(value))
        json_object_set(object, key, value);
}

/* Each mention of each entity, with the entity's own fields. */
static json_t *mentions_of(const json_t *entities) {
    json_t *all = json_array(), *entity, *mention;
    size_t i, j;
    json_array_foreach(entities, i, entity) {
        json_array_foreach(json_object_get(entity, "mentions"), j, mention) {
            json_t *one = json_copy(entity);
            json_object_update(one, mention);
            json_object_del(one, "mentions");
            json_array_append_new(all, one);
        }
    }
    return all;
}

/* The name of the entity with that id, for fields that refer to one. */
static json_t *name_of(const json_t *entities, const json_t *id) {
    json_t *entity;
    size_t i;
    json_array_foreach(entities, i, entity) if (json_equal(json_object_get(entity, "id"),
                                                           id)) return json_object_get(entity, "name");
    return NULL;
}

/* The segments' words joined by blanks. */
static json_t *joined(const json_t *segments) {
    json_t *all = json_string(""), *segment;
    size_t i;
    json_array_foreach(segments, i, segment) {
        json_t *longer = json_sprintf("%s%s%s", json_string_value(all), i ? " " : "",
                                      json_string_value(json_object_get(segment, "text")));
        json_decref(all);
        all = longer;
    }
    return all;
}

/* Quotes with their words as `text`, and the speaker's fields beside the quote's own. */
static json_t *quotes_of(const json_t *record) {
    json_t *all = json_array(), *quote;
    size_t i;
    json_array_foreach(json_object_get(record, "quotes"), i, quote) {
        json_t *one = json_copy(quote), *speaker = json_object_get(quote, "speaker");
        json_object_set_new(one, "text", joined(json_object_get(quote, "segments")));
        put(one, "mention", json_object_get(speaker, "text"));
        put(one, "role", json_object_get(speaker, "role"));
        put(one, "resolved", json_object_get(speaker, "resolved"));
        put(one, "organisation",
            name_of(json_object_get(record, "organisations"), json_object_get(speaker, "organisation")));
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *people_of(const json_t *record) {
    json_t *all = mentions_of(json_object_get(record, "people")), *one;
    size_t i;
    json_array_foreach(all, i, one) {
        json_t *body =
            name_of(json_object_get(record, "organisations"), json_object_get(one, "organisation"));
        put(one, "organisation", body);
    }
    return all;
}

/* The layer's matches, their fields beside their text. */
static json_t *matches_of(const json_t *matches, const char *layer) {
    json_t *all = json_array(), *match;
    size_t i;
    json_array_foreach(json_object_get(matches, "matches"), i, match) {
        if (strcmp(layer, json_string_value(json_object_get(match, "layer"))) != 0)
            continue;
        json_t *one = json_copy(json_object_get(match, "fields"));
        json_object_set(one, "text", json_object_get(match, "text"));
        json_array_append_new(all, one);
    }
    return all;
}

json_t *cli_findings(const json_t *record, const json_t *matches, const char *layer) {
    static const struct {
        const char *layer, *array;
    } plain[] = {{"figure", "figures"},
                 {"date", "dates"},
                 {"moment", "dates"},
                 {"period", "dates"},
                 {"exclude", "ledger"}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(layer, plain[i].layer) == 0)
            return json_copy(json_object_get(record, plain[i].array));
    if (strcmp(layer, "organisation") == 0)
        return mentions_of(json_object_get(record, "organisations"));
    if (strcmp(layer, "person") == 0)
        return people_of(record);
    if (strcmp(layer, "attribution") == 0 || strcmp(layer, "reported") == 0)
        return quotes_of(record);
    return matches_of(matches, layer);
}

/* What stands for an object where one word is expected: {"value"}, {"name"} or {"text"}. */
static const json_t *gist(const json_t *object) {
    static const char *const keys[] = {"value", "name", "text"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *value = json_object_get(object, keys[i]);
        if (value && !json_is_null(value))
            return value;
    }
    return NULL;
}

/* Strings are compared with whatever stands there as it is written in JSON. */
static bool scalar_is(const json_t *found, const json_t *expected) {
    if (json_is_object(found))
        found = gist(found);
    if (!found || json_is_null(found))
        return json_is_null(expected);
    if (json_is_string(found) || json_is_null(expected))
        return json_equal(found, expected);
    char *text = json_dumps(found, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    bool same = strcmp(text, json_string_value(expected)) == 0;
    free(text);
    return same;
}

static bool value_is(const json_t *found, const json_t *expected) {
    if (json_is_object(expected))
        return cli_finding_is(found, expected);
    if (!json_is_array(expected))
        return scalar_is(found, expected);
    if (!json_is_array(found) || json_array_size(found) != json_array_size(expected))
        return false;
    for (size_t i = 0; i < json_array_size(expected); i++)
        if (!value_is(json_array_get(found, i), json_array_get(expected, i)))
            return false;
    return true;
}

bool cli_finding_is(const json_t *finding, const json_t *expected) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)expected, key,
                        value) if (!value_is(json_object_get(finding, key), value)) return false;
    return true;
}

char *cli_finding_excerpt(const json_t *finding, const json_t *expected) {
    json_t *part = json_object(), *value;
    const char *key;
    put(part, "text", json_object_get(finding, "text"));
    json_object_foreach((json_t *)expected, key, value) {
        const json_t *found = json_object_get(finding, key);
        const json_t *shown = json_is_object(found) && !json_is_object(value) ? gist(found) : found;
        json_object_set_new(part, key, shown ? json_copy((json_t *)shown) : json_null());
    }
    put(part, "rule", json_object_get(finding, "rule"));
    char *line = json_dumps(part, 0);
    json_decref(part);
    return line;
}
