# SPDX-License-Identifier: Apache-2.0
"""bench/mesh: one row of the table after the other, or those that are named."""
import os, sys, time

sys.dont_write_bytecode = True

from cost import cost, mtls
from failover import failover
from faults import faults
from latency import latency
from retries import retries
from soak import soak
from split import split
from start import start

ROWS = {
    "cost": (cost, "[ROUNDS [SECONDS]]", "CPU per request, HTTP beside HAProxy, TCP beside nginx"),
    "mtls": (mtls, "[ROUNDS [SECONDS]]", "the same with mutual TLS on both sides"),
    "latency": (latency, "[TURNS [SECONDS [RATE]]]", "median latency at 2,000 requests/s beside HAProxy"),
    "split": (split, "[REQUESTS [CHANGES]]", "how exact a split is; changes of weights under load"),
    "failover": (failover, "[ROUNDS [RATE]]", "the endpoints of the own region die"),
    "retries": (retries, "[RATE [SECONDS]]", "retry amplification three calls deep, beside HAProxy"),
    "faults": (faults, "[REQUESTS [SEED]]", "shares of aborts and losses"),
    "start": (start, "[ROUNDS [RATE]]", "from the command to the first answer, and the first seconds, with the AOT cache and without"),
    "soak": (soak, "[MINUTES]", "half of the peak with faults: descriptors, heap, direct memory"),
}


def usage(code):
    out = sys.stdout if code == 0 else sys.stderr
    print("bench/mesh [ROW [ARGUMENT...]]    without a row: cost, latency, split", file=out)
    for name, (_, arguments, about) in ROWS.items():
        print("  %-9s %-25s %s" % (name, arguments, about), file=out)
    sys.exit(code)


def main(arguments):
    if arguments[:1] in (["-h"], ["--help"]):
        usage(0)
    if arguments and arguments[0] not in ROWS:
        usage(2)
    try:
        numbers = [float(a) if "." in a else int(a) for a in arguments[1:]]
    except ValueError:
        usage(2)
    worst = 0
    for name in arguments[:1] or ["cost", "latency", "split"]:
        print("\n== mesh %s (%s, %d cores, load %.0f)" % (name, time.strftime("%Y-%m-%d %H:%M", time.gmtime()), os.cpu_count(), os.getloadavg()[0]), flush=True)
        worst = max(worst, ROWS[name][0](*numbers) or 0)
    return worst


sys.exit(main(sys.argv[1:]))
