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

What a rule did in a text:

  $ mkdir -p why/en; touch why/README.md; cat > why/en/figure.yaml <<'END'
  > schema: ilex-rules/1
  > lists:
  >   thing: [code, number, table]
  > fragments:
  >   lead: '(?: see | read )'
  > rules:
  > - id: code
  >   layer: exclude
  >   case: ignore
  >   pattern: '\b {{lead}} \s+ {{thing}} [ ] [0-9]+ \b (?! \s+ to | % )'
  >   emit: {reason: 'identifier:code'}
  > - id: longer
  >   layer: exclude
  >   pattern: 'table [ ] [0-9]+ [ ] of'
  >   emit: {reason: 'identifier:code'}
  > END
  $ printf 'ilex rules why-not --rules why "$@"\n' > why-not; chmod +x why-not
  $ printf 'Please see code 44 first.\n\nWe see page 44.\n\nHe did read table 4 to me.\n\nNothing of this.\n' > a.txt; ./why-not en/figure/code a.txt
  en/figure/code (why/en/figure.yaml:7), tried on each sentence
  
  line 1: Please see code 44 first.
    it matches ‘see code 44’: reason=identifier:code
  
  line 3: We see page 44.
    its gate is shut: a match needs ‘see code’, ‘see number’, ‘see table’, ‘read code’, ‘read number’, ‘read table’; none of these is here
    its best attempt comes through 37 % of the pattern, as far as here:
      We see page 44.
         ~~~~^
    there it asks for a word of {{thing}}: code, number, table
      why/en/figure.yaml:10
        pattern: '\b {{lead}} \s+ {{thing}} [ ] [0-9]+ \b (?! \s+ to | % )'
                                  ^~~~~~~~~
  
  line 5: He did read table 4 to me.
    its best attempt comes through 87 % of the pattern, as far as here:
      He did read table 4 to me.
             ~~~~~~~~~~~~^
    there comes what may not
      why/en/figure.yaml:10
        '\b {{lead}} \s+ {{thing}} [ ] [0-9]+ \b (?! \s+ to | % )'
                                                         ^~
  
  line 7: Nothing of this.
    its gate is shut: a match needs a digit; there is none here
    its gate is shut: a match needs ‘see code’, ‘see number’, ‘see table’, ‘read code’, ‘read number’, ‘read table’; none of these is here
    it does not begin anywhere here
    there it asks for {{lead}}, which begins with see; read
      why/en/figure.yaml:10
        pattern: '\b {{lead}} \s+ {{thing}} [ ] [0-9]+ \b (?! \s+ to | % )'
                     ^~~~~~~~
  $ echo 'You see table 4 of it.' | ./why-not en/figure/code - | tail -1
    it matches ‘see table 4’: reason=identifier:code
  $ echo 'You do.' | ./why-not en/figure/longer -
  en/figure/longer (why/en/figure.yaml:12), tried on each sentence
  
  line 1: You do.
    its gate is shut: a match needs a digit; there is none here
    its gate is shut: a match needs ‘table’; there is none here
    its gate is shut: a match needs ‘of’; there is none here
    it does not begin anywhere here
    there it asks for table
      why/en/figure.yaml:14
        pattern: 'table [ ] [0-9]+ [ ] of'
                  ^~~~~
  $ ./why-not en/figure/cod a.txt
  ilex: rules: there is no rule 'en/figure/cod'; did you mean 'en/figure/code'?
  [2]
  $ ./why-not en/figure/code
  ilex: rules: why-not takes a rule's name, and a file or - for standard input
  [2]
  $ ./why-not en/figure/code nowhere.txt
  ilex: nowhere.txt: No such file or directory
  [3]
