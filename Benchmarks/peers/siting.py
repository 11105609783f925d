"""Holds Footbridge's p-median plans against FasterPAM, on the same points in the same run.

    python3 -m venv venv && venv/bin/pip install kmedoids numpy scipy
    venv/bin/python peers/siting.py FOLDER [--random 10000] [--facilities 50] [--seeds 3]

FOLDER holds `best-known.csv` (instance, p, best_known) and the TSPLIB points that it names in
`tsplib/`. Prints a row per instance: distance to the best known answer, gap that Footbridge
proves, processor seconds of both.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile
import time

import kmedoids
import numpy
from scipy.spatial.distance import cdist

HERE = pathlib.Path(__file__).resolve().parent.parent
BENCH = str(HERE / ".build/release/footbridge-bench")


def footbridge(*arguments):
    output = subprocess.run(
        [BENCH, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return json.loads(output)


def fasterpam(points, facilities, seeds, floor):
    """The best loss of all seeds, and processor seconds with one matrix."""
    start = time.process_time()
    matrix = cdist(points, points)
    if floor:
        matrix = numpy.floor(matrix)
    best = min(
        kmedoids.fasterpam(matrix, facilities, random_state=seed).loss for seed in range(seeds)
    )
    return best, time.process_time() - start


def tsplib(file):
    lines = file.read_text().split("NODE_COORD_SECTION")[1].split("\n")
    rows = [line.split() for line in lines if len(line.split()) == 3]
    return numpy.array([[float(x), float(y)] for _, x, y in rows])


def row(name, facilities, ours, theirs, seconds, best):
    gap = f"{100 * ours['gap']:.3f} %" if "gap" in ours else "–"
    print(
        f"| {name} | {facilities} | {100 * (ours['objective'] / best - 1):.3f} % | {gap} "
        f"| {ours['cpu_seconds']:.1f} s | {100 * (theirs / best - 1):.3f} % | {seconds:.1f} s |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--random", type=int, default=10_000)
    parser.add_argument("--facilities", type=int, default=50)
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    print("| instance | p | Footbridge | proven gap | CPU | FasterPAM | CPU |")
    print("|---|---|---|---|---|---|---|")
    for known in csv.DictReader(open(options.folder / "best-known.csv")):
        file = options.folder / "tsplib" / (known["instance"] + ".tsp")
        if not file.exists():
            continue
        facilities = int(known["p"])
        ours = footbridge("pmedian", file, "--facilities", facilities)
        theirs, seconds = fasterpam(tsplib(file), facilities, options.seeds, True)
        row(known["instance"], facilities, ours, theirs, seconds, float(known["best_known"]))
    if options.random:
        points = pathlib.Path(tempfile.mkdtemp()) / "points.csv"
        ours = footbridge(
            "siting", "--demand", options.random, "--facilities", options.facilities,
            "--no-bound", "--restarts", 60, "--write", points,
        )
        theirs, seconds = fasterpam(
            numpy.loadtxt(points, delimiter=","), options.facilities, options.seeds, False
        )
        best = min(ours["objective"], theirs)
        row(f"random {options.random}", options.facilities, ours, theirs, seconds, best)


if __name__ == "__main__":
    main()
