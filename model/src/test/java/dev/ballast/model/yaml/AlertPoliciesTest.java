// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import dev.ballast.model.Configuration;
import dev.ballast.model.Edit;
import dev.ballast.model.Maintenance;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alert policies and caps reach the SLOs that are watched. */
final class AlertPoliciesTest {

  private static final String SHOP =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: up
        annotations: {ballast.dev/exclusion-cap: "0.1"}
      spec:
        service: shop
        indicator:
          metadata: {name: up}
          spec: {ratioMetric: {rawType: failure, raw: {metricSource: {spec: {query: down}}}}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.9}]
        alertPolicies:
          - alertPolicyRef: fast
          - kind: AlertPolicy
            metadata: {name: blind}
            spec:
              alertWhenNoData: true
              alertWhenResolved: true
              conditions:
                - kind: AlertCondition
                  metadata: {name: any}
                  spec:
                    severity: ticket
                    condition: {kind: burnrate, op: lt, threshold: 0.5, lookbackWindow: 2h}
              notificationTargets:
                - {kind: AlertNotificationTarget, metadata: {name: mail}, spec: {target: email}}
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: fast, displayName: Burns fast}
      spec:
        alertWhenBreaching: true
        conditions: [{conditionRef: fast}]
        notificationTargets: [{targetRef: phone}]
      ---
      apiVersion: openslo/v1
      kind: AlertCondition
      metadata: {name: fast}
      spec:
        severity: page
        condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}
      ---
      {apiVersion: openslo/v1, kind: AlertNotificationTarget, metadata: {name: phone}, spec: {target: pager}}
      ---
      {apiVersion: openslo/v1, kind: Service, metadata: {name: shop}}
      """;

  private static Configuration read(String text) {
    var reading =
        ConfigurationReader.readSources(List.of(Source.of("shop.yaml", text)), QueryChecker.NONE);
    assertThat(reading.errors()).isEmpty();
    return reading.configuration();
  }

  private static Slo up(String text) {
    return read(text).slos().values().iterator().next();
  }

  @Test
  void namedAndWrittenOnesAreReadWithTheirConditions() {
    assertThat(up(SHOP).care().alerts())
        .containsExactly(
            new AlertPolicy(
                "fast",
                "Burns fast",
                "page",
                new AlertPolicy.Condition(
                    Sli.Threshold.Operator.GTE, 14.4, Duration.ofHours(1), Duration.ofMinutes(5)),
                Set.of(When.BREACHING),
                List.of("pager")),
            new AlertPolicy(
                "blind",
                "blind",
                "ticket",
                new AlertPolicy.Condition(
                    Sli.Threshold.Operator.LT, 0.5, Duration.ofHours(2), Duration.ZERO),
                Set.of(When.NO_DATA, When.RESOLVED),
                List.of("email")));
  }

  @Test
  void theCapIsTheOwnersOrTheUsual() {
    assertThat(up(SHOP).care().exclusionCap()).isEqualTo(new Ratio(0.1));
    assertThat(up(SHOP).care().capped()).isTrue();
    var usual = up(SHOP.replace("{ballast.dev/exclusion-cap: \"0.1\"}", "{}"));
    assertThat(usual.care().exclusionCap()).isEqualTo(new Ratio(0.05));
    assertThat(usual.care().capped()).isFalse();
  }

  @Test
  void aCapThatIsRaisedIsToBeReadInTheHistory() {
    assertThat(Configuration.diff(read(SHOP), read(SHOP.replace("\"0.1\"", "\"0.2\""))))
        .extracting(Edit::text)
        .containsExactly("changed SLO up: exclusionCap 0.1 -> 0.2");
  }

  @Test
  void aMaintenanceSaysItsOwnCap() {
    var text =
        SHOP
            + """
            ---
            apiVersion: ballast.dev/v1
            kind: Maintenance
            metadata: {name: move}
            spec:
              slos: [up]
              start: 2026-03-01T03:00
              end: 2026-03-01T05:00
              timeZone: Europe/Berlin
              reason: the move
              by: ann
              cap: 0.2
            """;
    assertThat(read(text).maintenances().values())
        .extracting(Maintenance::cap)
        .containsExactly(new Ratio(0.2));
    assertThat(Configuration.diff(read(SHOP), read(text)).getFirst().text())
        .endsWith("cap nothing -> 0.2");
    assertThat(read(text.replace("  cap: 0.2\n", "")).maintenances().values())
        .extracting(Maintenance::cap)
        .containsExactly(Ratio.ZERO);
  }
}
