// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.logs.LogJson;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Traces, looked up by id with their logs, and by service and time. */
public final class SignalsApi {

  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Duration LOOK_BACK = Duration.ofHours(1);
  private static final int MOST = 1000;

  private final TraceQuery traces;
  private final LogQuery logs;
  private final InstantSource clock;

  public SignalsApi(TraceQuery traces, LogQuery logs, InstantSource clock) {
    this.traces = traces;
    this.logs = logs;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/traces/{id}", Role.VIEWER, this::trace),
        Endpoint.get("/api/v1/traces", Role.VIEWER, this::spans));
  }

  /** A span; kinds and statuses are OpenTelemetry's names. */
  record SpanJson(
      String traceId,
      String spanId,
      String parentSpanId,
      String service,
      String name,
      String kind,
      String status,
      String statusMessage,
      Instant start,
      double durationSeconds,
      Map<String, String> resource,
      Map<String, String> attributes) {

    static SpanJson of(Span span) {
      return new SpanJson(
          span.traceId(),
          span.spanId(),
          span.parentSpanId(),
          span.service(),
          span.name(),
          span.kind().name(),
          span.status().name(),
          span.statusMessage(),
          span.start(),
          span.seconds(),
          span.resource(),
          span.attributes());
    }
  }

  private Reply trace(Request request) {
    String id = traceId(request.variable("id"));
    List<Span> spans = traces.trace(id);
    if (spans.isEmpty()) {
      throw ApiException.notFound("trace: " + id + " is not known or no longer kept");
    }
    return Reply.json(
        Map.of(
            "trace_id", id,
            "spans", spans.stream().map(SpanJson::of).toList(),
            "logs", logs.ofTrace(id).stream().map(LogJson::of).toList()));
  }

  private Reply spans(Request request) {
    Parameters parameters = request.parameters();
    Instant end = parameters.instant("to", clock.instant());
    Instant start = parameters.instant("from", end.minus(LOOK_BACK));
    int limit = parameters.number("limit", 100, 1, MOST);
    String status = parameters.get("status", "");
    if (!status.isEmpty() && !status.equals("error")) {
      throw ApiException.badRequest("status: " + status + " (expected: error or none)");
    }
    List<SpanJson> found =
        traces
            .spans(
                parameters.get("service", ""),
                status.isEmpty() ? TraceQuery.Outcome.ANY : TraceQuery.Outcome.FAILED,
                start,
                end,
                limit)
            .stream()
            .map(SpanJson::of)
            .toList();
    return Reply.json(Map.of("spans", found));
  }

  private static String traceId(String text) {
    if (!TRACE_ID.matcher(text).matches()) {
      throw ApiException.badRequest("trace: " + text + " (expected: 32 lower-case hex digits)");
    }
    return text;
  }
}
