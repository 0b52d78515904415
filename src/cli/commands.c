#include "cli/cli.h"

#define ENGINE (CLI_TAKES(rules) | CLI_TAKES(no_gates) | CLI_TAKES(no_jit) | CLI_TAKES(help))
#define READING (ENGINE | CLI_TAKES(language) | CLI_TAKES(published) | CLI_TAKES(favour))

const cli_command cli_commands[] = {
    {"extract", "PATH…|-", "read releases and write what they say",
     "A folder is read with all the folders in it: files ending in .txt, .text, .md, .html, .htm or .xhtml. "
     "`-` is standard "
     "input. One file gives a record laid out for reading, several give one record a line. An input that "
     "cannot be read is "
     "reported, and the rest goes on.",
     READING | CLI_TAKES(format) | CLI_TAKES(output), cli_extract, false},
    {"pipe", "", "records in, records out, a line each: for other programs",
     "Reads lines of {\"id\": …, \"text\": …} or {\"id\": …, \"html\": …}, optionally with url, language and "
     "published, and "
     "writes one document record for each, in order, as it goes. A line that cannot be read gives a record "
     "with an error in "
     "its place.",
     ENGINE | CLI_TAKES(format) | CLI_TAKES(favour) | CLI_TAKES(profile), cli_pipe, false},
    {"batch", "SOURCE…|-", "read an archive, and afterwards only what is new in it",
     "Sources are releases, folders of them, patterns in quotes ('2024-*/*.html'), NDJSON as `ilex pipe` "
     "takes it (.ndjson, .jsonl), WARC, RSS and "
     "Atom feeds, each also "
     "packed (.gz, .zst, .xz, .bz2). The records are put into DIR/documents.ndjson, one a line, in the order "
     "of the sources, and nothing else: what is no longer among the sources is gone from it. The same "
     "command again does only what is new or changed, by the release's bytes, the rules of its language, the "
     "options and the version; stopped at any "
     "moment, it goes on from there. Work is shared out to processes that can do nothing but compute: a "
     "release that breaks one is "
     "tried twice more, alone, and then put into DIR/quarantine with the reason, with an error in its place.",
     READING | CLI_TAKES(out) | CLI_TAKES(export) | CLI_TAKES(jobs) | CLI_TAKES(include) |
         CLI_TAKES(exclude) | CLI_TAKES(files0_from) | CLI_TAKES(since) | CLI_TAKES(force) |
         CLI_TAKES(retry) | CLI_TAKES(dry_run) | CLI_TAKES(watch) | CLI_TAKES(timeout) | CLI_TAKES(memory) |
         CLI_TAKES(log_format) | CLI_TAKES(verbose),
     cli_batch, false},
    {"export", "DIR", "write what a batch stored in another form",
     "DIR is the folder of `ilex batch --out DIR`. Beside the formats below there are `sqlite`, a database "
     "with tables, views and full-text "
     "search, and `files`, a JSON file a release. What is written goes into DIR under a name of its own, or "
     "to --output.",
     CLI_TAKES(format) | CLI_TAKES(output) | CLI_TAKES(help), cli_export, false},
    {"verify", "DIR [SOURCE…]", "prove every stored fact again",
     "Checks the form of each record in DIR, the words of each fact against the text, and, for the SOURCEs "
     "given, that each record's "
     "release is among them, by its digest, that a plain text is the record's, and that the bytes of a page "
     "that each fact gives as its "
     "source, without tags and with references decoded, are its words. Ends with 1 when anything is wrong.",
     CLI_TAKES(include) | CLI_TAKES(exclude) | CLI_TAKES(files0_from) | CLI_TAKES(help), cli_verify, false},
    {"series", "DIR", "the same figure across releases, and where they disagree",
     "Lists, a JSON object a line, the figures of the same measure, unit and place in two stored releases or "
     "more, by the date they hold "
     "for, with the days and closed periods for which they differ (releases that themselves have several "
     "values there left out); and the language versions of one release with the figures "
     "that only one of them has.",
     CLI_TAKES(output) | CLI_TAKES(help), cli_series, false},
    {"review", "DIR [--apply FILE…] | --html FILE…",
     "check the facts of a batch against their source, in the browser",
     "DIR is the folder of `ilex batch --out DIR`. Serves a page to the browsers of this machine alone, "
     "under the address that is printed, and "
     "ends on Ctrl-C. The address lets one browser in; then another is printed. What is decided is kept in "
     "DIR/.ilex/review.sqlite, and stays when the batch is run again. A second reviewer with --blind is "
     "shown nothing of what the "
     "first has decided. With --html "
     "it writes one page instead that shows the same without a server; the decisions made there are "
     "downloaded from it, and taken in with --apply: what is there already counts once. --export writes what "
     "the review comes to: `records`, of the accepted, corrected and added facts alone; `gold`, a folder of "
     "releases with what is in them; `examples`, what rules got wrong as "
     "counterexamples and examples to be put under the rule. What of a correction a record has no place for "
     "is told, and ends it with code 3.",
     READING | CLI_TAKES(port) | CLI_TAKES(no_open) | CLI_TAKES(reviewer) | CLI_TAKES(curator) |
         CLI_TAKES(blind) | CLI_TAKES(html) | CLI_TAKES(output) | CLI_TAKES(apply) | CLI_TAKES(export) |
         CLI_TAKES(keep_unreviewed),
     cli_review, false},
    {"eval", "GOLD OUT", "how good records are, held against annotated releases",
     "GOLD is a folder with a NAME.json for each release, as `ilex review --export gold` writes; OUT the "
     "folder of `ilex batch`, or a "
     "file of records. Gives precision, recall and F1 by measure, language, kind of figure and rule, and "
     "every "
     "error. The rules (--rules) say which words are the same: endings of the plural, articles.",
     CLI_TAKES(report_format) | CLI_TAKES(output) | CLI_TAKES(rules) | CLI_TAKES(help), cli_eval, false},
    {"explain", "FILE|-", "why each fact is there, and what was passed over",
     "Shows every fact in its line of text with the rule that found it, the matches that lost there and why.",
     READING, cli_explain, false},
    {"rules", "test|lint|list [NAME…] | why-not RULE FILE|- | new LAYER NAME | layers [LAYER]",
     "try the rules' own examples, check the rules, list them, ask why one does not match, begin a new one",
     "`test` runs each rule's examples and counterexamples, `lint` finds what is wrong or risky, `list` "
     "shows every rule with its "
     "place. A NAME such as en, en/figure or en/figure/count limits it to rules whose names begin so. "
     "`why-not` tells what a rule did in each sentence of a text: what "
     "it matched and what became of that, or what its gate asks for, how far it came, and what its pattern "
     "asks for there; of several rules (en/figure) it tells the nearest three. `new` writes a rule with "
     "everything still to be filled in, the fields of its layer "
     "told, "
     "into the file that its name says (en/figure/dozens: en/figure.yaml); `layers` lists the layers, or the "
     "fields of one.",
     READING, cli_rules, false},
    {"help", "", "this help, the man page, completions",
     "Prints help, the man page or a shell's completions.",
     CLI_TAKES(man) | CLI_TAKES(completion) | CLI_TAKES(help), cli_manual, true},
    {0},
};
