// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.LeftOut;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Topology;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Configuration;
import dev.ballast.telemetry.query.QueryException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks, judges and tells: one {@link #tick} asks telemetry, steps the state machines and appends
 * every change of health to the ledger. One thread at a time; whoever schedules it owns it. After a
 * restart it goes on from the ledger's last word on each place.
 */
public final class HealthLoop {

  private final SloEvaluator slos;
  private final TopologyReader topologies;
  private final ChangeRecorder recorder;
  private final InstantSource clock;
  private final HealthStep step;
  private HealthState state;
  private Topology topology = Topology.EMPTY;

  public HealthLoop(
      SloEvaluator slos,
      TopologyReader topologies,
      EventLog events,
      HealthPolicy policy,
      InstantSource clock) {
    this.slos = slos;
    this.topologies = topologies;
    this.recorder = new ChangeRecorder(events);
    this.clock = clock;
    this.step = new HealthStep(policy);
    this.state = HealthEvents.restore(events, clock.instant());
  }

  /**
   * Evaluates everything once. A change that the ledger cannot take now is recorded by a later
   * tick.
   */
  public HealthSnapshot tick(Configuration configuration) {
    Instant now = clock.instant();
    LeftOut leftOut = LeftOut.by(configuration.maintenances().values());
    List<SloStatus> statuses = slos.evaluate(configuration.slos().values(), leftOut, now);
    topology = look(configuration, now);
    HealthStep.Result result = step.step(state, configuration, statuses, topology, now);
    state = result.state();
    for (HealthChange change : result.changes()) {
      recorder.record(HealthEvents.changed(change, state));
    }
    recorder.flush();
    return new HealthSnapshot(now, result.services(), statuses, topology, result.changes());
  }

  /** When telemetry does not answer, who calls whom is what it was. */
  private Topology look(Configuration configuration, Instant now) {
    try {
      return topologies.read(configuration, now);
    } catch (QueryException _) {
      return topology;
    }
  }
}
