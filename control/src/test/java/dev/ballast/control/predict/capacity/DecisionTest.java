// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Capacity.Response;
import dev.ballast.testkit.Property;
import dev.ballast.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DecisionTest {

  private static Urgency decide(Urgency before, double lead, double decision, double horizon) {
    return Decision.of(before, false, lead, decision, horizon, Response.DEFAULT);
  }

  @Test
  void entersAtTheProbabilityThatWasAskedFor() {
    assertThat(decide(Urgency.FINE, 0, 0.19, 0.19)).isEqualTo(Urgency.FINE);
    assertThat(decide(Urgency.FINE, 0, 0.19, 0.2)).isEqualTo(Urgency.WATCH);
    assertThat(decide(Urgency.FINE, 0, 0.2, 0.3)).isEqualTo(Urgency.ACT);
    assertThat(decide(Urgency.FINE, 0.5, 0.6, 0.7)).isEqualTo(Urgency.ACT_NOW);
  }

  @Test
  void leavesOnlyBelowHalfOfIt() {
    assertThat(decide(Urgency.ACT_NOW, 0.25, 0.6, 0.7)).isEqualTo(Urgency.ACT_NOW);
    assertThat(decide(Urgency.ACT_NOW, 0.24, 0.6, 0.7)).isEqualTo(Urgency.ACT);
    assertThat(decide(Urgency.ACT, 0, 0.1, 0.2)).isEqualTo(Urgency.ACT);
    assertThat(decide(Urgency.ACT, 0, 0.09, 0.2)).isEqualTo(Urgency.WATCH);
    assertThat(decide(Urgency.WATCH, 0, 0, 0.1)).isEqualTo(Urgency.WATCH);
    assertThat(decide(Urgency.WATCH, 0, 0, 0.09)).isEqualTo(Urgency.FINE);
  }

  @Test
  void aBreachIsNeverLessThanTheMostUrgent() {
    for (Urgency before : Urgency.values()) {
      assertThat(Decision.of(before, true, 0, 0, 0, Response.DEFAULT)).isEqualTo(Urgency.ACT_NOW);
    }
  }

  /** Probabilities that shake by less than the hysteresis change the advice at most once. */
  @Test
  void doesNotFlap() {
    Property.forAll(
        Seeds.seed(21),
        200,
        RandomGenerator::nextDouble,
        middle -> {
          RandomGenerator random = Seeds.random(Math.round(middle * 1e9));
          Urgency urgency = Urgency.FINE;
          int changes = 0;
          for (int i = 0; i < 100; i++) {
            double p = Math.clamp(middle * (0.75 + 0.5 * random.nextDouble()), 0, 1);
            Urgency next = decide(urgency, 0, p, Math.max(p, middle));
            changes += next == urgency ? 0 : 1;
            urgency = next;
          }
          assertThat(changes).isLessThanOrEqualTo(2);
        });
  }
}
