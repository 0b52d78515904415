/* Which language: the words of grammar in the first words of the text vote. */
#include "segment.h"

enum { ENOUGH_WORDS = 200, FEW_WORDS = 20, LONGEST_WORD = 24, FOREIGN = 24, ONE_IN = 8 };

typedef struct vote {
    ix_str code;
    uint32_t hits;
} vote;

typedef struct ballot {
    vote known[FOREIGN], foreign[FOREIGN]; /* languages with rules, and without */
    uint32_t words;
} ballot;

/* The next run of letters; empty at the end. */
static ix_str next_word(ix_str text, size_t *at) {
    size_t start = *at, end;
    for (uint32_t cp = 0; *at < text.len && !ix_utf8_is_letter(cp);) {
        start = *at;
        cp = ix_utf8_next(text, at);
    }
    for (end = *at; *at < text.len && ix_utf8_is_letter(ix_utf8_next(text, at)); end = *at)
        ;
    return ix_str_sub(text, start, end);
}

static void count(vote *votes, ix_str code) {
    for (int i = 0; i < FOREIGN; i++) {
        if (!votes[i].code.len)
            votes[i].code = code;
        if (ix_str_eq(votes[i].code, code)) {
            votes[i].hits++;
            return;
        }
    }
}

static void cast(ballot *b, const ilex_ruleset *rules, ix_str word) {
    const ix_language *language;
    for (int i = 0; i < FOREIGN && (language = ix_ruleset_language_at(rules, i)); i++) {
        if (ix_list_has(ix_early_list(language, "function_word"), word))
            count(b->known, ix_language_code(language));
        ix_str foreign = i == 0 ? ix_list_value(ix_early_list(language, "foreign_word"), word) : (ix_str){0};
        if (foreign.ptr && !ix_ruleset_language(rules, foreign))
            count(b->foreign, foreign);
    }
}

static const vote *most(const vote *votes) {
    const vote *best = votes;
    for (int i = 1; i < FOREIGN; i++)
        if (votes[i].hits > best->hits)
            best = &votes[i];
    return best;
}

static void poll(ballot *b, const ilex_ruleset *rules, ix_str text) {
    for (size_t at = 0; at < text.len && b->words < ENOUGH_WORDS;) {
        ix_str word = next_word(text, &at);
        b->words += word.len ? 1 + (uint32_t)word.len / LONGEST_WORD : 0;
        if (word.len && word.len <= LONGEST_WORD)
            cast(b, rules, word);
    }
}

/* The code without its region, in lower case: "fr-FR" is fr. */
static ix_str primary_code(ix_document *doc, ix_str code) {
    size_t end = 0;
    while (end < code.len && code.ptr[end] != '-' && code.ptr[end] != '_')
        end++;
    return ix_utf8_fold(&doc->arena, ix_str_trim(ix_str_sub(code, 0, end)));
}

void ix_detect_language(ix_document *doc, const ilex_ruleset *rules) {
    ix_str said = primary_code(doc, doc->language);
    const ix_language *any = ix_ruleset_language_at(rules, 0);
    ballot b = {0};
    doc->language = said;
    if (!any || ix_ruleset_language(rules, said))
        return;
    poll(&b, rules, doc->text);
    const vote *known = most(b.known), *foreign = most(b.foreign);
    bool told = b.words >= FEW_WORDS, ours = known->hits > foreign->hits && known->hits * ONE_IN >= b.words;
    if (said.len ? !told || !ours : told && !ours) {
        if (!said.len && foreign->hits > known->hits)
            doc->language = foreign->code;
        ix_diagnose(doc, "warning", "language.unknown", (ix_span){0, 0},
                    "no rules for the language of this text ('%.*s'): nothing is extracted",
                    IX_FMT(doc->language));
        return;
    }
    doc->language = known->hits ? known->code : ix_early_setting(any, "default_language");
    if (!told || said.len)
        ix_diagnose(doc, "info", "language.guessed", (ix_span){0, 0}, "taken to be in '%.*s'",
                    IX_FMT(doc->language));
}
