// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Timeline;
import dev.ballast.control.incident.explain.FailureKind;
import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.model.Place;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Spans and lines around an onset, in windows of one length; bounded in number and in time. */
final class Recordings {

  private static final int MOST_SPANS = 2500;
  private static final int MOST_LINES = 2500;
  private static final int MOST_SAID = 1000;

  /** The least severity number of a warning. */
  private static final int WARNING = 13;

  private static final int MOST_FAILED = 1000;
  private static final int MOST_KINDS = 8;
  private static final int LONGEST = 160;
  private static final int NORMAL_WINDOWS = 4;
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(60);
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(5);

  private final TraceQuery traces;
  private final LogQuery logs;

  Recordings(TraceQuery traces, LogQuery logs) {
    this.traces = traces;
    this.logs = logs;
  }

  Recording<SpanSample> spans(Windows windows) {
    return record(windows, this::spans);
  }

  Recording<LogLine> lines(Windows windows) {
    return record(windows, this::lines);
  }

  private static <T> Recording<T> record(
      Windows windows, BiFunction<Instant, Instant, List<T>> read) {
    Duration length = Duration.between(windows.onset(), windows.to());
    length = length.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : length;
    length = length.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : length;
    List<List<T>> before = new ArrayList<>();
    Instant end = windows.usualTo();
    for (int i = 0; i < NORMAL_WINDOWS && !end.minus(length).isBefore(windows.usualFrom()); i++) {
      List<T> window = read.apply(end.minus(length), end);
      if (!window.isEmpty()) {
        before.add(window);
      }
      end = end.minus(length);
    }
    List<T> after = read.apply(windows.onset(), windows.onset().plus(length));
    return new Recording<>(before.reversed(), after.isEmpty() ? List.of() : List.of(after));
  }

  private List<SpanSample> spans(Instant from, Instant to) {
    List<SpanSample> samples = new ArrayList<>();
    for (Span span : traces.spans("", from, to, MOST_SPANS)) {
      place(span)
          .ifPresent(
              place ->
                  samples.add(
                      new SpanSample(
                          id(span.traceId()),
                          id(span.spanId()),
                          id(span.parentSpanId()),
                          new Subject(place.toString()),
                          span.name(),
                          span.startNanos() / 1000,
                          (span.endNanos() - span.startNanos()) / 1000,
                          span.status() == Span.Status.ERROR)));
    }
    return samples;
  }

  private List<LogLine> lines(Instant from, Instant to) {
    List<LogLine> lines = new ArrayList<>();
    for (LogRecord line : logs.logs("", from, to, MOST_LINES)) {
      Increases.place(line.service(), line.resource().getOrDefault("cloud.region", ""))
          .ifPresent(
              place ->
                  lines.add(
                      new LogLine(
                          new Subject(place.toString()), line.severityText() + " " + line.body())));
    }
    return lines;
  }

  /** Lines and the words of failed spans before an onset and since, by service. */
  List<Timeline.Said> said(Windows windows) {
    List<Timeline.Said> said = new ArrayList<>();
    lines(windows.usualFrom(), windows.usualTo(), said);
    lines(windows.onset(), windows.to(), said);
    for (Span span :
        traces.spans("", TraceQuery.Outcome.FAILED, windows.onset(), windows.to(), MOST_FAILED)) {
      place(span)
          .ifPresent(
              place ->
                  said.add(
                      new Timeline.Said(
                          Instant.ofEpochSecond(0, span.startNanos()),
                          new Subject(place.service().value()),
                          true,
                          text(span))));
    }
    return said;
  }

  private void lines(Instant from, Instant to, List<Timeline.Said> said) {
    for (LogRecord line : logs.logs("", from, to, MOST_SAID)) {
      Increases.place(line.service(), "")
          .ifPresent(
              place ->
                  said.add(
                      new Timeline.Said(
                          line.time(),
                          new Subject(place.service().value()),
                          line.severity() >= WARNING,
                          line.body())));
    }
  }

  private static Optional<Place> place(Span span) {
    return Increases.place(span.service(), span.resource().getOrDefault("cloud.region", ""));
  }

  /** The last 16 digits of an id; 0 for none. */
  private static long id(String hex) {
    return hex.isEmpty()
        ? 0
        : Long.parseUnsignedLong(hex.substring(Math.max(0, hex.length() - 16)), 16);
  }

  /**
   * What failures since the onset say, the most frequent first. Only where they began: a span below
   * which another failed repeats what that one says.
   */
  List<FailureKind> failures(Windows windows) {
    List<Span> failed =
        traces.spans("", TraceQuery.Outcome.FAILED, windows.onset(), windows.to(), MOST_FAILED);
    Set<String> parents = new HashSet<>();
    failed.forEach(span -> parents.add(span.traceId() + span.parentSpanId()));
    Map<String, FailureKind> kinds = new HashMap<>();
    for (Span span : failed) {
      Optional<Place> place = place(span);
      if (place.isPresent() && !parents.contains(span.traceId() + span.spanId())) {
        FailureKind one =
            new FailureKind(
                place.get(),
                peer(span),
                span.resource().getOrDefault("service.version", ""),
                text(span),
                1,
                span.traceId());
        kinds.merge(
            one.place() + "|" + one.to() + "|" + one.version() + "|" + one.text(),
            one,
            Recordings::plus);
      }
    }
    return kinds.values().stream()
        .sorted(
            Comparator.comparingLong(FailureKind::count)
                .reversed()
                .thenComparing(FailureKind::place)
                .thenComparing(FailureKind::text))
        .limit(MOST_KINDS)
        .toList();
  }

  private static FailureKind plus(FailureKind a, FailureKind b) {
    return new FailureKind(
        a.place(),
        a.to(),
        a.version(),
        a.text(),
        a.count() + b.count(),
        a.trace().compareTo(b.trace()) < 0 ? a.trace() : b.trace());
  }

  private static String peer(Span span) {
    if (span.kind() != Span.Kind.CLIENT && span.kind() != Span.Kind.PRODUCER) {
      return "";
    }
    Map<String, String> said = span.attributes();
    for (String key : List.of("peer.service", "db.namespace", "db.name", "server.address")) {
      String peer = said.getOrDefault(key, "");
      if (!peer.isEmpty()) {
        return peer;
      }
    }
    return "";
  }

  private static String text(Span span) {
    Map<String, String> said = span.attributes();
    String text = span.statusMessage();
    for (String key : List.of("exception.message", "error.type")) {
      text = text.isEmpty() ? said.getOrDefault(key, "") : text;
    }
    String status =
        said.getOrDefault("http.response.status_code", said.getOrDefault("http.status_code", ""));
    if (text.isEmpty() || text.equals(status)) {
      text = status.isEmpty() ? "failed" : "answered " + status;
    } else if (text.matches("[0-9]{3}")) {
      text = "answered " + text;
    }
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    String masked =
        line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-fA-F]{12,}\\b|\\b[0-9]{5,}\\b", "*");
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST);
  }
}
