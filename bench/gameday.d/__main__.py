# SPDX-License-Identifier: Apache-2.0
"""Game days on new demos, one after the other: a table of how each went. Started by bench/gamedays."""

import argparse
import json
import pathlib
import subprocess
import sys

import demo
import plants

HEAD = (
    "| run | ended | report | left behind | measured | findings | planted | found | true | agrees |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def complete(day, markdown, html):
    """What the report of a day lacks; empty: nothing."""
    lacks = []
    for step in day["steps"]:
        if step["status"] in ("pending", "waiting", "running"):
            lacks.append(f"{step['id']} is {step['status']}")
        if step["id"] not in markdown:
            lacks.append(f"{step['id']} is not in it")
    if len(day["findings"]) != 25:
        lacks.append(f"{len(day['findings'])} of 25 formulas")
    for ruling in day["findings"]:
        if ruling["title"] not in markdown or ruling["title"] not in html:
            lacks.append(f"{ruling['id']} is not in it")
        if ruling["outcome"] == "missed" and not ruling["regression"]:
            lacks.append(f"{ruling['id']} has no regression")
    if "@page" not in html:
        lacks.append("no style for paper")
    return lacks


def once(number, options):
    folder = pathlib.Path(options.folder) / str(number)
    folder.mkdir()
    with demo.Demo(options.root, folder) as shop:
        plan, planted = plants.prepare(options.plant, shop, options.plan, folder)
        shop.settle()
        with planted:
            day = shop.hold(plan, options.pauses, planted)
            true, agrees = planted.truth(day, shop)
        report = shop.report(day["id"], "markdown"), shop.report(day["id"], "html")
        (folder / "report.md").write_text(report[0])
        (folder / "report.html").write_text(report[1])
        (folder / "day.json").write_text(json.dumps(day, indent=1))
        lacks = complete(day, *report)
        left = shop.left()
    left += demo.after(options.root)
    missed = [r["id"] for r in day["findings"] if r["outcome"] == "missed"]
    measured = sum(r["outcome"] != "unknown" for r in day["findings"])
    found = "; ".join(
        f"{r['id']} {r['outcome']}: {r['text']}" for r in day["findings"] if r["id"] in planted.findings
    ) or "–"
    print(
        "|", number, "|", day["phase"] + (": " + day["why"] if day["why"] else ""), "|",
        "; ".join(lacks) or "complete", "|", "; ".join(left) or "nothing", "|", measured, "|",
        ", ".join(missed) or "none", "|", options.plant, "|", found, "|", true, "|", "yes" if agrees else "NO", "|",
        flush=True,
    )
    return not lacks and not left and day["phase"] in ("passed", "failed"), agrees


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--plant")
    parser.add_argument("--plan")
    parser.add_argument("--in", dest="pauses")
    parser.add_argument("--folder")
    options = parser.parse_args()
    print(HEAD, flush=True)
    well = agreed = 0
    for number in range(1, options.runs + 1):
        try:
            whole, agrees = once(number, options)
            well += whole
            agreed += agrees
        except (OSError, ValueError, KeyError, TimeoutError, subprocess.SubprocessError) as e:
            print("|", number, "| not held:", e, "| | | | | | | | |", flush=True)
    print(f"{well} of {options.runs} ran to the end, with a whole report and nothing left behind")
    print(f"in {agreed} of {options.runs} what was found agrees with what is true")
    print(f"reports: {options.folder}", file=sys.stderr)
    sys.exit(0 if well == agreed == options.runs else 1)


main()
