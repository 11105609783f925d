"""Holds Footbridge's distances around areas against Python peers, on the same city in the same run.

    python3 -m venv venv && venv/bin/pip install shapely extremitypathfinder pyvisgraph tqdm
    venv/bin/python peers/distances.py [--vertices 400] [--pairs 200]

Runs `footbridge-bench distances --areas-only --write`, measures the same pairs with every peer that
is installed, and prints processor seconds, how many answers differ by more than a millimetre, and
the largest difference. The peers know neither line barriers nor crossings, so the city has areas
only.

shapely and extremitypathfinder must agree with Footbridge: if they do not, the exit code is 1.
pyvisgraph decides what sees what with a tolerance and answers many pairs wrongly; its errors are
counted.
"""

import argparse
import csv
import heapq
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent


def city(vertices, pairs):
    folder = pathlib.Path(tempfile.mkdtemp())
    subprocess.run(
        [
            str(HERE / ".build/release/footbridge-bench"), "distances", "--areas-only",
            "--barrier-count", "10", "--vertices", str(vertices), "--points", str(pairs),
            "--facilities", str(pairs), "--runs", "3", "--write", str(folder),
        ],
        check=True,
    )
    from shapely.geometry import shape
    from shapely.ops import unary_union

    features = json.loads((folder / "barriers.geojson").read_text())["features"]
    water = unary_union([shape(feature["geometry"]) for feature in features])
    areas = list(getattr(water, "geoms", [water]))
    with open(folder / "pairs.csv") as file:
        rows = [[float(cell) if cell else math.inf for cell in row] for row in csv.reader(file)
                if row[0] != "x1"]
    return areas, [row for row in rows if row[4] < math.inf]


def report(name, build, seconds, rows, lengths):
    """Prints a line and tells whether all lengths are right, to a millimetre."""
    differences = [abs(length - row[4]) for length, row in zip(lengths, rows)]
    wrong = sum(difference > 0.001 for difference in differences)
    print(f"{name:24} build {build:9.3f} s   one pair {1000 * seconds / len(rows):10.3f} ms   "
          f"wrong {wrong:3} of {len(rows)}   largest difference {max(differences):.6f} m",
          flush=True)
    return wrong == 0


def shapely_graph(areas, rows):
    """A plain visibility graph, sight by sight."""
    from shapely.geometry import LineString
    from shapely.ops import unary_union
    from shapely.prepared import prep

    # A hair smaller, so that running along a bank is no crossing of it.
    water = prep(unary_union([area.buffer(-1e-6) for area in areas]))
    start = time.process_time()
    nodes = [point for area in areas for ring in [area.exterior, *area.interiors]
             for point in ring.coords[:-1]]

    def sees(a, b):
        return not water.intersects(LineString([a, b]))

    edges = [[] for _ in nodes]
    for i, a in enumerate(nodes):
        for j in range(i):
            if sees(a, nodes[j]):
                length = math.dist(a, nodes[j])
                edges[i].append((j, length))
                edges[j].append((i, length))
    build = time.process_time() - start
    start = time.process_time()
    lengths = []
    for x1, y1, x2, y2, _ in rows:
        a, b = (x1, y1), (x2, y2)
        best = math.dist(a, b) if sees(a, b) else math.inf
        ends = {i: math.dist(b, node) for i, node in enumerate(nodes) if sees(b, node)}
        heap = [(math.dist(a, node), i) for i, node in enumerate(nodes) if sees(a, node)]
        heapq.heapify(heap)
        done = set()
        while heap:
            length, node = heapq.heappop(heap)
            if node in done or length >= best:
                continue
            done.add(node)
            if node in ends:
                best = min(best, length + ends[node])
            for other, step in edges[node]:
                if other not in done:
                    heapq.heappush(heap, (length + step, other))
        lengths.append(best)
    return report(
        "shapely, plain graph", build, time.process_time() - start, rows, lengths)


def extremity(areas, rows):
    from extremitypathfinder import PolygonEnvironment

    box = [(-1e5, -1e5), (1.2e5, -1e5), (1.2e5, 1.2e5), (-1e5, 1.2e5)]
    holes = [list(area.exterior.coords)[:-1] for area in areas]
    holes = [ring if area.exterior.is_ccw is False else ring[::-1]
             for ring, area in zip(holes, areas)]
    start = time.process_time()
    environment = PolygonEnvironment()
    environment.store(box, holes)
    build = time.process_time() - start
    start = time.process_time()
    lengths = []
    for x1, y1, x2, y2, _ in rows:
        _, length = environment.find_shortest_path((x1, y1), (x2, y2))
        lengths.append(length)
    return report(
        "extremitypathfinder", build, time.process_time() - start, rows, lengths)


def pyvisgraph(areas, rows):
    import pyvisgraph as vg

    start = time.process_time()
    graph = vg.VisGraph()
    graph.build([[vg.Point(*point) for point in area.exterior.coords[:-1]] for area in areas],
                status=False)
    build = time.process_time() - start
    start = time.process_time()
    lengths = []
    for x1, y1, x2, y2, _ in rows:
        path = graph.shortest_path(vg.Point(x1, y1), vg.Point(x2, y2))
        length = sum(math.dist((a.x, a.y), (b.x, b.y)) for a, b in zip(path, path[1:]))
        lengths.append(length)
    return report("pyvisgraph", build, time.process_time() - start, rows, lengths)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--vertices", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=200)
    options = parser.parse_args()
    areas, rows = city(options.vertices, options.pairs)
    isRight = True
    for peer, mustAgree in [(shapely_graph, True), (extremity, True), (pyvisgraph, False)]:
        try:
            isRight = (peer(areas, rows) or not mustAgree) and isRight
        except ImportError as error:  # a peer that is not installed is told, not fatal
            print(f"{peer.__name__:24} {error}")
    sys.exit(0 if isRight else 1)
