/* What a page claims about its article, from its several sources. */
#ifndef IX_PARSE_FACTS_H
#define IX_PARSE_FACTS_H

#include "base/calendar.h"
#include "page.h"

/* Where a date of publication stands, the weakest first. */
typedef enum ix_claim_source {
    IX_CLAIM_NONE,
    IX_CLAIM_FAR,      /* a date element away from headline and article */
    IX_CLAIM_MODIFIED, /* a date of change: better than nothing */
    IX_CLAIM_NEARBY,   /* a date among the scraps around the headline */
    IX_CLAIM_TIME,     /* any <time> */
    IX_CLAIM_VISIBLE,  /* text that its class calls a date */
    IX_CLAIM_URL,
    IX_CLAIM_MARKED, /* <time> or another element marked as the date */
    IX_CLAIM_ITEMPROP,
    IX_CLAIM_META,
    IX_CLAIM_JSON_LD,
} ix_claim_source;

typedef struct ix_claim {
    ix_day day;
    ix_claim_source source;
    int hour; /* of a time stamp in UTC, where the newsroom's day may be the one before or after; else -1 */
} ix_claim;

typedef struct ix_facts {
    ix_str headline; /* JSON-LD */
    ix_str og_title, page_title, site_name;
    ix_str author, language, description, url;
    ix_str body; /* JSON-LD articleBody */
    IX_ARRAY(ix_claim) claims;
} ix_facts;

/* Does nothing when there is no date in `stamp`. */
void ix_claim_stamp(ix_page *page, ix_facts *facts, ix_str stamp, ix_claim_source source);

static inline void ix_keep_first(ix_str *field, ix_str value) {
    if (!field->len)
        *field = value;
}

/* published.c: reads the dates in the page itself, too; sets doc->published unless the caller did, and
 * reports disagreement. */
void ix_choose_published(ix_page *page, ix_facts *facts);

/* jsonld.c: the one door to Jansson in this stage. */
void ix_read_json_ld(ix_page *page, ix_facts *facts, ix_str script);

/* pagedate.c: the first date in `s`: ISO 8601, RFC 2822, seconds since 1970, numbers, or with the name of a
 * month in any language that the rules know. year 0: none. Numbers such as 05/10/2023 are read month first
 * only when the page says it is American. */
ix_day ix_find_date(const ix_page *page, ix_str s, bool month_first);
/* A date in the path of an address. */
ix_day ix_find_url_date(const ix_page *page, ix_str url);

#endif
