#include "model/match.h"

const ix_layer_info ix_layers[IX_LAYERS] = {
#define IX_SEES(name) ((uint64_t)1 << IX_LAYER_##name)
#define IX_LAYER(name, unit, hides, about) {#name, IX_UNIT_##unit, hides, about},
#include "model/layers.def"
#undef IX_LAYER
#undef IX_SEES
};

const char *const ix_field_names[IX_FIELDS] = {
#define IX_FIELD(name) #name,
#include "model/fields.def"
#undef IX_FIELD
};

const ix_layer_field ix_layer_fields[] = {
#define IX_LAYER_FIELD(layer, field, about) {IX_LAYER_##layer, IX_FIELD_##field, about},
#include "model/layer_fields.def"
#undef IX_LAYER_FIELD
};
const int ix_n_layer_fields = sizeof ix_layer_fields / sizeof *ix_layer_fields;

bool ix_layer_reads(ix_layer layer, ix_field field) {
    for (int i = 0; i < ix_n_layer_fields; i++)
        if (ix_layer_fields[i].layer == layer && ix_layer_fields[i].field == field)
            return true;
    return false;
}

int ix_layer_named(ix_str name) {
    for (int i = 0; i < IX_LAYERS; i++)
        if (ix_str_is(name, ix_layers[i].name))
            return i;
    return -1;
}

int ix_field_named(ix_str name) {
    for (int i = 0; i < IX_FIELDS; i++)
        if (ix_str_is(name, ix_field_names[i]))
            return i;
    return -1;
}

const ix_field_value *ix_match_field(const ix_match *match, ix_field field) {
    for (uint32_t i = 0; i < match->n_fields; i++)
        if (match->fields[i].field == field)
            return &match->fields[i];
    return NULL;
}

ix_str ix_match_text(const ix_match *match, ix_field field) {
    const ix_field_value *value = ix_match_field(match, field);
    return value ? value->text : (ix_str){"", 0};
}

ix_span ix_match_span(const ix_match *match, ix_field field) {
    const ix_field_value *value = ix_match_field(match, field);
    return value ? value->span : (ix_span){0, 0};
}

int ix_match_item(const ix_match *match, ix_field field, ix_layer layer) {
    const ix_field_value *value = ix_match_field(match, field);
    return value && value->kind == (int)layer ? value->item : -1;
}
