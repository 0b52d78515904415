What a batch stored can be written in any form that a fresh document can, and proved again.

  $ mkdir in && cp $ROOT/corpus/*.txt $ROOT/corpus/*.html in && ilex batch in -O out 2>/dev/null
  $ for f in facts csv ndjson; do ilex export out -f $f -o $f; ilex extract -f $f in | cmp - $f && echo $f as fresh; done
  facts as fresh
  csv as fresh
  ndjson as fresh
  $ ilex export out -f files; ls out/documents | wc -l; ilex export out -f brat; ls out/brat | wc -l
  15
  30
  $ python3 -c 'import csv, json; rows = list(csv.DictReader(open("csv", newline=""))); facts = [json.loads(l) for l in open("facts")]; print(len(rows) == len(facts), all((r[k] or None) == (f[k] if isinstance(f[k], (str, type(None))) else r[k]) for r, f in zip(rows, facts) for k in f))'
  True True
  $ ilex export out -f sqlite; sqlite3 out/documents.sqlite 'PRAGMA integrity_check; PRAGMA user_version; SELECT (SELECT count(*) FROM figures) = (SELECT count(*) FROM dated_figures), (SELECT count(*) FROM who_said_what) > 0, (SELECT count(*) FROM organisation_counts) > 0'
  ok
  1
  1|1|1
  $ sqlite3 out/documents.sqlite 'SELECT count(*) FROM (SELECT substr(d.text, start + 1, "end" - start) = f.text AS same FROM figures f JOIN documents d USING (document)) WHERE NOT same'
  0
  $ sqlite3 out/documents.sqlite "SELECT count(*) > 0 FROM search('genève'); SELECT count(*) > 0 FROM search('geneve')"
  1
  1
  $ ilex verify out in
  ilex: 15 records with 713 facts: 0 wrong; 15 proved against their sources
  $ sed -i '1s/"figures":\[{"id":"f1","text":"/&9/; 2s/"kind":"count"/"kind":"counted"/; 3s/"ledger":/"ledge":/' out/documents.ndjson; ilex verify out; ilex batch in -O out 2>/dev/null; ilex verify out
  ilex: in/en-ilo-garments.html: '9one in four' is not what stands in its place
  ilex: in/en-newspaper-reprint.html: "kind" cannot be 'counted'
  ilex: in/en-ngo-appeal.txt: "ledger" is missing, or is no list
  ilex: 15 records with 536 facts: 3 wrong
  ilex: 15 records with 713 facts: 0 wrong
  $ for f in webannotation schemaorg; do ilex export out -f $f; done; ilex extract -f schemaorg in | cmp - out/schemaorg.ndjson
  $ cat > standoff.py <<'END'
  > import glob, json
  > wrong = n = 0
  > for path in glob.glob("out/brat/*.ann"):
  >     text = open(path[:-3] + "txt", encoding="utf-8", newline="").read()
  >     for line in open(path, encoding="utf-8"):
  >         if line.startswith("T"):
  >             name, where, words = line.rstrip("\n").split("\t")
  >             spans = [tuple(map(int, s.split())) for s in where.split(" ", 1)[1].split(";")]
  >             n += 1; wrong += " ".join(text[a:b] for a, b in spans) != words
  > texts = {r["source"]["sha256"]: r["text"] for r in map(json.loads, open("out/documents.ndjson", encoding="utf-8"))}
  > for line in open("out/annotations.ndjson", encoding="utf-8"):
  >     target = json.loads(line)["target"]
  >     position, quote = target["selector"]
  >     text = texts[target["source"].removeprefix("urn:sha256:")] if target["source"].startswith("urn:") else None
  >     n += 1; wrong += bool(text) and text[position["start"]:position["end"]] != quote["exact"]
  > print(n > 1000, wrong)
  > END
  $ python3 standoff.py
  True 0
  $ cat > shift.py <<'END'
  > import json
  > lines = open("shifted/documents.ndjson", encoding="utf-8").read().splitlines(True)
  > records = [json.loads(line) for line in lines]
  > start, end = records[0]["figures"][2]["source"]  # one byte off
  > lines[0] = lines[0].replace('"source":[%d,%d]' % (start, end), '"source":[%d,%d]' % (start + 1, end + 1), 1)
  > start, end = records[1]["dates"][0]["source"]  # behind the page's end
  > lines[1] = lines[1].replace('"source":[%d,%d]' % (start, end), '"source":[%d,%d]' % (start, end + 10**6), 1)
  > digests = [r["source"]["sha256"] for r in records if r["id"].startswith("in/es-") and r["id"].endswith(".txt")]
  > lines = [line.replace(digests[0], digests[1]) for line in lines]  # another release's text
  > open("shifted/documents.ndjson", "w", encoding="utf-8").writelines(lines)
  > END
  $ cp -r out shifted; python3 shift.py; ilex verify shifted in
  ilex: in/en-ilo-garments.html: figure 'US$211': the page's bytes 1890 to 1896 are 'S$211'
  ilex: in/en-newspaper-reprint.html: date 'a year': the page has no bytes 949 to 1000955
  ilex: in/es-acnur-frontera.txt: its text is not its source's: they part at character 0
  ilex: 15 records with 713 facts: 3 wrong; 12 proved against their sources
  [1]
  $ cp -r out changed; ilex batch in -O out 2>/dev/null; echo more >> in/en-ngo-appeal.txt; ilex verify out in
  ilex: in/en-ngo-appeal.txt: no release in the sources has its digest: it was changed, or is not there
  ilex: 15 records with 713 facts: 1 wrong; 14 proved against their sources
  [1]
  $ ilex export out -f nonsense; ilex export; ilex export out; ilex export nowhere -f csv
  ilex: --format: there is no format 'nonsense'; there are json, ndjson, facts, csv, webannotation, schemaorg, brat, matches, explain, explain-colour
  ilex: export: it takes the folder that `ilex batch --out` made
  ilex: export: --format says as what
  ilex: nowhere/facts.csv: No such file or directory
  [3]
