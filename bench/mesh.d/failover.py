# SPDX-License-Identifier: Apache-2.0
"""Every endpoint of the own region dies under load, by kill -9 or by falling silent: how long until all is well in the other region?"""
import signal, time

import load
from rig import Rig, head, row, say

WEB, ADMIN = 24402, 24409
LOCAL, OTHER = (24410, 24411), (24420, 24421)
AFTER = 6

SPEC = """  region: us-east
  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions:
        - name: v1
          endpoints:
            - {address: "127.0.0.1:24410", region: us-east}
            - {address: "127.0.0.1:24411", region: us-east}
            - {address: "127.0.0.1:24420", region: eu-west}
            - {address: "127.0.0.1:24421", region: eu-west}
      timeout: 5s
"""

# Silence is only noticed by who waits no longer; all else is as by default.
PER_TRY = "      retry: {attempts: 2, perTry: 500ms, on: [connect-failure, reset, gateway-error, per-try-timeout]}\n"


def once(sign, rate, seed, endpoints):
    """One fail-over of a fresh mesh: seconds until every request succeeds, answers that did not come, and how slow one was."""
    with Rig() as rig:
        rig.sink()
        local = [rig.backend("east%d" % port, port, "--delay", "0.02") for port in LOCAL[:endpoints]]
        for port in OTHER:
            rig.backend("west%d" % port, port, "--delay", "0.02")
        spec = SPEC if endpoints == 2 else SPEC.replace('            - {address: "127.0.0.1:24411", region: us-east}\n', "")
        rig.mesh("mesh", ADMIN, spec + (PER_TRY if sign == signal.SIGSTOP else ""), WEB, core=None)
        load.run(WEB, 20, 5, seed, path=b"/", patience=20)  # A cold JVM that is flooded is another measurement.
        killed = []

        def kill():
            killed.append(time.perf_counter())
            for endpoint in local:
                endpoint.kill(sign)

        answers, _ = load.run(WEB, rate, 2 + AFTER, seed, path=b"/", posts=0.2, patience=8, at=[(2, kill)])
    before = [a for a in answers if a.done < killed[0]]
    after = [a for a in answers if a.done >= killed[0]]
    if not all(a.status == 200 and a.body.startswith(b"east") for a in before):
        say("the own region was not well before it died, on this machine: the round is done again")
        return once(sign, rate, seed, endpoints)
    lost = [a for a in after if a.status != 200]
    gets = sum(a.method == b"GET" for a in lost)
    # Well again: from here on every request succeeds.
    last = max([a.due for a in lost], default=killed[0])
    return max(0, last - killed[0]), gets, len(lost) - gets, max(a.done - a.due for a in after), len(after)


def failover(rounds=5, rate=300):
    head()
    for word, sign in (("killed", signal.SIGKILL), ("silent", signal.SIGSTOP)):
        for endpoints in (1, 2):
            found = []
            for number in range(rounds):
                found.append(once(sign, rate, number, endpoints))
                say("%s, %d endpoints, round %d: well after %.2f s, %d GET and %d POST lost, slowest %.2f s" % (word, endpoints, number + 1, *found[-1][:4]))
            longest, gets = max(f[0] for f in found), sum(f[1] for f in found)
            row("fail-over, %d local endpoint%s %s, %d times at %d requests/s" % (endpoints, "s"[:endpoints - 1], word, rounds, rate),
                "< 2 s, 0 lost that could be retried",
                "%.2f s at most; %d of %d lost that could be (GET), %d POST that could not; slowest answer %.2f s" % (longest, gets, sum(f[4] for f in found), sum(f[2] for f in found), max(f[3] for f in found)),
                longest < 2 and gets == 0)
