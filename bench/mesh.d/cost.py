# SPDX-License-Identifier: Apache-2.0
"""Processor time of a proxy for each request, rounds taking turns so that all meet the same noise; plain, or with mutual TLS on both sides."""
import collections, os, subprocess, sys, time

from rig import PROXY, Rig, BACKEND, head, median, row, say, wrk

STREAM = "/usr/lib/nginx/modules/ngx_stream_module.so"

HAPROXY = "frontend f\n  bind 127.0.0.1:24401\n  default_backend b\nbackend b\n  server s 127.0.0.1:24400\n"
MESH = """  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", source: bench}]
      versions:
        - {name: v1, endpoints: ["127.0.0.1:24400"]}
        - {name: v2, endpoints: ["127.0.0.1:24400"]}
      split: {v1: 95, v2: 5}
    - name: bytes
      protocol: tcp
      listen: [{address: "127.0.0.1:24404", source: bench}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
"""


def measure(process, port, seconds):
    """Microseconds of CPU for each request, requests a second, whether anything failed."""
    before = process.cpu()
    requests, bad, broken = wrk(port, seconds)
    return (process.cpu() - before) * 1e6 / max(1, requests), requests / seconds, bad + broken > 0


def warm(process, port, longest=75):
    """Load until a request costs no less than before: until the JIT is done, on a busy machine perhaps never."""
    say("warming up %s ..." % process.name)
    end, last = time.monotonic() + longest, measure(process, port, 10)[0]
    while time.monotonic() < end:
        now = measure(process, port, 5)[0]
        if now > 0.9 * last:
            return
        last = now


def rounds(proxies, count, seconds):
    found = collections.defaultdict(list)
    for number in range(count):
        for name, (process, port) in proxies.items():
            found[name].append(measure(process, port, seconds))
        say("round %d of %d" % (number + 1, count))
    print("\n| proxy | CPU microseconds per request, best .. median | requests/s in the best round | runs with errors |\n|---|---|---|---|")
    for name, runs in found.items():
        cpu = [r[0] for r in runs]
        print("| %s | %.1f .. %.1f | %.0f | %d |" % (name, min(cpu), median(cpu), max(r[1] for r in runs), sum(r[2] for r in runs)))
    return found


def ratio(found, one, other):
    return median(a[0] / b[0] for a, b in zip(found[one], found[other]))


def cost(count=5, seconds=6):
    with Rig() as rig:
        rig.sink()
        rig.files()
        proxies = {"HAProxy, HTTP": (rig.haproxy("haproxy", 24401, HAPROXY), 24401)}
        mesh = rig.mesh("mesh", 24409, MESH, 24402)
        proxies["mesh, HTTP"] = (mesh, 24402)
        if os.path.exists(STREAM):
            nginx = rig.nginx("stream", 24403, "stream { access_log off; server { listen 127.0.0.1:24403 backlog=4096; proxy_pass 127.0.0.1:24400; } }", PROXY, "load_module %s;\n" % STREAM)
            proxies["nginx stream"] = (nginx, 24403)
            proxies["mesh, TCP"] = (mesh, 24404)
        warm(mesh, 24402)
        warm(mesh, 24404)
        found = rounds(proxies, count, seconds)
    head()
    http = ratio(found, "mesh, HTTP", "HAProxy, HTTP")
    row("CPU per request over HAProxy, both with their access log", "<= 1.6x", "%.2fx" % http, http <= 1.6)
    if "mesh, TCP" in found:
        tcp = ratio(found, "mesh, TCP", "nginx stream")
        row("CPU per connection of bytes over nginx `stream`", "<= 1.1x", "%.2fx" % tcp, tcp <= 1.1)


def certificates(rig):
    """An authority and one certificate of the service `web`, as SPIFFE wants it."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=rig.dir, check=True, capture_output=True)
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ca.ec")
    openssl("req", "-x509", "-new", "-key", "ca.ec", "-subj", "/CN=bench", "-days", "2", "-out", "ca.pem")
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "web.ec")
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", "web.ec", "-out", "web.key")
    openssl("req", "-new", "-key", "web.key", "-subj", "/CN=web", "-out", "web.csr")
    rig.write("web.ext", "subjectAltName=URI:spiffe://bench.local/ns/default/sa/web\nextendedKeyUsage=serverAuth,clientAuth\nkeyUsage=digitalSignature\n")
    openssl("x509", "-req", "-in", "web.csr", "-CA", "ca.pem", "-CAkey", "ca.ec", "-CAcreateserial", "-days", "2", "-extfile", "web.ext", "-out", "web.crt")
    rig.write("web.pem", open(rig.dir + "/web.crt").read() + open(rig.dir + "/web.key").read())


def mtls(count=5, seconds=6):
    """wrk shows no certificate, so an HAProxy that is not measured speaks TLS for it before each proxy."""
    with Rig() as rig:
        rig.sink()
        certificates(rig)
        folder = rig.dir
        rig.files(ssl="ssl; ssl_protocols TLSv1.3; ssl_certificate {0}/web.crt; ssl_certificate_key {0}/web.key;"
                      " ssl_client_certificate {0}/ca.pem; ssl_verify_client on;".format(folder))
        to = "ssl crt %s/web.pem ca-file %s/ca.pem verify required force-tlsv13" % (folder, folder)
        at = "ssl crt %s/web.pem ca-file %s/ca.pem verify required ssl-min-ver TLSv1.3" % (folder, folder)
        proxies = {"HAProxy, mutual TLS": (rig.haproxy("haproxy", 24401, "frontend f\n  bind 127.0.0.1:24401 %s\n  default_backend b\nbackend b\n  server s 127.0.0.1:24400 %s\n" % (at, to)), 24411)}
        mesh = rig.mesh("mesh", 24409, """  identity: {trustDomain: bench.local, certificate: %s/web.crt, key: %s/web.key, roots: %s/ca.pem}
  services:
    - name: web
      listen: [{address: "127.0.0.1:24402", tls: mutual}]
      versions: [{name: v1, endpoints: ["127.0.0.1:24400"]}]
      upstreamTls: mutual
""" % (folder, folder, folder), 24402)
        proxies["mesh, mutual TLS"] = (mesh, 24412)
        for name, port, proxy in (("before-haproxy", 24411, 24401), ("before-mesh", 24412, 24402)):
            rig.haproxy(name, port, "frontend f\n  bind 127.0.0.1:%d\n  default_backend b\nbackend b\n  no log\n  server s 127.0.0.1:%d %s\n" % (port, proxy, to), core=None)
        warm(mesh, 24412)
        for port in (24411, 24412):
            requests, bad, broken = wrk(port, 8)
            if not requests or bad:
                sys.exit("bench/mesh: mutual TLS does not work on %d: %d requests, %d bad, %d broken" % (port, requests, bad, broken))
        found = rounds(proxies, count, seconds)
    head()
    both = ratio(found, "mesh, mutual TLS", "HAProxy, mutual TLS")
    row("the same with mutual TLS 1.3 on both sides", "<= 1.6x", "%.2fx" % both, both <= 1.6)
