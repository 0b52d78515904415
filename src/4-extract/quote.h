/* Quotations: stretches in quotation marks, and how they become quotes. Private to 4-extract/quote*.c. */
#ifndef IX_EXTRACT_QUOTE_H
#define IX_EXTRACT_QUOTE_H

#include "model/document.h"
#include "rules/rules.h"

/* A stretch in quotation marks that stands in no other, or a block that is a quotation without them. */
typedef struct ix_stretch {
    ix_span outer; /* with its marks and the emphasis around them */
    ix_span inner; /* the words */
    int block;
    int quote;      /* index in doc->quotes, -1 */
    bool closed;    /* its closing mark stands where it should */
    bool carries;   /* the next stretch goes on with it: a paragraph that opens its marks again */
    bool dismissed; /* a rule says that it is a title, a term … */
} ix_stretch;

typedef IX_ARRAY(ix_stretch) ix_stretches;

/* All stretches of the document, in text order. Which marks open and close is read from the lists
 * `quote_marks` (opening mark: closing marks, the proper one first) and `quote_apostrophes` (marks that are
 * apostrophes too), words that begin with an apostrophe from `quote_elisions`. Linear in the text. In the
 * document's arena. */
ix_stretches ix_quote_stretches(ix_document *doc, const ix_language *language);

/* Index of the last stretch that begins at or before the byte, or -1. */
int ix_stretch_at(const ix_stretches *stretches, uint32_t byte);
/* Index of the first stretch that ends after the byte; their number when there is none. */
uint32_t ix_stretch_after(const ix_stretches *stretches, uint32_t byte);

/* Where what a claim is about stands. Rules say so in `kind`. */
typedef enum ix_reach {
    IX_SAID_HERE,        /* in `content` */
    IX_SAID_NEXT_MARKED, /* kind `next.marked`: at the head of the next block, in marks */
    IX_SAID_NEXT,        /* kind `next`: the same, or all of the next block */
    IX_SAID_REST,        /* kind `rest`: all paragraphs that follow */
    IX_SAID_BEFORE,      /* kind `signature`: the block before, when it is nothing but a quotation */
} ix_reach;

/* What a rule says of a quotation: whose words, and which. */
typedef struct ix_claim {
    ix_span span; /* of the rule's match */
    ix_span
        content; /* the words said, with their marks; a reported clause with marked words in it, or without */
    ix_span next;         /* where more of the same utterance stands, or empty */
    ix_span cue, speaker; /* empty: none */
    ix_reach reach;
    bool weak;       /* mod `weak`: a cue that is not always one */
    bool anonymous;  /* the speaker is no person, as far as names are known */
    bool reported;   /* indirect: no marks say that these are someone's words */
    bool participle; /* the cue has the subject of the clause before it: ", saying …" */
    ix_rule_name rule;
} ix_claim;

typedef IX_ARRAY(ix_claim) ix_claims;

/* Words in a text; a setting that is a number, 1 when it is not there. */
uint32_t ix_quote_words(ix_str s);
uint32_t ix_quote_setting(const ix_language *language, const char *name);

/* Puts claims into text order and gives each its speaker, where its rule did not, and a clause that is not
 * cut short. */
void ix_quote_complete(ix_document *doc, const ix_language *language, const ix_stretches *stretches,
                       ix_claims *claims);

/* Makes doc->quotes out of both (in text order): a stretch that no claim holds goes with the claim beside it,
 * or with the quotation before, or stands alone. */
void ix_quote_join(ix_document *doc, const ix_language *language, ix_stretches *stretches,
                   const ix_claims *claims);

/* Dismisses pull quotes: stretches in blocks that stand apart which hold nothing but sentences of one other
 * stretch. */
void ix_quote_dismiss_repeats(ix_document *doc, ix_stretches *stretches);

#endif
