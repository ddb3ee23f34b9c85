// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Sli;
import dev.ballast.model.Sli.Threshold.Operator;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PromQL of an SLI over one window.
 *
 * @param part what {@code meaning} says; never empty
 * @param partFactor turns the answer into events, such as a rate per second into its window's
 * @param total all events; empty when part is a share, then {@code totalFactor} events are assumed
 */
record SliQuery(String part, double partFactor, Meaning meaning, String total, double totalFactor) {

  /** What the part is. */
  enum Meaning {
    GOOD,
    BAD,
    GOOD_SHARE,
    BAD_SHARE
  }

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\.window\\s*}}");
  private static final Pattern RATE = Pattern.compile("\\b(rate|irate)\\s*\\(");
  private static final Pattern COUNT =
      Pattern.compile("\\b(increase|delta|idelta|count_over_time|sum_over_time)\\s*\\(");

  /**
   * Gauges are sampled each {@code resolution}, which is a thousandth of the window but not finer
   * than a minute (before time scaling).
   */
  static SliQuery of(Sli sli, Duration window, Increase increase, SloPolicy policy) {
    Duration minute = policy.scaled(Duration.ofMinutes(1));
    Duration thousandth = window.dividedBy(1000);
    Duration resolution = thousandth.compareTo(minute) > 0 ? thousandth : minute;
    return switch (sli) {
      case Sli.Ratio ratio -> ofRatio(ratio, window, resolution, increase);
      case Sli.Raw raw -> ofRaw(raw, window, resolution, increase);
      case Sli.Threshold threshold ->
          ofThreshold(threshold, window, resolution, policy.scaled(Duration.ofMinutes(5)));
    };
  }

  private static SliQuery ofRatio(
      Sli.Ratio ratio, Duration window, Duration resolution, Increase increase) {
    Meaning meaning = ratio.side() == Sli.Ratio.Side.GOOD ? Meaning.GOOD : Meaning.BAD;
    Counted part = counted(ratio.part(), ratio.counter(), window, resolution, increase);
    Counted total = counted(ratio.total(), ratio.counter(), window, resolution, increase);
    return new SliQuery(part.query, part.factor, meaning, total.query, total.factor);
  }

  private static SliQuery ofRaw(
      Sli.Raw raw, Duration window, Duration resolution, Increase increase) {
    boolean good = raw.type() == Sli.Raw.Type.SUCCESS;
    double slots = Math.max(1, (double) window.toMillis() / resolution.toMillis());
    Meaning share = good ? Meaning.GOOD_SHARE : Meaning.BAD_SHARE;
    if (hasPlaceholder(raw.query())) {
      return new SliQuery(fill(raw.query(), window), 1, share, "", slots);
    }
    if (raw.counter()) {
      return new SliQuery(increase.over(raw.query(), window), 1, share, "", slots);
    }
    String samples = "((" + raw.query() + ") >= 0)" + subquery(window, resolution);
    return new SliQuery(
        "sum_over_time(" + samples + ")",
        1,
        good ? Meaning.GOOD : Meaning.BAD,
        "count_over_time(" + samples + ")",
        1);
  }

  /** Comparisons filter, so that samples that are not a number count neither way. */
  private static SliQuery ofThreshold(
      Sli.Threshold threshold, Duration window, Duration resolution, Duration inner) {
    String query = "(" + fill(threshold.query(), inner) + ")";
    String range = subquery(window, resolution);
    String good = query + " " + symbol(threshold.operator()) + " " + threshold.threshold();
    return new SliQuery(
        "count_over_time((" + good + ")" + range + ")",
        1,
        Meaning.GOOD,
        "count_over_time((" + query + " >= -Inf)" + range + ")",
        1);
  }

  /** As asked, for evidence. */
  List<String> texts() {
    return total.isEmpty() ? List.of(part) : List.of(part, total);
  }

  private static Counted counted(
      String query, boolean counter, Duration window, Duration resolution, Increase increase) {
    boolean rate = RATE.matcher(query).find() && !COUNT.matcher(query).find();
    if (hasPlaceholder(query)) {
      return new Counted(fill(query, window), rate ? seconds(window) : 1);
    }
    if (counter && !rate) {
      return new Counted(increase.over(query, window), 1);
    }
    return new Counted(
        "sum_over_time((" + query + ")" + subquery(window, resolution) + ")",
        rate ? seconds(resolution) : 1);
  }

  private static boolean hasPlaceholder(String query) {
    return PLACEHOLDER.matcher(query).find();
  }

  private static String fill(String query, Duration window) {
    return PLACEHOLDER
        .matcher(query)
        .replaceAll(Matcher.quoteReplacement(PromqlDuration.of(window)));
  }

  private static String subquery(Duration window, Duration resolution) {
    return "[" + PromqlDuration.of(window) + ":" + PromqlDuration.of(resolution) + "]";
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case LTE -> "<=";
      case GTE -> ">=";
      case LT -> "<";
      case GT -> ">";
    };
  }

  private record Counted(String query, double factor) {}
}
