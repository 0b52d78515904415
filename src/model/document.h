/* The document: one text and the standoff layers that the stages lay over it.
 *
 * Everything lives in `arena`; the layers are flat arrays of plain structs that refer to each other by index
 * (-1: none). Spans are byte ranges of `text`; code points and source bytes are worked out when emitting
 * (model/offsets.h). */
#ifndef IX_MODEL_DOCUMENT_H
#define IX_MODEL_DOCUMENT_H

#include "base/array.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/str.h"
#include "model/match.h"

typedef enum ix_block_kind {
    IX_BLOCK_TITLE,
    IX_BLOCK_SUMMARY,
    IX_BLOCK_DATELINE,
    IX_BLOCK_HEADING,
    IX_BLOCK_PARAGRAPH,
    IX_BLOCK_QUOTE,
    IX_BLOCK_LIST_ITEM,
    IX_BLOCK_TABLE_CELL,
    IX_BLOCK_CAPTION,
    IX_BLOCK_NOTES,
    IX_BLOCK_CONTACT,
    IX_BLOCK_ABOUT,
    IX_BLOCK_KINDS
} ix_block_kind;
extern const char *const ix_block_kind_names[IX_BLOCK_KINDS];

/* Blocks do not overlap and stand in text order; white space between them belongs to none. */
typedef struct ix_block {
    ix_block_kind kind;
    ix_span span;
    int level;       /* heading level 1 to 6, list depth from 1; else 0 */
    int row, column; /* table cells, from 1; else 0 */
    bool cite;       /* IX_BLOCK_QUOTE that is the citation line of the quote before it */
} ix_block;

typedef struct ix_sentence {
    ix_span span;
    int block;
} ix_sentence;

/* One run of the way from text back to the page: text bytes [text, text+text_len) come from source bytes
 * [source, source+source_len). `same`: the bytes are equal; otherwise the run is one entity, line break or
 * squeezed space. `cut`: text that stands in the page before it was left out. */
typedef struct ix_source_run {
    uint32_t text, text_len, source, source_len;
    bool same, cut;
} ix_source_run;

/* A fact's rule: a full name such as "en/date/weekday"; "gazetteer"; "marks" for a quotation known by its
 * marks alone. */
typedef ix_str ix_rule_name;

typedef enum ix_date_type { IX_DATE, IX_TIME, IX_DURATION, IX_SET } ix_date_type;
extern const char *const ix_date_type_names[];

typedef struct ix_date {
    ix_span span;
    ix_date_type type;
    ix_str value;       /* TIMEX3 value, spans as START/END; empty until resolved */
    ix_str mod;         /* TIMEX3 mod or empty */
    ix_day first, last; /* inclusive calendar bounds; year 0: unknown or open */
    ix_str anchor;      /* "published", "d3" …, or empty */
    bool vague;         /* right by TIMEX3 but no date for a figure: PRESENT_REF, "the year", durations */
    int sentence;
    ix_rule_name rule;
    struct ix_timex *timex; /* what the words say, before anchoring (model/timex.h); private to dates */
} ix_date;

/* A numeral or number word as found, before it is a figure. */
typedef struct ix_number {
    ix_span span;
    ix_decimal value, high; /* high.ok only for a range */
    bool words;             /* spelled out */
    bool scaled;            /* has a scale word: million, bn */
    int8_t power;           /* its power of ten */
    int8_t sign;            /* -1 or 1 when one is written, else 0 */
    bool grouped;           /* has marks that part thousands, as identifiers do not */
    bool ambiguous;         /* a separator that could be read two ways */
    ix_span noun;           /* that stands inside: "un jeune sur cinq"; empty: none */
    int sentence;
    ix_rule_name rule;
} ix_number;

typedef enum ix_figure_kind {
    IX_COUNT,
    IX_PERCENT,
    IX_PERCENTAGE_POINTS,
    IX_MONEY,
    IX_RATIO,
    IX_MULTIPLE,
    IX_MEASURE,
    IX_FIGURE_DURATION,
    IX_AGE,
    IX_FIGURE_KINDS
} ix_figure_kind;
extern const char *const ix_figure_kind_names[IX_FIGURE_KINDS];

typedef struct ix_link {
    ix_str relation; /* equivalent, from, to, compared_to, repeats */
    int figure;
} ix_link;

typedef struct ix_figure {
    ix_span span;
    int number;             /* index in numbers, -1: a word that means one ("doubled") */
    ix_decimal value, high; /* high.ok only for a range */
    ix_figure_kind kind;
    ix_str unit;      /* normalised; empty: none */
    ix_str unit_name; /* in words, singular, with what it is a rate of: "Australian dollar per month"; empty:
                         none */
    ix_span unit_text, modifier_text, of, place, population, status_text; /* empty: none */
    ix_str modifier;                                                      /* about, more_than …, or empty */
    ix_str change;                                                        /* increase, decrease, or empty */
    ix_str status;                                                        /* actual, target, projected */
    ix_str as_of;      /* ISO date or span; empty: undated */
    int as_of_date;    /* index in dates, -1 */
    ix_str as_of_from; /* clause, sentence, paragraph, period, document */
    int said_by;       /* index in quotes, -1 */
    IX_ARRAY(ix_link) links;
    int sentence;
    ix_rule_name rule;
} ix_figure;

typedef enum ix_quote_type { IX_DIRECT, IX_MIXED, IX_INDIRECT } ix_quote_type;
extern const char *const ix_quote_type_names[];

typedef struct ix_speaker {
    ix_span span; /* the mention beside the quote; empty: none */
    ix_str name;  /* fullest form in the release; empty: unknown */
    ix_str role;
    int person;       /* index in people, -1 */
    int organisation; /* index in organisations, -1 */
    ix_str resolved;  /* explicit, surname, pronoun, role, floating, preceding; empty: unknown speaker */
} ix_speaker;

typedef struct ix_quote {
    ix_quote_type type;
    ix_span span;               /* with its marks; a mixed quote's whole reported clause */
    IX_ARRAY(ix_span) segments; /* without the marks */
    ix_span cue;
    ix_speaker speaker;
    ix_rule_name rule;
} ix_quote;

typedef struct ix_mention {
    ix_span span;
    int entity; /* index in organisations or people; -1 until resolved */
    int sentence;
    ix_rule_name rule;
    const struct ix_gazetteer_entry *entry; /* the gazetteer's, or NULL */
    ix_str type;                            /* as the rule or gazetteer says, or empty */
    ix_span role;                           /* people: the role words beside this mention; empty: none */
    ix_span given;                          /* people: honorific or none */
    int organisation; /* people: index in organisation_mentions of the body beside it, -1 */
    int acronym_of;   /* organisations: index of the mention whose acronym this is, -1 */
} ix_mention;

typedef struct ix_organisation {
    ix_str name, acronym, canonical, type;
    ix_str wikidata; /* "Q…" or empty */
    int parent;      /* index in organisations, -1 */
    int first;       /* index of the first mention */
} ix_organisation;

typedef struct ix_person {
    ix_str name, role;
    int organisation; /* index in organisations, -1 */
    int first;
} ix_person;

/* A number that is no figure and no date, and why ("identifier:SDG target"). */
typedef struct ix_ledger_entry {
    ix_span span;
    ix_str reason;
} ix_ledger_entry;

typedef struct ilex_document ix_document; /* the public handle's inside */

typedef struct ix_diagnostic {
    const char *severity; /* "error", "warning", "info" */
    const char *code;
    ix_str message;
    ix_span span; /* empty: the whole document */
} ix_diagnostic;

/* A rule's match that did not become a fact: kept when explaining. */
typedef struct ix_lost_match {
    ix_span span;
    ix_rule_name rule, winner; /* winner empty: refused by the extractor */
    const char *why; /* "shorter", "later in file", "overlaps an earlier layer", "no valid date" … */
} ix_lost_match;

struct ilex_document {
    ix_arena arena;

    /* stage 1 and 2 */
    ix_str id, path, url, media_type, charset;
    char sha256[65];
    size_t source_bytes;
    ix_str source; /* the page as read, in UTF-8; empty when text is the source */
    ix_str text;
    ix_str language; /* "en" …; empty until stage 3 when nobody said */
    IX_ARRAY(ix_block) blocks;
    IX_ARRAY(ix_source_run) source_map; /* empty for plain text */
    ix_str title;                       /* empty: none */
    ix_span title_span;                 /* where the title stands in text; empty: only in metadata */
    ix_str published;                   /* "YYYY-MM-DD" or empty */
    const char *published_from;         /* dateline, meta, json-ld, time, url, text, input; NULL: none */
    ix_str byline;

    /* stage 3 */
    ix_span dateline;
    IX_ARRAY(ix_str) dateline_places;
    ix_str dateline_agency;
    IX_ARRAY(ix_sentence) sentences;

    /* stage 4 and 5 */
    IX_ARRAY(ix_date) dates;
    IX_ARRAY(ix_number) numbers;
    IX_ARRAY(ix_figure) figures;
    IX_ARRAY(ix_quote) quotes;
    IX_ARRAY(ix_mention) organisation_mentions;
    IX_ARRAY(ix_organisation) organisations;
    IX_ARRAY(ix_mention) person_mentions;
    IX_ARRAY(ix_person) people;
    IX_ARRAY(ix_ledger_entry) ledger;
    IX_ARRAY(ix_match) matches; /* of layers without an array of their own, in text order */

    IX_ARRAY(ix_diagnostic) diagnostics;
    bool explain;                 /* keep the next two */
    IX_ARRAY(ix_match) explained; /* every match that was taken, of all layers */
    IX_ARRAY(ix_lost_match) lost;
    const char *rules_digest;
};

ix_document *ix_document_new(void);
void ix_document_free(ix_document *doc);

static inline ix_str ix_doc_str(const ix_document *doc, ix_span span) {
    return ix_str_sub(doc->text, span.start, span.end);
}

/* Adds a diagnostic; code must be a literal. */
void ix_diagnose(ix_document *doc, const char *severity, const char *code, ix_span where, const char *format,
                 ...) __attribute__((format(printf, 5, 6)));

/* Index of the sentence or block that holds the byte, or of the last one before it; -1 when there is none. */
int ix_sentence_at(const ix_document *doc, uint32_t byte);
int ix_block_at(const ix_document *doc, uint32_t byte);

#endif
