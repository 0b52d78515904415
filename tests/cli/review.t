ilex review: what its command line takes. The server itself: tests/review.

  $ ilex review
  ilex: review: it takes the folder that `ilex batch --out` made; files only with --apply
  [2]
  $ ilex review nowhere
  ilex: nowhere: there is no documents.ndjson, as `ilex batch --out` makes it
  [2]
  $ ilex review nowhere --port 65536
  ilex: --port: '65536' is no number from 0 to 65535
  [2]
  $ ilex review --html nowhere.txt
  ilex: nowhere.txt: No such file or directory
  ilex: review: there is no record to show
  [2]

One page, of a release or of records:

  $ echo 'GENEVA, 4 March 2025 – Some 55 million people had work </script> in 2024.' > a.txt
  $ ilex extract --format ndjson a.txt > a.ndjson
  $ ilex review --html a.txt -o a.html; ilex review --html a.ndjson -o b.html
  $ cmp a.html b.html; grep -c '</script> in' a.html; grep -c 'u003c/script> in' a.html
  0
  1

Decisions are taken in once; what is none is said, and the rest goes on:

  $ ilex batch a.txt --out store -j 1 2> log
  $ echo '{}' > bad.ndjson
  $ ilex review store --apply bad.ndjson
  ilex: bad.ndjson:1: not taken: there is no such decision
  ilex: 0 decisions taken, 1 not
  [3]
