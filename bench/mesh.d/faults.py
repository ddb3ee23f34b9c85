# SPDX-License-Identifier: Apache-2.0
"""Shares of aborted and of lost requests, against the binomial interval. How exact a latency is: bench/run Fault."""
import math

from rig import Rig, ask, head, row, say, wrk

WEB, LOSSY, ADMIN = 24402, 24403, 24409
Z = 2.5758  # 99 % two-sided

SPEC = """  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
    - name: lossy
      listen: [{address: "127.0.0.1:24403", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
      timeout: 50ms
"""

ABORT = {"type": "abort", "status": 599}


def faults(least=100_000, seed=7):
    with Rig() as rig:
        rig.sink()
        rig.files()
        rig.mesh("mesh", ADMIN, SPEC, WEB)
        wrk(WEB, 10)
        head()
        # A lost request ends when its time is up: short, or the load would wait for all that are lost.
        for service, port, share, fault in (("web", WEB, 0.1, ABORT), ("web", WEB, 0.01, ABORT), ("lossy", LOSSY, 0.01, {"type": "drop"})):
            body = {"id": "share", "owner": "bench", "service": service, "share": share, "seed": seed, "lease_seconds": 600, "fault": fault}
            status, text = ask(ADMIN, "POST", "/faults", body)
            assert status == 201, text
            n = hit = 0
            while n < least:
                requests, bad, broken = wrk(port, 5)
                n += requests + broken
                hit += broken if fault["type"] == "drop" else bad
                say("%s: %d of %d" % (fault["type"], hit, n))
            ask(ADMIN, "DELETE", "/faults/share")
            half = Z * math.sqrt(share * (1 - share) / n)
            row("requests hit by the fault `%s` with share %g %%, n = %d" % (fault["type"], 100 * share, n), "inside the 99 %% interval %.3f .. %.3f %%" % (100 * (share - half), 100 * (share + half)),
                "%.3f %%" % (100 * hit / n), abs(hit / n - share) <= half)
