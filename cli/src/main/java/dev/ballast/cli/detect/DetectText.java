// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.Watched.Anomaly;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.predict.Dial;
import dev.ballast.control.predict.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The answer of {@code ballast detect} for people. */
final class DetectText {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
  private static final int MOST = 20;

  private DetectText() {}

  static String of(Watched series, Style style) {
    StringBuilder text = new StringBuilder(head(series, style));
    text.append(Chart.of(series.buckets(), style));
    List<Anomaly> anomalies = series.anomalies();
    text.append('\n').append(summary(series, anomalies)).append('\n');
    int hidden = Math.max(0, anomalies.size() - MOST);
    List<Anomaly> shown =
        anomalies.stream()
            .sorted((a, b) -> Double.compare(b.why().score(), a.why().score()))
            .limit(MOST)
            .sorted((a, b) -> Long.compare(a.rows().get(0), b.rows().get(0)))
            .toList();
    shown.forEach(anomaly -> append(text, series, anomaly, style));
    if (hidden > 0) {
      text.append("\n%d weaker ones are not shown: -o json lists all\n".formatted(hidden));
    }
    return text.toString();
  }

  private static String head(Watched series, Style style) {
    String span =
        series.timed()
            ? ", %s to %s"
                .formatted(time(series, series.firstMillis()), time(series, series.lastMillis()))
            : "";
    String missing = series.missing() > 0 ? ", %,d missing".formatted(series.missing()) : "";
    return style.bold(series.name())
        + ": %,d %s%s%s\n"
            .formatted(series.rows(), series.rows() == 1 ? "row" : "rows", missing, span);
  }

  private static String summary(Watched series, List<Anomaly> anomalies) {
    if (series.rows() - series.missing() < 5) {
      return "Too few values to say what is unusual: %d (at least 5)"
          .formatted(series.rows() - series.missing());
    }
    String found =
        anomalies.isEmpty()
            ? "No anomaly."
            : anomalies.size() == 1 ? "1 anomaly." : anomalies.size() + " anomalies.";
    if (series.isShort()) {
      return found + " Fewer than 50 values: each is compared with the median of all.";
    }
    Dial dial = series.policy().dial();
    String withheld =
        series.withheld() > 0
            ? " %,d more alerts were withheld by the dial.".formatted(series.withheld())
            : "";
    return found
        + " Dial: at most %s alerts in %s, so a score of %.1f is needed.%s"
            .formatted(Text.number(dial.most()), period(dial.per()), series.threshold(), withheld);
  }

  private static String period(Duration period) {
    long days = period.toDays();
    return period.equals(Duration.ofDays(days)) ? days + "d" : Text.brief(period);
  }

  private static void append(StringBuilder text, Watched series, Anomaly anomaly, Style style) {
    Explanation why = anomaly.why();
    text.append('\n')
        .append(style.bold("▲ " + rows(anomaly) + when(series, why.epochMillis())))
        .append("   score ")
        .append(String.format(Locale.ROOT, "%.1f", Math.min(ShortSeries.MOST_SCORE, why.score())))
        .append(", ")
        .append(why.component().name().toLowerCase(Locale.ROOT))
        .append('\n');
    line(
        text,
        "value %s, expected %s (usually %s to %s) from %s"
            .formatted(
                Text.number(why.value()),
                brief(why.expected()),
                brief(why.low()),
                brief(why.high()),
                why.basis()));
    why.reasons().forEach(reason -> line(text, "- " + reason));
    String alike =
        why.alike() == 0
            ? "nothing like it before"
            : why.alike() == 1 ? "one like it before" : why.alike() + " like it before";
    line(
        text,
        "since " + moment(series, why.sinceMillis()) + "; " + alike + "; " + end(series, anomaly));
  }

  private static String end(Watched series, Anomaly anomaly) {
    return anomaly.endMillis() == Timestamps.NONE
        ? "still open, ends with " + anomaly.why().clears()
        : "over at " + moment(series, anomaly.endMillis());
  }

  private static String rows(Anomaly anomaly) {
    List<Long> rows = anomaly.rows();
    long first = rows.getFirst();
    long last = rows.getLast();
    if (rows.size() == 1) {
      return "row " + first;
    }
    if (last - first + 1 == rows.size()) {
      return "rows " + first + " to " + last;
    }
    return "row " + first + ", worse at " + String.join(", ", worse(rows));
  }

  private static List<String> worse(List<Long> rows) {
    return rows.stream().skip(1).limit(5).map(row -> Long.toString(row)).toList();
  }

  private static String when(Watched series, long millis) {
    return series.timed() ? ", " + time(series, millis) : "";
  }

  private static String moment(Watched series, long millis) {
    return series.timed() && millis != Timestamps.NONE
        ? time(series, millis)
        : "row " + series.rowAt(millis);
  }

  private static String time(Watched series, long millis) {
    return MINUTES.format(
        Instant.ofEpochMilli(millis)
            .truncatedTo(ChronoUnit.SECONDS)
            .atZone(series.policy().zone()));
  }

  private static String brief(double value) {
    boolean plain = Double.isFinite(value) && Math.abs(value) < 1e15;
    return plain && (value == 0 || Math.abs(value) >= 1e-6)
        ? new java.math.BigDecimal(value)
            .round(new java.math.MathContext(4))
            .stripTrailingZeros()
            .toPlainString()
        : Text.number(value);
  }

  private static void line(StringBuilder text, String content) {
    for (String part : Table.wrap(content, Terminal.WIDTH - 2)) {
      text.append("  ").append(part).append('\n');
    }
  }
}
