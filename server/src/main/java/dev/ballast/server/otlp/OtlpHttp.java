// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Turnstile;
import dev.ballast.server.http.Verb;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.otlp.BodyTooLargeException;
import dev.ballast.telemetry.otlp.Encoding;
import dev.ballast.telemetry.otlp.MalformedBodyException;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.otlp.Receipt;
import dev.ballast.telemetry.otlp.Signal;
import dev.ballast.telemetry.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over HTTP: POST {@code /v1/metrics}, {@code /v1/traces}, {@code /v1/logs} in protobuf or
 * JSON, plain or gzip. Answers as the OTLP specification (1.7, "OTLP/HTTP Response") says: of those
 * used here, senders retry after 429 (too many at once) and 503 (the store cannot take it).
 */
public final class OtlpHttp {

  private static final Logger log = LoggerFactory.getLogger(OtlpHttp.class);
  private static final int INVALID_ARGUMENT = 3;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String RETRY_SOON = "1";
  private static final String RETRY_LATER = "30";

  private final OtlpReceiver receiver;
  private final Admission admission;
  private final int maxBody;

  public OtlpHttp(OtlpReceiver receiver, Admission admission, int maxBody) {
    this.receiver = receiver;
    this.admission = admission;
    this.maxBody = maxBody;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        endpoint("/v1/metrics", Signal.METRICS, receiver::metrics),
        endpoint("/v1/traces", Signal.TRACES, receiver::traces),
        endpoint("/v1/logs", Signal.LOGS, receiver::logs));
  }

  /** Takes one signal's body. */
  @FunctionalInterface
  private interface Intake {
    Receipt take(byte[] body, Encoding encoding);
  }

  private Endpoint endpoint(String path, Signal signal, Intake intake) {
    return new Endpoint(
        Verb.POST,
        path,
        Role.OPERATOR,
        maxBody,
        new Entrance(),
        request -> handle(request, encoding -> intake.take(unpacked(request, signal), encoding)));
  }

  private Reply handle(Request request, Function<Encoding, Receipt> intake) {
    Optional<Encoding> encoding = Encoding.ofContentType(request.header("content-type"));
    if (encoding.isEmpty()) {
      return Reply.text(
          415,
          "Content-Type: %s (expected: application/x-protobuf or application/json)"
              .formatted(request.header("content-type")));
    }
    return take(intake, encoding.get());
  }

  private Reply take(Function<Encoding, Receipt> intake, Encoding encoding) {
    try {
      Receipt receipt = intake.apply(encoding);
      return new Reply.Whole(200, encoding.contentType(), receipt.body(encoding), Map.of());
    } catch (MalformedBodyException e) {
      return refusal(400, INVALID_ARGUMENT, e, encoding);
    } catch (BodyTooLargeException e) {
      return refusal(413, RESOURCE_EXHAUSTED, e, encoding);
    } catch (StoreFullException e) {
      return refusal(503, RESOURCE_EXHAUSTED, e, encoding).with("retry-after", RETRY_LATER);
    } catch (StoreException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "otlp.store_failed")
          .log("the store failed; the sender is asked to come back");
      return refusal(503, UNAVAILABLE, e, encoding).with("retry-after", RETRY_LATER);
    }
  }

  private byte[] unpacked(Request request, Signal signal) {
    return switch (request.header("content-encoding")) {
      case "", "identity" -> request.body();
      case "gzip" -> receiver.gunzip(signal, request.body());
      case String other ->
          throw new MalformedBodyException(
              "Content-Encoding: " + other + " (expected: gzip or none)");
    };
  }

  /** Lets in as many as are admitted and tells the others, in their encoding, to come back. */
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
      Encoding encoding =
          Encoding.ofContentType(headers.apply("content-type")).orElse(Encoding.PROTOBUF);
      int status = admission.isStopping() ? 503 : 429;
      return OtlpHttp.refusal(status, UNAVAILABLE, admission.refusal(), encoding)
          .with("retry-after", RETRY_SOON);
    }
  }

  private static Reply.Whole refusal(
      int status, int code, RuntimeException cause, Encoding encoding) {
    return refusal(status, code, String.valueOf(cause.getMessage()), encoding);
  }

  private static Reply.Whole refusal(int status, int code, String message, Encoding encoding) {
    return new Reply.Whole(
        status, encoding.contentType(), OtlpReceiver.refusal(code, message, encoding), Map.of());
  }
}
