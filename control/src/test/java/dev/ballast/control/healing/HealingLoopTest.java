// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Autonomy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What happens after an action. */
final class HealingLoopTest {

  private final Stage stage = new Stage();

  private void act() {
    stage.pass(5);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void healsAndSaysByHowMuchAgainstTheControlGroup() {
    act();
    stage.target = 0.002;
    Episode episode = stage.first(60);
    assertThat(episode.phase()).isEqualTo(Phase.HEALED);
    assertThat(episode.outcome()).isEqualTo(Outcome.HELPED);
    assertThat(episode.text())
        .isEqualTo(
            "it helped: from 0.2000 to 0.0020, where nothing was done from 0.0010 to 0.0010");
    assertThat(stage.told)
        .extracting(t -> t.substring(0, t.indexOf(' ')))
        .containsExactly("healing.acted", "healing.verified");
  }

  @Test
  void takesNoCreditForWhatRecoversEverywhere() {
    stage.control = 0.2;
    act();
    stage.target = 0.002;
    stage.control = 0.002;
    stage.sick.clear();
    Episode episode = stage.first(60);
    assertThat(episode.outcome()).isEqualTo(Outcome.RECOVERED_ANYWAY);
    assertThat(stage.done).hasSize(2);
    assertThat(stage.state).containsEntry("v2", "50");
  }

  @Test
  void takesBackAtOnceWhatMakesItWorse() {
    act();
    stage.target = 0.6;
    Episode episode = stage.first(30);
    assertThat(episode.phase()).isEqualTo(Phase.UNDONE);
    assertThat(episode.outcome()).isEqualTo(Outcome.WORSE);
    assertThat(stage.state).containsEntry("v2", "50");
    assertThat(stage.told)
        .extracting(t -> t.substring(0, t.indexOf(' ')))
        .containsExactly("healing.acted", "healing.undoing", "healing.undone", "healing.escalated");
  }

  @Test
  void takesBackWhatDrownsTheOthers() {
    act();
    stage.target = 0.002;
    stage.control = 0.3;
    assertThat(stage.first(30).outcome()).isEqualTo(Outcome.WORSE);
  }

  @Test
  void takesBackWhatDoesNotHelpInTime() {
    act();
    Episode episode = stage.first(330);
    assertThat(episode.phase()).isEqualTo(Phase.UNDONE);
    assertThat(episode.outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @Test
  void aVerificationThatNeverAnswersIsNoSuccess() {
    act();
    stage.target = Double.NaN;
    Episode episode = stage.first(330);
    assertThat(episode.phase()).isEqualTo(Phase.UNDONE);
    assertThat(episode.outcome()).isEqualTo(Outcome.NO_ANSWER);
  }

  @Test
  void escalatesWhereItCannotBeTakenBack() {
    stage.undoable = false;
    stage.pass(5);
    stage.loop().approve("heal-1", "ann", stage.now);
    stage.loop().approve("heal-1", "ben", stage.now);
    Episode episode = stage.first(330);
    assertThat(episode.phase()).isEqualTo(Phase.ESCALATED);
    assertThat(episode.text()).contains("cannot be taken back");
  }

  @Test
  void oneGoodReadingIsNotEnough() {
    act();
    stage.pass(30);
    stage.target = 0.002;
    stage.pass(5);
    assertThat(stage.last().phase()).isEqualTo(Phase.VERIFYING);
    stage.target = 0.2;
    assertThat(stage.first(10).phase()).isEqualTo(Phase.VERIFYING);
  }

  @Test
  void givesBackWhatIsTemporaryOnceAllIsWellForAWhile() {
    stage.temporary = true;
    act();
    stage.target = 0.002;
    stage.sick.clear();
    assertThat(stage.first(60).phase()).isEqualTo(Phase.HOLDING);
    assertThat(stage.state).containsEntry("v2", "0");
    assertThat(stage.first(16 * 60).phase()).isEqualTo(Phase.HEALED);
    assertThat(stage.state).containsEntry("v2", "50");
  }

  @Test
  void leavesAloneWhatSomebodyElseChanges() {
    act();
    stage.state = new TreeMap<>(Map.of("v1", "70", "v2", "30"));
    Episode episode = stage.first(5);
    assertThat(episode.phase()).isEqualTo(Phase.ESCALATED);
    assertThat(stage.done).hasSize(1);
    assertThat(stage.state).containsEntry("v1", "70");
  }

  @Test
  void afterACrashLooksBeforeItDoesAnythingAgain() {
    act(); // Written down, done, and then the process dies.
    stage.again();
    stage.pass(5);
    assertThat(stage.last().phase()).isEqualTo(Phase.VERIFYING);
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void afterACrashBeforeTheActJudgesAnew() {
    act();
    stage.state = new TreeMap<>(Map.of("v1", "50", "v2", "50")); // It never arrived.
    stage.again();
    stage.condition = Facts.Condition.State.BROKEN;
    Episode episode = stage.first(15);
    assertThat(episode.phase()).isEqualTo(Phase.WAITING);
    assertThat(episode.text()).contains("not so");
    assertThat(stage.done).hasSize(1);
  }

  @Test
  void neverRepeatsWhatCannotBeLookedAt() {
    stage.readable = false;
    act();
    stage.done.clear(); // Whoever remembers is gone.
    stage.again();
    Episode episode = stage.first(5);
    assertThat(episode.phase()).isEqualTo(Phase.VERIFYING);
    assertThat(episode.text()).startsWith("perhaps done, never repeated");
    assertThat(stage.done).isEmpty();
  }

  @Test
  void theKillSwitchBreaksOffAndHandsOver() {
    act();
    stage.pass(5);
    stage.stop = new Stop(true, "ann", "looks wrong");
    stage.loop().halt(stage.stop, stage.now);
    assertThat(stage.last().phase()).isEqualTo(Phase.ESCALATED);
    assertThat(stage.last().text()).startsWith("stopped by ann: looks wrong. In force, perhaps:");
    assertThat(stage.done).contains("cancel").noneMatch(d -> d.startsWith("undo"));
    stage.pass(60);
    assertThat(stage.last().phase()).isEqualTo(Phase.WAITING);
    assertThat(stage.verdict("kill-switch").text())
        .isEqualTo("stopped by ann: looks wrong. Go on: ballast heal resume");
  }

  @Test
  void whatHappenedWhileItWasStoppedIsHandledAfterwards() {
    stage.stop = new Stop(true, "ann", "maintenance");
    stage.pass(600);
    assertThat(stage.done).containsOnly("cancel");
    stage.done.clear();
    stage.stop = Stop.OFF;
    act();
  }

  @Test
  void twoRemediationsThatFightAreLocked() {
    stage.temporary = false;
    act();
    stage.target = 0.002;
    assertThat(stage.first(60).phase()).isEqualTo(Phase.HEALED);
    stage.rules.put("rival", Stage.auto("rival"));
    stage.rules.remove("drain");
    stage.target = 0.2;
    stage.wanted = new TreeMap<>(Map.of("v1", "0", "v2", "100"));
    stage.pass(5);
    stage.target = 0.002;
    stage.pass(60);
    stage.target = 0.2;
    assertThat(stage.done).hasSize(2);
    stage.rules.put("drain", Stage.auto("drain"));
    stage.rules.remove("rival");
    stage.wanted = new TreeMap<>(Map.of("v1", "100", "v2", "0"));
    stage.pass(700);
    assertThat(stage.done).hasSize(2);
    assertThat(stage.verdict("oscillation").kind()).isEqualTo(Verdict.Kind.HOLD);
  }

  @Test
  void aSymptomThatGoesAwayIsNotHealed() {
    stage.condition = Facts.Condition.State.BROKEN;
    stage.pass(10);
    stage.sick.clear();
    assertThat(stage.pass(5).phase()).isEqualTo(Phase.PASSED);
    assertThat(stage.done).isEmpty();
  }

  @Test
  void takesBackWhatItsRemediationNoLongerWants() {
    act();
    stage.pass(5);
    stage.rules.clear();
    assertThat(stage.first(20).phase()).isEqualTo(Phase.UNDONE);
    assertThat(stage.state).containsEntry("v2", "50");
  }

  @Test
  void whoHasToSayYesIsToldOnceAndHearsWhenItIsOver() {
    stage.add(Stage.auto("drain").withAutonomy(Autonomy.PROPOSE));
    stage.condition = Facts.Condition.State.BROKEN;
    stage.pass(10);
    assertThat(stage.told).isEmpty(); // More than a yes is missing.
    stage.condition = Facts.Condition.State.HOLDS;
    stage.pass(10);
    stage.again();
    stage.pass(10);
    assertThat(stage.told)
        .containsExactly(
            "healing.proposed put {v1=100, v2=0}; 0 of 1 approvals. To approve: ballast heal approve heal-1");
    stage.sick.clear();
    stage.pass(5);
    assertThat(stage.told)
        .last()
        .isEqualTo("healing.settled the symptom went away; nothing was done");
  }

  @Test
  void whoSaidNoIsNotAskedAgain() {
    stage.add(Stage.auto("drain").withAutonomy(Autonomy.PROPOSE));
    stage.pass(5);
    stage.loop().deny("heal-1", "ann", "not now", stage.now);
    stage.pass(595);
    assertThat(stage.told).last().isEqualTo("healing.settled denied by ann: not now");
    assertThat(stage.loop().all()).hasSize(1);
    stage.pass(10); // The cool-down is over, and it is still sick.
    assertThat(stage.loop().all()).hasSize(2);
    assertThat(stage.told).last().asString().startsWith("healing.proposed");
  }
}
