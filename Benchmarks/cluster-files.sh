#!/bin/sh
# A million rows of CSV from end to end: read, 20 clusters, write. Run from the root of the repository:
#     swift build -c release && sh Benchmarks/cluster-files.sh [RUNS]
set -eu
program=.build/release/footbridge
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" generate gaussians -n 1000000 -k 20 --spread 2 --out "$folder/points.csv"
run=0
while [ "$run" -lt "${1:-3}" ]; do
  run=$((run + 1))
  printf 'run %s\n' "$run"
  ( time -p "$program" cluster "$folder/points.csv" -k 20 --quiet --out "$folder/out" ) 2>&1 \
    | grep -E '^(real|user|sys|20 clusters)'
done
