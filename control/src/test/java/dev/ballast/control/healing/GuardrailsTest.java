// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.healing.Verdict.Kind;
import dev.ballast.ledger.Interlocks;
import dev.ballast.model.Autonomy;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guardrail by itself: all else is well, and it alone stands in the way. */
final class GuardrailsTest {

  private final Stage stage = new Stage();

  private void held(String guardrail, String text) {
    Episode episode = stage.pass(20);
    assertThat(stage.done).isEmpty();
    assertThat(episode.phase()).isEqualTo(Phase.WAITING);
    assertThat(stage.verdict(guardrail).kind()).isEqualTo(Kind.HOLD);
    assertThat(stage.verdict(guardrail).text()).contains(text);
    assertThat(episode.verdicts().stream().filter(v -> v.kind() == Kind.HOLD)).hasSize(1);
  }

  private static Interlocks.Interlock lock(Interlocks.Kind kind, String subject) {
    return new Interlocks.Interlock(
        "1", kind, subject, "ann", "a reason", Stage.START, Stage.START.plusSeconds(600));
  }

  @Test
  void actsAtOnceWhenNothingStandsInTheWay() {
    stage.loop().tick(stage.now);
    assertThat(stage.done).containsExactly("do heal-1-1");
  }

  @Test
  void holdsOnStaleTelemetryAndOnTelemetryFromTheFuture() {
    stage.age = Duration.ofSeconds(61);
    held("fresh-facts", "61 s old (expected: at most 60 s)");
    stage.age = Duration.ofSeconds(-6);
    held("fresh-facts", "6 s ahead of the clock (expected: at most 5 s)");
  }

  @Test
  void aSenderWhoseClockIsALittleAheadDoesNotHinder() {
    stage.age = Duration.ofSeconds(-5);
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void readsPreconditionsAtTheMomentOfActing() {
    stage.condition = Facts.Condition.State.BROKEN;
    held("fresh-facts", "the other region has room: not so");
    stage.condition = Facts.Condition.State.UNKNOWN;
    held("fresh-facts", "the other region has room: not known");
    stage.condition = Facts.Condition.State.HOLDS;
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void actsSoOftenAnHourAndNotAgainBeforeTheCoolDown() {
    assertThat(stage.first(330).phase()).isEqualTo(Phase.UNDONE);
    Episode next = stage.pass(10);
    assertThat(stage.verdict("rate-limit").kind()).isEqualTo(Kind.HOLD);
    assertThat(stage.verdict("rate-limit").text()).contains("heal-1 acted here less than 600 s");
    assertThat(next.phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void actsOnceAtATimeAmongServicesThatHangTogether() {
    Remediation other = Stage.auto("other");
    stage.add(other);
    stage.pass(20);
    assertThat(stage.done).hasSize(1);
    assertThat(stage.verdict("rate-limit").text())
        .contains("heal-1 is at work on payments in east");
  }

  @Test
  void holdsBeyondTheShareOfRequests() {
    stage.touches = 1;
    stage.placeRate = 60;
    held("blast-radius", "touches 60 % of the requests (expected: at most 50 %)");
  }

  @Test
  void holdsBeyondUsersAndBeyondMoney() {
    stage.add(Stage.auto("drain").withGuards(Stage.guards(0, 1, 10, 0)));
    held("blast-radius", "touches 20.0 requests a second (expected: at most 10.0)");
    stage.add(Stage.auto("drain").withGuards(Stage.guards(0, 1, 0, 5)));
    held("blast-radius", "puts at stake 10.0 a minute (expected: at most 5.0)");
  }

  @Test
  void whatIsNotKnownIsNotSmall() {
    stage.serviceRate = Double.NaN;
    held("blast-radius", "how many requests it would touch is not known");
    stage.serviceRate = 100;
    stage.money = Double.NaN;
    stage.add(Stage.auto("drain").withGuards(Stage.guards(0, 1, 0, 5)));
    held("blast-radius", "is not known (bound: 5.0 a minute)");
  }

  @Test
  void leavesEnoughInstancesAtWork() {
    stage.left = 1;
    held("blast-radius", "1 instances would be left (expected: at least 2)");
  }

  @Test
  void neverTwoRegionsAtOnce() {
    stage.sick.add(new Place(Stage.EAST.service(), "west"));
    stage.pass(20);
    assertThat(stage.done).hasSize(1);
    assertThat(stage.verdict("blast-radius").text()).contains("never two at once");
  }

  @Test
  void stopsAndPagesWhenManyPlacesAreSick() {
    for (int i = 0; i < 8; i++) {
      stage.sick.add(new Place(Stage.EAST.service(), "r" + i));
    }
    stage.pass(20);
    assertThat(stage.done).isEmpty();
    assertThat(stage.verdict("systemic").text()).contains("9 of 20 places are sick (45 %)");
    assertThat(stage.told).hasSize(9).allMatch(t -> t.startsWith("healing.escalated systemic"));
  }

  @Test
  void observesFirst() {
    stage.add(Stage.auto("drain").withAutonomy(Autonomy.OBSERVE));
    held("autonomy", "observes only. By hand: ballast heal run drain");
  }

  @Test
  void waitsForAPersonWhoMayNotBeTheOneWhoProposes() {
    stage.sick.clear();
    Episode asked =
        stage.loop().ask("drain", Stage.EAST, Origin.PROPOSAL, "agent", "looks sick", stage.now);
    stage.pass(10);
    assertThat(stage.verdict("approvals").text()).startsWith("0 of 1 approvals");
    assertThatThrownBy(() -> stage.loop().approve(asked.id(), "agent", stage.now))
        .hasMessage("agent proposed it (expected: somebody else to approve)");
    stage.loop().approve(asked.id(), "ann", stage.now);
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void anApprovalExpires() {
    stage.add(Stage.auto("drain").withAutonomy(Autonomy.APPROVE));
    stage.condition = Facts.Condition.State.BROKEN;
    stage.pass(5);
    stage.loop().approve("heal-1", "ann", stage.now);
    stage.pass(16 * 60);
    stage.condition = Facts.Condition.State.HOLDS;
    stage.pass(10);
    assertThat(stage.done).isEmpty();
    assertThat(stage.verdict("approvals").text()).startsWith("0 of 1 approvals");
  }

  @Test
  void callsSomebodyWhenNobodySaysYes() {
    stage.add(Stage.auto("drain").withAutonomy(Autonomy.APPROVE));
    stage.pass(16 * 60);
    assertThat(stage.told).hasSize(2).last().asString().startsWith("healing.escalated");
  }

  @Test
  void actsAloneOnlyOnceItHasProvenItself() {
    stage.add(Stage.auto("drain").withGuards(Stage.guards(1, 1, 0, 0)));
    stage.pass(10);
    assertThat(stage.verdict("autonomy").text())
        .isEqualTo("0 successes in a row (expected: 1 before it acts alone)");
    stage.loop().approve("heal-1", "ann", stage.now);
    stage.pass(5);
    stage.target = 0;
    stage.sick.clear();
    stage.pass(40);
    assertThat(stage.last().phase()).isEqualTo(Phase.HEALED);
    stage.pass(3600);
    stage.target = 0.2;
    stage.state = new TreeMap<>(Map.of("v1", "50", "v2", "50"));
    stage.sick.add(Stage.EAST);
    stage.pass(5);
    assertThat(stage.done).hasSize(2);
  }

  @Test
  void whatCannotBeTakenBackNeedsTwoPeople() {
    stage.undoable = false;
    stage.pass(5);
    assertThat(stage.verdict("undo").eyes()).isEqualTo(2);
    stage.loop().approve("heal-1", "ann", stage.now);
    stage.pass(5);
    assertThat(stage.done).isEmpty();
    stage.loop().approve("heal-1", "ben", stage.now);
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void doesNothingThatIsNotWrittenDownFirst() {
    stage.condition = Facts.Condition.State.BROKEN;
    stage.pass(5);
    stage.condition = Facts.Condition.State.HOLDS;
    stage.durable = false;
    stage.pass(20);
    assertThat(stage.done).isEmpty();
    assertThat(stage.verdict("intent-log").kind()).isEqualTo(Kind.HOLD);
  }

  @Test
  void doesNotActOnWhatNobodyMeasures() {
    stage.target = Double.NaN;
    held("verification", "nothing says how the place is");
    stage.target = 0.001;
    held("verification", "the place is well");
  }

  @Test
  void saysWhyItCannotBeDone() {
    stage.refuses = "no answer";
    stage.pass(5);
    assertThat(stage.done).isEmpty();
    assertThat(stage.verdict("feasible").text()).isEqualTo("mesh: no answer. Fix: start it");
  }

  @ParameterizedTest
  @EnumSource(
      value = Interlocks.Kind.class,
      names = {"ROLLOUT", "FAULT"})
  void standsBackFromCanariesAndGameDays(Interlocks.Kind kind) {
    stage.locks.add(lock(kind, "service/payments"));
    held("interlocks", "on service/payments by ann: a reason");
  }

  @Test
  void standsBackFromAFailoverOfItsRegion() {
    stage.locks.add(lock(Interlocks.Kind.FAILOVER, "region/east"));
    held("interlocks", "failover on region/east");
    stage.locks.set(0, lock(Interlocks.Kind.FAILOVER, "region/west"));
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void asksAPersonInAFreeze() {
    stage.locks.add(lock(Interlocks.Kind.FREEZE, "service/payments"));
    stage.pass(5);
    assertThat(stage.done).isEmpty();
    stage.loop().approve("heal-1", "ann", stage.now);
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void aRolloutDoesNotStandInTheWayOfTakingItBack() {
    Remediation auto = Stage.auto("drain");
    stage.add(
        Remediation.of(
                "drain",
                auto.service(),
                auto.trigger(),
                new HealingAction.RollBack("shop/payments"))
            .withAutonomy(Autonomy.AUTO)
            .withVerification(auto.verification())
            .withGuards(auto.guards()));
    stage.locks.add(lock(Interlocks.Kind.ROLLOUT, "service/payments"));
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  private void restarts(int left) {
    Remediation auto = Stage.auto("drain");
    stage.add(
        Remediation.of(
                "drain",
                auto.service(),
                auto.trigger(),
                new HealingAction.Restart("process/east/payments", ""))
            .withAutonomy(Autonomy.AUTO)
            .withVerification(auto.verification())
            .withGuards(auto.guards()));
    stage.undoable = false;
    stage.left = left;
  }

  @Test
  void aRestartLeavesNothingBehindThatTwoPeopleWouldHaveToDecideAbout() {
    restarts(2);
    stage.pass(5);
    assertThat(stage.done).containsExactly("do heal-1-1");
  }

  @Test
  void theLastInstancesAreNotRestarted() {
    restarts(1);
    held("blast-radius", "1 instances would be left (expected: at least 2)");
  }

  @Test
  void locksATargetThatGoesBackAndForth() {
    assertThat(stage.first(330).phase()).isEqualTo(Phase.UNDONE);
    stage.pass(700);
    assertThat(stage.done).hasSize(2);
    assertThat(stage.verdict("oscillation").text())
        .startsWith("mesh/payments was put so at 2026-01-05T10:00:00Z and changed again at");
  }

  @Test
  void aPersonGoesTheSameWay() {
    stage.age = Duration.ofMinutes(5);
    stage.loop().ask("drain", Stage.EAST, Origin.RUN, "ann", "looks sick", stage.now);
    stage.pass(10);
    assertThat(stage.done).isEmpty();
    assertThat(stage.verdict("fresh-facts").kind()).isEqualTo(Kind.HOLD);
    stage.age = Duration.ZERO;
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void refusesWhatNobodyKnowsOrWhatIsAboutSomethingElse() {
    Place elsewhere = new Place(new ServiceName("checkout"), "east");
    assertThatThrownBy(
            () -> stage.loop().ask("drian", Stage.EAST, Origin.RUN, "ann", "", stage.now))
        .hasMessage("remediation: drian (expected: one of drain)");
    assertThatThrownBy(() -> stage.loop().ask("drain", elsewhere, Origin.RUN, "ann", "", stage.now))
        .hasMessage("drain is not about checkout in east (expected: payments)");
  }

  @Test
  void aPlanTouchesNothing() {
    Episode plan = stage.loop().plan("drain", Stage.EAST, "ann", stage.now);
    assertThat(plan.verdicts()).hasSize(13).allMatch(v -> v.kind() == Kind.PASS);
    assertThat(stage.done).isEmpty();
    assertThat(stage.all()).isEqualTo(List.of());
  }
}
