// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.telemetry.redact.Redaction;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of a {@link ServerConfig}, each broken rule said by its flag. */
final class ServerConfigRules {
  private static final Duration SHORTEST_EVALUATION = Duration.ofSeconds(1);
  private static final Duration LONGEST_EVALUATION = Duration.ofMinutes(5);
  private static final int HIGHEST_PORT = 65_535;

  private ServerConfigRules() {}

  static List<String> problems(ServerConfig config) {
    List<String> problems = new ArrayList<>();
    listening(problems, config.listen());
    folder(problems, "--config", config.configDir());
    folder(problems, "--healing-scripts", config.healing().scripts());
    folder(problems, "--healing-flags", config.healing().flags());
    pace(problems, config);
    retention(problems, "--retention-metrics", config.retention().metrics());
    retention(problems, "--retention-traces", config.retention().traces());
    retention(problems, "--retention-logs", config.retention().logs());
    sources(problems, config);
    Redaction.problems(config.intake().redact())
        .forEach(wrong -> problems.add("--redact: " + wrong));
    if (config.regions() != null) {
      problems.addAll(config.regions().problems());
    }
    limits(problems, config.limits());
    positive(problems, "--limit-watched-series", config.watch().mostSeries());
    return problems;
  }

  private static void listening(List<String> problems, ServerConfig.Listen listen) {
    require(problems, !listen.host().isBlank(), "--host", listen.host(), "an address or a name");
    port(problems, "--port", listen.port());
    port(problems, "--otlp-grpc-port", listen.otlpGrpcPort());
    port(problems, "--otlp-http-port", listen.otlpHttpPort());
    if (listen.tls() != null) {
      problems.addAll(listen.tls().problems());
    }
    boolean dns = listen.dns().isEmpty() || listen.dns().matches("[^\\s]+:[0-9]{1,5}");
    require(problems, dns, "--dns", listen.dns(), "HOST:PORT such as 127.0.0.1:5353");
  }

  private static void folder(List<String> problems, String flag, @Nullable Path folder) {
    require(
        problems,
        folder == null || Files.isDirectory(folder),
        flag,
        String.valueOf(folder),
        "a folder");
  }

  private static void pace(List<String> problems, ServerConfig config) {
    double scale = config.timeScale();
    require(problems, scale >= 1 && scale <= 3600, "--time-scale", scale, "1..3600");
    Duration every = config.evaluation();
    boolean often =
        every.isZero()
            || (every.compareTo(SHORTEST_EVALUATION) >= 0
                && every.compareTo(LONGEST_EVALUATION) <= 0);
    require(problems, often, "--evaluation-interval", every, "1s..5m");
  }

  private static void sources(List<String> problems, ServerConfig config) {
    for (ScrapeTarget target : config.scrape()) {
      String said = target.job() + "=" + target.url();
      require(problems, target.isReachable(), "--scrape", said, "JOB=http://HOST:PORT/PATH");
    }
    config
        .meshes()
        .forEach(
            (region, url) ->
                require(
                    problems,
                    "http".equals(url.getScheme()) && url.getHost() != null,
                    "--mesh",
                    region + "=" + url,
                    "REGION=http://HOST:PORT"));
  }

  private static void limits(List<String> problems, ServerConfig.Limits limits) {
    positive(problems, "--limit-body-bytes", limits.bodyBytes());
    positive(problems, "--limit-writes", limits.writes());
    positive(problems, "--limit-queries", limits.queries());
    positive(problems, "--limit-query-seconds", limits.queryTimeout().toSeconds());
    positive(problems, "--limit-series", limits.series());
    positive(problems, "--limit-free-bytes", limits.freeBytes());
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
