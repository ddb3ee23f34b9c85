// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

  private static List<String> path(Traces trace) {
    return CriticalPath.of(trace.done()).stream().map(Step::service).sorted().toList();
  }

  @Test
  void followsCallsThatWaitForEachOther() {
    assertThat(
            path(
                Traces.root("storefront", "GET /", 0, 100)
                    .under(1, "payments", 10, 40)
                    .under(1, "orders", 45, 90)
                    .under(3, "inventory", 50, 80)))
        .containsExactly("inventory", "orders", "payments", "storefront");
  }

  @Test
  void leavesOutWhatRanBesideSomethingLonger() {
    assertThat(
            path(
                Traces.root("storefront", "GET /", 0, 100)
                    .under(1, "reviews", 10, 40)
                    .under(1, "payments", 10, 90)))
        .containsExactly("payments", "storefront");
  }

  @Test
  void isNotLedAstrayByAClockThatIsTwoSecondsAhead() {
    assertThat(
            path(
                Traces.root("storefront", "GET /", 0, 100)
                    .under(1, "payments", 2010, 2080)
                    .under(2, "database", 2020, 2070)))
        .containsExactly("database", "payments", "storefront");
  }

  @Test
  void waitsForACallNoLongerThanItsCallerDid() {
    assertThat(
            path(
                Traces.root("storefront", "GET /", 0, 100)
                    .under(1, "mailer", 50, 5000)
                    .under(1, "payments", 5, 45)))
        .containsExactly("mailer", "payments", "storefront");
  }

  @Test
  void hasNoPathWithoutARoot() {
    Trace trace = Traces.root("storefront", "GET /", 0, 100).under(1, "payments", 10, 40).done();

    assertThat(CriticalPath.of(new Trace("t", trace.steps().subList(1, 2)))).isEmpty();
  }

  @Test
  void endsOnIdsThatReferToThemselvesOrToEachOther() {
    Trace trace =
        Traces.root("storefront", "GET /", 0, 100)
            .under(2, "payments", 10, 40)
            .under(4, "orders", 10, 40)
            .under(3, "inventory", 10, 40)
            .done();

    assertThat(CriticalPath.of(trace)).extracting(Step::service).containsExactly("storefront");
  }

  @Test
  void standsAChainOfTenThousandCalls() {
    Traces chain = Traces.root("s0", "GET /", 0, 100_000);
    for (int i = 1; i < 10_000; i++) {
      chain.under(i, "s" + i, i, 100_000 - i);
    }

    assertThat(CriticalPath.of(chain.done())).hasSize(10_000);
  }

  @Test
  void saysTheSameInWhateverOrderSpansArrive() {
    Trace trace =
        Traces.root("storefront", "GET /", 0, 100)
            .under(1, "payments", 10, 40)
            .under(1, "orders", 45, 90)
            .under(3, "inventory", 50, 80)
            .done();
    List<Step> backwards = new ArrayList<>(trace.steps()).reversed();

    assertThat(CriticalPath.of(new Trace("t", backwards))).isEqualTo(CriticalPath.of(trace));
  }
}
