// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import static dev.ballast.telemetry.spanmetrics.Spans.client;
import static dev.ballast.telemetry.spanmetrics.Spans.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.telemetry.ingest.RecordedMetadata;
import dev.ballast.telemetry.ingest.RecordedSamples;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.Span.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RedMetricsTest {

  private static final RedLimits LIMITS =
      new RedLimits(Duration.ofSeconds(10), 100, 2, 8, Duration.ofMinutes(15));

  private Instant now = Instant.ofEpochMilli(1_000_000);
  private final RecordedSamples samples = new RecordedSamples();
  private final RecordedMetadata metadata = new RecordedMetadata(100);
  private final List<VersionSeen> versions = new ArrayList<>();
  private final Meter meter = new Meter();
  private final RedMetrics red =
      new RedMetrics(samples, metadata, LIMITS, versions::add, meter, () -> now);

  @Test
  void writesCallsAndLatencyUnderTemposNames() {
    accept(
        Spans.of(Kind.SERVER, "pay", "a", "p")
            .named("POST /pay")
            .lasting(3)
            .in("eu-west")
            .version("2.3.1")
            .failed());

    List<String> lines = flushAfter(5);

    String labels =
        "{cloud_region=\"eu-west\",service=\"pay\",service_version=\"2.3.1\",span_kind=\"SPAN_KIND_SERVER\",span_name=\"POST /pay\",status_code=\"STATUS_CODE_ERROR\"}";
    String le = "{cloud_region=\"eu-west\",le=\"%s\"," + labels.substring(24);
    assertThat(lines)
        .contains(
            "traces_spanmetrics_calls_total" + labels + " @1000000 0",
            "traces_spanmetrics_calls_total" + labels + " @1005000 1",
            "traces_spanmetrics_latency_count" + labels + " @1005000 1",
            "traces_spanmetrics_latency_sum" + labels + " @1005000 0.003",
            "traces_spanmetrics_latency_bucket" + le.formatted("0.002") + " @1005000 0",
            "traces_spanmetrics_latency_bucket" + le.formatted("0.004") + " @1005000 1",
            "traces_spanmetrics_latency_bucket" + le.formatted("16.384") + " @1005000 1",
            "traces_spanmetrics_latency_bucket" + le.formatted("+Inf") + " @1005000 1");
    assertThat(lines).hasSize(2 * (1 + 2 + 15));
  }

  @Test
  void writesEdgesUnderTemposNames() {
    accept(client("web", "a").in("us").lasting(200), server("pay", "a").in("eu").failed());

    List<String> lines = flushAfter(5);

    String labels =
        "{client=\"web\",client_cloud_region=\"us\",server=\"pay\",server_cloud_region=\"eu\"}";
    String le =
        "{client=\"web\",client_cloud_region=\"us\",le=\"%s\",server=\"pay\",server_cloud_region=\"eu\"}";
    assertThat(lines)
        .contains(
            "traces_service_graph_request_total" + labels + " @1005000 1",
            "traces_service_graph_request_failed_total" + labels + " @1005000 1",
            "traces_service_graph_request_client_seconds_sum" + labels + " @1005000 0.2",
            "traces_service_graph_request_client_seconds_bucket"
                + le.formatted("0.1")
                + " @1005000 0",
            "traces_service_graph_request_server_seconds_bucket"
                + le.formatted("0.1")
                + " @1005000 1",
            "traces_service_graph_request_server_seconds_bucket"
                + le.formatted("12.8")
                + " @1005000 1",
            "traces_service_graph_request_server_seconds_count" + labels + " @1005000 1");
  }

  @Test
  void writesUnpairedAndDroppedSpans() {
    accept(client("web", "a"));

    assertThat(flushAfter(10))
        .contains("traces_service_graph_unpaired_spans_total{client=\"web\"} @1010000 1");
  }

  @Test
  void keepsCountingUpAndWritesZeroOnlyOnce() {
    accept(server("pay", "a"));
    flushAfter(5);
    accept(server("pay", "b"), server("pay", "c"));

    assertThat(flushAfter(5).stream().filter(l -> l.startsWith("traces_spanmetrics_calls_total")))
        .singleElement()
        .asString()
        .endsWith(" @1010000 3");
  }

  @Test
  void endsSeriesThatAreIdleAndStartsThemAgainFromZero() {
    accept(server("pay", "a"));
    flushAfter(5);
    assertThat(flushAfter(890)).noneMatch(line -> line.endsWith("stale"));

    assertThat(calls(flushAfter(10))).containsExactly("@1905000 stale");
    assertThat(calls(flushAfter(5))).isEmpty();

    accept(server("pay", "b"));
    assertThat(calls(flushAfter(5))).containsExactly("@1910000 0", "@1915000 1");
  }

  @Test
  void countsNamesOverTheLimitAsOther() {
    accept(
        server("pay", "a").named("GET /1"),
        server("pay", "b").named("GET /2"),
        server("pay", "c").named("GET /3"),
        server("pay", "d").named("GET /4"),
        server("web", "e").named("GET /3"));

    assertThat(flushAfter(5))
        .filteredOn(line -> line.startsWith("traces_spanmetrics_calls_total"))
        .filteredOn(line -> line.contains("@1005000"))
        .extracting(
            line -> line.replaceAll(".*service=\"(\\w+)\".*span_name=\"([^\"]+)\".* ", "$1 $2 "))
        .containsExactlyInAnyOrder("pay GET /1 1", "pay GET /2 1", "pay other 2", "web GET /3 1");
  }

  @Test
  void forgetsTheNamesOfIdleSeries() {
    accept(server("pay", "a").named("GET /1"), server("pay", "b").named("GET /2"));
    flushAfter(5);
    flushAfter(1000);
    accept(server("pay", "c").named("GET /3"));

    assertThat(flushAfter(5)).anyMatch(line -> line.contains("span_name=\"GET /3\""));
  }

  @Test
  void countsSpansItHasNoRoomFor() {
    for (int i = 0; i < 10; i++) {
      accept(server("service-" + i, "a" + i));
    }

    assertThat(meter.prometheusText())
        .contains(
            "ballast_red_refused_total{reason=\"span_series_limit\"} 2",
            "ballast_red_series{of=\"spans\"} 8",
            "ballast_red_waiting_spans 10");
  }

  @Test
  void tellsOfEachVersionOnce() {
    accept(server("pay", "a").in("eu").version("1"), server("pay", "b").in("eu").version("1"));
    now = now.plusSeconds(1);
    accept(server("pay", "c").in("eu").version("2"), server("pay", "d"));

    assertThat(versions)
        .containsExactly(
            new VersionSeen("pay", "eu", "1", Instant.ofEpochMilli(1_000_000)),
            new VersionSeen("pay", "eu", "2", Instant.ofEpochMilli(1_001_000)));
  }

  @Test
  void losesNothingWhenTheStoreIsFullForAWhile() {
    accept(server("pay", "a"));
    samples.full(true);
    assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> flushAfter(5));
    samples.full(false);
    accept(server("pay", "b"));

    assertThat(calls(flushAfter(5))).containsExactly("@1000000 0", "@1010000 2");
  }

  @Test
  void describesItsMetrics() {
    assertThat(metadata.all().keySet())
        .contains("traces_spanmetrics_latency", "traces_service_graph_request_total");
  }

  private static List<String> calls(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("traces_spanmetrics_calls_total"))
        .map(line -> line.substring(line.indexOf('@')))
        .toList();
  }

  private void accept(Spans... spans) {
    red.accept(Stream.of(spans).map(Spans::span).toList());
  }

  private List<String> flushAfter(int seconds) {
    now = now.plusSeconds(seconds);
    red.flush(now);
    return samples.take();
  }
}
