// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import com.google.protobuf.Message;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes OTLP export requests, whatever carried them, and hands their content to the sinks. A body
 * is taken in whole or refused in whole; single items in it may be refused, as the receipt says.
 * Thread-safe; calls block until what was accepted is durable.
 *
 * <p>Every method throws {@link MalformedBodyException}, {@link BodyTooLargeException} or {@link
 * StoreFullException}; each is counted before it is thrown.
 */
public final class OtlpReceiver {

  /** Where things go. Spans are counted in {@code red} once their sink has taken them. */
  public record Sinks(
      SampleSink samples, MetadataSink metadata, SpanSink spans, LogSink logs, RedMetrics red) {}

  private static final Appended NOTHING = Appended.all(0);

  private final Sinks sinks;
  private final OtlpLimits limits;
  private final MetadataSink metadata;
  private final KnownResources resources;
  private final OtlpMeter meter;
  private final InstantSource clock;

  public OtlpReceiver(Sinks sinks, OtlpLimits limits, Meter meter, InstantSource clock) {
    this.sinks = sinks;
    this.limits = limits;
    this.meter = new OtlpMeter(meter);
    this.metadata = new Descriptions(sinks.metadata, this.meter.undescribed());
    this.resources = new KnownResources(limits.maxCachedSeries(), this.meter.cacheResets());
    this.clock = clock;
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/metrics}. */
  public Receipt metrics(byte[] body, Encoding encoding) {
    return counted(
        Signal.METRICS,
        () -> takeMetrics(protobuf(body, encoding, ExportMetricsServiceRequest::newBuilder)));
  }

  public Receipt metrics(ExportMetricsServiceRequest request) {
    return metrics(request.toByteArray(), Encoding.PROTOBUF);
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/traces}. */
  public Receipt traces(byte[] body, Encoding encoding) {
    return counted(
        Signal.TRACES,
        () -> takeTraces(protobuf(body, encoding, ExportTraceServiceRequest::newBuilder)));
  }

  public Receipt traces(ExportTraceServiceRequest request) {
    return traces(request.toByteArray(), Encoding.PROTOBUF);
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/logs}. */
  public Receipt logs(byte[] body, Encoding encoding) {
    return counted(
        Signal.LOGS,
        () -> takeLogs(protobuf(body, encoding, ExportLogsServiceRequest::newBuilder)));
  }

  public Receipt logs(ExportLogsServiceRequest request) {
    return logs(request.toByteArray(), Encoding.PROTOBUF);
  }

  /** Unpacks a gzip body of a signal within the receiver's limit, counting what is refused. */
  public byte[] gunzip(Signal signal, byte[] packed) {
    try {
      return Gzip.unpack(packed, limits.maxBodyBytes());
    } catch (MalformedBodyException e) {
      meter.refusedBody(signal, "malformed");
      throw e;
    } catch (BodyTooLargeException e) {
      meter.refusedBody(signal, "too_large");
      throw e;
    }
  }

  /**
   * The body of a refusal (google.rpc.Status), as OTLP/HTTP wants it beside 4xx and 5xx.
   *
   * @param code a gRPC status code, such as 3 (INVALID_ARGUMENT) or 8 (RESOURCE_EXHAUSTED)
   */
  public static byte[] refusal(int code, String message, Encoding encoding) {
    return switch (encoding) {
      case JSON -> RpcStatus.json(code, message);
      case PROTOBUF -> RpcStatus.protobuf(code, message);
    };
  }

  private byte[] protobuf(byte[] body, Encoding encoding, Supplier<Message.Builder> request) {
    if (body.length > limits.maxBodyBytes()) {
      throw new BodyTooLargeException(limits.maxBodyBytes());
    }
    if (encoding == Encoding.PROTOBUF) {
      return body;
    }
    Message.Builder builder = request.get();
    JsonBody.read(body, builder);
    return builder.build().toByteArray();
  }

  private Receipt takeMetrics(byte[] body) {
    SampleBatch batch = new SampleBatch(body.length / 64);
    Refusals refusals = new Refusals();
    new MetricsReader(body, resources, metadata, batch, refusals).read();
    resources.trim();
    return receipt(
        Signal.METRICS, refusals, batch.size() == 0 ? NOTHING : sinks.samples.append(batch));
  }

  private Receipt takeTraces(byte[] body) {
    List<Span> spans = new ArrayList<>();
    Refusals refusals = new Refusals();
    new SpansReader(resources, spans, refusals).read(body);
    resources.trim();
    if (spans.isEmpty()) {
      return receipt(Signal.TRACES, refusals, NOTHING);
    }
    return receipt(Signal.TRACES, refusals, sinks.spans.append(spans, sinks.red::accept));
  }

  private Receipt takeLogs(byte[] body) {
    List<LogRecord> records = new ArrayList<>();
    Instant now = clock.instant();
    long nowNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    new LogsReader(resources, records, nowNanos).read(body);
    resources.trim();
    return receipt(
        Signal.LOGS, new Refusals(), records.isEmpty() ? NOTHING : sinks.logs.append(records));
  }

  private Receipt receipt(Signal signal, Refusals refusals, Appended appended) {
    refusals.addAll(appended);
    meter.took(signal, appended.accepted(), refusals.counts());
    return new Receipt(signal, appended.accepted(), refusals.total(), refusals.message());
  }

  private Receipt counted(Signal signal, Supplier<Receipt> work) {
    try {
      return work.get();
    } catch (MalformedBodyException e) {
      meter.refusedBody(signal, "malformed");
      throw e;
    } catch (BodyTooLargeException e) {
      meter.refusedBody(signal, "too_large");
      throw e;
    } catch (StoreFullException e) {
      meter.refusedBody(signal, "store_full");
      throw e;
    }
  }
}
