# SPDX-License-Identifier: Apache-2.0
"""A mesh that has just been started: how long until it answers, and how slow it is in its first seconds?"""
import os, sys, time

import load
from rig import AOT_CACHE, Rig, ask, head, median, row, say

WEB, ADMIN = 24402, 24409
SECONDS = 5

SPEC = """  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
"""


def once(cached, rate, seed):
    """Seconds to the first answer, seconds of CPU until then, and times of the answers of the first seconds in ms."""
    with Rig() as rig:
        rig.sink()
        rig.files()
        begin = time.perf_counter()
        mesh = rig.mesh("mesh", ADMIN, SPEC, WEB, core=None, cached=cached)
        if ask(WEB, "GET", "/k")[0] != 200:
            sys.exit("bench/mesh: the mesh does not answer")
        ready, cpu = time.perf_counter() - begin, mesh.cpu()
        answers, _ = load.run(WEB, rate, SECONDS, seed, patience=20)
        return ready, cpu, load.millis(answers), mesh.cpu() - cpu


def start(rounds=5, rate=200):
    if not os.path.exists(AOT_CACHE):
        say("no cache was made: both are the same")
    found = {True: [], False: []}
    for number in range(rounds):
        for cached in (True, False):
            found[cached].append(once(cached, rate, number))
            say("%s the cache: %.2f s, %.2f s of CPU; then median %.2f, 99 %% %.1f ms" % ("with" if cached else "without", *found[cached][-1][:2], at(found[cached][-1][2], 0.5), at(found[cached][-1][2], 0.99)))
    head()
    for cached, name in ((True, "with the AOT cache"), (False, "without it")):
        runs = found[cached]
        row("start of a mesh " + name, "", "%.2f s to the first answer, %.2f s of CPU; first %d s at %d/s: median %.2f ms, 99 %% %.1f ms, %.2f s of CPU (medians of %d)" % (
            median(r[0] for r in runs), median(r[1] for r in runs), SECONDS, rate,
            median(at(r[2], 0.5) for r in runs), median(at(r[2], 0.99) for r in runs), median(r[3] for r in runs), rounds), None)


def at(times, share):
    return times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")
