# SPDX-License-Identifier: Apache-2.0
"""How exact a split is, and whether changes of weights lose requests."""
import http.client, threading, time

from cost import MESH
from rig import Rig, ask, head, row, wrk

ADMIN, WEB = 24409, 24402


def per_version():
    counts = {}
    for line in ask(ADMIN, "GET", "/metrics")[1].splitlines():
        if line.startswith("istio_requests_total") and 'destination_service="web"' in line:
            version = line.split('destination_version="')[1].split('"')[0]
            counts[version] = counts.get(version, 0) + float(line.rsplit(" ", 1)[1])
    return counts


def split(requests=10_000, changes=1_000):
    with Rig() as rig:
        rig.sink()
        rig.files()
        rig.mesh("mesh", ADMIN, MESH, WEB)
        wrk(WEB, 5)
        before = per_version()
        connection = http.client.HTTPConnection("127.0.0.1", WEB)
        for _ in range(requests):
            connection.request("GET", "/k")
            connection.getresponse().read()
        second = (per_version().get("v2", 0) - before.get("v2", 0)) / requests
        times, served, failed = change(changes)
    head()
    row("split 95:5, %d requests" % requests, "within 0.5 points", "%.2f %%" % (100 * second), abs(second - 0.05) <= 0.005)
    late = times[len(times) * 99 // 100]
    row("change of weights in force, %d changes under load" % changes, "< 50 ms, 0 failed", "median %.1f ms, 99 %% within %.1f ms, %d of %d requests failed" % (times[len(times) // 2], late, len(failed), served), late < 50 and not failed)


def change(changes):
    """Changes weights while four clients call; a change is in force when it is answered."""
    failed, served, over = [], [0], threading.Event()

    def call():
        connection = http.client.HTTPConnection("127.0.0.1", WEB)
        while not over.is_set():
            try:
                connection.request("GET", "/k")
                answer = connection.getresponse()
                answer.read()
                served[0] += 1
                if answer.status != 200:
                    failed.append(answer.status)
            except OSError as e:
                failed.append(str(e))
                connection = http.client.HTTPConnection("127.0.0.1", WEB)

    threads = [threading.Thread(target=call) for _ in range(4)]
    [t.start() for t in threads]
    times = []
    for i in range(changes):
        started = time.perf_counter()
        status, text = ask(ADMIN, "PUT", "/weights/web", {"weights": {"v1": 1 + i % 100, "v2": 100 - i % 100}})
        times.append((time.perf_counter() - started) * 1000)
        assert status == 200, text
    over.set()
    [t.join() for t in threads]
    return sorted(times), served[0], failed
