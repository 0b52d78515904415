A file of output is complete, or not touched at all.

  $ echo 'Words.' > a.txt; echo 'Other words.' > b.txt
  $ ilex extract -o out.json a.txt && ls
  a.txt
  b.txt
  out.json
  $ ilex extract -o out.json b.txt missing.txt; grep -c Other out.json
  ilex: missing.txt: No such file or directory
  1
  $ ilex extract --format nonsense -o out.json a.txt; grep -c Other out.json; ls
  ilex: --format: there is no format 'nonsense'; there are json, ndjson, facts, csv, webannotation, schemaorg, brat, matches, explain, explain-colour
  1
  a.txt
  b.txt
  out.json
  $ ilex extract -o missing/out.json a.txt
  ilex: missing/out.json: No such file or directory
  [4]
  $ ilex extract -o /dev/null a.txt

One file is laid out for reading, more are a record a line, and --format decides otherwise.

  $ ilex extract a.txt | head -2
  {
    "schema": "ilex-document/1",
  $ ilex extract a.txt b.txt | cut -c1-27
  {"schema":"ilex-document/1"
  {"schema":"ilex-document/1"
  $ ilex extract --format ndjson a.txt | wc -l
  1
  $ ilex extract --format csv a.txt b.txt | head -1 | cut -c1-34
  document,url,title,published,langu

The exit code tells of a full disk, and a reader that has seen enough ends it quietly.

  $ ilex extract a.txt > /dev/full
  ilex: standard output could not be written
  [4]
  $ for i in $(seq 200); do cp a.txt many$i.txt; done; ilex extract *.txt | head -1 | cut -c1-27
  {"schema":"ilex-document/1"
