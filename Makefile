# Footbridge: `make demo` plans the demo city, `make test` runs all tests. See CONTRIBUTING.md.

PROGRAM := .build/release/footbridge
SOURCES := Package.swift Sources Tests Fuzzing/Package.swift Fuzzing/Sources/footbridge-fuzz Fuzzing/Sources/footbridge-stress

.PHONY: demo build test test-long fuzz stress check lint format bench clean setup

demo: build
	@$(PROGRAM) plan scenarios/budapest-schools.yaml --out out/budapest-schools
	@echo "The map: out/budapest-schools/map.svg"

build: setup
	swift build -c release --product footbridge

test: setup
	swift test

# Barrier distances against brute force on a hundred thousand worlds; some ten minutes.
test-long: setup
	FOOTBRIDGE_WORLDS=100000 swift test --filter TravelTests.BruteForceTests

# What lies in Tests/FuzzTargets, thrown anything at with libFuzzer. A case that fails is kept in
# Tests/Cases/fuzz, where `make test` runs it ever after. Fuzzing/README.md says more.
TARGET := lattice-worlds
SECONDS := 600
LENGTH := $(if $(filter %-worlds service-areas addresses,$(TARGET)),256,2500)
fuzz: setup
	cd Fuzzing && swift build -c release --sanitize=fuzzer --product footbridge-fuzz
	@mkdir -p Fuzzing/.build/corpus/$(TARGET) Tests/Cases/fuzz/$(TARGET)
	Fuzzing/seed.sh $(TARGET) Fuzzing/.build/corpus/$(TARGET)
	FOOTBRIDGE_TARGET=$(TARGET) SWIFT_BACKTRACE=enable=no \
	  Fuzzing/.build/release/footbridge-fuzz Fuzzing/.build/corpus/$(TARGET) \
	  -max_total_time=$(SECONDS) -max_len=$(LENGTH) -len_control=0 -timeout=20 \
	  -artifact_prefix=Tests/Cases/fuzz/$(TARGET)/

# The whole solver under the address sanitizer, with all invariants checked, on one random town after
# another. SEED=n runs one of them again; MOST=n sets the largest number of people.
STRESS := Fuzzing/.build/stress
stress: setup
	cd Fuzzing && swift build -c release --sanitize=address -Xswiftc -assert-config -Xswiftc Debug \
	  --scratch-path .build/stress --product footbridge-stress
	FOOTBRIDGE_SECONDS=$(SECONDS) FOOTBRIDGE_SEED=$(SEED) FOOTBRIDGE_FIRST_SEED=$(FIRST) \
	  FOOTBRIDGE_MOST=$(MOST) $(STRESS)/release/footbridge-stress

# What continuous integration runs.
check: lint test

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

bench: setup
	cd Benchmarks && swift run -c release footbridge-bench distances

clean:
	rm -rf .build Fuzzing/.build out

# What the build needs is installed where it is missing: C libraries, a font, the toolchain's own packages.
setup:
	@.ci/setup
