// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.server.ServerConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the server takes on at once; beyond it, it refuses clearly. */
final class LimitOptions {

  private static final ServerConfig.Limits STANDARD = ServerConfig.Limits.DEFAULT;

  @Option(
      names = "--limit-body-bytes",
      paramLabel = "N",
      description = "Largest OTLP request, unpacked. Default: 16 MiB.")
  private int bodyBytes = STANDARD.bodyBytes();

  @Option(
      names = "--limit-writes",
      paramLabel = "N",
      description = "OTLP requests in work at once. Default: 64.")
  private int writes = STANDARD.writes();

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      description = "PromQL queries in work at once. Default: 20.")
  private int queries = STANDARD.queries();

  @Option(
      names = "--limit-query-seconds",
      paramLabel = "N",
      description = "Longest PromQL query. Default: 120.")
  private long querySeconds = STANDARD.queryTimeout().toSeconds();

  @Option(
      names = "--limit-series",
      paramLabel = "N",
      description = "Active series of the embedded store. Default: 1000000.")
  private int series = STANDARD.series();

  @Option(
      names = "--limit-free-bytes",
      paramLabel = "N",
      description = "With less free on its disk the store refuses new data. Default: 536870912.")
  private long freeBytes = STANDARD.freeBytes();

  ServerConfig.Limits limits() {
    return new ServerConfig.Limits(
        bodyBytes, writes, queries, Duration.ofSeconds(querySeconds), series, freeBytes);
  }
}
