# SPDX-License-Identifier: Apache-2.0
"""Defects that are made on purpose before a game day, and what is true of each by somebody else than Ballast."""

import hashlib
import hmac
import os
import pathlib
import signal
import socket
import struct
import subprocess
import threading
import time
import urllib.error
import urllib.request

EAST, WEST = "127.0.0.11", "127.0.0.12"  # Addresses that only the name server below hands out.
NAME = "storefront.gameday.example"
ENTRANCE = "http://127.0.0.1:7301/products/1"
ALERT = "RegionTrafficShift"
WITHIN = 1.0  # Seconds by which a time that was found may differ from what is true.
QUANTITY = 7  # The shop's own users buy one to three.


def token(user):
    return f"{user}." + hmac.new(b"the shop's demo key", str(user).encode(), hashlib.sha256).hexdigest()


class NameServer(threading.Thread):
    """Answers one name: both regions, the broken one not while it is cut off; or for ever us-east alone."""

    def __init__(self, broken):
        super().__init__(daemon=True)
        self.broken = broken
        self.cut_off = False
        self.last_dead = None
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def run(self):
        while True:
            query, client = self.socket.recvfrom(2048)
            end = 12
            while query[end]:
                end += 1 + query[end]
            question = query[12 : end + 5]
            kind = struct.unpack(">H", question[-4:-2])[0]
            addresses = [EAST] if self.broken else [WEST] if self.cut_off else [EAST, WEST]
            addresses = addresses if kind == 1 else []
            if EAST in addresses and self.cut_off:
                self.last_dead = time.time()
            ttl = 30 if self.broken else 2
            answers = b"".join(
                b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, ttl, 4) + socket.inet_aton(a) for a in addresses
            )
            head = query[:2] + struct.pack(">HHHHH", 0x8180, 1, len(addresses), 0, 0)
            self.socket.sendto(head + question + answers, client)


class Sampler(threading.Thread):
    """Asks at the entrance four times a second, as a user of us-east would."""

    def __init__(self):
        super().__init__(daemon=True)
        self.looks = []
        self.done = False

    def run(self):
        while not self.done:
            at = time.time()
            try:
                with urllib.request.urlopen(ENTRANCE, timeout=2) as answer:
                    answer.read()
                self.looks.append((at, True))
            except (OSError, urllib.error.URLError):
                self.looks.append((at, False))
            time.sleep(max(0, 0.25 - (time.time() - at)))


def value(day, finding):
    """What Ballast found, as a number; None when it was not missed or is no number."""
    return next((r.get("value") for r in day["findings"] if r["id"] == finding and r["outcome"] == "missed"), None)


class Planted:
    """No defect: then there is nothing to be found."""

    findings = ()

    def __init__(self, names):
        self.names = names
        self.fault = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def look(self, day):
        if day.get("in_force") and self.fault is None:
            self.fault = time.time()
        self.names.cut_off = bool(day.get("in_force"))

    def truth(self, day, shop):
        """What is true, in words, and whether what was found agrees with it."""
        return "nothing was planted", all(r["outcome"] != "missed" for r in day["findings"])


class SlowFailover(Planted):
    findings = ("failover",)

    def __enter__(self):
        self.sampler = Sampler()
        self.sampler.start()
        return self

    def __exit__(self, *_):
        self.sampler.done = True

    def truth(self, day, shop):
        cut = since(day)
        failed = [at - cut for at, well in self.sampler.looks if not well and at >= cut]
        if not failed:
            return "nobody failed", False
        well = [at - cut for at, well in self.sampler.looks if well and at - cut > failed[-1]]
        until = well[0] if well else failed[-1]
        found = value(day, "failover")
        agrees = found is not None and failed[-1] - WITHIN <= found <= until + WITHIN
        return f"users of us-east failed until {failed[-1]:.1f} s and were served at {until:.1f} s", agrees


class MissingAlert(Planted):
    findings = ("alertRecall",)

    def truth(self, day, shop):
        fired = ALERT in shop.alerts()
        recall = value(day, "alertRecall")
        return f"{ALERT} {'is' if fired else 'is not'} among the alerts of the server", not fired and recall == 0


class Lag(Planted):
    """What sends the writes of us-east to eu-west is stopped just before the cut, and the policy bears the lag."""

    findings = ("rpo",)

    def __init__(self, names):
        super().__init__(names)
        self.stopped = []
        self.east = set()

    def __exit__(self, *_):
        for pid in self.stopped:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                pass

    def look(self, day):
        super().look(day)
        chaos = next(step for step in day["steps"] if step["id"] == "chaos")
        if chaos["status"] in ("pending", "waiting") and not self.stopped and moment(chaos["due"]) - time.time() < 2:
            self.stopped = senders()
            if not self.stopped:
                raise ValueError("nobody sends the writes of us-east: is this the demo with a follower?")
            for pid in self.stopped:
                os.kill(pid, signal.SIGSTOP)
        if self.fault and not self.east:
            self.east = paid(15432)  # Before it is fenced off; nobody reaches it any more.

    def truth(self, day, shop):
        west = paid(15433)
        lost = len(self.east - west)
        agrees = lost > 0 and value(day, "rpo") == lost
        return f"{lost} of {len(self.east)} payments of us-east are not in eu-west", agrees


class Names(Planted):
    findings = ("dns",)

    def truth(self, day, shop):
        if not self.names.last_dead:
            return "us-east was never answered while it was cut off", False
        dead = self.names.last_dead - since(day)
        found = value(day, "dns")
        agrees = found is not None and abs(found - dead) <= WITHIN
        return f"us-east alone was answered until {dead:.1f} s", agrees


class All(Planted):
    """The four at once."""

    findings = ("failover", "alertRecall", "rpo", "dns")

    def __init__(self, names):
        super().__init__(names)
        self.parts = [kind(names) for kind in (SlowFailover, MissingAlert, Lag, Names)]

    def __enter__(self):
        for part in self.parts:
            part.__enter__()
        return self

    def __exit__(self, *_):
        for part in self.parts:
            part.__exit__()

    def look(self, day):
        for part in self.parts:
            part.look(day)

    def truth(self, day, shop):
        truths = [part.truth(day, shop) for part in self.parts]
        return "; ".join(text for text, _ in truths), all(agrees for _, agrees in truths)


def since(day):
    return moment(day["fault"])


def moment(instant):
    text = instant.split(".")
    return time.mktime(time.strptime(text[0].rstrip("Z"), "%Y-%m-%dT%H:%M:%S")) - time.timezone + (
        float("0." + text[1].rstrip("Z")) if len(text) > 1 else 0
    )


def senders():
    """Processes of PostgreSQL in this network that send changes to a follower."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                words = pathlib.Path("/proc", name, "cmdline").read_bytes().decode(errors="replace")
                same = os.readlink(f"/proc/{name}/ns/net") == os.readlink("/proc/self/ns/net")
            except OSError:
                continue
            if same and words.startswith("postgres:") and "walsender" in words:  # The cluster's name stands between.
                found.append(int(name))
    return found


def paid(port):
    """Orders of the day's own writes that a database has as paid."""
    sql = (
        "SELECT p.order_id FROM payments p JOIN orders o ON o.id = p.order_id"
        f" WHERE p.status = 'captured' AND o.quantity = {QUANTITY}"
    )
    answer = subprocess.run(
        ["psql", "-X", "-A", "-t", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "shop", "-c", sql],
        capture_output=True, text=True, timeout=30, check=True,
    )
    return set(answer.stdout.split())


def config_of(root):
    """The folder of resources that the demo's server watches."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                words = pathlib.Path("/proc", name, "cmdline").read_bytes().decode(errors="replace").split("\0")
                same = os.readlink(f"/proc/{name}/ns/net") == os.readlink("/proc/self/ns/net")
            except OSError:
                continue
            if same and "serve" in words and "--config" in words:
                return pathlib.Path(words[words.index("--config") + 1])
    raise ValueError("the demo's server was not found")


def prepare(plant, shop, plan, folder):
    """The plan with its own load and names, and what was planted."""
    names = NameServer(plant in ("dns", "all"))
    names.start()
    text = pathlib.Path(plan).read_text()
    writer = (
        "    - name: ledger-writer\n"
        f'      target: "http://127.0.0.1:7301/checkout?order={{id}}&user=1&product=1&quantity={QUANTITY}"\n'
        "      rate: 4/s\n"
        "      record: acknowledgedWrites\n"
        f'      headers: {{Authorization: "Bearer {token(1)}"}}\n'
        "      look:\n"
        "        store: database\n"
        "        query: \"SELECT order_id::text, approval, server::text FROM payments"
        " WHERE status = 'captured' AND order_id::text = ANY(?)\"\n"
        f"  names:\n"
        f'    - {{name: {NAME}, resolvers: ["127.0.0.1:{names.port}"],'
        f' addresses: {{"{EAST}": us-east, "{WEST}": eu-west}}}}\n'
    )
    # The writer's load is taken from the users', so that the day asks as much of eu-west as the example does.
    text = replaced(text, "rate: 10/s, from: [us-east]", "rate: 6/s, from: [us-east]")
    text = replaced(text, "  blastRadius:", writer + "  blastRadius:")
    if plant in ("missing-alert", "all"):
        text = replaced(text, "alertWithin: 2m,", f"alertWithin: 2m, alerts: [{ALERT}],")
    changed = folder / "plan.yaml"
    changed.write_text(text)
    kinds = {"slow-failover": SlowFailover, "missing-alert": MissingAlert, "lag": Lag, "dns": Names, "all": All}
    planted = kinds.get(plant, Planted)(names)
    changes = {}
    if plant in ("slow-failover", "all"):
        changes |= {"confirm: 5s": "confirm: 40s", "rto: 30s": "rto: 90s"}
    if plant in ("lag", "all"):
        changes |= {"rpo: 5s": "rpo: 120s"}
    if changes:
        policy(shop, changes)
    return changed, planted


def replaced(text, old, new):
    if old not in text:
        raise ValueError(f"the plan has no \"{old}\": what is planted or measured would not be")
    return text.replace(old, new)


def policy(shop, changes):
    """The demo's RegionPolicy with a defect: it confirms a loss for too long, or bears too long a lag."""
    shop.settle()
    before = shop.policy()
    for file in config_of(shop.root).rglob("*.yaml"):
        text = file.read_text()
        if "kind: RegionPolicy" in text:
            for old, new in changes.items():
                text = replaced(text, old, new)
            file.write_text(text)
    bounds = ("rto_seconds", "rpo_seconds")
    shop.until(
        lambda now: any(now[bound] != before[bound] for bound in bounds), "the changed RegionPolicy was not taken"
    )
