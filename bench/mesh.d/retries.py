# SPDX-License-Identifier: Apache-2.0
"""Three services behind each other, the last of which fails every call: how many calls reach it for one at the entry?"""
import collections, http.client

import load
from rig import Rig, head, row, say

B, C, D = 24430, 24431, 24432
SERVICES = (("a", "b", B, 24402), ("b", "c", C, 24403), ("c", "d", D, 24404))


def service(caller, name, backend, port):
    return """    - name: %s
      listen: [{address: "127.0.0.1:%d", source: %s}]
      versions: [{name: v1, endpoints: ["127.0.0.1:%d"]}]
      retry: {attempts: 2, on: [connect-failure, reset, gateway-error]}
""" % (name, port, caller, backend)


def haproxy(_, name, backend, port):
    return ("frontend f%s\n  bind 127.0.0.1:%d\n  default_backend b%s\nbackend b%s\n  retries 1\n  retry-on conn-failure empty-response 503\n"
            "  server s 127.0.0.1:%d\n" % (name, port, name, name, backend))


def counts():
    def requests(port):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/-/requests")
        return int(connection.getresponse().read())
    return [requests(port) for port in (B, C, D)]


def chain(start, rate, seconds):
    """Requests at the entry, and what reached each of the three services."""
    with Rig() as rig:
        rig.sink()
        rig.backend("d", D, "--status", "503")
        rig.backend("c", C, "--next", "24404")
        rig.backend("b", B, "--next", "24403")
        start(rig)
        # Slowly at first: a cold JVM that is flooded is another measurement. All requests count.
        answers, _ = load.run(24402, 20, 8, seed=0, path=b"/", patience=30)
        answers += load.run(24402, rate, seconds, seed=1, path=b"/", patience=20)[0]
        others = collections.Counter(a.status for a in answers if a.status != 503)
        if others:
            say("not the last service's answer: %s" % dict(others))
        return len(answers), *counts()


def one_mesh(rig):
    rig.mesh("mesh", 24409, "  services:\n" + "".join(service(*s) for s in SERVICES), 24402, core=None)


def three_meshes(rig):
    for i, one in enumerate(reversed(SERVICES)):
        rig.mesh("mesh-" + one[1], 24490 + i, "  services:\n" + service(*one), one[3], core=None)


def three_haproxies(rig):
    rig.haproxy("haproxy", 24402, "".join(haproxy(*s) for s in SERVICES), core=None)


def retries(rate=100, seconds=30):
    head()
    for name, must, start in (("one mesh for all hops, as in a region", 1.2, one_mesh), ("a mesh of its own for each hop", 1.2, three_meshes), ("HAProxy, one retry at each hop", None, three_haproxies)):
        entry, b, c, d = chain(start, rate, seconds)
        say("%s: %d at the entry, then %d, %d, %d" % (name, entry, b, c, d))
        row("requests at the last of three services, which fails all, for each at the entry: " + name, "<= %.1fx" % must if must else "",
            "%.2fx (%.2fx and %.2fx before it; %d requests at %d/s)" % (d / entry, b / entry, c / entry, entry, rate), d / entry <= must if must else None)
