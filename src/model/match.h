/* What a rule's match says: its layer, its span and the fields it emits. */
#ifndef IX_MODEL_MATCH_H
#define IX_MODEL_MATCH_H

#include "base/str.h"

typedef enum ix_layer {
#define IX_LAYER(name, unit, hides, about) IX_LAYER_##name,
#include "model/layers.def"
#undef IX_LAYER
    IX_LAYERS
} ix_layer;

typedef enum ix_unit_kind { IX_UNIT_BLOCK, IX_UNIT_SENTENCE } ix_unit_kind;

typedef struct ix_layer_info {
    const char *name;
    ix_unit_kind unit;
    uint64_t hides; /* a bit for each layer whose mentions it always sees as one character */
    const char *about;
} ix_layer_info;
extern const ix_layer_info ix_layers[IX_LAYERS];

typedef enum ix_field {
#define IX_FIELD(name) IX_FIELD_##name,
#include "model/fields.def"
#undef IX_FIELD
    IX_FIELDS
} ix_field;
extern const char *const ix_field_names[IX_FIELDS];

/* Which fields a layer reads, and what they say there; in the order of the layers. */
typedef struct ix_layer_field {
    ix_layer layer;
    ix_field field;
    const char *about;
} ix_layer_field;
extern const ix_layer_field ix_layer_fields[];
extern const int ix_n_layer_fields;
bool ix_layer_reads(ix_layer layer, ix_field field);

/* The name's layer or field, or -1. */
int ix_layer_named(ix_str name);
int ix_field_named(ix_str name);

typedef struct ix_field_value {
    ix_field field;
    ix_str text;  /* the rule's literal, else the list's value for the captured words, else the words
                     themselves */
    ix_span span; /* the captured words in the document; empty for a literal */
    int kind;     /* -1, or what the capture holds (its first one): an ix_layer, or IX_LAYERS + a gazetteer's
                     number */
    int item;     /* that mention's index: in the layer's own array, or the gazetteer hit's (ix_hits) */
} ix_field_value;

typedef struct ix_match {
    ix_layer layer;
    ix_str rule;  /* full name */
    ix_span span; /* the capture named `span` if the pattern has one, else the whole match */
    ix_span whole;
    int unit; /* index of the sentence or block */
    const ix_field_value *fields;
    uint32_t n_fields;
} ix_match;

/* The field's value, or NULL when the match does not have it. */
const ix_field_value *ix_match_field(const ix_match *match, ix_field field);
/* Its text, or the empty string. */
ix_str ix_match_text(const ix_match *match, ix_field field);
/* Its span, or the empty one. */
ix_span ix_match_span(const ix_match *match, ix_field field);
/* The item of kind `layer` that the field holds, or -1. */
int ix_match_item(const ix_match *match, ix_field field, ix_layer layer);

#endif
