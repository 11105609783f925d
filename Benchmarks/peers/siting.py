"""Holds Footbridge's p-median plans against other programs, on the same points in the same run.

    python3 -m venv venv && venv/bin/pip install kmedoids numpy scipy scikit-learn spopt highspy pulp
    venv/bin/python peers/siting.py FOLDER [--instances rl1304 pmed1] [--random 10000] [--seeds 3]

FOLDER holds `best-known.csv` (instance, p, best_known), the TSPLIB points that it names in `tsplib/`
and the graphs of the OR-Library in `orlib/`. A row per instance: how far each answer is from the
best known one, and processor seconds. FasterPAM (kmedoids) is a heuristic without a bound, the best of
--seeds starts; k-means (scikit-learn, 10 starts) minimises something else and its centres are moved to the
nearest point; spopt writes the whole model down and hands it to HiGHS, which proves its answer and is
asked only up to --exact points, for --time-limit seconds each.
"""

import argparse
import csv
import json
import os
import pathlib
import subprocess
import tempfile
import time

import kmedoids
import numpy
import pulp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import floyd_warshall
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from spopt.locate import PMedian

HERE = pathlib.Path(__file__).resolve().parent.parent
BENCH = str(HERE / ".build/release/footbridge-bench")


def footbridge(*arguments):
    output = subprocess.run(
        [BENCH, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return json.loads(output)


def children():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def timed(work):
    start = children()
    return work(), children() - start


def fasterpam(matrix, facilities, seeds):
    return min(
        kmedoids.fasterpam(matrix, facilities, random_state=seed).loss for seed in range(seeds)
    )


def kmeans(points, matrix, facilities):
    model = KMeans(facilities, n_init=10, random_state=0).fit(points)
    sites = sorted(set(cdist(model.cluster_centers_, points).argmin(axis=1)))
    return matrix[:, sites].min(axis=1).sum()


def exact(matrix, facilities, seconds):
    """spopt's model, solved by HiGHS: the objective and whether it is proven."""
    weights = numpy.ones(len(matrix))
    model = PMedian.from_cost_matrix(matrix, weights, p_facilities=facilities)
    model.problem.solve(pulp.HiGHS(msg=False, timeLimit=seconds))
    value = pulp.value(model.problem.objective)
    return value, model.problem.sol_status == pulp.LpSolutionOptimal


def tsplib(file):
    lines = file.read_text().split("NODE_COORD_SECTION")[1].split("\n")
    rows = [line.split() for line in lines if len(line.split()) == 3]
    return numpy.array([[float(x), float(y)] for _, x, y in rows])


def graph(file):
    numbers = [int(number) for number in file.read_text().split()]
    nodes, edges = numbers[:2]
    lengths = {}
    for edge in range(edges):
        u, v, cost = numbers[3 + 3 * edge : 6 + 3 * edge]
        lengths[min(u, v) - 1, max(u, v) - 1] = cost
    rows, columns = zip(*lengths)
    return floyd_warshall(
        csr_array((list(lengths.values()), (rows, columns)), shape=(nodes, nodes)), directed=False
    )


def off(value, best):
    return "–" if value is None else f"{100 * (value / best - 1):.3f} %"


def row(name, facilities, ours, best, points, matrix_of, options):
    matrix, matrix_seconds = timed(matrix_of)
    pam, pam_seconds = timed(lambda: fasterpam(matrix, facilities, options.seeds))
    cells = [name, facilities, off(ours["objective"], best)]
    cells += [f"{100 * ours['gap']:.3f} %" if "gap" in ours else "–", f"{ours['cpu_seconds']:.2f} s"]
    cells += [off(pam, best), f"{pam_seconds + matrix_seconds:.2f} s"]
    if points is None:
        cells += ["–", "–"]
    else:
        means, seconds = timed(lambda: kmeans(points, matrix, facilities))
        cells += [off(means, best), f"{seconds:.2f} s"]
    if len(matrix) <= options.exact:
        (value, is_proven), seconds = timed(lambda: exact(matrix, facilities, options.time_limit))
        cells += [off(value, best) + ("" if is_proven else " (time limit)"), f"{seconds:.1f} s"]
    else:
        cells += ["–", "–"]
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--instances", nargs="*", help="all where not given")
    parser.add_argument("--random", type=int, default=10_000, help="0 for none")
    parser.add_argument("--facilities", type=int, default=50, help="of the random points")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--exact", type=int, default=200, help="points up to which HiGHS is asked")
    parser.add_argument("--time-limit", type=float, default=60)
    options = parser.parse_args()
    names = ["instance", "p", "Footbridge", "proven gap", "CPU", "FasterPAM", "CPU"]
    names += ["k-means", "CPU", "spopt + HiGHS", "CPU"]
    print("| " + " | ".join(names) + " |")
    print("|---" * len(names) + "|")
    for known in csv.DictReader(open(options.folder / "best-known.csv")):
        name, facilities = known["instance"], int(known["p"])
        if options.instances and name not in options.instances:
            continue
        best = float(known["best_known"])
        file = options.folder / "tsplib" / (name + ".tsp")
        if file.exists():
            points = tsplib(file)
            ours = footbridge("pmedian", file, "--facilities", facilities)
            matrix_of = lambda: numpy.floor(cdist(points, points))
        else:
            file, points = options.folder / "orlib" / (name + ".txt"), None
            if not file.exists():
                continue
            ours = footbridge("pmedian", file)
            matrix_of = lambda: graph(file)
        row(name, facilities, ours, best, points, matrix_of, options)
    if options.random:
        file = pathlib.Path(tempfile.mkdtemp()) / "points.csv"
        ours = footbridge(
            "siting", "--demand", options.random, "--facilities", options.facilities,
            "--no-bound", "--restarts", 30, "--write", file,
        )
        points = numpy.loadtxt(file, delimiter=",")
        row(
            f"random {options.random}", options.facilities, ours, ours["objective"], points,
            lambda: cdist(points, points), options,
        )


if __name__ == "__main__":
    main()
