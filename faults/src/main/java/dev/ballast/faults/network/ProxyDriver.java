// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A proxy in the path to a target, which holds the lease itself: for hosts without rules of the
 * kernel, and for what these cannot do. It speaks Toxiproxy's API to a Ballast mesh; the original
 * knows no leases, which is seen and refused.
 */
public final class ProxyDriver implements FaultDriver {

  private final Effect effect;
  private final ProxyApi api;

  /**
   * What the proxy does.
   *
   * @param kind as it is asked for
   * @param toxic its name in Toxiproxy's words
   * @param parameter what has to be said, such as how many milliseconds; empty: nothing
   * @param attribute the same in Toxiproxy's words
   */
  private record Effect(String kind, String toxic, String parameter, String attribute) {}

  private static final List<Effect> EFFECTS =
      List.of(
          new Effect("net.cut", "timeout", "", "timeout"),
          new Effect("net.refuse", "reset_peer", "", "timeout"),
          new Effect("net.latency", "latency", "delay_ms", "latency"),
          new Effect("net.bandwidth", "bandwidth", "kb_per_second", "rate"));

  private ProxyDriver(Effect effect, ProxyApi api) {
    this.effect = effect;
    this.api = api;
  }

  /** One for each effect. */
  public static List<FaultDriver> all() {
    ProxyApi api = new ProxyApi();
    return EFFECTS.stream().<FaultDriver>map(effect -> new ProxyDriver(effect, api)).toList();
  }

  @Override
  public String kind() {
    return effect.kind();
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public Lease lease() {
    return Lease.PROXY;
  }

  @Override
  public Set<String> parameters() {
    return effect.parameter().isEmpty() ? Set.of() : Set.of(effect.parameter());
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return target.proxy().exists()
        ? List.of()
        : List.of("target " + target.name() + ": has no proxy. Fix: give it one");
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(probe(order.target()));
    if (!against.isEmpty()) {
      return against;
    }
    if (!effect.parameter().isEmpty()
        && !order.parameter(effect.parameter(), "").matches("[0-9]{1,8}")) {
      against.add(
          "%s: %s (expected: a whole number)"
              .formatted(effect.parameter(), order.parameter(effect.parameter(), "missing")));
    }
    try {
      JsonNode proxy = api.get(order, "");
      if (!proxy.path("enabled").asBoolean(false)) {
        against.add("proxy " + order.target().proxy().name() + " is switched off");
      }
    } catch (FaultException e) {
      against.add(String.valueOf(e.getMessage()));
    }
    return against;
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of(
        "%s %son the proxy %s"
            .formatted(
                effect.toxic(),
                effect.parameter().isEmpty()
                    ? ""
                    : effect.parameter() + "=" + order.parameter(effect.parameter(), "?") + " ",
                order.target().proxy().name()),
        "it is taken away; the proxy does it by itself");
  }

  @Override
  public List<Undo> arm(Order order) {
    return names(order).stream()
        .<Undo>map(name -> new Undo.Delete(api.address(order, "/toxics/" + name).toString()))
        .toList();
  }

  /** Both ways for what is to be cut; for the rest the answers are enough. */
  private List<String> names(Order order) {
    String base = "ballast-" + order.id();
    return effect.toxic().equals("timeout") ? List.of(base + "-up", base) : List.of(base);
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    List<String> there = toxics(order);
    for (String name : names(order)) {
      if (there.contains(name)) {
        continue;
      }
      JsonNode made =
          api.post(
              order,
              "/toxics",
              Map.of(
                  "name",
                  name,
                  "type",
                  effect.toxic(),
                  "stream",
                  name.endsWith("-up") ? "upstream" : "downstream",
                  "toxicity",
                  1,
                  "lease_seconds",
                  seconds(order.lease()),
                  "attributes",
                  Map.of(effect.attribute(), value(order))));
      if (!made.has("lease_seconds")) {
        api.delete(order, "/toxics/" + name);
        throw new FaultException(
            "the proxy at "
                + order.target().proxy().api()
                + " knows no leases (expected: a Ballast mesh, ballast mesh --toxiproxy)");
      }
    }
  }

  private long value(Order order) {
    return effect.parameter().isEmpty()
        ? 0
        : Long.parseLong(order.parameter(effect.parameter(), "0"));
  }

  private static double seconds(Duration lease) {
    return lease.toMillis() / 1000.0;
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      List<String> there = toxics(order);
      return there.containsAll(names(order))
          ? Verdict.yes("the proxy says %s is on".formatted(effect.toxic()))
          : Verdict.no("the proxy does not have " + names(order));
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  private List<String> toxics(Order order) throws FaultException {
    List<String> names = new ArrayList<>();
    api.get(order, "").path("toxics").forEach(t -> names.add(t.path("name").asString("")));
    return names;
  }

  @Override
  public void renew(Order order) throws FaultException {
    for (String name : names(order)) {
      var _ = api.post(order, "/toxics/" + name, Map.of("lease_seconds", seconds(order.lease())));
    }
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    for (String name : names(order)) {
      api.delete(order, "/toxics/" + name);
    }
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      List<String> there = toxics(order);
      return names(order).stream().noneMatch(there::contains)
          ? Verdict.yes("the proxy no longer has it")
          : Verdict.no("the proxy still has " + names(order));
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }
}
