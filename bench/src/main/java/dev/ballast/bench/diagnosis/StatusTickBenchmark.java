// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.engine.EnginePolicy;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.control.incident.engine.IncidentEngine;
import dev.ballast.control.incident.engine.Look;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.incident.engine.Turn;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What incidents add to a status tick: the engine's step over the newest judgement of all promises,
 * CPU of its thread. Arguments: services (default 1,000), each with one promise in two regions.
 */
public final class StatusTickBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> REGIONS = List.of("eu-west", "us-east");
  private static final int CALLS = 3;
  private static final int ROUNDS = 30;
  private static final int WARM = 5;
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final double LIMIT_MS = 200;

  private StatusTickBenchmark() {}

  public static void main(String[] arguments) {
    int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    Topology topology = topology(services);
    System.out.printf(
        "%,d services, %,d promises at places, %,d edges; limit %.0f ms of CPU%n",
        services, services * REGIONS.size(), topology.edges().size(), LIMIT_MS);
    for (int sick : new int[] {0, services / 100, services / 10, services}) {
      measure(services, sick, topology);
    }
  }

  /** All of them fall sick in one tick, stay so, and are well again in one. */
  private static void measure(int services, int sick, Topology topology) {
    IncidentEngine engine = new IncidentEngine(EnginePolicy.DEFAULT);
    double[] open = new double[ROUNDS];
    double[] steady = new double[ROUNDS];
    double[] close = new double[ROUNDS];
    int incidents = 0;
    for (int round = -WARM; round < ROUNDS; round++) {
      Instant at = START;
      IncidentBook book = IncidentBook.EMPTY;
      book = engine.step(book, look(services, 0, topology, at)).book();
      Timed opened = step(engine, book, look(services, sick, topology, at.plus(TICK)));
      incidents = opened.turn().book().open().size();
      Look same = look(services, sick, topology, at.plus(TICK.multipliedBy(2)));
      Timed stayed = step(engine, opened.turn().book(), same);
      Look well = look(services, 0, topology, at.plus(TICK.multipliedBy(3)));
      Timed closed = step(engine, stayed.turn().book(), well);
      if (round >= 0) {
        open[round] = opened.millis();
        steady[round] = stayed.millis();
        close[round] = closed.millis();
      }
    }
    System.out.printf(
        "%,5d services sick, %,4d incidents: opening p50 %.1f, p95 %.1f ms; open p50 %.1f, p95 %.1f"
            + " ms; ending p50 %.1f, p95 %.1f ms%n",
        sick,
        incidents,
        at(open, 0.5),
        at(open, 0.95),
        at(steady, 0.5),
        at(steady, 0.95),
        at(close, 0.5),
        at(close, 0.95));
  }

  private record Timed(Turn turn, double millis) {}

  private static Timed step(IncidentEngine engine, IncidentBook book, Look look) {
    long start = THREADS.getCurrentThreadCpuTime();
    Turn turn = engine.step(book, look);
    return new Timed(turn, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
  }

  private static double at(double[] values, double quantile) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  private static Place place(int service, String region) {
    return new Place(new ServiceName("service-" + service), region);
  }

  /** Each is called by up to three that came before it, in its region. */
  private static Topology topology(int services) {
    SplittableRandom random = new SplittableRandom(1);
    List<Edge> edges = new ArrayList<>();
    for (int s = 1; s < services; s++) {
      Set<Integer> callers = new TreeSet<>();
      for (int c = 0; c < CALLS; c++) {
        callers.add(random.nextInt(s));
      }
      for (int caller : callers) {
        for (String region : REGIONS) {
          edges.add(
              new Edge(
                  place(caller, region),
                  place(s, region),
                  "",
                  Strength.HARD,
                  true,
                  new Edge.Traffic.Observed(1, 0, 0.01, 0.02)));
        }
      }
    }
    return new Topology(edges, Duration.ZERO, Duration.ZERO, Map.of(), START);
  }

  /** The sick ones are spread over all, in one of the regions. */
  private static Look look(int services, int sick, Topology topology, Instant at) {
    int every = sick == 0 ? Integer.MAX_VALUE : services / sick;
    List<Reading> readings = new ArrayList<>();
    for (int s = 0; s < services; s++) {
      for (String region : REGIONS) {
        boolean bad = s % every == every - 1 && region.equals(REGIONS.getLast());
        readings.add(
            new Reading(
                place(s, region),
                "slo-" + s,
                Symptom.Sign.ERRORS,
                bad ? Health.UNHEALTHY : Health.HEALTHY,
                bad ? START.plus(TICK) : at.isAfter(START) ? at : START,
                bad ? "91 % errors" : "fine",
                List.of()));
      }
    }
    return new Look(at, readings, topology, List.of(), Set.of());
  }
}
