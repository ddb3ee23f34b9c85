// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.server.ServerConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long the server keeps each signal. */
final class RetentionOptions {

  private static final ServerConfig.Retention STANDARD = ServerConfig.Retention.DEFAULT;

  @Option(
      names = "--retention-metrics",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long metrics are kept. Default: 35d.")
  private Duration metrics = STANDARD.metrics();

  @Option(
      names = "--retention-traces",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long traces are kept. Default: 3d.")
  private Duration traces = STANDARD.traces();

  @Option(
      names = "--retention-logs",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long logs are kept. Default: 3d.")
  private Duration logs = STANDARD.logs();

  ServerConfig.Retention retention() {
    return new ServerConfig.Retention(metrics, traces, logs);
  }
}
