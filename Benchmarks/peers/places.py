"""Holds `footbridge places` against fastmob, infostop and trackintel, on the same file in the same run.

    python3 -m venv venv && venv/bin/pip install fastmob trackintel infostop
    (cd .. && swift build -c release --product footbridge)
    venv/bin/python peers/places.py FOLDER [--peers fastmob infostop trackintel]

FOLDER holds fixes.csv (or fixes.csv.gz), places.csv and visits.csv, as `footbridge generate traces` writes
them. A place is matched one to one with a true place of the same person within 50 m, a visit with a true
one where they overlap in time by at least half of what they cover together. Peers get a filter of
lone jumps first, without which they find next to nothing where there are outliers; what a peer needs beyond
its own defaults is said in its function. A line of JSON for each, every program in a process of its own:
`read` are the seconds in which pandas reads and filters the table for a peer, part of `wall` and `cpu`.

infostop is C++ under Python and needs a compiler and headers of Python; its release of 2021 does not build
with the compilers of today, and then stands in the results as failed.
"""

import argparse
import csv
import datetime
import json
import math
import os
import pathlib
import subprocess
import tempfile
import time
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/footbridge"


def seconds(text):
    try:
        return float(text)
    except ValueError:
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def metres(one, other):
    latitude = math.radians((one[0] + other[0]) / 2)
    turn = (one[1] - other[1] + 540) % 360 - 180
    return 111195 * math.hypot(one[0] - other[0], turn * math.cos(latitude))


def matched(pairs):
    found, left, right = 0, set(), set()
    for _, one, other in sorted(pairs):
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
            found += 1
    return found


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def score(truth, places, visits):
    """Places as (person, lat, lon), visits as (person, arrival, departure)."""
    true_places = [(r["user_id"], float(r["lat"]), float(r["lon"])) for r in rows(truth / "places.csv")]
    true_visits = [
        (r["user_id"], seconds(r["arrive"]), seconds(r["depart"])) for r in rows(truth / "visits.csv")
    ]
    pairs = []
    for i, one in enumerate(true_places):
        for j, other in enumerate(places):
            if one[0] == other[0]:
                distance = metres(one[1:], other[1:])
                if distance <= 50:
                    pairs.append((distance, i, j))
    good = matched(pairs)
    by_person = defaultdict(list)
    for j, visit in enumerate(visits):
        by_person[visit[0]].append((j, visit[1], visit[2]))
    pairs = []
    for i, (person, begin, end) in enumerate(true_visits):
        for j, arrival, departure in by_person[person]:
            shared = min(end, departure) - max(begin, arrival)
            if shared > 0 and shared / (max(end, departure) - min(begin, arrival)) >= 0.5:
                pairs.append((-shared, i, j))
    good_visits = matched(pairs)
    precision, recall = good / max(1, len(places)), good / len(true_places)
    return {
        "places": len(places),
        "places_f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "visits": len(visits),
        "visits_precision": round(good_visits / max(1, len(visits)), 4),
        "visits_recall": round(good_visits / len(true_visits), 4),
    }


def footbridge(fixes):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [PROGRAM, "places", fixes, "--out", folder + "/out", "--quiet", "--fixes", "none"],
            check=True, capture_output=True)
        out = pathlib.Path(folder) / "out"
        features = json.loads((out / "places.geojson").read_text())["features"]
        visits = rows(out / "visits.csv")
    return (
        [(f["properties"]["user_id"], *reversed(f["geometry"]["coordinates"])) for f in features],
        [(r["user_id"], seconds(r["arrival"]), seconds(r["departure"])) for r in visits])


reading = 0.0


def read(fixes):
    import pandas

    global reading
    begin = time.perf_counter()

    table = pandas.read_csv(fixes)
    table["time"] = pandas.to_datetime(table["timestamp"], utc=True, format="ISO8601")
    table = table[table.accuracy <= 200].drop_duplicates(["user_id", "time"])
    table = table.sort_values(["user_id", "time"])
    # A fix out and back at more than 15 m/s on both sides is a lone jump, or one of a fast trip, which
    # does no harm.
    unix = table.time.dt.as_unit("ns").astype("int64") / 1e9
    scale = 111195 * (table.lat * math.pi / 180).map(math.cos)
    step = ((table.lat.diff() * 111195) ** 2 + (table.lon.diff() * scale) ** 2) ** 0.5
    speed = step / unix.diff().clip(lower=1)
    table = table[~((speed > 15) & (speed.shift(-1) > 15))]
    reading = time.perf_counter() - begin
    return table


def infostop(fixes):
    import infostop as module

    places, visits = [], []
    table = read(fixes)
    for person, group in table.groupby("user_id"):
        unix = (group.time.dt.as_unit("ns").astype("int64") // 10**9).to_numpy()
        data = list(zip(group.lat, group.lon, unix))
        import numpy

        model = module.Infostop(r1=30, r2=30, min_staying_time=300, max_time_between=86400)
        labels = model.fit_predict(numpy.array(data))
        places += [(person, *center) for center in model.compute_label_medians().values()]
        edges = [0, *(i for i in range(1, len(labels)) if labels[i] != labels[i - 1]), len(labels)]
        visits += [
            (person, unix[a], unix[b - 1]) for a, b in zip(edges, edges[1:]) if labels[a] >= 0]
    return places, visits


def trackintel(fixes):
    import geopandas
    import trackintel as module

    table = read(fixes).rename(columns={"time": "tracked_at"})
    frame = geopandas.GeoDataFrame(
        table[["user_id", "tracked_at"]],
        geometry=geopandas.points_from_xy(table.lon, table.lat), crs="EPSG:4326")
    frame = module.Positionfixes(frame)
    _, stays = frame.generate_staypoints(
        dist_threshold=60, time_threshold=5, gap_threshold=1440, include_last=True)
    stays, locations = stays.generate_locations(epsilon=40, num_samples=1)
    places = [(row.user_id, row.center.y, row.center.x) for row in locations.itertuples()]
    visits = [
        (row.user_id, row.started_at.timestamp(), row.finished_at.timestamp())
        for row in stays.itertuples()]
    return places, visits


def fastmob(fixes):
    import fastmob as module

    table = read(fixes).rename(columns={"user_id": "uid", "time": "datetime", "lon": "lng"})
    stops = module.stay_locations(
        table[["uid", "datetime", "lat", "lng"]], minutes_for_a_stop=5, spatial_radius_km=0.05)
    clusters = module.cluster(stops, cluster_radius_km=0.05, min_samples=1)
    centers = clusters.groupby(["uid", "cluster"])[["lat", "lng"]].median().reset_index()
    places = [(r.uid, r.lat, r.lng) for r in centers.itertuples()]
    visits = [
        (r.uid, r.datetime.timestamp(), r.leaving_datetime.timestamp())
        for r in clusters.itertuples()]
    return places, visits


def measured(name, fixes, truth):
    """Runs a program in a process of its own; the facts as a dictionary."""
    with tempfile.NamedTemporaryFile("r") as result:
        begin = time.perf_counter()
        child = os.fork()
        if child == 0:
            try:
                places, visits = globals()[name](fixes)
                facts = {"wall": round(time.perf_counter() - begin, 2), "read": round(reading, 2)}
                with open(result.name, "w") as file:
                    json.dump([facts, places, visits], file, default=float)
            except BaseException as error:  # A peer that does not install is no reason to stop.
                with open(result.name, "w") as file:
                    json.dump(f"{type(error).__name__}: {error}", file)
            os._exit(0)
        _, _, usage = os.wait4(child, 0)
        answer = json.load(result)
    if isinstance(answer, str):
        return {"program": name, "failed": answer}
    facts, places, visits = answer
    return {
        "program": name, **facts, "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": usage.ru_maxrss // 1024, **score(truth, places, visits)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--peers", nargs="*", default=["fastmob", "trackintel", "infostop"])
    options = parser.parse_args()
    fixes = options.folder / "fixes.csv"
    if not fixes.exists():
        fixes = options.folder / "fixes.csv.gz"
    for name in ["footbridge", *options.peers]:
        print(json.dumps(measured(name, fixes, options.folder)), flush=True)


if __name__ == "__main__":
    main()
