/* What a rule did, for whoever writes it: what it matched and what became of that; else what its gate asks
 * for, and where in the words and in the pattern the best attempt stopped. */
#include "rules/whynot.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { BEFORE = 50, WIDTH = 96, MOST_MISSES = 3, ALL_MISSES = 4, MOST_WORDS = 8, MOST_OTHERS = 5 };

typedef struct teller {
    const ix_whynot *why;
    const ix_document *doc;
    ix_buf *to;
} teller;

static void say(teller *t, const char *words) {
    ix_buf_str(t->to, ix_str_of(words));
}

static void say_words(ix_buf *to, ix_str words, size_t most) {
    char bytes[4];
    size_t at = 0;
    for (size_t n = 0; at < words.len && n < most; n++) {
        uint32_t cp = ix_utf8_next(words, &at);
        bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
        ix_buf_add(to, bytes, ix_utf8_put(bytes, control ? ' ' : cp));
    }
    if (at < words.len)
        ix_buf_str(to, IX_STR("…"));
}

static void quoted(teller *t, ix_str words) {
    say(t, "‘");
    say_words(t->to, words, 80);
    say(t, "’");
}

/* --- a line with a mark under it --- */

/* Code points [from, to) of a line are marked; the line is shown where that is. */
static void marked_line(teller *t, ix_str line, size_t from, size_t to, const char *indent) {
    size_t first = from > BEFORE ? from - BEFORE : 0, at = 0, n = 0;
    for (; n < first && at < line.len; n++)
        ix_utf8_next(line, &at);
    while (n == first && first < from && at < line.len && line.ptr[at] == ' ')
        at++, n++, first++;
    say(t, indent);
    say(t, n && first < from && at ? "" : "");
    say_words(t->to, ix_str_sub(line, at, line.len), WIDTH);
    say(t, "\n");
    say(t, indent);
    for (size_t i = first; i < from; i++)
        say(t, " ");
    say(t, "^");
    for (size_t i = from + 1; i < to && i < first + WIDTH; i++)
        say(t, "~");
    say(t, "\n");
}

/* --- the words as the pattern sees them --- */

static ix_str kind_name(const ix_whynot *why, int kind) {
    if (kind < IX_LAYERS)
        return ix_str_of(ix_layers[kind].name);
    for (uint32_t i = 0; i < why->language->definitions.n; i++)
        if (why->language->definitions.v[i].gazetteer == kind - IX_LAYERS)
            return why->language->definitions.v[i].name;
    return IX_STR("?");
}

/* Writes the unit's text into `to`, a mention as {{kind: words}}; *began, *at become code points there. */
static void show_lifted(teller *t, const ix_tried_unit *unit, ix_buf *to, size_t *began, size_t *at) {
    size_t from = 0, marks[2] = {*began, *at}, *out[2] = {began, at};
    for (uint32_t e = 0; e <= unit->edges.n; e++) {
        size_t end = e < unit->edges.n ? unit->edges.v[e].at : unit->lifted.len;
        for (int k = 0; k < 2; k++)
            if (marks[k] >= from && marks[k] <= end)
                *out[k] = ix_utf8_length(ix_buf_view(to)) +
                          ix_utf8_length(ix_str_sub(unit->lifted, from, marks[k]));
        say_words(to, ix_str_sub(unit->lifted, from, end), SIZE_MAX);
        if (e == unit->edges.n)
            break;
        const ix_lift *lift = &unit->edges.v[e].lift;
        ix_buf_format(to, "{{%.*s: ", IX_FMT(kind_name(t->why, lift->kind)));
        say_words(to, ix_doc_str(t->doc, lift->span), 40);
        ix_buf_str(to, IX_STR("}}"));
        from = end + 3;
    }
}

static void show_stop(teller *t, const ix_tried_unit *unit) {
    ix_buf shown = {0};
    size_t began = unit->best.began, at = unit->best.at;
    show_lifted(t, unit, &shown, &began, &at);
    if (at - began > 2 * BEFORE)
        began = at - 2 * BEFORE;
    ix_str line = ix_buf_view(&shown);
    size_t first = began > BEFORE / 2 ? began - BEFORE / 2 : 0, byte = 0;
    for (size_t i = 0; i < first && byte < line.len; i++)
        ix_utf8_next(line, &byte);
    say(t, "    ");
    say(t, first ? "…" : "");
    say_words(t->to, ix_str_sub(line, byte, line.len), at - first + BEFORE);
    say(t, "\n    ");
    say(t, first ? " " : "");
    for (size_t i = first; i < at; i++)
        say(t, i < began ? " " : "~");
    say(t, "^\n");
    ix_buf_done(&shown);
}

/* --- a place in the pattern --- */

typedef struct written {
    const ix_rule_file *file;
    const ix_yaml *scalar;
    size_t start, end;
} written;

static bool covers(const ix_name *name, const ix_item *item) {
    return name->start <= item->start && item->end <= name->end;
}

size_t ix_whynot_written(const ix_whynot *why, const ix_name *in, size_t byte) {
    size_t from = in ? in->start + 3 : 0, at = 0;
    const ix_yaml *scalar = in ? in->def->node : why->rule->written;
    for (uint32_t i = 0; i < why->names.n; i++) {
        const ix_name *name = &why->names.v[i];
        if (name->scalar == scalar && name->start >= from && name->end <= byte) {
            from = name->end;
            at = name->written_end;
        }
    }
    return at + byte - from;
}

static void show_place(teller *t, const written *w) {
    ix_str path = w->file->source.path, text = w->file->source.text;
    int line, column;
    ix_yaml_place(&w->file->source, w->scalar, w->start, &line, &column);
    ix_buf_format(t->to, "    %.*s:%d\n", IX_FMT(path), line);
    size_t length = ix_utf8_length(ix_str_sub(w->scalar->text, w->start, w->end));
    if (column == 0) { /* escapes: as it is read */
        size_t from = ix_utf8_length(ix_str_sub(w->scalar->text, 0, w->start));
        marked_line(t, w->scalar->text, from, from + length, "      ");
        return;
    }
    size_t at = 0;
    for (int n = 1; n < line; n++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        at = end ? (size_t)(end - text.ptr) + 1 : text.len;
    }
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    ix_str whole = ix_str_sub(text, at, end ? (size_t)(end - text.ptr) : text.len);
    size_t indent = 0;
    while (indent < whole.len && whole.ptr[indent] == ' ')
        indent++;
    indent = indent < (size_t)column - 1 ? indent : (size_t)column - 1;
    marked_line(t, ix_str_sub(whole, indent, whole.len), (size_t)column - 1 - indent,
                (size_t)column - 1 - indent + length, "      ");
}

/* --- what is asked for --- */

static void say_list(teller *t, const ix_name *name) {
    ix_str words, value;
    uint32_t n = 0;
    ix_buf_format(t->to, "a word of {{%.*s}}:", IX_FMT(name->name));
    for (; ix_list_at(name->def->list, n, &words, &value); n++)
        if (n < MOST_WORDS)
            ix_buf_format(t->to, "%s %.*s", n ? "," : "", IX_FMT(words));
    if (n > MOST_WORDS)
        ix_buf_format(t->to, " … (%u in all)", n);
}

static const char *look_says(ix_str opening) {
    return ix_str_starts(opening, IX_STR("(?<!"))   ? "before that stands what may not"
           : ix_str_starts(opening, IX_STR("(?<=")) ? "before that has to stand what does not"
           : ix_str_starts(opening, IX_STR("(?!"))  ? "there comes what may not"
                                                    : "there has to come what does not";
}

static void say_item(teller *t, const ix_item *item, const ix_name *inner) {
    ix_str text = ix_str_sub(t->why->rule->pattern, item->start, item->end);
    if (inner && inner->what == IX_NAME_LIST && inner->def && inner->def->list)
        say_list(t, inner);
    else if (inner && inner->what == IX_NAME_MENTION)
        ix_buf_format(t->to, "{{%.*s}}, and none begins here", IX_FMT(inner->name));
    else if (item->look)
        say(t, look_says(text));
    else
        say_words(t->to, text, 60);
}

/* Of the fragments an item stands in, the outermost that begins with it, so that nothing of it was found;
 * else the innermost. `begins`: which it is. NULL: none. */
static const ix_name *fragment_of(const ix_whynot *why, const ix_item *item, bool *begins) {
    const ix_name *innermost = NULL;
    for (uint32_t i = 0; i < why->names.n; i++) {
        const ix_name *name = &why->names.v[i];
        if (name->what != IX_NAME_FRAGMENT || !covers(name, item))
            continue;
        innermost = name;
        for (uint32_t k = 0; k < why->items.v.n && !(*begins = false); k++) {
            const ix_item *group = &why->items.v.v[k];
            if (group->start == name->start && group->group && group->before >= item->before)
                return *begins = true, name;
        }
    }
    *begins = false;
    return innermost;
}

/* The list or mention that an item is, or NULL. */
static const ix_name *name_of(const ix_whynot *why, const ix_item *item) {
    for (uint32_t i = 0; i < why->names.n; i++)
        if (why->names.v[i].what != IX_NAME_FRAGMENT && covers(&why->names.v[i], item))
            return &why->names.v[i];
    return NULL;
}

/* The fragment around another name, or NULL: the rule itself. */
static const ix_name *around(const ix_whynot *why, const ix_name *inner) {
    const ix_name *found = NULL;
    for (const ix_name *name = why->names.v; name < inner; name++)
        if (name->what == IX_NAME_FRAGMENT && name->start <= inner->start && inner->end <= name->end)
            found = name;
    return found;
}

static void show_name(teller *t, const ix_name *name) {
    show_place(t, &(written){name->file, name->scalar, name->written, name->written_end});
}

/* Where an item is written; in a fragment, first where the rule names the outermost one. */
static void show_item(teller *t, const ix_item *item) {
    const ix_whynot *why = t->why;
    bool begins = false;
    const ix_name *name = name_of(why, item), *fragment = fragment_of(why, item, &begins), *outer = fragment;
    if (begins)
        name = fragment;
    for (const ix_name *next = name ? around(why, name) : fragment; next; next = around(why, next))
        outer = next;
    if (name ? around(why, name) != NULL : fragment != NULL) {
        show_name(t, outer);
        ix_buf_format(t->to, "    in {{%.*s}}\n", IX_FMT(name ? around(why, name)->name : fragment->name));
    }
    if (name)
        return show_name(t, name);
    written place = {fragment ? fragment->def->file : why->rule->file,
                     fragment ? fragment->def->node : why->rule->written,
                     ix_whynot_written(why, fragment, item->start), 0};
    place.end = place.start + item->end - item->start;
    show_place(t, &place);
}

/* What else is asked for, in (or not in) what `within` stands for (NULL: the first alone); lists before what
 * is spelled out. */
static void say_others(teller *t, const ix_attempt *best, const char *lead, const ix_name *within, bool in) {
    int n = 0;
    for (int lists = 1; lists >= 0; lists--)
        for (uint32_t i = 0; i < best->asked.n && n <= MOST_OTHERS; i++) {
            const ix_item *other = &t->why->items.v.v[best->asked.v[i]];
            const ix_name *name = name_of(t->why, other);
            bool inside = within ? covers(within, other) : i == 0;
            bool edge = t->why->rule->pattern.ptr[other->start + 1] == 'b' && other->end - other->start == 2;
            if (inside != in || other->look || edge || (name != NULL) != lists)
                continue;
            if (n++ == MOST_OTHERS) {
                say(t, " …");
                break;
            }
            say(t, n == 1 ? lead : "; ");
            say_item(t, other, name);
        }
    if (n && !in)
        say(t, "\n");
}

/* What a newcomer cannot see: \b and a mention. */
static void say_edge(teller *t, const ix_item *first) {
    const ix_whynot *why = t->why;
    for (uint32_t i = 0; &why->items.v.v[i] < first; i++)
        if (ix_edge_of_mention(&why->items, i, why->rule->pattern, &why->names) &&
            first->start - why->items.v.v[i].end < 40)
            say(t, "  (\\b does not hold between a blank and a mention: leave it out)\n");
}

static void show_asked(teller *t, const ix_attempt *best) {
    const ix_item *items = t->why->items.v.v, *first = best->asked.n ? &items[best->asked.v[0]] : NULL;
    bool begins = false;
    const ix_name *fragment = first ? fragment_of(t->why, first, &begins) : NULL;
    if (!first)
        return;
    ix_str text = ix_str_sub(t->why->rule->pattern, first->start, first->end);
    bool negative = first->look && text.ptr[2] != '=' && text.ptr[3] != '=';
    say(t, first->look ? "  " : "  there it asks for ");
    if (begins && !first->look) {
        ix_buf_format(t->to, "{{%.*s}}", IX_FMT(fragment->name));
        say_others(t, best, ", which begins with ", fragment, true);
    } else {
        say_item(t, first, name_of(t->why, first));
    }
    say(t, "\n");
    show_item(t, negative && best->forbids >= 0 ? &items[best->forbids] : first);
    say_others(t, best, "  or for ", begins ? fragment : NULL, false);
    if (name_of(t->why, first))
        say_edge(t, first);
}

static void say_clause(teller *t, const ix_clause *clause) {
    uint32_t n = 0;
    say(t, "  its gate is shut: a match needs ");
    for (uint32_t i = 0; i < clause->factors.n; i++) {
        ix_str words = ix_str_trim(clause->factors.v[i]);
        if (i && ix_str_eq(words, ix_str_trim(clause->factors.v[i - 1])))
            continue;
        if (n < MOST_WORDS) {
            say(t, n ? ", " : "");
            quoted(t, words);
        }
        n++;
    }
    if (n > MOST_WORDS)
        ix_buf_format(t->to, " … (%u in all)", n);
    if (clause->digit)
        say(t, n++ ? " or a digit" : "a digit");
    for (uint64_t rest = clause->kinds; rest; rest &= rest - 1)
        ix_buf_format(t->to, "%s{{%.*s}}", n++ ? " or " : "",
                      IX_FMT(kind_name(t->why, __builtin_ctzll(rest))));
    say(t, n > 1 ? "; none of these is here\n" : "; there is none here\n");
}

static bool gave_up(const teller *t, const ix_tried_unit *unit) {
    for (uint32_t i = 0; i < t->doc->diagnostics.n; i++) {
        const ix_diagnostic *d = &t->doc->diagnostics.v[i];
        if (strcmp(d->code, "rule.budget") == 0 && ix_span_within(d->span, unit->span) &&
            memmem(d->message.ptr, d->message.len, t->why->rule_name.ptr, t->why->rule_name.len))
            return true;
    }
    return false;
}

static void tell_miss(teller *t, const ix_tried_unit *unit) {
    const ix_attempt *best = &unit->best;
    if (gave_up(t, unit))
        say(t, "  it took too long here and was given up (rule.budget): it repeats in too many ways\n");
    for (uint32_t c = 0; c < t->why->rule->gate.clauses.n; c++)
        if (unit->shut >> c & 1)
            say_clause(t, &t->why->rule->gate.clauses.v[c]);
    if (best->before < 0 || t->why->untraced)
        return;
    if (best->at == best->began) {
        say(t, "  it does not begin anywhere here\n");
    } else {
        ix_buf_format(t->to, "  its best attempt comes through %d %% of the pattern, as far as here:\n",
                      (int)(100 * best->before));
        show_stop(t, unit);
    }
    show_asked(t, best);
}

/* --- what it matched --- */

#define IS_OF(array)                                                                                         \
    for (uint32_t i = 0; i < doc->array.n; i++)                                                              \
        if (ix_str_eq(doc->array.v[i].rule, rule) && ix_span_overlap(doc->array.v[i].span, span))            \
            return true;

static bool is_fact(const ix_document *doc, ix_str rule, ix_span span) {
    IS_OF(figures)
    IS_OF(dates)
    IS_OF(quotes)
    IS_OF(organisation_mentions)
    IS_OF(person_mentions)
    return false;
}

static bool ends_in_record(ix_layer layer) {
    return layer == IX_LAYER_date || layer == IX_LAYER_figure || layer == IX_LAYER_organisation ||
           layer == IX_LAYER_person || layer == IX_LAYER_reported;
}

static void tell_fate(teller *t, ix_span span) {
    const ix_document *doc = t->doc;
    if (!ends_in_record(t->why->rule->layer) || is_fact(doc, t->why->rule_name, span))
        return;
    say(t, "    but no fact came of it: a later step left it out, or gave it to another rule\n");
    for (uint32_t i = 0; i < doc->ledger.n; i++)
        if (ix_span_overlap(doc->ledger.v[i].span, span))
            ix_buf_format(t->to, "    the ledger says of it: %.*s\n", IX_FMT(doc->ledger.v[i].reason));
}

static void tell_taken(teller *t, const ix_match *match) {
    say(t, "  it matches ");
    quoted(t, ix_doc_str(t->doc, match->span));
    for (uint32_t i = 0; i < match->n_fields; i++) {
        ix_buf_format(t->to, "%s%s=", i ? ", " : ": ", ix_field_names[match->fields[i].field]);
        say_words(t->to, match->fields[i].text, 60);
    }
    say(t, "\n");
    tell_fate(t, match->span);
}

static void tell_lost(teller *t, const ix_lost_match *lost) {
    say(t, "  it matches ");
    quoted(t, ix_doc_str(t->doc, lost->span));
    if (lost->winner.len)
        ix_buf_format(t->to, ", which lost to %.*s: %s\n", IX_FMT(lost->winner), lost->why);
    else
        ix_buf_format(t->to, ", which was refused: %s\n", lost->why ? lost->why : "it makes no sense");
}

/* How many matches there were. */
static int tell_matches(teller *t, ix_span unit) {
    int n = 0;
    for (uint32_t i = 0; i < t->doc->explained.n; i++) {
        const ix_match *match = &t->doc->explained.v[i];
        if (ix_str_eq(match->rule, t->why->rule_name) && ix_span_within(match->whole, unit) && ++n)
            tell_taken(t, match);
    }
    for (uint32_t i = 0; i < t->doc->lost.n; i++) {
        const ix_lost_match *lost = &t->doc->lost.v[i];
        if (ix_str_eq(lost->rule, t->why->rule_name) && ix_span_within(lost->span, unit) && ++n)
            tell_lost(t, lost);
    }
    return n;
}

/* --- a unit, and all of them --- */

static void tell_unit(teller *t, const ix_tried_unit *unit) {
    int line = 1;
    for (uint32_t i = 0; i < unit->span.start; i++)
        line += t->doc->text.ptr[i] == '\n';
    ix_buf_format(t->to, "\nline %d: ", line);
    say_words(t->to, ix_doc_str(t->doc, unit->span), 120);
    say(t, "\n");
    if (unit->matched ? tell_matches(t, unit->span) == 0 : true)
        tell_miss(t, unit);
}

static int better_first(const void *a, const void *b) {
    const ix_tried_unit *x = *(ix_tried_unit *const *)a, *y = *(ix_tried_unit *const *)b;
    if (x->best.before != y->best.before)
        return x->best.before > y->best.before ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void tell_units(teller *t) {
    const ix_whynot *why = t->why;
    const ix_tried_unit **misses = ix_alloc(sizeof *misses * (why->units.n + 1));
    uint32_t n = 0;
    for (uint32_t i = 0; i < why->units.n; i++) {
        if (why->units.v[i].matched)
            tell_unit(t, &why->units.v[i]);
        else
            misses[n++] = &why->units.v[i];
    }
    uint32_t shown = n <= ALL_MISSES ? n : MOST_MISSES;
    if (shown < n)
        qsort(misses, n, sizeof *misses, better_first);
    for (uint32_t i = 0; i < shown; i++)
        tell_unit(t, misses[i]);
    if (shown < n)
        ix_buf_format(t->to, "\nIn %u more it came less far; give one alone to see it.\n", n - shown);
    free(misses);
}

void ix_whynot_tell(const ix_whynot *why, const ix_document *doc, ix_buf *to) {
    teller t = {why, doc, to};
    if (!why->rule) {
        ix_buf_format(to, "%.*s was not tried: the text was read as '%.*s', and has no such rule\n",
                      IX_FMT(why->rule_name), IX_FMT(doc->language));
        return;
    }
    ix_buf_format(to, "%.*s (%.*s:%d), tried on each %s\n", IX_FMT(why->rule_name),
                  IX_FMT(why->rule->file->source.path), why->rule->line,
                  ix_layers[why->rule->layer].unit == IX_UNIT_BLOCK ? "block" : "sentence");
    if (why->untraced)
        ix_buf_str(to, IX_STR("Its pattern is too large to be traced: only its gate is told.\n"));
    tell_units(&t);
}
