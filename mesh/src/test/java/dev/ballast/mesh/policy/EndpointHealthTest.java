// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.Outlier;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EndpointHealthTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Outlier RULES =
      new Outlier(3, false, Duration.ofSeconds(30), Duration.ofSeconds(70), new Ratio(0.5));

  private final List<EndpointHealth> group = Stream.generate(EndpointHealth::new).limit(4).toList();
  private final EjectionCap cap = new EjectionCap(List.of(group), RULES.most());

  private boolean failing(EndpointHealth endpoint, long now) {
    return IntStream.range(0, 3).mapToObj(_ -> endpoint.failed(now, RULES, cap)).toList().getLast();
  }

  @Test
  void ejectsAfterBadAnswersInARowAndForgetsAfterAGoodOne() {
    EndpointHealth endpoint = group.getFirst();
    endpoint.failed(0, RULES, cap);
    endpoint.failed(0, RULES, cap);
    endpoint.succeeded();
    assertThat(endpoint.failed(0, RULES, cap)).isFalse();
    assertThat(endpoint.failed(0, RULES, cap)).isFalse();
    assertThat(endpoint.failed(0, RULES, cap)).isTrue();
    assertThat(endpoint.usable(29 * SECOND)).isFalse();
    assertThat(endpoint.usable(30 * SECOND)).isTrue();
  }

  @Test
  void ejectsLongerEachTimeInARowUpToTheLongest() {
    EndpointHealth endpoint = group.getFirst();
    assertThat(failing(endpoint, 0)).isTrue();
    assertThat(failing(endpoint, 30 * SECOND)).isTrue();
    assertThat(endpoint.usable(89 * SECOND)).isFalse();
    assertThat(endpoint.usable(90 * SECOND)).isTrue();
    assertThat(failing(endpoint, 90 * SECOND)).isTrue();
    assertThat(endpoint.usable(160 * SECOND)).isTrue();
    endpoint.succeeded();
    assertThat(failing(endpoint, 200 * SECOND)).isTrue();
    assertThat(endpoint.usable(230 * SECOND)).isTrue();
  }

  @Test
  void neverEjectsMoreThanTheShare() {
    assertThat(group.stream().map(e -> failing(e, 0)).toList())
        .containsExactly(true, true, false, false);
  }

  @Test
  void neverEjectsTheOnlyOne() {
    EndpointHealth alone = new EndpointHealth();
    EjectionCap own = new EjectionCap(List.of(List.of(alone)), new Ratio(1));
    for (int i = 0; i < 10; i++) {
      assertThat(alone.failed(0, RULES, own)).isFalse();
    }
  }

  @Test
  void oneMayAlwaysGoHoweverSmallTheShare() {
    EjectionCap strict = new EjectionCap(List.of(group), new Ratio(0.01));
    EndpointHealth endpoint = group.getFirst();
    endpoint.failed(0, RULES, strict);
    endpoint.failed(0, RULES, strict);
    assertThat(endpoint.failed(0, RULES, strict)).isTrue();
  }
}
