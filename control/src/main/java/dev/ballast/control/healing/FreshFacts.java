// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.time.Duration;
import java.util.List;

/** What the decision rests on is of now, and every precondition holds at this moment. */
final class FreshFacts implements Guardrail {

  private static final String NAME = "fresh-facts";

  /** What arrives while others are asked, and clocks of senders that are a little ahead. */
  private static final Duration AHEAD = Duration.ofSeconds(5);

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    Duration age = Duration.between(scene.facts().newest(), scene.now());
    if (age.plus(AHEAD).isNegative()) {
      return Verdict.hold(
          NAME,
          "telemetry is %d s ahead of the clock (expected: at most %d s): a clock has jumped"
              .formatted(-age.toSeconds(), AHEAD.toSeconds()));
    }
    if (age.compareTo(remediation.guards().dataAge()) > 0) {
      return Verdict.hold(
          NAME,
          "telemetry is %d s old (expected: at most %d s)"
              .formatted(age.toSeconds(), remediation.guards().dataAge().toSeconds()));
    }
    if (episode.origin() == Origin.TRIGGER && !scene.sick()) {
      return Verdict.hold(NAME, "the symptom is not there now");
    }
    List<Facts.Condition> broken =
        scene.facts().conditions().stream()
            .filter(c -> c.state() != Facts.Condition.State.HOLDS)
            .toList();
    if (!broken.isEmpty()) {
      return Verdict.hold(
          NAME,
          broken.stream()
              .map(c -> c.name() + (isUnknown(c) ? ": not known" : ": not so"))
              .collect(java.util.stream.Collectors.joining("; ")));
    }
    return Verdict.pass(
        NAME,
        "%d preconditions hold, telemetry is %d s old"
            .formatted(scene.facts().conditions().size(), Math.max(0, age.toSeconds())));
  }

  private static boolean isUnknown(Facts.Condition condition) {
    return condition.state() == Facts.Condition.State.UNKNOWN;
  }
}
