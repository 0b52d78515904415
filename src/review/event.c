#include "review/event.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "6-emit/json.h"

enum { MOST_STRING = 4096 };

const char *const ix_event_field_names[IX_EVENT_N_FIELDS] = {
#define IX_FIELD(name) #name,
    IX_EVENT_FIELDS
#undef IX_FIELD
};

const char *const ix_decision_names[IX_DECISIONS] = {"accept", "reject", "correct", "unsure", "add",
                                                     "flag",   "unflag", "undo",    "redo"};

static bool is_json(int field) {
    return field == IX_EVENT_before || field == IX_EVENT_after;
}

static const char *take(const json_t *value, int field, ix_arena *arena, ix_str *to) {
    if (!value || json_is_null(value))
        return NULL;
    if (is_json(field) ? !json_is_object(value) : !json_is_string(value))
        return is_json(field) ? "before and after are objects" : "a field is no string";
    if (!is_json(field)) {
        *to = ix_str_copy(arena, (ix_str){json_string_value(value), json_string_length(value)});
        return to->len > MOST_STRING ? "a field is too long" : NULL;
    }
    char *text = json_dumps(value, JSON_COMPACT);
    if (text)
        *to = ix_str_copy(arena, ix_str_of(text));
    free(text);
    return NULL;
}

static bool made_of(ix_str s, const char *set, size_t least, size_t most) {
    for (size_t i = 0; i < s.len; i++)
        if (!s.ptr[i] || !strchr(set, s.ptr[i]))
            return false;
    return s.len >= least && s.len <= most;
}

#define HEX "0123456789abcdef"
static bool is_fact(ix_str s) {
    return made_of(s, HEX, 16, 16) ||
           (s.len > 2 && memcmp(s.ptr, "a-", 2) == 0 &&
            made_of(ix_str_sub(s, 2, s.len), HEX "ABCDEFGHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz-", 8, 64));
}

/* An added or corrected fact needs what the record must say of it; the rest may be missing. */
static const char *check_added(const json_t *after, const ix_event *e) {
    json_t *start = json_object_get(after, "start"), *end = json_object_get(after, "end");
    if (e->field[IX_EVENT_fact].ptr[0] != 'a')
        return "an added fact's id begins with a-";
    if (!json_is_integer(start) || !json_is_integer(end) || json_integer_value(start) < 0 ||
        json_integer_value(end) <= json_integer_value(start))
        return "an added fact has a start and an end";
    return e->field[IX_EVENT_kind].len ? NULL : "an added fact has a kind";
}

static const char *check(const json_t *object, const ix_event *e) {
    const ix_str *field = e->field;
    if (!made_of(field[IX_EVENT_id], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-", 8,
                 64))
        return "the id is no UUID";
    if (!field[IX_EVENT_document].len || !field[IX_EVENT_at].len)
        return "document or at is missing";
    if (!is_fact(field[IX_EVENT_fact]))
        return "fact is no id of a fact";
    if ((e->decision == IX_UNDO || e->decision == IX_REDO) != (field[IX_EVENT_target].len > 0))
        return "undo and redo, and no other decision, have a target";
    if ((e->decision == IX_CORRECT || e->decision == IX_ADD) && !field[IX_EVENT_after].len)
        return "after is missing";
    return e->decision == IX_ADD ? check_added(json_object_get(object, "after"), e) : NULL;
}

const char *ix_event_read(const json_t *object, ix_arena *arena, ix_event *event) {
    *event = (ix_event){.decision = IX_DECISIONS};
    if (!json_is_object(object))
        return "an event is an object";
    for (int i = 0; i < IX_EVENT_N_FIELDS; i++) {
        const char *wrong =
            take(json_object_get(object, ix_event_field_names[i]), i, arena, &event->field[i]);
        if (wrong)
            return wrong;
    }
    for (int i = 0; i < IX_DECISIONS; i++)
        if (ix_str_is(event->field[IX_EVENT_decision], ix_decision_names[i]))
            event->decision = (ix_decision)i;
    if (event->decision == IX_DECISIONS)
        return "there is no such decision";
    return check(object, event);
}

void ix_event_write(const ix_event *event, ix_buf *buf) {
    ix_buf_format(buf, "{\"seq\":%" PRId64, event->seq);
    for (int i = 0; i < IX_EVENT_N_FIELDS; i++) {
        ix_str value = event->field[i];
        ix_buf_format(buf, ",\"%s\":", ix_event_field_names[i]);
        if (!value.len || is_json(i)) {
            ix_buf_str(buf, value.len ? value : IX_STR("null"));
            continue;
        }
        ix_json_quote(buf, value);
    }
    ix_buf_format(buf, ",\"curator\":%s}", event->curator ? "true" : "false");
}
