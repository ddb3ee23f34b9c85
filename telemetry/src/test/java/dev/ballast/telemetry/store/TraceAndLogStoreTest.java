// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceAndLogStoreTest {

  private static final long NOW = Scene.T * 1_000_000;
  private static final List<String> SERVICES = List.of("checkout", "payments", "check", "");

  private static final List<Span.Kind> KINDS = List.of(Span.Kind.values());
  private static final List<Span.Status> STATUSES = List.of(Span.Status.values());

  @TempDir Path directory;

  @Test
  void findsSpansByTraceByServiceAndByTimeAlsoAfterACrash() {
    Random random = new Random(3);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      spans.add(span(random));
    }
    try (Scene scene = new Scene(directory.resolve("a"))) {
      assertThat(scene.store.spanSink().append(spans).accepted()).isEqualTo(400);
      assertThat(scene.store.spanSink().append(spans.subList(0, 50)).accepted()).isEqualTo(50);
      assertFound(spans, scene);
      try (Scene crashed = scene.crashed(directory.resolve("b"))) {
        assertFound(spans, crashed);
      }
      scene.restart();
      assertFound(spans, scene);
    }
  }

  private static void assertFound(List<Span> spans, Scene scene) {
    String trace = spans.getFirst().traceId();
    assertThat(scene.store.traces().trace(trace))
        .containsExactlyElementsOf(
            spans.stream()
                .filter(span -> span.traceId().equals(trace))
                .sorted(Comparator.comparingLong(Span::startNanos))
                .toList());
    assertThat(scene.store.traces().trace("0".repeat(32))).isEmpty();
    assertThat(scene.store.traces().trace("not an id")).isEmpty();
    Instant from = Scene.NOON.minus(Duration.ofHours(20));
    Instant to = Scene.NOON.minus(Duration.ofHours(2));
    for (String service : SERVICES) {
      for (int limit : new int[] {1, 7, 1000}) {
        assertThat(scene.store.traces().spans(service, from, to, limit))
            .as("%s %d", service, limit)
            .containsExactlyElementsOf(
                spans.stream()
                    .filter(span -> service.isEmpty() || span.service().equals(service))
                    .filter(span -> span.startNanos() >= Hours.nanos(from))
                    .filter(span -> span.startNanos() <= Hours.nanos(to))
                    .sorted(Comparator.comparingLong(Span::startNanos).reversed())
                    .limit(limit)
                    .toList());
      }
    }
    assertThat(scene.store.traces().spans("", Instant.MIN, Instant.MAX, 10_000)).hasSize(400);
  }

  @Test
  void findsTheOneFailureAmongThousandsThatAreNewer() {
    Random random = new Random(8);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      spans.add(span(random, "checkout", i == 0 ? Span.Status.ERROR : Span.Status.OK, NOW + i));
    }
    try (Scene scene = new Scene(directory)) {
      scene.store.spanSink().append(spans);
      for (String service : List.of("checkout", "")) {
        assertThat(
                scene
                    .store
                    .traces()
                    .spans(service, TraceQuery.Outcome.FAILED, Instant.MIN, Instant.MAX, 10))
            .containsExactly(spans.getFirst());
      }
      assertThat(
              scene
                  .store
                  .traces()
                  .spans("payments", TraceQuery.Outcome.FAILED, Instant.MIN, Instant.MAX, 10))
          .isEmpty();
    }
  }

  @Test
  void findsLogRecordsByTraceByServiceAndByTimeAlsoAfterACrash() {
    Random random = new Random(4);
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      records.add(log(random));
    }
    try (Scene scene = new Scene(directory.resolve("a"))) {
      assertThat(scene.store.logSink().append(records).accepted()).isEqualTo(300);
      assertFoundLogs(records, scene);
      try (Scene crashed = scene.crashed(directory.resolve("b"))) {
        assertFoundLogs(records, crashed);
      }
      scene.restart();
      assertFoundLogs(records, scene);
    }
  }

  private static void assertFoundLogs(List<LogRecord> records, Scene scene) {
    String trace = records.getFirst().traceId();
    assertThat(scene.store.logs().ofTrace(trace))
        .containsExactlyElementsOf(
            records.stream()
                .filter(log -> log.traceId().equals(trace))
                .sorted(Comparator.comparingLong(LogRecord::timeNanos))
                .toList());
    assertThat(scene.store.logs().logs("payments", Instant.MIN, Instant.MAX, 20))
        .containsExactlyElementsOf(
            records.stream()
                .filter(log -> log.service().equals("payments"))
                .sorted(Comparator.comparingLong(LogRecord::timeNanos).reversed())
                .limit(20)
                .toList());
    assertThat(scene.store.logs().logs("", Instant.MIN, Instant.MAX, 1000)).hasSize(300);
  }

  @Test
  void dropsSpansAndLogsBeyondTheirRetention() {
    Random random = new Random(5);
    try (Scene scene = new Scene(directory)) {
      Span span = span(random);
      LogRecord log = log(random);
      scene.store.spanSink().append(List.of(span));
      scene.store.logSink().append(List.of(log));
      scene.now = Scene.NOON.plus(Duration.ofDays(3));
      assertThat(scene.store.traces().trace(span.traceId())).isEmpty();
      assertThat(scene.store.spanSink().append(List.of(span)).refused())
          .isEqualTo(Map.of("too_old", 1));
      scene.store.tidy();
      scene.now = Scene.NOON;
      assertThat(scene.store.traces().trace(span.traceId())).isEmpty();
      assertThat(scene.store.traces().spans("", Instant.MIN, Instant.MAX, 10)).isEmpty();
      assertThat(scene.store.logs().logs("", Instant.MIN, Instant.MAX, 10)).hasSize(1);
      scene.now = Scene.NOON.plus(Duration.ofDays(8));
      scene.store.tidy();
      scene.now = Scene.NOON;
      assertThat(scene.store.logs().logs("", Instant.MIN, Instant.MAX, 10)).isEmpty();
    }
  }

  @Test
  void refusesIdsThatAreNone() {
    try (Scene scene = new Scene(directory)) {
      Span good = span(new Random(6));
      Span bad =
          new Span(
              "xyz",
              good.spanId(),
              "",
              "s",
              "n",
              Span.Kind.SERVER,
              Span.Status.OK,
              "",
              NOW,
              NOW,
              Map.of(),
              Map.of());
      List<Span> taken = new ArrayList<>();
      assertThat(scene.store.spanSink().append(List.of(bad, good), taken::addAll).refused())
          .isEqualTo(Map.of("bad_id", 1));
      assertThat(taken).containsExactly(good);
    }
  }

  private static Span span(Random random) {
    return span(
        random,
        SERVICES.get(random.nextInt(SERVICES.size())),
        STATUSES.get(random.nextInt(STATUSES.size())),
        NOW - random.nextLong(Duration.ofHours(24).toNanos()));
  }

  private static Span span(Random random, String service, Span.Status status, long start) {
    return new Span(
        String.format("%032x", random.nextInt(60) + 1L),
        String.format("%016x", random.nextLong()),
        random.nextBoolean() ? "" : String.format("%016x", random.nextLong()),
        service,
        "GET /cart/" + random.nextInt(5),
        KINDS.get(random.nextInt(KINDS.size())),
        status,
        random.nextBoolean() ? "" : "card refused — näher",
        start,
        start + random.nextInt(1_000_000_000) - 1000,
        Map.of("service.name", "x", "cloud.region", "us-east"),
        Map.of("http.request.method", "GET", "n", "" + random.nextInt()));
  }

  private static LogRecord log(Random random) {
    return new LogRecord(
        NOW - random.nextLong(Duration.ofHours(24).toNanos()),
        SERVICES.get(random.nextInt(SERVICES.size())),
        random.nextInt(3) == 0 ? "" : String.format("%032x", random.nextInt(30) + 1L),
        "",
        random.nextInt(25),
        "INFO",
        "took " + random.nextInt() + " ms",
        Map.of("service.name", "x"),
        Map.of());
  }
}
