// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.path.Paths;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Packets of a port late, lost, doubled, damaged or in another order: led into a device of ours for
 * as long as the lease, and on from there. What netem does, on any kernel, with an end.
 */
public final class NetemDriver implements FaultDriver {

  private static final Path TUN = Path.of("/dev/net/tun");

  private final Nft nft;
  private final NftPackets packets;
  private final Paths paths;

  public NetemDriver(Nft nft, Paths paths) {
    this.nft = nft;
    this.packets = new NftPackets(nft);
    this.paths = paths;
  }

  @Override
  public String kind() {
    return "net.netem";
  }

  @Override
  public String name() {
    return "tun";
  }

  @Override
  public Lease lease() {
    return Lease.KERNEL;
  }

  @Override
  public Set<String> parameters() {
    return PacketWish.parameters();
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    List<String> against = new ArrayList<>(nft.against(target));
    if (!Files.isReadable(TUN) || !Files.isWritable(TUN)) {
      against.add(TUN + ": not there, or not for us. Fix: load the module tun, run as root");
    }
    if (!PolicyRule.isPossible()) {
      against.add("ip is not installed. Fix: install iproute2");
    }
    return against;
  }

  @Override
  public List<String> preflight(Order order) {
    PacketWish wish = new PacketWish(order);
    List<String> against = new ArrayList<>(probe(order.target()));
    against.addAll(wish.against());
    int port = order.target().port();
    if (against.isEmpty() && wish.protocols().stream().noneMatch(p -> Listeners.hears(p, port))) {
      against.add(
          "nobody hears at port %d by %s over IPv4 (IPv6 passes undisturbed)"
              .formatted(port, String.join(" or ", wish.protocols())));
    }
    if (against.isEmpty()) {
      try {
        if (!packets.present(wish.flows()).isEmpty()) {
          against.add("port %d: another fault has its packets".formatted(port));
        }
      } catch (FaultException e) {
        against.add(String.valueOf(e.getMessage()));
      }
    }
    return against;
  }

  @Override
  public Plan plan(Order order) {
    PacketWish wish = new PacketWish(order);
    PolicyRule rule = PolicyRule.of(order.id());
    return new Plan(
        List.of(
            wish.who() + ": " + String.join(", ", wish.does()),
            "in user space, by the device %s (the kernel's netem, where there is one, has no end of its own)"
                .formatted(rule.device())),
        List.of(
            "the kernel forgets which packets, by itself; the device and its route go with our process",
            "the rule of the routing, which does nothing without the device, is taken away"));
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    paths.prepare("packets");
    return List.of(PolicyRule.of(order.id()).undo());
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    PacketWish wish = new PacketWish(order);
    PolicyRule rule = PolicyRule.of(order.id());
    Map<String, String> settings = new HashMap<>(order.parameters());
    settings.put("device", rule.device());
    settings.put("table", String.valueOf(rule.table()));
    settings.put("mark", String.valueOf(PolicyRule.ON));
    Map<String, String> facts = paths.open(order.id(), "packets", settings, order.lease());
    rule.add();
    List<NftPackets.Flow> missing = new ArrayList<>(all(wish, facts));
    missing.removeAll(packets.present(missing));
    if (!missing.isEmpty()) {
      packets.put(missing, rule.mark(), order.lease());
    }
  }

  /** Those of the target, and those of our own probes. */
  private static List<NftPackets.Flow> all(PacketWish wish, Map<String, String> facts) {
    int port = Integer.parseInt(facts.getOrDefault("probe_port", "0"));
    List<NftPackets.Flow> all = new ArrayList<>(wish.flows());
    all.add(NftPackets.Flow.to("udp", port, "127.0.0.1"));
    return all;
  }

  /** Probes take the same way; what becomes of them is measured. */
  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    PacketWish wish = new PacketWish(order);
    try {
      if (packets.present(wish.flows()).size() < wish.flows().size()) {
        return Verdict.no("the kernel does not have the packets of port " + order.target().port());
      }
      return new PacketProbes(paths, order.id()).measure(wish);
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) throws FaultException {
    Map<String, String> facts = paths.look(order.id());
    if (Boolean.parseBoolean(facts.getOrDefault("broken", "false"))) {
      throw new FaultException("the device is gone");
    }
    paths.renew(order.id(), order.lease());
    packets.move(
        all(new PacketWish(order), facts), PolicyRule.of(order.id()).mark(), order.lease());
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    packets.remove(new PacketWish(order).flows());
    var _ = paths.calm(order.id());
    PolicyRule.of(order.id()).remove();
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      if (!packets.present(new PacketWish(order).flows()).isEmpty()) {
        return Verdict.no("the kernel still leads packets of port " + order.target().port());
      }
      if (PolicyRule.of(order.id()).isThere()) {
        return Verdict.no("the rule of the routing is still there");
      }
      Map<String, String> facts = paths.calm(order.id());
      return facts.getOrDefault("waiting", "0").equals("0")
          ? Verdict.yes("no packet is led away any more, and none waits")
          : Verdict.no("packets still wait: %s bytes".formatted(facts.get("waiting")));
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }
}
