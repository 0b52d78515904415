#include "rules/items.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "rules/class.h"

enum { MAX_DEPTH = 100 };

typedef struct sequence {
    int group; /* the item it stands in, -1: the whole pattern */
    uint32_t n;
} sequence;

typedef struct reader {
    ix_arena *arena;
    ix_str p;
    size_t at;
    const ix_names *names;
    uint32_t next_name;
    IX_ARRAY(sequence) sequences;
    ix_items out;
    int depth;
} reader;

static void read_alternatives(reader *r, int group, bool in_look);

static int peek(const reader *r) {
    return r->at < r->p.len ? (unsigned char)r->p.ptr[r->at] : -1;
}

static bool stands(const reader *r, const char *text) {
    return ix_str_starts(ix_str_sub(r->p, r->at, r->p.len), ix_str_of(text));
}

static void skip_to(reader *r, char end) {
    ix_class_skip_to(r->p, &r->at, end);
}

/* The list or mention that was put in here, or NULL. */
static const ix_name *opaque_here(reader *r) {
    while (r->next_name < r->names->n && r->names->v[r->next_name].start < r->at)
        r->next_name++;
    for (uint32_t i = r->next_name; i < r->names->n && r->names->v[i].start == r->at; i++)
        if (r->names->v[i].what != IX_NAME_FRAGMENT)
            return &r->names->v[i];
    return NULL;
}

static void skip_blank(reader *r) {
    for (;;) {
        int c = peek(r);
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            r->at++;
        else if (c == '#')
            skip_to(r, '\n');
        else if (stands(r, "(?#") && !opaque_here(r))
            skip_to(r, ')');
        else
            return;
    }
}

static void skip_class(reader *r) {
    r->at++;
    ix_class_read(r->p, &r->at, false);
}

static void skip_escape(reader *r) {
    int c = ++r->at < r->p.len ? peek(r) : -1;
    if (c < 0)
        return;
    ix_class_escape(r->p, &r->at);
    if (c == 'x')
        ix_class_hex(r->p, &r->at);
    else if (strchr("kgo", c) && (peek(r) == '{' || peek(r) == '<'))
        skip_to(r, peek(r) == '{' ? '}' : '>');
}

static bool is_plain(int c) {
    return c >= 0x80 || (c >= 0 && (ix_utf8_is_letter((uint32_t)c) || ix_utf8_is_digit((uint32_t)c)));
}

/* Past the quantifier at r->at, if there is one. */
static bool skip_quantifier(reader *r) {
    size_t back = r->at;
    skip_blank(r);
    int c = peek(r);
    bool braces = c == '{' && r->at + 1 < r->p.len && ix_utf8_is_digit((unsigned char)r->p.ptr[r->at + 1]);
    if (c != '*' && c != '+' && c != '?' && !braces) {
        r->at = back;
        return false;
    }
    braces ? skip_to(r, '}') : (void)r->at++;
    r->at += peek(r) == '?' || peek(r) == '+';
    return true;
}

/* Letters in a row are one item, but for the last one when it is repeated. */
static void skip_plain(reader *r) {
    size_t last = r->at, characters = 0;
    while (is_plain(peek(r)) && !(characters && opaque_here(r))) {
        last = r->at;
        ix_utf8_next(r->p, &r->at);
        characters++;
    }
    size_t end = r->at;
    if (characters > 1 && skip_quantifier(r))
        r->at = last;
    else
        r->at = end;
}

/* How long the opening of the group at r->at is, "(?<name>" or "(?!"; *look, *flags: what it opens. */
static size_t opening(const reader *r, bool *look, bool *flags) {
    ix_str s = ix_str_sub(r->p, r->at, r->p.len);
    size_t n = 1;
    *look = *flags = false;
    if (s.len < 3 || s.ptr[1] != '?')
        return n;
    bool behind = s.ptr[2] == '<' && s.len > 3 && (s.ptr[3] == '=' || s.ptr[3] == '!');
    *look = behind || s.ptr[2] == '=' || s.ptr[2] == '!';
    if (*look || strchr(">|", s.ptr[2]))
        return behind ? 4 : 3;
    char end = s.ptr[2] == '<' || s.ptr[2] == 'P' ? '>' : ':';
    for (n = 2; n < s.len && s.ptr[n] != end && s.ptr[n] != ')'; n++)
        ;
    *flags = n < s.len && s.ptr[n] == ')'; /* (?i) */
    return n < s.len ? n + 1 : n;
}

static void read_group(reader *r, int item, bool in_look) {
    bool look, flags;
    r->at += opening(r, &look, &flags);
    if (flags)
        return;
    r->out.v.v[item].group = true;
    r->out.v.v[item].look = look;
    read_alternatives(r, item, in_look || look);
    r->at += peek(r) == ')';
}

static void read_item(reader *r, uint32_t sequence_number, bool in_look) {
    int item = (int)r->out.v.n;
    const ix_name *name = opaque_here(r);
    *IX_PUSH(r->arena, &r->out.v) = (ix_item){.start = r->at,
                                              .sequence = sequence_number,
                                              .index = r->sequences.v[sequence_number].n++,
                                              .in_look = in_look};
    if (name)
        r->at = name->end;
    else if (peek(r) == '(')
        read_group(r, item, in_look);
    else if (peek(r) == '[')
        skip_class(r);
    else if (peek(r) == '\\')
        skip_escape(r);
    else if (is_plain(peek(r)))
        skip_plain(r);
    else
        r->at++;
    skip_quantifier(r);
    r->out.v.v[item].end = r->at;
}

static void read_alternatives(reader *r, int group, bool in_look) {
    bool too_deep = ++r->depth > MAX_DEPTH;
    do {
        r->at += peek(r) == '|';
        uint32_t number = r->sequences.n;
        *IX_PUSH(r->arena, &r->sequences) = (sequence){group, 0};
        for (skip_blank(r); peek(r) >= 0 && peek(r) != '|' && peek(r) != ')'; skip_blank(r))
            too_deep ? skip_to(r, ')') : read_item(r, number, in_look);
    } while (peek(r) == '|');
    r->depth--;
}

static void share_out(reader *r) {
    for (uint32_t i = 0; i < r->out.v.n; i++) {
        ix_item *item = &r->out.v.v[i];
        const sequence *s = &r->sequences.v[item->sequence];
        double from = s->group < 0 ? 0 : r->out.v.v[s->group].before;
        double share = s->group < 0 ? 1 : r->out.v.v[s->group].share;
        item->share = share / s->n;
        item->before = from + item->share * item->index;
    }
}

/* Within a fragment, and not what it begins with. */
static bool in_fragment(const reader *r, const ix_item *item) {
    for (uint32_t i = 0; i < r->names->n; i++) {
        const ix_name *name = &r->names->v[i];
        if (name->what == IX_NAME_FRAGMENT && name->start < item->start && item->end <= name->end)
            return true;
    }
    return false;
}

static bool is_called(const reader *r, const ix_item *item, ix_detail detail) {
    return !(detail >= IX_DETAIL_NO_LOOK && item->in_look) &&
           !(detail >= IX_DETAIL_NO_FRAGMENT && in_fragment(r, item));
}

static void trace(reader *r, ix_detail detail) {
    ix_buf buf = {0};
    size_t from = 0;
    for (uint32_t i = 0; i < r->out.v.n; i++) {
        size_t start = r->out.v.v[i].start;
        if (!is_called(r, &r->out.v.v[i], detail))
            continue;
        ix_buf_str(&buf, ix_str_sub(r->p, from, start));
        ix_buf_str(&buf, IX_STR("(?C1)"));
        *IX_PUSH(r->arena, &r->out.at) = (ix_item_place){buf.len, i};
        from = start;
    }
    ix_buf_str(&buf, ix_str_sub(r->p, from, r->p.len));
    r->out.traced = ix_str_copy(r->arena, ix_buf_view(&buf));
    ix_buf_done(&buf);
}

ix_items ix_items_of(ix_arena *arena, ix_str pattern, const ix_names *names, ix_detail detail) {
    reader r = {.arena = arena, .p = pattern, .names = names};
    read_alternatives(&r, -1, false);
    share_out(&r);
    trace(&r, detail);
    return r.out;
}

bool ix_edge_of_mention(const ix_items *items, uint32_t i, ix_str pattern, const ix_names *names) {
    const ix_item *item = &items->v.v[i];
    bool edge = item->end - item->start == 2 && memcmp(pattern.ptr + item->start, "\\b", 2) == 0;
    if (!edge || item->index > 0 || i + 1 >= items->v.n || items->v.v[i + 1].sequence != item->sequence)
        return false;
    for (i++; i < items->v.n && items->v.v[i].group; i++) {
        const ix_item *group = &items->v.v[i];
        if (group->look || memchr(pattern.ptr + group->start, '|', group->end - group->start))
            return false; /* something else may come */
    }
    for (uint32_t n = 0; i < items->v.n && n < names->n; n++)
        if (names->v[n].what == IX_NAME_MENTION && names->v[n].start == items->v.v[i].start)
            return items->v.v[i].end == names->v[n].end; /* not repeated, so not optional */
    return false;
}

int ix_item_at(const ix_items *items, size_t at) {
    uint32_t low = 0, high = items->at.n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (items->at.v[mid].at < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < items->at.n && items->at.v[low].at == at ? (int)items->at.v[low].item : -1;
}
