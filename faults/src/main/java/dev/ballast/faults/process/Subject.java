// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.process;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Proc;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The process of a target, found by its pid file, and whether it may be touched. */
public final class Subject {

  private static final int LONGEST_FILE = 4096;

  private final Set<Long> untouchable;

  /**
   * @param own processes that must live, beside this one and all above it: the watchdog
   */
  public Subject(Set<Long> own) {
    Set<Long> all = new HashSet<>(own);
    all.addAll(Proc.ancestry(ProcessHandle.current().pid()));
    all.add(1L);
    this.untouchable = Set.copyOf(all);
  }

  /**
   * The target's process.
   *
   * @throws FaultException when there is none, or it must not be touched
   */
  public Proc of(Order order) throws FaultException {
    String file = order.target().pidFile();
    String where = "target " + order.target().name();
    List<String> against = probe(order.target());
    if (!against.isEmpty()) {
      throw new FaultException(against.getFirst());
    }
    long pid = read(where, Path.of(file));
    Optional<Proc> found = Proc.of(pid).filter(Proc::isAlive);
    if (found.isEmpty()) {
      throw new FaultException(
          "%s: process %d of %s is not running (expected: a live process)"
              .formatted(where, pid, file));
    }
    return found.get();
  }

  private static long read(String where, Path file) throws FaultException {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new FaultException(where + ": " + file + " is too long to be a pid file");
      }
      return Long.parseLong(
          Files.readString(file).lines().findFirst().map(String::strip).orElse(""));
    } catch (IOException e) {
      throw new FaultException(where + ": cannot read " + file, e);
    } catch (NumberFormatException e) {
      throw new FaultException(
          where + ": the first line of " + file + " is no number (expected: a process's)", e);
    }
  }

  /** Why a target has no process to look for; empty when it has. */
  public static List<String> probe(FaultAgent.Target target) {
    return target.pidFile().isEmpty()
        ? List.of("target " + target.name() + ": has no process. Fix: give it a pidFile")
        : List.of();
  }

  /** Why these must not be touched; empty when they may. */
  public List<String> objections(List<Proc> processes) {
    return processes.stream()
        .filter(p -> untouchable.contains(p.pid()))
        .map(
            p ->
                "process %d (%s) is part of what runs the faults (expected: another process)"
                    .formatted(p.pid(), p.name()))
        .toList();
  }
}
