/* The measures of each kind of fact. */
#include "review/eval_count.h"

#include "base/utf8.h"

/* --- dates --- */

static bool same_value(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return ix_same(ix_at(g, "value"), ix_at(p, "value"));
}

static double date_score(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    int alike = ix_eval_alike(ix_at(g, "text"), ix_at(p, "text"));
    return alike ? 1 + 4 * same_value(h, g, p) + (alike == 2) : 0;
}

static const char *tell_value(const json_t *x) {
    return ix_at(x, "value");
}

static bool is_vague(const json_t *p) {
    const char *value = ix_at(p, "value");
    size_t n = value ? strlen(value) : 0;
    return (n > 4 && strcmp(value + n - 4, "_REF") == 0) || (value && strncmp(value, "XXXX", 4) == 0);
}

/* Dates that name none are neither right nor wrong where the annotation is silent: they go. */
static void forget_vague(ix_pairing *pairs) {
    for (size_t k = json_array_size(pairs->found); k-- > 0;) {
        if (pairs->of_found[k] >= 0 || !is_vague(json_array_get(pairs->found, k)))
            continue;
        json_array_remove(pairs->found, k);
        size_t left = json_array_size(pairs->found);
        memmove(pairs->of_found + k, pairs->of_found + k + 1, (left - k) * sizeof *pairs->of_found);
        for (size_t g = 0; g < json_array_size(pairs->gold); g++)
            pairs->of_gold[g] -= pairs->of_gold[g] > (int)k;
    }
}

static void eval_dates(ix_evaluation *e, json_t *gold, json_t *found) {
    json_t *kept = json_array(), *p;
    size_t i;
    json_array_foreach(found, i, p) {
        const char *type = ix_at(p, "type");
        if (!type || strcmp(type, "DATE") == 0 || strcmp(type, "TIME") == 0)
            json_array_append(kept, p);
    }
    ix_pairing pairs = ix_eval_pair(e, gold, kept, date_score);
    forget_vague(&pairs);
    ix_eval_settle(e, "dates found", &pairs, NULL, "text");
    ix_eval_settle(e, "dates found+value", &pairs, same_value, NULL);
    ix_eval_judge(e, "dates value", &pairs, same_value, tell_value);
    ix_eval_pairing_done(&pairs);
    json_decref(kept);
}

/* --- figures --- */

/* An as-of date; one whose year the release does not tell is none. */
static const char *tell_as_of(const json_t *x) {
    json_t *value = json_object_get(x, "as_of");
    const char *text = json_is_object(value) ? ix_at(value, "value") : json_string_value(value);
    return text && strncmp(text, "XXXX", 4) == 0 ? NULL : text;
}

#define FIELD(name)                                                                                          \
    static const char *tell_##name(const json_t *x) {                                                        \
        return ix_at(x, #name);                                                                              \
    }                                                                                                        \
    static bool same_##name(const ix_eval_habits *h, const json_t *g, const json_t *p) {                     \
        (void)h;                                                                                             \
        return ix_same(tell_##name(g), tell_##name(p));                                                      \
    }
FIELD(kind)
FIELD(modifier)
FIELD(change)
FIELD(status)

static const char *tell_unit(const json_t *x) {
    return ix_at(x, "unit");
}

static bool same_unit(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    return ix_eval_same_unit(h, tell_unit(g), tell_unit(p));
}

static bool same_as_of(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return ix_same(tell_as_of(g), tell_as_of(p));
}

static const struct {
    const char *measure;
    ix_judging same;
    ix_telling tell;
} fields[] = {
    {"figures kind", same_kind, tell_kind},
    {"figures unit", same_unit, tell_unit},
    {"figures modifier", same_modifier, tell_modifier},
    {"figures change", same_change, tell_change},
    {"figures as_of", same_as_of, tell_as_of},
    {"figures status", same_status, tell_status},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static bool unit_and_as_of(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    return same_unit(h, g, p) && same_as_of(h, g, p);
}

static bool all_fields(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    for (int i = 0; i < FIELDS; i++)
        if (!fields[i].same(h, g, p))
            return false;
    return true;
}

static double figure_score(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    char value[160];
    const char *high = ix_at(p, "high"), *low = ix_at(p, "value"), *gold = ix_at(g, "value");
    snprintf(value, sizeof value, "%s%s%s", low ? low : "", high && *high ? "/" : "", high ? high : "");
    if (!gold || !ix_eval_same_number(gold, value))
        return 0;
    return 1 + 4 * ix_eval_near(ix_at(g, "text"), ix_at(p, "text")) + 2 * same_unit(h, g, p) +
           same_kind(h, g, p);
}

/* Those that the release dates. */
static json_t *dated(const json_t *gold) {
    json_t *all = json_array(), *g;
    size_t i;
    json_array_foreach(gold, i, g) {
        json_t *one = json_copy(g);
        if (!tell_as_of(g))
            json_object_set_new(one, "optional", json_true());
        json_array_append_new(all, one);
    }
    return all;
}

static void eval_figures(ix_evaluation *e, json_t *gold, json_t *found) {
    ix_pairing pairs = ix_eval_pair(e, gold, found, figure_score);
    ix_eval_settle(e, "figures value", &pairs, NULL, "text");
    ix_eval_settle(e, "figures value+unit", &pairs, same_unit, NULL);
    ix_eval_settle(e, "figures value+unit+as_of", &pairs, unit_and_as_of, NULL);
    ix_eval_settle(e, "figures all fields", &pairs, all_fields, NULL);
    for (int i = 0; i < FIELDS; i++)
        ix_eval_judge(e, fields[i].measure, &pairs, fields[i].same, fields[i].tell);
    pairs.gold = dated(gold);
    ix_eval_judge(e, "figures as_of where dated", &pairs, same_as_of, NULL);
    json_decref(pairs.gold);
    ix_eval_pairing_done(&pairs);
}

/* --- quotes --- */

/* The share of the longer one that both have: the one within the other, or a common beginning. */
static double segment_score(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    ix_buf x = {0}, y = {0};
    (void)h;
    ix_eval_bare(ix_at(g, "segment"), &x);
    ix_eval_bare(ix_at(p, "segment"), &y);
    ix_str a = ix_buf_view(&x), b = ix_buf_view(&y);
    size_t n = 0, most, la = ix_utf8_length(a), lb = ix_utf8_length(b);
    if (memmem(b.ptr, b.len, a.ptr, a.len))
        n = la;
    else if (memmem(a.ptr, a.len, b.ptr, b.len))
        n = lb;
    else
        for (size_t i = 0, j = 0; i < a.len && j < b.len && ix_utf8_next(a, &i) == ix_utf8_next(b, &j);)
            n++;
    most = la > lb ? la : lb;
    double share = la && lb ? (double)n / (double)most : 0;
    ix_buf_done(&x);
    ix_buf_done(&y);
    return share >= 0.8 ? share : 0;
}

static const char *tell_speaker(const json_t *q) {
    json_t *who = json_object_get(q, "speaker");
    return json_is_object(who) ? ix_at(who, "name") : json_string_value(who);
}

static const char *tell_role(const json_t *q) {
    json_t *who = json_object_get(q, "speaker");
    return ix_at(json_is_object(who) ? who : q, "role");
}

static bool same_speaker(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return ix_eval_same_bare(tell_speaker(g), tell_speaker(p));
}

static bool is_bare(const char *words) {
    return ix_eval_same_bare(words, NULL);
}

/* One may say more than the other. */
static bool like_role(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return !is_bare(tell_role(p)) && ix_eval_near(tell_role(g), tell_role(p));
}

/* An entry a quoted stretch. */
static json_t *segments_of(const json_t *quotes) {
    json_t *all = json_array(), *q, *s;
    size_t i, j;
    json_array_foreach(quotes, i, q) {
        if (ix_same(ix_at(q, "type"), "indirect"))
            continue;
        json_array_foreach(json_object_get(q, "segments"), j, s) {
            json_t *one = json_copy(q), *words = json_is_object(s) ? json_object_get(s, "text") : s;
            json_object_set(one, "segment", words);
            json_array_append_new(all, one);
        }
    }
    return all;
}

static void eval_quotes(ix_evaluation *e, json_t *gold, json_t *found) {
    json_t *gs = segments_of(gold), *ps = segments_of(found), *g;
    size_t i;
    ix_pairing pairs = ix_eval_pair(e, gs, ps, segment_score);
    ix_eval_settle(e, "quotes segment", &pairs, NULL, "segment");
    ix_eval_settle(e, "quotes segment+speaker", &pairs, same_speaker, NULL);
    ix_eval_judge(e, "quotes speaker", &pairs, same_speaker, tell_speaker);
    json_array_foreach(gs, i, g) if (!tell_speaker(g) || is_bare(tell_role(g)))
        json_object_set_new(g, "optional", json_true());
    ix_eval_judge(e, "quotes speaker role", &pairs, like_role, tell_role);
    ix_eval_pairing_done(&pairs);
    json_decref(gs);
    json_decref(ps);
}

/* --- organisations and people --- */

/* Each surface once: of the annotation all, of the record each that is not the same but for its marks. */
static json_t *surfaces_of(const ix_evaluation *e, const json_t *bodies) {
    json_t *all = json_array(), *seen = json_object(), *body, *s;
    size_t i, j;
    ix_buf key = {0};
    json_array_foreach(bodies, i, body) {
        json_t *mentions = json_object_get(body, "mentions");
        if (mentions && ix_same(ix_at(body, "type"), "programme"))
            continue;
        json_array_foreach(mentions ? mentions : json_object_get(body, "surfaces"), j, s) {
            const char *words = json_is_object(s) ? ix_at(s, "text") : json_string_value(s);
            ix_eval_name(&e->habits, words, &key);
            if (mentions && json_object_get(seen, key.ptr))
                continue;
            json_object_set_new(seen, key.ptr, json_true());
            json_t *one = json_pack("{s:s,s:s,s:i,s:b,s:s?}", "text", words, "key", key.ptr, "body", (int)i,
                                    "optional", ix_optional(body), "rule", ix_at(s, "rule"));
            json_array_append_new(all, one);
        }
    }
    ix_buf_done(&key);
    json_decref(seen);
    return all;
}

static double key_score(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return ix_same(ix_at(g, "key"), ix_at(p, "key"));
}

static double name_score(const ix_eval_habits *h, const json_t *g, const json_t *p) {
    (void)h;
    return ix_eval_same_bare(ix_at(g, "name"), ix_at(p, "name"));
}

static bool one_body(const json_t *a, const json_t *b) {
    return json_integer_value(json_object_get(a, "body")) == json_integer_value(json_object_get(b, "body"));
}

static void eval_link(ix_evaluation *e, const ix_pairing *pairs, size_t i, size_t j) {
    const json_t *a = json_array_get(pairs->gold, i), *b = json_array_get(pairs->gold, j);
    const json_t *p = ix_eval_found(pairs, i), *q = ix_eval_found(pairs, j);
    if (!p || !q || ix_optional(a) || ix_optional(b))
        return;
    bool is = one_body(a, b), said = one_body(p, q);
    if (!is && !said)
        return;
    ix_eval_count(e, "organisations same-as links", b, q, is && said, said && !is, is && !said);
    if (is == said)
        return;
    ix_buf both = {0};
    ix_buf_format(&both, "%s = %s", ix_at(a, "text"), ix_at(b, "text"));
    ix_eval_error(e, "organisations same-as links", q, NULL, is ? both.ptr : NULL, said ? both.ptr : NULL);
    ix_buf_done(&both);
}

static void eval_names(ix_evaluation *e, const json_t *gold, const json_t *record) {
    json_t *gs = surfaces_of(e, json_object_get(gold, "organisations"));
    json_t *ps = surfaces_of(e, json_object_get(record, "organisations"));
    ix_pairing pairs = ix_eval_pair(e, gs, ps, key_score);
    ix_eval_settle(e, "organisations surface", &pairs, NULL, "text");
    for (size_t i = 0; i < json_array_size(gs); i++)
        for (size_t j = i + 1; j < json_array_size(gs); j++)
            eval_link(e, &pairs, i, j);
    ix_eval_pairing_done(&pairs);
    json_decref(gs);
    json_decref(ps);
    pairs = ix_eval_pair(e, json_object_get(gold, "people"), json_object_get(record, "people"), name_score);
    ix_eval_settle(e, "people name", &pairs, NULL, "name");
    ix_eval_pairing_done(&pairs);
}

/* --- a release --- */

static void eval_one(ix_evaluation *e, const char *measure, const char *gold, const char *got, bool ok) {
    ix_eval_count(e, measure, NULL, NULL, ok, got && !ok, !ok);
    if (!ok)
        ix_eval_error(e, measure, NULL, got ? gold : NULL, gold, got);
}

static void eval_head(ix_evaluation *e, const json_t *gold, const json_t *record) {
    const char *title = ix_at(gold, "title"), *published = ix_at(gold, "published");
    const char *titled = ix_at(record, "title"),
               *dated = ix_at(json_object_get(record, "published"), "value");
    if (title)
        eval_one(e, "title", title, titled, ix_eval_same_bare(title, titled));
    if (published && *published)
        eval_one(e, "published", published, dated, ix_same(published, dated));
}

void ix_eval_release(ix_evaluation *e, const json_t *gold, const json_t *record) {
    e->language = ix_at(gold, "language") ? ix_at(gold, "language") : "?";
    eval_head(e, gold, record);
    eval_dates(e, json_object_get(gold, "dates"), json_object_get(record, "dates"));
    eval_figures(e, json_object_get(gold, "figures"), json_object_get(record, "figures"));
    eval_quotes(e, json_object_get(gold, "quotes"), json_object_get(record, "quotes"));
    eval_names(e, gold, record);
}
