# SPDX-License-Identifier: Apache-2.0
"""Median latency that a proxy adds at a fixed rate, proxies taking turns."""
import collections, os

import load
from cost import HAPROXY, MESH, warm
from rig import BACKEND, CORES, LOAD, Rig, head, median, row, say


def latency(turns=7, seconds=3, rate=2000):
    with Rig() as rig:
        rig.sink()
        rig.files()
        rig.haproxy("haproxy", 24401, HAPROXY)
        warm(rig.mesh("mesh", 24409, MESH, 24402), 24402)
        os.sched_setaffinity(0, {LOAD})
        load.run(24402, rate, 3, 0)
        medians = collections.defaultdict(list)
        for turn in range(turns):
            for name, port in (("direct", BACKEND), ("HAProxy", 24401), ("mesh", 24402)):
                answers, _ = load.run(port, rate, seconds, seed=turn)
                good = load.millis(answers)
                if len(good) < len(answers):
                    say("%s: %d of %d failed" % (name, len(answers) - len(good), len(answers)))
                medians[name].append((median(good), good[len(good) * 95 // 100], len(good) / seconds))
            say("turn %d of %d: %s" % (turn + 1, turns, ", ".join("%s %.2f ms" % (n, m[-1][0]) for n, m in medians.items())))
        os.sched_setaffinity(0, set(CORES))
    print("\n| at %d requests/s | median of the medians, ms | least | most | median of the 95th, ms | requests/s |\n|---|---|---|---|---|---|" % rate)
    for name, all in medians.items():
        middle = [m[0] for m in all]
        print("| %s | %.2f | %.2f | %.2f | %.2f | %.0f |" % (name, median(middle), min(middle), max(middle), median(m[1] for m in all), median(m[2] for m in all)))
    added = median(m[0] - h[0] for m, h in zip(medians["mesh"], medians["HAProxy"]))
    head()
    row("median latency added over HAProxy at 2,000 requests/s, %d turns" % turns, "<= 0.3 ms", "%+.2f ms" % added, added <= 0.3)
