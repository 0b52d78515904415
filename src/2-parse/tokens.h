/* A page as tags and text, each with its exact bytes. */
#ifndef IX_PARSE_TOKENS_H
#define IX_PARSE_TOKENS_H

#include "base/array.h"
#include "base/str.h"

typedef enum ix_tag {
    IX_TAG_OTHER, /* an element HTML does not know: inline, unless its name has a dash (a custom element):
                     then a block */
    IX_TAG_CUSTOM,
#define IX_TAG(name, display, flags) IX_TAG_##name,
#include "tags.def"
#undef IX_TAG
    IX_TAGS
} ix_tag;

enum { IX_TAG_VOID = 1, IX_TAG_RAW = 2, IX_TAG_OPTIONAL = 4, IX_TAG_NEW = 8, IX_TAG_FORMAT = 16 };

typedef enum ix_display { IX_DISPLAY_INLINE, IX_DISPLAY_BLOCK, IX_DISPLAY_HIDDEN } ix_display;

typedef struct ix_tag_info {
    const char *name;
    ix_display display;
    unsigned flags;
} ix_tag_info;
extern const ix_tag_info ix_tags[IX_TAGS];

/* Hidden text stands in a passage but is not seen on the page. */
typedef enum ix_token_kind { IX_TOKEN_TEXT, IX_TOKEN_OPEN, IX_TOKEN_CLOSE, IX_TOKEN_HIDDEN } ix_token_kind;

/* Source bytes [start, end). Of a raw element (script, title …) there is one token, the start tag, and what
 * stands inside is [end, inside_end); hidden ones other than title and script leave none. */
typedef struct ix_token {
    uint32_t start, end;
    uint32_t weight; /* text: bytes that are no white space; raw elements: where their inside ends */
    uint8_t kind, tag;
} ix_token;

typedef struct ix_tokens {
    ix_str source;
    IX_ARRAY(ix_token) all;
} ix_tokens;

/* Read `source` as the HTML Standard's tokenizer does, in one pass. */
ix_tokens ix_tokenize(ix_arena *arena, ix_str source);

/* An attribute as it stands in the page: the value still has its entities. */
typedef struct ix_attribute {
    ix_str name, value;
} ix_attribute;

enum { IX_MAX_ATTRIBUTES = 256 };

/* Step through a start tag's attributes: `at` begins as 0; false past the end and past IX_MAX_ATTRIBUTES. */
typedef struct ix_attribute_walk {
    uint32_t at, n;
} ix_attribute_walk;
bool ix_next_attribute(const ix_tokens *tokens, const ix_token *token, ix_attribute_walk *walk,
                       ix_attribute *out);

/* The value of the attribute (lower-case name), or an empty string with ptr NULL. */
ix_str ix_attribute_value(const ix_tokens *tokens, const ix_token *token, const char *name);

#endif
