// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as /proc shows it. Its number and its start together are its identity, since numbers
 * are used again.
 *
 * @param state such as {@code S}, {@code T} for stopped, {@code Z} for dead but not buried
 * @param started ticks since boot
 */
public record Proc(long pid, long parent, char state, long started, String name) {

  private static final Path ROOT = Path.of("/proc");
  private static final int PARENT = 1;
  private static final int STARTED = 19;

  public static Optional<Proc> of(long pid) {
    try {
      return Optional.of(parse(pid, Files.readString(ROOT.resolve(pid + "/stat"))));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // It ended while it was read.
    }
  }

  /** The name may hold spaces and parentheses; the last one ends it. */
  static Proc parse(long pid, String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    String[] rest = stat.substring(close + 2).strip().split(" ");
    return new Proc(
        pid,
        Long.parseLong(rest[PARENT]),
        rest[0].charAt(0),
        Long.parseLong(rest[STARTED]),
        stat.substring(open + 1, close));
  }

  /** The process that had this number and start, and all below it; nothing when it is gone. */
  public static List<Proc> tree(long pid, long started, boolean withChildren) {
    Optional<Proc> root = of(pid).filter(p -> p.started() == started && p.isAlive());
    if (root.isEmpty() || !withChildren) {
      return root.stream().toList();
    }
    List<Proc> found = new ArrayList<>(root.stream().toList());
    List<Proc> all = all();
    for (int i = 0; i < found.size(); i++) {
      long parent = found.get(i).pid();
      all.stream().filter(p -> p.parent() == parent && p.isAlive()).forEach(found::add);
    }
    return found;
  }

  private static List<Proc> all() {
    List<Proc> all = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path entry : entries) {
        of(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException e) {
      return all;
    }
    return all;
  }

  /** Still the same process, as it is now. */
  public Optional<Proc> now() {
    return of(pid).filter(p -> p.started() == started && p.isAlive());
  }

  public boolean isAlive() {
    return state != 'Z' && state != 'X';
  }

  public boolean isStopped() {
    return state == 'T' || state == 't';
  }

  /** Sends a signal when it is still the same process; whether it was. */
  public boolean signal(int signal) {
    return now().isPresent() && Signals.send(pid, signal);
  }

  /** It and everything above it. */
  public static List<Long> ancestry(long pid) {
    List<Long> line = new ArrayList<>();
    for (Optional<Proc> p = of(pid); p.isPresent() && p.get().pid() > 0; p = of(p.get().parent())) {
      line.add(p.get().pid());
    }
    return line;
  }
}
