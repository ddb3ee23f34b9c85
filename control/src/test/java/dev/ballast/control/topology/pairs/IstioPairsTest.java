// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Names and labels as Istio's reference page lists them; the traps of its users. */
final class IstioPairsTest {

  private static final Offset<Double> CLOSE = within(1e-6);

  private static final String WEB_TO_PAY =
      "source_canonical_service=\"web\",source_workload=\"web-v1\",source_workload_namespace=\"shop\","
          + "destination_canonical_service=\"pay\",destination_workload=\"pay-v1\","
          + "destination_workload_namespace=\"shop\",destination_service_name=\"pay\"";

  private static String requests(String reporter, String rest, double rate) {
    return "istio_requests_total{reporter=\"%s\",%s,%s} %s\n"
        .formatted(reporter, WEB_TO_PAY, rest, rate);
  }

  private static PairFacts read(String text) {
    return MadeUp.read(PairSource.ISTIO, text);
  }

  @Test
  void countsACallThatBothProxiesReportOnce() {
    PairFacts facts =
        read(
            requests("source", "response_code=\"200\"", 10)
                + requests("destination", "response_code=\"200\"", 9));
    assertThat(facts.pairs()).hasSize(1);
    assertThat(MadeUp.red(facts, "web", "pay").rps())
        .as("the source's report, which has the calls that never arrived as well")
        .isCloseTo(10, CLOSE);
  }

  @Test
  void believesTheDestinationWhereTheCallerHasNoReport() {
    PairFacts facts = read(requests("destination", "response_code=\"200\"", 9));
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(9, CLOSE);
  }

  @Test
  void aWaypointIsTheLastToBeBelieved() {
    PairFacts facts =
        read(
            requests("waypoint", "response_code=\"200\"", 7)
                + requests("destination", "response_code=\"200\"", 9));
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(9, CLOSE);
    assertThat(
            MadeUp.red(read(requests("waypoint", "response_code=\"200\"", 7)), "web", "pay").rps())
        .isCloseTo(7, CLOSE);
  }

  @Test
  void noResponseIsAFailureUnlessTheCallerWentAway() {
    PairFacts facts =
        read(
            requests("source", "response_code=\"200\",response_flags=\"-\"", 6)
                + requests("source", "response_code=\"404\",response_flags=\"-\"", 1)
                + requests("source", "response_code=\"503\",response_flags=\"UF,URX\"", 1)
                + requests("source", "response_code=\"0\",response_flags=\"UC\"", 1)
                + requests("source", "response_code=\"0\",response_flags=\"DC\"", 1));
    Red red = MadeUp.red(facts, "web", "pay");
    assertThat(red.rps()).isCloseTo(10, CLOSE);
    assertThat(red.errorRatio()).isCloseTo(0.2, CLOSE);
  }

  @Test
  void gRpcFailsByItsOwnStatusUnderHttp200() {
    String grpc = "request_protocol=\"grpc\",response_code=\"200\",grpc_response_status=";
    PairFacts facts =
        read(
            requests("source", grpc + "\"0\"", 6)
                + requests("source", grpc + "\"5\"", 2)
                + requests("source", grpc + "\"14\"", 1)
                + requests("source", grpc + "\"13\"", 1));
    assertThat(MadeUp.red(facts, "web", "pay").errorRatio())
        .as("UNAVAILABLE and INTERNAL are failures, NOT_FOUND is an answer")
        .isCloseTo(0.2, CLOSE);
  }

  @Test
  void addsVersionsUpBeforeItDividesAndTurnsMillisecondsIntoSeconds() {
    String v2 = WEB_TO_PAY.replace("pay-v1", "pay-v2");
    StringBuilder text = new StringBuilder(requests("source", "response_code=\"200\"", 10));
    text.append("istio_requests_total{reporter=\"source\",%s} 10\n".formatted(v2));
    for (String pair : new String[] {WEB_TO_PAY, v2}) {
      boolean fast = pair.equals(WEB_TO_PAY);
      String name = "istio_request_duration_milliseconds_";
      String labels = "{reporter=\"source\"," + pair;
      text.append(name + "sum" + labels + "} " + (fast ? 100 : 3900) + "\n");
      text.append(name + "count" + labels + "} 10\n");
      text.append(name + "bucket" + labels + ",le=\"100\"} " + (fast ? 10 : 0) + "\n");
      text.append(name + "bucket" + labels + ",le=\"500\"} 10\n");
      text.append(name + "bucket" + labels + ",le=\"+Inf\"} 10\n");
    }
    Red red = MadeUp.red(read(text.toString()), "web", "pay");
    assertThat(red.rps()).isCloseTo(20, CLOSE);
    assertThat(red.averageSeconds()).isCloseTo(0.2, CLOSE);
    assertThat(red.p99Seconds()).as("0.1 + 0.4 * 9.8 / 10").isCloseTo(0.492, within(1e-4));
  }

  @Test
  void unknownPeersAreNoServiceAndAreToldInANote() {
    PairFacts facts =
        read(
            requests("destination", "response_code=\"200\"", 1)
                + requests("destination", "response_code=\"200\"", 3)
                    .replaceAll(
                        "source_(canonical_service|workload)=\"[^\"]*\"", "source_$1=\"unknown\""));
    assertThat(facts.pairs()).hasSize(1);
    assertThat(facts.notes())
        .containsExactly(
            "3.00 calls/s are in no edge: their callers have no proxy (source_workload is unknown)");
  }

  @Test
  void hostsOutsideAreExternalAndPassthroughIsNobody() {
    String out =
        "istio_requests_total{reporter=\"source\",source_workload=\"pay\",destination_workload=\"unknown\","
            + "destination_service_name=\"%s\",response_code=\"200\"} 2\n";
    PairFacts facts =
        read(
            out.formatted("api.bank.example")
                + out.formatted("redis")
                + out.formatted("PassthroughCluster"));
    assertThat(facts.pairs().keySet())
        .containsExactly(
            new CallPair("pay", "api.bank.example", true), new CallPair("pay", "redis", false));
    assertThat(facts.notes())
        .containsExactly(
            "2.00 calls/s are in no edge: they leave through PassthroughCluster; a ServiceEntry"
                + " would name the host");
  }

  @Test
  void servicesOfOneNameInTwoNamespacesAreTwo() {
    PairFacts facts =
        read(
            requests("source", "response_code=\"200\"", 1)
                + requests("source", "response_code=\"200\"", 2)
                    .replace(
                        "destination_workload_namespace=\"shop\"",
                        "destination_workload_namespace=\"test\""));
    assertThat(facts.pairs().keySet())
        .containsExactly(
            new CallPair("web", "pay.shop", false), new CallPair("web", "pay.test", false));
  }

  @Test
  void saysThatFaultsAreInjected() {
    assertThat(read(requests("source", "response_code=\"503\",response_flags=\"FI\"", 1)).notes())
        .containsExactly(
            "faults are being injected (response_flags FI or DI): some errors are on purpose");
  }

  @Test
  void withoutItsMetricsThereIsNothing() {
    assertThat(read("up{job=\"x\"} 1").pairs()).isEmpty();
    assertThat(read("up{job=\"x\"} 1").queries()).containsKeys("calls", "rps", "buckets");
  }

  @Test
  void aPairWithoutALatencyHasNone() {
    Red red = MadeUp.red(read(requests("source", "response_code=\"200\"", 1)), "web", "pay");
    assertThat(red.averageSeconds()).isNaN();
    assertThat(red.p99Seconds()).isNaN();
  }
}
