#include "speakers.h"

#include "base/utf8.h"

/* What a speaker is, as the words beside the name say it, when no rule knows them for a role: "Mary Poe,
 * beekeeper in Oslo". */

enum { LONGEST = 160, PARTS = 2 };

static bool ends_part(uint32_t cp) {
    return cp == ',' || cp == ';' || cp == ':' || cp == '(' || cp == '"' || cp == '.' || cp == '!' ||
           cp == '?' || cp == '\n' || cp == 0x201C || cp == 0x201D || cp == 0xAB || cp == 0xBB ||
           cp == 0x2013 || cp == 0x2014;
}

/* From `at` to the mark that ends the part. */
static ix_span part_at(const ix_document *doc, uint32_t at, uint32_t end) {
    while (at < end && ix_utf8_is_space((unsigned char)doc->text.ptr[at]))
        at++;
    uint32_t to = at;
    for (size_t next = at; next < end;) {
        to = (uint32_t)next;
        uint32_t cp = ix_utf8_next(doc->text, &next);
        bool inner_dot = cp == '.' && next < end && !ix_utf8_is_space((unsigned char)doc->text.ptr[next]);
        if (ends_part(cp) && !inner_dot)
            return (ix_span){at, to};
        to = (uint32_t)next;
    }
    return (ix_span){at, to};
}

static ix_str first_word(ix_str s) {
    size_t n = 0;
    while (n < s.len && !ix_utf8_is_space((unsigned char)s.ptr[n]))
        n++;
    return ix_str_sub(s, 0, n);
}

/* Its article left out. */
static ix_str bare(const ix_speakers *s, ix_str part) {
    ix_str word = first_word(part);
    return ix_list_has(s->determiners, word) ? ix_str_trim(ix_str_sub(part, word.len, part.len)) : part;
}

static bool says_what(const ix_speakers *s, ix_str part) {
    ix_str word = first_word(part);
    bool participle = s->participle_ending.len && word.len > s->participle_ending.len + 1 &&
                      ix_str_ends(word, s->participle_ending);
    return word.len > 1 && part.len > word.len / 2 && !ix_list_has(s->stops, word) &&
           !ix_list_has(s->participles, word) && !participle && ix_utf8_is_letter((unsigned char)word.ptr[0]);
}

/* "Mary Poe, 34, beekeeper in Oslo, said": the first part after the name that is no age. */
ix_str ix_role_after(const ix_speakers *s, ix_span name, ix_span cue) {
    const ix_document *doc = s->doc;
    int sentence = ix_sentence_at(doc, name.start);
    uint32_t end = sentence < 0 ? name.end : doc->sentences.v[sentence].span.end, at = name.end;
    for (int i = 0; i < PARTS && at < end && doc->text.ptr[at] == ','; i++) {
        ix_span part = part_at(doc, at + 1, end);
        if (ix_span_overlap(part, cue))
            return IX_STR("");
        ix_str words = bare(s, ix_doc_str(doc, part));
        if (words.len && words.len < LONGEST && !ix_utf8_is_digit((unsigned char)words.ptr[0]))
            return says_what(s, words) ? ix_str_trim(words) : IX_STR("");
        at = part.end;
    }
    return IX_STR("");
}

/* "the Director of the office for Chad, Mali and Niger, Mary Poe": the phrase up to the name, its article
 * left out. */
ix_str ix_role_before(const ix_speakers *s, ix_span phrase, ix_span name) {
    ix_str words = ix_str_trim(ix_doc_str(s->doc, (ix_span){phrase.start, name.start}));
    while (words.len && words.ptr[words.len - 1] == ',')
        words.len--;
    return bare(s, words);
}
