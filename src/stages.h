/* The stages, in order. They meet only here and in pipeline.c; none includes another. */
#ifndef IX_STAGES_H
#define IX_STAGES_H

#include "ilex.h"
#include "model/document.h"
#include "rules/rules.h"

/* 1-ingest: bytes -> doc->source (UTF-8), media_type, charset, sha256, source_bytes. Fails on empty, binary
 * and oversize input. */
ilex_status ix_ingest(ix_document *doc, const void *bytes, size_t n, const ilex_input *input,
                      ilex_error *error);

/* 2-parse: source -> text, blocks, source map, title, published, language and byline as far as the page says
 * so. */
void ix_parse(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input);

/* The words of a stretch of a page, without tags, comments and the insides of scripts, references decoded;
 * and words as such. Both without white space and invisible characters: for comparing a text with its page.
 */
ix_str ix_reread(ix_arena *arena, ix_str page);
ix_str ix_bare_words(ix_arena *arena, ix_str words);

/* 3-segment: language when unknown, kinds of blocks (notes, contact, about …), title and dateline, sentences.
 */
void ix_detect_language(ix_document *doc, const ilex_ruleset *rules);
void ix_segment(ix_document *doc, const ix_language *language, ix_matcher *matcher,
                const ilex_ruleset *rules);

/* 4-extract: rule matches -> mentions. */
void ix_extract_exclusions(ix_document *doc, ix_matcher *matcher);
void ix_extract_dates(ix_document *doc, const ix_language *language, ix_matcher *matcher);
void ix_extract_figures(ix_document *doc, const ix_language *language, ix_matcher *matcher);
void ix_extract_names(ix_document *doc, const ix_language *language, ix_matcher *matcher);
void ix_extract_quotes(ix_document *doc, const ix_language *language, ix_matcher *matcher);

/* 5-resolve: what the mentions stand for. */
void ix_resolve_dates(ix_document *doc, const ix_language *language);
void ix_resolve_organisations(ix_document *doc, const ix_language *language);
void ix_resolve_people(ix_document *doc, const ix_language *language);
void ix_resolve_speakers(ix_document *doc, const ix_language *language);
void ix_resolve_figures(ix_document *doc, const ix_language *language, ix_matcher *matcher);
void ix_resolve_ledger(ix_document *doc, const ix_language *language);

/* 6-emit: one descriptor a format (6-emit/format.h). */

#endif
