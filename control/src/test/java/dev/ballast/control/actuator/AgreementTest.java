// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AgreementTest {

  private final AtomicInteger revision = new AtomicInteger(1);

  private Optional<String> written(int upon, int overtakenUntil) {
    return upon >= overtakenUntil ? Optional.of("written upon " + upon) : Optional.empty();
  }

  @Test
  void repeatsAWriteThatWasOvertakenBySomethingElse() {
    String answer =
        Agreement.reach(
            "p", revision::getAndIncrement, now -> Optional.empty(), now -> written(now, 3));
    assertThat(answer).isEqualTo("written upon 3");
  }

  @Test
  void stopsWhenSomebodyChangedWhatTheDecisionWasMadeUpon() {
    assertThatThrownBy(
            () ->
                Agreement.reach(
                    "p",
                    revision::getAndIncrement,
                    now -> now == 2 ? Optional.of("changed") : Optional.empty(),
                    now -> written(now, 3)))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessage("p: changed. Fix: read it again, and decide upon what is there now");
  }

  @Test
  void givesUpAgainstAWriterThatNeverRests() {
    assertThatThrownBy(
            () ->
                Agreement.reach(
                    "p",
                    revision::getAndIncrement,
                    now -> Optional.empty(),
                    now -> written(now, 99)))
        .hasMessageContaining("overtaken by other writers 8 times in a row");
    assertThat(revision).hasValue(9);
  }

  @Test
  void mindsWeightsAndNotRevisions() {
    Routing seen = new Routing("p", "1", WeightRuleTest.weights("a", 1), "", List.of());
    assertThat(
            Agreement.about(
                new Routing("p", "9", WeightRuleTest.weights("a", 1), "", List.of()), seen))
        .isEmpty();
    assertThat(
            Agreement.about(
                new Routing("p", "9", WeightRuleTest.weights("a", 2), "", List.of()), seen))
        .contains("somebody changed the weights from a 1 (revision 1) to a 2 (revision 9)");
  }

  @Test
  void saysWhatAScaleDownCosts() {
    assertThat(new ScaleChange(new Replicas("Deployment shop/pay", "1", 4, 4), 0).cautions())
        .containsExactly("nothing is left to answer: Deployment shop/pay goes to 0");
    assertThat(new ScaleChange(new Replicas("d", "1", 5, 5), 2).cautions())
        .containsExactly("more than half of the instances go at once");
    assertThat(new ScaleChange(new Replicas("d", "1", 4, 4), 2).cautions()).isEmpty();
  }
}
