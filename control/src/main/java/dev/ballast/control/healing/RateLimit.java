// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Not too often, not again too soon, and one at a time among services that hang together: two
 * actions at once cannot be told apart when it is seen whether they helped.
 */
final class RateLimit implements Guardrail {

  private static final String NAME = "rate-limit";
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    Optional<Episode> running =
        scene.others().stream()
            .filter(Episode::isActive)
            .filter(
                o ->
                    scene.facts().related().contains(o.service())
                        || o.service().equals(episode.service())
                        || sameTarget(o, scene))
            .findFirst();
    if (running.isPresent()) {
      return Verdict.hold(
          NAME,
          "%s is at work on %s, which hangs together with it"
              .formatted(running.get().id(), running.get().place()));
    }
    long lately =
        scene.others().stream()
            .filter(o -> o.remediation().equals(remediation.name()))
            .filter(o -> within(o, scene.now(), HOUR))
            .count();
    if (lately >= remediation.guards().perHour()) {
      return Verdict.hold(
          NAME,
          "%d actions within an hour (expected: at most %d)"
              .formatted(lately, remediation.guards().perHour()));
    }
    Duration coolDown = remediation.guards().coolDown();
    Optional<Episode> recent =
        scene.others().stream()
            .filter(o -> o.isAbout(remediation.name(), episode.place()))
            .filter(o -> within(o, scene.now(), coolDown))
            .findFirst();
    return recent
        .map(
            o ->
                Verdict.hold(
                    NAME,
                    "%s acted here less than %d s ago".formatted(o.id(), coolDown.toSeconds())))
        .orElse(
            Verdict.pass(
                NAME,
                "%d of %d actions this hour".formatted(lately, remediation.guards().perHour())));
  }

  private static boolean sameTarget(Episode other, Scene scene) {
    return other.intent() != null
        && scene.intent() != null
        && other.intent().target().equals(scene.intent().target());
  }

  private static boolean within(Episode other, Instant now, Duration time) {
    return other.actedAt() != null && other.actedAt().plus(time).isAfter(now);
  }
}
