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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private static final int HIGHEST_PORT = 65_535;

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
    return new ServerConfig(
        value,
        dataDir,
        configDir,
        timeScale,
        evaluation,
        retention,
        limits,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withConfigDir(Path value) {
    return new ServerConfig(
        listen,
        dataDir,
        value,
        timeScale,
        evaluation,
        retention,
        limits,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withTimeScale(double value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        value,
        evaluation,
        retention,
        limits,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withEvaluation(Duration value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        timeScale,
        value,
        retention,
        limits,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withRetention(Retention value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        timeScale,
        evaluation,
        value,
        limits,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withLimits(Limits value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        timeScale,
        evaluation,
        retention,
        value,
        watch,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withWatch(WatchPolicy value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        timeScale,
        evaluation,
        retention,
        limits,
        value,
        scrape,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withScrape(List<ScrapeTarget> value) {
    return new ServerConfig(
        listen,
        dataDir,
        configDir,
        timeScale,
        evaluation,
        retention,
        limits,
        watch,
        value,
        meshes,
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withMeshes(Map<String, URI> value) {
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
        new TreeMap<>(value),
        graphFrom,
        intake,
        regions,
        healing);
  }

  public ServerConfig withGraphFrom(List<PairSource> value) {
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
        meshes,
        value,
        intake,
        regions,
        healing);
  }

  public ServerConfig withRegions(@Nullable Membership value) {
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
        meshes,
        graphFrom,
        intake,
        value,
        healing);
  }

  public ServerConfig withHealing(HealingReach value) {
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
        meshes,
        graphFrom,
        intake,
        regions,
        value);
  }

  public ServerConfig withIntake(Intake value) {
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
        meshes,
        graphFrom,
        value,
        regions,
        healing);
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
    List<String> problems = new ArrayList<>();
    require(problems, !listen.host().isBlank(), "--host", listen.host(), "an address or a name");
    port(problems, "--port", listen.port());
    port(problems, "--otlp-grpc-port", listen.otlpGrpcPort());
    port(problems, "--otlp-http-port", listen.otlpHttpPort());
    if (listen.tls() != null) {
      problems.addAll(listen.tls().problems());
    }
    boolean dns = listen.dns().isEmpty() || listen.dns().matches("[^\\s]+:[0-9]{1,5}");
    require(problems, dns, "--dns", listen.dns(), "HOST:PORT such as 127.0.0.1:5353");
    boolean folder = configDir == null || Files.isDirectory(configDir);
    require(problems, folder, "--config", String.valueOf(configDir), "a folder");
    folder(problems, "--healing-scripts", healing.scripts());
    folder(problems, "--healing-flags", healing.flags());
    boolean scale = timeScale >= 1 && timeScale <= 3600;
    require(problems, scale, "--time-scale", timeScale, "1..3600");
    boolean often =
        evaluation.isZero()
            || (evaluation.compareTo(SHORTEST) >= 0
                && evaluation.compareTo(Duration.ofMinutes(5)) <= 0);
    require(problems, often, "--evaluation-interval", evaluation, "1s..5m");
    retention(problems, "--retention-metrics", retention.metrics());
    retention(problems, "--retention-traces", retention.traces());
    retention(problems, "--retention-logs", retention.logs());
    for (ScrapeTarget target : scrape) {
      String said = target.job() + "=" + target.url();
      require(problems, target.isReachable(), "--scrape", said, "JOB=http://HOST:PORT/PATH");
    }
    meshes.forEach(
        (region, url) ->
            require(
                problems,
                "http".equals(url.getScheme()) && url.getHost() != null,
                "--mesh",
                region + "=" + url,
                "REGION=http://HOST:PORT"));
    Redaction.problems(intake.redact()).forEach(wrong -> problems.add("--redact: " + wrong));
    if (regions != null) {
      problems.addAll(regions.problems());
    }
    positive(problems, "--limit-body-bytes", limits.bodyBytes());
    positive(problems, "--limit-writes", limits.writes());
    positive(problems, "--limit-queries", limits.queries());
    positive(problems, "--limit-query-seconds", limits.queryTimeout().toSeconds());
    positive(problems, "--limit-series", limits.series());
    positive(problems, "--limit-free-bytes", limits.freeBytes());
    positive(problems, "--limit-watched-series", watch.mostSeries());
    return problems;
  }

  private static void folder(List<String> problems, String flag, @Nullable Path folder) {
    boolean fine = folder == null || Files.isDirectory(folder);
    require(problems, fine, flag, String.valueOf(folder), "a folder");
  }

  private Duration scaled(Duration unscaled) {
    Duration divided = Duration.ofNanos((long) (unscaled.toNanos() / timeScale));
    return divided.compareTo(SHORTEST) < 0 ? SHORTEST : divided;
  }

  private static void port(List<String> problems, String flag, int port) {
    require(problems, port >= 0 && port <= HIGHEST_PORT, flag, port, "0..65535");
  }

  private static void retention(List<String> problems, String flag, Duration kept) {
    require(problems, kept.compareTo(Duration.ofHours(1)) >= 0, flag, kept, "1h or longer");
  }

  private static void positive(List<String> problems, String flag, long value) {
    require(problems, value >= 1, flag, value, "1 or more");
  }

  private static void require(
      List<String> problems, boolean holds, String flag, Object value, String rule) {
    if (!holds) {
      problems.add(flag + ": " + value + " (expected: " + rule + ")");
    }
  }
}
