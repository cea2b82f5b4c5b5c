# Each target is a few plain commands, so that Windows and macOS can do without make (see README.md).
BIN := .venv/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen
EXAMPLE := resources/example/MDO-0001.yaml
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup run test quick check a11y packs shots bench monkey soak torture bundle network bundle-windows test-windows lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv ready for developing; install missing system libraries as root, or name them
	@tools/setup.sh

run: ## open the window on the example; without a screen, draw it into out/
	@tools/setup.sh run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "No screen here: the example's PDF and pictures go to out/"; \
		mkdir -p out && \
		$(BIN)/mdo-viewer summary $(EXAMPLE) -o out/MDO-0001.pdf && echo out/MDO-0001.pdf && \
		$(OFFSCREEN) $(BIN)/python -m tools.shots --few --out out/; \
	else \
		$(BIN)/mdo-viewer --example; \
	fi

test: setup ## run all tests, without a screen; ARGS="-k word" picks some
	$(OFFSCREEN) $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

quick: setup ## the tests for the work of the day, about a minute; tests/data/slow.txt holds the rest
	$(OFFSCREEN) $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" $(ARGS)

check: setup ## lint, format, types, import rules and what nothing uses
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/vulture

a11y: ## what a screen reader would say of a meeting, and all screens as it sees them; ARGS="--accept", "short", "screens"
	@tools/setup.sh a11y
	$(OFFSCREEN) $(BIN)/python -m tests.accessibility $(ARGS)

packs: setup ## bring compiled.json up to date after a change of YAML files in trees/ or resources/example/
	$(BIN)/python -m tools.compile_packs

shots: setup ## pictures of the screens into out/shots/
	mkdir -p out/shots
	$(OFFSCREEN) $(BIN)/python -m tools.shots --out out/shots/

bench: setup ## measure, and print the results as JSON
	$(OFFSCREEN) $(BIN)/python benchmarks/run.py

monkey: setup ## random keys and clicks until something breaks; EVENTS=1000000, SEED=7 to repeat a run
	$(OFFSCREEN) $(BIN)/python -m tests.play.monkey --events $(or $(EVENTS),1000000) $(if $(SEED),--seed $(SEED))

soak: setup ## random use with assistive technology listening; MINUTES=60
	$(OFFSCREEN) $(BIN)/python -m tests.play.soak --minutes $(or $(MINUTES),60)

torture: setup ## all that could make saving lose a meeting, with a table at the end; KILLS=20000
	$(BIN)/python -m tests.torture --kills $(or $(KILLS),20000)

bundle: ## a folder that runs without Python, out/dist/mdo-viewer, and its self-test
	@tools/setup.sh bundle
	rm -rf out/dist/mdo-viewer
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN --distpath out/dist --workpath out/build build_installer.spec
	$(BIN)/python -m tools.release.notices && $(BIN)/python -m tools.bundle_guard out/dist/mdo-viewer
	cd "$$(mktemp -d)" && env -i "$(CURDIR)/out/dist/mdo-viewer/mdo-viewer" self-test

bundle-windows: ## the bundle for Windows, its zip and its installers, made and tried under Wine; STEPS="build prove" does a part
	@tools/setup.sh windows
	$(BIN)/python -m tools.windows $(STEPS)

test-windows: ## tests under Wine with Python for Windows; ROOMS="meeting cli" picks some
	@tools/setup.sh windows
	$(BIN)/python -m tools.windows.unit_tests $(ROOMS)

network: setup ## hear by strace that a scripted meeting opens no socket of the internet; PROGRAM=out/dist/mdo-viewer/mdo-viewer
	$(OFFSCREEN) $(BIN)/python -m tools.no_network $(PROGRAM)

lock: setup ## bring requirements/*.txt up to date (needs the network)
	tools/lock.sh

clean: ## remove what these targets made
	rm -rf .venv out build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: release twice
release: ## a release in out/release: msi, zip, deb, wheel, lists of parts, licences, sums, notes; RELEASE_KEY signs; WINDOWS=no leaves msi and zip out
	$(MAKE) bundle
	$(if $(filter no,$(WINDOWS)),,$(MAKE) bundle-windows STEPS=needed)
	$(BIN)/python -m tools.release

twice: ## build the bundle and its package in two other folders, at other times, and compare every byte
	$(BIN)/python -m tools.same_bytes
