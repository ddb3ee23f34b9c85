// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import dev.ballast.model.mesh.Mesh;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mesh process says of its traffic. Where it goes is taken from the configuration at the
 * start; a later one does not move it.
 */
public final class Telemetry implements AutoCloseable {

  private final @Nullable AccessLogWriter log;
  private final @Nullable SpanExporter spans;
  private final boolean parentBased;
  private final InstantSource clock;
  private final List<LoopTelemetry> loops = new ArrayList<>();

  /**
   * Opens the access log.
   *
   * @throws IOException when that cannot be written
   */
  public Telemetry(Mesh mesh, InstantSource clock) throws IOException {
    this.clock = clock;
    log = mesh.accessLog().active() ? new AccessLogWriter(open(mesh.accessLog().file())) : null;
    spans =
        mesh.tracing().active()
            ? new SpanExporter(URI.create(mesh.tracing().otlp()), mesh.name())
            : null;
    parentBased = mesh.tracing().parentBased();
  }

  private static OutputStream open(String file) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** The part of one event loop, which is made before any loop runs. */
  public LoopTelemetry forLoop() {
    LoopTelemetry loop = new LoopTelemetry(log, spans, parentBased, clock);
    loops.add(loop);
    return loop;
  }

  /** Everything for {@code /metrics}; each loop copies its own counts. */
  public String metrics(OnLoops onLoops, List<Gauge> others) {
    Map<EdgeKey, Edge> all = new HashMap<>();
    Map<String, Double> refused = new HashMap<>();
    onLoops.each(
        index -> {
          List<Edge> copies = loops.get(index).edges();
          Map<String, Double> refusals = loops.get(index).refusals();
          synchronized (all) {
            refusals.forEach((labels, count) -> refused.merge(labels, count, Double::sum));
            for (Edge edge : copies) {
              all.computeIfAbsent(edge.key, Edge::new).addAll(edge);
            }
          }
        });
    List<Gauge> gauges = new ArrayList<>(others);
    gauges.add(
        new Gauge(
            "ballast_mesh_refused_requests_total",
            "Turned away before they were understood as requests.",
            true,
            refused));
    gauges.add(dropped("ballast_mesh_access_log_dropped_total", log == null ? 0 : log.dropped()));
    gauges.add(dropped("ballast_mesh_spans_dropped_total", spans == null ? 0 : spans.dropped()));
    return MetricsText.of(all.values(), gauges);
  }

  private static Gauge dropped(String name, long count) {
    return new Gauge(
        name, "Lost because nobody took them in time.", true, Map.of("", (double) count));
  }

  /** Runs something on every event loop, with the loop's number, and waits. */
  @FunctionalInterface
  public interface OnLoops {
    void each(java.util.function.IntConsumer task);
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
    if (spans != null) {
      spans.close();
    }
  }
}
