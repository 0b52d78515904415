A rule's examples are its tests.

  $ mkdir -p rules/en; touch rules/README.md; cat > rules/en/figure.yaml <<'END'
  > schema: ilex-rules/1
  > rules:
  > - id: code
  >   layer: exclude
  >   pattern: \b code [ ] [0-9]+ \b
  >   emit: {reason: 'identifier:code'}
  >   examples:
  >   - text: 'Dial code 44 first.'
  >     gives: [{text: 'code 44', reason: 'identifier:code'}]
  >   counterexamples:
  >   - 'Codes 44 and 45.'
  > END
  $ ilex rules test --rules rules
  2 passed, 0 failed
  $ ilex rules list --rules rules
  en  exclude      en/figure/code                               2    5 f  rules/en/figure.yaml:3
  $ ilex rules lint --rules rules
  0 errors, 0 warnings
  $ sed -i "s/text: 'code 44'/text: 'code 45'/; s/Codes 44/code 44/" rules/en/figure.yaml; ilex rules test --rules rules
  rules/en/figure.yaml:8: en/figure/code: the example does not give what it should
      expected {"text": "code 45", "reason": "identifier:code"}
      got      {"text": "code 44", "reason": "identifier:code"}
  rules/en/figure.yaml:11: en/figure/code: the rule matches its counterexample
      in       code 44 and 45.
  0 passed, 2 failed
  [1]
  $ ilex rules test --rules rules en/other
  0 passed, 0 failed
  $ sed -i 's/layer: exclude/layer: exclud/' rules/en/figure.yaml; ilex rules test --rules rules
  ilex: rules/en/figure.yaml:4:10: en/figure/code: unknown layer 'exclud'
        layer: exclud
               ^
  0 passed, 0 failed
  [2]
  $ ilex rules test --rules nowhere
  ilex: nowhere: there are no rules here (see --rules and ILEX_RULES)
  ilex: no usable rules in nowhere; --rules DIR or $ILEX_RULES says where they are
  [2]
  $ ILEX_RULES=nowhere ilex extract x.txt
  ilex: nowhere: there are no rules here (see --rules and ILEX_RULES)
  ilex: no usable rules; --rules DIR or $ILEX_RULES says where they are
  [2]
