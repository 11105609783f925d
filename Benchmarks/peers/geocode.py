"""Holds Footbridge's geocoder against whereabouts and rapidfuzz, on the same addresses in the same run.

    python3 -m venv venv && venv/bin/pip install rapidfuzz whereabouts
    venv/bin/python peers/geocode.py [--reference addresses.csv | --rows 100000 --country portugal]

Footbridge writes the reference and the damaged addresses with the truth; all peers get the same
files. Right is the true house within 30 m, or a refusal where there is none. rapidfuzz answers with
the likest whole address above a score (token_sort_ratio, 85); whereabouts with its best answer.
Seconds are CPU seconds of all cores.
"""

import argparse
import contextlib
import csv
import io
import json
import math
import pathlib
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
BENCH = HERE / ".build/release/footbridge-bench"


def metres(lon, lat, other_lon, other_lat):
    x = (lon - other_lon) * 111320 * math.cos(math.radians(lat))
    return math.hypot(x, (lat - other_lat) * 111200)


def score(name, cases, answers, seconds):
    right = invented = wrong_numbers = invented_numbers = 0
    for case, answer in zip(cases, answers):
        truth = (float(case["true_lon"]), float(case["true_lat"])) if case["true_lon"] else None
        near = answer is not None and truth is not None and metres(*answer, *truth) <= 30
        right += near or (truth is None and answer is None)
        invented += answer is not None and not near
        if case["damage"] == "wrong house number":
            wrong_numbers += 1
            invented_numbers += answer is not None
    print(f"{name:14} right {right / len(cases):.3f}  invented {invented / len(cases):.3f}  "
          f"wrong numbers answered {invented_numbers / max(1, wrong_numbers):.3f}  "
          f"{len(cases) / max(1e-9, seconds):,.0f} a CPU second")


def rapidfuzz_answers(reference, cases):
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(f"{r['street']} {r['housenumber']} {r['postcode']} {r['city']}")
             for r in reference]
    start = time.process_time()
    answers = []
    for case in cases:
        found = process.extractOne(
            utils.default_process(case["address"]), texts, scorer=fuzz.token_sort_ratio,
            score_cutoff=85)
        row = reference[found[2]] if found else None
        answers.append((float(row["lon"]), float(row["lat"])) if row else None)
    return answers, time.process_time() - start


def whereabouts_answers(reference, cases, folder):
    """Builds a matcher of the reference as the package's own set-up does, and asks it."""
    from whereabouts.Matcher import Matcher
    from whereabouts.utils import setup_geocoder

    table = folder / "whereabouts.csv"
    with open(table, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ADDRESS_DETAIL_PID", "ADDRESS_LABEL", "ADDRESS_SITE_NAME",
                         "LOCALITY_NAME", "POSTCODE", "STATE", "LATITUDE", "LONGITUDE"])
        for number, r in enumerate(reference):
            label = f"{r['street']} {r['housenumber']} {r['postcode']} {r['city']}".upper()
            writer.writerow([number, label, "", r["city"], r["postcode"], "", r["lat"], r["lon"]])
    configuration = folder / "whereabouts.yml"
    configuration.write_text(json.dumps({
        "data": {"db_name": "bench", "folder": str(folder / "export"), "filepath": str(table), "sep": ","},
        "geocoder": {"matchers": ["standard"], "states": [], "output_cols": []},
        "schema": {"addr_id": "ADDRESS_DETAIL_PID", "address_label": "ADDRESS_LABEL",
                   "address_site_name": "ADDRESS_SITE_NAME", "locality_name": "LOCALITY_NAME",
                   "postcode": "POSTCODE", "state": "STATE", "latitude": "LATITUDE",
                   "longitude": "LONGITUDE"}}))
    with contextlib.redirect_stdout(io.StringIO()):
        setup_geocoder(str(configuration))
    matcher = Matcher("bench")
    start = time.process_time()
    answers = []
    for first in range(0, len(cases), 200):
        part = matcher.geocode([case["address"].upper() for case in cases[first:first + 200]])
        found = {int(row["address_id"]) - 1: row for row in part}
        for number in range(len(cases[first:first + 200])):
            row = found.get(number)
            answers.append((float(row["longitude"]), float(row["latitude"])) if row else None)
    return answers, time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--country", default="portugal")
    parser.add_argument("--queries", type=int, default=3_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source = (["--reference", arguments.reference] if arguments.reference
                  else ["--rows", str(arguments.rows), "--country", arguments.country])
        output = subprocess.run(
            [str(BENCH), "geocode", "--json", "--queries", str(arguments.queries), "--write",
             str(folder), *source], check=True, capture_output=True, text=True).stdout
        figures = json.loads(output)
        print(f"{'footbridge':14} right {figures['right']:.3f}  invented {figures['invented']:.3f}  "
              f"{figures['addresses_per_cpu_second']:,.0f} a CPU second")
        reference = list(csv.DictReader(open(folder / "reference.csv")))
        cases = list(csv.DictReader(open(folder / "damaged.csv")))
        for peer, ask in [
                ("rapidfuzz", lambda: rapidfuzz_answers(reference, cases)),
                ("whereabouts", lambda: whereabouts_answers(reference, cases, folder))]:
            try:
                answers, seconds = ask()
            except Exception as error:  # a peer that does not install or start is said to be absent
                print(f"{peer:14} does not run here: {type(error).__name__}: {error}")
                continue
            score(peer, cases, answers, seconds)


if __name__ == "__main__":
    main()
