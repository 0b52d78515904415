/* brat standoff (https://brat.nlplab.org/standoff.html): the .ann file beside a .txt file of the release's
 * text. Text-bound annotations count code points; one that runs over a line break is in pieces. What else a
 * fact says is in its note. */
#include "6-emit/facts.h"

#include <ctype.h>
#include <inttypes.h>

#include "base/utf8.h"

/* "start end;start end": the parts between line breaks, trimmed of none of their blanks. */
static void pieces(ix_buf *buf, const ix_fact *fact) {
    int64_t at = fact->start, from = fact->start;
    bool any = false;
    for (size_t i = 0; i <= fact->text.len;) {
        size_t here = i;
        uint32_t c = i < fact->text.len ? ix_utf8_next(fact->text, &i) : '\n';
        if (c == '\n' && at > from) {
            ix_buf_format(buf, "%s%" PRId64 " %" PRId64, any ? ";" : "", from, at);
            any = true;
        }
        if (here == fact->text.len)
            break;
        at++;
        if (c == '\n')
            from = at;
    }
}

/* The words of the pieces with a blank between them. */
static void words(ix_buf *buf, ix_str text) {
    bool blank = false, any = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            blank = any;
            continue;
        }
        if (blank)
            ix_buf_char(buf, ' ');
        ix_buf_char(buf, text.ptr[i]);
        blank = false;
        any = true;
    }
}

static void note(ix_buf *buf, const char *label, ix_str value) {
    if (!value.len)
        return;
    ix_buf_format(buf, " %s=", label);
    for (size_t i = 0; i < value.len; i++)
        ix_buf_char(buf, strchr("\n\t\r", value.ptr[i]) ? ' ' : value.ptr[i]);
}

static void fact(ix_output *out, const ix_fact *f) {
    ix_buf *buf = &out->json.buf;
    ix_buf_format(buf, "T%d\t%c%.*s ", ++out->count, toupper((unsigned char)f->kind.ptr[0]),
                  (int)f->kind.len - 1, f->kind.ptr + 1);
    pieces(buf, f);
    ix_buf_char(buf, '\t');
    words(buf, f->text);
    ix_buf_format(buf, "\n#%d\tAnnotatorNotes T%d\t%.*s", out->count, out->count, IX_FMT(f->rule));
    note(buf, "type", f->type);
    note(buf, "value", f->value);
    note(buf, "unit", f->unit);
    note(buf, "as_of", f->as_of);
    note(buf, "status", f->status);
    note(buf, "speaker", f->speaker);
    note(buf, "name", f->name);
    note(buf, "role", f->role);
    ix_buf_char(buf, '\n');
}

static void annotations(ix_output *out) {
    ix_each_fact(out, fact);
}

const ix_format ix_format_brat = {
    {"brat", "ann", "brat standoff: the .ann file of a release's text", 0}, NULL, annotations};
