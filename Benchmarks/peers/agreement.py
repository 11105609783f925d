"""Holds the figures of `footbridge cluster` against those of scikit-learn and kmedoids.

    python3 -m venv venv && venv/bin/pip install scikit-learn kmedoids
    venv/bin/python peers/agreement.py [FILE.csv ...]

The boards are those of `footbridge generate`, with some seeds each; files of your own are CSV with
numbers, and true classes in a column `label` if they are known. For every board scikit-learn begins at the centers of a start of its own that is given
to both: labels must be the same, inertia to 1e-9. Silhouette, Calinski-Harabasz, Davies-Bouldin,
ARI and NMI of the same labels must agree to 1e-9; the loss of k-medoids must be that of kmedoids,
or lower, where both try ten starts. Ends with 1 where anything differs.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

HERE = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = HERE.parent / ".build/release/footbridge"
BOARDS = [("gaussians", ["-k", "4"]), ("uniform", []), ("moons", []), ("circles", []), ("rings", [])]


def run(*arguments):
    return subprocess.run(
        [str(PROGRAM), *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows


def write(path, names, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([[repr(float(value)) for value in row] for row in rows])


class Report:
    def __init__(self):
        self.wrong = 0
        self.largest = 0.0

    def compare(self, what, mine, theirs):
        difference = abs(mine - theirs) / max(1, abs(theirs))
        self.largest = max(self.largest, difference)
        if not difference <= 1e-9:
            self.wrong += 1
            print(f"    {what}: {mine!r}, and {theirs!r} elsewhere")

    def require(self, what, holds):
        if not holds:
            self.wrong += 1
            print(f"    {what}")


def board(report, name, path, columns, truth, k, folder, seed):
    import kmedoids
    import numpy as np
    from sklearn import metrics
    from sklearn.cluster import KMeans

    points = np.array([[float(row[column]) for column in columns] for row in table(path)])
    start = points[np.random.default_rng(seed).choice(len(points), k, replace=False)]
    write(folder / "start.csv", columns, start)
    common = ["cluster", path, "--columns", ",".join(columns), "-k", k, "--json", "--quiet"]
    if truth:
        common += ["--truth", truth]
    mine = json.loads(run(
        *common, "--seeding", f"given:{folder / 'start.csv'}", "--starts", 1, "--tolerance", 0,
        "--out", folder / "out"))
    theirs = KMeans(k, init=start, n_init=1, max_iter=300, tol=0, algorithm="lloyd").fit(points)
    labels = np.array([int(row["cluster"]) - 1 for row in table(folder / "out/clusters.csv")])
    # Exchanges may have found better centers than the start leads to.
    better = mine["inertia"] < theirs.inertia_ * (1 - 1e-9)
    if not better:
        report.compare("inertia", mine["inertia"], theirs.inertia_)
        report.compare("ARI of both labels", metrics.adjusted_rand_score(labels, theirs.labels_), 1)
    report.compare("silhouette", mine["silhouette"], metrics.silhouette_score(points, labels))
    report.compare(
        "Calinski-Harabasz", mine["calinski_harabasz"],
        metrics.calinski_harabasz_score(points, labels))
    report.compare(
        "Davies-Bouldin", mine["davies_bouldin"], metrics.davies_bouldin_score(points, labels))
    if truth:
        true = [row[truth] for row in table(path)]
        report.compare(
            "ARI", mine["truth"]["adjusted_rand_index"], metrics.adjusted_rand_score(true, labels))
        report.compare(
            "NMI", mine["truth"]["normalized_mutual_information"],
            metrics.normalized_mutual_info_score(true, labels))

    if len(points) > 3000:
        print(f"  {name}: as elsewhere" + (", with better centers" if better else ""))
        return
    mine = json.loads(run(*common, "--method", "kmedoids"))
    square = metrics.pairwise_distances(points)
    theirs = min(
        kmedoids.fasterpam(square, k, random_state=seed, init="random").loss for seed in range(10))
    loss = mine["sum_of_distances"]
    report.require(
        f"k-medoids: {loss}, and {theirs} elsewhere", loss <= theirs * (1 + 1e-9))
    print(f"  {name}: as elsewhere" + (", with better centers" if better else "")
          + (", with better medoids" if loss < theirs * (1 - 1e-9) else ""))


def main():
    warnings.filterwarnings("ignore")
    folder = pathlib.Path(tempfile.mkdtemp())
    report = Report()
    for shape, options in BOARDS:
        for seed in range(1, 6):
            path = folder / f"{shape}-{seed}.csv"
            run("generate", shape, "-n", 600, "--seed", seed, "--out", path, *options)
            truth = "label" if "label" in table(path)[0] else None
            board(report, f"{shape}, seed {seed}", path, ["x", "y"], truth, 4, folder, seed)
    for file in sys.argv[1:]:
        columns = [name for name in table(file)[0] if name != "label"]
        truth = "label" if "label" in table(file)[0] else None
        for k in (3, 15):
            board(report, f"{file}, k = {k}", file, columns, truth, k, folder, k)
    print(f"largest difference: {report.largest:.1e}")
    if report.wrong:
        raise SystemExit(f"figures that differ: {report.wrong}")


if __name__ == "__main__":
    main()
