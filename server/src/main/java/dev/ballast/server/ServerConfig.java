// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.control.predict.WatchPolicy;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.ledger.regions.Membership;
import dev.ballast.model.Secret;
import dev.ballast.server.healing.HealingReach;
import dev.ballast.server.http.Tls;
import dev.ballast.telemetry.redact.Redaction;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a server, read once from the command line.
 *
 * @param dataDir where telemetry and ledger are kept; made when it is not there
 * @param configDir the watched folder of resources; null: none, every service is unknown
 * @param timeScale how many times faster SLO windows pass; 1 in production
 * @param evaluation how often health is judged; zero: every 10 s divided by the time scale
 * @param watch how everything is watched for what is unlike before
 * @param scrape targets whose metrics are read
 * @param meshes admin APIs of the meshes whose traffic is ruled, by region; their metrics are read
 * @param graphFrom meshes whose metrics tell of calls that no span shows
 * @param intake what is done with messages before they are believed or kept
 * @param regions which regions form the control plane with this one; null: it is alone
 * @param healing what remediations may touch on this machine
 */
public record ServerConfig(
    Listen listen,
    Path dataDir,
    @Nullable Path configDir,
    double timeScale,
    Duration evaluation,
    Retention retention,
    Limits limits,
    WatchPolicy watch,
    List<ScrapeTarget> scrape,
    SortedMap<String, URI> meshes,
    List<PairSource> graphFrom,
    Intake intake,
    @Nullable Membership regions,
    HealingReach healing) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration EVALUATION = Duration.ofSeconds(10);
  private static final Duration SPAN_METRICS = Duration.ofSeconds(5);
  private static final Duration MESH_METRICS = Duration.ofSeconds(15);

  /**
   * Where requests are taken.
   *
   * @param port for everything: UI, APIs, OTLP; 0: any free one
   * @param otlpGrpcPort extra, for agents' default; taken when free; 0: none
   * @param otlpHttpPort extra, for agents' default; taken when free; 0: none
   * @param tls on every port; null: none
   * @param dns {@code HOST:PORT} where names are answered, over UDP and TCP; empty: nowhere
   */
  public record Listen(
      String host, int port, int otlpGrpcPort, int otlpHttpPort, @Nullable Tls tls, String dns) {
    public static final Listen DEFAULT = new Listen("127.0.0.1", 7700, 4317, 4318);

    public Listen(String host, int port, int otlpGrpcPort, int otlpHttpPort) {
      this(host, port, otlpGrpcPort, otlpHttpPort, null, "");
    }

    public Listen withTls(Tls value) {
      return new Listen(host, port, otlpGrpcPort, otlpHttpPort, value, dns);
    }

    public Listen withDns(String value) {
      return new Listen(host, port, otlpGrpcPort, otlpHttpPort, tls, value);
    }

    /** What a client puts before the path. */
    String url(int openPort) {
      String name = host.contains(":") ? "[" + host + "]" : host;
      return "%s://%s:%d".formatted(tls == null ? "http" : "https", name, openPort);
    }
  }

  /** How long each signal is kept. */
  public record Retention(Duration metrics, Duration traces, Duration logs) {
    public static final Retention DEFAULT =
        new Retention(Duration.ofDays(35), Duration.ofDays(3), Duration.ofDays(3));
  }

  /**
   * What the server takes on at once.
   *
   * @param bodyBytes of one OTLP request, unpacked
   * @param writes OTLP requests in work at once; more wait a moment and get 429
   * @param queries PromQL queries in work at once
   * @param queryTimeout of one PromQL query
   * @param series active series of the embedded store
   * @param freeBytes with less than this free on its disk the store refuses new data
   */
  public record Limits(
      int bodyBytes, int writes, int queries, Duration queryTimeout, int series, long freeBytes) {
    public static final Limits DEFAULT =
        new Limits(16 << 20, 64, 20, Duration.ofMinutes(2), 1_000_000, 512L << 20);
  }

  /**
   * What is done with messages from outside.
   *
   * @param gitHubSecret what GitHub signs its webhooks with; none: they are refused
   * @param redact what becomes of personal data in logs, over the standard rules
   */
  public record Intake(Secret gitHubSecret, Map<String, String> redact) {
    public static final Intake DEFAULT = new Intake(new Secret.None(), Map.of());

    public Intake {
      redact = Map.copyOf(redact);
    }

    /** The rules for logs, once there are no {@link ServerConfig#problems}. */
    Redaction redaction() {
      return Redaction.DEFAULT.with(redact);
    }
  }

  public ServerConfig {
    scrape = List.copyOf(scrape);
    meshes = Collections.unmodifiableSortedMap(new TreeMap<>(meshes));
    graphFrom = List.copyOf(graphFrom);
  }

  public static ServerConfig in(Path dataDir) {
    return new ServerConfig(
        Listen.DEFAULT,
        dataDir,
        null,
        1,
        Duration.ZERO,
        Retention.DEFAULT,
        Limits.DEFAULT,
        WatchPolicy.DEFAULT,
        List.of(),
        Collections.emptySortedMap(),
        List.of(),
        Intake.DEFAULT,
        null,
        HealingReach.NONE);
  }

  public ServerConfig withListen(Listen value) {
    return changed(draft -> draft.listen = value);
  }

  public ServerConfig withConfigDir(Path value) {
    return changed(draft -> draft.configDir = value);
  }

  public ServerConfig withTimeScale(double value) {
    return changed(draft -> draft.timeScale = value);
  }

  public ServerConfig withEvaluation(Duration value) {
    return changed(draft -> draft.evaluation = value);
  }

  public ServerConfig withRetention(Retention value) {
    return changed(draft -> draft.retention = value);
  }

  public ServerConfig withLimits(Limits value) {
    return changed(draft -> draft.limits = value);
  }

  public ServerConfig withWatch(WatchPolicy value) {
    return changed(draft -> draft.watch = value);
  }

  public ServerConfig withScrape(List<ScrapeTarget> value) {
    return changed(draft -> draft.scrape = value);
  }

  public ServerConfig withMeshes(Map<String, URI> value) {
    return changed(draft -> draft.meshes = value);
  }

  public ServerConfig withGraphFrom(List<PairSource> value) {
    return changed(draft -> draft.graphFrom = value);
  }

  public ServerConfig withIntake(Intake value) {
    return changed(draft -> draft.intake = value);
  }

  public ServerConfig withRegions(@Nullable Membership value) {
    return changed(draft -> draft.regions = value);
  }

  public ServerConfig withHealing(HealingReach value) {
    return changed(draft -> draft.healing = value);
  }

  /** How often health is judged. */
  public Duration evaluateEvery() {
    return evaluation.isZero() ? scaled(EVALUATION) : evaluation;
  }

  /** How often the counts of spans become samples: often enough for the shortest SLO window. */
  public Duration spanMetricsEvery() {
    return scaled(SPAN_METRICS);
  }

  /** How often the counts of the meshes are read. */
  public Duration meshMetricsEvery() {
    return scaled(MESH_METRICS);
  }

  /** Whether only this machine can reach the server. */
  public boolean isLoopback() {
    return listen.host().equals("localhost")
        || listen.host().equals("::1")
        || listen.host().startsWith("127.");
  }

  /** Everything that is wrong with it, each as {@code flag: value (expected: rule)}. */
  public List<String> problems() {
    return ServerConfigRules.problems(this);
  }

  private Duration scaled(Duration unscaled) {
    Duration divided = Duration.ofNanos((long) (unscaled.toNanos() / timeScale));
    return divided.compareTo(SHORTEST) < 0 ? SHORTEST : divided;
  }

  /** The same with one thing changed, so that no part is copied by hand twice. */
  private ServerConfig changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /** The parts while one of them is changed; never seen outside. */
  private static final class Draft {
    private final Path dataDir;
    private Listen listen;
    private @Nullable Path configDir;
    private double timeScale;
    private Duration evaluation;
    private Retention retention;
    private Limits limits;
    private WatchPolicy watch;
    private List<ScrapeTarget> scrape;
    private Map<String, URI> meshes;
    private List<PairSource> graphFrom;
    private Intake intake;
    private @Nullable Membership regions;
    private HealingReach healing;

    private Draft(ServerConfig from) {
      listen = from.listen;
      dataDir = from.dataDir;
      configDir = from.configDir;
      timeScale = from.timeScale;
      evaluation = from.evaluation;
      retention = from.retention;
      limits = from.limits;
      watch = from.watch;
      scrape = from.scrape;
      meshes = from.meshes;
      graphFrom = from.graphFrom;
      intake = from.intake;
      regions = from.regions;
      healing = from.healing;
    }

    private ServerConfig config() {
      return new ServerConfig(
          listen,
          dataDir,
          configDir,
          timeScale,
          evaluation,
          retention,
          limits,
          watch,
          scrape,
          new TreeMap<>(meshes),
          graphFrom,
          intake,
          regions,
          healing);
    }
  }
}
