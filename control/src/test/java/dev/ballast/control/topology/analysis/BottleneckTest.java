// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BottleneckTest {

  /** A request of 100 ms: 60 in orders, of these 50 in two queries of 25 ms; 20 in auth. */
  @Test
  void dividesAnEntryPointsTimeAmongThoseThatTakeIt() {
    Bottleneck web =
        Bottleneck.all(
                new Shops()
                    .users("web", 10, 0.1)
                    .calls("web", "orders", 10, 0.06)
                    .calls("web", "auth", 10, 0.02)
                    .calls("orders", "db", 20, 0.025)
                    .graph(),
                5)
            .getFirst();
    assertThat(web.seconds()).isCloseTo(0.1, within(1e-12));
    assertThat(web.path().stream().map(h -> h.service().value()))
        .containsExactly("web", "orders", "db");
    assertThat(web.hops().getFirst().service().value()).isEqualTo("db");
    assertThat(web.hops().getFirst().share()).isCloseTo(0.5, within(1e-12));
    assertThat(web.hops().stream().mapToDouble(Bottleneck.Hop::share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(web.parallel()).isFalse();
  }

  @Test
  void saysWhenCallsRunAtOnce() {
    Bottleneck web =
        Bottleneck.all(
                new Shops()
                    .users("web", 1, 0.1)
                    .calls("web", "a", 1, 0.08)
                    .calls("web", "b", 1, 0.08)
                    .graph(),
                5)
            .getFirst();
    assertThat(web.parallel()).isTrue();
    assertThat(web.hops().getFirst().share()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void leavesMessagesAndCyclesOut() {
    Bottleneck web =
        Bottleneck.all(
                new Shops()
                    .users("web", 1, 0.1)
                    .calls("web", "a", 1, 0.05)
                    .calls("a", "web", 1, 0.01)
                    .sends("web", "mail")
                    .graph(),
                5)
            .getFirst();
    assertThat(web.hops()).singleElement().satisfies(h -> assertThat(h.share()).isEqualTo(1));
  }

  @Test
  void isSilentWithoutTraffic() {
    assertThat(Bottleneck.all(Shops.document().graph(), 5)).isEmpty();
  }
}
