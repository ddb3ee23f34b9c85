// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightRuleTest {

  private static final Routing NOW =
      new Routing("HTTPRoute shop/pay", "7", weights("v1", 80, "v2", 15, "old", 5), "", List.of());

  static Weights weights(Object... pairs) {
    Map<String, Integer> all = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      all.put((String) pairs[i], (Integer) pairs[i + 1]);
    }
    return new Weights(all);
  }

  @Test
  void backendsThatAreNotNamedKeepTheirWeight() {
    assertThat(WeightRule.upTo(1000).apply(NOW, weights("v1", 60, "v2", 35)))
        .isEqualTo(weights("v1", 60, "v2", 35, "old", 5));
  }

  @Test
  void namesEveryProblemAtOnceAndTheNearestBackend() {
    assertThatThrownBy(() -> WeightRule.upTo(100).apply(NOW, weights("v3", 50, "v1", 101)))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessage(
            "HTTPRoute shop/pay: v3: no such backend (expected: one of v1, v2, old), perhaps you"
                + " mean v1; weight of v1: 101 (expected: 0 to 100). Fix: name backends that the"
                + " place divides traffic between, or add them to it first");
  }

  @Test
  void refusesAPlaceWithoutAnyTraffic() {
    assertThatThrownBy(() -> WeightRule.upTo(100).apply(NOW, weights("v1", 0, "v2", 0, "old", 0)))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("(expected: one above 0, or nobody answers)");
  }

  @Test
  void refusesWeightsThatDoNotAddUpWhereTheyMust() {
    assertThatThrownBy(() -> new WeightRule(100, 100).apply(NOW, weights("v1", 90)))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContaining("v1 90, v2 15, old 5 add up to 110 (expected: 100");
    assertThat(new WeightRule(100, 100).apply(NOW, weights("v1", 90, "v2", 5)).total())
        .isEqualTo(100);
  }

  @Test
  void saysWhoLosesAllTrafficAndWhoGetsIt() {
    Weights after = weights("v1", 0, "v2", 100, "old", 0);
    assertThat(new RouteChange(NOW, after).cautions())
        .containsExactly(
            "v1 loses all of its traffic",
            "v2 gets all of the traffic",
            "old loses all of its traffic");
    assertThat(new RouteChange(NOW, NOW.weights()).changesNothing()).isTrue();
  }

  @Test
  void saysWhoseLeaseWouldBeOverwritten() {
    Routing leased = new Routing("p", "1", NOW.weights(), "rollout/pay", List.of("no gateway"));
    assertThat(new RouteChange(leased, NOW.weights()).cautions())
        .containsExactly("no gateway", "a lease of rollout/pay is in force on these weights");
  }

  @Test
  void knowsSharesAlsoOfNothing() {
    assertThat(NOW.weights().share("v2")).isEqualTo(0.15);
    assertThat(weights("a", 0).share("a")).isZero();
    assertThat(NOW.weights().share("nobody")).isZero();
  }
}
