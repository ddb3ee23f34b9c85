# SPDX-License-Identifier: Apache-2.0
"""Part of bench/mesh: median latency at a fixed rate, split accuracy, and changes of weights under load."""
import http.client, json, statistics, sys, threading, time

haproxy, mesh, admin = map(int, sys.argv[1:4])


def paced(port, rate, seconds, out):
    """One connection of an open model: each request is due at its time, whether the last one is back or not."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    due = time.perf_counter()
    end = due + seconds
    while due < end:
        wait = due - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        started = time.perf_counter()
        connection.request("GET", "/k")
        connection.getresponse().read()
        out.append(time.perf_counter() - started)
        due += 1 / rate


def median_at(port, rate=200, connections=10, seconds=5):
    """2,000 requests a second in all, if this machine and Python let us; says how many it really were."""
    times = []
    threads = [threading.Thread(target=paced, args=(port, rate, seconds, times)) for _ in range(connections)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return statistics.median(times) * 1000, len(times) / seconds


def ask(method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", admin)
    connection.request(method, path, json.dumps(body) if body else None)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def per_version():
    counts = {}
    for line in ask("GET", "/metrics")[1].splitlines():
        if line.startswith("istio_requests_total") and 'destination_service="web"' in line:
            version = line.split('destination_version="')[1].split('"')[0]
            counts[version] = counts.get(version, 0) + float(line.rsplit(" ", 1)[1])
    return counts


medians = [(median_at(haproxy), median_at(mesh)) for _ in range(3)]
added = statistics.median(m[0] - h[0] for h, m in medians)
print("added median latency over HAProxy: %+.2f ms (at %.0f requests/s)" % (added, statistics.median(m[1] for _, m in medians)))

before = per_version()
connection = http.client.HTTPConnection("127.0.0.1", mesh)
for _ in range(10_000):
    connection.request("GET", "/k")
    connection.getresponse().read()
after = per_version()
v2 = after.get("v2", 0) - before.get("v2", 0)
print("split 95:5 over 10,000 requests: %.2f %%" % (v2 / 100))

failed, served, over = [], [0], threading.Event()


def load():
    connection = http.client.HTTPConnection("127.0.0.1", mesh)
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
            connection = http.client.HTTPConnection("127.0.0.1", mesh)


threads = [threading.Thread(target=load) for _ in range(4)]
[t.start() for t in threads]
times = []
for i in range(1000):
    started = time.perf_counter()
    status, _ = ask("PUT", "/weights/web", {"weights": {"v1": 1 + i % 100, "v2": 100 - i % 100}})
    times.append((time.perf_counter() - started) * 1000)
    assert status == 200, status
over.set()
[t.join() for t in threads]
times.sort()
print("1,000 changes of weights, in force when answered: median %.1f ms, 99 %% within %.1f ms; %d requests meanwhile, %d failed" % (times[500], times[990], served[0], len(failed)))
