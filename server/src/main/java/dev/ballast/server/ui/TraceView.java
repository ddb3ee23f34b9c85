// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One trace as a waterfall: who called whom, when, for how long, and what failed. */
public record TraceView(
    String id, String sentence, String when, List<Row> rows, List<ServiceView.LogLine> logs) {

  private static final int MOST = 500;

  /**
   * A span; position and width are percents of the whole trace.
   *
   * @param depth how many calls away from the root, at most 12
   */
  public record Row(
      int depth,
      String service,
      String link,
      String name,
      String kind,
      boolean error,
      String status,
      String x,
      String width,
      String took,
      Map<String, String> attributes) {}

  static TraceView of(String id, List<Span> spans, List<LogRecord> logs, Sight sight) {
    long start = spans.stream().mapToLong(Span::startNanos).min().orElse(0);
    long end = spans.stream().mapToLong(Span::endNanos).max().orElse(start);
    double length = Math.max(1, end - start);
    Map<String, Span> byId = new HashMap<>();
    Map<String, List<Span>> children = new TreeMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    for (Span span : spans) {
      String parent = byId.containsKey(span.parentSpanId()) ? span.parentSpanId() : "";
      children.computeIfAbsent(parent, p -> new ArrayList<>()).add(span);
    }
    children.values().forEach(list -> list.sort(Comparator.comparingLong(Span::startNanos)));
    List<Row> rows = new ArrayList<>();
    walk("", 0, children, rows, start, length);
    long failed = spans.stream().filter(s -> s.status() == Span.Status.ERROR).count();
    long services = spans.stream().map(Span::service).distinct().count();
    String root = rows.isEmpty() ? "" : rows.getFirst().service() + " " + rows.getFirst().name();
    return new TraceView(
        id,
        "%s took %s%s."
            .formatted(
                root,
                Sight.seconds(length / 1e9),
                failed == 0 ? "" : " and failed in %d of %d spans".formatted(failed, spans.size())),
        "%d spans of %d services · started %s"
            .formatted(spans.size(), services, sight.clock(Instant.ofEpochSecond(0, start))),
        rows,
        logs.stream()
            .map(
                log ->
                    new ServiceView.LogLine(
                        log.severityText().isEmpty() ? "log" : log.severityText(),
                        log.service() + ": " + log.body(),
                        sight.clock(log.time()),
                        sight.exact(log.time()),
                        "",
                        log.severity() >= 17))
            .toList());
  }

  private static void walk(
      String parent,
      int depth,
      Map<String, List<Span>> children,
      List<Row> rows,
      long start,
      double length) {
    for (Span span : children.getOrDefault(parent, List.of())) {
      if (rows.size() >= MOST) {
        return;
      }
      rows.add(row(span, depth, start, length));
      if (!span.spanId().isEmpty()) {
        walk(span.spanId(), Math.min(12, depth + 1), children, rows, start, length);
      }
    }
  }

  private static Row row(Span span, int depth, long start, double length) {
    Map<String, String> attributes = new TreeMap<>(span.attributes());
    return new Row(
        depth,
        span.service(),
        "/services/" + span.service(),
        span.name(),
        span.kind().name().toLowerCase(Locale.ROOT),
        span.status() == Span.Status.ERROR,
        span.statusMessage(),
        percent((span.startNanos() - start) / length),
        percent(Math.max(0.002, (span.endNanos() - span.startNanos()) / length)),
        Sight.seconds(span.seconds()),
        attributes);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100);
  }
}
