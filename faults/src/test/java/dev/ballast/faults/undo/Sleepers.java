// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Processes that do nothing, each with a child that does nothing, for as long as a test. */
public final class Sleepers implements AutoCloseable {

  private final List<Process> started = new ArrayList<>();
  private final Path folder;

  public Sleepers(Path folder) {
    this.folder = folder;
  }

  /** A target with a process and its child. */
  public FaultAgent.Target start(String name) throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", "sleep 60 & echo up; wait").start();
    started.add(process);
    var _ = process.inputReader().readLine();
    Path pid = folder.resolve(name + ".pid");
    Files.writeString(pid, process.pid() + "\n");
    return new FaultAgent.Target(
        name,
        "payments",
        Map.of("ballast.dev/faults", "allowed"),
        pid.toString(),
        List.of(),
        "",
        0,
        FaultAgent.Proxy.NONE,
        "",
        FaultAgent.Database.NONE,
        List.of());
  }

  /** The states of a target's processes, such as {@code TT} when both are stopped. */
  public static String states(FaultAgent.Target target) throws IOException {
    long pid = Long.parseLong(Files.readString(Path.of(target.pidFile())).strip());
    StringBuilder states = new StringBuilder();
    Proc.of(pid)
        .ifPresent(
            p -> Proc.tree(pid, p.started(), true).forEach(one -> states.append(one.state())));
    return states.toString();
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
