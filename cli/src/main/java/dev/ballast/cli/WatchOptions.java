// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.control.predict.Dial;
import dev.ballast.control.predict.WatchPolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the server watches everything for what is unlike before. */
final class WatchOptions {

  private static final WatchPolicy STANDARD = WatchPolicy.DEFAULT;
  private static final int MOST = 64;

  @Option(
      names = "--anomalies-at-most",
      paramLabel = "N",
      description = "The dial: alerts of anomalies in each --anomalies-per. Default: 6.")
  private double most = STANDARD.dial().most();

  @Option(
      names = "--anomalies-per",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "The dial's period. Default: 1h.")
  private Duration per = STANDARD.dial().per();

  @Option(
      names = "--limit-watched-series",
      paramLabel = "N",
      description = "Series watched for anomalies, 4 KB each. Default: 5000.")
  private int series = STANDARD.mostSeries();

  WatchPolicy policy() {
    if (!(most >= 1 && most <= MOST) || per.isZero()) {
      throw CommandFailure.usage(
          "--anomalies-at-most: %s in %s (expected: 1 to 64 in a time above 0, such as 6 and 1h)"
              .formatted(most, per));
    }
    if (series < 1) {
      throw CommandFailure.usage("--limit-watched-series: " + series + " (expected: 1 or more)");
    }
    return STANDARD.withDial(new Dial(most, per)).withMostSeries(series);
  }
}
