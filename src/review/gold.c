#include "review/gold.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *string_at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static void copy(json_t *to, const json_t *from, const char *key) {
    json_t *value = json_object_get(from, key);
    json_object_set(to, key, value ? value : json_null());
}

static void set(json_t *to, const char *key, const char *value) {
    json_object_set_new(to, key, value ? json_string(value) : json_null());
}

static json_t *named(const json_t *record, const char *list, const json_t *id) {
    json_t *item;
    size_t i;
    json_array_foreach(json_object_get(record, list), i, item) {
        if (json_equal(json_object_get(item, "id"), id))
            return item;
    }
    return NULL;
}

static const char *body_of(const json_t *record, const json_t *item) {
    return string_at(named(record, "organisations", json_object_get(item, "organisation")), "name");
}

static void add_date(json_t *list, const json_t *record, const json_t *d) {
    const char *type = string_at(d, "type");
    (void)record;
    if (!type || (strcmp(type, "DATE") != 0 && strcmp(type, "TIME") != 0))
        return;
    json_t *gold = json_object();
    copy(gold, d, "text");
    copy(gold, d, "value");
    json_array_append_new(list, gold);
}

static void add_figure(json_t *list, const json_t *record, const json_t *f) {
    char value[128];
    const char *high = string_at(f, "high");
    json_t *gold = json_object();
    (void)record;
    snprintf(value, sizeof value, "%s%s%s", string_at(f, "value"), high ? "/" : "", high ? high : "");
    copy(gold, f, "text");
    set(gold, "value", value);
    copy(gold, f, "kind");
    copy(gold, f, "unit");
    set(gold, "of", string_at(json_object_get(f, "of"), "text"));
    copy(gold, f, "modifier");
    copy(gold, f, "change");
    set(gold, "as_of", string_at(json_object_get(f, "as_of"), "value"));
    copy(gold, f, "status");
    json_array_append_new(list, gold);
}

static void add_quote(json_t *list, const json_t *record, const json_t *q) {
    const char *type = string_at(q, "type");
    json_t *segment, *speaker = json_object_get(q, "speaker");
    size_t i;
    if (type && strcmp(type, "indirect") == 0)
        return;
    json_t *gold = json_object(), *segments = json_array();
    json_array_foreach(json_object_get(q, "segments"), i, segment)
        json_array_append(segments, json_object_get(segment, "text"));
    json_object_set_new(gold, "segments", segments);
    set(gold, "speaker", string_at(speaker, "name"));
    set(gold, "mention", string_at(speaker, "text"));
    set(gold, "role", string_at(speaker, "role"));
    set(gold, "organisation", body_of(record, speaker));
    json_array_append_new(list, gold);
}

static bool has(const json_t *strings, const json_t *string) {
    json_t *one;
    size_t i;
    json_array_foreach(strings, i, one) {
        if (json_equal(one, string))
            return true;
    }
    return false;
}

static void add_organisation(json_t *list, const json_t *record, const json_t *o) {
    const char *type = string_at(o, "type");
    json_t *gold = json_object(), *surfaces = json_array(), *mention;
    size_t i;
    (void)record;
    json_array_foreach(json_object_get(o, "mentions"), i, mention) {
        if (!has(surfaces, json_object_get(mention, "text")))
            json_array_append(surfaces, json_object_get(mention, "text"));
    }
    copy(gold, o, "name");
    json_object_set_new(gold, "surfaces", surfaces);
    copy(gold, o, "canonical");
    if (type && strcmp(type, "programme") == 0)
        json_object_set_new(gold, "optional", json_true());
    json_array_append_new(list, gold);
}

static void add_person(json_t *list, const json_t *record, const json_t *p) {
    json_t *gold = json_object();
    copy(gold, p, "name");
    copy(gold, p, "role");
    set(gold, "organisation", body_of(record, p));
    json_array_append_new(list, gold);
}

json_t *ix_gold_of(const json_t *record, const char *id) {
    static const struct {
        const char *name;
        void (*add)(json_t *list, const json_t *record, const json_t *item);
    } lists[] = {{"dates", add_date},
                 {"figures", add_figure},
                 {"quotes", add_quote},
                 {"organisations", add_organisation},
                 {"people", add_person}};
    json_t *gold = json_object(), *item;
    size_t i;
    set(gold, "id", id);
    copy(gold, record, "language");
    copy(gold, record, "title");
    set(gold, "published", string_at(json_object_get(record, "published"), "value"));
    for (int k = 0; k < 5; k++) {
        json_t *list = json_array();
        json_array_foreach(json_object_get(record, lists[k].name), i, item) lists[k].add(list, record, item);
        json_object_set_new(gold, lists[k].name, list);
    }
    return gold;
}
