// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import static dev.ballast.control.findings.trial.Mechanism.AFTER;
import static dev.ballast.control.findings.trial.Mechanism.BEFORE;
import static dev.ballast.control.findings.trial.Mechanism.GOALS;
import static dev.ballast.control.findings.trial.Mechanism.LASTS;
import static dev.ballast.control.findings.trial.Simulator.at;

import dev.ballast.control.findings.NameLook;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is around the requests of a simulated run: people, alerts, names, plans. */
final class Surroundings {

  static final List<String> EXPECTED = List.of("RegionTrafficShift", "CheckoutBurn");
  static final double WRITES_PER_SECOND = 20;

  private final Mechanism m;
  private final RandomGenerator random;

  Surroundings(Mechanism mechanism, RandomGenerator random) {
    this.m = mechanism;
    this.random = random;
  }

  RunRecord.Clock clock() {
    @Nullable Instant clean = Double.isNaN(m.healAfter()) ? null : at(LASTS + m.healAfter());
    return new RunRecord.Clock(at(-BEFORE), at(0), at(LASTS), clean, at(LASTS + AFTER));
  }

  List<RunRecord.Alarm> alarms() {
    List<RunRecord.Alarm> all = new ArrayList<>();
    if (!Double.isNaN(m.alertAt())) {
      for (String name : m.alertsMissing() ? EXPECTED.subList(0, 1) : EXPECTED) {
        Instant fired = at(m.alertAt() + (name.equals(EXPECTED.getFirst()) ? 0 : 20));
        all.add(new RunRecord.Alarm(name, "checkout", "", fired, fired.plusSeconds(2)));
      }
    }
    for (int i = 0; i < m.strangers(); i++) {
      Instant fired = at(random.nextDouble() * (LASTS - 1));
      all.add(new RunRecord.Alarm("Disk" + i, "reports" + i, "west", fired, null));
    }
    return all;
  }

  List<RunRecord.Episode> incidents() {
    if (Double.isNaN(m.declareAt())) {
      return List.of();
    }
    List<String> causes = new ArrayList<>(List.of("a in west", "b in west", "c in west", "d", "e"));
    if (m.rank() > 0) {
      causes.add(Math.min(m.rank() - 1, causes.size()), "region east");
    }
    Instant opened = at(m.declareAt());
    return List.of(
        new RunRecord.Episode(
            "INC-1",
            opened,
            opened.plusSeconds(30),
            causes,
            Set.of(new Place(new ServiceName("checkout"), "east"))));
  }

  List<RunRecord.Deed> deeds() {
    List<RunRecord.Deed> all = new ArrayList<>();
    all.add(new RunRecord.Deed(at(-100), "carol", "note", false));
    double until = Math.min(m.failoverAt(), LASTS);
    for (int i = 0; i < m.byHand(); i++) {
      all.add(
          new RunRecord.Deed(at(until * (i + 1) / (m.byHand() + 2)), "bob", "moved traffic", true));
    }
    return all;
  }

  List<NameLook> names() {
    int d = m.nameDefect();
    double dead = d == 7 ? 90 + 200 * random.nextDouble() : 40 * random.nextDouble();
    return List.of(
        new NameLook(
            "resolver-1",
            "shop.example",
            Duration.ofSeconds(d == 1 ? 300 : 10),
            d == 2 ? List.of("10.0.0.1") : List.of("10.0.0.1", "10.1.0.1"),
            d != 3,
            d == 4 ? "lb.east.example" : "",
            d == 4 ? "east" : "",
            Duration.ofSeconds(d == 5 ? 900 : 30),
            d == 6 ? NameLook.FOR_EVER : Duration.ofSeconds(10),
            at(15),
            at(dead)));
  }

  List<RunRecord.Caller> callers() {
    int d = m.callerDefect();
    Duration timeout = d == 1 ? Duration.ZERO : Duration.ofSeconds(2);
    double longest = d == 2 ? 6 + 20 * random.nextDouble() : 1.9 + 0.2 * random.nextDouble();
    return List.of(
        new RunRecord.Caller(
            "storefront", "checkout", timeout, longest, true, d == 3 ? null : at(8)),
        new RunRecord.Caller("mail", "checkout", timeout, Double.NaN, false, null));
  }

  List<RunRecord.Presence> presences() {
    List<RunRecord.Presence> all = new ArrayList<>();
    all.add(new RunRecord.Presence("up{region=\"west\"}", at(LASTS + AFTER), null, false));
    all.add(new RunRecord.Presence("up{region=\"east\"}", at(5), at(LASTS + 10), true));
    for (int i = 0; i < m.unwatched(); i++) {
      all.add(new RunRecord.Presence("queue" + i, at(random.nextInt(20)), at(LASTS + 5), false));
    }
    return all;
  }

  List<RunRecord.Done> steps() {
    List<RunRecord.Done> all = new ArrayList<>();
    int d = m.planDefect();
    for (int i = 0; i < 8; i++) {
      Instant due = at(-BEFORE + i * 150);
      double late = d == 1 && i == 5 ? 60 + 100 * random.nextDouble() : 3 * random.nextDouble();
      @Nullable Instant started = d == 2 && i == 6 ? null : due.plus(Simulator.seconds(late));
      all.add(new RunRecord.Done("step-" + i, due, started, true, true));
    }
    if (d == 3) {
      all.add(new RunRecord.Done("extra", at(10), at(10), false, true));
    }
    return all;
  }

  /** What is known without looking at requests. */
  Map<Integer, Truth> truths() {
    Map<Integer, Truth> all = new TreeMap<>();
    boolean never = Double.isNaN(m.alertAt());
    int fitting = never ? 0 : m.alertsMissing() ? 1 : 2;
    int fired = fitting + m.strangers();
    boolean recall = fitting == EXPECTED.size();
    boolean precise = fired == 0 || fitting / (double) fired >= GOALS.alertPrecision();
    all.put(14, new Truth(!(recall && precise), fitting / 2.0, 1e-9));
    boolean ranked = m.rank() >= 1;
    boolean any = !Double.isNaN(m.declareAt());
    all.put(
        15,
        new Truth(
            any && !(ranked && m.rank() <= 3),
            any ? ranked ? m.rank() : Double.POSITIVE_INFINITY : Double.NaN,
            0));
    all.put(16, new Truth(m.unwatched() > 0, m.unwatched(), 0));
    all.put(17, Truth.of(m.nameDefect() > 0));
    all.put(21, Truth.of(m.callerDefect() > 0));
    all.put(22, new Truth(m.byHand() > 0, m.byHand(), 0));
    double heal = Double.isNaN(m.healAfter()) ? Double.POSITIVE_INFINITY : m.healAfter();
    all.put(24, new Truth(heal > GOALS.healProof().toSeconds(), heal, 1));
    all.put(25, Truth.of(m.planDefect() > 0));
    return all;
  }
}
