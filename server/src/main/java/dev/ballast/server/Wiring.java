// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import com.linecorp.armeria.server.ServerBuilder;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.gate.GatePolicy;
import dev.ballast.control.health.HealthLoop;
import dev.ballast.control.health.HealthPolicy;
import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.slo.Increase;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.model.Configuration;
import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.eval.Engine;
import dev.ballast.server.api.ConfigApi;
import dev.ballast.server.api.EventsApi;
import dev.ballast.server.api.HealthApi;
import dev.ballast.server.api.SignalsApi;
import dev.ballast.server.api.StatusApi;
import dev.ballast.server.api.TargetsApi;
import dev.ballast.server.api.TokensApi;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.board.BoardMaker;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.board.Recorder;
import dev.ballast.server.board.TrafficReader;
import dev.ballast.server.board.VersionBook;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.config.FolderWatch;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.HttpFace;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.loops.Loops;
import dev.ballast.server.metrics.DataSources;
import dev.ballast.server.metrics.EmbeddedQuery;
import dev.ballast.server.otlp.Admission;
import dev.ballast.server.otlp.OtlpGrpc;
import dev.ballast.server.otlp.OtlpHttp;
import dev.ballast.server.prometheus.PrometheusApi;
import dev.ballast.server.prometheus.QueryLimits;
import dev.ballast.server.ui.Login;
import dev.ballast.server.ui.Site;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.otlp.OtlpLimits;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.scrape.Scraper;
import dev.ballast.telemetry.spanmetrics.RedLimits;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import dev.ballast.telemetry.store.StoreException;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object graph, in plain constructors: read it from top to bottom as the architecture. */
final class Wiring implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Wiring.class);
  private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final Duration SELF_METRICS = Duration.ofSeconds(15);

  private final Closing closing = new Closing();
  private final ServerConfig config;
  private final InstantSource clock;
  private final AtomicInteger port = new AtomicInteger();

  // Memory and senses
  private final Meter meter = new Meter();
  private final Ledger ledger;
  private final TokenStore tokens;
  private final Gatekeeper gatekeeper;
  private final @Nullable FolderWatch folder;
  private final TelemetryStore store;
  private final VersionBook versions;
  private final RedMetrics spanMetrics;
  private final OtlpReceiver receiver;
  private final Scraper scraper;

  // Brain
  private final MetricQuery metrics;
  private final HealthLoop health;
  private final Gate gate = new Gate(GatePolicy.DEFAULT);
  private final BoardMaker boards;
  private final Recorder recorder;
  private final Notice notice = new Notice();
  private final Freshness freshness;

  // Faces
  private final InFlight inFlight = new InFlight();
  private final Loops loops;
  private final HttpFace http;

  Wiring(ServerConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.freshness = Freshness.of(config.evaluateEvery());
    try {
      ledger = closing.add(EmbeddedLedger.open(OfflineTokens.ledger(config.dataDir()), clock));
      tokens = new TokenStore(ledger.documents(), clock);
      requireTokens();
      gatekeeper = new Gatekeeper(tokens, config.isLoopback(), new Counters(meter)::denied);
      folder = watch();
      store =
          closing.add(
              TelemetryStore.open(config.dataDir().resolve("telemetry"), storeOptions(), clock));
      MetadataSink metadata = store.metrics()::describe;
      versions = new VersionBook(ledger.documents(), ledger.events());
      spanMetrics = new RedMetrics(store, metadata, RedLimits.DEFAULT, versions, meter, clock);
      closing.add(this::flush);
      receiver =
          new OtlpReceiver(
              new OtlpReceiver.Sinks(
                  store, metadata, store.spanSink(), store.logSink(), spanMetrics),
              new OtlpLimits(config.limits().bodyBytes(), OtlpLimits.DEFAULT.maxCachedSeries()),
              meter,
              clock);
      scraper = closing.add(new Scraper(store, metadata, meter, clock));

      Engine engine = new Engine(EngineOptions.DEFAULT.withTimeout(config.limits().queryTimeout()));
      metrics = new EmbeddedQuery(engine, store.metrics());
      DataSources sources = closing.add(new DataSources(metrics, this::configuration));
      SloPolicy policy = SloPolicy.DEFAULT.withTimeScale(config.timeScale());
      health =
          new HealthLoop(
              new SloEvaluator(sources::named, Increase.parsed(), policy),
              new TopologyReader(metrics, config.timeScale()),
              ledger.events(),
              HealthPolicy.of(policy),
              clock);
      boards =
          new BoardMaker(
              new TrafficReader(metrics),
              gate,
              ledger.events(),
              versions,
              store::refusal,
              config.timeScale());
      recorder = new Recorder(store);
      loops = closing.add(new Loops(clock, meter));
      http = new HttpFace(gatekeeper, new Counters(meter)::answered, inFlight);
      StoreGauges.register(meter, () -> store.stats(0));
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** Puts every face on the HTTP server. */
  void bind(ServerBuilder server) {
    Admission admission = new Admission(config.limits().writes(), inFlight, meter);
    int maxBody = config.limits().bodyBytes();
    http.bind(server, endpoints(admission));
    new OtlpGrpc(receiver, admission, gatekeeper, maxBody).bind(server);
  }

  /** All that can be called over plain HTTP. */
  List<Endpoint> endpoints(Admission admission) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        new StatusApi(notice, freshness, gate, new GateKeeper(gate, ledger.events(), clock), clock)
            .endpoints());
    all.addAll(new EventsApi(ledger.events()).endpoints());
    all.addAll(new SignalsApi(store.traces(), store.logs(), clock).endpoints());
    all.addAll(new ConfigApi(this::configState, new PromqlChecker()).endpoints());
    all.addAll(new TargetsApi(scraper::targets).endpoints());
    all.addAll(new TokensApi(tokens, ledger.events(), clock).endpoints());
    all.addAll(
        new HealthApi(
                loops,
                meter,
                () -> freshness.problem(notice.board(), clock.instant()),
                () -> !store.refusal().isEmpty(),
                Version.text())
            .endpoints());
    all.addAll(
        new PrometheusApi(
                metrics,
                clock,
                new QueryLimits(config.limits().queries(), config.limits().queryTimeout()),
                Version.text())
            .endpoints());
    all.addAll(new OtlpHttp(receiver, admission, config.limits().bodyBytes()).endpoints());
    Site site =
        new Site(
            new Site.Sources(
                notice,
                metrics,
                store.traces(),
                store.logs(),
                ledger.events(),
                this::configState,
                clock),
            new Site.Facts(
                Version.text(),
                this::address,
                config.configDir() == null ? "" : config.configDir().toString(),
                freshness));
    all.addAll(site.endpoints());
    all.addAll(new Login(site, gatekeeper).endpoints());
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
    loops.every(config.evaluateEvery(), "versions", this::settle);
    loops.atOnceAndEvery(config.evaluateEvery(), "health", this::judge);
    loops.every(
        SELF_METRICS,
        "self-metrics",
        () -> recorder.record(meter.snapshot(), "ballast:" + port.get(), clock.instant()));
    scraper.watch(config.scrape());
  }

  void lookAtFolder() {
    if (folder != null) {
      folder.look();
    }
  }

  /** Writes down which versions have been seen. */
  void settle() {
    versions.settle();
  }

  void flush() {
    spanMetrics.flush(clock.instant());
  }

  /** One turn of the loop that the product is about: look, judge, show, keep. */
  void judge() {
    Configuration configuration = configuration();
    HealthSnapshot snapshot = health.tick(configuration);
    notice.publish(boards.make(snapshot, configuration));
    keep(snapshot);
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
    watch.load();
    return watch;
  }

  private StoreOptions storeOptions() {
    ServerConfig.Retention kept = config.retention();
    StoreOptions.Limits standard = StoreOptions.Limits.DEFAULT;
    return StoreOptions.DEFAULT
        .withMinFreeBytes(config.limits().freeBytes())
        .withRetention(new StoreOptions.Retention(kept.metrics(), kept.traces(), kept.logs()))
        .withLimits(
            new StoreOptions.Limits(
                config.limits().series(),
                standard.maxLabels(),
                standard.maxNameBytes(),
                standard.maxValueBytes()));
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
