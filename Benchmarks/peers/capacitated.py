"""Solves a single-source capacitated p-median exactly with HiGHS, beside footbridge-bench.

    python3 -m venv venv && venv/bin/pip install highspy
    venv/bin/python capacitated.py FILE.csv P [--floor] [--time-limit S]

The model is the one that spopt and its users write down (x[i, j] ≤ y[j], one site each, capacity
of each open site, p sites); it is handed to HiGHS directly, which is also what spopt calls.
"""

import argparse
import csv
import json
import math
import time

import highspy

arguments = argparse.ArgumentParser()
arguments.add_argument("file")
arguments.add_argument("facilities", type=int)
arguments.add_argument("--floor", action="store_true")
arguments.add_argument("--time-limit", type=float, default=600)
asked = arguments.parse_args()

with open(asked.file, newline="") as file:
    rows = list(csv.DictReader(file))
points = [(float(row["x"]), float(row["y"])) for row in rows]
demand = [float(row["demand"]) for row in rows]
capacity = [float(row["capacity"]) for row in rows]
n = len(rows)

model = highspy.Highs()
model.setOptionValue("output_flag", False)
model.setOptionValue("time_limit", asked.time_limit)
model.setOptionValue("mip_rel_gap", 1e-9)
start = time.process_time(), time.perf_counter()


def distance(i, j):
    length = math.dist(points[i], points[j])
    return math.floor(length) if asked.floor else length


opened = [model.addBinary() for _ in range(n)]
served = [[model.addBinary(obj=distance(i, j)) for j in range(n)] for i in range(n)]
for i in range(n):
    model.addConstr(sum(served[i]) == 1)
    for j in range(n):
        model.addConstr(served[i][j] <= opened[j])
for j in range(n):
    model.addConstr(sum(demand[i] * served[i][j] for i in range(n)) <= capacity[j] * opened[j])
model.addConstr(sum(opened) == asked.facilities)
model.run()

info = model.getInfo()
print(
    json.dumps(
        {
            "instance": asked.file,
            "p": asked.facilities,
            "objective": info.objective_function_value,
            "bound": info.mip_dual_bound,
            "status": str(model.getModelStatus()),
            "seconds": time.perf_counter() - start[1],
            "cpu_seconds": time.process_time() - start[0],
        }
    )
)
