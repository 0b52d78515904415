# ilex. `make help` says what there is to make.
MODE ?= release
OUT := out
BIN := $(OUT)/$(MODE)

CFLAGS_release := -O2
CFLAGS_debug := -O0
CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ifeq ($(CFLAGS_$(MODE)),)
$(error MODE is release, debug or asan, not '$(MODE)')
endif

CFLAGS ?= -g -Wall -Wextra
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE $(CFLAGS_$(MODE)) $(CFLAGS) -fPIC -fvisibility=hidden -Isrc -Iinclude $(DEPS_CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize%,$(CFLAGS_$(MODE))) $(LDFLAGS)

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BIN)/obj/%.o)
CLI_OBJECTS := $(filter $(BIN)/obj/cli/%,$(OBJECTS))
LIB_OBJECTS := $(filter-out $(CLI_OBJECTS),$(OBJECTS))

.DEFAULT_GOAL := all
.PHONY: all deps help clean
.DELETE_ON_ERROR:

# What the build needs, found (for some goals: installed) before anything else.
ifeq ($(filter help clean,$(MAKECMDGOALS)),)
include $(OUT)/deps.mk
endif
$(OUT)/deps.mk: packaging/deps.sh
	@packaging/deps.sh $(if $(filter run check deps,$(MAKECMDGOALS)),--install) $@

all: $(BIN)/ilex ## build out/ilex and the library
	@ln -sf $(MODE)/ilex $(OUT)/ilex

deps: ## install what the build and the tests need

$(BIN)/ilex: $(CLI_OBJECTS) $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(DEPS_LIBS)

$(BIN)/libilex.a: $(LIB_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BIN)/obj/%.o: src/%.c | $(OUT)/deps.mk
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# --- unit tests: a suite a file ---

UNIT_NAMES := $(filter-out main,$(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*.c))))
UNIT_OBJECTS := $(patsubst %,$(BIN)/unit/%.o,main $(UNIT_NAMES))

$(BIN)/unit/suites.def: $(wildcard tests/unit/*.c)
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(UNIT_NAMES) >$@

$(BIN)/unit/%.o: tests/unit/%.c $(BIN)/unit/suites.def
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CHECK_CFLAGS) -Itests/unit -I$(BIN)/unit -MMD -MP -c -o $@ $<

$(BIN)/unit/unit: $(UNIT_OBJECTS) $(BIN)/libilex.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(DEPS_LIBS)

$(BIN)/obj/version.o: ALL_CFLAGS += -DIX_LIBRARIES='"$(DEPS_VERSIONS)"'

-include $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

clean: ## remove everything built
	rm -rf $(OUT)
