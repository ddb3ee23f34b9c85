// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.answer;

import dev.ballast.control.incident.impact.Step;
import dev.ballast.control.incident.impact.Trace;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the newest traces of a time as the impact needs them. */
final class TraceReader {

  private static final int MOST_SPANS = 20_000;

  /** What began so long before the end may still be under way and half told. */
  private static final Duration UNFINISHED = Duration.ofSeconds(2);

  private static final List<String> CALLEE =
      List.of("peer.service", "service.peer.name", "db.namespace", "db.name", "server.address");
  private static final List<String> USER = List.of("user.id", "user.hash", "enduser.id");

  private final TraceQuery traces;

  TraceReader(TraceQuery traces) {
    this.traces = traces;
  }

  List<Trace> read(Instant from, Instant until) {
    Instant end = until.minus(UNFINISHED);
    if (!end.isAfter(from)) {
      return List.of();
    }
    Map<String, List<Step>> byTrace = new LinkedHashMap<>();
    for (Span span : traces.spans("", from, end, MOST_SPANS)) {
      byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(step(span));
    }
    List<Trace> all = new ArrayList<>();
    byTrace.forEach((id, steps) -> all.add(new Trace(id, steps)));
    return all;
  }

  private static Step step(Span span) {
    boolean calls = span.kind() == Span.Kind.CLIENT || span.kind() == Span.Kind.PRODUCER;
    return new Step(
        span.spanId(),
        span.parentSpanId(),
        span.service(),
        span.resource().getOrDefault("cloud.region", ""),
        span.name(),
        calls ? first(span, CALLEE) : "",
        span.startNanos() / 1000,
        span.endNanos() / 1000,
        span.status() == Span.Status.ERROR,
        user(span));
  }

  /** People are counted, not known: only a number that stands for them is looked at. */
  private static String user(Span span) {
    String user = first(span, USER);
    return user.isEmpty() ? "" : Integer.toHexString(Objects.hash("ballast", user));
  }

  private static String first(Span span, List<String> names) {
    return names.stream()
        .map(name -> span.attributes().getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}
