// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Autonomy;
import dev.ballast.model.Remediation;
import java.util.Comparator;
import java.util.List;

/** How much it may do by itself: watching first, then with a person, alone once it has proven. */
final class Ladder implements Guardrail {

  private static final String NAME = "autonomy";

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    return switch (episode.origin()) {
      case RUN -> Verdict.pass(NAME, "run by " + episode.by());
      case PROPOSAL -> Verdict.ask(NAME, 1, "proposed by " + episode.by() + ": a person decides");
      case TRIGGER -> rung(remediation, scene);
    };
  }

  private static Verdict rung(Remediation remediation, Scene scene) {
    Autonomy rung = remediation.autonomy();
    return switch (rung) {
      case OBSERVE ->
          Verdict.hold(NAME, "observes only. By hand: ballast heal run " + remediation.name());
      case PROPOSE, APPROVE -> Verdict.ask(NAME, 1, "waits for a person");
      case AUTO -> alone(remediation, scene);
    };
  }

  private static Verdict alone(Remediation remediation, Scene scene) {
    List<Episode> past =
        scene.others().stream()
            .filter(o -> o.remediation().equals(remediation.name()) && !o.isOpen())
            .filter(o -> o.actedAt() != null && o.outcome() != Outcome.STOPPED)
            .sorted(Comparator.comparing(Episode::phaseAt).reversed())
            .toList();
    if (!past.isEmpty() && !isGood(past.getFirst())) {
      return Verdict.ask(
          NAME,
          1,
          "%s ended badly (%s): a person decides until one has helped again"
              .formatted(past.getFirst().id(), word(past.getFirst().outcome())));
    }
    long proven = past.stream().takeWhile(Ladder::isGood).filter(Ladder::hasHelped).count();
    int needed = remediation.guards().proven();
    return proven >= needed
        ? Verdict.pass(NAME, "%d successes in a row, %d needed".formatted(proven, needed))
        : Verdict.ask(
            NAME,
            1,
            "%d successes in a row (expected: %d before it acts alone)".formatted(proven, needed));
  }

  private static boolean hasHelped(Episode episode) {
    return episode.outcome() == Outcome.HELPED;
  }

  private static boolean isGood(Episode episode) {
    return hasHelped(episode) || episode.outcome() == Outcome.RECOVERED_ANYWAY;
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
