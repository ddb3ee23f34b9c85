// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ReadersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Labels WEB_DB = Labels.of("client", "web", "server", "db");
  private static final Labels WEB = Labels.of("service", "web");

  @Test
  void countsSpansAndThoseWithoutAnotherEnd() {
    Canned metrics =
        new Canned()
            .answer("SPAN_KIND_SERVER", WEB, 100)
            .answer("SPAN_KIND_CLIENT", WEB, 300)
            .answer("sum by (client)", Labels.of("client", "web"), 7)
            .answer("sum by (server)", Labels.of("server", "web"), 2)
            .answer("traces_spanmetrics_calls_total[", WEB, 400);
    assertThat(new SignalReader(metrics).read(NOW, Duration.ofHours(1)))
        .isEqualTo(Map.of(new ServiceName("web"), new Signals(true, 100, 300, 7, 2)));
    assertThat(metrics.asked)
        .contains(
            "sum by (client)"
                + " (increase(traces_service_graph_unpaired_spans_total[3600000ms]))");
  }

  /** Four minutes in which every call failed and four fifths of the requests with it. */
  @Test
  void bringsFailedCallsAndFailedRequestsTogetherMinuteByMinute() {
    Canned metrics =
        new Canned()
            .answer("failed_total[60000ms]", WEB_DB, 0, 0, 100, 110, 90, 100)
            .answer("request_total[60000ms]", WEB_DB, 100, 100, 100, 110, 90, 100)
            .answer("STATUS_CODE_ERROR", WEB, 0, 0, 80, 88, 72, 80)
            .answer("SPAN_KIND_SERVER", WEB, 100, 100, 100, 110, 90, 100);
    Map<Pair, Propagation> found =
        new PropagationReader(metrics).read(NOW, Duration.ofMinutes(5), STEP);
    Pair pair = new Pair(new ServiceName("web"), new ServiceName("db"));
    assertThat(found).containsOnlyKeys(pair);
    assertThat(found.getOrDefault(pair, Propagation.NONE).windows()).isEqualTo(4);
    assertThat(found.getOrDefault(pair, Propagation.NONE).ratio()).isCloseTo(0.8, within(1e-9));
    assertThat(found.getOrDefault(pair, Propagation.NONE).verdict())
        .isEqualTo(Propagation.Verdict.HARD);
  }

  @Test
  void asksNoMoreWhereNothingFailed() {
    Canned metrics = new Canned();
    assertThat(new PropagationReader(metrics).read(NOW, Duration.ofMinutes(5), STEP)).isEmpty();
    assertThat(metrics.asked).hasSize(1);
  }

  /** Answers a query with what was put in for the first text that it contains. */
  private static final class Canned implements MetricQuery {

    private final Map<String, Value.Series> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    Canned answer(String part, Labels labels, double... values) {
      long[] times = new long[values.length];
      for (int i = 0; i < times.length; i++) {
        times[i] = NOW.minus(STEP.multipliedBy(times.length - 1L - i)).toEpochMilli();
      }
      answers.put(part, new Value.Series(labels, times, values));
      return this;
    }

    private List<Value.Series> find(String promql) {
      asked.add(promql);
      return answers.entrySet().stream()
          .filter(entry -> promql.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .limit(1)
          .toList();
    }

    @Override
    public Answer instant(String promql, Instant at) {
      List<Value.Sample> samples =
          find(promql).stream()
              .map(s -> new Value.Sample(s.labels(), at.toEpochMilli(), s.values()[0]))
              .toList();
      return new Answer(new Value.Vector(samples), List.of(), List.of());
    }

    @Override
    public Answer range(String promql, Instant start, Instant end, Duration step) {
      return new Answer(new Value.Matrix(find(promql)), List.of(), List.of());
    }

    @Override
    public List<Labels> series(List<String> selectors, Instant start, Instant end) {
      return List.of();
    }

    @Override
    public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
      return new TreeSet<>();
    }

    @Override
    public SortedSet<String> labelValues(
        String label, List<String> selectors, Instant start, Instant end) {
      return new TreeSet<>();
    }

    @Override
    public Map<String, Metadata> metadata() {
      return Map.of();
    }
  }
}
