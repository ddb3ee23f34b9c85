// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LinkerdPairsTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final String OUT =
      "direction=\"outbound\",deployment=\"web\",namespace=\"shop\",dst_deployment=\"pay\","
          + "dst_namespace=\"shop\",authority=\"pay.shop.svc.cluster.local:8080\"";

  private static PairFacts read(String text) {
    return MadeUp.read(PairSource.LINKERD, text);
  }

  private static String calls(String labels, String answer, double rate) {
    return "request_total{%s} %s\nresponse_total{%s,%s} %s\n"
        .formatted(labels, rate, labels, answer, rate);
  }

  @Test
  void readsTheOutboundSideOnly() {
    PairFacts facts =
        read(
            calls(OUT, "classification=\"success\",status_code=\"200\"", 8)
                + calls(
                    "direction=\"inbound\",deployment=\"pay\",namespace=\"shop\",client_id=\"web.shop\"",
                    "classification=\"success\"",
                    8));
    assertThat(facts.pairs().keySet()).containsExactly(new CallPair("web", "pay", false));
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(8, CLOSE);
  }

  @Test
  void failuresAreThoseThatItClassifiesSo() {
    PairFacts facts =
        read(
            calls(OUT, "classification=\"success\",status_code=\"200\"", 9)
                + "response_total{%s,classification=\"failure\",status_code=\"500\"} 1"
                    .formatted(OUT));
    assertThat(MadeUp.red(facts, "web", "pay").errorRatio()).isCloseTo(0.1, CLOSE);
  }

  @Test
  void gRpcIsJudgedByItsCodeWhateverTheClassification() {
    String failure = "classification=\"failure\",status_code=\"200\",grpc_status_code=";
    PairFacts facts =
        read(
            calls(OUT, "classification=\"success\",grpc_status_code=\"0\"", 8)
                + "response_total{%s,%s\"7\"} 1\n".formatted(OUT, failure)
                + "response_total{%s,%s\"14\"} 1".formatted(OUT, failure));
    assertThat(MadeUp.red(facts, "web", "pay").errorRatio())
        .as("UNAVAILABLE is one, PERMISSION_DENIED is an answer")
        .isCloseTo(0.1, CLOSE);
  }

  @Test
  void saysThatItsLatencyEndsWithTheFirstByte() {
    PairFacts facts =
        read(
            calls(OUT, "classification=\"success\"", 10)
                + "response_latency_ms_sum{%s} 500\n".formatted(OUT)
                + "response_latency_ms_count{%s} 10\n".formatted(OUT)
                + "response_latency_ms_bucket{%s,le=\"50\"} 5\n".formatted(OUT)
                + "response_latency_ms_bucket{%s,le=\"100\"} 10\n".formatted(OUT)
                + "response_latency_ms_bucket{%s,le=\"+Inf\"} 10\n".formatted(OUT));
    Red red = MadeUp.red(facts, "web", "pay");
    assertThat(red.averageSeconds()).isCloseTo(0.05, CLOSE);
    assertThat(red.p99Seconds()).isCloseTo(0.099, within(1e-4));
    assertThat(facts.notes())
        .containsExactly(
            "Linkerd's latency is the time to the first byte: streams and bodies take longer");
  }

  @Test
  void knowsStatefulSetsJobsAndWhoIsOutsideOfTheMesh() {
    String toDatabase =
        OUT.replace("dst_deployment=\"pay\"", "dst_statefulset=\"ledger\"")
            .replace("deployment=\"web\"", "k8s_job=\"nightly\"");
    String outside =
        "direction=\"outbound\",deployment=\"pay\",authority=\"api.bank.example:443\",tls=\"no_identity\"";
    PairFacts facts =
        read(
            calls(toDatabase, "classification=\"success\"", 1)
                + calls(outside, "classification=\"success\"", 1));
    assertThat(facts.pairs().keySet())
        .containsExactly(
            new CallPair("nightly", "ledger", false),
            new CallPair("pay", "api.bank.example", true));
  }

  @Test
  void saysThatTheScrapeDoesNotNameTheCaller() {
    PairFacts facts =
        read(calls(OUT.replace("deployment=\"web\",", ""), "classification=\"success\"", 4));
    assertThat(facts.pairs()).isEmpty();
    assertThat(facts.notes())
        .containsExactly(
            "4.00 calls/s are in no edge: the scrape adds no label of the workload (deployment, …)");
  }
}
