What the command line says when asked wrongly. Exit code 2 is usage.

  $ ilex 2>&1 | head -3
  ilex: dated figures, quotations with their speakers and organisations out of press releases
  
  Usage: ilex COMMAND [OPTION…] …
  $ ilex > /dev/null 2>&1
  [2]
  $ ilex --help | head -1
  ilex: dated figures, quotations with their speakers and organisations out of press releases
  $ ilex --version | sed 's/[0-9.]*+.*/N/'
  ilex N
  $ ilex extrat x
  ilex: there is no command 'extrat'; did you mean 'extract'?
  [2]
  $ ilex frobnicate
  ilex: there is no command 'frobnicate'; see 'ilex --help'
  [2]
  $ ilex extract --langage fr x
  ilex: extract: there is no option '--langage'; did you mean '--language'?
  [2]
  $ ilex extract -z x
  ilex: extract: there is no option '-z'; see 'ilex extract --help'
  [2]
  $ ilex extract --format
  ilex: --format needs NAME
  [2]
  $ ilex extract --help=yes
  ilex: --help takes no argument
  [2]
  $ ilex extract --format jsn x < /dev/null
  ilex: --format: there is no format 'jsn'; there are json, ndjson, facts, csv, webannotation, schemaorg, brat, matches, explain, explain-colour
  [2]
  $ echo Words. | ilex extract --published 2025-02-30 -
  ilex: --published: '2025-02-30' is no date like 2025-03-29
  [2]
  $ echo Words. | ilex extract --language xx -
  ilex: --language: there are no rules for 'xx', only for en, es, fr
  [2]
  $ ilex explain
  ilex: explain: name one file, or - for standard input
  [2]
  $ ilex rules
  ilex: rules: say what to do: test, lint, list, why-not, new or layers
  [2]
  $ ilex rules lnt
  ilex: rules: there is no 'lnt'; did you mean 'lint'?
  [2]
  $ ilex help --completion csh
  ilex: help: completions are there for bash, zsh and fish, not for 'csh'
  [2]

Each command has help of its own.

  $ for c in extract pipe explain rules; do ilex $c --help | head -1; done
  Usage: ilex extract [OPTION…] PATH…|-
  Usage: ilex pipe [OPTION…]
  Usage: ilex explain [OPTION…] FILE|-
  Usage: ilex rules [OPTION…] test|lint|list [NAME…] | why-not RULE FILE|- | new LAYER NAME | layers [LAYER]
