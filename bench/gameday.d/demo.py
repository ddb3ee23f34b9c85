# SPDX-License-Identifier: Apache-2.0
"""A demo of its own for one game day, and what may be left of it."""

import json
import os
import pathlib
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

URL = "http://127.0.0.1:7700"
MESHES = ("http://127.0.0.1:7240", "http://127.0.0.1:7260")
UP_WITHIN = 600
ENDS_WITHIN = 900


def get(url, timeout=10):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read().decode()


def after(root):
    """What is left once the demo has ended."""
    left = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            words = pathlib.Path("/proc", name, "cmdline").read_bytes().decode(errors="replace")
            same = os.readlink(f"/proc/{name}/ns/net") == os.readlink("/proc/self/ns/net")
        except OSError:
            continue
        if same and "-Dshop.run=" in words and str(root) in words:
            left.append(f"process {name}")
    try:
        rules = subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True, timeout=10)
        left += ["nft " + line.strip() for line in rules.stdout.splitlines() if "ballast" in line]
    except (OSError, subprocess.TimeoutExpired):
        pass  # Without nftables there are none of its rules.
    return left


class Demo:
    def __init__(self, root, folder):
        self.root = root
        self.folder = folder

    def __enter__(self):
        self.log = open(self.folder / "demo.log", "w")
        self.process = subprocess.Popen(
            [f"{self.root}/ballast", "demo", "--scenario", "game-day"],
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
        )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(120)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()

    def policy(self):
        return json.loads(get(f"{URL}/api/v1/regions/standing"))["policies"][0]

    def alerts(self):
        """The alerts that the server knows of, its own and those of others, as text."""
        return get(f"{URL}/api/v1/alerts")

    def until(self, holds, otherwise):
        """Waits until the policy is so."""
        end = time.time() + 60
        while time.time() < end:
            try:
                if holds(self.policy()):
                    return
            except (OSError, KeyError, IndexError, ValueError):
                pass
            time.sleep(1)
        raise TimeoutError(otherwise)

    def settle(self):
        """Waits until both regions serve and are seen to be well, and their users' promises can be judged."""
        end = time.time() + UP_WITHIN
        while time.time() < end:
            if self.process.poll() is not None:
                raise ValueError(f"the demo ended: {self.folder}/demo.log")
            try:
                policy = self.policy()
                states = [region["state"] for region in policy["regions"]]
                served = states == ["healthy", "healthy"] and all(r["load"] for r in policy["regions"])
                services = json.loads(get(f"{URL}/api/v1/status"))["services"]
                judged = [s["health"] for s in services if s["service"] == "storefront"]
                if served and judged and all(health == "HEALTHY" for health in judged):
                    return
            except (OSError, KeyError, IndexError, ValueError):
                pass
            time.sleep(2)
        raise TimeoutError("the demo did not come up")

    def hold(self, plan, pauses, planted):
        """Holds the day; tells the plant at each look how it stands."""
        command = [f"{self.root}/ballast", "gameday", "run", str(plan), "--detach", "-o", "json"]
        begun = subprocess.run(
            command + ["--in", pauses], capture_output=True, text=True, timeout=300
        )
        if begun.returncode:
            raise ValueError(begun.stderr.strip())
        path = f"{URL}/api/v1/gamedays/" + json.loads(begun.stdout)["id"]
        end = time.time() + ENDS_WITHIN
        while time.time() < end:
            try:
                day = json.loads(get(path))
            except OSError:
                time.sleep(1)
                continue
            planted.look(day)
            if day["phase"] not in ("running", "stopping") and day["findings"]:
                return day
            time.sleep(0.5)
        raise TimeoutError("the game day did not end")

    def report(self, day, form):
        return get(f"{URL}/api/v1/gamedays/{day}/report?format={form}", 30)

    def left(self):
        """What is left in force while everything still runs."""
        left = []
        for mesh in MESHES:
            faults = json.loads(get(mesh + "/faults")).get("faults", [])
            left += [f"fault {fault['id']} in {mesh}" for fault in faults]
        return left
