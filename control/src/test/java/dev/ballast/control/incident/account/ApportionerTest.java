// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApportionerTest {

  private static final double CLOSE = 0.03;

  private static Share first(Accounts accounts, String symptom, Amount amount) {
    return Apportioner.apportion(accounts, at(symptom), amount).getFirst();
  }

  @Test
  void aSlowDatabaseMakesAllOfTheWaitingOfThoseWhoCallIt() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 830, 0))
            .answers("orders", tally(10, 20, 0), tally(10, 820, 0))
            .calls("front", "orders", tally(10, 20, 0), tally(10, 820, 0))
            .callsSilent("orders", "database", tally(20, 4, 0), tally(20, 404, 0))
            .accounts();

    Share share = first(accounts, "front", Amount.WAITING);

    assertThat(share.where()).isEqualTo(at("database"));
    assertThat(share.ratio()).isCloseTo(1, within(CLOSE));
    assertThat(share.path()).containsExactly(at("front"), at("orders"), at("database"));
  }

  @Test
  void aServiceThatIsSlowByItselfKeepsWhatItsCalleesDoNotExplain() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 530, 0))
            .answers("orders", tally(10, 20, 0), tally(10, 120, 0))
            .calls("front", "orders", tally(10, 20, 0), tally(10, 120, 0))
            .accounts();

    List<Share> shares = Apportioner.apportion(accounts, at("front"), Amount.WAITING);

    assertThat(shares).extracting(Share::where).containsExactly(at("front"), at("orders"));
    assertThat(shares.getFirst().ratio()).isCloseTo(0.8, within(CLOSE));
  }

  @Test
  void timeThatTheCalledOneDoesNotSeeIsMadeOnTheWay() {
    Accounts accounts =
        new Shops()
            .answers("payments", tally(5, 30, 0), tally(5, 1330, 0))
            .answers("auth", tally(5, 3, 0), tally(5, 3, 0))
            .calls(
                "payments",
                "auth",
                new Compared(tally(5, 4, 0), tally(5, 1304, 0)),
                new Compared(tally(5, 3, 0), tally(5, 3, 0)))
            .accounts();

    Share share = first(accounts, "payments", Amount.WAITING);

    assertThat(share.onTheWay()).isTrue();
    assertThat(share.where()).isEqualTo(at("payments"));
    assertThat(share.to()).isEqualTo(at("auth"));
  }

  @Test
  void aSilentServiceInTheMiddleIsOnThePath() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 30, 0.4))
            .answers("middle", tally(10, 20, 0), tally(10, 20, 0.4))
            .answers("deep", tally(10, 5, 0), tally(10, 5, 0.4))
            .calls("front", "middle", tally(10, 20, 0), tally(10, 20, 0.4))
            .calls("middle", "deep", tally(10, 5, 0), tally(10, 5, 0.4))
            .accounts();

    Share share = first(accounts, "front", Amount.FAILURES);

    assertThat(share.where()).isEqualTo(at("deep"));
    assertThat(share.path()).containsExactly(at("front"), at("middle"), at("deep"));
  }

  @Test
  void calleesThatAnswerNobodyAreToBlameAndNotTheWay() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 30, 1))
            .answers("auth", tally(10, 5, 0), Tally.NONE)
            .calls(
                "front",
                "auth",
                new Compared(tally(10, 5, 0), tally(10, 1, 1)),
                new Compared(tally(10, 5, 0), Tally.NONE))
            .accounts();

    Share share = first(accounts, "front", Amount.FAILURES);

    assertThat(share.onTheWay()).isFalse();
    assertThat(share.where()).isEqualTo(at("auth"));
  }

  @Test
  void callsThatAreGivenUpAreFollowedToWhoeverIsSlow() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 2000, 0.9))
            .answers("orders", tally(10, 20, 0), tally(10, 3000, 0))
            .calls(
                "front",
                "orders",
                new Compared(tally(10, 20, 0), tally(10, 2000, 0.9)),
                new Compared(tally(10, 20, 0), tally(10, 3000, 0)))
            .callsSilent("orders", "database", tally(10, 4, 0), tally(10, 2900, 0))
            .accounts();

    assertThat(first(accounts, "front", Amount.FAILURES).where()).isEqualTo(at("database"));
  }

  @Test
  void retriesThatMultiplyCallsAreBlamedOnWhatFails() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(10, 90, 0.6))
            .answers("orders", tally(10, 20, 0), tally(30, 25, 0.8))
            .answers("stock", tally(10, 5, 0), tally(90, 5, 0.9))
            .calls("front", "orders", tally(10, 20, 0), tally(30, 25, 0.8))
            .calls("orders", "stock", tally(10, 5, 0), tally(90, 5, 0.9))
            .accounts();

    assertThat(first(accounts, "front", Amount.FAILURES).where()).isEqualTo(at("stock"));
    assertThat(Arrivals.reaching(accounts, List.of(at("front")), 1.5)).isEmpty();
  }

  @Test
  void cyclesAndSelfCallsEnd() {
    Accounts accounts =
        new Shops()
            .answers("a", tally(10, 30, 0), tally(10, 300, 0))
            .answers("b", tally(10, 20, 0), tally(10, 290, 0))
            .calls("a", "a", tally(10, 20, 0), tally(10, 290, 0))
            .calls("a", "b", tally(10, 20, 0), tally(10, 290, 0))
            .calls("b", "a", tally(10, 10, 0), tally(10, 280, 0))
            .accounts();

    List<Share> shares = Apportioner.apportion(accounts, at("a"), Amount.WAITING);

    assertThat(shares.stream().mapToDouble(Share::ratio).sum()).isCloseTo(1, within(CLOSE));
  }

  @Test
  void nothingIsApportionedWhereNothingWasAdded() {
    Accounts accounts = new Shops().answers("front", tally(10, 30, 0), tally(10, 30, 0)).accounts();

    assertThat(Apportioner.apportion(accounts, at("front"), Amount.WAITING)).isEmpty();
    assertThat(Apportioner.apportion(accounts, at("nobody"), Amount.WAITING)).isEmpty();
    assertThat(Apportioner.apportion(Accounts.EMPTY, at("front"), Amount.FAILURES)).isEmpty();
  }

  @Test
  void usersThatComeFromOutsideAreASurgeAtTheEntrance() {
    Accounts accounts =
        new Shops()
            .answers("front", tally(10, 30, 0), tally(32, 200, 0))
            .answers("orders", tally(10, 20, 0), tally(32, 150, 0))
            .calls("front", "orders", tally(10, 20, 0), tally(32, 150, 0))
            .accounts();

    Arrivals.Surge surge = Arrivals.reaching(accounts, List.of(at("orders")), 1.5).orElseThrow();

    assertThat(surge.place()).isEqualTo(at("front"));
    assertThat(surge.factor()).isCloseTo(3.2, within(CLOSE));
  }
}
