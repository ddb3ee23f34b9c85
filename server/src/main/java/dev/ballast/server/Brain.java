// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.gate.Proofs;
import dev.ballast.control.health.HealthLoop;
import dev.ballast.control.health.HealthPolicy;
import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.capacity.CapacityLoop;
import dev.ballast.control.slo.Increase;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.alert.AlertLoop;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.eval.Engine;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.BoardMaker;
import dev.ballast.server.board.CloseLook;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.board.Recorder;
import dev.ballast.server.board.TrafficReader;
import dev.ballast.server.capacity.Foresight;
import dev.ballast.server.capacity.MarkedChanges;
import dev.ballast.server.graph.GraphWatch;
import dev.ballast.server.metrics.DataSources;
import dev.ballast.server.metrics.EmbeddedQuery;
import dev.ballast.server.watch.WatchRecorder;
import dev.ballast.server.watch.Watcher;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Ballast judges: from what the senses keep to a board that is shown, and its history. */
final class Brain {

  private static final Logger log = LoggerFactory.getLogger(Brain.class);

  private static final Duration SETTLE = Duration.ofMinutes(5);
  private static final Duration LEAST_SETTLE = Duration.ofSeconds(30);

  private final Meter meter;
  private final Supplier<Configuration> configuration;
  private final MetricQuery metrics;
  private final DataSources sources;
  private final HealthLoop health;
  private final GateKeeper gate;
  private final AlertLoop alerts;
  private final GraphWatch graphs;
  private final BoardMaker boards;
  private final Recorder recorder;
  private final Notice notice = new Notice();
  private final CloseLook closeLook;
  private final Freshness freshness;
  private final Senses senses;
  private final Watcher watcher;
  private final WatchRecorder watchRecorder;
  private volatile HealthSnapshot newest = HealthSnapshot.EMPTY;
  private final Foresight foresight;

  /**
   * @param configuration what is in use, asked at every turn
   */
  Brain(
      ServerConfig config,
      Ledger ledger,
      Senses senses,
      Supplier<Configuration> configuration,
      Meter meter,
      InstantSource clock,
      Closing closing) {
    this.meter = meter;
    this.configuration = configuration;
    Engine engine = new Engine(EngineOptions.DEFAULT.withTimeout(config.limits().queryTimeout()));
    metrics = new EmbeddedQuery(engine, senses.store().metrics());
    sources = closing.add(new DataSources(metrics, configuration));
    this.senses = senses;
    watcher =
        new Watcher(
            metrics,
            ledger,
            config.watch().withSamplesEvery(config.spanMetricsEvery()),
            settle(config.timeScale()));
    watchRecorder = new WatchRecorder(senses.store(), watcher, meter);
    TopologyReader topologies = new TopologyReader(metrics, config.timeScale(), config.graphFrom());
    graphs = new GraphWatch(metrics, topologies, config.timeScale());
    SloPolicy policy = SloPolicy.DEFAULT.withTimeScale(config.timeScale());
    health =
        new HealthLoop(
            new SloEvaluator(sources::named, Increase.parsed(), policy),
            topologies,
            ledger.events(),
            HealthPolicy.of(policy),
            clock);
    closeLook =
        new CloseLook(
            new SloEvaluator(sources::named, Increase.parsed(), policy.hurried())::evaluate,
            configuration,
            clock,
            System::nanoTime);
    alerts = new AlertLoop(ledger.events(), policy::scaled);
    gate =
        new GateKeeper(
            () -> configuration.get().gates(),
            config.timeScale(),
            ledger,
            new Proofs(() -> configuration.get().experiments(), ledger.events()),
            clock);
    boards =
        new BoardMaker(
            new TrafficReader(metrics),
            gate,
            ledger.events(),
            senses.versions(),
            senses.store()::refusal,
            watcher::report,
            graphs::latest,
            config.timeScale());
    recorder = new Recorder(senses.store());
    freshness = Freshness.of(config.evaluateEvery());
    foresight =
        new Foresight(
            new CapacityLoop(
                sources::named,
                new MarkedChanges(ledger.events(), () -> newest.topology()),
                ledger.events(),
                config.timeScale(),
                clock),
            configuration,
            senses.store());
  }

  /** One turn of the loop that the product is about: look, judge, show, keep. */
  void judge() {
    Configuration now = configuration.get();
    HealthSnapshot snapshot = health.tick(now);
    newest = snapshot;
    alerts.tick(now.slos().values(), snapshot.slos(), snapshot.at());
    notice.publish(boards.make(snapshot, now));
    keep(snapshot);
  }

  /** Works out what hangs on what, from the newest judgement. */
  void weigh() {
    Board board = notice.board();
    if (board.version() > 0) {
      graphs.look(board.health().topology(), board.configuration());
    }
  }

  /** A store that takes nothing costs the history, not the judgement. */
  private void keep(HealthSnapshot snapshot) {
    try {
      recorder.record(snapshot);
    } catch (StoreFullException | StoreException e) {
      meter
          .counter("ballast_judgements_unrecorded_total", "Judgements whose history was not kept.")
          .add();
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "health.unrecorded")
          .log("budgets and health of this turn are not in the store");
    }
  }

  /** Looks whether anything is unlike before, up to where the counts are complete. */
  void watch() {
    watchRecorder.timed(() -> watcher.look(senses.flushed(), newest));
    try {
      watchRecorder.record();
    } catch (StoreFullException | StoreException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "watch.unrecorded")
          .log("what is expected of this turn is not in the store");
    }
  }

  Watcher watcher() {
    return watcher;
  }

  /** How long after a change nothing is learnt: five minutes, in a demo's time at least 30 s. */
  private static Duration settle(double timeScale) {
    Duration scaled = Duration.ofMillis(Math.round(SETTLE.toMillis() / timeScale));
    return scaled.compareTo(LEAST_SETTLE) < 0 ? LEAST_SETTLE : scaled;
  }

  GraphWatch graphs() {
    return graphs;
  }

  MetricQuery metrics() {
    return metrics;
  }

  DataSources sources() {
    return sources;
  }

  GateKeeper gate() {
    return gate;
  }

  Recorder recorder() {
    return recorder;
  }

  Notice notice() {
    return notice;
  }

  /** Looks more often at what ends faults. */
  CloseLook closeLook() {
    return closeLook;
  }

  /** The newest board, with what was seen since of SLOs that end faults. */
  Board newestSeen() {
    return closeLook.over(notice.board());
  }

  Freshness freshness() {
    return freshness;
  }

  Foresight foresight() {
    return foresight;
  }
}
