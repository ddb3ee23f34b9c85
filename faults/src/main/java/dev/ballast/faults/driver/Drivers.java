// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import dev.ballast.model.FaultAgent;
import dev.ballast.model.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All drivers of this host; of those that do the same kind, the first that can is taken. */
public final class Drivers {

  private final List<FaultDriver> all;

  public Drivers(List<FaultDriver> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Who would do it.
   *
   * @param driver empty when nobody can
   * @param problems what stands against it, when nobody can
   * @param notes why those before the driver could not
   */
  public record Choice(Optional<FaultDriver> driver, List<String> problems, List<String> notes) {
    public Choice {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
    }
  }

  public Choice choose(Order order) {
    List<FaultDriver> known = all.stream().filter(d -> d.kind().equals(order.kind())).toList();
    if (known.isEmpty()) {
      List<String> kinds = all.stream().map(FaultDriver::kind).distinct().sorted().toList();
      String near = Nearest.to(order.kind(), kinds).map(k -> ". Write: " + k).orElse("");
      return new Choice(
          Optional.empty(),
          List.of(
              "kind: %s (expected: one of %s)%s"
                  .formatted(order.kind(), String.join(", ", kinds), near)),
          List.of());
    }
    List<String> against = new ArrayList<>();
    for (FaultDriver driver : known) {
      List<String> problems = new ArrayList<>(unknown(driver, order));
      problems.addAll(problems.isEmpty() ? driver.preflight(order) : List.of());
      if (problems.isEmpty()) {
        return new Choice(Optional.of(driver), List.of(), against);
      }
      problems.forEach(p -> against.add(known.size() == 1 ? p : driver.name() + ": " + p));
    }
    return new Choice(Optional.empty(), against, List.of());
  }

  private static List<String> unknown(FaultDriver driver, Order order) {
    List<String> known = driver.parameters().stream().sorted().toList();
    return order.parameters().keySet().stream()
        .filter(name -> !known.contains(name))
        .map(
            name ->
                known.isEmpty()
                    ? "parameter %s: not known (expected: none)".formatted(name)
                    : "parameter %s: not known (expected: %s)%s"
                        .formatted(
                            name,
                            String.join(", ", known),
                            Nearest.to(name, known).map(n -> ". Write: " + n).orElse("")))
        .toList();
  }

  public Optional<FaultDriver> named(String kind, String name) {
    return all.stream().filter(d -> d.kind().equals(kind) && d.name().equals(name)).findFirst();
  }

  /** What can be done to a target by kind: the driver, or why not. */
  public Map<String, Ability> abilities(FaultAgent.Target target) {
    Map<String, Ability> found = new TreeMap<>();
    for (FaultDriver driver : all) {
      List<String> against = driver.probe(target);
      Ability ability =
          new Ability(driver.name(), driver.lease().word(), String.join("; ", against));
      found.merge(driver.kind(), ability, (a, b) -> a.unable().isEmpty() ? a : a.or(b));
    }
    return found;
  }

  /**
   * Whether a kind of fault can be done.
   *
   * @param unable why not; empty when it can
   */
  public record Ability(String driver, String lease, String unable) {
    Ability or(Ability other) {
      return other.unable().isEmpty()
          ? other
          : new Ability(driver, lease, unable + "; " + other.driver() + ": " + other.unable());
    }
  }
}
