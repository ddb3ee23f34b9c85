// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import static dev.ballast.control.findings.trial.Mechanism.AFTER;
import static dev.ballast.control.findings.trial.Mechanism.BEFORE;
import static dev.ballast.control.findings.trial.Mechanism.GOALS;
import static dev.ballast.control.findings.trial.Mechanism.LASTS;

import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.control.findings.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes a run request by request and write by write, then measures it every five seconds, as
 * monitoring does. What really was is counted on the way, from the mechanism.
 */
final class Simulator {

  static final Instant FAULT = Instant.parse("2026-01-05T09:30:00Z");
  static final int STEP = 5;

  private final Mechanism m;
  private final RandomGenerator random;
  private final Map<Signal, List<Series.Point>> points = new TreeMap<>();
  private long lost;
  private double badRequests;
  private double failingSeconds;

  private Simulator(Mechanism mechanism, RandomGenerator random) {
    this.m = mechanism;
    this.random = random;
  }

  static Trial trial(int planted, RandomGenerator random) {
    Mechanism mechanism = Mechanism.draw(planted, random);
    Simulator simulator = new Simulator(mechanism, random);
    simulator.requests();
    Writes writes = simulator.writes();
    Surroundings around = new Surroundings(mechanism, random);
    List<Series> series = new ArrayList<>();
    simulator.points.forEach(
        (signal, all) -> series.add(new Series(signal, signal.name(), "simulated", all)));
    RunRecord run =
        new RunRecord(
            "trial",
            new RunRecord.Broken("RegionIsolation", "checkout", "east", 4),
            around.clock(),
            GOALS,
            series,
            around.alarms(),
            Surroundings.EXPECTED,
            around.incidents(),
            around.deeds(),
            writes,
            around.names(),
            around.callers(),
            around.presences(),
            around.steps(),
            Map.of());
    Map<Integer, Truth> truths = new TreeMap<>(around.truths());
    truths.putAll(simulator.truths(writes));
    return new Trial(run, planted, truths);
  }

  static Instant at(double seconds) {
    return FAULT.plusMillis(Math.round(seconds * 1e3));
  }

  private void requests() {
    for (int t = (int) -BEFORE; t < LASTS + AFTER; t += STEP) {
      int sent = 0;
      int good = 0;
      double tried = 0;
      int east = 0;
      int sticky = 0;
      for (int s = t; s < t + STEP; s++) {
        int arrivals = poisson(m.rate());
        sent += arrivals;
        for (int i = 0; i < arrivals; i++) {
          boolean fails = random.nextDouble() < m.failing(s);
          tried += fails ? 1 + poisson(m.retries()) : 1;
          good += fails ? 0 : 1;
          badRequests += fails && s >= 0 ? 1 : 0;
          boolean there = s < 0 || s < m.failoverAt();
          east += there && random.nextBoolean() ? 1 : 0;
          sticky += s >= 0 && s < m.stickyUntil() && random.nextInt(4) == 0 ? 1 : 0;
        }
        failingSeconds += s >= 0 && m.failing(s) > GOALS.mayFail() ? 1 : 0;
      }
      lost += t >= 0 ? sent - good : 0;
      int end = t + STEP;
      add(Signal.RATE, end, sent / (double) STEP);
      add(Signal.INTENDED, end, sent / (double) STEP);
      add(Signal.SUCCEEDED, end, good / (double) STEP);
      add(Signal.ATTEMPTS, end, tried / STEP);
      add(Signal.STICKY, end, sticky / (double) STEP);
      add(Signal.WRITES, end, Surroundings.WRITES_PER_SECOND);
      add(Signal.LAG, end, m.lag());
      add(Signal.LEAK, end, t >= 0 && t < LASTS ? poisson(m.leak() * STEP) / (double) STEP : 0);
      double load = t >= m.failoverAt() && t < LASTS ? m.peak() : 0.3;
      add(Signal.USE, end, load * (0.97 + 0.03 * random.nextDouble()));
      boolean rush = t >= LASTS && t < LASTS + 2 * STEP;
      add(Signal.HERD, end, m.rate() * (rush ? m.rush() : 1) * (0.97 + 0.06 * random.nextDouble()));
      if (sent > 0) {
        add(Signal.ERRORS, end, (sent - good) / (double) sent);
        add(Signal.SHARE, end, east / (double) sent);
      }
      boolean slow = t >= m.failoverAt() && t < m.failoverAt() + m.slowFor();
      add(Signal.P99, end, (slow ? 0.8 : 0.2) * (0.9 + 0.2 * random.nextDouble()));
    }
  }

  private void add(Signal signal, double at, double value) {
    points.computeIfAbsent(signal, _ -> new ArrayList<>()).add(new Series.Point(at(at), value));
  }

  private Writes writes() {
    List<Writes.Write> all = new ArrayList<>();
    double moved = Math.min(m.failoverAt(), LASTS);
    int conflicts = m.conflicts();
    for (double t = -60; t < 100; t += 1 / Surroundings.WRITES_PER_SECOND) {
      boolean lostOne = t <= 0 && t > -m.lag();
      boolean other = conflicts > 0 && !lostOne;
      conflicts -= other ? 1 : 0;
      all.add(
          new Writes.Write(
              "w" + all.size(),
              at(t),
              t <= 0 ? "east" : "west",
              !lostOne,
              Map.of("east", other ? "a" : "b", "west", "b"),
              1));
      if (t > 0 && t <= m.bothLead()) {
        all.add(new Writes.Write("e" + all.size(), at(t), "east", true, Map.of(), 1));
      }
    }
    return moved < 0 ? new Writes(List.of(), false) : new Writes(all, false);
  }

  private Map<Integer, Truth> truths(Writes writes) {
    double objective = GOALS.failover().toSeconds();
    boolean moves = m.failoverAt() <= LASTS;
    double hit = Math.min(m.failoverAt(), LASTS) > m.onset() ? m.onset() : Double.POSITIVE_INFINITY;
    double patience = hit + GOALS.detect().toSeconds();
    boolean told = m.alertAt() <= patience; // false when it never fires
    Map<Integer, Truth> all = new TreeMap<>();
    all.put(1, new Truth(!told && patience <= LASTS, hit, STEP + 1));
    all.put(2, new Truth(!(m.alertAt() <= GOALS.detect().toSeconds()), orNever(m.alertAt()), 1));
    all.put(
        3, new Truth(!(m.declareAt() <= GOALS.declare().toSeconds()), orNever(m.declareAt()), 1));
    all.put(
        4,
        new Truth(
            m.failoverAt() > objective, moves ? m.failoverAt() : Double.POSITIVE_INFINITY, STEP));
    double well = moves ? m.failoverAt() + Math.max(m.limping(), m.slowFor()) : LASTS;
    boolean failback = m.failback() > GOALS.mayFail();
    boolean back = well + GOALS.recoveredHold().toSeconds() <= LASTS || !failback;
    well = Double.isFinite(hit) ? well : 0;
    all.put(
        5,
        new Truth(
            !back || well > objective + GOALS.detect().toSeconds(),
            back ? well : Double.POSITIVE_INFINITY,
            2 * STEP));
    all.put(
        6,
        new Truth(
            failingSeconds / 60 > GOALS.errorMinutes(), failingSeconds / 60, 4 * STEP / 60.0));
    double allowed = m.rate() * 60 * GOALS.errorMinutes();
    all.put(7, new Truth(lost > allowed, lost, 0.5));
    double outage = Math.min(m.failoverAt(), LASTS) - m.onset();
    double times = outage > 30 + 2 * STEP ? 1 + m.depth() * m.retries() : Double.NaN;
    all.put(8, new Truth(times > GOALS.amplification(), times, 0.15 * times));
    double budget = m.rate() * GOALS.window().toSeconds() * GOALS.mayFail();
    all.put(
        9,
        new Truth(
            badRequests / budget > GOALS.budget(),
            badRequests / budget,
            0.03 * badRequests / budget));
    long gone = writes.all().stream().filter(w -> !w.survived()).count();
    all.put(10, new Truth(gone > 0, gone, 0));
    all.put(11, new Truth(m.lag() > GOALS.rpo().toSeconds(), m.lag(), 1));
    all.put(12, new Truth(m.conflicts() > 0, m.conflicts(), 0));
    all.put(13, new Truth(m.bothLead() > 0, m.bothLead(), 1));
    all.put(18, new Truth(m.stickyUntil() > GOALS.dnsTail().toSeconds(), m.stickyUntil(), STEP));
    boolean carries = moves;
    all.put(
        19,
        new Truth(carries && 1 - m.peak() < GOALS.headroom(), carries ? 1 - m.peak() : 0.7, 0.05));
    all.put(20, Truth.of(m.leak() > 0));
    all.put(23, new Truth(failback || m.rush() > GOALS.herd(), m.failback(), 0.01));
    return all;
  }

  private static double orNever(double at) {
    return Double.isNaN(at) ? Double.POSITIVE_INFINITY : at;
  }

  /** Knuth's, in parts that do not underflow. */
  private int poisson(double mean) {
    int count = 0;
    double left = mean;
    while (left > 0) {
      double part = Math.min(left, 30);
      double limit = Math.exp(-part);
      double product = random.nextDouble();
      while (product > limit) {
        count++;
        product *= random.nextDouble();
      }
      left -= part;
    }
    return count;
  }

  static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }
}
