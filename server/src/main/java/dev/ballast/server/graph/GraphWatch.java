// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.Pair;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.PropagationReader;
import dev.ballast.control.topology.SignalReader;
import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.Topology;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.GraphMaker;
import dev.ballast.model.Configuration;
import dev.ballast.model.ServiceName;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps the newest graph worked out. A large one costs seconds, so it is not made anew with every
 * judgement. Thread-safe: one thread works, others read what is there.
 */
public final class GraphWatch {

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration BACK = Duration.ofHours(6);
  private static final Duration LEAST_BACK = Duration.ofMinutes(15);
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration LEAST_STEP = Duration.ofSeconds(15);

  private final TopologyReader topologies;
  private final SignalReader signals;
  private final PropagationReader propagation;
  private final Duration back;
  private final Duration step;
  private volatile GraphView view = GraphView.EMPTY;

  /**
   * @param timeScale what is looked back at passes so many times faster
   */
  public GraphWatch(MetricQuery metrics, TopologyReader topologies, double timeScale) {
    this.topologies = topologies;
    this.signals = new SignalReader(metrics);
    this.propagation = new PropagationReader(metrics);
    this.back = scaled(BACK, timeScale, LEAST_BACK);
    this.step = scaled(STEP, timeScale, LEAST_STEP);
  }

  private static Duration scaled(Duration written, double timeScale, Duration least) {
    Duration scaled = Duration.ofMillis(Math.round(written.toMillis() / timeScale));
    return scaled.compareTo(least) < 0 ? least : scaled;
  }

  /** What was worked out last; empty before the first time. */
  public GraphView latest() {
    return view;
  }

  /** Works out a topology that is newer than the last one by {@link #FRESH} or more. */
  public synchronized GraphView look(Topology topology, Configuration configuration) {
    if (!topology.evaluatedAt().isBefore(view.at().plus(FRESH))) {
      view = workOut(topology, configuration);
    }
    return view;
  }

  /**
   * The graph as it was, with the dependencies that are declared now.
   *
   * @throws QueryException when telemetry does not answer
   */
  public GraphView at(Instant then, Configuration configuration) {
    return workOut(topologies.read(configuration, then), configuration);
  }

  private GraphView workOut(Topology topology, Configuration configuration) {
    Instant at = topology.evaluatedAt();
    Map<ServiceName, Signals> seen = Map.of();
    Map<Pair, Propagation> measured = Map.of();
    try {
      seen = signals.read(at, topology.window());
      measured = propagation.read(at, back, step);
    } catch (QueryException _) {
      // Telemetry does not answer: what is known without it is said without it.
    }
    return GraphView.of(
        GraphMaker.of(topology, configuration, measured, seen),
        GraphView.promises(configuration),
        AnalysisOptions.DEFAULT,
        seen,
        at);
  }
}
