// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import com.linecorp.armeria.server.ServerBuilder;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.change.GrowthWatch;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.server.answer.Answerer;
import dev.ballast.server.answer.MeansReader;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.config.FolderWatch;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.experiment.ExperimentBook;
import dev.ballast.server.experiment.ExperimentRounds;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.gameday.HeldDay;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.healing.HealingDesk;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.HttpFace;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.incident.IncidentWatch;
import dev.ballast.server.keda.Forecasts;
import dev.ballast.server.keda.KedaScaler;
import dev.ballast.server.loops.Loops;
import dev.ballast.server.maturity.MaturityWatch;
import dev.ballast.server.otlp.Admission;
import dev.ballast.server.rollout.CanaryFiles;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.server.scorecard.ScorecardBook;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The object graph, in plain constructors: read it from top to bottom as the architecture. */
final class Wiring implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Closing closing = new Closing();
  final ServerConfig config;
  final InstantSource clock;
  final AtomicInteger port = new AtomicInteger();

  // Memory
  final Meter meter = new Meter();
  final Ledger ledger;
  final TokenStore tokens;
  final Gatekeeper gatekeeper;
  final @Nullable FolderWatch folder;

  final ChangeBook changes;
  final GrowthWatch growth = new GrowthWatch();
  final Senses senses;
  final Brain brain;
  final IncidentWatch incidents;
  final Callout callout;
  final Voice voice;
  final Gates gates;
  final CostWatch costs;
  final ScorecardBook scorecard;
  final MaturityWatch maturity;
  final ExperimentBook experiments;
  final ExperimentRounds rounds;
  final Hands hands;
  final HealingDesk healing;
  final GameDayDesk gamedays;

  // Faces
  final InFlight inFlight = new InFlight();
  final Loops loops;
  final HttpFace http;
  final KedaScaler scaler;

  Wiring(ServerConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    try {
      ledger = closing.add(Memory.open(config, clock));
      tokens = new TokenStore(ledger.documents(), clock);
      requireTokens();
      gatekeeper = new Gatekeeper(tokens, config.isLoopback(), new Counters(meter)::denied);
      folder = watch();
      changes = new ChangeBook(ledger.events());
      senses = new Senses(config, ledger, meter, clock, closing);
      brain = new Brain(config, ledger, senses, this::configuration, meter, clock, closing);
      voice =
          new Voice(
              ledger,
              this::configuration,
              this::alerts,
              config.isLoopback(),
              this::address,
              meter,
              clock,
              closing);
      incidents =
          new IncidentWatch(
              new IncidentWatch.Means(
                  brain.notice(),
                  brain.foresight()::snapshot,
                  brain.metrics(),
                  config.graphFrom(),
                  senses.store().traces(),
                  senses.store().logs(),
                  changes,
                  ledger,
                  meter,
                  clock),
              config.timeScale(),
              config.spanMetricsEvery(),
              new Answerer(
                  senses.store().traces(),
                  brain.metrics(),
                  new MeansReader(this::rollouts),
                  clock));
      callout =
          new Callout(
              ledger,
              incidents,
              this::configuration,
              brain.notice()::board,
              config.configDir(),
              clock);
      costs = new CostWatch(this::configuration, brain.notice()::board);
      scorecard = new ScorecardBook(ledger, incidents, clock);
      maturity =
          new MaturityWatch(
              new MaturityWatch.Means(
                  brain.notice()::board,
                  this::configState,
                  brain.foresight()::snapshot,
                  costs,
                  scorecard,
                  callout::runbook,
                  ledger,
                  clock));
      experiments = new ExperimentBook(ledger, clock);
      gates = new Gates(brain.notice()::board, brain.freshness(), brain.gate(), clock);
      hands = new Hands(config, ledger, senses, brain, this::configuration, gates, clock, closing);
      healing =
          closing.add(
              new HealingDesk(
                  new HealingDesk.Means(
                      this::configuration,
                      ledger,
                      brain.notice()::board,
                      brain.freshness(),
                      brain.metrics(),
                      new Forecasts(_ -> brain.metrics(), meter, clock, "healing"),
                      incidents::all,
                      costs,
                      hands.rollouts(),
                      hands.regions(),
                      config.meshes(),
                      config.dataDir(),
                      config.healing(),
                      callout::runbook,
                      clock)));
      gamedays =
          closing.add(
              new GameDayDesk(
                  new GameDayDesk.Means(
                      ledger,
                      brain.metrics(),
                      brain.notice(),
                      brain::newestSeen,
                      incidents,
                      hands.regions(),
                      config.meshes(),
                      voice.routes(),
                      System::getenv,
                      clock)));
      rounds =
          closing.add(
              new ExperimentRounds(
                  experiments,
                  this::configuration,
                  brain::newestSeen,
                  System.getenv(),
                  Optional.of(new HeldDay(gamedays, "ballast")),
                  clock));
      loops = closing.add(new Loops(clock, meter));
      http = new HttpFace(gatekeeper, new Counters(meter)::answered, inFlight);
      scaler =
          new KedaScaler(brain.sources()::named, new PromqlChecker(), gatekeeper, meter, clock);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private Collection<AlertTarget> alerts() {
    return hands.rollouts().alerts();
  }

  /** What repeats, as steps that can also be taken one by one. */
  Pulse pulse() {
    return new Pulse(this);
  }

  /** Puts every face on the HTTP server. */
  void bind(ServerBuilder server) {
    new Faces(this).bind(server);
  }

  /** All that can be called over plain HTTP. */
  List<Endpoint> endpoints(Admission admission) {
    return new Faces(this).endpoints(admission);
  }

  /** Tells the port, once it is open. */
  void listens(int on) {
    port.set(on);
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    closing.close();
  }

  /** Finishes what is in work and takes nothing new; live streams are told to end. */
  void drain() {
    http.endStreams();
    scaler.close();
    inFlight.close(PATIENCE);
  }

  private void requireTokens() {
    if (!config.isLoopback() && tokens.isEmpty()) {
      throw new InvalidServerConfigException(
          List.of(
              "--host: %s (expected: a loopback address, or at least one token)."
                      .formatted(config.listen().host())
                  + " Fix: ballast token create --role admin --data "
                  + config.dataDir()));
    }
  }

  private @Nullable FolderWatch watch() {
    if (config.configDir() == null) {
      return null;
    }
    FolderWatch watch =
        new FolderWatch(config.configDir(), new PromqlChecker(), ledger.events(), clock);
    watch.load(reading -> CanaryFiles.misfits(reading, new PromqlChecker()));
    return watch;
  }

  private List<Rollouts.View> rollouts() {
    return hands.rollouts().all();
  }

  ConfigState configState() {
    return folder == null ? ConfigState.EMPTY : folder.state();
  }

  Configuration configuration() {
    return configState().configuration();
  }

  String address() {
    return config.listen().url(port.get());
  }
}
