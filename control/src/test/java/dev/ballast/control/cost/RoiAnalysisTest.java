// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.Money;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Investment;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.stats.reliability.Workers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RoiAnalysisTest {

  private static final Effort EFFORT = new Effort(4_000, 1, Workers.ONE);

  private static final CostModel MODEL =
      Models.model(
          Models.damage(new Estimate(10, 40, 600)),
          Models.part("a", Models.failure(10, 60), Models.need("b")),
          Models.part("b", Models.failure(8, 120)));

  private static final List<Investment> OFFERS =
      List.of(
          Models.investment("calm", 2_000, "a", 0.2), Models.investment("safe", 6_000, "b", 0.1));

  @Test
  void theSameSeedIsTheSameAnswerOnAnyNumberOfThreads() {
    Effort many =
        new Effort(4_000, 1, (pieces, work) -> IntStream.range(0, pieces).parallel().forEach(work));
    assertThat(RoiAnalysis.of(MODEL, OFFERS, Question.NONE, many))
        .isEqualTo(RoiAnalysis.of(MODEL, OFFERS, Question.NONE, EFFORT));
  }

  @Test
  void knowingANumberIsWorthSomethingOnlyWhereItDecides() {
    RoiReport report = RoiAnalysis.of(MODEL, OFFERS, Question.NONE, EFFORT);
    Sensitivity value = report.sensitivities().getFirst();
    assertThat(value.number()).isEqualTo("use.perMinute");
    assertThat(value.worthKnowing()).isPositive();
    assertThat(value.bestAtLow()).isNotEqualTo(value.bestAtHigh());
    assertThat(report.sensitivities())
        .filteredOn(Sensitivity::assumed)
        .allMatch(s -> s.worthKnowing() == 0);
    assertThat(Advice.of(report)).anyMatch(s -> s.startsWith("Measure first: use.perMinute"));
  }

  @Test
  void rangesWidenTheYears() {
    CostModel certain =
        Models.model(
            Models.damage(Estimate.of(128.3)),
            Models.part("a", Models.failure(10, 60), Models.need("b")),
            Models.part("b", Models.failure(8, 120)));
    Choice sure = RoiAnalysis.of(certain, List.of(), Question.NONE, EFFORT).present();
    Choice unsure = RoiAnalysis.of(MODEL, List.of(), Question.NONE, EFFORT).present();
    assertThat(unsure.total().mean()).isCloseTo(sure.total().mean(), within(8_000.0));
    assertThat(unsure.total().p90()).isGreaterThan(sure.total().p90());
    assertThat(sure.exactLoss()).isPresent();
    assertThat(sure.total().mean())
        .isCloseTo(sure.mean(), within(4 * sure.total().standardError()));
  }

  @Test
  void anImpossibleTargetSaysWhatComesNearest() {
    Question question =
        new Question(Optional.of(new Ratio(0.999999)), new Ratio(0.9), Optional.empty());
    RoiReport report = RoiAnalysis.of(MODEL, OFFERS, question, EFFORT);
    assertThat(report.target().surely()).isEmpty();
    assertThat(report.target().onAverage()).isEmpty();
    assertThat(Advice.of(report))
        .anyMatch(s -> s.startsWith("Nothing on offer keeps 99.9999 % in 90 % of years"));
  }

  @Test
  void aBudgetIsPutToItsBestUse() {
    Question question =
        new Question(
            Optional.empty(),
            new Ratio(0.9),
            Optional.of(new Money(BigDecimal.valueOf(30_000), "USD")));
    RoiReport report = RoiAnalysis.of(MODEL, OFFERS, question, EFFORT);
    assertThat(report.withinBudget().orElseThrow().investments()).isEqualTo(List.of("calm"));
  }

  @Test
  void currenciesAreNeverMixed() {
    Question question =
        new Question(
            Optional.empty(), new Ratio(0.9), Optional.of(new Money(BigDecimal.TEN, "EUR")));
    assertThatThrownBy(() -> RoiAnalysis.of(MODEL, OFFERS, question, EFFORT))
        .hasMessage("currency: EUR (expected: USD)");
  }

  @Test
  void whatIsFarBetterThanPromisedIsSaid() {
    CostModel model =
        Models.model(Models.THOUSAND_A_MINUTE, Models.part("a", Models.failure(1, 5)));
    RoiReport report = RoiAnalysis.of(model, List.of(), Question.NONE, EFFORT);
    assertThat(report.spares()).singleElement().matches(spare -> spare.used() < 0.011);
    assertThat(Advice.of(report).getFirst()).startsWith("Leave it as it is");
    assertThat(Advice.of(report)).anyMatch(s -> s.contains("use uses 1 % of its error budget"));
  }
}
