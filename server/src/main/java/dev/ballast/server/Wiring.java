// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import com.linecorp.armeria.server.ServerBuilder;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.control.change.Change;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.change.GrowthWatch;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.server.answer.Answerer;
import dev.ballast.server.answer.MeansReader;
import dev.ballast.server.api.AnomaliesApi;
import dev.ballast.server.api.CapacityApi;
import dev.ballast.server.api.ConfigApi;
import dev.ballast.server.api.EventsApi;
import dev.ballast.server.api.GateApi;
import dev.ballast.server.api.GraphApi;
import dev.ballast.server.api.HealthApi;
import dev.ballast.server.api.IncidentsApi;
import dev.ballast.server.api.PostmortemApi;
import dev.ballast.server.api.RolloutsApi;
import dev.ballast.server.api.SignalsApi;
import dev.ballast.server.api.StatusApi;
import dev.ballast.server.api.TargetsApi;
import dev.ballast.server.api.TokensApi;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.change.ChangeHooks;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.config.FolderWatch;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.cost.CostApi;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.experiment.ExperimentBook;
import dev.ballast.server.experiment.ExperimentRounds;
import dev.ballast.server.experiment.ExperimentsApi;
import dev.ballast.server.faults.FaultsApi;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.gameday.GameDaysApi;
import dev.ballast.server.gameday.HeldDay;
import dev.ballast.server.gate.AdmissionHook;
import dev.ballast.server.gate.FlaggerHooks;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.healing.HealingApi;
import dev.ballast.server.healing.HealingDesk;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.HttpFace;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.incident.IncidentWatch;
import dev.ballast.server.keda.KedaScaler;
import dev.ballast.server.logs.LogsApi;
import dev.ballast.server.loops.Loops;
import dev.ballast.server.maturity.MaturityApi;
import dev.ballast.server.maturity.MaturityWatch;
import dev.ballast.server.mcp.McpApi;
import dev.ballast.server.otlp.Admission;
import dev.ballast.server.otlp.LogLinesHttp;
import dev.ballast.server.otlp.OtlpGrpc;
import dev.ballast.server.otlp.OtlpHttp;
import dev.ballast.server.prometheus.PrometheusApi;
import dev.ballast.server.prometheus.QueryLimits;
import dev.ballast.server.regions.RegionsApi;
import dev.ballast.server.rollout.CanaryFiles;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.server.scorecard.ScorecardApi;
import dev.ballast.server.scorecard.ScorecardBook;
import dev.ballast.server.ui.Login;
import dev.ballast.server.ui.Site;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The object graph, in plain constructors: read it from top to bottom as the architecture. */
final class Wiring implements AutoCloseable {

  private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(5);
  private static final Duration SCALE = Duration.ofSeconds(5);
  private static final Duration ROLL = Duration.ofSeconds(1);
  private static final Duration SPEAK = Duration.ofSeconds(1);
  private static final Duration WEIGH_GRAPH = Duration.ofSeconds(15);
  private static final Duration LOOK_INTO = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_REGIONS = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_FAULTS = Duration.ofMillis(200);
  private static final Duration FOLLOW_GAME_DAYS = Duration.ofMillis(500);
  private static final Duration PRICE = Duration.ofSeconds(5);
  private static final Duration RIPEN = Duration.ofSeconds(30);
  private static final Duration HEAL = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_TIMETABLE = Duration.ofSeconds(5);
  private static final Duration LOOK_AT_GROWTH = Duration.ofMinutes(1);
  private static final Duration SELF_METRICS = Duration.ofSeconds(15);

  private final Closing closing = new Closing();
  private final ServerConfig config;
  private final InstantSource clock;
  private final AtomicInteger port = new AtomicInteger();

  // Memory
  private final Meter meter = new Meter();
  private final Ledger ledger;
  private final TokenStore tokens;
  private final Gatekeeper gatekeeper;
  private final @Nullable FolderWatch folder;

  private final ChangeBook changes;
  private final GrowthWatch growth = new GrowthWatch();
  private final Senses senses;
  private final Brain brain;
  private final IncidentWatch incidents;
  private final Callout callout;
  private final Voice voice;
  private final Gates gates;
  private final CostWatch costs;
  private final ScorecardBook scorecard;
  private final MaturityWatch maturity;
  private final ExperimentBook experiments;
  private final ExperimentRounds rounds;
  private final Hands hands;
  private final HealingDesk healing;
  private final GameDayDesk gamedays;

  // Faces
  private final InFlight inFlight = new InFlight();
  private final Loops loops;
  private final HttpFace http;
  private final KedaScaler scaler;

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
                      incidents::all,
                      costs,
                      hands.rollouts(),
                      hands.regions(),
                      config.meshes(),
                      config.dataDir(),
                      config.healingScripts(),
                      clock)));
      gamedays =
          closing.add(
              new GameDayDesk(
                  new GameDayDesk.Means(
                      ledger,
                      brain.metrics(),
                      brain.notice(),
                      incidents,
                      hands.regions(),
                      config.meshes(),
                      clock)));
      rounds =
          closing.add(
              new ExperimentRounds(
                  experiments,
                  this::configuration,
                  brain.notice()::board,
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

  /** Puts every face on the HTTP server. */
  void bind(ServerBuilder server) {
    Admission admission = new Admission(config.limits().writes(), inFlight, meter);
    int maxBody = config.limits().bodyBytes();
    http.bind(server, endpoints(admission));
    new OtlpGrpc(senses.receiver(), admission, gatekeeper, maxBody).bind(server);
    scaler.bind(server);
  }

  /** All that can be called over plain HTTP. */
  List<Endpoint> endpoints(Admission admission) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        new StatusApi(
                brain.notice(),
                brain.freshness(),
                gates,
                clock,
                () -> Memory.links(ledger).warnings())
            .endpoints());
    all.addAll(new GateApi(gates).endpoints());
    all.addAll(new AdmissionHook(gates).endpoints());
    all.addAll(new FlaggerHooks(gates, ledger.documents(), ledger.events(), clock).endpoints());
    all.addAll(new CostApi(costs).endpoints());
    all.addAll(new HealingApi(healing).endpoints());
    all.addAll(new ExperimentsApi(experiments, rounds, this::configuration, clock).endpoints());
    all.addAll(new AnomaliesApi(brain.watcher()::report).endpoints());
    all.addAll(new CapacityApi(brain.foresight()::snapshot).endpoints());
    all.addAll(new GraphApi(brain.graphs(), brain.notice()::board, clock).endpoints());
    all.addAll(new IncidentsApi(incidents, brain.notice()::board).endpoints());
    all.addAll(new EventsApi(ledger.events()).endpoints());
    all.addAll(
        new ChangeHooks(changes, config.intake().gitHubSecret(), new Secrets(System::getenv), clock)
            .endpoints());
    all.addAll(new SignalsApi(senses.store().traces(), senses.store().logs(), clock).endpoints());
    all.addAll(new LogsApi(senses.store().logs(), clock).endpoints());
    all.addAll(
        new LogLinesHttp(
                senses.receiver(),
                senses.logSink(),
                admission,
                config.limits().bodyBytes(),
                meter,
                clock)
            .endpoints());
    all.addAll(new ConfigApi(this::configState, new PromqlChecker()).endpoints());
    all.addAll(new TargetsApi(senses.scraper()::targets).endpoints());
    all.addAll(callout.endpoints());
    all.addAll(voice.api().endpoints());
    all.addAll(new RegionsApi(hands.regions(), () -> Memory.links(ledger)).endpoints());
    all.addAll(new FaultsApi(hands.faults()).endpoints());
    all.addAll(new GameDaysApi(gamedays, ledger.events(), brain.notice()).endpoints());
    all.addAll(new RolloutsApi(hands.rollouts(), ledger.events()).endpoints());
    all.addAll(new MaturityApi(maturity).endpoints());
    all.addAll(new ScorecardApi(scorecard).endpoints());
    all.addAll(new PostmortemApi(incidents, this::address, clock).endpoints());
    all.addAll(new TokensApi(tokens, ledger.events(), clock).endpoints());
    all.addAll(
        new HealthApi(
                loops,
                meter,
                () -> brain.freshness().problem(brain.notice().board(), clock.instant()),
                () -> !senses.store().refusal().isEmpty(),
                Version.text())
            .endpoints());
    all.addAll(
        new PrometheusApi(
                brain.metrics(),
                clock,
                new QueryLimits(config.limits().queries(), config.limits().queryTimeout()),
                Version.text())
            .endpoints());
    all.addAll(new OtlpHttp(senses.receiver(), admission, config.limits().bodyBytes()).endpoints());
    Site site =
        new Site(
            new Site.Sources(
                brain.notice(),
                brain.metrics(),
                senses.store().traces(),
                senses.store().logs(),
                ledger.events(),
                hands.rollouts(),
                incidents,
                changes,
                brain.foresight()::snapshot,
                this::configState,
                scorecard,
                callout.actions(),
                costs,
                maturity,
                healing,
                hands.regions(),
                gamedays,
                () -> Memory.links(ledger),
                clock),
            new Site.Facts(
                Version.text(),
                this::address,
                config.configDir() == null ? "" : config.configDir().toString(),
                brain.freshness()));
    all.addAll(site.endpoints());
    all.addAll(new Login(site, gatekeeper).endpoints());
    all.addAll(new McpApi(all, clock, Version.text()).endpoints());
    return all;
  }

  /** Tells the port, once it is open. */
  void listens(int on) {
    port.set(on);
  }

  /** Starts what repeats. */
  void run() {
    if (folder != null) {
      loops.every(LOOK_AT_FOLDER, "configuration", this::lookAtFolder);
    }
    loops.every(config.spanMetricsEvery(), "span-metrics", this::flush);
    loops.every(config.spanMetricsEvery(), "watch", this::watchSeries);
    loops.every(config.evaluateEvery(), "versions", this::settle);
    loops.atOnceAndEvery(config.evaluateEvery(), "health", this::judge);
    loops.every(LOOK_AHEAD, "capacity", this::foresee);
    loops.every(SPEAK, "webhooks", this::speak);
    loops.every(PRICE, "cost", this::price);
    loops.every(RIPEN, "maturity", this::ripen);
    loops.every(SCALE, "scalers", scaler::tick);
    loops.every(ROLL, "rollouts", this::roll);
    loops.every(LOOK_AT_TIMETABLE, "experiments", rounds::tick);
    loops.every(LOOK_AT_REGIONS, "regions", hands.regions()::tick);
    loops.every(HEAL, "healing", this::heal);
    loops.every(LOOK_AT_FAULTS, "faults", hands.faults()::tick);
    loops.every(FOLLOW_GAME_DAYS, "gamedays", this::followGameDays);
    loops.every(WEIGH_GRAPH, "graph", this::weigh);
    loops.every(LOOK_INTO, "incidents", this::lookInto);
    loops.every(LOOK_AT_GROWTH, "growth", this::lookAtGrowth);
    loops.every(
        SELF_METRICS,
        "self-metrics",
        () -> brain.recorder().record(meter.snapshot(), "ballast:" + port.get(), clock.instant()));
    senses.scraper().watch(hands.scrape());
  }

  void lookAtFolder() {
    if (folder != null) {
      folder.look(hands.canaries()::problems);
    }
  }

  /** Writes down which versions have been seen. */
  void settle() {
    senses.versions().settle();
  }

  /** Follows the folder's canaries, then has every rollout look that is due. */
  void roll() {
    hands.canaries().follow(configuration());
    hands.rollouts().tick();
  }

  void flush() {
    senses.flush();
  }

  void judge() {
    brain.judge();
  }

  void watchSeries() {
    brain.watch();
  }

  /** Judges what can run out. */
  void foresee() {
    brain.foresight().look();
  }

  /** Works out what is worth its price. */
  void price() {
    costs.look();
  }

  /** Judges how mature everybody is. */
  void ripen() {
    maturity.look();
  }

  /** Looks into what is wrong. */
  void lookInto() {
    incidents.tick();
  }

  /** Writes down whose number of series has jumped. */
  void lookAtGrowth() {
    for (Change grown : growth.look(senses.store().seriesByService(), clock.instant())) {
      changes.record(grown, "ballast");
    }
  }

  /** Looks at what could be healed. */
  void heal() {
    healing.tick();
  }

  /** Does what is due on a game day. */
  void followGameDays() throws InterruptedException {
    gamedays.tick();
  }

  /** What was decided before goes out whatever becomes of what is to be decided now. */
  void speak() {
    try {
      callout.tick();
    } finally {
      voice.speak();
    }
  }

  void scale() {
    scaler.tick();
  }

  /** Works out what hangs on what. */
  void weigh() {
    brain.weigh();
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

  private ConfigState configState() {
    return folder == null ? ConfigState.EMPTY : folder.state();
  }

  private Configuration configuration() {
    return configState().configuration();
  }

  private String address() {
    return config.listen().url(port.get());
  }
}
