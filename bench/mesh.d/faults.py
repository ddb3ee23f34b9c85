# SPDX-License-Identifier: Apache-2.0
"""Shares of aborted and of lost requests, against the binomial interval. How exact a latency is: bench/run Fault."""
import math

from rig import Rig, ask, head, row, say, wrk

WEB, ADMIN = 24402, 24409
Z = 2.5758  # 99 % two-sided

SPEC = """  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
      timeout: 50ms
"""


def faults(least=100_000, seed=7):
    with Rig() as rig:
        rig.sink()
        rig.files()
        rig.mesh("mesh", ADMIN, SPEC, WEB)
        wrk(WEB, 5)
        head()
        for share, fault, count in ((0.1, {"type": "abort", "status": 599}, 1), (0.01, {"type": "abort", "status": 599}, 1), (0.01, {"type": "drop"}, 2)):
            body = {"id": "share", "owner": "bench", "service": "web", "share": share, "seed": seed, "lease_seconds": 600, "fault": fault}
            status, text = ask(ADMIN, "POST", "/faults", body)
            assert status == 201, text
            n = hit = 0
            while n < least:
                requests, bad, broken = wrk(WEB, 5)
                n += requests + broken
                hit += (bad, broken)[count - 1]
                say("%s: %d of %d" % (fault["type"], hit, n))
            ask(ADMIN, "DELETE", "/faults/share")
            half = Z * math.sqrt(share * (1 - share) / n)
            row("requests of a %s fault with share %g %%, n = %d" % (fault["type"], 100 * share, n), "inside the 99 %% interval %.3f .. %.3f %%" % (100 * (share - half), 100 * (share + half)),
                "%.3f %%" % (100 * hit / n), abs(hit / n - share) <= half)
