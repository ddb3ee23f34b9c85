// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.rollout.StageMachine.Step;
import dev.ballast.control.rollout.StageState.Phase;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.control.rollout.judge.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageMachineTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final StagePlan PLAN =
      new StagePlan(
          List.of(new Stage(5, Duration.ofMinutes(2)), new Stage(50, Duration.ofMinutes(3))),
          Duration.ofMinutes(1),
          2);

  private final StageMachine machine = new StageMachine(PLAN);
  private final List<StageEffect> effects = new ArrayList<>();
  private StageState state = machine.begin(START).state();
  private int minute;

  private void check(int times, Verdict verdict) {
    for (int i = 0; i < times; i++) {
      take(new StageEvent.Checked(START.plusSeconds(60L * ++minute), verdict));
    }
  }

  private void take(StageEvent event) {
    Step step = machine.step(state, event);
    state = step.state();
    effects.addAll(step.effects());
  }

  @Test
  void beginsWithTheFirstWeight() {
    assertThat(machine.begin(START).effects()).containsExactly(new StageEffect.SetWeight(5));
  }

  @Test
  void promotesWhatPassesEveryStageForItsDwell() {
    check(1, Verdicts.PASS);
    assertThat(effects).isEmpty();
    check(1, Verdicts.PASS);
    assertThat(effects).containsExactly(new StageEffect.SetWeight(50));
    check(3, Verdicts.PASS);
    assertThat(state.phase()).isEqualTo(Phase.PROMOTED);
    assertThat(effects).last().isEqualTo(new StageEffect.Promote());
  }

  @Test
  void rollsBackAtTheFirstRegressionAndThenStaysThere() {
    check(1, Verdicts.INCONCLUSIVE);
    check(1, Verdicts.REGRESS);
    check(5, Verdicts.PASS);
    assertThat(state.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(effects).containsExactly(new StageEffect.RollBack(Verdicts.REGRESS));
  }

  @Test
  void extendsAStageThatDoesNotPassAndThenAsks() {
    check(3, Verdicts.INCONCLUSIVE);
    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    check(1, Verdicts.INCONCLUSIVE);
    assertThat(state.phase()).isEqualTo(Phase.ASKING);
    assertThat(effects).containsExactly(new StageEffect.Ask(Verdicts.INCONCLUSIVE));
  }

  @Test
  void goesOnWhenItPassesBeforeAPersonHasDecided() {
    check(4, Verdicts.INCONCLUSIVE);
    check(3, Verdicts.NO_DATA);
    assertThat(state.phase()).isEqualTo(Phase.ASKING);
    check(1, Verdicts.PASS);
    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    assertThat(effects)
        .containsExactly(new StageEffect.Ask(Verdicts.INCONCLUSIVE), new StageEffect.SetWeight(50));
  }

  @Test
  void rollsBackWhileItAsks() {
    check(4, Verdicts.INCONCLUSIVE);
    check(1, Verdicts.REGRESS);
    assertThat(state.phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void advancesAsSoonAsAnExtendedStagePasses() {
    check(3, Verdicts.INCONCLUSIVE);
    check(1, Verdicts.PASS);
    assertThat(effects).containsExactly(new StageEffect.SetWeight(50));
  }

  @Test
  void timeWithoutDataOrWithBothArmsBadOrAClosedGateDoesNotCount() {
    check(1, Verdicts.PASS);
    check(20, Verdicts.NO_DATA);
    check(20, Verdicts.BOTH_BAD);
    take(new StageEvent.Halted(START.plusSeconds(60L * ++minute), "gate closed"));
    assertThat(state.watched()).isEqualTo(Duration.ofMinutes(1));
    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    check(1, Verdicts.PASS);
    assertThat(effects).containsExactly(new StageEffect.SetWeight(50));
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    assertThatThrownBy(() -> new Stage(0, Duration.ofMinutes(1)))
        .hasMessage("weight: 0 (expected: 1 to 100 percent)");
    assertThatThrownBy(() -> new StagePlan(List.of(), Duration.ofMinutes(1), 1))
        .hasMessage("stages: none (expected: at least one)");
    Stage ten = new Stage(10, Duration.ofMinutes(1));
    assertThatThrownBy(() -> new StagePlan(List.of(ten, ten), Duration.ofMinutes(1), 1))
        .hasMessageContaining("growing weights");
  }
}
