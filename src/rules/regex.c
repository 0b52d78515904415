#include "rules/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

enum {
    CHEAP = 4000,
    MATCH_LIMIT = 10000,
    DEAR_PLACES = 500,
    DEPTH_LIMIT = 1000,
    HEAP_KIB = 8 * 1024,
    STEP = 64,
    SHORT = 256,
    MAX_PAIRS = 64
};

/* Most rules are tried so seldom that machine code for them costs more than it saves. So a pattern is
 * interpreted until its use, in units of about 1000 instructions, has cost what the JIT would: those are the
 * bytes of its code by JIT_SHARE, and BYTES_A_UNIT bytes of text to begin in are one more.
 */
enum { JIT_SHARE = 2, BYTES_A_UNIT = 8 };

/* The interpreter may take so many steps, and is first given few: what these come to tells what a try has
 * cost. What it has not done by the last is the JIT's. The two count steps otherwise, and no result may
 * depend on which was at work; what takes the interpreter 1000 steps takes the JIT less than CHEAP: it counts
 * the groups and repetitions entered, the interpreter the choices made. (Over 2 300 000 tries in the corpora:
 * less than three times as many.)
 */
static const struct { uint32_t steps, use; } glances[] = {{20, 1}, {150, 8}, {1000, 40}};

struct ix_regex {
    pcre2_code *code;
    _Atomic(pcre2_code *) fast; /* a copy with machine code; NULL: not yet, or never */
    atomic_bool jit;            /* asked for, and it has not failed */
    atomic_uint left;           /* use until the JIT pays */
    uint32_t groups;
    ix_str names[MAX_PAIRS];
};

struct ix_regex_scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    uint32_t dear; /* places since ix_regex_renew that took more than CHEAP steps */
};

static void read_names(ix_regex *re) {
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table;
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < count; i++, table += size) {
        uint32_t group = (uint32_t)table[0] << 8 | table[1];
        if (group < MAX_PAIRS)
            re->names[group] = ix_str_of((const char *)table + 2);
    }
}

ix_regex *ix_regex_new(ix_str pattern, unsigned wanted, ix_regex_fault *fault) {
    int number;
    PCRE2_SIZE offset = 0;
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT |
                       (wanted & IX_REGEX_CASELESS ? PCRE2_CASELESS : 0) |
                       (wanted & IX_REGEX_ANCHORED ? PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE : 0) |
                       (wanted & IX_REGEX_TRACED ? PCRE2_NO_START_OPTIMIZE : 0);
    fault->offset = 0;
    if (pattern.len > 65536) {
        snprintf(fault->message, sizeof fault->message,
                 "the pattern is %zu bytes long with its lists, at most 65536 are allowed", pattern.len);
        return NULL;
    }
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &number, &offset, NULL);
    if (!code) {
        fault->offset = offset;
        pcre2_get_error_message(number, (PCRE2_UCHAR *)fault->message, sizeof fault->message);
        return NULL;
    }
    ix_regex *re = ix_alloc(sizeof *re);
    re->code = code;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &re->groups);
    if (re->groups >= MAX_PAIRS) {
        snprintf(fault->message, sizeof fault->message, "%u captures, at most %d are allowed", re->groups,
                 MAX_PAIRS - 1);
        ix_regex_free(re);
        return NULL;
    }
    size_t size = 0;
    pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
    re->jit = wanted & IX_REGEX_JIT;
    re->left = (unsigned)(size / JIT_SHARE);
    read_names(re);
    return re;
}

void ix_regex_free(ix_regex *re) {
    if (!re)
        return;
    pcre2_code_free(re->fast);
    pcre2_code_free(re->code);
    free(re);
}

uint32_t ix_regex_groups(const ix_regex *re) {
    return re->groups;
}

ix_str ix_regex_group_name(const ix_regex *re, uint32_t n) {
    return n < MAX_PAIRS && re->names[n].ptr ? re->names[n] : (ix_str){"", 0};
}

ix_regex_scratch *ix_regex_scratch_new(void) {
    ix_regex_scratch *s = ix_alloc(sizeof *s);
    s->data = pcre2_match_data_create(MAX_PAIRS, NULL);
    s->context = pcre2_match_context_create(NULL);
    s->stack = pcre2_jit_stack_create(32 * 1024, 512 * 1024, NULL);
    pcre2_set_depth_limit(s->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(s->context, HEAP_KIB);
    pcre2_jit_stack_assign(s->context, NULL, s->stack);
    return s;
}

void ix_regex_scratch_free(ix_regex_scratch *s) {
    if (!s)
        return;
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    pcre2_jit_stack_free(s->stack);
    free(s);
}

/* Threads share patterns: one compiles, the others wait. NULL: there is no JIT. */
static pcre2_code *speed_up(ix_regex *re) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    pcre2_code *fast = atomic_load(&re->fast);
    if (!fast && re->jit) {
        fast = pcre2_code_copy(re->code);
        re->jit = fast && pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE) == 0;
        if (!re->jit) {
            pcre2_code_free(fast);
            fast = NULL;
        }
        atomic_store_explicit(&re->fast, fast, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
    return fast;
}

/* Takes `use` from what is left; false when nothing is. Threads may lose some of each other's. */
static bool wear(ix_regex *re, unsigned use) {
    unsigned left = atomic_load_explicit(&re->left, memory_order_relaxed);
    atomic_store_explicit(&re->left, left > use ? left - use : 0, memory_order_relaxed);
    return left > use;
}

static int interpret(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start, uint32_t limit) {
    pcre2_set_match_limit(s->context, limit);
    return pcre2_match(re->code, (PCRE2_SPTR)subject.ptr, subject.len, start,
                       PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, s->data, s->context);
}

/* Whether the interpreter got through, with a match or none: *n is then PCRE2's return code. */
static bool glance(ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start, unsigned use, int *n) {
    for (size_t i = 0; i < sizeof glances / sizeof *glances && wear(re, use * glances[i].use); i++) {
        *n = interpret(re, s, subject, start, glances[i].steps);
        if (*n >= 0 || *n == PCRE2_ERROR_NOMATCH)
            return true;
    }
    return false;
}

/* Within `limit` steps at any one place; a PCRE2 return code. */
static int within(ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start, unsigned use,
                  uint32_t limit) {
    int n;
    pcre2_code *fast = atomic_load_explicit(&re->fast, memory_order_acquire);
    if (!fast && re->jit && glance(re, s, subject, start, use, &n))
        return n;
    if (!fast && !(fast = speed_up(re)))
        return interpret(re, s, subject, start, limit);
    pcre2_set_match_limit(s->context, limit);
    return pcre2_jit_match(fast, (PCRE2_SPTR)subject.ptr, subject.len, start, PCRE2_NOTEMPTY, s->data,
                           s->context);
}

static ix_regex_result result_of(int n) {
    return n >= 0 ? IX_REGEX_FOUND : n == PCRE2_ERROR_NOMATCH ? IX_REGEX_NONE : IX_REGEX_BUDGET;
}

ix_regex_result ix_regex_match_at(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t at,
                                  const size_t **pairs) {
    ix_regex_result result = result_of(within((ix_regex *)re, s, subject, at, 1, CHEAP));
    if (result == IX_REGEX_BUDGET && s->dear++ < DEAR_PLACES)
        result = result_of(within((ix_regex *)re, s, subject, at, 1, MATCH_LIMIT));
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(s->data);
    return result;
}

static size_t next_place(ix_str subject, size_t at) {
    for (at++; at < subject.len && ((unsigned char)subject.ptr[at] & 0xC0) == 0x80;)
        at++;
    return at;
}

/* Matches that begin in [start, end). When a place among them is dear, they are tried one by one. */
static ix_regex_result find_step(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start,
                                 size_t end, const size_t **pairs) {
    pcre2_set_offset_limit(s->context, end - 1);
    ix_regex_result result = result_of(
        within((ix_regex *)re, s, subject, start, 1 + (unsigned)(end - start) / BYTES_A_UNIT, CHEAP));
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(s->data);
    if (result != IX_REGEX_BUDGET)
        return result;
    for (result = IX_REGEX_NONE; start < end && result == IX_REGEX_NONE; start = next_place(subject, start)) {
        pcre2_set_offset_limit(s->context, start);
        result = ix_regex_match_at(re, s, subject, start, pairs);
    }
    return result;
}

ix_regex_result ix_regex_find(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start,
                              size_t stop, const size_t **pairs) {
    ix_regex_result result = IX_REGEX_NONE;
    stop = stop < subject.len ? stop : subject.len;
    while (start < stop && result == IX_REGEX_NONE) {
        size_t end = stop - start > SHORT ? next_place(subject, start + STEP - 1) : stop;
        result = find_step(re, s, subject, start, end, pairs);
        start = end;
    }
    pcre2_set_offset_limit(s->context, PCRE2_UNSET);
    return result;
}

void ix_regex_renew(ix_regex_scratch *s) {
    s->dear = 0;
}

typedef struct watched {
    ix_regex_watcher each;
    void *context;
} watched;

static int callout(pcre2_callout_block *block, void *context) {
    const watched *w = context;
    return w->each(w->context, block->pattern_position, block->start_match, block->current_position)
               ? 0
               : PCRE2_ERROR_CALLOUT;
}

ix_regex_result ix_regex_trace(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start,
                               ix_regex_watcher each, void *context, const size_t **pairs) {
    enum { TRACE_LIMIT = 1000000 };
    watched w = {each, context};
    pcre2_set_callout(s->context, callout, &w);
    ix_regex_result result = result_of(interpret(re, s, subject, start, TRACE_LIMIT));
    pcre2_set_callout(s->context, NULL, NULL);
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(s->data);
    return result;
}
