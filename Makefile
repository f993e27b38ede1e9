# `make run` and `make test` are all anyone needs.
AISLE = .venv/bin/aisle
PYTHON = .venv/bin/python
export OMP_NUM_THREADS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check shell transcript setup setup-dev docs bench bench-quality bench-nlu bench-reviews bench-live clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## Set up what is missing, then serve the demo shop with its assistant
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	@exec $(AISLE) serve

test: setup-dev ## Run all tests
	$(PYTHON) -m pytest

check: setup-dev ## Lint, types and the direction of imports
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) scripts/settings_doc.py --check

shell: setup ## Talk to the assistant in this terminal (rasa shell)
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	@exec $(AISLE) shell

transcript: setup ## Play FILE to the running shop: make transcript FILE=docs/transcripts/gift.txt [OUT=...]
	@$(AISLE) transcript $(FILE) --out $(or $(OUT),var/transcripts/$(basename $(notdir $(FILE))).md)

# Sizes of `make bench`; BENCH=small for a look within a few minutes.
BENCH ?= full
SIZES_full = 10000 100000 1000000
SIZES_small = 2000 10000
PRODUCTS_full = 50000
PRODUCTS_small = 5000
EVENTS_full = --events 5000000 --customers 200000 --products 50000
EVENTS_small = --events 200000 --customers 20000 --products 5000
REVIEWS_full = 100000
REVIEWS_small = 5000

bench: setup-dev ## Speed and size, each beside a peer: chat turn, search, recommendation, import, training, growth
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	$(PYTHON) -m benchmarks.chat_turn
	$(PYTHON) -m benchmarks.search_speed --products $(PRODUCTS_$(BENCH))
	$(PYTHON) -m benchmarks.recommend_speed --products $(PRODUCTS_$(BENCH))
	$(PYTHON) -m benchmarks.import_speed --products $(PRODUCTS_$(BENCH))
	$(PYTHON) -m benchmarks.training_speed $(EVENTS_$(BENCH))
	$(PYTHON) -m benchmarks.growth --sizes $(SIZES_$(BENCH))

bench-quality: setup-dev ## How good search and recommendation are on public data, beside references, in one table
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.quality

bench-live: setup-dev ## 200 shoppers and 20 agents over live connections: each message once, and how fast
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	$(PYTHON) -m benchmarks.live_load

bench-nlu: setup-dev ## Understanding beside Rasa's default pipeline, on the bot's data and on public data
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	$(PYTHON) -m benchmarks.nlu_quality

bench-reviews: setup-dev ## What reviews say: complaints on public data, fit, items, the demo shop's hidden truth, speed
	@$(AISLE) demo --if-empty
	@$(AISLE) train --if-needed
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.complaint_quality
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.complaint_categories
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.fit_mentions
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.review_items
	OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.review_truth
	$(PYTHON) -m benchmarks.review_speed --reviews $(REVIEWS_$(BENCH))
	$(PYTHON) -m benchmarks.board_speed --products $(PRODUCTS_$(BENCH))

docs: setup ## Write docs/settings.md from the settings
	$(PYTHON) scripts/settings_doc.py

setup: ## Make both environments
	@scripts/setup

setup-dev:
	@scripts/setup dev

clean: ## Remove both environments and all state
	rm -rf .venv bot/.venv var
