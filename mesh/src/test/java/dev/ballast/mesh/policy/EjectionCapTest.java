// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.Outlier;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Endpoints of one version in several regions: who may be out with whom. */
final class EjectionCapTest {

  private static final Outlier RULES =
      new Outlier(1, false, Duration.ofSeconds(30), Duration.ofSeconds(300), new Ratio(0.5));

  private static List<EndpointHealth> region(int size) {
    return Stream.generate(EndpointHealth::new).limit(size).toList();
  }

  private static List<Boolean> ejected(List<EndpointHealth> endpoints, EjectionCap cap) {
    return endpoints.stream().map(e -> e.failed(0, RULES, cap)).toList();
  }

  /**
   * Three endpoints, one of which may be out by a share of a half. One far away had been late for
   * five requests; then the near one fell silent, could not be ejected, and every request waited
   * for it: 365 of 1,764 were lost.
   */
  @Test
  void theOnlyOneOfARegionMayGoThoughOneOfAnotherRegionIsOut() {
    List<EndpointHealth> near = region(1);
    List<EndpointHealth> far = region(2);
    EjectionCap cap = new EjectionCap(List.of(near, far), RULES.most());
    assertThat(far.getFirst().failed(0, RULES, cap)).isTrue();
    assertThat(near.getFirst().failed(0, RULES, cap)).isTrue();
  }

  @Test
  void aWholeRegionMayGoWhileAnotherStandsIn() {
    List<EndpointHealth> near = region(3);
    EjectionCap cap = new EjectionCap(List.of(near, region(2)), RULES.most());
    assertThat(ejected(near, cap)).containsExactly(true, true, true);
  }

  @Test
  void theLastRegionThatStandsKeepsItsShare() {
    List<EndpointHealth> near = region(2);
    List<EndpointHealth> far = region(4);
    EjectionCap cap = new EjectionCap(List.of(near, far), RULES.most());
    assertThat(ejected(near, cap)).containsExactly(true, true);
    assertThat(ejected(far, cap)).containsExactly(true, true, false, false);
  }

  @Test
  void aRegionThatLacksMoreThanTheShareDoesNotStandIn() {
    List<EndpointHealth> near = region(2);
    List<EndpointHealth> far = region(3);
    EjectionCap cap = new EjectionCap(List.of(near, far), RULES.most());
    far.getFirst().checked(false);
    far.getLast().drain(true);
    assertThat(ejected(near, cap)).containsExactly(true, false);
  }

  @Test
  void aFarRegionKeepsItsShareThoughTheNearOneIsWell() {
    List<EndpointHealth> near = region(1);
    List<EndpointHealth> far = region(2);
    EjectionCap cap = new EjectionCap(List.of(near, far), RULES.most());
    assertThat(ejected(far, cap)).containsExactly(true, false);
    assertThat(ejected(near, cap)).containsExactly(true);
  }

  @Test
  void whoIsBackStandsInAgain() {
    List<EndpointHealth> near = region(1);
    List<EndpointHealth> far = region(1);
    EjectionCap cap = new EjectionCap(List.of(near, far), RULES.most());
    far.getFirst().checked(false);
    assertThat(ejected(near, cap)).containsExactly(false);
    far.getFirst().checked(true);
    assertThat(ejected(near, cap)).containsExactly(true);
  }
}
