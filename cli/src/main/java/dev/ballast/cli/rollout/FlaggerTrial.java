// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.rehearsal.Rehearsal;
import dev.ballast.control.rollout.rehearsal.Rehearsal.Outcome;
import dev.ballast.control.rollout.rehearsal.Weather;
import dev.ballast.control.rollout.rehearsal.Weather.Trouble;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryStage;
import dev.ballast.model.rollout.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rehearses one canary in good and in bad weather. One that no metric can stop has an outcome of
 * its own: its promotion is right, and its webhooks or its workload have to be able to stop it.
 *
 * @param healthy how it ends when all is well
 * @param bad how it ends with metrics outside of their ranges
 * @param own how it ends in the trouble that can stop it; empty when metrics can
 * @param killed at how many steps its controller was killed
 * @param wrongs what is not as it has to be
 */
record FlaggerTrial(Phase healthy, Phase bad, String own, int killed, List<String> wrongs) {

  FlaggerTrial {
    wrongs = List.copyOf(wrongs);
  }

  static FlaggerTrial of(Canary canary) {
    List<String> wrongs = new ArrayList<>();
    Phase good = canary.suspended() ? Phase.INITIALIZING : Phase.SUCCEEDED;
    boolean stoppable = !canary.skipped() && metrics(canary).anyMatch(Weather::canBeBad);
    Phase stopped = canary.suspended() || !stoppable ? good : Phase.FAILED;
    int killed = 0;
    Outcome healthy = rehearse(canary, Trouble.NONE, good, wrongs);
    Outcome bad = rehearse(canary, Trouble.METRICS, stopped, wrongs);
    killed += killedAtEachStep(canary, Trouble.NONE, healthy, wrongs);
    killed += killedAtEachStep(canary, Trouble.METRICS, bad, wrongs);
    String own = "";
    if (!stoppable && !canary.suspended()) {
      Trouble trouble = isChecked(canary) ? Trouble.WEBHOOKS : Trouble.START;
      Outcome other = rehearse(canary, trouble, Phase.FAILED, wrongs);
      killed += killedAtEachStep(canary, trouble, other, wrongs);
      own =
          why(canary)
              + ", so bad metrics cannot stop it; "
              + (trouble == Trouble.WEBHOOKS ? "its webhooks saying no: " : "it never ready: ")
              + other.end().word();
    }
    return new FlaggerTrial(healthy.end(), bad.end(), own, killed, wrongs);
  }

  private static String why(Canary canary) {
    if (canary.skipped()) {
      return canary.analysis().metrics().isEmpty() && canary.analysis().hooks().isEmpty()
          ? "no analysis"
          : "its analysis is skipped";
    }
    return metrics(canary).findAny().isEmpty() ? "no metrics" : "no limits";
  }

  private static Stream<CanaryMetric> metrics(Canary canary) {
    return canary.analysis().shift() instanceof Shift.Stages by
        ? by.stages().stream().map(CanaryStage::metrics).flatMap(List::stream)
        : canary.analysis().metrics().stream();
  }

  private static boolean isChecked(Canary canary) {
    boolean asks =
        !canary.analysis().hooks(Hook.Type.PRE_ROLLOUT).isEmpty()
            || !canary.analysis().hooks(Hook.Type.ROLLOUT).isEmpty();
    return asks && !canary.skipped();
  }

  private static Outcome rehearse(
      Canary canary, Trouble trouble, Phase expected, List<String> wrongs) {
    Outcome outcome = Rehearsal.run(canary, weather(canary, trouble));
    String name = trouble.name().toLowerCase(java.util.Locale.ROOT);
    if (outcome.end() != expected) {
      wrongs.add(
          "trouble %s: ends %s (expected: %s)"
              .formatted(name, outcome.end().word(), expected.word()));
    }
    outcome.wrongs().forEach(wrong -> wrongs.add("trouble " + name + ": " + wrong));
    return outcome;
  }

  private static int killedAtEachStep(
      Canary canary, Trouble trouble, Outcome whole, List<String> wrongs) {
    for (int step = 0; step < whole.steps(); step++) {
      Outcome resumed = Rehearsal.run(canary, weather(canary, trouble), step);
      if (resumed.end() != whole.end() || !resumed.wrongs().isEmpty()) {
        wrongs.add(
            "killed at step %d: ends %s %s (expected: %s)"
                .formatted(step, resumed.end().word(), resumed.wrongs(), whole.end().word()));
      }
    }
    return whole.steps();
  }

  private static Weather weather(Canary canary, Trouble trouble) {
    return new Weather(trouble, canary.analysis().interval());
  }
}
