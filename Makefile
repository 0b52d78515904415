# ilex. `make help` says what there is to make.
MODE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -g -Wall -Wextra

VERSION := $(shell sed -n 's/^\#define ILEX_VERSION "\(.*\)"/\1/p' include/ilex.h)
SOVERSION := 0
OUT := out
BIN := $(OUT)/$(MODE)

MODE_CFLAGS_release := -O2
MODE_CFLAGS_debug := -O0
MODE_CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
MODE_CFLAGS := $(MODE_CFLAGS_$(MODE))
$(if $(MODE_CFLAGS),,$(error MODE is release, debug or asan, not '$(MODE)'))

ALL_CFLAGS = -std=c17 -D_GNU_SOURCE $(MODE_CFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -Isrc -Iinclude $(DEPS_CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize%,$(MODE_CFLAGS)) $(LDFLAGS)

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BIN)/obj/%.o)
CLI_OBJECTS := $(filter $(BIN)/obj/cli/% $(BIN)/obj/batch/% $(BIN)/obj/review/%,$(OBJECTS))
LIB_OBJECTS := $(filter-out $(CLI_OBJECTS),$(OBJECTS))
UNITS := $(filter-out main,$(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*.c))))
UNIT_OBJECTS := $(patsubst %,$(BIN)/unit/%.o,main $(UNITS))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: FORCE all check run bench sweep lint format install deps clean help

# What ilex is built from, found before anything else; these goals install what is missing.
INSTALLING := $(filter check run deps bench,$(MAKECMDGOALS))
ifeq ($(filter help clean format,$(MAKECMDGOALS)),)
include $(OUT)/deps.mk
endif
$(OUT)/deps.mk: packaging/deps.sh $(if $(INSTALLING),FORCE)
	@packaging/deps.sh $(if $(filter check,$(MAKECMDGOALS)),test,$(if $(INSTALLING),install,build)) $@

all: $(BIN)/ilex ## build out/ilex (MODE=release, debug or asan)
	@ln -sf $(MODE)/ilex $(OUT)/ilex

check: all $(BIN)/unit/unit $(BIN)/ilex-poison $(BIN)/review-driver ## run all tests; UPDATE=1 rewrites what is expected
	@tests/run.py $(BIN)

run: all ## build, read the sample releases of corpus/, and say what to look at
	@$(OUT)/ilex extract --format json --output $(OUT)/ilo.json corpus/ilo-flagship-2025.txt
	@$(OUT)/ilex extract --output $(OUT)/corpus.ndjson corpus
	@$(OUT)/ilex extract --format csv --output $(OUT)/corpus.csv corpus
	@echo "Read corpus/. Now look at:"
	@echo "  $(OUT)/ilo.json        one release's record"
	@echo "  $(OUT)/corpus.csv      every fact of every release, for a spreadsheet"
	@echo "  $(OUT)/corpus.ndjson   all records, for programs"
	@echo "Then try: $(OUT)/ilex explain corpus/ilo-flagship-2025.txt"

bench: all ## score on the annotated data in ../shared/bench, where there is any
	@tests/bench.py $(BIN)/ilex

sweep: all ## hold every record of ../shared against what must be true of any
	@tests/sweep.py $(BIN)

lint: ## who includes whom, lengths, layout, and warnings as errors under gcc and clang
	@tests/lint.py
	@clang-format --dry-run -Werror $(C_FILES)
	@$(MAKE) --no-print-directory BIN=$(OUT)/lint/gcc CC=gcc CFLAGS='-Wall -Wextra -Werror' $(OUT)/lint/gcc/ilex $(OUT)/lint/gcc/unit/unit
	@$(MAKE) --no-print-directory BIN=$(OUT)/lint/clang CC=clang CFLAGS='-Wall -Wextra -Werror' $(OUT)/lint/clang/ilex $(OUT)/lint/clang/unit/unit

C_FILES := $(sort $(wildcard src/*.[ch] src/*/*.[ch] include/*.h tests/*/*.[ch]))
format: ## lay out all C files as .clang-format says
	@clang-format -i $(C_FILES)

deps: ## install what the build and the tests need (apt)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

clean: ## remove everything built
	rm -rf $(OUT)

# --- the program and the library ---

$(BIN)/ilex: $(CLI_OBJECTS) $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(DEPS_LIBS) $(TOOL_LIBS)

# The program as tests/batch has it: words in a release crash the worker, let it loop or eat memory.
$(BIN)/ilex-poison: $(filter-out %/batch/worker.o,$(CLI_OBJECTS)) $(BIN)/poison/worker.o $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(DEPS_LIBS) $(TOOL_LIBS)

$(BIN)/review-driver: $(BIN)/review/driver.o $(filter $(BIN)/obj/review/% $(BIN)/obj/batch/%,$(CLI_OBJECTS)) $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(DEPS_LIBS) $(TOOL_LIBS)

$(BIN)/review/driver.o: tests/review/driver.c src/review/review.h $(BIN)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BIN)/poison/worker.o: src/batch/worker.c tests/batch/poison.h $(BIN)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DIX_TEST_POISON='"poison.h"' -Itests/batch -c -o $@ $<

$(BIN)/libilex.a: $(LIB_OBJECTS) $(BIN)/sources
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJECTS)

$(BIN)/libilex.so: $(LIB_OBJECTS) $(BIN)/sources
	$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,libilex.so.$(SOVERSION) -o $@ $(LIB_OBJECTS) $(DEPS_LIBS)

$(BIN)/obj/%.o: src/%.c $(BIN)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BIN)/obj/version.o: ALL_CFLAGS += -DIX_LIBRARIES='"$(DEPS_VERSIONS)"'
$(BIN)/obj/rules/folder.o: ALL_CFLAGS += -DIX_RULES_DIR='"$(PREFIX)/share/ilex/rules"'
$(BIN)/obj/rules/folder.o: $(BIN)/prefix

# The review's page is in the program: a row for each file, which assembles it into src/review/assets.c.
PAGE := $(sort $(wildcard src/review/page/*))
$(BIN)/obj/review/assets.o: ALL_CFLAGS += -I$(BIN)/page
$(BIN)/obj/review/assets.o: $(PAGE) $(BIN)/page/assets.def
$(BIN)/page/assets.def: $(BIN)/page/files
	@n=0; for file in $(PAGE); do n=$$((n + 1)); echo "ASSET($$n, \"$${file##*/}\", \"$$file\")"; done >$@

# Files that change only when what they record does, so that a new flag or a deleted source is noticed.
record = @mkdir -p $(@D); echo '$(1)' | cmp -s - $@ || echo '$(1)' >$@
$(BIN)/flags: FORCE
	$(call record,$(CC) $(ALL_CFLAGS))
$(BIN)/sources: FORCE
	$(call record,$(SOURCES))
$(BIN)/prefix: FORCE
	$(call record,$(PREFIX))
$(BIN)/page/files: FORCE
	$(call record,$(PAGE))
$(BIN)/unit/units: FORCE
	$(call record,$(UNITS))

# --- unit tests: a suite a file ---

$(BIN)/unit/suites.def: $(BIN)/unit/units
	@printf 'SUITE(%s)\n' $(UNITS) >$@

$(BIN)/unit/%.o: tests/unit/%.c $(BIN)/flags $(BIN)/unit/suites.def
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CHECK_CFLAGS) -Itests/unit -I$(BIN)/unit -MMD -MP -c -o $@ $<

$(BIN)/unit/unit: $(UNIT_OBJECTS) $(patsubst %,$(BIN)/obj/review/%.o,fold order agreement) $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(DEPS_LIBS) -lm

-include $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d)

# --- installing ---

$(BIN)/ilex.pc: packaging/ilex.pc.in $(BIN)/prefix
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@MODULES@|$(DEPS_MODULES)|' $< >$@

SHARE := $(DESTDIR)$(PREFIX)/share
LIB := $(DESTDIR)$(PREFIX)/lib
install: all $(BIN)/libilex.so $(BIN)/ilex.pc ## install to PREFIX (under DESTDIR)
	install -D $(BIN)/ilex $(DESTDIR)$(PREFIX)/bin/ilex
	install -D -m 644 include/ilex.h $(DESTDIR)$(PREFIX)/include/ilex.h
	install -D -m 644 $(BIN)/libilex.a $(LIB)/libilex.a
	install -D $(BIN)/libilex.so $(LIB)/libilex.so.$(VERSION)
	ln -sf libilex.so.$(VERSION) $(LIB)/libilex.so.$(SOVERSION)
	ln -sf libilex.so.$(SOVERSION) $(LIB)/libilex.so
	install -D -m 644 $(BIN)/ilex.pc $(LIB)/pkgconfig/ilex.pc
	install -d $(SHARE)/ilex/rules
	cp -R rules/. $(SHARE)/ilex/rules
	install -D -m 644 -t $(SHARE)/ilex/schema schema/*.json
	$(BIN)/ilex help --man | install -D -m 644 /dev/stdin $(SHARE)/man/man1/ilex.1
	install -D -m 644 -t $(SHARE)/man/man5 docs/ilex-rules.5
	$(BIN)/ilex help --completion bash | install -D -m 644 /dev/stdin $(SHARE)/bash-completion/completions/ilex
	$(BIN)/ilex help --completion zsh | install -D -m 644 /dev/stdin $(SHARE)/zsh/site-functions/_ilex
	$(BIN)/ilex help --completion fish | install -D -m 644 /dev/stdin $(SHARE)/fish/vendor_completions.d/ilex.fish
