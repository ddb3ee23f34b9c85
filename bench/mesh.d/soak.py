# SPDX-License-Identifier: Apache-2.0
"""Half of the peak load for long, with faults going on and off: do descriptors, heap and direct memory stay as they were?"""
import collections, os, random, re, subprocess, time

from rig import JAVA, LOAD, CORES, Rig, ask, head, row, say, wrk, wrk_counts

WEB, ADMIN = 24402, 24409
CONNECTIONS = 128
REST = 4

SPEC = """  limits: {idleTimeout: 2s}
  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}, {name: v2, endpoints: ["127.0.0.1:24400"]}]
      split: {v1: 95, v2: 5}
      timeout: 1s
      connections: {idle: 2s}
"""

FAULTS = [("requests", f) for f in (
    {"type": "latency", "delay_seconds": 0.05, "jitter_seconds": 0.02}, {"type": "abort", "status": 503}, {"type": "error_body", "status": 500, "body": "broken"},
    {"type": "drop"}, {"type": "reset"})] + [("bytes", f) for f in (
    {"type": "latency", "delay_seconds": 0.02, "jitter_seconds": 0.01}, {"type": "bandwidth", "bytes_per_second": 20000}, {"type": "slicer", "average_bytes": 64, "variation_bytes": 32, "pause_seconds": 0.001},
    {"type": "slow_close", "delay_seconds": 0.1}, {"type": "data_limit", "bytes": 20000}, {"type": "black_hole", "close_after_seconds": 0.2}, {"type": "reset", "delay_seconds": 0.1})]


def jcmd(mesh, *command):
    return subprocess.run([JAVA + "/jcmd", str(mesh.pid), *command], capture_output=True, text=True, check=True).stdout


def memory(mesh):
    """Descriptors, live heap in KiB after a full collection, and what direct buffers hold in KiB, in a moment of rest."""
    time.sleep(REST)
    for _ in range(2):
        jcmd(mesh, "GC.run")
        time.sleep(0.5)
    heap = int(jcmd(mesh, "GC.class_histogram").rstrip().splitlines()[-1].split()[2]) // 1024
    other = next(line for line in jcmd(mesh, "VM.native_memory", "summary", "scale=KB").splitlines() if " Other (" in line)
    return mesh.descriptors(), heap, int(other.split("committed=")[1].split("KB")[0])


def kinds(mesh):
    """What the descriptors are: sockets, files, pipes, without their numbers."""
    folder = "/proc/%d/fd" % mesh.pid
    found = collections.Counter()
    for name in os.listdir(folder):
        try:
            found[re.sub(r"\[?\d{2,}\]?", "", os.readlink(os.path.join(folder, name)))] += 1
        except OSError:
            pass
    return found


def half_of(rig, peak):
    """A script for wrk that thinks between requests, so that its connections ask half of what they could."""
    pause = CONNECTIONS / (peak / 2) * 1000
    return rig.write("pace.lua", "local pause = %.3f\nfunction delay() return math.floor(pause * 2 * math.random() + math.random()) end\n" % pause)


def stretch(rig, seconds, script, dice):
    """Load for a while; a fault goes on and off every two seconds. Returns what wrk saw and how many faults there were."""
    command = (["taskset", "-c", str(LOAD)] if len(CORES) > 1 else []) + ["wrk", "-t1", "-c%d" % CONNECTIONS, "-d%ds" % seconds, "--timeout", "20s", "-s", script, "http://127.0.0.1:%d/k" % WEB]
    load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    end, faults = time.monotonic() + seconds - 2, 0
    while time.monotonic() < end:
        on, fault = dice.choice(FAULTS)
        body = {"owner": "soak", "service": "web", "on": on, "share": 0.2, "lease_seconds": 3, "fault": fault}
        if on == "bytes":
            body["side"] = dice.choice(["client", "server"])
        status, text = ask(ADMIN, "POST", "/faults", body)
        assert status == 201, text
        faults += 1
        time.sleep(1)
        if dice.random() < 0.5:  # Else its lease ends it.
            ask(ADMIN, "DELETE", "/faults?owner=soak")
        ask(ADMIN, "GET", "/metrics")
        ask(ADMIN, "PUT", "/weights/web", {"weights": {"v1": dice.randint(1, 99), "v2": dice.randint(1, 99)}})
        time.sleep(1)
    out, _ = load.communicate()
    ask(ADMIN, "DELETE", "/faults")
    return *wrk_counts(out), faults


def soak(minutes=10):
    dice = random.Random(11)
    with Rig() as rig:
        rig.sink()
        rig.files()
        mesh = rig.mesh("mesh", ADMIN, SPEC, WEB, flags=["-XX:NativeMemoryTracking=summary"])
        say("warming up, and looking for the peak ...")
        wrk(WEB, 15, CONNECTIONS)
        peak = wrk(WEB, 5, CONNECTIONS)[0] / 5
        script = half_of(rig, peak)
        stretch(rig, 30, script, dice)
        marks, were = [("start", memory(mesh))], kinds(mesh)
        total, parts = [0, 0, 0, 0], 4
        for part in range(parts):
            seen = stretch(rig, max(5, round(minutes * 60 / parts)), script, dice)
            total = [a + b for a, b in zip(total, seen)]
            found = memory(mesh)
            say("%d of %d: %d descriptors, %d KiB heap, %d KiB direct" % (part + 1, parts, *found))
            if part in (parts // 2 - 1, parts - 1):
                marks.append(("middle" if part < parts - 1 else "end", found))
        more = kinds(mesh) - were
    print("\n%g minutes, peak %.0f requests/s, %.0f asked of it; %d requests, %d answered with an error and %d broken off as faults wanted, %d faults" % (minutes, peak, total[0] / (minutes * 60), *total))
    print("\n| | descriptors | heap after collection, KiB | direct memory, KiB |\n|---|---|---|---|")
    for name, found in marks:
        print("| %s | %d | %d | %d |" % (name, *found))
    if more:
        print("\nDescriptors at the end that were not there at the start: " + ", ".join("%d %s" % (n, kind) for kind, n in more.items()))
    start, middle, end = (found for _, found in marks)
    # Some things are made once, when they are first needed: a leak grows from the middle to the end as it did before.
    flat = (end[0] <= middle[0] + 1 and end[0] <= start[0] + 8
            and all(end[i] <= middle[i] * 1.05 + 256 and end[i] <= start[i] * 1.25 + 1024 for i in (1, 2)))
    head()
    row("%g-minute soak at half of the peak, faults on and off" % minutes, "descriptors, heap, direct memory flat", "flat" if flat else "grown", flat)
    return 0 if flat else 1
