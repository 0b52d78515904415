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
Two releases that share but small numbers, or less than half of what they say, are no versions; a day or two apart, or without a day, they are.
A measure that is in one release a name of several things is not that release's, and a share of a whole is no measure.

  $ python3 - > in.ndjson <<'END'
  > import json
  > def put(id, text, published=None): print(json.dumps({"id": id, "text": text, **({"published": published} if published else {})}, ensure_ascii=False))
  > put("en", "The International Labour Organization (ILO) said that 52 million workers had no cover in 2023. It paid $14 million to 31 countries.", "2024-03-05")
  > put("es", "La Organización Internacional del Trabajo (OIT) dijo que 52 millones de trabajadores no tenían cobertura en 2023. Pagó 14 millones de dólares a 31 países.", "2024-03-07")
  > put("fr", "L'Organisation internationale du Travail (OIT) a indiqué que 52 millions de travailleurs étaient sans protection en 2023. Elle a versé 14 millions de dollars à 31 pays, et 1 234 écoles ont reçu 5 678 livres, 910 cahiers et 4 321 stylos.")
  > put("small en", "The International Labour Organization (ILO) met 3 times in 4 countries. It opened 7 schools and 9 clinics.")
  > put("small fr", "L'Organisation internationale du Travail (OIT) a formé 3 juges, 4 avocats, 7 greffiers et 9 policiers.")
  > put("several", "In 2023, 12 children in child labour worldwide were found. In 2023, 15 children in child labour worldwide were freed.")
  > put("one", "In 2023, 17 children in child labour worldwide were found.")
  > put("share", "In 2023, 18 per cent of the displaced people of the north came home.")
  > put("another", "In 2023, 19 per cent of the displaced people of the north came home.")
  > END
  $ ilex batch in.ndjson -O out 2>/dev/null; ilex series out | jq -c '.versions.documents // .series.measure'
  ["en","es"]
  $ ilex series; ilex series nowhere
  ilex: series: it takes the folder that `ilex batch --out` made
  ilex: nowhere/documents.ndjson: No such file or directory
  [3]
