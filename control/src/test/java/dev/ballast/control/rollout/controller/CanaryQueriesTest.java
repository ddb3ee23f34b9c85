// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.MetricTemplate;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.RolloutReading;
import dev.ballast.model.yaml.Source;
import dev.ballast.promql.parse.Query;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CanaryQueriesTest {

  private static final String TEMPLATE =
      """
      ---
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: {name: refused, namespace: shop}
      spec:
        provider: {type: prometheus}
        query: |
          sum(rate(refused_total{app="{{ target }}",ns="{{namespace}}",version="{{ revision }}",
            old="{{ primary }}",kind="{{ variables.kind }}"}[{{ interval }}]))
      """;

  private static RolloutReading reading(String metric, String more) {
    String text =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: payments, namespace: shop}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: pay}
          service: {name: payments, port: 80}
          analysis:
            interval: 10s
            threshold: 5
            stepWeight: 10
            maxWeight: 50
            metrics:
              - %s
        """
            .formatted(metric);
    return ConfigurationReader.readRollouts(
        List.of(Source.of("canary.yaml", text + more)), QueryChecker.NONE, ReaderOptions.DEFAULT);
  }

  private static String promql(String metric, String more) {
    RolloutReading reading = reading(metric, more);
    assertThat(reading.errors()).isEmpty();
    Canary canary = reading.canaries().getFirst();
    Map<ObjectName, MetricTemplate> templates =
        reading.templates().stream().collect(Collectors.toMap(MetricTemplate::name, t -> t));
    CanaryMetric first = canary.analysis().metrics().getFirst();
    return new CanaryQueries(canary, templates).promql(first, "v2", "v1");
  }

  @Test
  void builtInMetricsCountTheNewVersionOnly() {
    for (String name : List.of("request-success-rate", "request-duration")) {
      String promql =
          promql("{name: " + name + ", thresholdRange: {min: 1, max: 99}, interval: 30s}", "");
      assertThat(promql)
          .contains("destination_service_name=\"payments\"")
          .contains("destination_version=\"v2\"")
          .contains("[30s]");
      assertThat(Query.parse(promql)).isNotNull();
    }
  }

  @Test
  void templatesAreFilledWithFlaggersNamesAndOurs() {
    String promql =
        promql(
            "{name: refused, templateRef: {name: refused, namespace: shop},"
                + " templateVariables: {kind: card}, thresholdRange: {max: 1}, interval: 1m}",
            TEMPLATE);
    assertThat(promql)
        .contains("app=\"pay\"")
        .contains("ns=\"shop\"")
        .contains("version=\"v2\"")
        .contains("old=\"v1\"")
        .contains("kind=\"card\"")
        .contains("[60s]");
  }

  @Test
  void whatNobodyKnowsIsNamed() {
    assertThatThrownBy(
            () ->
                promql(
                    "{name: refused, templateRef: {name: refused, namespace: shop},"
                        + " thresholdRange: {max: 1}, interval: 1m}",
                    TEMPLATE))
        .hasMessageContaining("{{ variables.kind }}")
        .hasMessageContaining("revision");
  }
}
