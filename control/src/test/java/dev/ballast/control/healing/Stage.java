// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.ledger.Interlocks;
import dev.ballast.model.Autonomy;
import dev.ballast.model.Guards;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Trigger;
import dev.ballast.model.Verification;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One sick place, hands that do at once what they are told, and knobs for all that is known. */
final class Stage implements Hand, Senses, EpisodeBook {

  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  static final Place EAST = new Place(new ServiceName("payments"), "east");

  final Map<String, Remediation> rules = new LinkedHashMap<>();
  final List<String> told = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  final List<Place> sick = new ArrayList<>();
  final List<Interlocks.Interlock> locks = new ArrayList<>();
  SortedMap<String, String> state = new TreeMap<>(Map.of("v1", "50", "v2", "50"));
  SortedMap<String, String> wanted = new TreeMap<>(Map.of("v1", "100", "v2", "0"));
  Instant now = START;
  Duration age = Duration.ZERO;
  Facts.Condition.State condition = Facts.Condition.State.HOLDS;
  double placeRate = 40;
  double serviceRate = 100;
  double money = 50;
  double touches = 0.5;
  int left = 3;
  boolean undoable = true;
  boolean readable = true;
  boolean temporary;
  boolean durable = true;
  String refuses = "";
  double target = 0.2;
  double control = 0.001;
  Stop stop = Stop.OFF;

  private final Map<String, Episode> kept = new LinkedHashMap<>();
  private HealingLoop loop = again();

  Stage() {
    sick.add(EAST);
    add(auto("drain"));
  }

  static Remediation auto(String name) {
    return Remediation.of(
            name,
            EAST.service(),
            new Trigger.OfQuery("bad", Duration.ZERO),
            new HealingAction.Shift("mesh/payments", "", Map.of("v1", 100)))
        .withAutonomy(Autonomy.AUTO)
        .withVerification(
            new Verification(
                "",
                "",
                0.01,
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15)))
        .withGuards(guards(0, 1, 0, 0));
  }

  static Guards guards(int proven, int eyes, double users, double money) {
    Guards usual = Guards.DEFAULT;
    return new Guards(
        usual.dataAge(),
        usual.perHour(),
        usual.coolDown(),
        new Ratio(0.5),
        users,
        money,
        2,
        usual.systemic(),
        proven,
        eyes,
        usual.approval(),
        usual.oscillation());
  }

  void add(Remediation one) {
    rules.put(one.name(), one);
  }

  HealingLoop loop() {
    return loop;
  }

  /** The process dies and another begins. */
  HealingLoop again() {
    loop =
        new HealingLoop(
            () -> rules,
            this,
            this,
            this,
            () -> stop,
            (name, _, text) -> told.add(name + " " + text));
    return loop;
  }

  /** Time passes in ticks of 5 s. */
  Episode pass(int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      loop.tick(now);
      now = now.plusSeconds(5);
    }
    return last();
  }

  /** The same, and how the first episode stands then. */
  Episode first(int seconds) {
    pass(seconds);
    return loop.find("heal-1").orElseThrow();
  }

  Episode last() {
    return loop.all().getLast();
  }

  Verdict verdict(String guardrail) {
    return last().verdicts().stream()
        .filter(v -> v.guardrail().equals(guardrail))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Intent plan(Remediation remediation, Place place, String key) {
    if (!refuses.isEmpty()) {
      throw new ActuatorException(ActuatorException.Kind.UNREACHABLE, "mesh", refuses, "start it");
    }
    return new Intent(
        key,
        "shift",
        "mesh/payments",
        readable ? state : new TreeMap<>(),
        readable ? wanted : new TreeMap<>(),
        undoable,
        temporary,
        touches,
        left,
        "put " + wanted);
  }

  @Override
  public void begin(Intent intent, boolean undo) {
    done.add((undo ? "undo " : "do ") + intent.key());
    state = new TreeMap<>(undo ? intent.before() : intent.after());
  }

  @Override
  public Progress progress(Intent intent, boolean undo) {
    return intent.isReadable()
        ? intent.seen(state, undo)
        : Progress.of(done.isEmpty() ? Progress.Kind.UNKNOWN : Progress.Kind.DONE);
  }

  @Override
  public void renew(Intent intent) {}

  @Override
  public void cancel() {
    done.add("cancel");
  }

  @Override
  public List<Symptom> symptoms(Remediation remediation) {
    return sick.stream().map(place -> new Symptom(place, "errors")).toList();
  }

  @Override
  public Facts facts(Remediation remediation, Place place, @Nullable Intent intent) {
    return new Facts(
        now.minus(age),
        List.of(new Facts.Condition("the other region has room", condition)),
        placeRate,
        serviceRate,
        money,
        20,
        Set.of("payments", "checkout"),
        locks);
  }

  @Override
  public Reading measure(Remediation remediation, Place place) {
    return new Reading(now, target, control);
  }

  @Override
  public List<Episode> all() {
    return List.copyOf(kept.values());
  }

  @Override
  public boolean keep(Episode episode) {
    if (durable) {
      kept.put(episode.id(), episode);
    }
    return durable;
  }

  @Override
  public boolean isDurable() {
    return durable;
  }
}
