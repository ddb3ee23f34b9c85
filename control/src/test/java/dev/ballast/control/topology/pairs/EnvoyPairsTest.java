// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvoyPairsTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final String GRPC =
      "Envoy's code classes do not know gRPC: failures with HTTP status 200 are not seen";

  private static PairFacts read(String text) {
    return MadeUp.read(PairSource.ENVOY, text);
  }

  private static String answers(String cluster, String codes, double rate) {
    return ("envoy_cluster_upstream_rq_xx{app=\"web\",namespace=\"shop\",envoy_cluster_name=\"%s\","
            + "envoy_response_code_class=\"%s\"} %s\n")
        .formatted(cluster, codes, rate);
  }

  @Test
  void theScrapeNamesTheCallerAndTheClusterTheCallee() {
    PairFacts facts =
        read(answers("pay", "2", 8) + answers("pay", "4", 1) + answers("pay", "5", 1));
    assertThat(facts.pairs().keySet()).containsExactly(new CallPair("web", "pay", false));
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(10, CLOSE);
    assertThat(MadeUp.red(facts, "web", "pay").errorRatio()).isCloseTo(0.1, CLOSE);
    assertThat(facts.notes()).containsExactly(GRPC);
  }

  @Test
  void doesNotAddTheSeriesThatSayTheSameOnceMore() {
    PairFacts facts =
        read(
            answers("pay", "2", 10)
                + answers("pay", "2", 10).replace("cluster_upstream", "cluster_external_upstream")
                + answers("pay", "2", 10).replace("rq_xx", "rq").replace("code_class", "code"));
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(10, CLOSE);
  }

  @Test
  void tellsTriesFromCalls() {
    PairFacts facts =
        read(
            answers("pay", "2", 10)
                + "envoy_cluster_upstream_rq_retry{app=\"web\",namespace=\"shop\","
                + "envoy_cluster_name=\"pay\"} 5");
    assertThat(MadeUp.red(facts, "web", "pay").rps()).isCloseTo(10, CLOSE);
    assertThat(facts.notes()).containsExactly("web → pay: 1.50 tries a call, for retries", GRPC);
  }

  @Test
  void measuresTriesInMilliseconds() {
    String labels = "{app=\"web\",namespace=\"shop\",envoy_cluster_name=\"pay\"";
    PairFacts facts =
        read(
            answers("pay", "2", 10)
                + "envoy_cluster_upstream_rq_time_sum"
                + labels
                + "} 1000\n"
                + "envoy_cluster_upstream_rq_time_count"
                + labels
                + "} 10\n");
    assertThat(MadeUp.red(facts, "web", "pay").averageSeconds()).isCloseTo(0.1, CLOSE);
    assertThat(MadeUp.red(facts, "web", "pay").p99Seconds()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "outbound|8080|v2|pay.shop.svc.cluster.local,pay,shop,false",
    "outbound|443||api.bank.example,api.bank.example,'',true",
    "pay.default.dc1.internal.8f2a.consul,pay,'',false",
    "pay_shop_svc_8080,pay,shop,false",
    "httproute/shop/pay/rule/0,pay,shop,false",
    "pay.shop.svc:8080,pay,shop,false",
    "pay,pay,'',false"
  })
  void readsTheDialectsOfClusterNames(
      String cluster, String name, String namespace, boolean external) {
    assertThat(EnvoyPairs.callee(cluster)).isEqualTo(new End(name, namespace, external));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xds-grpc", "inbound|8080||", "BlackHoleCluster", "prometheus_stats", ""})
  void itsOwnBusinessIsNoCall(String cluster) {
    assertThat(EnvoyPairs.callee(cluster).isKnown()).isFalse();
  }

  @Test
  void saysThatTheScrapeDoesNotNameTheCaller() {
    assertThat(read(answers("pay", "2", 3).replace("app=\"web\",", "")).notes())
        .containsExactly(
            "3.00 calls/s are in no edge: the scrape adds no label that names the caller (service,"
                + " app, …)");
  }
}
