#include "review/eval_words.h"

#include "base/decimal.h"
#include "base/utf8.h"

ix_eval_habits ix_eval_habits_of(const ilex_ruleset *rules, const char *code) {
    const ix_language *language = ix_ruleset_language(rules, ix_str_of(code ? code : ""));
    return (ix_eval_habits){rules, language ? ix_language_list(language, "plural_ending") : NULL};
}

/* --- words --- */

static bool is_quote(uint32_t cp) {
    return cp == '"' || cp == 0x201c || cp == 0x201d || cp == 0xab || cp == 0xbb;
}

static bool is_mark(uint32_t cp) {
    return is_quote(cp) || cp == 0x2018 || cp == 0x2019 || cp == 0x2013 || cp == 0x2014 ||
           (cp < 0x80 && cp && strchr(".,;:!?'()[]-", (int)cp));
}

static void put_without(const char *words, bool (*dropped)(uint32_t), ix_buf *to) {
    ix_str s = ix_str_of(words ? words : "");
    char bytes[4];
    to->len = 0;
    ix_buf_add(to, "", 0);
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        if (cp == 0x2018 || cp == 0x2019)
            cp = '\'';
        if (!ix_utf8_is_space(cp) && !dropped(cp))
            ix_buf_add(to, bytes, ix_utf8_put(bytes, ix_utf8_lower(cp)));
    }
}

void ix_eval_bare(const char *words, ix_buf *to) {
    put_without(words, is_mark, to);
}

/* 2: equal, 1: one stands within the other, 0: neither. */
static int compare(const char *a, const char *b, bool (*dropped)(uint32_t)) {
    ix_buf x = {0}, y = {0};
    put_without(a, dropped, &x);
    put_without(b, dropped, &y);
    ix_str p = ix_buf_view(&x), q = ix_buf_view(&y);
    bool within = memmem(p.ptr, p.len, q.ptr, q.len) || memmem(q.ptr, q.len, p.ptr, p.len);
    int how = ix_str_eq(p, q) ? 2 : within;
    ix_buf_done(&x);
    ix_buf_done(&y);
    return how;
}

bool ix_eval_same_bare(const char *a, const char *b) {
    return compare(a, b, is_mark) == 2;
}

bool ix_eval_near(const char *a, const char *b) {
    return compare(a, b, is_mark) > 0;
}

int ix_eval_alike(const char *a, const char *b) {
    return compare(a, b, is_quote);
}

/* How long the article is with which a folded name begins: one that ends in an apostrophe is joined to it. */
static size_t article_length(const ix_list *articles, ix_str name) {
    ix_str article, value;
    for (uint32_t i = 0; ix_list_at(articles, i, &article, &value); i++) {
        size_t n = article.len;
        if (n && ix_str_starts(name, article) && n < name.len &&
            (name.ptr[n] == ' ' || article.ptr[n - 1] == '\''))
            return n;
    }
    return 0;
}

void ix_eval_name(const ix_eval_habits *habits, const char *words, ix_buf *to) {
    ix_arena arena = {0};
    ix_str name = ix_utf8_fold(&arena, ix_str_trim(ix_str_of(words ? words : "")));
    const ix_language *language;
    size_t n = 0;
    for (int i = 0; n == 0 && (language = ix_ruleset_language_at(habits->rules, i)); i++)
        n = article_length(ix_language_list(language, "article"), name);
    ix_eval_bare(ix_str_format(&arena, "%.*s", IX_FMT(ix_str_sub(name, n, name.len))).ptr, to);
    ix_arena_done(&arena);
}

/* --- units --- */

static bool ends_in_letters(ix_str s, size_t n) {
    if (s.len < n)
        return false;
    for (size_t i = s.len - n; i < s.len; i++)
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z')
            return false;
    return true;
}

static ix_str unit_key(const ix_eval_habits *habits, ix_arena *arena, const char *unit) {
    ix_str key = ix_utf8_fold(arena, ix_str_trim(ix_str_of(unit ? unit : ""))), ending, value;
    for (uint32_t i = 0; ix_list_at(habits->plural_ending, i, &ending, &value); i++) {
        ix_str stem = ix_str_sub(key, 0, key.len - ending.len);
        if (ix_str_ends(key, ending) && ends_in_letters(stem, 3))
            return stem;
    }
    return key;
}

bool ix_eval_same_unit(const ix_eval_habits *habits, const char *a, const char *b) {
    ix_arena arena = {0};
    bool equal = ix_str_eq(unit_key(habits, &arena, a), unit_key(habits, &arena, b));
    ix_arena_done(&arena);
    return equal;
}

/* --- numbers --- */

static ix_decimal size_of(ix_decimal a) {
    return a.m < 0 ? ix_decimal_mul(a, ix_decimal_int(-1)) : a;
}

static bool near_enough(ix_str a, ix_str b) {
    ix_decimal x = ix_decimal_parse(a), y = ix_decimal_parse(b), most = ix_decimal_int(1);
    if (!x.ok || !y.ok)
        return false;
    ix_decimal apart = ix_decimal_add(x, ix_decimal_mul(y, ix_decimal_int(-1)));
    if (!apart.ok)
        return ix_decimal_cmp(x, y) == 0;
    x = size_of(x);
    y = size_of(y);
    most = ix_decimal_cmp(x, most) > 0 ? x : most;
    most = ix_decimal_cmp(y, most) > 0 ? y : most;
    return ix_decimal_cmp(size_of(apart), ix_decimal_scale(most, -5)) <= 0;
}

bool ix_eval_same_number(const char *a, const char *b) {
    for (;;) {
        size_t n = strcspn(a, "/"), m = strcspn(b, "/");
        if (!near_enough((ix_str){a, n}, (ix_str){b, m}) || a[n] != b[m])
            return false;
        if (!a[n])
            return true;
        a += n + 1;
        b += m + 1;
    }
}
