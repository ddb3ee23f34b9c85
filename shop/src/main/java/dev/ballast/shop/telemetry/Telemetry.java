// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one process tells the world. Spans and logs of warm-up requests are thrown away and no
 * metrics are sent: until {@link #open()} nobody uses the process, so nothing it does belongs to
 * its history.
 */
public final class Telemetry {

  private static final Duration BATCH = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final OpenTelemetry api;
  private final @Nullable Sending sending;
  private final Logger logger;
  private volatile OptionalLong openedNanoTime = OptionalLong.empty();

  /** What there is only in a process that speaks. */
  private record Sending(OpenTelemetrySdk sdk, Metrics metrics, Gate gate) {}

  private Telemetry(OpenTelemetry api, @Nullable Sending sending) {
    this.api = api;
    this.sending = sending;
    this.logger = api.getLogsBridge().get("dev.ballast.shop");
  }

  /** For a stand-in of somebody else's service: says nothing, continues no trace. */
  public static Telemetry none() {
    return new Telemetry(OpenTelemetry.noop(), null);
  }

  /** Sends traces, metrics and logs to an OTLP/HTTP endpoint such as http://127.0.0.1:4318. */
  public static Telemetry sending(Identity identity, URI endpoint) {
    Resource resource = Resource.getDefault().merge(Resource.create(identity.attributes()));
    Gate gate = new Gate();
    SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(gate.spans(endpoint, TIMEOUT))
                    .setScheduleDelay(BATCH)
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build();
    Metrics metrics =
        new Metrics(
            OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint.resolve("/v1/metrics").toString())
                .setComponentLoader(Gate.SENDERS)
                .setTimeout(TIMEOUT)
                .setRetryPolicy(null)
                .build());
    SdkLoggerProvider logs =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(gate.logs(endpoint, TIMEOUT))
                    .setScheduleDelay(BATCH)
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(traces)
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(metrics)
                    .build())
            .setLoggerProvider(logs)
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    Telemetry telemetry = new Telemetry(sdk, new Sending(sdk, metrics, gate));
    RuntimeMetrics.observe(telemetry.meter());
    return telemetry;
  }

  public Tracer tracer() {
    return api.getTracer("dev.ballast.shop");
  }

  public Meter meter() {
    return api.getMeter("dev.ballast.shop");
  }

  public TextMapPropagator propagator() {
    return api.getPropagators().getTextMapPropagator();
  }

  /** A structured record, tied to the current span. */
  public void log(Severity severity, String event, String body, Attributes attributes) {
    logger
        .logRecordBuilder()
        .setSeverity(severity)
        .setSeverityText(severity.name())
        .setEventName(event)
        .setBody(body)
        .setAllAttributes(attributes)
        .emit();
  }

  /** Whether a request that began at that {@link System#nanoTime()} was a user's. */
  public boolean counts(long startNanoTime) {
    OptionalLong opened = openedNanoTime;
    return opened.isPresent() && startNanoTime - opened.getAsLong() >= 0;
  }

  /** Ends the warm-up: what began before is dropped, what begins from here on is sent. */
  public void open() {
    openedNanoTime = OptionalLong.of(System.nanoTime());
    if (sending != null) {
      sending.gate().open();
      sending.metrics().push();
    }
  }

  /** All metrics in Prometheus' text format, version 0.0.4. */
  public String page() {
    return sending == null ? "" : sending.metrics().text();
  }

  /** Sends what is left, for at most so long. */
  public void close(Duration patience) {
    if (sending != null) {
      sending.sdk().shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
