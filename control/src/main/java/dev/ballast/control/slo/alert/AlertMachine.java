// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.alert;

import dev.ballast.control.slo.Alarm;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Steps one alert policy: what lasts for {@code alertAfter} is told, its end as well. Out of the
 * unproved nothing follows, and out of no data only that there is none: a breach is neither begun
 * nor over.
 */
final class AlertMachine {

  /** One scrape that is missed is no missing data. */
  private static final Duration BLIND = Duration.ofMinutes(5);

  private final UnaryOperator<Duration> scaled;

  /**
   * @param scaled a length of time as it is evaluated
   */
  AlertMachine(UnaryOperator<Duration> scaled) {
    this.scaled = scaled;
  }

  /** What there is to tell. */
  enum Word {
    FIRING,
    RESOLVED,
    NO_DATA,
    DATA_BACK
  }

  /** What comes out; told is what happened, whether somebody wants to hear it or not. */
  record Step(Standing standing, Optional<Word> word) {}

  Step step(Standing now, Alarm.State seen, AlertPolicy policy, Instant at) {
    return switch (seen) {
      case NO_DATA -> blind(now, policy, at);
      case UNPROVED -> seeing(now, now.firing(), Instant.MAX);
      case BREACHING -> toward(now, true, policy, at);
      case CALM -> toward(now, false, policy, at);
    };
  }

  /** Whether the owner wants to hear it. Whoever hears of missing data hears of its end. */
  static boolean isWanted(Word word, AlertPolicy policy) {
    return policy
        .when()
        .contains(
            switch (word) {
              case FIRING -> When.BREACHING;
              case RESOLVED -> When.RESOLVED;
              case NO_DATA, DATA_BACK -> When.NO_DATA;
            });
  }

  private Step blind(Standing now, AlertPolicy policy, Instant at) {
    Instant since = now.blindSince().equals(Instant.MAX) ? at : now.blindSince();
    Duration after = longer(BLIND, policy.condition().alertAfter());
    boolean lasting = now.blind() || lasts(since, scaled.apply(after), at);
    Standing next = new Standing(now.firing(), lasting, Instant.MAX, since);
    return new Step(next, lasting && !now.blind() ? Optional.of(Word.NO_DATA) : Optional.empty());
  }

  private Step toward(Standing now, boolean firing, AlertPolicy policy, Instant at) {
    if (now.firing() == firing) {
      return seeing(now, firing, Instant.MAX);
    }
    Instant since = now.since().equals(Instant.MAX) ? at : now.since();
    if (now.blind() || !lasts(since, scaled.apply(policy.condition().alertAfter()), at)) {
      return seeing(now, now.firing(), since);
    }
    return new Step(
        new Standing(firing, false, Instant.MAX, Instant.MAX),
        Optional.of(firing ? Word.FIRING : Word.RESOLVED));
  }

  /** There is data, so blindness is over; that is told before anything else. */
  private static Step seeing(Standing now, boolean firing, Instant since) {
    return new Step(
        new Standing(firing, false, since, Instant.MAX),
        now.blind() ? Optional.of(Word.DATA_BACK) : Optional.empty());
  }

  private static boolean lasts(Instant since, Duration length, Instant at) {
    return since.equals(Instant.MIN) || !at.isBefore(since.plus(length));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
