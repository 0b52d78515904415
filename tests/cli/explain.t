ilex explain: each fact in its line, the rule and the words that made it, and what lost.

  $ cat > a.txt <<'END'
  > GENEVA, 4 March 2025 – In 2024 the scheme of the labour office reached more than 5,700 families in the dry and windswept valleys of the north.
  > 
  > “We plan to reach 9,000 families by 2026,” said Ann Lee, director of the scheme.
  > END
  $ ilex explain a.txt | sed -n '1,3p; /figure f/,/^$/p; /^Matches/,$p'
  a.txt
    language: en, published: 2025-03-04 (dateline)
  
  1:82 figure f1  value: 5700, kind: count, unit: families, modifier: more_than (‘more than’), as of: 2024 (d2, of the sentence),
            status: actual, of: ‘families in the dry’, population: ‘families’
         …of the labour office reached more than 5,700 families in the dry and windswept valleys of the north.
                                                 ^~~~~
          rule: en/figure/count
          lost: common/figure/bare ‘more than 5,700’, shorter than en/figure/count
  
  3:19 figure f2  value: 9000, kind: count, unit: families, as of: 2026 (d3, of the clause), status: target (‘plan to’),
            of: ‘families by 2026’, population: ‘families’, said by: Ann Lee
          “We plan to reach 9,000 families by 2026,” said Ann Lee, director of the scheme.
                            ^~~~~
          rule: en/figure/count
          lost: common/figure/bare ‘9,000’, shorter than en/figure/count
  
  Matches that no fact came of:
    3:5 en/status/target ‘plan to’, shorter than en/status/target.noun_to
    3:5 en/status/target.noun ‘plan’, shorter than en/status/target.noun_to
  $ echo 'Nothing of this.' | ilex explain - | tail -1
  info: language.guessed: taken to be in 'en'
