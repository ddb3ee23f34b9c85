// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Targets on the host itself: processes, control groups, commands. */
final class HostParts {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  private HostParts() {}

  /** A process that does nothing, with a pid file; its number. */
  private static long sleeper(Lane lane, Path pidFile) throws IOException {
    Process process = new ProcessBuilder("/bin/sleep", "100000").start();
    lane.closing(() -> process.destroyForcibly().waitFor());
    Files.writeString(pidFile, process.pid() + "\n");
    return process.pid();
  }

  static void stop(Lane lane) throws IOException {
    Path file = lane.folder().resolve("stop.pid");
    long pid = sleeper(lane, file);
    String target = lane.target("stop", "pidFile: " + file);
    lane.subject(
        new Subject(
            "process.stop", "signal", "watchdog", target, Map.of(), () -> state(pid) == 'T'));
  }

  /** {@code T} for stopped, {@code Z} for dead but not buried, {@code X} when it is not there. */
  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 'X';
    }
  }

  static void kill(Lane lane) throws IOException {
    Path file = lane.folder().resolve("kill.pid");
    var _ = sleeper(lane, file);
    Path again =
        Files.writeString(
            lane.folder().resolve("again.sh"),
            "sleep 100000 >/dev/null 2>&1 </dev/null & echo $! > " + file + "\n");
    lane.closing(() -> ProcessHandle.of(pid(file)).ifPresent(ProcessHandle::destroyForcibly));
    String target =
        lane.target("kill", "pidFile: %s\nrestart: [/bin/sh, %s]".formatted(file, again));
    lane.subject(
        new Subject(
            "process.kill",
            "signal",
            "watchdog",
            target,
            Map.of(),
            () -> "XZ".indexOf(state(pid(file))) >= 0));
  }

  /** 0 while the file is being written. */
  private static long pid(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  static void script(Lane lane) {
    Path flag = lane.folder().resolve("flag");
    String target =
        lane.target(
            "script",
            """
            scripts:
              - name: flag
                apply: [/usr/bin/touch, %1$s]
                verify: [/usr/bin/test, -e, %1$s]
                heal: [/bin/rm, -f, %1$s]
            """
                .formatted(flag));
    lane.subject(
        new Subject(
            "script.run",
            "command",
            "watchdog",
            target,
            Map.of("script", "flag"),
            () -> Files.exists(flag)));
  }

  static void groups(Lane lane) throws IOException {
    group(lane, "cpu", "cgroup.cpu", Map.of("percent", "50"), "cpu.cfs_quota_us", "cpu.max");
    group(
        lane,
        "memory",
        "cgroup.memory",
        Map.of("bytes", "67108864"),
        "memory.limit_in_bytes",
        "memory.high");
    group(lane, "pids", "cgroup.pids", Map.of("count", "10"), "pids.max", "pids.max");
    group(lane, "freezer", "cgroup.freeze", Map.of(), "freezer.state", "cgroup.freeze");
  }

  /** A group with one process: version 1 where there is such a controller, else version 2. */
  private static void group(
      Lane lane,
      String controller,
      String kind,
      Map<String, String> parameters,
      String one,
      String two)
      throws IOException {
    Path root = GROUPS.resolve(controller);
    Path parent = Files.isDirectory(root) ? root : GROUPS;
    String name = "ballast-bench-%d-%d".formatted(ProcessHandle.current().pid(), lane.number());
    Path group = parent.resolve(parent.equals(root) ? name : name + "-" + controller);
    try {
      Files.createDirectory(group);
      lane.closing(() -> Files.deleteIfExists(group));
      long pid = sleeper(lane, lane.folder().resolve(controller + ".pid"));
      Files.writeString(
          group.resolve("cgroup.procs"), String.valueOf(pid), StandardOpenOption.WRITE);
    } catch (IOException e) {
      System.out.printf("%s is left out: no such control group here: %s%n", kind, e.getMessage());
      return;
    }
    Path file =
        List.of(one, two).stream()
            .map(group::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IOException(group + ": has neither " + one + " nor " + two));
    String healthy = Files.readString(file).strip();
    String target = lane.target(controller, "cgroup: " + group);
    lane.subject(
        new Subject(
            kind,
            "cgroup",
            "watchdog",
            target,
            parameters,
            () -> !Files.readString(file).strip().equals(healthy)));
  }
}
