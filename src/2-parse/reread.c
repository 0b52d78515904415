/* What a stretch of a page says, read again for those who want a proof. */
#include "entities.h"
#include "stages.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "tokens.h"

/* White space, and characters that only mark where a line may break: the text may have others in their place.
 */
static size_t weightless(ix_str s, size_t at) {
    size_t next = at;
    uint32_t c = ix_utf8_next(s, &next);
    return ix_utf8_is_space(c) || c == 0xAD || c == 0x200B || c == 0xFEFF ? next - at : 0;
}

ix_str ix_bare_words(ix_arena *arena, ix_str words) {
    char *out = ix_arena_alloc(arena, words.len + 1);
    size_t n = 0;
    for (size_t at = 0, none; at < words.len; at += none) {
        if ((none = weightless(words, at)))
            continue;
        none = 1;
        out[n++] = words.ptr[at];
    }
    return (ix_str){out, n};
}

ix_str ix_reread(ix_arena *arena, ix_str page) {
    ix_tokens tokens = ix_tokenize(arena, page);
    ix_buf words = {0};
    for (uint32_t i = 0; i < tokens.all.n; i++) {
        const ix_token *t = &tokens.all.v[i];
        for (size_t at = t->start, n, used; t->kind == IX_TOKEN_TEXT && at < t->end; at += used) {
            char bytes[IX_ENTITY_BYTES];
            used = page.ptr[at] == '&' ? ix_entity(ix_str_sub(page, 0, t->end), at, false, bytes, &n) : 0;
            if (used)
                ix_buf_add(&words, bytes, n);
            else
                ix_buf_add(&words, page.ptr + at, used = 1);
        }
    }
    ix_str bare = ix_bare_words(arena, ix_buf_view(&words));
    ix_buf_done(&words);
    return bare;
}
