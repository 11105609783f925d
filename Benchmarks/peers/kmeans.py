"""Holds Footbridge's k-means against scikit-learn and faiss, on the same points in the same run.

    python3 -m venv venv && venv/bin/pip install scikit-learn faiss-cpu
    venv/bin/python peers/kmeans.py [--points 1000000] [--columns 2] [-k 10 100 1000] [--heaps 0]

For every k all begin with the same rows as centers and make the same number of iterations;
Footbridge must then have scikit-learn's labels and, to 1e-9, its inertia. Greedy k-means++ draws
differ, so that only its time and the inertia it leaves are printed. Every figure is CPU seconds of
both cores (wall seconds in brackets), the best of `--rounds` runs that take turns, on whatever else
the machine is doing.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile
import time
import warnings

HERE = pathlib.Path(__file__).resolve().parent.parent
BENCH = HERE / ".build/release/footbridge-bench"


def footbridge(*arguments):
    output = subprocess.run(
        [str(BENCH), "kmeans", "--json", *map(str, arguments)],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.process_time() - cpu, time.perf_counter() - wall, result


class Best:
    """The run that took the least CPU time."""

    def __init__(self):
        self.cpu = self.wall = float("inf")
        self.result = None

    def take(self, cpu, wall, result):
        if cpu < self.cpu:
            self.cpu, self.wall, self.result = cpu, wall, result

    def __str__(self):
        return f"{self.cpu:9.3f} ({self.wall:.3f})"


def write_start(path, centers):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"x{column}" for column in range(centers.shape[1])])
        writer.writerows([[repr(float(value)) for value in row] for row in centers])


def compare(points, source, k, options, folder):
    import faiss
    import numpy as np
    from sklearn.cluster import KMeans, kmeans_plusplus

    centers = points[np.random.default_rng(7).choice(len(points), k, replace=False)]
    write_start(folder / "start.csv", centers)
    single = points.astype(np.float32)
    names = ["Footbridge", "scikit-learn", "faiss, float32", "Footbridge ++", "scikit-learn ++"]
    best = {name: Best() for name in names}
    given = ["--from-start", folder / "start.csv", "--iterations", options.iterations]

    for _ in range(options.rounds):
        mine = footbridge(*source, "-k", k, *given, "--write-labels", folder / "labels.txt")
        best["Footbridge"].take(mine["cpu_seconds"], mine["seconds"], mine)
        best["scikit-learn"].take(*timed(lambda: KMeans(
            k, init=centers, n_init=1, max_iter=options.iterations, tol=0,
            algorithm="lloyd").fit(points)))

        def run_faiss():
            model = faiss.Kmeans(
                points.shape[1], k, niter=options.iterations, seed=1,
                max_points_per_centroid=len(points), min_points_per_centroid=1)
            model.train(single, init_centroids=centers.astype(np.float32))
            return model.obj[-1]

        best["faiss, float32"].take(*timed(run_faiss))
        mine = footbridge(*source, "-k", k, "--seeding", "k-means++", "--iterations", 0)
        best["Footbridge ++"].take(mine["cpu_seconds"], mine["seconds"], mine)
        best["scikit-learn ++"].take(*timed(
            lambda: kmeans_plusplus(points, k, random_state=1)[0]))

    mine, theirs = best["Footbridge"].result, best["scikit-learn"].result
    labels = np.loadtxt(folder / "labels.txt", dtype=np.int64)
    different = int((labels != theirs.labels_).sum())
    relative = abs(mine["inertia"] / theirs.inertia_ - 1)
    print(f"\nk = {k}: {len(points)} points, {points.shape[1]} columns, "
          f"{mine['iterations']} and {theirs.n_iter_} iterations")
    for name in names:
        reference = best["Footbridge ++" if name.endswith("++") else "Footbridge"]
        ratio = f"{best[name].cpu / reference.cpu:8.1f} ×"
        print(f"  {name:18} {best[name]} s  {ratio}")
    print(f"  labels that differ: {different}; inertia differs by {relative:.1e}; "
          f"peak memory {mine['peak_megabytes']} MB")
    seeds = best["scikit-learn ++"].result
    left = 0.0
    rows = 1 + 2_000_000 // k
    for first in range(0, len(points), rows):
        block = points[first:first + rows]
        squares = (block[:, None, 0] - seeds[None, :, 0]) ** 2
        for column in range(1, points.shape[1]):
            squares += (block[:, None, column] - seeds[None, :, column]) ** 2
        left += squares.min(axis=1).sum()
    print(f"  inertia after seeding: {best['Footbridge ++'].result['inertia']:.6g} and {left:.6g}")
    if different or relative > 1e-9:
        raise SystemExit("Footbridge and scikit-learn disagree")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=2)
    parser.add_argument("--heaps", type=int, default=0)
    parser.add_argument("--iterations", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("-k", type=int, nargs="+", default=[10, 100, 1000])
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    import numpy as np

    folder = pathlib.Path(tempfile.mkdtemp())
    source = ["--points", options.points, "--columns", options.columns, "--heaps", options.heaps]
    footbridge(*source, "-k", 1, "--iterations", 0, "--write-points", folder / "points.bin")
    points = np.fromfile(folder / "points.bin").reshape(-1, options.columns)
    for k in options.k:
        compare(points, source, k, options, folder)


if __name__ == "__main__":
    main()
