// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.loops.Loop;
import dev.ballast.server.loops.Loops;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.meter.PrometheusText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How the server itself is doing, and the description of its API. */
public final class HealthApi {

  private static final String DESCRIPTION = "/web/openapi.json";

  private final Loops loops;
  private final Meter meter;
  private final Supplier<String> unready;
  private final BooleanSupplier refusing;
  private final String version;

  /**
   * @param unready why health cannot be told now; empty when it can
   * @param refusing whether new telemetry is refused now
   */
  public HealthApi(
      Loops loops,
      Meter meter,
      Supplier<String> unready,
      BooleanSupplier refusing,
      String version) {
    this.loops = loops;
    this.meter = meter;
    this.unready = unready;
    this.refusing = refusing;
    this.version = version;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/healthz", r -> health()),
        Endpoint.open("/readyz", r -> readiness()),
        Endpoint.get("/metrics", Role.VIEWER, r -> metrics()),
        Endpoint.get("/api/v1/openapi.json", Role.VIEWER, r -> description()));
  }

  /** One piece of repeating work. */
  record LoopJson(
      String name, double intervalSeconds, Instant lastSuccess, long failures, boolean late) {}

  /**
   * How the server itself is.
   *
   * @param status {@code late} when some of the repeating work does not get done, {@code refusing}
   *     when new telemetry is not taken (the status says why), else {@code ok}
   */
  record HealthJson(String status, String version, List<LoopJson> loops) {}

  private Reply health() {
    List<Loop> report = loops.report();
    boolean late = report.stream().anyMatch(Loop::late);
    return Reply.json(
        late ? 503 : 200,
        new HealthJson(
            late ? "late" : refusing.getAsBoolean() ? "refusing" : "ok",
            version,
            report.stream()
                .map(
                    loop ->
                        new LoopJson(
                            loop.name(),
                            Seconds.of(loop.interval()),
                            loop.lastSuccess(),
                            loop.failures(),
                            loop.late()))
                .toList()));
  }

  private Reply readiness() {
    String problem = unready.get();
    return problem.isEmpty()
        ? Reply.json(200, Map.of("status", "ready"))
        : Reply.json(503, Map.of("status", "not ready", "text", problem));
  }

  private Reply metrics() {
    return Reply.of(200, PrometheusText.CONTENT_TYPE, meter.prometheusText());
  }

  private static Reply description() {
    try (InputStream in = HealthApi.class.getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        throw new IllegalStateException(DESCRIPTION + " is not in the jar");
      }
      return new Reply.Whole(200, Reply.JSON, in.readAllBytes(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
