// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that one event loop notes of its calls. */
public final class LoopTelemetry implements CallObserver {

  private static final long MILLION = 1_000_000L;

  private final LoopMetrics metrics = new LoopMetrics();
  private final @Nullable AccessLines lines;
  private final @Nullable SpanExporter spans;
  private final boolean parentBased;
  private final InstantSource clock;

  LoopTelemetry(
      @Nullable AccessLogWriter log,
      @Nullable SpanExporter spans,
      boolean parentBased,
      InstantSource clock) {
    this.lines = log == null ? null : new AccessLines(log, clock);
    this.spans = spans;
    this.parentBased = parentBased;
    this.clock = clock;
  }

  @Override
  public void ended(CallReport call) {
    metrics.add(call);
    if (call.mirrored()) {
      return; // Neither in the log nor in traces: no caller asked for it.
    }
    if (lines != null) {
      lines.add(call);
    }
    TraceContext trace = call.trace();
    if (spans != null && trace.sampled() && (parentBased || trace.begun())) {
      spans.add(MeshSpan.of(call, clock.millis() * MILLION));
    }
  }

  @Override
  public void opened(String source, String destination, String version, boolean mutualTls) {
    metrics.opened(source, destination, version, mutualTls);
  }

  @Override
  public void closed(TcpReport connection) {
    metrics.closed(connection);
  }

  @Override
  public void tick(long now) {
    if (lines != null) {
      lines.tick(now);
    }
  }

  @Override
  public void refused(String destination, int status) {
    metrics.refused(destination, status);
  }

  /** A copy of the refusals by their labels; asked for on the event loop. */
  Map<String, Double> refusals() {
    return metrics.refusals();
  }

  /** A copy of what was counted; asked for on the event loop. */
  List<Edge> edges() {
    return metrics.copy();
  }
}
