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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A target's port in one of the kernel's sets: its packets are dropped, refused, or lost by dice.
 */
public final class NftDriver implements FaultDriver {

  private final Effect effect;
  private final Nft nft;

  /** What becomes of the packets. */
  private enum Effect {
    CUT("net.cut"),
    REFUSE("net.refuse"),
    LOSS("net.loss");

    private final String kind;

    Effect(String kind) {
      this.kind = kind;
    }
  }

  private NftDriver(Effect effect, Nft nft) {
    this.effect = effect;
    this.nft = nft;
  }

  /** One for each thing that can become of packets. */
  public static List<FaultDriver> all(Nft nft) {
    return Arrays.stream(Effect.values())
        .<FaultDriver>map(effect -> new NftDriver(effect, nft))
        .toList();
  }

  @Override
  public String kind() {
    return effect.kind;
  }

  @Override
  public String name() {
    return "nft";
  }

  @Override
  public Lease lease() {
    return Lease.KERNEL;
  }

  @Override
  public Set<String> parameters() {
    return effect == Effect.LOSS ? Set.of("open", "percent") : Set.of("open");
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return nft.against(target);
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(probe(order.target()));
    int port = order.target().port();
    if (against.isEmpty() && !Door.isOpen(port)) {
      against.add("nobody listens on port %d of this host".formatted(port));
    }
    if (effect == Effect.LOSS && percent(order) < 0) {
      against.add(
          "percent: %s (expected: a whole number 1..99)"
              .formatted(order.parameter("percent", "missing")));
    }
    against.addAll(Flows.against(order));
    return against;
  }

  private static int percent(Order order) {
    String asked = order.parameter("percent", "");
    return asked.matches("[1-9][0-9]?") ? Integer.parseInt(asked) : -1;
  }

  @Override
  public Plan plan(Order order) {
    int port = order.target().port();
    List<String> does = new ArrayList<>();
    does.add(
        switch (effect) {
          case CUT -> "packets from and to port " + port + " are dropped by the kernel";
          case REFUSE -> "packets to port " + port + " are answered with a reset";
          case LOSS -> percent(order) + " % of the packets of port " + port + " are dropped";
        });
    if (Flows.kills(order)) {
      does.add(Flows.PLAN);
    }
    return new Plan(
        does, List.of("the port is taken out of the set; the kernel does it by itself"));
  }

  /** Nothing: the kernel heals. */
  @Override
  public List<Undo> arm(Order order) {
    return List.of();
  }

  private String set(Order order) throws FaultException {
    return switch (effect) {
      case CUT -> "cut";
      case REFUSE -> "refuse";
      case LOSS -> nft.lossSet(percent(order));
    };
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    int port = order.target().port();
    String set = set(order);
    if (!nft.has(set, port)) {
      nft.put(set, port, order.lease());
    }
    if (Flows.kills(order)) {
      Flows.kill(port);
    }
  }

  /** By trying, where one try can tell; of dice only the kernel's word. */
  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    int port = order.target().port();
    try {
      if (!nft.has(set(order), port)) {
        return Verdict.no("port " + port + " is not in the kernel's set");
      }
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
    if (effect == Effect.LOSS) {
      return Verdict.yes("the kernel's rule for port %d is in force".formatted(port));
    }
    return Door.isShut(port)
        ? Verdict.yes("the rule is in force and port %d cannot be connected to".formatted(port))
        : Verdict.no("port " + port + " can still be connected to");
  }

  @Override
  public void renew(Order order) throws FaultException {
    nft.move(set(order), order.target().port(), order.lease());
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    nft.remove(set(order), order.target().port());
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    int port = order.target().port();
    try {
      if (nft.has(set(order), port)) {
        return Verdict.no("port " + port + " is still in the kernel's set");
      }
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
    return Door.isOpen(port)
        ? Verdict.yes("the rule is gone and port %d can be connected to".formatted(port))
        : Verdict.gone("the rule is gone, but nobody listens on port %d".formatted(port));
  }
}
