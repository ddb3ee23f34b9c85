// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Configuration;
import dev.ballast.model.Edit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReloadDecisionTest {

  private static final String BEFORE =
      """
      - {apiVersion: ballast.dev/v1, kind: Region, metadata: {name: eu}}
      - {apiVersion: openslo/v1, kind: Service, metadata: {name: shop}}
      - apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: central}
        spec: {type: Prometheus, connectionDetails: {url: "http://a", token: secret}}
      - apiVersion: openslo/v1
        kind: SLO
        metadata: {name: up}
        spec:
          service: shop
          indicator: {spec: {ratioMetric: {rawType: success, raw: {metricSource: {spec: {query: up}}}}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.999}]
      """;

  private static Reading read(String text) {
    return ConfigurationReader.readSources(List.of(Source.of("x.yaml", text)), QueryChecker.NONE);
  }

  private static final Configuration CURRENT = read(BEFORE).configuration();

  @Test
  void keepsWhatIsInUseWhenTheFilesSayTheSame() {
    assertThat(ReloadDecision.decide(CURRENT, read("# only a comment\n" + BEFORE)))
        .isEqualTo(new ReloadDecision.Unchanged(CURRENT, List.of()));
  }

  @Test
  void refusesABadEditWholeAndKeepsTheLastGoodState() {
    var bad = BEFORE.replace("0.999", "0.99").replace("30d", "30 days");
    var decision = ReloadDecision.decide(CURRENT, read(bad));
    assertThat(decision).isInstanceOf(ReloadDecision.Refuse.class);
    assertThat(decision.configuration()).isEqualTo(CURRENT);
    assertThat(decision.problems()).hasSize(1);
  }

  @Test
  void saysWhatAValidEditChanges() {
    var after =
        BEFORE
            .replace("0.999", "0.99")
            .replace("kind: Region, metadata: {name: eu}", "kind: Region, metadata: {name: us}")
            .replace("secret", "other")
            .replace("name: shop}}", "name: shop}, spec: {description: Sells.}}");
    var decision = (ReloadDecision.Replace) ReloadDecision.decide(CURRENT, read(after));
    assertThat(decision.edits())
        .extracting(Edit::text)
        .containsExactly(
            "changed DataSource central: connectionDetails.token (hidden) -> (changed)",
            "removed Region eu",
            "added Region us",
            "changed Service shop: description nothing -> Sells.",
            "changed SLO up: target 0.999 -> 0.99");
    assertThat(Configuration.diff(CURRENT, decision.configuration())).isEqualTo(decision.edits());
  }

  @Test
  void takesAllAwayWhenTheFolderIsEmptied() {
    assertThat(Configuration.diff(CURRENT, Configuration.EMPTY))
        .extracting(Edit::action)
        .containsOnly(Edit.Action.REMOVED)
        .hasSize(4);
  }
}
