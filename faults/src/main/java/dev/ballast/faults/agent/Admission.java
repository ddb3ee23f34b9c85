// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.Drivers;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.yaml.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether something may be done on this host at all, whoever asks. */
final class Admission {

  private static final int MOST_OPEN = 64;
  private static final String OPT_IN = "ballast.dev/faults";

  private final FaultAgent agent;
  private final Drivers drivers;
  private final Brake brake;
  private final Supplier<Collection<Fault>> all;
  private final BooleanSupplier watched;

  Admission(
      FaultAgent agent,
      Drivers drivers,
      Brake brake,
      Supplier<Collection<Fault>> all,
      BooleanSupplier watched) {
    this.agent = agent;
    this.drivers = drivers;
    this.brake = brake;
    this.all = all;
    this.watched = watched;
  }

  /** What is asked for. */
  record Wish(
      String id,
      String owner,
      String reason,
      String kind,
      String target,
      Map<String, String> parameters,
      Duration lease) {
    public Wish {
      parameters = Map.copyOf(parameters);
    }
  }

  /** What would be done. */
  record Planned(
      String driver, String lease, Plan plan, List<String> problems, List<String> notes) {}

  Planned plan(Wish wish) throws RefusedException {
    Order order = order(wish);
    Drivers.Choice choice = drivers.choose(order);
    List<String> problems = new ArrayList<>(choice.problems());
    problems.addAll(against(order));
    return choice
        .driver()
        .map(
            d -> {
              problems.addAll(unwatched(d));
              return new Planned(
                  d.name(), d.lease().word(), d.plan(order), problems, choice.notes());
            })
        .orElseGet(
            () -> new Planned("", "", new Plan(List.of(), List.of()), problems, choice.notes()));
  }

  Order order(Wish wish) throws RefusedException {
    FaultAgent.Target target =
        agent
            .target(wish.target())
            .orElseThrow(
                () -> {
                  List<String> known =
                      agent.targets().stream().map(FaultAgent.Target::name).toList();
                  return new RefusedException(
                      404,
                      "target: %s (expected: one of %s)%s"
                          .formatted(
                              wish.target(),
                              String.join(", ", known),
                              Nearest.to(wish.target(), known)
                                  .map(near -> ". Write: " + near)
                                  .orElse("")));
                });
    return new Order(wish.id(), wish.kind(), target, wish.parameters(), wish.lease());
  }

  /** What stands against it, whoever would do it. */
  List<String> against(Order order) {
    List<String> found = new ArrayList<>();
    if (!brake.pulled().isEmpty()) {
      found.add(brake.pulled());
    }
    if (!"allowed".equals(order.target().labels().get(OPT_IN))) {
      found.add(
          "target %s: nobody allowed faults on it. Fix: label it %s: allowed"
              .formatted(order.target().name(), OPT_IN));
    }
    List<Fault> open = all.get().stream().filter(Fault::isOpen).toList();
    if (open.size() >= MOST_OPEN) {
      found.add("%d faults are on (expected: fewer than that)".formatted(open.size()));
    }
    open.stream()
        .filter(f -> f.order.target().name().equals(order.target().name()))
        .filter(f -> f.order.kind().equals(order.kind()) && !f.order.id().equals(order.id()))
        .findFirst()
        .ifPresent(
            f ->
                found.add(
                    "target %s: has %s already, by %s"
                        .formatted(order.target().name(), order.kind(), f.order.id())));
    return found;
  }

  List<String> unwatched(FaultDriver driver) {
    return driver.lease() == Lease.WATCHDOG && !watched.getAsBoolean()
        ? List.of("the watchdog does not run, so that nothing would end this if the agent died")
        : List.of();
  }
}
