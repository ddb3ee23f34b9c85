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
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A mesh through which a service is called, which holds the lease itself: what is done when neither
 * the kernel nor a proxy can, and what only somebody who reads requests can do.
 */
public final class MeshDriver implements FaultDriver {

  private final Effect effect;
  private final HttpCalls calls;

  /**
   * What the mesh does.
   *
   * @param kind as it is asked for
   * @param type in the mesh's words
   * @param parameter what has to be said; empty: nothing
   */
  private record Effect(String kind, String type, String parameter) {}

  private static final List<Effect> EFFECTS =
      List.of(
          new Effect("net.cut", "drop", ""),
          new Effect("net.refuse", "reset", ""),
          new Effect("net.latency", "latency", "delay_ms"),
          new Effect("http.abort", "abort", "status"));

  private MeshDriver(Effect effect, HttpCalls calls) {
    this.effect = effect;
    this.calls = calls;
  }

  /** One for each effect. */
  public static List<FaultDriver> all() {
    HttpCalls calls = new HttpCalls();
    return EFFECTS.stream().<FaultDriver>map(effect -> new MeshDriver(effect, calls)).toList();
  }

  @Override
  public String kind() {
    return effect.kind();
  }

  @Override
  public String name() {
    return "mesh";
  }

  @Override
  public Lease lease() {
    return Lease.PROXY;
  }

  @Override
  public Set<String> parameters() {
    return effect.parameter().isEmpty() ? Set.of("share") : Set.of("share", effect.parameter());
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return target.mesh().isEmpty()
        ? List.of("target " + target.name() + ": has no mesh. Fix: give it one")
        : List.of();
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(probe(order.target()));
    if (!order.parameter("share", "1").matches("1|0\\.[0-9]{1,6}")) {
      against.add("share: %s (expected: 0.0 to 1)".formatted(order.parameter("share", "")));
    }
    String parameter = effect.parameter();
    if (!parameter.isEmpty() && !order.parameter(parameter, "").matches("[0-9]{1,6}")) {
      against.add(
          "%s: %s (expected: a whole number)"
              .formatted(parameter, order.parameter(parameter, "missing")));
    }
    if (against.isEmpty()) {
      try {
        var _ = calls.get(URI.create(order.target().mesh() + "/health"));
      } catch (FaultException e) {
        against.add(String.valueOf(e.getMessage()));
      }
    }
    return against;
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of(
        "%s for a share of %s of the requests to %s, in the mesh"
            .formatted(effect.type(), order.parameter("share", "1"), order.target().service()),
        "it is taken away; the mesh does it by itself");
  }

  @Override
  public List<Undo> arm(Order order) {
    return List.of(new Undo.Delete(address(order).toString()));
  }

  private static URI address(Order order) {
    return URI.create(order.target().mesh() + "/faults/" + id(order));
  }

  private static String id(Order order) {
    return "ballast-" + order.id();
  }

  /** The same once more renews it. */
  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    Map<String, Object> fault = new LinkedHashMap<>();
    fault.put("type", effect.type());
    switch (effect.parameter()) {
      case "delay_ms" ->
          fault.put("delay_seconds", Long.parseLong(order.parameter("delay_ms", "0")) / 1000.0);
      case "status" -> fault.put("status", Integer.parseInt(order.parameter("status", "503")));
      default -> {}
    }
    var _ =
        calls.post(
            URI.create(order.target().mesh() + "/faults"),
            Map.of(
                "id",
                id(order),
                "owner",
                "ballast-faults",
                "service",
                order.target().service(),
                "share",
                Double.parseDouble(order.parameter("share", "1")),
                "lease_seconds",
                order.lease().toMillis() / 1000.0,
                "fault",
                fault));
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      JsonNode fault = calls.get(address(order));
      return Verdict.yes(
          "the mesh says %s is on, %d requests hit so far"
              .formatted(effect.type(), fault.path("hits").asLong(0)));
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) throws FaultException {
    var _ =
        calls.post(
            URI.create(address(order) + "/renew"),
            Map.of("owner", "ballast-faults", "lease_seconds", order.lease().toMillis() / 1000.0));
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    calls.delete(address(order));
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      return calls.exists(address(order))
          ? Verdict.no("the mesh still has it")
          : Verdict.yes("the mesh no longer has it");
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }
}
