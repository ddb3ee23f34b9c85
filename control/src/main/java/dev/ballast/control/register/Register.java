// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.register;

import dev.ballast.control.topology.Topology;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every thing that can fail by every way in which it can: what the ledger knows of each. It is made
 * of events alone, so whoever injects faults and says so is in it.
 *
 * @param others faults that were injected at something or in a way that has no row, by their text
 */
public record Register(List<Row> rows, List<String> others) {

  /** How the last try ended. */
  public enum Result {
    NEVER,
    /** Injected, and no run that had it has ended since. */
    OPEN,
    PASSED,
    FAILED,
    ABORTED
  }

  /**
   * One way in which one thing can fail.
   *
   * @param last when it was tried last; null: never
   * @param run that tried it last; empty: none, or an unnamed one
   * @param times how often it was tried
   */
  public record Row(
      Subject subject,
      FaultKind kind,
      Result result,
      @Nullable Instant last,
      String run,
      int times) {}

  public Register {
    rows = List.copyOf(rows);
    others = List.copyOf(others);
  }

  /** How many rows were tried at least once. */
  public long tested() {
    return rows.stream().filter(row -> row.times() > 0).count();
  }

  /**
   * Joins what there is with what was done.
   *
   * @param regions as they are known
   * @param events {@code fault.injected} and {@code gameday.finished} or {@code chaos.finished},
   *     the oldest first, with the attributes kind, service, region, source and run of the first,
   *     run and verdict of the others
   */
  public static Register of(
      Topology topology,
      Collection<String> services,
      Collection<String> regions,
      List<Event> events) {
    TreeSet<Subject> subjects = new TreeSet<>();
    regions.forEach(region -> subjects.add(new Subject.OfRegion(region)));
    services.forEach(service -> subjects.add(new Subject.OfService(service)));
    topology.edges().stream()
        .filter(edge -> !edge.isOfUsers())
        .filter(edge -> !edge.client().service().equals(edge.server().service()))
        .forEach(
            edge ->
                subjects.add(
                    new Subject.OfEdge(
                        edge.client().service().value(), edge.server().service().value())));
    Map<Cell, Tried> tried = new HashMap<>();
    TreeSet<String> others = new TreeSet<>();
    for (Event event : events) {
      if (event.name().equals("fault.injected")) {
        Optional<Cell> cell = cell(event).filter(c -> subjects.contains(c.subject()));
        cell.ifPresentOrElse(
            c -> tried.merge(c, Tried.by(event), Tried::then), () -> others.add(text(event)));
      } else if (event.name().endsWith(".finished")) {
        String run = event.attributes().getOrDefault("run", "");
        tried.replaceAll((_, one) -> one.run().equals(run) ? one.ended(verdict(event)) : one);
      }
    }
    return new Register(
        subjects.stream()
            .flatMap(s -> s.kinds().stream().map(kind -> row(new Cell(s, kind), tried)))
            .toList(),
        List.copyOf(others));
  }

  private record Cell(Subject subject, FaultKind kind) {}

  private record Tried(Instant at, String run, Result result, int times) {
    static Tried by(Event event) {
      return new Tried(event.at(), event.attributes().getOrDefault("run", ""), Result.OPEN, 1);
    }

    Tried then(Tried next) {
      return new Tried(next.at, next.run, next.result, times + next.times);
    }

    Tried ended(Result how) {
      return run.isEmpty() ? this : new Tried(at, run, how, times);
    }
  }

  private static Row row(Cell cell, Map<Cell, Tried> tried) {
    Tried one = tried.get(cell);
    return one == null
        ? new Row(cell.subject(), cell.kind(), Result.NEVER, null, "", 0)
        : new Row(cell.subject(), cell.kind(), one.result(), one.at(), one.run(), one.times());
  }

  private static Optional<Cell> cell(Event event) {
    Map<String, String> known = event.attributes();
    String service = known.getOrDefault("service", "");
    String source = known.getOrDefault("source", "");
    return FaultKind.of(known.getOrDefault("kind", ""))
        .map(
            kind -> {
              if (kind == FaultKind.REGION_ISOLATION) {
                return new Cell(new Subject.OfRegion(known.getOrDefault("region", "")), kind);
              }
              return new Cell(
                  source.isEmpty()
                      ? new Subject.OfService(service)
                      : new Subject.OfEdge(source, service),
                  kind);
            });
  }

  private static String text(Event event) {
    String kind = Objects.requireNonNullElse(event.attributes().get("kind"), "unknown fault");
    return kind + " at " + event.subject();
  }

  private static Result verdict(Event event) {
    return switch (event.attributes().getOrDefault("verdict", "")) {
      case "passed" -> Result.PASSED;
      case "aborted" -> Result.ABORTED;
      default -> Result.FAILED;
    };
  }
}
