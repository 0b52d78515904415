Inputs that cannot be read are told, the rest goes on, and the exit code is 3.

  $ echo 'The fund paid out.' > good.txt
  $ ilex extract good.txt missing.txt | grep -c ilex-document/1
  ilex: missing.txt: No such file or directory
  1
  $ ilex extract missing.txt
  ilex: missing.txt: No such file or directory
  [3]
  $ : > empty.txt; ilex extract empty.txt
  ilex: empty.txt: there is no text in it
  [3]
  $ head -c 1000 /dev/zero > zeros.txt; ilex extract zeros.txt
  ilex: zeros.txt: this is binary data, not text or HTML
  [3]
  $ printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' > picture.txt; ilex extract picture.txt
  ilex: picture.txt: this is a PNG image, not text or HTML
  [3]
  $ printf 'caf\xe9 au lait' | ilex extract - | grep '"text": "caf'
    "text": "café au lait",

A folder: releases in the order of their names, in all folders under it; other files and hidden ones are left alone.

  $ mkdir -p in/b in/.hidden; for f in in/c.txt in/a.html in/b/x.md in/b/y.json in/.hidden/z.txt in/.z.txt in/README.md; do echo '<html><body><p>Words of a release.</p></body></html>' > $f; done
  $ ilex extract in | sed 's/.*"path":"\([^"]*\)".*/\1/'
  in/a.html
  in/b/x.md
  in/c.txt
  $ mkdir none; ilex extract none
  ilex: none: there are no releases in it
  [3]

A folder that may not be read (root may read any).

  $ mkdir -p closed/inner; echo Words. > closed/a.txt; chmod 000 closed/inner; [ $(id -u) = 0 ] && echo 'ilex: closed/inner: Permission denied' || ilex extract closed 2>&1 >/dev/null; chmod 700 closed/inner
  ilex: closed/inner: Permission denied

Standard input.

  $ echo 'Words.' | ilex extract - | grep '"path"' | sed 's/"sha256.*//'
    "source": {"path": null, "url": null, "media_type": "text/plain", 
  $ echo 'Words.' | ilex extract | grep -c schema
  1

A page of 50 MB is read; one over the limit is refused.

  $ (echo '<html><body><article>'; yes '<p>The agency helped many families in the north this year.</p>' | head -c 50000000; echo '</article></body></html>') > big.html
  $ ilex extract -o big.json big.html && grep -c ilex-document/1 big.json
  1
  $ yes 'A line of words.' | head -c 70000000 > huge.txt; ilex extract huge.txt
  ilex: huge.txt: 67371008 bytes are more than the limit of 67108864
  [3]
