// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.cgroup;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Proc;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A limit of a target's control group, for as long as the lease; then what was there before. */
public final class CgroupDriver implements FaultDriver {

  private final Limit limit;
  private final Subject subject;
  private final Undoer undoer;

  private CgroupDriver(Limit limit, Subject subject, Undoer undoer) {
    this.limit = limit;
    this.subject = subject;
    this.undoer = undoer;
  }

  /** One for each limit. */
  public static List<FaultDriver> all(Subject subject, Undoer undoer) {
    return Arrays.stream(Limit.values())
        .<FaultDriver>map(limit -> new CgroupDriver(limit, subject, undoer))
        .toList();
  }

  @Override
  public String kind() {
    return limit.kind();
  }

  @Override
  public String name() {
    return "cgroup";
  }

  @Override
  public Lease lease() {
    return Lease.WATCHDOG;
  }

  @Override
  public Set<String> parameters() {
    return limit.parameter().isEmpty() ? Set.of() : Set.of(limit.parameter());
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    try {
      Path file = file(target);
      return Files.isWritable(file)
          ? List.of()
          : List.of(file + ": may not be written. Fix: run the agent as root");
    } catch (FaultException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>();
    if (!limit.parameter().isEmpty()) {
      String asked = order.parameter(limit.parameter(), "");
      String problem =
          asked.isEmpty()
              ? limit.parameter() + ": missing (expected: a number)"
              : limit.problem(asked);
      if (!problem.isEmpty()) {
        against.add(problem);
      }
    }
    against.addAll(probe(order.target()));
    try {
      Path procs = Path.of(order.target().cgroup(), "cgroup.procs");
      against.addAll(Files.exists(procs) ? subject.objections(members(procs)) : List.of());
    } catch (FaultException e) {
      against.add(String.valueOf(e.getMessage()));
    }
    return against;
  }

  private static List<Proc> members(Path procs) throws FaultException {
    try {
      return Files.readAllLines(procs).stream()
          .filter(line -> !line.isBlank())
          .flatMap(line -> Proc.of(Long.parseLong(line.strip())).stream())
          .toList();
    } catch (IOException e) {
      throw new FaultException(procs + ": cannot be read", e);
    }
  }

  private Path file(FaultAgent.Target target) throws FaultException {
    String group = target.cgroup();
    if (group.isEmpty()) {
      throw new FaultException(
          "target " + target.name() + ": has no control group. Fix: give it a cgroup");
    }
    if (!Files.exists(Path.of(group, "cgroup.procs"))) {
      throw new FaultException(group + ": is no control group (expected: its folder)");
    }
    Optional<Path> found =
        limit.files().stream().map(name -> Path.of(group, name)).filter(Files::exists).findFirst();
    return found.orElseThrow(
        () ->
            new FaultException(
                "%s: has none of %s (expected: the controller is on for this group)"
                    .formatted(group, limit.files())));
  }

  @Override
  public Plan plan(Order order) {
    try {
      Path file = file(order.target());
      return Plan.of(
          "write " + value(order, file) + " to " + file,
          "write " + Files.readString(file).strip() + " to it again");
    } catch (FaultException | IOException | NumberFormatException e) {
      return Plan.of("write a limit to " + order.target().cgroup(), "write what was there");
    }
  }

  private String value(Order order, Path file) {
    return limit.value(file.getFileName().toString(), order.parameter(limit.parameter(), ""));
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    Path file = file(order.target());
    try {
      return List.of(new Undo.Restore(file.toString(), Files.readString(file).strip()));
    } catch (IOException e) {
      throw new FaultException(file + ": cannot be read", e);
    }
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    Path file = Path.of(only(undo).file());
    try {
      Files.writeString(file, value(order, file));
    } catch (IOException e) {
      throw new FaultException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    Path file = Path.of(only(undo).file());
    return compare(file, value(order, file));
  }

  private Verdict compare(Path file, String wanted) {
    try {
      String now = Files.readString(file).strip();
      return limit.same(file.getFileName().toString(), wanted, now)
          ? Verdict.yes(file + " says " + now)
          : Verdict.no(file + " says " + now + ", not " + wanted);
    } catch (IOException e) {
      return Verdict.gone(file + " is no longer there");
    }
  }

  @Override
  public void renew(Order order) {
    // The watchdog holds the lease.
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    List<String> problems = undoer.undo(undo);
    if (!problems.isEmpty()) {
      throw new FaultException(String.join("; ", problems));
    }
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    return compare(Path.of(only(undo).file()), only(undo).content());
  }

  private static Undo.Restore only(List<Undo> undo) {
    return (Undo.Restore) undo.getFirst();
  }
}
