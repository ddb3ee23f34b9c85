// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.Watched.Pause;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.predict.DetectionPolicy;
import dev.ballast.control.predict.Dial;
import dev.ballast.control.predict.SeriesKind;
import dev.ballast.stats.detect.stream.EffectFloor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** What the owner of a series knows about it. */
final class PolicyOptions {

  @Option(
      names = "--at-most",
      paramLabel = "N",
      description = "The dial: at most this many alerts in each --per. Default: 5.")
  private double most = Dial.DEFAULT.most();

  @Option(
      names = "--per",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "The dial's period. Default: 7d.")
  private Duration per = Dial.DEFAULT.per();

  @Option(
      names = "--least-effect",
      paramLabel = "SHARE|VALUE",
      description =
          "Deviations below it are no anomalies: 5%% of the level, or 12.5 in the series' unit. "
              + "Default: 5%%.")
  private String leastEffect = "5%";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Where the day begins, for example Europe/Berlin. Default: UTC.")
  private String zone = "Z";

  @Option(names = "--counter", description = "The series is a total: judge its rate per second.")
  private boolean counter;

  @Option(
      names = "--paused",
      paramLabel = "FROM/TO",
      description = "A known change or incident: judged, but not learnt. May be repeated.")
  private List<String> paused = List.of();

  DetectionPolicy policy() {
    if (!(most > 0) || per.isZero()) {
      throw CommandFailure.usage(
          "--at-most: "
              + most
              + " in "
              + Text.exact(per)
              + " (expected: both above 0, for example 5 and 7d)");
    }
    return DetectionPolicy.DEFAULT
        .withKind(counter ? SeriesKind.COUNTER : SeriesKind.GAUGE)
        .withZone(zone())
        .withFloor(floor())
        .withDial(new Dial(most, per));
  }

  List<Pause> pauses() {
    return paused.stream().map(PolicyOptions::pause).toList();
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          "--zone: \"" + zone + "\" (expected: a zone such as Europe/Berlin or +02:00)");
    }
  }

  private EffectFloor floor() {
    boolean share = leastEffect.endsWith("%");
    String text = share ? leastEffect.substring(0, leastEffect.length() - 1) : leastEffect;
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && Double.isFinite(value)) {
        return share ? new EffectFloor(0, value / 100) : new EffectFloor(value, 0);
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw CommandFailure.usage(
        "--least-effect: \"" + leastEffect + "\" (expected: a number, or a share such as 5%)");
  }

  private static Pause pause(String text) {
    int slash = text.indexOf('/');
    long from = slash < 0 ? Timestamps.NONE : time(text.substring(0, slash));
    long until = slash < 0 ? Timestamps.NONE : time(text.substring(slash + 1));
    if (from == Timestamps.NONE || until == Timestamps.NONE || until <= from) {
      throw CommandFailure.usage(
          "--paused: \""
              + text
              + "\" (expected: FROM/TO, for example 2026-01-31T14:00:00Z/2026-01-31T15:00:00Z)");
    }
    return new Pause(from, until);
  }

  private static long time(String text) {
    return text.isBlank() ? Timestamps.NONE : Timestamps.millis(text.strip());
  }
}
