# shuangsuiji: `make` builds, `make plan` draws the samples, `make test` tests, `make help` lists all.

SWIFT ?= swift
BIN   := .build/release/shuangsuiji
OUT   ?= out
JOBS  ?=
# Rows of the registry that bench, bench-peers and city invent.
ROWS  ?=
# Where public test suites are, a folder each.
CORPORA ?= ../shared/corpora
VERSION ?= 0.2.0
# The seed of the sample draws: public, fixed, and only for samples.
SEED  := shuangsuiji sample 2026Q4
GOLDEN := $(CURDIR)/Tests/CommandTests/Golden
PLANS := $(sort $(wildcard plans/11*.json5))

.DEFAULT_GOAL := build

# One sentence for who has no toolchain yet.
ifeq ($(shell command -v $(SWIFT) 2>/dev/null),)
$(error No Swift toolchain found: install Swift 6.2 or newer from swift.org, then run make again)
endif

.PHONY: build install uninstall plan test check lint verify look golden samples bench bench-peers bench-real city witness faults \
  faults-short load corpora fuzz fixture clean help

# The toolchain's libraries are linked in: the binary runs where there is no Swift, and starts sooner.
build: ## build the release binary
	$(SWIFT) build -c release --product shuangsuiji --static-swift-stdlib

# PREFIX says where it will be used, DESTDIR (for packagers) where it is put meanwhile.
PREFIX  ?= /usr/local
PLACE   := $(DESTDIR)$(PREFIX)
SHARE   := $(PLACE)/share
INSTALLED := $(PLACE)/bin/shuangsuiji \
  $(SHARE)/man/man1/shuangsuiji.1 $(SHARE)/man/zh_CN/man1/shuangsuiji.1 \
  $(SHARE)/bash-completion/completions/shuangsuiji \
  $(SHARE)/zsh/site-functions/_shuangsuiji $(SHARE)/fish/vendor_completions.d/shuangsuiji.fish

# The pages and scripts are written by the binary itself, so that they cannot be of another version.
install: build ## put binary, manual and completions below PREFIX=/usr/local
	install -d $(dir $(INSTALLED))
	install -m 755 $(BIN) $(PLACE)/bin/shuangsuiji
	! command -v strip > /dev/null || strip $(PLACE)/bin/shuangsuiji
	cd $(SHARE) && umask 022 && bin=../bin/shuangsuiji && \
	  $$bin man --language en > man/man1/shuangsuiji.1 && \
	  $$bin man --language zh > man/zh_CN/man1/shuangsuiji.1 && \
	  $$bin completions bash > bash-completion/completions/shuangsuiji && \
	  $$bin completions zsh > zsh/site-functions/_shuangsuiji && \
	  $$bin completions fish > fish/vendor_completions.d/shuangsuiji.fish

uninstall: ## remove what install put below PREFIX
	rm -f $(INSTALLED)

# The same plans, registries, seed and program give the same bytes: again is harmless. Anything else
# is refused, as it would be to a clerk.
plan: build ## draw the sample batch of 17 districts into out/ (FORCE=1 replaces another one)
	$(BIN) draw $(PLANS) --seed '$(SEED)' --output $(OUT) $(if $(FORCE),--force) || { status=$$?; \
	  [ $$status -ne 2 ] || echo 'make: if $(OUT) holds another draw, FORCE=1 replaces it' >&2; exit $$status; }

verify: plan ## repeat the sample draws from their records
	$(BIN) verify $(OUT)/*/record.json

# Debian: chromium libreoffice-calc fonts-noto-cjk poppler-utils python3
look: plan ## pictures of pages and tables as people see them, into out/look
	bash Tests/look.sh $(BIN) $(OUT) BJ-2026Q4-110105

test: ## run all tests
	$(SWIFT) test --parallel
	bash Tests/tickets-by-hand.sh
	bash Tests/faults/short.sh

faults: build ## failing system calls, kills, full disks, signals … against the release binary
	python3 Tests/faults/faults.py --binary $(BIN)

faults-short: build ## a sample of the same, within a minute: part of make test
	python3 Tests/faults/faults.py --binary $(BIN) --short --seconds 40

load: build ## draws of unusual shape in growing sizes: time and memory must stay linear
	python3 Tests/faults/load.py --binary $(BIN)

corpora: ## public test suites, where they are (CORPORA=../shared/corpora)
	CORPORA=$(abspath $(CORPORA)) $(SWIFT) test --filter CorporaTests

# Sanitizers build apart, so that the ordinary build stays as it is.
fuzz: ## coverage-guided fuzzing (SECONDS_A_RUN=60 a target), every byte flipped and cut, sanitizers
	bash Tests/fuzz/fuzz.sh
	EVERY=1 $(SWIFT) test --filter 'FlipTests|DamageTests'
	$(SWIFT) test --sanitize=address --scratch-path .build-address \
	  --filter 'FlipTests|JSON5|Scan|TextEncoding|OutputFolder|Threads'
	$(SWIFT) test --sanitize=thread --scratch-path .build-thread \
	  --filter 'Scan|OutputFolder|Threads|Cancellation|CampaignTests'

lint: ## formatting and style
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

check: lint test ## lint, debug and release tests, nothing regenerated differs
	$(SWIFT) test -c release -Xswiftc -enable-testing --parallel
	$(MAKE) samples
	git diff --exit-code -- samples Tests

samples: build ## regenerate the sample registries
	$(BIN) generate targets    --rows 20000 --seed beijing-2026q4 > samples/targets.csv
	$(BIN) generate inspectors --rows 400   --seed beijing-2026q4 > samples/inspectors.csv
	$(BIN) generate items      --rows 102   --seed beijing-2026q4 > samples/items.csv
	$(BIN) generate history    --rows 3000  --seed beijing-2026q4 > samples/history.csv
	$(BIN) generate recusals   --rows 48    --seed beijing-2026q4 > samples/recusals.csv
	$(BIN) generate calendar   --rows 39    --seed beijing-2026q4 > samples/calendar.csv

bench: build ## time and memory of each stage: 1 M rows, 17 plans
	$(BIN) bench $(if $(JOBS),--jobs $(JOBS)) $(if $(ROWS),--rows $(ROWS))

bench-peers: build ## the same draw by DuckDB and Polars, side by side (ROWS=1000000)
	test -x $(OUT)/venv/bin/python || python3 -m venv $(OUT)/venv
	$(OUT)/venv/bin/python -m pip install --quiet --disable-pip-version-check duckdb polars
	$(OUT)/venv/bin/python Tests/bench/peers.py --binary $(BIN) --folder $(OUT)/peers \
		--rows $(or $(ROWS),1000000) --threads $(or $(JOBS),2)

# REAL is a part of a real registry; it is not in the repository.
bench-real: build ## a draw from real text beside DuckDB's bare scan (REAL=FILE.csv ROWS=2760000)
	test -x $(OUT)/venv/bin/python || python3 -m venv $(OUT)/venv
	$(OUT)/venv/bin/python -m pip install --quiet --disable-pip-version-check duckdb polars
	$(OUT)/venv/bin/python Tests/bench/real.py --binary $(BIN) --folder $(OUT)/real \
		--real $(or $(REAL),$(firstword $(wildcard ../shared/real/*.csv))) \
		--rows $(or $(ROWS),2760000) --threads $(or $(JOBS),2)

# Visits without a team are a result, too: status 1.
city: build ## draw a whole city: 2.6 M targets, 4 000 inspectors, 17 plans
	mkdir -p $(OUT)/city/plans $(OUT)/city/registries
	for registry in targets:$(or $(ROWS),2600000) inspectors:4000 items:102 history:390000 \
	  recusals:480 calendar:39; do \
	  $(BIN) generate $${registry%:*} --rows $${registry#*:} --seed beijing-2026q4 \
	    > $(OUT)/city/registries/$${registry%:*}.csv || exit; \
	done
	cp samples/fire.csv $(OUT)/city/registries
	for plan in $(PLANS) plans/common.json5; do \
	  sed 's|\.\./samples/|../registries/|' $$plan > $(OUT)/city/$$plan || exit; \
	done
	$(BIN) draw $(OUT)/city/plans/11*.json5 --seed '$(SEED)' --output $(OUT)/city --force \
	  $(if $(JOBS),--jobs $(JOBS)) || test $$? -eq 1

# Installs what it needs below OUT, or by apt; prints what ran, what could not, and how long it took.
witness: build ## results judged by engines that no one here wrote (network needed once)
	BIN=$(BIN) OUT=$(OUT)/witness bash Tests/witness/witness.sh

# Into a new folder: a ledger counts the draws of its folder, and notices show the count.
golden: build ## freeze sample draws and messages anew for the tests; read the difference
	rm -rf $(OUT)/golden
	$(BIN) draw $(PLANS) --seed '$(SEED)' --output $(OUT)/golden
	cd $(OUT)/golden && ls *.csv index.html ledger.jsonl BJ-2026Q4-*/* | LC_ALL=C sort | xargs sha256sum > $(GOLDEN)/samples.digests
	rm -rf $(GOLDEN)/BJ-2026Q4-110109
	cp -r $(OUT)/golden/BJ-2026Q4-110109 $(GOLDEN)/
	GOLDEN=write $(SWIFT) test --filter 'MistakeTests|DocumentTests'

# Once for each version that is published: never anew, or nothing is proved.
PAST := Tests/CommandTests/Past/$(VERSION)
fixture: build ## keep a record of this version, to be verified by every later one (VERSION=0.2.0)
	rm -rf $(PAST)
	mkdir -p $(dir $(PAST))
	cp -r Tests/CommandTests/World $(PAST)
	cd $(PAST) && $(abspath $(BIN)) draw plan.json5 --seed s --output drawn --quiet

clean: ## remove what was built and drawn
	rm -rf .build $(OUT)

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14
