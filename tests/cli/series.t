The same figure in several releases, where they disagree; and the language versions of a release.

  $ python3 - > in.ndjson <<'END'
  > import json
  > def put(id, text): print(json.dumps({"id": id, "text": text, "published": "2024-03-05"}, ensure_ascii=False))
  > put("a", "GENEVA (ILO News) – In 2023, 160 million children in child labour worldwide were counted.")
  > put("b", "NEW YORK – In 2023, 152 million children in child labour worldwide were counted.")
  > put("c", "NEW YORK – In 2020, 140 million children in child labour worldwide were counted.")
  > END
  $ ilex batch in.ndjson -O out 2>/dev/null; ilex series out | jq -c '.series | values | {measure, unit, values: [.points[] | [.as_of, .value, .document]], disagree}'
  {"measure":"children in child labour worldwide","unit":"children","values":[["2020","140000000","c"],["2023","160000000","a"],["2023","152000000","b"]],"disagree":["2023"]}
  $ python3 - > in.ndjson <<'END'
  > import json
  > def put(id, text): print(json.dumps({"id": id, "text": text, "published": "2024-03-05"}, ensure_ascii=False))
  > put("en", "GENEVA (ILO News) – The International Labour Organization (ILO) said that 52 million workers had no cover in 2023. It paid $14 million to 31 countries. Some 412 schools took part.")
  > put("fr", "GENÈVE (OIT Infos) – L'Organisation internationale du Travail (OIT) a indiqué que 52 millions de travailleurs étaient sans protection en 2023. Elle a versé 14 millions de dollars à 31 pays. Quelque 421 écoles ont participé.")
  > END
  $ ilex batch in.ndjson -O out 2>/dev/null; ilex series out | jq -c '.versions | values | {documents, shared, only: [.only[] | map(.text)]}'
  {"documents":["en","fr"],"shared":3,"only":[["412"],["421"]]}
  $ ilex series; ilex series nowhere
  ilex: series: it takes the folder that `ilex batch --out` made
  ilex: nowhere/documents.ndjson: No such file or directory
  [3]
