#include "facts.h"

#include <jansson.h>

enum { MAX_NESTING = 12 };

static ix_str text_of(ix_page *page, const json_t *value) {
    const char *s = json_string_value(value);
    return s ? ix_str_trim(ix_str_copy(&page->scratch, (ix_str){s, json_string_length(value)}))
             : (ix_str){"", 0};
}

static ix_str member(ix_page *page, const json_t *object, const char *key) {
    return text_of(page, json_object_get(object, key));
}

/* Is the type, or one of the types, that of an article ("NewsArticle", "BlogPosting", "Report" …)? */
static bool is_article(const json_t *type) {
    static const char *const ends[] = {"Article", "Posting", "Report", "Review", "Recipe"};
    if (json_is_array(type))
        type = json_array_get(type, 0);
    ix_str name = ix_str_of(json_string_value(type));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (name.ptr && ix_str_ends(name, ix_str_of(ends[i])))
            return true;
    return false;
}

/* A person's name out of a string, an object or the first of a list. */
static ix_str name_of(ix_page *page, const json_t *value) {
    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_is_object(value) ? member(page, value, "name") : text_of(page, value);
}

static void read_article(ix_page *page, ix_facts *facts, const json_t *object) {
    bool article = is_article(json_object_get(object, "@type"));
    bool first = !facts->headline.len;
    if (first)
        ix_claim_stamp(page, facts, member(page, object, "datePublished"),
                       article ? IX_CLAIM_JSON_LD : IX_CLAIM_MARKED);
    ix_claim_stamp(page, facts, member(page, object, "dateModified"), IX_CLAIM_MODIFIED);
    if (!article)
        return;
    ix_keep_first(&facts->headline, member(page, object, "headline"));
    ix_keep_first(&facts->author, name_of(page, json_object_get(object, "author")));
    ix_keep_first(&facts->language, member(page, object, "inLanguage"));
    ix_keep_first(&facts->description, member(page, object, "description"));
    ix_keep_first(&facts->site_name, name_of(page, json_object_get(object, "publisher")));
    ix_keep_first(&facts->body, member(page, object, "articleBody"));
}

/* Objects at any depth, those that list other articles left out. */
static void walk(ix_page *page, ix_facts *facts, const json_t *value, int depth) {
    size_t i;
    const char *key;
    json_t *item;
    if (depth > MAX_NESTING)
        return;
    if (json_is_array(value)) {
        json_array_foreach(value, i, item) walk(page, facts, item, depth + 1);
    } else if (json_is_object(value)) {
        read_article(page, facts, value);
        json_object_foreach((json_t *)value, key, item) if (strcmp(key, "itemListElement") != 0)
            walk(page, facts, item, depth + 1);
    }
}

void ix_read_json_ld(ix_page *page, ix_facts *facts, ix_str script) {
    while (script.len && *script.ptr != '{' && *script.ptr != '[')
        script = ix_str_sub(script, 1, script.len);
    json_t *root = script.len ? json_loadb(script.ptr, script.len, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
    walk(page, facts, root, 0);
    json_decref(root);
}
