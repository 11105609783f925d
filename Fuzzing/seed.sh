#!/bin/sh
# seed.sh TARGET FOLDER: whole files of the kind that a target reads, for the fuzzer to begin with.
# Each is put behind what the target takes off first (Tests/FuzzTargets): how it is cut, or which kind it is.
set -eu
target=$1
folder=$2
here=$(dirname "$0")
cases=$here/../Tests/Cases

# put BYTE FILE…: each file behind a byte, in octal.
put() {
  byte=$1
  shift
  for file in "$@"; do
    { printf "\\$byte"; cat "$file"; } > "$folder/seed-$byte-$(basename "$file")"
  done
}

case $target in
geojson-texts) put 000 "$cases"/geojson/*.geojson; put 177 "$cases"/geojson/pass-*.geojson ;;
csv-texts) put 000 "$here"/Seeds/csv/*; put 100 "$here"/Seeds/csv/* ;;
markup) put 000 "$here"/Seeds/markup/*.gpx; put 001 "$here"/Seeds/markup/*.kml ;;
traces) put 000 "$here"/Seeds/traces/*; put 370 "$here"/Seeds/traces/* ;;
flatgeobufs)
  for file in "$cases"/formats/*.fgb; do
    tail -c +9 "$file" > "$folder/seed-$(basename "$file")"
  done ;;
shapefiles)
  for file in "$cases"/formats/*.shp; do
    size=$(($(wc -c < "$file")))
    {
      printf "\\$(printf %03o $((size % 256)))\\$(printf %03o $((size / 256 % 256)))"
      cat "$file" "${file%.shp}.dbf"
    } > "$folder/seed-$(basename "$file")"
  done ;;
esac
