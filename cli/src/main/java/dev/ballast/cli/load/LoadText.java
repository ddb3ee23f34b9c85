// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.Sparkline;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.load.Failure;
import dev.ballast.connect.load.Latencies;
import dev.ballast.connect.load.LoadReport;
import dev.ballast.connect.load.LoadRequest;
import dev.ballast.connect.load.Second;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A load in words. */
final class LoadText {

  private static final int CHART = 60;

  private LoadText() {}

  static String plan(LoadRequest request, List<Phase> phases, String manner) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Would send %s %s: about %,.0f requests in %s, at most %s a second, %s.%n",
            request.method(),
            request.address(),
            Arrivals.expected(phases),
            Text.exact(Arrivals.length(phases)),
            Text.number(Arrivals.peak(phases)),
            manner));
    Table table = Table.of(">FROM", ">TO", "FOR");
    for (Phase phase : phases) {
      table.row(
          Text.number(phase.from()) + "/s",
          Text.number(phase.to()) + "/s",
          Text.exact(phase.length()));
    }
    return text.append(table.render(Style.PLAIN)).toString();
  }

  static String report(
      LoadReport report, List<Phase> phases, List<String> complaints, Style style) {
    StringBuilder text = new StringBuilder();
    String health = !complaints.isEmpty() || report.good() == 0 ? "UNHEALTHY" : "HEALTHY";
    if (health.equals("HEALTHY") && report.good() < report.planned()) {
      health = "DEGRADED";
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%s %,d of %,d requests answered well (%s) in %s, on %,d connections%n",
            style.health(health, Style.shape(health)),
            report.good(),
            report.planned(),
            percent(1 - report.errorRatio()),
            Text.brief(Duration.ofMillis(Math.round(report.seconds() * 1000))),
            report.connections()));
    complaints.forEach(complaint -> text.append("  ").append(complaint).append('\n'));
    text.append('\n').append(latencies(report).render(style)).append('\n');
    text.append(outcomes(report).render(style));
    if (report.timeline().size() > 1) {
      text.append('\n').append(charts(report.timeline(), style));
    }
    return text.toString();
  }

  /** As people read it, or that it never came. */
  static String millis(Optional<Double> millis) {
    return millis.map(LoadText::millis).orElse("never");
  }

  static String percent(double ratio) {
    double percent = ratio * 100;
    return percent > 99.99 && percent < 100
        ? String.format(Locale.ROOT, "%.4f %%", percent)
        : String.format(Locale.ROOT, "%.2f %%", percent);
  }

  private static String millis(double millis) {
    return String.format(
        Locale.ROOT, millis < 10 ? "%.2f ms" : millis < 1000 ? "%.1f ms" : "%,.0f ms", millis);
  }

  private static Table latencies(LoadReport report) {
    Table table = Table.of("", ">P50", ">P90", ">P99", ">P99.9", ">LONGEST", "OF");
    row(table, "response, from when it was due", report.response(), "all that were due");
    row(table, "service, from when it left", report.service(), "answered");
    row(table, "how late it left", report.start(), "sent");
    return table;
  }

  private static void row(Table table, String what, Latencies times, String of) {
    table.row(
        what,
        millis(times.millis(0.5)),
        millis(times.millis(0.9)),
        millis(times.millis(0.99)),
        millis(times.millis(0.999)),
        millis(times.longestMillis()),
        of);
  }

  private static Table outcomes(LoadReport report) {
    Table table = Table.of("OUTCOME", ">REQUESTS", ">SHARE");
    report.statuses().forEach((status, n) -> outcome(table, "HTTP " + status, n, report));
    for (Failure failure : Failure.values()) {
      long n = report.failures().getOrDefault(failure, 0L);
      if (n > 0) {
        outcome(table, failure.text(), n, report);
      }
    }
    return table;
  }

  private static void outcome(Table table, String what, long n, LoadReport report) {
    table.row(
        what,
        String.format(Locale.ROOT, "%,d", n),
        percent(report.planned() == 0 ? 0 : (double) n / report.planned()));
  }

  private static String charts(List<Second> seconds, Style style) {
    return chart("answered well a second", seconds, Second::good, style)
        + chart("not, a second", seconds, s -> s.bad() + s.failed() + s.unsent(), style)
        + chart("p99, ms", seconds, s -> s.p99().orElse(Double.NaN), style);
  }

  private static String chart(
      String what, List<Second> seconds, ToDoubleFunction<Second> value, Style style) {
    double[] values = seconds.stream().mapToDouble(value).toArray();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double one : values) {
      low = Double.isNaN(one) ? low : Math.min(low, one);
      high = Double.isNaN(one) ? high : Math.max(high, one);
    }
    String range =
        low > high ? "never" : Text.number(round(low)) + " to " + Text.number(round(high));
    return String.format(
        Locale.ROOT, "%-23s %s %s%n", what, Sparkline.of(values, CHART), style.dim(range));
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
