// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import static dev.ballast.control.rollout.rehearsal.ACanary.METRICS;
import static dev.ballast.control.rollout.rehearsal.ACanary.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryMachine;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.judge.Verdicts;
import dev.ballast.control.rollout.rehearsal.Rehearsal.Outcome;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Hook;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A controller that is killed at any step ends its rollout as one that is not. */
final class KilledControllerTest {

  private static final String HOOKS =
      "    webhooks:\n"
          + hook("confirm-rollout")
          + hook("pre-rollout")
          + hook("rollout")
          + hook("confirm-traffic-increase")
          + hook("confirm-promotion")
          + hook("post-rollout")
          + hook("rollback");
  private static final String STEPS =
      "    threshold: 2\n    maxWeight: 30\n    stepWeight: 10\n    stepWeightPromotion: 10\n";

  private static final List<Canary> CANARIES =
      List.of(
          ACanary.with(STEPS + METRICS + HOOKS),
          ACanary.with(STEPS + METRICS + HOOKS + "    mirror: true\n"),
          ACanary.with("    threshold: 2\n    iterations: 3\n" + METRICS + HOOKS),
          ACanary.with("    threshold: 2\n    iterations: 3\n    mirror: true\n" + METRICS),
          ACanary.with(
              "    threshold: 2\n    iterations: 2\n    match: [{headers: {x: {exact: y}}}]\n"),
          ACanary.with("    threshold: 2\n    iterations: 3\n", "  provider: kubernetes"),
          ACanary.with(STEPS + METRICS, "  skipAnalysis: true"),
          ACanary.with(
              "    threshold: 2\n" + METRICS + HOOKS,
              "  bake: 10m\n  stages:\n    - {weight: 5, duration: 2m}\n    - {weight: 50}\n"));

  private static final List<Supplier<Script>> WORLDS =
      List.of(
          Script::new,
          () -> new Script().badAt(tick -> tick > 5).judging(_ -> Verdicts.PASS),
          () -> new Script().judging(tick -> tick > 8 ? Verdicts.REGRESS : Verdicts.PASS),
          () -> new Script().answering(Hook.Type.CONFIRM_ROLLOUT, tick -> tick > 5),
          () -> new Script().answering(Hook.Type.CONFIRM_PROMOTION, tick -> tick > 12),
          () -> new Script().answering(Hook.Type.ROLLBACK, tick -> tick > 6),
          () ->
              new Script()
                  .seeing(t -> new Observed(t < 3 ? "v1" : t < 7 ? "v2" : "v3", true, true)));

  @Test
  void endsAsOneThatIsNotKilled() {
    Set<Phase> seen = EnumSet.noneOf(Phase.class);
    int killed = 0;
    for (Canary canary : CANARIES) {
      for (Supplier<Script> world : WORLDS) {
        Outcome whole = Rehearsal.run(canary, world.get());
        assertThat(whole.wrongs()).isEmpty();
        for (int step = 0; step < whole.steps(); step++) {
          Outcome resumed = Rehearsal.run(canary, world.get(), step);
          assertThat(resumed.wrongs()).as("killed at %s of %s", step, canary).isEmpty();
          assertThat(resumed.end()).as("killed at %s of %s", step, canary).isEqualTo(whole.end());
          assertThat(resumed.primary())
              .as("killed at %s of %s", step, canary)
              .isEqualTo(whole.primary());
          seen.addAll(resumed.phases());
          killed++;
        }
      }
    }
    assertThat(killed).isGreaterThan(1_000);
    assertThat(seen)
        .containsExactlyInAnyOrder(
            Phase.INITIALIZING,
            Phase.INITIALIZED,
            Phase.WAITING,
            Phase.PROGRESSING,
            Phase.WAITING_PROMOTION,
            Phase.PROMOTING,
            Phase.FINALISING,
            Phase.SUCCEEDED,
            Phase.FAILED);
  }

  @Test
  void goesOnTerminatingWhatWasBegun() {
    CanaryMachine machine = new CanaryMachine(CANARIES.getFirst());
    Instant at = Instant.parse("2026-01-05T10:00:00Z");
    CanaryState begun = machine.begin(at).state();
    CanaryMachine.Step step = machine.step(begun, new CanaryEvent.Deleted(at));
    assertThat(machine.resume(step.state()))
        .containsExactly(new CanaryEffect.SetRoutes(0, false), new CanaryEffect.ScaleDown());
    var tick = new CanaryEvent.Tick(at, new Observed("v1", true, true));
    CanaryState ended = machine.step(step.state(), tick).state();
    assertThat(ended.phase()).isEqualTo(Phase.TERMINATED);
    assertThat(machine.resume(ended)).isEmpty();
  }
}
