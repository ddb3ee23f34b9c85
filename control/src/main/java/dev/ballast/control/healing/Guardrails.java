// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way to an action, for people, robots and agents. All guardrails are asked each time, so
 * whoever reads the answer sees everything that stands in the way at once.
 */
public final class Guardrails {

  private static final List<Guardrail> ALL =
      List.of(
          new KillSwitch(),
          new Ladder(),
          new Feasible(),
          new FreshFacts(),
          new Measurable(),
          new RateLimit(),
          new BlastRadius(),
          new Systemic(),
          new Interlock(),
          new Oscillation(),
          new Reversible(),
          new WriteAhead());

  private Guardrails() {}

  /** What each says; approvals last, since they depend on what the others ask for. */
  public static List<Verdict> judge(Remediation remediation, Episode episode, Scene scene) {
    List<Verdict> verdicts = new ArrayList<>();
    ALL.forEach(guardrail -> verdicts.add(guardrail.judge(remediation, episode, scene)));
    verdicts.add(Approvals.judge(remediation, episode, scene, verdicts));
    return List.copyOf(verdicts);
  }

  /** Whether it may be done now: nothing holds, and who had to say yes did. */
  public static boolean allow(List<Verdict> verdicts) {
    return !verdicts.isEmpty()
        && verdicts.stream().noneMatch(v -> v.kind() == Verdict.Kind.HOLD)
        && verdicts.getLast().kind() == Verdict.Kind.PASS;
  }

  /** Whether a yes of people is all that is missing. */
  static boolean waitForPeople(List<Verdict> verdicts) {
    return verdicts.stream().noneMatch(v -> v.kind() == Verdict.Kind.HOLD) && !allow(verdicts);
  }

  /** What stands in the way, in words; empty when nothing does. */
  public static String obstacles(List<Verdict> verdicts) {
    List<String> held =
        verdicts.stream()
            .filter(v -> v.kind() == Verdict.Kind.HOLD)
            .map(v -> v.guardrail() + ": " + v.text())
            .toList();
    if (!held.isEmpty()) {
      return String.join("; ", held);
    }
    return allow(verdicts) || verdicts.isEmpty() ? "" : verdicts.getLast().text();
  }
}
