// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Facts;
import dev.ballast.control.healing.Hand;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Progress;
import dev.ballast.control.healing.Reading;
import dev.ballast.control.healing.Senses;
import dev.ballast.control.healing.Symptom;
import dev.ballast.ledger.Interlocks;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Places, one fault, and hands that may fail; keeps account of everything that was done. */
final class World implements Hand, Senses {

  static final Duration SCRAPE = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final double RATE = 50;

  private final Scenario scenario;
  private final RandomGenerator random;
  private final Runnable step;
  private final Map<String, SortedMap<String, String>> targets = new HashMap<>();
  private final Map<String, Instant> leases = new HashMap<>();
  private final Map<String, SortedMap<String, String>> below = new HashMap<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final List<Deed> deeds = new ArrayList<>();
  private Instant now;
  private Instant seenAt;
  private double seen;
  private int bad;

  /** Something that changed the world. */
  record Deed(Instant at, Intent intent, boolean undo, boolean changed) {}

  World(Scenario scenario, RandomGenerator random, Runnable step, Instant start) {
    this.scenario = scenario;
    this.random = random;
    this.step = step;
    this.now = start;
    this.seenAt = start;
    targets.put(scenario.target(), new TreeMap<>(scenario.initial()));
  }

  /** Time passes: leases end, and what is measured is measured. */
  void at(Instant time) {
    now = time;
    leases
        .entrySet()
        .removeIf(
            lease -> {
              boolean over = lease.getValue().isBefore(time);
              if (over) {
                targets.put(lease.getKey(), below.get(lease.getKey()));
              }
              return over;
            });
    if (Duration.between(seenAt, time).abs().compareTo(SCRAPE) >= 0 && !scenario.isStale(time)) {
      seenAt = time;
      seen = noisy(scenario.badness(true, state(), time));
      bad = seen > scenario.limit() ? bad + 1 : 0;
    }
  }

  SortedMap<String, String> state() {
    return targets.getOrDefault(scenario.target(), new TreeMap<>());
  }

  List<Deed> deeds() {
    return deeds;
  }

  /** The process that ran things is gone. */
  void forget() {
    running.clear();
    refused.clear();
  }

  /** Somebody else writes. */
  void foreign() {
    targets.put(scenario.target(), new TreeMap<>(Map.of("v1", "7", "v2", "3", "replicas", "9")));
    leases.remove(scenario.target());
  }

  private double noisy(double value) {
    return Math.max(0, value + 0.001 * random.nextGaussian());
  }

  @Override
  public Intent plan(Remediation remediation, Place place, String key) {
    step.run();
    if (scenario.has(Trouble.REFUSED) && random.nextInt(3) == 0) {
      throw new ActuatorException(
          ActuatorException.Kind.UNREACHABLE, scenario.target(), "no answer", "wait");
    }
    boolean opposite = remediation.name().equals(Scenario.RIVAL);
    return scenario.intent(
        key, state(), opposite, remediation.action() instanceof HealingAction.Call);
  }

  @Override
  public void begin(Intent intent, boolean undo) {
    step.run();
    String token = intent.key() + undo;
    if (scenario.has(Trouble.REFUSED) && random.nextBoolean()) {
      refused.add(token);
      return;
    }
    running.add(token);
    if (scenario.has(Trouble.HANGS)) {
      deeds.add(new Deed(now, intent, undo, false));
      return;
    }
    SortedMap<String, String> before = state();
    if (intent.isReadable()) {
      SortedMap<String, String> want = undo ? intent.before() : intent.after();
      if (undo) {
        leases.remove(intent.target());
      } else if (intent.temporary()) {
        below.put(intent.target(), before);
        leases.put(intent.target(), now.plus(LEASE));
      }
      targets.put(intent.target(), want);
      deeds.add(new Deed(now, intent, undo, !want.equals(before)));
    } else {
      SortedMap<String, String> next = new TreeMap<>(before);
      next.merge("restarts", "1", (a, _) -> Integer.toString(Integer.parseInt(a) + 1));
      targets.put(scenario.target(), next);
      deeds.add(new Deed(now, intent, undo, true));
    }
    step.run();
  }

  @Override
  public Progress progress(Intent intent, boolean undo) {
    step.run();
    String token = intent.key() + undo;
    if (refused.contains(token)) {
      return new Progress(Progress.Kind.FAILED, "refused");
    }
    if (scenario.has(Trouble.HANGS) && running.contains(token)) {
      return Progress.of(Progress.Kind.RUNNING);
    }
    if (intent.isReadable()) {
      return intent.seen(state(), undo);
    }
    return running.contains(token) && !scenario.has(Trouble.SILENT)
        ? Progress.of(Progress.Kind.DONE)
        : new Progress(Progress.Kind.UNKNOWN, "nobody remembers");
  }

  @Override
  public void renew(Intent intent) {
    step.run();
    leases.computeIfPresent(intent.target(), (_, _) -> now.plus(LEASE));
  }

  @Override
  public void cancel() {
    running.clear();
  }

  @Override
  public List<Symptom> symptoms(Remediation remediation) {
    List<Symptom> symptoms = new ArrayList<>();
    boolean rival = remediation.name().equals(Scenario.RIVAL);
    if (rival ? scenario.rivalWants(state(), now) : bad >= 2) {
      symptoms.add(new Symptom(scenario.place(), "badness " + seen));
    }
    if (scenario.has(Trouble.SYSTEMIC) && scenario.isBroken(now)) {
      for (int i = 1; i < 8; i++) {
        symptoms.add(new Symptom(new Place(scenario.place().service(), "region-" + i), "sick"));
      }
    }
    return symptoms;
  }

  @Override
  public Facts facts(Remediation remediation, Place place, @Nullable Intent intent) {
    step.run();
    return new Facts(
        seenAt,
        List.of(new Facts.Condition("room", Facts.Condition.State.HOLDS)),
        RATE,
        2 * RATE,
        10,
        10,
        Set.of(place.service().value()),
        scenario.has(Trouble.INTERLOCK) && scenario.isLocked(now) ? List.of(lock()) : List.of());
  }

  private Interlocks.Interlock lock() {
    return new Interlocks.Interlock(
        "1",
        Interlocks.Kind.ROLLOUT,
        "service/" + scenario.place().service(),
        "rollouts",
        "a canary",
        now,
        now.plusSeconds(60));
  }

  @Override
  public Reading measure(Remediation remediation, Place place) {
    step.run();
    boolean acted = deeds.stream().anyMatch(deed -> !deed.undo());
    if ((acted && scenario.has(Trouble.NO_ANSWER)) || random.nextInt(20) == 0) {
      return Reading.unknown(now);
    }
    return new Reading(
        now,
        noisy(scenario.badness(true, state(), now)),
        noisy(scenario.badness(false, state(), now)));
  }
}
