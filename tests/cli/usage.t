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
  ilex: --format: there is no format 'jsn'; there are json, ndjson, facts, csv, matches
  [2]
  $ echo Words. | ilex extract --published 2025-02-30 -
  {
    "schema": "ilex-document/1",
    "id": "04992df26cbd3c75a3f121501e221823883baf391208ea3ecb76dc2c194c2d64",
    "source": {"path": null, "url": null, "media_type": "text/plain", "sha256": "04992df26cbd3c75a3f121501e221823883baf391208ea3ecb76dc2c194c2d64", "bytes": 7},
    "tool": {"name": "ilex", "version": "0.1.0", "rules": "sha256:4e50405b92d6c12d0629b3d17d4fa2f01d7965e561334a3f49634aa4fb6583f5"},
    "language": "en",
    "title": null,
    "published": {"value": "2025-02-30", "from": "input"},
    "dateline": null,
    "text": "Words.\n",
    "blocks": [
      {"kind": "paragraph", "start": 0, "end": 6, "level": 0}
    ],
    "dates": [],
    "figures": [],
    "quotes": [],
    "organisations": [],
    "people": [],
    "ledger": [],
    "diagnostics": []
  }
  $ echo Words. | ilex extract --language xx -
  {
    "schema": "ilex-document/1",
    "id": "04992df26cbd3c75a3f121501e221823883baf391208ea3ecb76dc2c194c2d64",
    "source": {"path": null, "url": null, "media_type": "text/plain", "sha256": "04992df26cbd3c75a3f121501e221823883baf391208ea3ecb76dc2c194c2d64", "bytes": 7},
    "tool": {"name": "ilex", "version": "0.1.0", "rules": "sha256:4e50405b92d6c12d0629b3d17d4fa2f01d7965e561334a3f49634aa4fb6583f5"},
    "language": "xx",
    "title": null,
    "published": null,
    "dateline": null,
    "text": "Words.\n",
    "blocks": [
      {"kind": "paragraph", "start": 0, "end": 6, "level": 0}
    ],
    "dates": [],
    "figures": [],
    "quotes": [],
    "organisations": [],
    "people": [],
    "ledger": [],
    "diagnostics": []
  }
  $ ilex explain
  ilex: there is no command 'explain'; see 'ilex --help'
  [2]
  $ ilex rules
  ilex: rules: say what to do: test, lint or list
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
  ilex: there is no command 'explain'; see 'ilex --help'
  Usage: ilex rules [OPTION…] test|lint|list [NAME…]
