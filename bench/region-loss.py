# SPDX-License-Identifier: Apache-2.0
"""The reports of bench/region-loss as a table: one line a run, and their sum."""

import json
import pathlib
import sys

SERVED_WITHIN = 30.0


def report(path):
    """What the demo said of its failover; nothing when it said nothing that can be read."""
    try:
        return json.loads(pathlib.Path(path).read_text()).get("failover") or {}
    except (OSError, ValueError):
        return {}


def lost(failover):
    return None if "lost_writes" not in failover else len(failover["lost_writes"])


def held(failover):
    """Users were served in time, and two owners never took writes at once."""
    served = failover.get("served_seconds")
    return served is not None and served <= SERVED_WITHIN and failover.get("split_brain_writes") == 0


def text(value):
    return "no data" if value is None else str(value)


def row(path, run, load, code):
    one = report(path)
    step = (one.get("returned") or {}).get("equal")
    print(
        f"{run:>3}  {load:<5}  {code:>4}  {text(one.get('decided_seconds')):>9}  {text(one.get('served_seconds')):>8}"
        f"  {text(one.get('acknowledged_writes')):>12}  {text(lost(one)):>4}  {text(one.get('split_brain_writes')):>11}"
        f"  {text(one.get('unattributed_writes')):>12}  {'no data' if step is None else 'yes' if step else 'NO':>12}"
        f"  {'yes' if held(one) and code == '0' else 'NO'}",
        flush=True,
    )
    pathlib.Path(path).with_suffix(".exit").write_text(code)


def total(folder, runs):
    files = [pathlib.Path(folder) / f"{run}.json" for run in range(1, runs + 1)]
    reports = [report(file) for file in files]
    good = sum(
        held(one) and file.with_suffix(".exit").read_text() == "0" for one, file in zip(reports, files)
    )
    times = sorted(one["served_seconds"] for one in reports if one.get("served_seconds") is not None)
    span = f"{times[0]:.1f} to {times[-1]:.1f} s, median {times[len(times) // 2]:.1f} s" if times else "never"
    print(
        f"{good} of {runs} held (served within {SERVED_WITHIN:.0f} s, split-brain writes 0, exit code 0); users served after {span};"
        f" acknowledged writes {sum(one.get('acknowledged_writes') or 0 for one in reports)},"
        f" lost {sum(lost(one) or 0 for one in reports)},"
        f" split-brain {sum(one.get('split_brain_writes') or 0 for one in reports)}"
    )
    sys.exit(0 if good == runs else 1)


if __name__ == "__main__":
    if sys.argv[1] == "row":
        row(*sys.argv[2:6])
    else:
        total(sys.argv[2], int(sys.argv[3]))
