One record out for each record in, in order; what cannot be read gives an error in its place, and 3 at the end.

  $ cat > short.py <<'END'
  > import json, sys
  > for line in sys.stdin:
  >     r = json.loads(line)
  >     print(r["id"] if r["id"] is None or len(r["id"]) < 40 else "digest", "|", r["error"]["code"] if "error" in r else r["text"][:40])
  > END
  $ cat > in <<'END'
  > {"id": "1", "text": "One."}
  > no JSON
  > 
  > [1]
  > {"id": "4"}
  > {"id": "5", "text": 7}
  > {"id": "6", "text": "x", "html": "y"}
  > {"id": "7", "text": ""}
  > {"text": "No id."}
  > {"id": 9, "text": "Nine."}
  > {"id": "10", "text": "Ten.", "published": null}
  > {"id": "11", "text": "E.", "published": "soon"}
  > {"id": "12", "text": "E.", "language": 3}
  > {"id": "13", "html": "<html><body><article><h1>A page</h1><p>Some words on a page, and enough of them to be a paragraph of an article.</p></article></body></html>"}
  > END
  $ ilex pipe < in > out; echo $?; python3 short.py < out
  3
  1 | One.
  None | record.json
  None | record.type
  4 | record.content
  5 | record.type
  6 | record.content
  7 | input.empty
  digest | No id.
  9 | Nine.
  10 | Ten.
  11 | E.
  12 | record.type
  13 | A page
  
  Some words on a page, and enough
  $ printf '{"id": "last", "text": "No line break."}' | ilex pipe | python3 short.py
  last | No line break.
  $ printf '{"id": "nul", "text": "a\\u0000b"}\n{"id": "raw", "text": "a\0b"}\n{"id": "next", "text": "Goes on."}\n' | ilex pipe | python3 short.py
  nul | input.binary
  None | record.json
  next | Goes on.
  $ printf '{"id": "utf", "text": "\xff"}\n{"id": "next", "text": "Goes on."}\n' | ilex pipe | python3 short.py
  None | record.json
  next | Goes on.
  $ python3 -c 'import json; print(json.dumps({"id": "long", "text": "The fund helped. " * 300000}))' | ilex pipe | python3 short.py
  long | The fund helped. The fund helped. The fu
  $ python3 -c 'print("[" * 100000)' | ilex pipe | python3 short.py
  None | record.json
  $ printf '["\\\xf0\x9f\x8c\x80"]\n' | ilex pipe | python3 short.py
  None | record.json
  $ cat > in <<'END'
  > { "id" : "escapes\u00e9\ud83c\udf00", "text": "\tA\"b\\c\/ \u00e9." }
  > {"id": "nested", "tags": ["a", {"b": 1.5}], "text": "One."}
  > {"id": "twice", "text": "One.", "text": "Two."}
  > {"id": "half", "text": "\ud83c."}
  > {"id": "escape", "text": "\x"}
  > {"id": "comma", "text": "One.",}
  > {"id": 007, "text": "One."}
  > {"id": -7, "n": 1.5, "b": true, "text": "One."} 
  > END
  $ ilex pipe < in | python3 short.py
  escapesé🌀 | 	A"b\c/ é.
  nested | One.
  None | record.json
  None | record.json
  None | record.json
  None | record.json
  None | record.json
  -7 | One.
  $ : | ilex pipe
  $ : | ilex pipe --format csv | cut -c1-12
  document,url
  $ : | ilex pipe --format cvs 2>&1 | cut -c1-40
  ilex: --format: there is no format 'cvs'
  $ yes '{"id": "a", "text": "Words."}' | head -100000 | ilex pipe > /dev/full
  ilex: standard output could not be written
  [4]

It answers as it goes.

  $ cat > talk.py <<'END'
  > import json, subprocess
  > p = subprocess.Popen(["ilex", "pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
  > for i in range(3):
  >     p.stdin.write(json.dumps({"id": str(i), "text": "Words."}).encode() + b"\n"); p.stdin.flush()
  >     print(json.loads(p.stdout.readline())["id"])
  > p.stdin.close(); print(p.wait())
  > END
  $ python3 talk.py
  0
  1
  2
  0
