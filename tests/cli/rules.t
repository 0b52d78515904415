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
    its gate is shut: a match needs ‘see code’, ‘see number’, ‘see table’, ‘read code’, ‘read number’, ‘read table’; none of these is here
    its gate is shut: a match needs a digit; there is none here
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
    its gate is shut: a match needs ‘table’; there is none here
    its gate is shut: a match needs a digit; there is none here
    its gate is shut: a match needs ‘of’; there is none here
    it does not begin anywhere here
    there it asks for table
      why/en/figure.yaml:14
        pattern: 'table [ ] [0-9]+ [ ] of'
                  ^~~~~
  $ echo 'You see table 4 x.' | ./why-not en -
  en/figure/code (why/en/figure.yaml:7), tried on each sentence
  
  line 1: You see table 4 x.
    it matches ‘see table 4’: reason=identifier:code
  
  en/figure/longer (why/en/figure.yaml:12), tried on each sentence
  
  line 1: You see table 4 x.
    its gate is shut: a match needs ‘of’; there is none here
    its best attempt comes through 80 % of the pattern, as far as here:
      You see table 4 x.
              ~~~~~~~~^
    there it asks for of
      why/en/figure.yaml:14
        pattern: 'table [ ] [0-9]+ [ ] of'
                                       ^~
  $ ./why-not en/figure/cod a.txt
  ilex: rules: there is no rule 'en/figure/cod'; did you mean 'en/figure/code'?
  [2]
  $ ./why-not en/figure/code
  ilex: rules: why-not takes a rule's name, and a file or - for standard input
  [2]
  $ ./why-not en/figure/code nowhere.txt
  ilex: nowhere.txt: No such file or directory
  [3]

A new rule: everything to be filled in, and said to be missing until it is; nothing is overwritten.

  $ mkdir new; touch new/README.md; ilex rules new exclude en/exclude/code --rules new
  new/en/exclude.yaml:5: fill in its pattern, examples and counterexamples; `ilex rules lint` tells what is missing, `ilex rules test en/exclude/code` tries it
  $ ilex rules lint --rules new
  new/en/exclude.yaml:14: error: en/exclude/code: its pattern is still to be written: (?!) matches nothing
  new/en/exclude.yaml:17: error: en/exclude/code: this example has no text yet
  new/en/exclude.yaml:17: error: en/exclude/code: this example does not say yet what it gives
  new/en/exclude.yaml:21: error: en/exclude/code: this counterexample has no text yet
  new/en/exclude.yaml:5: warning: en/exclude/code: no gate can be derived: it is tried everywhere
  4 errors, 1 warnings
  [1]
  $ ilex rules new exclude en/exclude/code --rules new
  ilex: rules: new/en/exclude.yaml has a rule 'code' already
  [2]
  $ ilex rules new exclud en/exclude/other --rules new
  ilex: rules: there is no layer 'exclud'; did you mean 'exclude'?
  [2]
  $ ilex rules new exclude Exclude/other --rules new
  ilex: rules: 'Exclude/other' is no name such as en/figure/dozens: the folder of a language or common, a file, and the rule, in small letters
  [2]
  $ ilex rules new exclude en/exclude/other --rules nowhere
  ilex: rules: there is no folder of rules nowhere; --rules DIR says where it is
  [2]
  $ ilex rules new exclude
  ilex: rules: new takes a layer, and a name such as en/figure/dozens
  [2]
  $ printf '\n# What stays behind the rules.\nfragments:\n  a: x\n' >> new/en/exclude.yaml
  $ ilex rules new exclude en/exclude/second --rules new; ilex rules lint --rules new | tail -1
  new/en/exclude.yaml:23: fill in its pattern, examples and counterexamples; `ilex rules lint` tells what is missing, `ilex rules test en/exclude/second` tries it
  10 errors, 2 warnings
  $ cat new/en/exclude.yaml
  schema: ilex-rules/1
  language: en
  
  rules:
  - id: code
    layer: exclude
    # a number that is no figure, with the reason: COVID-19, SDG 1.3, phone numbers; a pattern is matched in each sentence.
    # Its fields, from a capture of that name or said under `emit` (emit: {FIELD: value or capture}):
    #   reason       class:detail, as the ledger shows it: identifier:code, address:telephone
    # The pattern: PCRE2 in which blanks do not count (\s+ is a blank of the text), with {{lists}}, {{fragments}} and
    # mentions of earlier {{layers}}. Put yours in place of (?!), which matches nothing, and take
    # these comments out.
    pattern: |-
      (?!)
    # Sentences that it must find, and what the record has to hold of them.
    examples:
    - text: ''
      gives: [{text: ''}]
    # Sentences that are nearly like them, in which it must find nothing.
    counterexamples:
    - ''
  
  - id: second
    layer: exclude
    # a number that is no figure, with the reason: COVID-19, SDG 1.3, phone numbers; a pattern is matched in each sentence.
    # Its fields, from a capture of that name or said under `emit` (emit: {FIELD: value or capture}):
    #   reason       class:detail, as the ledger shows it: identifier:code, address:telephone
    # The pattern: PCRE2 in which blanks do not count (\s+ is a blank of the text), with {{lists}}, {{fragments}} and
    # mentions of earlier {{layers}}. Put yours in place of (?!), which matches nothing, and take
    # these comments out.
    pattern: |-
      (?!)
    # Sentences that it must find, and what the record has to hold of them.
    examples:
    - text: ''
      gives: [{text: ''}]
    # Sentences that are nearly like them, in which it must find nothing.
    counterexamples:
    - ''
  
  # What stays behind the rules.
  fragments:
    a: x
  $ sed -i "/id: second/,/^$/d; s/(?!)/code [ ] [0-9]{{a}}/; s/text: ''/text: 'code 4x'/; s/  - ''/  - 'code x'/" new/en/exclude.yaml
  $ ilex rules lint --rules new
  0 errors, 0 warnings
  $ ilex rules test en/exclude/code --rules new
  2 passed, 0 failed
  $ ilex rules layers exclude
  exclude      each sentence  a number that is no figure, with the reason: COVID-19, SDG 1.3, phone numbers
    reason       class:detail, as the ledger shows it: identifier:code, address:telephone
  $ ilex rules layers exclud
  ilex: rules: there is no layer 'exclud'; did you mean 'exclude'?
  [2]

A language that is still being written does without the rules of common/ that it lacks words for; when it is not, they are faults.

  $ mkdir -p two/common two/en; touch two/README.md; cat > two/common/exclude.yaml <<'END'
  > schema: ilex-rules/1
  > rules:
  > - id: code
  >   layer: exclude
  >   pattern: '{{code_word}} [ ] [0-9]{{tail}}'
  >   emit: {reason: 'identifier:code'}
  >   examples: [{text: 'code 4', gives: [{reason: 'identifier:code'}]}]
  >   counterexamples: ['code']
  > END
  $ printf 'schema: ilex-rules/1\nsettings: {partial: "true"}\n' > two/en/language.yaml; ilex rules lint --rules two
  two/common/exclude.yaml:3: warning: common/exclude/code: left out in 'en', which lacks code_word, tail
  0 errors, 1 warnings
  $ printf 'schema: ilex-rules/1\n' > two/en/language.yaml; ilex rules lint --rules two
  ilex: two/common/exclude.yaml:5:13: common/exclude/code: unknown list or fragment 'code_word' in 'en'
        pattern: '{{code_word}} [ ] [0-9]{{tail}}'
                  ^
  ilex: two/common/exclude.yaml:5:36: common/exclude/code: unknown list or fragment 'tail' in 'en'
        pattern: '{{code_word}} [ ] [0-9]{{tail}}'
                                         ^
  0 errors, 0 warnings
  [2]
