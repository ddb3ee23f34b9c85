// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.network.Nft;
import dev.ballast.faults.path.NamePattern;
import dev.ballast.faults.path.Paths;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wrong, late or no answers for names of a pattern, to all processes of the target's user on this
 * host. The kernel leads their questions to a responder of ours until the lease ends.
 */
public final class NameDriver implements FaultDriver {

  private static final String ADDRESS =
      "((\\d{1,3}\\.){3}\\d{1,3})|([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}";
  private static final int NO_ANSWER_MS = 300;
  private static final int ANSWER_MS = 1500;

  private final Effect effect;
  private final Nft nft;
  private final NftNames rules;
  private final Paths paths;
  private final Subject subject;
  private final Map<String, Asking> asked = new ConcurrentHashMap<>();

  /** What is answered. */
  private enum Effect {
    NXDOMAIN("dns.nxdomain", Set.of("names")),
    SERVFAIL("dns.servfail", Set.of("names")),
    TIMEOUT("dns.timeout", Set.of("names")),
    SLOW("dns.latency", Set.of("names", "delay_ms")),
    ADDRESS("dns.address", Set.of("names", "address", "ttl_seconds"));

    private final String kind;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> parameters;

    Effect(String kind, Set<String> parameters) {
      this.kind = kind;
      this.parameters = parameters;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private NameDriver(Effect effect, Nft nft, Paths paths, Subject subject) {
    this.effect = effect;
    this.nft = nft;
    this.rules = new NftNames(nft);
    this.paths = paths;
    this.subject = subject;
  }

  /** One for each answer. */
  public static List<FaultDriver> all(Nft nft, Paths paths, Subject subject) {
    return Arrays.stream(Effect.values())
        .<FaultDriver>map(effect -> new NameDriver(effect, nft, paths, subject))
        .toList();
  }

  @Override
  public String kind() {
    return effect.kind;
  }

  @Override
  public String name() {
    return "responder";
  }

  @Override
  public Lease lease() {
    return Lease.KERNEL;
  }

  @Override
  public Set<String> parameters() {
    return effect.parameters;
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    if (!nft.absent().isEmpty()) {
      return List.of(nft.absent());
    }
    return Subject.probe(target);
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(probe(order.target()));
    if (order.parameter("names", "").isEmpty()) {
      against.add("names: missing (expected: names such as db.example,*.example)");
    } else {
      against.addAll(NamePattern.against(order.parameter("names", "")));
    }
    if (effect == Effect.SLOW && !order.parameter("delay_ms", "").matches("[1-9][0-9]{0,5}")) {
      against.add(
          "delay_ms: %s (expected: a whole number 1..999999)"
              .formatted(order.parameter("delay_ms", "missing")));
    }
    if (effect == Effect.ADDRESS && !order.parameter("address", "").matches(ADDRESS)) {
      against.add(
          "address: %s (expected: an address such as 192.0.2.1)"
              .formatted(order.parameter("address", "missing")));
    }
    if (!order.parameter("ttl_seconds", "1").matches("[0-9]{1,5}")) {
      against.add(
          "ttl_seconds: %s (expected: a whole number)"
              .formatted(order.parameter("ttl_seconds", "")));
    }
    if (against.isEmpty()) {
      try {
        Asking asking = asking(order);
        if (rules.has(asking.user())) {
          against.add(
              "user %d: the answers to its questions are disturbed already (expected: one at a time)"
                  .formatted(asking.user()));
        }
      } catch (FaultException e) {
        against.add(String.valueOf(e.getMessage()));
      }
    }
    return against;
  }

  private Asking asking(Order order) throws FaultException {
    return Asking.of(subject.of(order));
  }

  @Override
  public Plan plan(Order order) {
    String who;
    try {
      Asking asking = asking(order);
      who =
          "of all processes of user %d on this host to %s"
              .formatted(asking.user(), asking.resolver());
    } catch (FaultException e) {
      who = "of the target's user";
    }
    return Plan.of(
        "questions by UDP %s for %s are answered: %s"
            .formatted(who, order.parameter("names", "?"), told(order)),
        "the user is taken out of the kernel's map; the kernel does it by itself");
  }

  private String told(Order order) {
    return switch (effect) {
      case NXDOMAIN -> "NXDOMAIN";
      case SERVFAIL -> "SERVFAIL";
      case TIMEOUT -> "nothing";
      case SLOW -> order.parameter("delay_ms", "?") + " ms later";
      case ADDRESS -> order.parameter("address", "?");
    };
  }

  /** Nothing: the kernel heals. */
  @Override
  public List<Undo> arm(Order order) throws FaultException {
    var _ = asking(order);
    paths.prepare("dns");
    return List.of();
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    Asking asking = asking(order);
    Map<String, String> settings = new HashMap<>(order.parameters());
    settings.put("answer", effect.word());
    settings.put("resolver", asking.resolver());
    Map<String, String> facts = paths.open(order.id(), "dns", settings, order.lease());
    asked.put(order.id(), asking);
    if (!rules.has(asking.user())) {
      rules.put(asking.user(), number(facts, "port"), number(facts, "own"), order.lease());
    }
  }

  private static int number(Map<String, String> facts, String name) {
    return Integer.parseInt(facts.getOrDefault(name, "0"));
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      Asking asking = asking(order);
      if (!rules.has(asking.user())) {
        return Verdict.no("user " + asking.user() + " is not in the kernel's map");
      }
      int port = number(paths.look(order.id()), "port");
      String name = NamePattern.of(order.parameter("names", "")).example();
      String said = answered(order, port, name);
      return isEffect(order, said)
          ? Verdict.yes(
              "the redirect of user %d is in force, and %s is answered with %s"
                  .formatted(asking.user(), name, said))
          : Verdict.no("the responder answers %s for %s".formatted(said, name));
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  private String answered(Order order, int port, String name) {
    boolean six = order.parameter("address", "").contains(":");
    return switch (effect) {
      case TIMEOUT -> Probe.ask(port, name, six, NO_ANSWER_MS);
      case SLOW ->
          Probe.ask(
              port,
              name,
              six,
              Math.min(NO_ANSWER_MS, Integer.parseInt(order.parameter("delay_ms", "1"))));
      default -> Probe.ask(port, name, six, ANSWER_MS);
    };
  }

  private boolean isEffect(Order order, String said) {
    return switch (effect) {
      case TIMEOUT, SLOW -> said.equals("nothing"); // Not yet: too early to be answered.
      case ADDRESS -> said.matches(ADDRESS) && same(said, order.parameter("address", ""));
      case NXDOMAIN, SERVFAIL -> said.equals(effect.name());
    };
  }

  private static boolean same(String one, String other) {
    try {
      return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void renew(Order order) throws FaultException {
    Map<String, String> facts = paths.look(order.id());
    paths.renew(order.id(), order.lease());
    Asking asking = asked.getOrDefault(order.id(), asking(order));
    rules.move(asking.user(), number(facts, "port"), number(facts, "own"), order.lease());
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    var _ = paths.calm(order.id());
    Asking asking = asked.get(order.id());
    if (asking != null) {
      rules.remove(asking.user());
    }
  }

  /** What nobody here remembers was before this agent, which began by taking all rules away. */
  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    Asking asking = asked.get(order.id());
    if (asking == null) {
      return Verdict.gone("there are no rules of an earlier agent");
    }
    try {
      var _ = paths.calm(order.id());
      if (rules.has(asking.user())) {
        return Verdict.no("user " + asking.user() + " is still in the kernel's map");
      }
      var _ = asked.remove(order.id());
      return Verdict.yes("questions of user " + asking.user() + " go to the real resolver");
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }
}
