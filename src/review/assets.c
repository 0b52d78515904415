#include "review/assets.h"

/* Rows ASSET(number, name, path), which the Makefile writes. */
#define ASSET(number, name, path)                                                                            \
    __asm__(".pushsection .rodata\n"                                                                         \
            ".global ix_asset_" #number "\nix_asset_" #number ":\n.incbin \"" path "\"\n"                    \
            ".global ix_asset_end_" #number "\nix_asset_end_" #number ":\n"                                  \
            ".popsection");                                                                                  \
    extern const char ix_asset_##number[], ix_asset_end_##number[];
#include "assets.def"
#undef ASSET

static const char *type_of(const char *name) {
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ix_str_ends(ix_str_of(name), ix_str_of(types[i][0])))
            return types[i][1];
    return "application/octet-stream";
}

const ix_asset *ix_asset_named(ix_str name) {
    static ix_asset assets[] = {
#define ASSET(number, name, path) {name, NULL, {ix_asset_##number, 0}},
#include "assets.def"
#undef ASSET
    };
    static const char *const ends[] = {
#define ASSET(number, name, path) ix_asset_end_##number,
#include "assets.def"
#undef ASSET
    };
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (ix_str_is(name, assets[i].name)) {
            assets[i].type = type_of(assets[i].name);
            assets[i].bytes.len = (size_t)(ends[i] - assets[i].bytes.ptr);
            return &assets[i];
        }
    return NULL;
}
