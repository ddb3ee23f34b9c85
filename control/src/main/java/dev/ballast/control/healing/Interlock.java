// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.ledger.Interlocks;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Remediation;
import java.util.Optional;

/** A rollout, a game day, a failover or a freeze is under way: two hands on one wheel. */
final class Interlock implements Guardrail {

  private static final String NAME = "interlocks";

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    Optional<Interlocks.Interlock> met =
        scene.facts().interlocks().stream()
            .filter(lock -> meets(lock, episode))
            .filter(lock -> !isItsOwn(lock, remediation))
            .findFirst();
    if (met.isEmpty()) {
      return Verdict.pass(NAME, "nothing else is under way here");
    }
    Interlocks.Interlock lock = met.get();
    String what =
        "%s on %s by %s: %s"
            .formatted(
                lock.kind().name().toLowerCase(java.util.Locale.ROOT),
                lock.subject(),
                lock.owner(),
                lock.reason());
    return lock.kind() == Interlocks.Kind.FREEZE
        ? Verdict.ask(NAME, 1, what + "; a person may still decide")
        : Verdict.hold(NAME, what);
  }

  private static boolean meets(Interlocks.Interlock lock, Episode episode) {
    String subject = lock.subject();
    if (subject.isEmpty() || subject.equals("*") || subject.equals("all")) {
      return true;
    }
    if (lock.kind() == Interlocks.Kind.FAILOVER) {
      return episode.region().isEmpty()
          || !subject.startsWith("region/")
          || subject.equals("region/" + episode.region());
    }
    return subject.equals("service/" + episode.service())
        || subject.equals(episode.service())
        || subject.startsWith("service/" + episode.service() + "/")
        || subject.equals("region/" + episode.region())
        || (!subject.startsWith("service/") && !subject.startsWith("region/"));
  }

  /** A rollout does not stand in the way of taking it back. */
  private static boolean isItsOwn(Interlocks.Interlock lock, Remediation remediation) {
    return lock.kind() == Interlocks.Kind.ROLLOUT
        && remediation.action() instanceof HealingAction.RollBack;
  }
}
