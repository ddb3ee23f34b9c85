// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnRecordTest {

  private static final Truth DATABASE = Truth.said("database", "", "here");
  private static final Truth NONE = Truth.said("none", "", "");

  @Test
  void countsWhereTheTruthStoodAndWhetherItWasNamed() {
    OwnRecord own =
        OwnRecord.of(
            List.of(
                Known.incident("INC-1", Verdict.NAMED, DATABASE, List.of(), "database", "auth"),
                Known.incident("INC-2", Verdict.NAMED, DATABASE, List.of(), "auth", "database"),
                Known.incident("INC-3", Verdict.UNEXPLAINED, DATABASE, List.of(), "database"),
                Known.incident("INC-4", Verdict.NAMED, DATABASE, List.of(), "a", "b", "c"),
                Known.incident("INC-5", Verdict.NAMED, Truth.UNKNOWN, List.of(), "database")));

    assertThat(own.cases()).extracting(KnownCase::place).containsExactly(0, 1, 2, 1);
    assertThat(own.verdicts()).isEqualTo(new Share(1, 4));
    assertThat(own.within(1)).isEqualTo(new Share(2, 4));
    assertThat(own.within(3)).isEqualTo(new Share(3, 4));
    // Two at once, one from the second on, one never: (2 + 3 + 3 + 3 + 3) / 20.
    assertThat(own.average()).isCloseTo(0.7, within(1e-12));
    assertThat(own.unknown()).isEqualTo(1);
  }

  @Test
  void whereNothingWasWrongNamingNobodyIsRight() {
    OwnRecord own =
        OwnRecord.of(
            List.of(
                Known.incident("INC-1", Verdict.UNEXPLAINED, NONE, List.of(), "auth"),
                Known.incident("INC-2", Verdict.NAMED, NONE, List.of(), "auth")));

    assertThat(own.verdicts()).isEqualTo(new Share(1, 2));
    assertThat(own.accused()).isEqualTo(new Share(1, 2));
    assertThat(own.within(1).isKnown()).isFalse();
  }

  @Test
  void anInjectedFaultIsKnownByItselfUnlessAPersonKnowsBetter() {
    var fault = Known.fault("database", 60, Relevance.POSSIBLE);
    OwnRecord own =
        OwnRecord.of(
            List.of(
                Known.incident("INC-1", Verdict.NAMED, Truth.UNKNOWN, List.of(fault), "database"),
                Known.incident(
                    "INC-2", Verdict.NAMED, Truth.said("auth", "", ""), List.of(fault), "auth")));

    assertThat(own.cases()).extracting(KnownCase::injected).containsExactly(false, true);
    assertThat(own.verdicts()).isEqualTo(new Share(2, 2));
  }

  @Test
  void aFaultThatNobodyHurtNeedsOrThatIsLongAgoOrOneOfTwoProvesNothing() {
    for (List<ChangeSeen> faults :
        List.of(
            List.of(Known.fault("database", 60, Relevance.UNRELATED)),
            List.of(Known.fault("database", 3600, Relevance.POSSIBLE)),
            List.of(
                Known.fault("database", 60, Relevance.POSSIBLE),
                Known.fault("auth", 60, Relevance.CAUSE)))) {
      assertThat(
              OwnRecord.of(
                      List.of(
                          Known.incident(
                              "INC-1", Verdict.NAMED, Truth.UNKNOWN, faults, "database")))
                  .cases())
          .isEmpty();
    }
  }

  @Test
  void blamesTheKindOfEvidenceThatSpokeForTheWrongOne() {
    OwnRecord own =
        OwnRecord.of(
            List.of(
                Known.incident("INC-1", Verdict.NAMED, DATABASE, List.of(), "database"),
                Known.incident("INC-2", Verdict.NAMED, DATABASE, List.of(), "auth")));

    assertThat(own.falseAlarms()).containsOnlyKeys("waiting");
    assertThat(own.falseAlarms().get("waiting")).isEqualTo(new Share(1, 2));
  }

  @Test
  void anIntervalIsThatOfWilson() {
    // statsmodels.stats.proportion.proportion_confint(8, 10, method="wilson")
    assertThat(new Share(8, 10).low()).isCloseTo(0.4901624715, within(1e-9));
    assertThat(new Share(8, 10).high()).isCloseTo(0.9433178485, within(1e-9));
    assertThat(new Share(0, 0).ratio()).isNaN();
  }
}
