ilex eval: records against annotated releases.

  $ mkdir gold
  $ printf 'GENEVA, 4 March 2025 – Some 55 million people had work in 2024. “It is a start,” said Ann Lee, director of the ILO.\n' > a.txt
  $ cat > gold/a.json <<'X'
  > {"language": "en", "title": null, "published": "2025-03-04", "dates": [{"text": "4 March 2025", "value": "2025-03-04"}, {"text": "2024", "value": "2025"}],
  > "figures": [{"text": "55 million", "value": "55000000", "kind": "count", "unit": "persons", "modifier": "about", "change": null, "status": "actual", "as_of": "2024"}],
  > "quotes": [{"segments": ["It is a start,"], "speaker": "Ann Lee", "role": "director of the ILO"}],
  > "organisations": [{"surfaces": ["the ILO"]}, {"surfaces": ["UNESCO"]}], "people": [{"name": "Ann Lee"}]}
  > X
  $ ilex extract --format ndjson a.txt > a.ndjson
  $ ilex eval gold a.ndjson | sed -n '/^en$/,/^$/p'
  en
    published                    right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    dates found                  right 2     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    dates found+value            right 1     wrong 1    missed 1    P  50.0  R  50.0  F1  50.0
    dates value                  right 1     wrong 1    missed 1    P  50.0  R  50.0  F1  50.0
    figures value                right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures value+unit           right 0     wrong 1    missed 1    P   0.0  R   0.0  F1   0.0
    figures value+unit+as_of     right 0     wrong 1    missed 1    P   0.0  R   0.0  F1   0.0
    figures all fields           right 0     wrong 1    missed 1    P   0.0  R   0.0  F1   0.0
    figures kind                 right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures unit                 right 0     wrong 1    missed 1    P   0.0  R   0.0  F1   0.0
    figures modifier             right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures change               right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures as_of                right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures status               right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    figures as_of where dated    right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    quotes segment               right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    quotes segment+speaker       right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    quotes speaker               right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    quotes speaker role          right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
    organisations surface        right 1     wrong 0    missed 1    P 100.0  R  50.0  F1  66.7
    people name                  right 1     wrong 0    missed 0    P 100.0  R 100.0  F1 100.0
  $ ilex eval gold a.ndjson | sed -n '/^ERRORS/,$p'
  ERRORS
  
  dates value: 1
    a: wrong 2024  expected 2025, got 2024  [en/date/year]
  
  figures unit: 1
    a: wrong 55 million  expected persons, got people  [en/figure/count]
  
  organisations surface: 1
    a: missed UNESCO
  $ ilex eval gold a.ndjson --format html | grep -c '<script\|http'
  0
  [1]

What has no record, or cannot be read, is said:

  $ echo '{' > gold/b.json; cp gold/a.json gold/c.json
  $ ilex eval gold a.ndjson --format json | grep missing
  ilex: eval: 2 annotated releases have no record, or cannot be read, and count nowhere
   "missing": 2,
  $ ilex eval nowhere a.ndjson
  ilex: eval: nowhere: No such file or directory
  [3]
  $ ilex eval . a.ndjson
  ilex: eval: .: there are no annotations (NAME.json) in it
  [3]
  $ ilex eval gold nowhere
  ilex: eval: nowhere: No such file or directory
  [3]
  $ ilex eval gold
  ilex: eval: it takes a folder of annotated releases, and a batch's folder or a file of records
  [2]
  $ ilex eval gold a.ndjson --format xml
  ilex: eval: --format is text, json or html, not 'xml'
  [2]
