// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.series.EvenSeries;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.predict.capacity.CapacityJudge;
import dev.ballast.control.predict.capacity.Standing;
import dev.ballast.control.predict.capacity.Usage;
import dev.ballast.model.Capacity;
import dev.ballast.model.Capacity.Limit;
import dev.ballast.model.Capacity.Measure;
import dev.ballast.model.Capacity.Peak;
import dev.ballast.model.Capacity.Response;
import dev.ballast.model.Capacity.Timing;
import dev.ballast.model.CapacityName;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Asks of a series what a resource {@code Capacity} asks: when it reaches a limit. */
final class RunoutOptions {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_STEPS = 1_000;
  private static final int MOST_VALUES = 5_000;
  private static final List<String> NEEDING_A_LIMIT =
      List.of("--lead-time", "--safety", "--peak", "--consecutive", "--act-at");

  @Option(
      names = "--limit",
      paramLabel = "X",
      description = "Say when the series will reach it, how likely that is, and what to do.")
  private @Nullable Double limit;

  @Option(
      names = "--lead-time",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "With --limit: how long it takes to have more. Default: 7d.")
  private Duration leadTime = Duration.ofDays(7);

  @Option(
      names = "--safety",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "With --limit: how much earlier to act. Default: half of --lead-time.")
  private Duration safety = Duration.ofSeconds(-1);

  @Option(
      names = "--peak",
      paramLabel = "WHICH",
      description = "With --limit: max, p99, p95 or mean stands for a step. Default: max.")
  private Peak peak = Peak.MAX;

  @Option(
      names = "--consecutive",
      paramLabel = "K of N",
      description =
          "With --limit: so many steps of so many in a row are a breach. Default: 1 of 1.")
  private String consecutive = "1 of 1";

  @Option(
      names = "--act-at",
      paramLabel = "P",
      description = "With --limit: act from this probability on. Default: 0.2.")
  private double actAt = 0.2;

  /**
   * How far ahead is asked.
   *
   * @param text as it was typed; empty when it was not
   * @param steps of the series
   */
  record Ahead(String text, int steps) {}

  boolean asked() {
    return limit != null;
  }

  /** Everything that is wrong, at once. */
  void check(ParseResult given, boolean batch, double lower, double upper) {
    List<String> problems = new ArrayList<>();
    if (limit == null) {
      NEEDING_A_LIMIT.stream()
          .filter(given::hasMatchedOption)
          .forEach(flag -> problems.add(flag + ": without --limit (expected: --limit X besides)"));
      if (!problems.isEmpty()) {
        throw CommandFailure.usage(String.join("\n", problems));
      }
      return;
    }
    require(problems, !batch, "--limit", "with --batch", "one series");
    require(
        problems,
        Double.isFinite(limit) && limit > lower && limit <= upper,
        "--limit",
        limit,
        "a number above --lower and at most --upper");
    require(problems, leadTime.isPositive(), "--lead-time", Text.exact(leadTime), "above 0");
    require(problems, actAt > 0 && actAt < 1, "--act-at", actAt, "over 0 and under 1");
    boolean counts = consecutive.matches("[1-9][0-9]? of [1-9][0-9]?") && count(0) <= count(1);
    require(problems, counts, "--consecutive", consecutive, "K of N, 1 <= K <= N <= 99");
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
  }

  private static void require(
      List<String> problems, boolean holds, String flag, Object value, String rule) {
    if (!holds) {
      problems.add(flag + ": " + value + " (expected: " + rule + ")");
    }
  }

  private int count(int part) {
    return Integer.parseInt(consecutive.split(" of ", -1)[part]);
  }

  /** The verdict on a series; values without times count as days until now. */
  Runout judge(
      String source, EvenSeries series, Ahead ahead, double lower, double upper, Instant now) {
    Duration every =
        series.timed() ? Duration.ofMillis(Math.round(series.step().seconds() * 1000)) : DAY;
    Timing timing = timing(every, ahead);
    int each = (int) Math.max(1, Math.round(timing.step().toMillis() / (double) every.toMillis()));
    double[] peaks = peaks(series.values(), each);
    if (peaks.length > MOST_VALUES) {
      peaks = Arrays.copyOfRange(peaks, peaks.length - MOST_VALUES, peaks.length);
    }
    Instant end =
        series.timed() ? series.time(series.length() - 1) : now.truncatedTo(ChronoUnit.SECONDS);
    Duration step = every.multipliedBy(each);
    Capacity capacity =
        new Capacity(
            new CapacityName("series"),
            new ServiceName("series"),
            new Measure(source, "", "", peak),
            Limit.of(Objects.requireNonNull(limit))
                .withBounds(lower, upper)
                .withConsecutive(count(0), count(1)),
            timing.withStep(step).withHistory(step.multipliedBy(Math.max(1, peaks.length))),
            Response.actingAt(new Ratio(actAt)));
    Usage usage = new Usage("", Map.of(), peaks, end, step);
    List<String> notes = new ArrayList<>(series.notes());
    if (!series.timed()) {
      notes.add("the values have no times: each counts as a day, the newest as today");
    }
    if (each > 1) {
      notes.add(
          each + " values make a step: their " + peak.name().toLowerCase(java.util.Locale.ROOT));
    }
    return new Runout(
        capacity,
        new CapacityJudge(capacity, 1).judge(usage, source, Standing.unknown(end), end).verdict(),
        notes);
  }

  /** With a horizon that was asked for; else twice the time to the decision. */
  private Timing timing(Duration every, Ahead asked) {
    Timing timing = Timing.forLeadTime(leadTime);
    timing = safety.isNegative() ? timing : timing.withSafety(safety);
    timing = timing.step().compareTo(every) < 0 ? timing.withStep(every) : timing;
    if (timing.horizon().dividedBy(timing.step()) > MOST_STEPS
        || timing.decision().compareTo(timing.step()) < 0) {
      throw CommandFailure.usage(
          "--lead-time: %s (expected: with --safety 1 to 500 steps of %s)"
              .formatted(Text.exact(leadTime), Text.exact(timing.step())));
    }
    return asked.text().isEmpty() ? timing : timing.withHorizon(horizon(timing, asked, every));
  }

  private static Duration horizon(Timing timing, Ahead asked, Duration every) {
    Duration horizon = every.multipliedBy(asked.steps());
    long most = MOST_STEPS * timing.step().toMillis();
    if (horizon.compareTo(timing.decision()) < 0 || horizon.toMillis() > most) {
      throw CommandFailure.usage(
          "--horizon: %s (expected: from --lead-time and --safety together, %s, to %s)"
                  .formatted(
                      asked.text(),
                      Text.exact(timing.decision()),
                      Text.exact(Duration.ofMillis(most)))
              + ". Fix: change it, or --lead-time");
    }
    return horizon;
  }

  /** The peak of each so many values, counted from the newest. */
  private double[] peaks(double[] values, int each) {
    if (each == 1) {
      return values;
    }
    double[] peaks = new double[(values.length + each - 1) / each];
    Arrays.setAll(
        peaks,
        i -> {
          int to = values.length - (peaks.length - 1 - i) * each;
          double[] some =
              Arrays.stream(values, Math.max(0, to - each), to)
                  .filter(Double::isFinite)
                  .sorted()
                  .toArray();
          return some.length == 0 ? Double.NaN : statistic(some);
        });
    return peaks;
  }

  private double statistic(double[] sorted) {
    return switch (peak) {
      case MAX -> sorted[sorted.length - 1];
      case P99 -> quantile(sorted, 0.99);
      case P95 -> quantile(sorted, 0.95);
      case MEAN -> Arrays.stream(sorted).map(value -> value / sorted.length).sum();
    };
  }

  private static double quantile(double[] sorted, double q) {
    double rank = q * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
