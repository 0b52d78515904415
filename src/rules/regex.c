#include "rules/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"

enum {
    MATCH_LIMIT = 10000,
    DEPTH_LIMIT = 1000,
    HEAP_KIB = 8 * 1024,
    STEP = 64,
    SHORT = 256,
    BUDGET_MS = 50,
    MAX_PAIRS = 64
};

/* Whether the JIT has been at a pattern: most rules never run on most documents, so it waits for the first
 * use. (Not for the hundredth: the interpreter counts its steps otherwise, and a limit would fall elsewhere.)
 */
enum { JIT_WAITS, JIT_DONE, JIT_OFF };

struct ix_regex {
    pcre2_code *code;
    uint32_t groups;
    atomic_int jit;
    ix_str names[MAX_PAIRS];
};

struct ix_regex_scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
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
    re->jit = wanted & IX_REGEX_JIT ? JIT_WAITS : JIT_OFF;
    read_names(re);
    return re;
}

void ix_regex_free(ix_regex *re) {
    if (!re)
        return;
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
    pcre2_set_match_limit(s->context, MATCH_LIMIT);
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

/* Threads share patterns: one compiles, the others wait. Nobody matches with a pattern before. */
static bool jitted(ix_regex *re) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    int state = atomic_load_explicit(&re->jit, memory_order_acquire);
    if (state == JIT_WAITS) {
        pthread_mutex_lock(&lock);
        if (atomic_load(&re->jit) == JIT_WAITS)
            atomic_store(&re->jit, pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0 ? JIT_DONE : JIT_OFF);
        pthread_mutex_unlock(&lock);
        state = atomic_load(&re->jit);
    }
    return state == JIT_DONE;
}

static ix_regex_result once(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start) {
    uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    int n = jitted((ix_regex *)re) ? pcre2_jit_match(re->code, (PCRE2_SPTR)subject.ptr, subject.len, start,
                                                     PCRE2_NOTEMPTY, s->data, s->context)
                                   : pcre2_match(re->code, (PCRE2_SPTR)subject.ptr, subject.len, start,
                                                 options, s->data, s->context);
    return n >= 0 ? IX_REGEX_FOUND : n == PCRE2_ERROR_NOMATCH ? IX_REGEX_NONE : IX_REGEX_BUDGET;
}

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The step's end, not inside a character. */
static size_t step_end(ix_str subject, size_t from, size_t stop) {
    size_t end = from + STEP < stop ? from + STEP : stop;
    while (end < subject.len && ((unsigned char)subject.ptr[end] & 0xC0) == 0x80)
        end++;
    return end;
}

static ix_regex_result in_steps(const ix_regex *re, ix_regex_scratch *s, ix_str subject, size_t start,
                                size_t stop) {
    int64_t began = stop - start > SHORT ? now_ms() : 0;
    ix_regex_result result = IX_REGEX_NONE;
    while (start < stop && result == IX_REGEX_NONE) {
        size_t end = stop - start > SHORT ? step_end(subject, start, stop) : stop;
        pcre2_set_offset_limit(s->context, end - 1);
        result = once(re, s, subject, start);
        if (result == IX_REGEX_NONE && end < stop && now_ms() - began > BUDGET_MS)
            result = IX_REGEX_BUDGET;
        start = end;
    }
    pcre2_set_offset_limit(s->context, PCRE2_UNSET);
    return result;
}

ix_regex_result ix_regex_find(const ix_regex *re, ix_regex_scratch *scratch, ix_str subject, size_t start,
                              size_t stop, const size_t **pairs) {
    bool whole = stop >= subject.len;
    ix_regex_result result = whole && subject.len - start <= SHORT
                                 ? once(re, scratch, subject, start)
                                 : in_steps(re, scratch, subject, start, whole ? subject.len : stop);
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(scratch->data);
    return result;
}

ix_regex_result ix_regex_match_at(const ix_regex *re, ix_regex_scratch *scratch, ix_str subject, size_t at,
                                  const size_t **pairs) {
    ix_regex_result result = once(re, scratch, subject, at);
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(scratch->data);
    return result;
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
    pcre2_set_match_limit(s->context, TRACE_LIMIT);
    ix_regex_result result = once(re, s, subject, start);
    pcre2_set_match_limit(s->context, MATCH_LIMIT);
    pcre2_set_callout(s->context, NULL, NULL);
    if (result == IX_REGEX_FOUND)
        *pairs = pcre2_get_ovector_pointer(s->data);
    return result;
}
