# Footbridge: `make demo` plans the demo city, `make test` runs all tests. See CONTRIBUTING.md.

PROGRAM := .build/release/footbridge
SOURCES := Package.swift Sources Tests
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo build test test-long check lint format bench clean setup

demo: build
	@$(PROGRAM) plan scenarios/budapest-schools.yaml --out out/budapest-schools
	@echo "The map: out/budapest-schools/map.svg"

build: setup
	swift build -c release --product footbridge

test: setup
	swift test

# Barrier distances against brute force on a hundred thousand worlds; some ten minutes.
test-long: setup
	FOOTBRIDGE_WORLDS=100000 swift test --filter BruteForceTests

# What continuous integration runs.
check: lint test

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

bench: setup
	cd Benchmarks && swift run -c release footbridge-bench distances

clean:
	rm -rf .build out

# The C libraries that the build needs, and a font for pictures; installed where they are missing.
LIBRARIES := geos proj librsvg-2.0 zlib
PACKAGES := libgeos-dev libproj-dev librsvg2-dev zlib1g-dev fonts-dejavu-core pkg-config
setup:
	@if pkg-config --exists $(LIBRARIES) 2>/dev/null; then :; else \
	  echo "Installing with apt: $(PACKAGES)"; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES); \
	fi
