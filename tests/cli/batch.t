An archive of many kinds of sources is read once; the second time only what is new.

  $ mkdir -p in/b && printf 'GENEVA, 3 March 2024 – Some 500 workers took part.\n' > in/a.txt && printf 'Un total de 20 personas.\n' | gzip > in/b/c.txt.gz
  $ printf '{"id": 7, "text": "In 2023, 12 schools closed."}\nno JSON\n{"id": "x", "text": "Twelve per cent."}\n' | zstd -q > in/b/d.ndjson.zst
  $ cat > in/e.rss <<'END'
  > <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
  > <item><title>A &amp; B</title><link>https://e.org/1</link><guid>one</guid><pubDate>Tue, 10 Jun 2003 04:00:00 GMT</pubDate>
  > <content:encoded><![CDATA[<p>The fund paid $2 million to 30 schools yesterday, and more of them will be paid soon.</p>]]></content:encoded></item>
  > <item><title>Two</title><link>https://e.org/2</link><description>Only 4 per cent.</description></item></channel></rss>
  > END
  $ cat > in/f.atom <<'END'
  > <feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Three</title><id>urn:3</id><link rel="alternate" href="https://e.org/3"/><published>2004-05-06T07:08:09Z</published>
  > <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nine ships sank.</p></div></content></entry></feed>
  > END
  $ python3 - <<'END'
  > import gzip, zlib
  > page = b"<html><head><title>A page</title></head><body><article><h1>A page</h1><p>Some 17 mines have closed, and more of them are going to be closed.</p></article></body></html>"
  > def record(kind, uri, block):
  >     return gzip.compress(b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (kind, uri, uri[-1:], len(block), block))
  > def http(body, head=b""): return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n%s" % (head, body)
  > packed = gzip.compress(page)
  > chunked = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (page[:50], page[50:])) + b"0\r\n\r\n"
  > with open("in/g.warc.gz", "wb") as f:
  >     f.write(record(b"warcinfo", b"x:0", b"software: x\r\n") + record(b"response", b"https://e.org/w1", http(page)) + record(b"response", b"https://e.org/w2", http(packed, b"Content-Encoding: gzip\r\n")))
  >     f.write(record(b"response", b"https://e.org/w3", http(chunked, b"Transfer-Encoding: chunked\r\n")) + record(b"response", b"https://e.org/w4", b"HTTP/1.1 404 Not Found\r\n\r\nno"))
  > END
  $ cat > short.py <<'END'
  > import json, sys
  > for line in sys.stdin:
  >     r = json.loads(line)
  >     print(r["id"], "|", r["error"]["code"] if "error" in r else (r["source"]["url"], (r["published"] or {}).get("value"), [f["text"] for f in r["figures"]]))
  > END
  $ ilex batch in -O out -n; ls out
  ilex: would do: 11 documents (11 new, 0 as before), 0 failed, 0 facts, * s (glob)
  ls: cannot access 'out': No such file or directory
  [2]
  $ ilex batch in -O out -j 2
  ilex: in/b/d.ndjson.zst#2: not JSON: '[' or '{' expected near 'no' (column 2)
  ilex: done: 11 documents (11 new, 0 as before), 1 failed, 12 facts, * s: out/documents.ndjson (glob)
  [3]
  $ python3 short.py < out/documents.ndjson
  in/a.txt | (None, '2024-03-03', ['500'])
  in/b/c.txt.gz | (None, None, ['20'])
  7 | (None, None, ['12'])
  in/b/d.ndjson.zst#2 | record.json
  x | (None, None, ['Twelve per cent'])
  one | ('https://e.org/1', '2003-06-10', ['$2 million', '30'])
  https://e.org/2 | ('https://e.org/2', None, [])
  urn:3 | ('https://e.org/3', '2004-05-06', [])
  urn:uuid:1 | ('https://e.org/w1', None, ['17'])
  urn:uuid:2 | ('https://e.org/w2', None, ['17'])
  urn:uuid:3 | ('https://e.org/w3', None, ['17'])
  $ ilex batch in -O out
  ilex: nothing to do: 11 documents (0 new, 11 as before), 1 failed, 12 facts, * s: out/documents.ndjson (glob)
  [3]
  $ echo 'And 9 more.' > in/h.txt; touch in/a.txt; ilex batch in -O out 2>/dev/null; ilex batch in -O fresh -j 1 2>/dev/null; cmp out/documents.ndjson fresh/documents.ndjson; ls -A out out/.ilex
  out:
  .ilex
  documents.ndjson
  
  out/.ilex:
  lock
  state
  $ rm in/b/d.ndjson.zst; ilex batch in nowhere -O out; tail -1 out/documents.ndjson
  ilex: nowhere: No such file or directory
  ilex: done: 10 documents (1 new, 9 as before; 3 gone), 1 failed, 10 facts, * s: out/documents.ndjson (glob)
  {"schema":"ilex-document/1","id":"nowhere","error":{"code":"source.unreadable","message":"No such file or directory"}}
  $ find in -name '*.txt' -print0 | sort -z | ilex batch --files0-from - -O listed --log-format json | cat; wc -l < listed/documents.ndjson
  {"level":"info","outcome":"done","documents":2,"made":2,"kept":0,"gone":0,"failed":0,"facts":3,"bytes":65,"seconds":*,"product":"listed/documents.ndjson","time":"20*Z"} (glob)
  2
  $ ilex batch in -O one --include '*.atom' 2>/dev/null; ilex batch in -O one --exclude 'in/[abe-h]*' ; ilex batch in
  ilex: done: 0 documents (0 new, 0 as before; 1 gone), 0 failed, 0 facts, * s: one/documents.ndjson (glob)
  ilex: batch: --out DIR says where the results go
  [2]
  $ mkdir none && for f in a.txt.gz b.txt.zst c.ndjson.zst d.rss e.warc.gz; do : > none/$f; done; printf '' | gzip > none/f.txt.gz; ilex batch none -O none/out 2>&1 | sort; ilex verify none/out none
  ilex: done: 4 documents (4 new, 0 as before), 4 failed, 0 facts, * s: none/out/documents.ndjson (glob)
  ilex: none/a.txt.gz: there is no text in it
  ilex: none/b.txt.zst: there is no text in it
  ilex: none/d.rss: it is empty
  ilex: none/f.txt.gz: there is no text in it
  ilex: 4 records with 0 facts: 0 wrong; 0 proved against their sources
  $ mkdir packed && cp in/a.txt packed/a.txt.gz && gzip -c in/a.txt | head -c 20 > packed/b.txt.gz && gzip -c in/a.txt > packed/c.txt.zst; ilex batch packed -O packed/out
  ilex: packed/a.txt.gz: its name ends with .gz, and it is not packed
  ilex: packed/b.txt.gz: truncated gzip input
  ilex: done: 3 documents (3 new, 0 as before), 2 failed, 2 facts, * s: packed/out/documents.ndjson (glob)
  [3]
  $ cat in/a.txt | ilex batch - -O stdin -j 1; python3 short.py < stdin/documents.ndjson
  ilex: done: 1 document (1 new, 0 as before), 0 failed, 2 facts, * s: stdin/documents.ndjson (glob)
  -#1 | (None, '2024-03-03', ['500'])
  $ mkdir feeds && cat > feeds/a.rss <<'END'
  > <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
  > <item><media:title>A picture</media:title><media:content url="https://e.org/p.jpg"/><title>The fund&amp;#8217;s &lt;i&gt;plan&lt;/i&gt;, R&amp;D</title><guid>1</guid>
  > <description>In 2020, 4 schools closed.</description></item><item><title>Torn
  > END
  $ echo '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; claim</title><id>2</id></entry><entry><title>1 &lt;b&gt; 2</title><id>3</id></entry></feed>' > feeds/b.atom
  $ echo '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.org</loc></url></urlset>' > feeds/c.xml
  $ ilex batch feeds -O fed; python3 -c 'import json; [print(r["id"], "|", r["title"], "|", r["text"]) for r in map(json.loads, open("fed/documents.ndjson")) if "text" in r]'
  ilex: feeds/a.rss#2: it is no well-formed XML
  ilex: feeds/c.xml: it is XML, and no RSS or Atom feed
  ilex: done: 5 documents (5 new, 0 as before), 2 failed, 2 facts, * s: fed/documents.ndjson (glob)
  1 | The fund’s plan, R&D | The fund’s plan, R&D
  
  In 2020, 4 schools closed.
  2 | A bold claim | A bold claim
  3 | 1 <b> 2 | 1 <b> 2
  $ ilex batch 'in/*.[ar]*' 'in/?.txt' 'none/*.no' -O some; ilex batch in/a.txt in/a.txt -O some -j 2
  ilex: none/*.no: No such file or directory
  ilex: done: 6 documents (6 new, 0 as before), 1 failed, 6 facts, * s: some/documents.ndjson (glob)
  ilex: done: 2 documents (0 new, 2 as before; 5 gone), 0 failed, 4 facts, * s: some/documents.ndjson (glob)
  $ ilex batch out -O out; ilex batch in -O in; ilex batch in -O out --export sqlit
  ilex: out: it holds the results of a batch, and is no source
  ilex: --out: 'in' is a source too
  ilex: --export: there is no form 'sqlit'; there are ndjson, facts, csv, sqlite, files, webannotation, schemaorg, brat
  [2]
  $ ilex batch in -O out --timeout none; ilex batch in -O out --since yesterday
  ilex: --timeout: 'none' is no number from 1 to 86400
  ilex: --since: 'yesterday' is no date like 2025-03-29
  [2]
