"""How fast others read and convert the files of `footbridge-bench exchange`.

    python3 peers/exchange.py FOLDER        # needs pyogrio, geopandas, pandas, orjson (PyPI) and gdal-bin (apt)

Each work runs in a process of its own; wall and processor seconds and the peak of its memory are
printed as MB/s of the file that is read.
"""

import os
import resource
import subprocess
import sys
import time

WORKS = {
    "pyogrio, read_dataframe": "import pyogrio; pyogrio.read_dataframe({path!r})",
    "pyogrio, raw": "import pyogrio; pyogrio.raw.read({path!r})",
    "pyogrio, raw, one column": "import pyogrio; pyogrio.raw.read({path!r}, columns=['weight'])",
    "orjson, loads": "import orjson; orjson.loads(open({path!r}, 'rb').read())",
    "json, load": "import json; json.load(open({path!r}, 'rb'))",
}
WRITE = """import pyogrio
frame = pyogrio.read_dataframe({path!r})
pyogrio.write_dataframe(frame, {out!r}, driver='GPKG')"""
TABLES = {
    "pandas, read_csv": "import pandas; pandas.read_csv({path!r})",
    "pandas, read_csv, three columns":
        "import pandas; pandas.read_csv({path!r}, usecols=['lon', 'lat', 'weight'])",
}
CONVERSIONS = [("GeoJSONSeq", "geojsonl"), ("CSV", "csv"), ("GPKG", "gpkg")]


def measure(command):
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        return None
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tell(what, size, command):
    found = measure(command)
    if found is None:
        print(f"| {what} | failed | | |", flush=True)
        return
    wall, cpu, peak = found
    print(f"| {what} | {size / wall:.0f} | {size / cpu:.0f} | {peak:.0f} |", flush=True)


def fresh(folder, name):
    """The path of a file that is not there."""
    path = os.path.join(folder, name)
    if os.path.exists(path):
        os.remove(path)
    return path


def main():
    folder = sys.argv[1]
    print("| work | MB/s, wall | MB/s, processor | peak MB |\n|---|---|---|---|")
    for name in sys.argv[2:] or ["points", "polygons"]:
        path = os.path.join(folder, name + ".geojson")
        size = os.path.getsize(path) / 1e6
        for what, code in WORKS.items():
            tell(f"{name}: {what}", size, [sys.executable, "-c", code.format(path=path)])
        out = fresh(folder, "peer-pyogrio.gpkg")
        tell(f"{name}: pyogrio to GPKG", size,
             [sys.executable, "-c", WRITE.format(path=path, out=out)])
        for driver, ending in CONVERSIONS:
            if name == "polygons" and ending == "csv":
                continue
            out = fresh(folder, f"peer.{ending}")
            options = ["-lco", "GEOMETRY=AS_XY"] if ending == "csv" else []
            environment = ["env", "OGR_GEOJSON_MAX_OBJ_SIZE=0"]
            tell(f"{name}: ogr2ogr to {driver}", size,
                 environment + ["ogr2ogr", "-f", driver, *options, out, path])
    table = os.path.join(folder, "points.csv")
    if not os.path.exists(table):
        return
    size = os.path.getsize(table) / 1e6
    for what, code in TABLES.items():
        tell(f"points.csv: {what}", size, [sys.executable, "-c", code.format(path=table)])
    out = fresh(folder, "peer-csv.geojson")
    tell("points.csv: ogr2ogr to GeoJSON", size,
         ["ogr2ogr", "-f", "GeoJSON", "-oo", "X_POSSIBLE_NAMES=lon", "-oo",
          "Y_POSSIBLE_NAMES=lat", out, table])


main()
