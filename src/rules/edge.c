/* What a pattern's look-behinds say of the byte before a match. Only what stands before the first character
 * taken is read. */
#include "rules/gate.h"

typedef unsigned edges; /* IX_AFTER_LETTER | IX_AFTER_DIGIT: no match begins there; IX_AT_START */

enum { NOWHERE = IX_AFTER_LETTER | IX_AFTER_DIGIT, DEEPEST = 20 };

typedef struct reading {
    ix_str p;
    size_t at;
} reading;

static char here(const reading *r) {
    return r->at < r->p.len ? r->p.ptr[r->at] : '\0';
}

static bool stands(const reading *r, const char *text) {
    size_t n = strlen(text);
    return r->p.len - r->at >= n && memcmp(r->p.ptr + r->at, text, n) == 0;
}

static void skip_past(reading *r, char end) {
    while (r->at < r->p.len && r->p.ptr[r->at] != end)
        r->at++;
    r->at += r->at < r->p.len;
}

static void skip_blank(reading *r) {
    while (r->at < r->p.len) {
        if (here(r) == '#')
            skip_past(r, '\n');
        else if (stands(r, "(?#"))
            skip_past(r, ')');
        else if (strchr(" \t\n\r\f\v", here(r)))
            r->at++;
        else
            return;
    }
}

/* Past an escape, a class, or one other byte. */
static void skip_unit(reading *r) {
    if (here(r) == '\\') {
        bool braced =
            r->at + 2 < r->p.len && r->p.ptr[r->at + 2] == '{' && strchr("pPx", r->p.ptr[r->at + 1]);
        r->at += 2;
        if (braced)
            skip_past(r, '}');
    } else if (here(r) == '[') {
        r->at += 1 + (r->at + 1 < r->p.len && r->p.ptr[r->at + 1] == '^');
        r->at += here(r) == ']';
        while (r->at < r->p.len && here(r) != ']')
            r->at += here(r) == '\\' ? 2 : 1;
        r->at++;
    } else {
        r->at++;
    }
    if (r->at > r->p.len)
        r->at = r->p.len;
}

/* To the next '|' or ')' of the group that is open, or to the end. */
static void skip_sequence(reading *r) {
    for (int depth = 0; skip_blank(r), r->at < r->p.len; skip_unit(r)) {
        if (depth == 0 && (here(r) == '|' || here(r) == ')'))
            return;
        depth += here(r) == '(';
        depth -= here(r) == ')';
    }
}

/* Behind the group whose inside is being read. */
static void leave_group(reading *r) {
    while (skip_sequence(r), here(r) == '|')
        r->at++;
    r->at += r->at < r->p.len;
}

static bool holds(ix_str s, const char *text) {
    return memmem(s.ptr, s.len, text, strlen(text)) != NULL;
}

/* A class that leaves characters out takes in all letters and digits, unless it names some. */
static edges all_but(ix_str members) {
    for (size_t i = 2; i < members.len; i++) {
        char c = members.ptr[i];
        if (c == '\\' && i + 1 < members.len && strchr("shnrt", members.ptr[i + 1]))
            i++;
        else if (c == '\\' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            return 0;
    }
    return NOWHERE;
}

/* What a look-behind that must fail says: at its first alternative. */
static edges behind(reading *r) {
    skip_blank(r);
    size_t start = r->at;
    if (here(r) == '[' || here(r) == '\\')
        skip_unit(r);
    ix_str members = ix_str_sub(r->p, start, r->at);
    skip_blank(r);
    bool alone = members.len && (here(r) == ')' || here(r) == '|');
    leave_group(r);
    if (!alone)
        return 0;
    if (members.len > 1 && members.ptr[1] == '^')
        return all_but(members);
    edges out = holds(members, "\\w") ? NOWHERE : 0;
    out |= holds(members, "\\p{L}") ? IX_AFTER_LETTER : 0;
    return out |
           (holds(members, "\\p{N}") || holds(members, "\\d") || holds(members, "0-9") ? IX_AFTER_DIGIT : 0);
}

static edges of_alternatives(reading *r, int depth);

/* A group that takes characters: what its inside says, if it is not optional. */
static edges of_group(reading *r, int depth) {
    reading inside = *r;
    if (stands(r, "(?<"))
        skip_past(&inside, '>');
    else if (stands(r, "(?:") || stands(r, "(?>"))
        inside.at += 3;
    else if (stands(r, "(?i:"))
        inside.at += 4;
    else
        return 0;
    edges out = of_alternatives(&inside, depth + 1);
    if (!out)
        return 0;
    leave_group(&inside);
    skip_blank(&inside);
    return strchr("?*{", here(&inside)) && here(&inside) ? 0 : out;
}

static edges of_sequence(reading *r, int depth) {
    edges out = 0;
    while (skip_blank(r), r->at < r->p.len) {
        if (here(r) == '^') {
            out |= NOWHERE | IX_AT_START;
            r->at++;
        } else if (stands(r, "\\b")) {
            out |= NOWHERE;
            r->at += 2;
        } else if (stands(r, "(?<!")) {
            r->at += 4;
            out |= behind(r);
        } else if (stands(r, "(?=") || stands(r, "(?!") || stands(r, "(?<=")) {
            r->at += 3;
            leave_group(r);
        } else {
            return depth < DEEPEST && here(r) == '(' ? out | of_group(r, depth) : out;
        }
    }
    return out;
}

/* Stops at the first alternative that says nothing. */
static edges of_alternatives(reading *r, int depth) {
    edges out = NOWHERE | IX_AT_START;
    for (;;) {
        out &= of_sequence(r, depth);
        if (!out)
            return 0;
        skip_sequence(r);
        if (here(r) != '|')
            return out;
        r->at++;
    }
}

unsigned ix_edges_derive(ix_str pattern) {
    return of_alternatives(&(reading){pattern, 0}, 0);
}
