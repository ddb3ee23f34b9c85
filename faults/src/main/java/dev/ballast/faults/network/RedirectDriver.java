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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy that the kernel leads new connections of a port to, for as long as the lease: nobody has
 * to be configured for it, and it takes itself out of the way.
 */
public final class RedirectDriver implements FaultDriver {

  private static final String OWN = "127.77.0.1";
  private static final Duration COMES = Duration.ofSeconds(1);
  private static final long NAP_NANOS = 2_000_000;

  private final String kind;
  private final String parameter;
  private final Nft nft;
  private final NftRedirects redirects;
  private final Paths paths;

  private RedirectDriver(String kind, String parameter, Nft nft, Paths paths) {
    this.kind = kind;
    this.parameter = parameter;
    this.nft = nft;
    this.redirects = new NftRedirects(nft);
    this.paths = paths;
  }

  /** One for each thing that such a proxy does. */
  public static List<FaultDriver> all(Nft nft, Paths paths) {
    return List.of(
        new RedirectDriver("net.latency", "delay_ms", nft, paths),
        new RedirectDriver("net.bandwidth", "kb_per_second", nft, paths));
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String name() {
    return "redirect";
  }

  @Override
  public Lease lease() {
    return Lease.KERNEL;
  }

  @Override
  public Set<String> parameters() {
    return parameter.equals("delay_ms")
        ? Set.of(parameter, "jitter_ms", "share", "open")
        : Set.of(parameter, "share", "open");
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
      against.add("nobody listens on port %d of 127.0.0.1".formatted(port));
    }
    for (String name : new TreeSet<>(Set.of(parameter, "jitter_ms"))) {
      String asked = order.parameter(name, name.equals(parameter) ? "missing" : "0");
      if (!asked.matches("[0-9]{1,8}") || (name.equals("kb_per_second") && asked.matches("0+"))) {
        against.add("%s: %s (expected: a whole number)".formatted(name, asked));
      }
    }
    String share = order.parameter("share", "1");
    if (!share.matches("0?\\.[0-9]{1,6}|1(\\.0*)?") || Double.parseDouble(share) <= 0) {
      against.add("share: %s (expected: above 0, up to 1)".formatted(share));
    }
    against.addAll(Flows.against(order));
    return against;
  }

  @Override
  public Plan plan(Order order) {
    List<String> does = new ArrayList<>();
    does.add(
        "new connections to port %d are led through a proxy: %s=%s"
            .formatted(order.target().port(), parameter, order.parameter(parameter, "?")));
    if (Flows.kills(order)) {
      does.add(Flows.PLAN);
    }
    return new Plan(
        does,
        List.of("the redirect is taken away, and the proxy lets pass; both do it by themselves"));
  }

  /** Nothing: the kernel heals, and the proxy on its own clock. */
  @Override
  public List<Undo> arm(Order order) throws FaultException {
    paths.prepare("tcp");
    return List.of();
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    int port = order.target().port();
    Map<String, String> settings = new HashMap<>(order.parameters());
    settings.put("port", String.valueOf(port));
    settings.put("open", String.valueOf(Listeners.isOpenToAll(port)));
    int to = port(paths.open(order.id(), "tcp", settings, order.lease()));
    if (!redirects.has(port)) {
      redirects.put(port, to, OWN, order.lease());
    }
    if (Flows.kills(order)) {
      Flows.kill(port);
    }
  }

  private static int port(Map<String, String> facts) {
    return Integer.parseInt(facts.getOrDefault("port", "0"));
  }

  /** A connection to the target's port has to come through the proxy. */
  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    int port = order.target().port();
    try {
      if (!redirects.has(port)) {
        return Verdict.no("port " + port + " is not in the kernel's map");
      }
      long before = came(order);
      return Door.isOpen(port) && comes(order, before)
          ? Verdict.yes("the redirect is in force, and a connection came through the proxy")
          : Verdict.no("a connection to port " + port + " does not come through the proxy");
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  /** The kernel says that a connection stands before the proxy has taken it. */
  private boolean comes(Order order, long before) throws FaultException {
    long end = System.nanoTime() + COMES.toNanos();
    boolean came = came(order) > before;
    while (!came && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(NAP_NANOS);
      came = came(order) > before;
    }
    return came;
  }

  private long came(Order order) throws FaultException {
    return Long.parseLong(paths.look(order.id()).getOrDefault("came", "0"));
  }

  @Override
  public void renew(Order order) throws FaultException {
    Duration lease = order.lease();
    int to = port(paths.look(order.id()));
    paths.renew(order.id(), lease);
    redirects.move(order.target().port(), to, lease);
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    redirects.remove(order.target().port());
    var _ = paths.calm(order.id());
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    int port = order.target().port();
    try {
      if (redirects.has(port)) {
        return Verdict.no("port " + port + " is still in the kernel's map");
      }
      Map<String, String> facts = paths.calm(order.id());
      String passing = facts.getOrDefault("passing", "0");
      String proof =
          passing.equals("0")
              ? "the redirect is gone"
              : "the redirect is gone, and the proxy lets pass the %s connections that it has"
                  .formatted(passing);
      return Door.isOpen(port)
          ? Verdict.yes(proof)
          : Verdict.gone(proof + ", but nobody listens on port " + port);
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }
}
