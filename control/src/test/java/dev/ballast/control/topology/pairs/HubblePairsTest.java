// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class HubblePairsTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final String PAIR =
      "source_workload=\"web\",source_namespace=\"shop\",destination_workload=\"pay\","
          + "destination_namespace=\"shop\"";
  private static final String GRPC =
      "Hubble has no status of gRPC: calls that fail with HTTP status 200 are not seen";

  private static PairFacts read(String text) {
    return MadeUp.read(PairSource.HUBBLE, text);
  }

  private static String requests(String reporter, String status, double rate) {
    return "hubble_http_requests_total{reporter=\"%s\",%s,method=\"GET\",status=\"%s\"} %s\n"
        .formatted(reporter, PAIR, status, rate);
  }

  @Test
  void countsACallThatBothEndsReportOnce() {
    PairFacts facts =
        read(
            requests("client", "200", 9)
                + requests("client", "503", 1)
                + requests("server", "200", 9));
    Red red = MadeUp.red(facts, "web", "pay");
    assertThat(red.rps()).isCloseTo(10, CLOSE);
    assertThat(red.errorRatio()).isCloseTo(0.1, CLOSE);
    assertThat(facts.notes()).containsExactly(GRPC);
  }

  @Test
  void believesTheServerWhereNoClientReports() {
    assertThat(MadeUp.red(read(requests("server", "200", 9)), "web", "pay").rps())
        .isCloseTo(9, CLOSE);
  }

  @Test
  void takesFailuresFromResponsesWithTheOlderHandler() {
    PairFacts facts =
        read(
            "hubble_http_requests_total{%s,method=\"GET\",protocol=\"HTTP/1.1\"} 10\n"
                    .formatted(PAIR)
                + "hubble_http_responses_total{%s,method=\"GET\",status=\"200\"} 8\n"
                    .formatted(PAIR)
                + "hubble_http_responses_total{%s,method=\"GET\",status=\"502\"} 2\n"
                    .formatted(PAIR));
    assertThat(MadeUp.red(facts, "web", "pay").errorRatio()).isCloseTo(0.2, CLOSE);
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(10, CLOSE);
  }

  @Test
  void measuresLatencyInSeconds() {
    String name = "hubble_http_request_duration_seconds_";
    PairFacts facts =
        read(
            requests("client", "200", 10)
                + name
                + "sum{reporter=\"client\",%s} 2\n".formatted(PAIR)
                + name
                + "count{reporter=\"client\",%s} 10\n".formatted(PAIR)
                + name
                + "bucket{reporter=\"client\",%s,le=\"0.5\"} 10\n".formatted(PAIR)
                + name
                + "bucket{reporter=\"client\",%s,le=\"+Inf\"} 10\n".formatted(PAIR));
    assertThat(MadeUp.red(facts, "web", "pay").averageSeconds()).isCloseTo(0.2, CLOSE);
    assertThat(MadeUp.red(facts, "web", "pay").p99Seconds()).isCloseTo(0.495, within(1e-4));
  }

  @Test
  void saysHowToGetLabelsWhenThereAreNone() {
    PairFacts facts = read("hubble_http_requests_total{method=\"GET\",status=\"200\"} 10");
    assertThat(facts.pairs()).isEmpty();
    assertThat(facts.notes())
        .containsExactly(
            "Hubble's metrics name no workloads. Fix: hubble.metrics.enabled:"
                + " httpV2:labelsContext=source_workload,source_namespace,destination_workload,"
                + "destination_namespace");
  }

  @Test
  void theWorldIsNoWorkload() {
    PairFacts facts =
        read(
            "hubble_http_requests_total{reporter=\"server\",source_workload=\"\","
                + "destination_workload=\"web\",status=\"200\"} 4");
    assertThat(facts.pairs()).isEmpty();
    assertThat(facts.notes())
        .containsExactly(
            "4.00 calls/s are in no edge: one end is no workload of the cluster (world, host or"
                + " unknown)");
  }

  @Test
  void readsContextsThatWriteTheNamespaceIntoTheName() {
    PairFacts facts =
        read(
            "hubble_http_requests_total{source=\"shop/web\",destination=\"shop/pay\",status=\"200\"} 1");
    assertThat(facts.pairs().keySet()).containsExactly(new CallPair("web", "pay", false));
  }
}
