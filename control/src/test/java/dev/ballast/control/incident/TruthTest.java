// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {

  @Test
  void aServiceIsMeantByItsVersionAndItselfButNotByAWayToIt() {
    Truth payments = Truth.said("payments", "", "us-east");

    assertThat(payments.is(Suspect.service("payments", "us-east"))).isTrue();
    assertThat(payments.is(Suspect.change("payments", "us-east", "v2"))).isTrue();
    assertThat(payments.is(Suspect.service("payments", ""))).isTrue();
    assertThat(payments.is(Suspect.service("payments", "eu-west"))).isFalse();
    assertThat(payments.is(Suspect.edge("payments", "auth", "us-east"))).isFalse();
  }

  @Test
  void aWayIsMeantByNeitherOfItsEnds() {
    Truth way = Truth.said("orders", "inventory", "");

    assertThat(way.is(Suspect.edge("orders", "inventory", "us-east"))).isTrue();
    assertThat(way.is(Suspect.edge("orders", "database", "us-east"))).isFalse();
    assertThat(way.is(Suspect.service("orders", "us-east"))).isFalse();
    assertThat(way.text()).isEqualTo("the way from orders to inventory");
  }

  @Test
  void nothingWrongIsNobody() {
    Truth none = Truth.said(" none ", "", "");

    assertThat(none.isNobody()).isTrue();
    assertThat(none.text()).isEqualTo("nothing was wrong");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(() -> Truth.said("none", "b\u0007", "us"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "to: 2 characters (expected: at most 200, no control characters)\n"
                + "cause: none (expected: neither to nor region beside it)");
    assertThatThrownBy(() -> Truth.said("", "", ""))
        .hasMessageStartingWith("cause: missing (expected: a service, database, host")
        .hasMessageEndingWith("Fix: --cause NAME");
    assertThatThrownBy(() -> Truth.said("a", "a", ""))
        .hasMessage("to: a (expected: another one than the cause)");
  }

  @Test
  void aNameThatNobodyKnowsIsRefusedWithTheNearest() {
    Set<String> known = Set.of("orders", "inventory");

    Truth.said("orders", "inventory", "").check(known);
    Truth.said("none", "", "").check(known);
    assertThatThrownBy(() -> Truth.said("order", "warehouse", "").check(known))
        .hasMessage(
            """
            cause: order (expected: a name that was seen, such as orders). Fix: --unseen when it is one that telemetry does not know
            cause: warehouse (expected: a name that was seen). Fix: --unseen when it is one that telemetry does not know""");
  }
}
