# SPDX-License-Identifier: Apache-2.0
"""Processes of a measurement: started in one folder, ended with us, and what each has cost."""
import ctypes, http.client, json, os, pathlib, shutil, signal, socket, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).parent
JAVA = os.environ["BALLAST_BENCH_JAVA"]
LIB = os.environ["BALLAST_BENCH_LIB"]
AOT_CACHE = os.path.join(os.path.dirname(LIB), "mesh.aot")
TICKS = os.sysconf("SC_CLK_TCK")
FLAGS = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
         "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m"]
BACKEND = 24400

# Load and backends on one core, proxies on the other: then a proxy meets as little of its load's work as can be.
CORES = sorted(os.sched_getaffinity(0))
LOAD, PROXY = CORES[0], CORES[1 % len(CORES)]


def say(text):
    print("bench/mesh: " + text, file=sys.stderr, flush=True)


def row(measure, must, measured, met):
    """One line of the table; `met` is None where nothing was promised."""
    print("| %s | %s | %s | %s |" % (measure, must, measured, "" if met is None else "yes" if met else "**no**"), flush=True)


def head():
    print("\n| measure | must | measured | met |\n|---|---|---|---|", flush=True)


class Process:
    def __init__(self, name, popen):
        self.name, self.popen, self.pid = name, popen, popen.pid

    def cpu(self):
        """Seconds of processor time so far."""
        fields = open("/proc/%d/stat" % self.pid).read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.pid))

    def kill(self, sign=signal.SIGKILL):
        self.popen.send_signal(sign)

    def end(self):
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGCONT)
            self.popen.terminate()
            try:
                self.popen.wait(5)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()


class Rig:
    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="ballast-bench-mesh-")
        self.processes = []
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        os.makedirs(self.dir + "/www")
        self.write("www/k", "x" * 1024)
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.end()
        shutil.rmtree(self.dir, ignore_errors=True)

    def write(self, name, text):
        path = os.path.join(self.dir, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def start(self, name, command, core=None):
        """Starts a program, which the kernel ends when we are killed."""
        if core is not None and len(CORES) > 1:
            command = ["taskset", "-c", str(core)] + command
        out = open(os.path.join(self.dir, name + ".out"), "ab")
        popen = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL))
        process = Process(name, popen)
        self.processes.append(process)
        return process

    def listening(self, process, port):
        for _ in range(3000):
            if process.popen.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                return process
            except OSError:
                time.sleep(0.01)
        sys.exit("bench/mesh: %s does not listen on %d: %s" % (process.name, port, open(os.path.join(self.dir, process.name + ".out")).read()[-2000:]))

    def nginx(self, name, port, blocks, core=LOAD, modules=""):
        temp = "".join("%s_temp_path %s/t%d; " % (k, self.dir, i) for i, k in enumerate(("client_body", "proxy", "fastcgi", "uwsgi", "scgi")))
        conf = self.write(name + ".conf", modules + "worker_processes 1; daemon off; master_process off; pid %s/%s.pid; error_log %s/%s.err;\n"
                          "events { worker_connections 8192; }\n" % (self.dir, name, self.dir, name) + blocks.replace("TEMP", temp))
        return self.listening(self.start(name, ["nginx", "-c", conf, "-p", self.dir], core), port)

    def files(self, port=BACKEND, core=LOAD, ssl=""):
        """Answers /k with 1,024 bytes."""
        return self.nginx("backend", port, "http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; TEMP\n"
                          "server { listen 127.0.0.1:%d backlog=4096 %s root %s/www; } }" % (port, (ssl or "") + ("" if ssl else ";"), self.dir), core)

    def haproxy(self, name, port, body, core=PROXY):
        conf = self.write(name + ".cfg", "global\n  nbthread 1\n  maxconn 8000\n  log %s/log.sock local0\n"
                          "defaults\n  mode http\n  log global\n  option httplog\n  timeout connect 1s\n  timeout client 60s\n  timeout server 60s\n" % self.dir + body)
        return self.listening(self.start(name, ["haproxy", "-db", "-f", conf], core), port)

    def mesh(self, name, admin, spec, port, core=PROXY, flags=(), workers=1, cached=True):
        """A mesh with its access log and 1 % of spans, started as `ballast mesh` does."""
        conf = self.write(name + ".yaml", "apiVersion: ballast.dev/v1\nkind: Mesh\nmetadata: {name: %s}\nspec:\n  admin: 127.0.0.1:%d\n  workers: %d\n"
                          "  tracing: {otlp: \"http://127.0.0.1:24498/v1/traces\", sampling: 0.01}\n  accessLog: {file: \"%s/%s.log\"}\n" % (name, admin, workers, self.dir, name) + spec)
        if cached and os.path.exists(AOT_CACHE):
            flags = [*flags, "-XX:AOTCache=" + AOT_CACHE, "-Xlog:aot=off", "-Xlog:cds=off"]
        command = [JAVA + "/java", *FLAGS, *flags, "-cp", LIB + "/*", "dev.ballast.mesh.Main", "--config", conf, "--json"]
        return self.listening(self.start(name, command, core), port)

    def backend(self, name, port, *arguments, core=None):
        return self.listening(self.start(name, [sys.executable, str(HERE / "backend.py"), "--port", str(port), "--name", name, *arguments], core), port)

    def sink(self):
        """Takes HAProxy's log and the meshes' spans, so that none is spared the work of sending them."""
        return self.listening(self.start("sink", [sys.executable, str(HERE / "sink.py"), self.dir], LOAD), 24498)


def wrk(port, seconds, connections=64, path="/k", script=None, core=LOAD):
    """Runs wrk; returns requests, answers that are not 2xx or 3xx, and broken connections."""
    command = (["taskset", "-c", str(core)] if len(CORES) > 1 else []) + ["wrk", "-t1", "-c%d" % connections, "-d%gs" % seconds, "--timeout", "20s"]
    command += (["-s", script] if script else []) + ["http://127.0.0.1:%d%s" % (port, path)]
    return wrk_counts(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def wrk_counts(text):
    requests = bad = broken = 0
    for line in text.splitlines():
        if " requests in " in line:
            requests = int(line.split()[0])
        elif "Non-2xx" in line:
            bad = int(line.split(":")[1])
        elif "Socket errors" in line:
            broken = sum(int(part.split()[-1]) for part in line.split(":")[1].split(","))
    return requests, bad, broken


def ask(admin, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", admin, timeout=20)
    connection.request(method, path, json.dumps(body) if body is not None else None)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def median(numbers):
    numbers = list(numbers)
    return statistics.median(numbers) if numbers else float("nan")
