// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.jvm;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Guest;
import dev.ballast.faults.undo.Proc;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Methods of the target's JVM, changed by an agent inside it. It changes them back by itself when
 * the lease ends, whoever of us has died.
 */
public final class JvmDriver implements FaultDriver {

  private static final String METHOD = "[a-zA-Z_$][\\w$]*\\.[\\w$.]*[\\w$*]+#[\\w$*]+";
  private static final List<String> REFUSING =
      List.of("-XX:-EnableDynamicAgentLoading", "-XX:+DisableAttachMechanism");

  private final Effect effect;
  private final Subject subject;
  private final Map<String, Undo.Leave> guests = new ConcurrentHashMap<>();

  /** What becomes of calls. */
  private enum Effect {
    LATENCY("delay_ms"),
    EXCEPTION("exception", "message"),
    RETURN("value");

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> parameters;

    Effect(String... parameters) {
      this.parameters = List.of(parameters);
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private JvmDriver(Effect effect, Subject subject) {
    this.effect = effect;
    this.subject = subject;
  }

  /** One for each effect. */
  public static List<FaultDriver> all(Subject subject) {
    return Arrays.stream(Effect.values())
        .<FaultDriver>map(effect -> new JvmDriver(effect, subject))
        .toList();
  }

  @Override
  public String kind() {
    return "jvm." + effect.word();
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Lease lease() {
    return Lease.JVM;
  }

  @Override
  public Set<String> parameters() {
    Set<String> all = new HashSet<>(effect.parameters);
    all.addAll(Set.of("method", "share"));
    return Set.copyOf(all);
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return Guest.absent().isEmpty() ? Subject.probe(target) : List.of(Guest.absent());
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(probe(order.target()));
    String method = order.parameter("method", "missing");
    if (!method.matches(METHOD)) {
      against.add("method: %s (expected: such as com.acme.Payments#charge)".formatted(method));
    }
    String share = order.parameter("share", "1");
    if (!share.matches("0?\\.[0-9]{1,6}|1(\\.0*)?") || Double.parseDouble(share) <= 0) {
      against.add("share: %s (expected: above 0, up to 1)".formatted(share));
    }
    if (effect == Effect.LATENCY && !order.parameter("delay_ms", "").matches("[1-9][0-9]{0,5}")) {
      against.add(
          "delay_ms: %s (expected: a whole number 1..999999)"
              .formatted(order.parameter("delay_ms", "missing")));
    }
    if (effect == Effect.EXCEPTION && !order.parameter("exception", "").matches("[\\w$.]{1,300}")) {
      against.add(
          "exception: %s (expected: a class such as java.io.IOException)"
              .formatted(order.parameter("exception", "missing")));
    }
    if (effect == Effect.RETURN && order.parameter("value", "").isEmpty()) {
      against.add("value: missing (expected: what to return, such as null, false or 0)");
    }
    if (against.isEmpty()) {
      try {
        Proc process = subject.of(order);
        against.addAll(subject.objections(List.of(process)));
        refusing(process).ifPresent(against::add);
      } catch (FaultException e) {
        against.add(String.valueOf(e.getMessage()));
      }
    }
    return against;
  }

  /** Before anything is done: attaching to what is no JVM would end it (SIGQUIT). */
  private static Optional<String> refusing(Proc process) {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    try {
      if (Files.readAllLines(proc.resolve("maps")).stream()
          .noneMatch(line -> line.endsWith("/libjvm.so"))) {
        return Optional.of(
            "process %d (%s) is no JVM (expected: one)".formatted(process.pid(), process.name()));
      }
      List<String> words = List.of(Files.readString(proc.resolve("cmdline")).split("\0", -1));
      return REFUSING.stream()
          .filter(words::contains)
          .findFirst()
          .map(
              flag ->
                  "process %d was started with %s, which keeps agents out. Fix: start it without"
                      .formatted(process.pid(), flag));
    } catch (IOException e) {
      return Optional.of(
          "process %d: cannot be looked at. Fix: run the agent as root or as its user"
              .formatted(process.pid()));
    }
  }

  @Override
  public Plan plan(Order order) {
    String share = order.parameter("share", "1");
    String what =
        switch (effect) {
          case LATENCY -> "wait " + order.parameter("delay_ms", "?") + " ms first";
          case EXCEPTION -> "throw " + order.parameter("exception", "?");
          case RETURN -> "return " + order.parameter("value", "?");
        };
    return Plan.of(
        "an agent in the JVM makes %s %s%s"
            .formatted(
                order.parameter("method", "?"),
                what,
                share.equals("1") ? "" : ", for a share of " + share + " of the calls"),
        "the agent changes the methods back; it does it by itself when the lease ends");
  }

  /** The agent is loaded, which takes its time and changes no class. */
  @Override
  public List<Undo> arm(Order order) throws FaultException {
    Proc process = subject.of(order);
    Undo.Leave guest = new Undo.Leave(process.pid(), process.started(), order.id());
    var _ = tell(guest, "prepare", order, Map.of());
    return List.of(guest);
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    Undo.Leave guest = (Undo.Leave) undo.getFirst();
    guests.put(order.id(), guest);
    Map<String, String> whole = new LinkedHashMap<>(order.parameters());
    whole.put("effect", effect.word());
    var _ = tell(guest, "install", order, whole);
  }

  private static Map<String, String> tell(
      Undo.Leave guest, String what, Order order, Map<String, String> more) throws FaultException {
    Map<String, String> whole = new LinkedHashMap<>(more);
    whole.put("do", what);
    whole.put("id", order.id());
    whole.put("lease_ms", String.valueOf(order.lease().toMillis()));
    try {
      return Guest.tell(guest.pid(), guest.started(), whole);
    } catch (IOException e) {
      throw new FaultException(String.valueOf(e.getMessage()), e);
    }
  }

  /** By what was changed there; a method that nobody calls in this moment is changed, too. */
  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    Undo.Leave guest = (Undo.Leave) undo.getFirst();
    try {
      Map<String, String> facts = tell(guest, "look", order, Map.of());
      int methods = Integer.parseInt(facts.getOrDefault("methods", "0"));
      String unfit = facts.getOrDefault("unfit", "");
      if (!"on".equals(facts.get("state"))) {
        return Verdict.no("it is over in the JVM");
      }
      return methods > 0
          ? Verdict.yes(
              "%d methods are changed; called %s times, of which %s were hit"
                  .formatted(
                      methods, facts.getOrDefault("calls", "0"), facts.getOrDefault("hits", "0")))
          : Verdict.no(
              "no class that is loaded has such a method"
                  + (unfit.isEmpty() ? "" : " for this value: " + unfit));
    } catch (FaultException e) {
      return guest.isThere()
          ? Verdict.no(String.valueOf(e.getMessage()))
          : Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) throws FaultException {
    Undo.Leave guest = guests.get(order.id());
    if (guest == null) {
      throw new FaultException("the fault is over in the JVM");
    }
    var _ = tell(guest, "renew", order, Map.of());
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    Undo.Leave guest = (Undo.Leave) undo.getFirst();
    if (guest.isThere()) {
      var _ = tell(guest, "remove", order, Map.of());
    }
  }

  /** The agent looks at the code of the classes after it has changed them back. */
  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    Undo.Leave guest = (Undo.Leave) undo.getFirst();
    if (!guest.isThere()) {
      return Verdict.gone("the process has ended, and the change with it");
    }
    try {
      Map<String, String> facts = tell(guest, "look", order, Map.of());
      String state = facts.getOrDefault("state", "unknown");
      if (state.equals("on") || "false".equals(facts.get("clean"))) {
        return Verdict.no("the JVM says " + facts);
      }
      var _ = guests.remove(order.id());
      return Verdict.yes(
          state.equals("unknown")
              ? "the JVM has no such fault"
              : "the code of %s classes is as before"
                  .formatted(facts.getOrDefault("classes", "0")));
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }
}
