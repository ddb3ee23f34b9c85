// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** OTLP exporters that drop what began before the process was open for users. */
final class Gate {

  /** Makes the exporters use {@link PlainHttpSender}, whatever else is on the class path. */
  static final ComponentLoader SENDERS =
      new ComponentLoader() {
        @Override
        public <T> Iterable<T> load(Class<T> type) {
          HttpSenderProvider provider = PlainHttpSender::new;
          return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
        }
      };

  private volatile long openedEpochNanos = Long.MAX_VALUE;

  void open() {
    openedEpochNanos = Clock.getDefault().now();
  }

  SpanExporter spans(URI endpoint, Duration timeout) {
    SpanExporter otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.resolve("/v1/traces").toString())
            .setComponentLoader(SENDERS)
            .setTimeout(timeout)
            .setRetryPolicy(null)
            .build();
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        return pass(spans, SpanData::getStartEpochNanos, otlp::export);
      }

      @Override
      public CompletableResultCode flush() {
        return otlp.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return otlp.shutdown();
      }
    };
  }

  LogRecordExporter logs(URI endpoint, Duration timeout) {
    LogRecordExporter otlp =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint.resolve("/v1/logs").toString())
            .setComponentLoader(SENDERS)
            .setTimeout(timeout)
            .setRetryPolicy(null)
            .build();
    return new LogRecordExporter() {
      @Override
      public CompletableResultCode export(Collection<LogRecordData> logs) {
        return pass(logs, LogRecordData::getObservedTimestampEpochNanos, otlp::export);
      }

      @Override
      public CompletableResultCode flush() {
        return otlp.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return otlp.shutdown();
      }
    };
  }

  private <T> CompletableResultCode pass(
      Collection<T> all,
      ToLongFunction<T> began,
      Function<Collection<T>, CompletableResultCode> exporter) {
    List<T> users = all.stream().filter(one -> began.applyAsLong(one) >= openedEpochNanos).toList();
    return users.isEmpty() ? CompletableResultCode.ofSuccess() : exporter.apply(users);
  }
}
