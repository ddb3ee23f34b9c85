// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import dev.ballast.model.Names;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Turnstile;
import dev.ballast.server.http.Verb;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.logline.LogLines;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.otlp.BodyTooLargeException;
import dev.ballast.telemetry.otlp.MalformedBodyException;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.otlp.Signal;
import dev.ballast.telemetry.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Log lines over HTTP, for programs that do not speak OTLP: POST {@code /api/v1/logs} with one
 * record a line, JSON (ECS, logstash, or the document's own fields) or text, plain or gzip. Refuses
 * and asks to come back as OTLP does.
 */
public final class LogLinesHttp {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String UNKNOWN = "unknown_service";

  private final OtlpReceiver receiver;
  private final LogSink sink;
  private final Admission admission;
  private final int maxBody;
  private final Meter meter;
  private final InstantSource clock;

  public LogLinesHttp(
      OtlpReceiver receiver,
      LogSink sink,
      Admission admission,
      int maxBody,
      Meter meter,
      InstantSource clock) {
    this.receiver = receiver;
    this.sink = sink;
    this.admission = admission;
    this.maxBody = maxBody;
    this.meter = meter;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Verb.POST, "/api/v1/logs", Role.OPERATOR, maxBody, new Entrance(), this::take));
  }

  /** What became of a body. */
  record Taken(int accepted, int refused, List<String> problems) {}

  private Reply take(Request request) {
    LogLines.Sender sender = sender(request);
    try {
      Instant now = clock.instant();
      LogLines.Reading reading =
          LogLines.read(
              unpacked(request), sender, now.getEpochSecond() * 1_000_000_000L + now.getNano());
      Appended appended = sink.append(reading.records());
      meter
          .counter("ballast_log_lines_accepted_total", "Log lines taken over /api/v1/logs.")
          .add(appended.accepted());
      List<String> problems = new ArrayList<>(reading.problems());
      appended.refused().forEach((why, count) -> problems.add(count + " refused: " + why));
      if (reading.dropped() > 0) {
        problems.add(
            "%d refused: more than %d lines (expected: several requests)"
                .formatted(reading.dropped(), LogLines.MOST_LINES));
      }
      return Reply.json(
          new Taken(appended.accepted(), appended.refusedTotal() + reading.dropped(), problems));
    } catch (MalformedBodyException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    } catch (BodyTooLargeException e) {
      throw new ApiException(413, "too_large", String.valueOf(e.getMessage()));
    } catch (StoreFullException | StoreException e) {
      return Reply.error(503, "store_full", String.valueOf(e.getMessage()))
          .with("retry-after", "30");
    }
  }

  private static LogLines.Sender sender(Request request) {
    String service = request.parameters().get("service", UNKNOWN);
    String region = request.parameters().get("region", "");
    if (!Names.isValid(service)) {
      throw ApiException.badRequest("service: no name (expected: " + Names.RULE + ")");
    }
    if (region.length() > 60) {
      throw ApiException.badRequest("region: too long (expected: at most 60 characters)");
    }
    return new LogLines.Sender(service, region);
  }

  private byte[] unpacked(Request request) {
    return switch (request.header("content-encoding")) {
      case "", "identity" -> request.body();
      case "gzip" -> receiver.gunzip(Signal.LOGS, request.body());
      case String other ->
          throw new MalformedBodyException(
              "Content-Encoding: " + other + " (expected: gzip or none)");
    };
  }

  /** The same places as for OTLP. */
  private final class Entrance implements Turnstile {

    @Override
    public boolean enter() {
      return admission.enter();
    }

    @Override
    public void leave() {
      admission.leave();
    }

    @Override
    public Duration timeout() {
      return TIMEOUT;
    }

    @Override
    public Reply refusal(UnaryOperator<String> headers) {
      int status = admission.isStopping() ? 503 : 429;
      return Reply.error(status, "overloaded", admission.refusal()).with("retry-after", "1");
    }
  }
}
