// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.control.healing.HealingEffect.Do;
import dev.ballast.control.healing.HealingEffect.Renew;
import dev.ballast.control.healing.HealingEffect.Tell;
import dev.ballast.model.Autonomy;
import dev.ballast.model.Remediation;
import dev.ballast.model.Verification;
import java.time.Duration;
import java.time.Instant;

/**
 * The course of an episode. Everything that it needs to go on is in the episode, so a crash between
 * any two steps loses nothing: what was begun is looked at before anything is done again.
 */
public final class HealingMachine {

  /** After a crash, what was sent may still arrive. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int TRIES = 3;

  private HealingMachine() {}

  /** One step. */
  public static Turn step(Episode episode, HealingEvent event) {
    if (!episode.isOpen()) {
      return Turn.of(episode);
    }
    return switch (event) {
      case HealingEvent.Judged judged -> judged(episode, judged);
      case HealingEvent.Progressed(Instant at, Progress progress) ->
          episode.phase() == Phase.UNDOING
              ? undoing(episode, at, progress)
              : episode.phase() == Phase.ACTING ? acting(episode, at, progress) : Turn.of(episode);
      case HealingEvent.Measured measured -> measured(episode, measured);
      case HealingEvent.Approved(Instant at, String by) ->
          episode.phase() == Phase.WAITING
              ? Turn.of(episode.approved(new Approval(by, at)))
              : Turn.of(episode);
      case HealingEvent.Denied(Instant at, String by, String why) ->
          episode.phase() == Phase.WAITING
              ? settled(
                  episode, Phase.DENIED, at, "denied by " + by + (why.isEmpty() ? "" : ": " + why))
              : Turn.of(episode);
      case HealingEvent.Stopped(Instant at, Stop stop) -> stopped(episode, at, stop);
      case HealingEvent.Forgotten(Instant at) -> forgotten(episode, at);
    };
  }

  private static Turn judged(Episode episode, HealingEvent.Judged event) {
    if (episode.phase() != Phase.WAITING) {
      return Turn.of(episode);
    }
    Remediation rules = event.rules();
    Scene scene = event.scene();
    Instant now = event.at();
    if (episode.origin() == Origin.TRIGGER && !scene.sick()) {
      return settled(episode, Phase.PASSED, now, "the symptom went away; nothing was done");
    }
    if (Guardrails.allow(event.verdicts())) {
      Intent intent = scene.plan();
      Episode next =
          episode
              .judged(event.verdicts(), "")
              .intending(intent, scene.reading(), now)
              .to(Phase.ACTING, now, intent.text());
      return Turn.of(next, new Do(intent, false));
    }
    String obstacle = Guardrails.obstacles(event.verdicts());
    Duration waited = Duration.between(episode.openedAt(), now);
    if (episode.origin() != Origin.TRIGGER && waited.compareTo(rules.guards().approval()) > 0) {
      return settled(episode, Phase.EXPIRED, now, "nothing was done in time: " + obstacle);
    }
    Episode next = episode.judged(event.verdicts(), obstacle);
    if (episode.askedAt() == null && Guardrails.waitForPeople(event.verdicts())) {
      return Turn.of(
          next.asking(now), new Tell("healing.proposed", scene.plan().text() + "; " + obstacle));
    }
    return isNewlySystemic(episode, next) || callsSomebody(rules, episode, waited)
        ? Turn.of(next.to(Phase.WAITING, now, obstacle), new Tell("healing.escalated", obstacle))
        : Turn.of(next);
  }

  /** Ended before anything was done; who was asked hears of it. */
  private static Turn settled(Episode episode, Phase phase, Instant now, String text) {
    Episode next = episode.to(phase, now, text);
    return episode.askedAt() == null
        ? Turn.of(next)
        : Turn.of(next, new Tell("healing.settled", text));
  }

  private static boolean isNewlySystemic(Episode before, Episode after) {
    return holds(after, "systemic") && !holds(before, "systemic");
  }

  private static boolean holds(Episode episode, String guardrail) {
    return episode.verdicts().stream()
        .anyMatch(v -> v.guardrail().equals(guardrail) && v.kind() == Verdict.Kind.HOLD);
  }

  /** Who should have said yes did not answer. */
  private static boolean callsSomebody(Remediation rules, Episode episode, Duration waited) {
    return rules.autonomy().compareTo(Autonomy.APPROVE) >= 0
        && waited.compareTo(rules.guards().approval()) > 0
        && episode.trail().size() == 1;
  }

  private static Turn acting(Episode episode, Instant now, Progress progress) {
    Duration since = Duration.between(episode.phaseAt(), now);
    return switch (progress.kind()) {
      case DONE -> verifying(episode, now, "done; looking whether it helps");
      case UNKNOWN ->
          verifying(
              episode,
              now,
              "perhaps done, never repeated; looking whether it helps. " + progress.text());
      case RUNNING ->
          since.compareTo(LONGEST) > 0
              ? verifying(episode, now, "no end of it; looking whether it helps")
              : Turn.of(episode);
      case NOT_BEGUN ->
          since.compareTo(GRACE) > 0
              ? Turn.of(
                  episode
                      .withoutIntent()
                      .to(Phase.WAITING, now, "interrupted before anything was done: judged anew"))
              : Turn.of(episode);
      case FAILED ->
          escalated(episode, Outcome.FAILED, now, "nothing was changed: " + progress.text());
      case FOREIGN ->
          escalated(episode, Outcome.FAILED, now, "somebody else changes it: " + progress.text());
    };
  }

  private static Turn verifying(Episode episode, Instant now, String text) {
    return Turn.of(
        episode.to(Phase.VERIFYING, now, text), new Tell("healing.acted", plan(episode).text()));
  }

  private static Turn measured(Episode episode, HealingEvent.Measured event) {
    if (episode.phase() != Phase.VERIFYING && episode.phase() != Phase.HOLDING) {
      return Turn.of(episode);
    }
    Instant now = event.at();
    if (event.world().kind() == Progress.Kind.FOREIGN) {
      return escalated(
          episode, Outcome.FAILED, now, "somebody else changed it: " + event.world().text());
    }
    if (event.world().kind() == Progress.Kind.NOT_BEGUN) {
      return ended(episode, now);
    }
    return episode.phase() == Phase.VERIFYING
        ? verified(event.rules(), episode, event.reading(), now)
        : held(event.rules(), episode, event.reading(), now);
  }

  /** The target is as it was before: a lease ended, or somebody took it back. */
  private static Turn ended(Episode episode, Instant now) {
    boolean helped = episode.phase() == Phase.HOLDING;
    String text = "it is as it was before: its lease ended, or somebody took it back";
    Episode next = episode.ended(helped ? Outcome.HELPED : Outcome.STOPPED);
    return helped
        ? Turn.of(next.to(Phase.HEALED, now, text), new Tell("healing.undone", text))
        : Turn.of(
            next.to(Phase.UNDONE, now, text),
            new Tell("healing.undone", text),
            new Tell("healing.escalated", text));
  }

  private static Turn verified(Verification rules, Episode episode, Reading reading, Instant now) {
    Reading before = episode.before() == null ? Reading.unknown(now) : episode.before();
    Duration since = Duration.between(episode.phaseAt(), now);
    Verifier.Says says = Verifier.of(rules, before, reading, since);
    Verifier.Says last =
        episode.latest() == null
            ? Verifier.Says.NOTHING_YET
            : Verifier.of(rules, before, episode.latest(), since);
    int streak = says == last && says != Verifier.Says.NOTHING_YET ? episode.streak() + 1 : 1;
    Episode next = episode.read(reading, streak);
    boolean sure = streak >= Verifier.IN_A_ROW;
    return switch (says) {
      case NOTHING_YET -> Turn.of(next, renewed(next));
      case WELL -> sure ? helped(next, now) : Turn.of(next, renewed(next));
      case WELL_ANYWAY ->
          sure
              ? withdrawn(
                  next,
                  Outcome.RECOVERED_ANYWAY,
                  now,
                  "all is well, and so it is without the action")
              : Turn.of(next, renewed(next));
      case WORSE ->
          sure
              ? withdrawn(next, Outcome.WORSE, now, "worse than before: taken back at once")
              : Turn.of(next, renewed(next));
      case NOT_WELL -> withdrawn(next, Outcome.NO_EFFECT, now, "it did not help in time");
      case NO_ANSWER -> withdrawn(next, Outcome.NO_ANSWER, now, "nothing says whether it helped");
    };
  }

  private static HealingEffect renewed(Episode episode) {
    return new Renew(plan(episode));
  }

  private static Turn helped(Episode episode, Instant now) {
    Episode next = episode.ended(Outcome.HELPED);
    String text = "it helped" + Sentences.fall(episode);
    return plan(episode).temporary()
        ? Turn.of(
            next.to(Phase.HOLDING, now, text + "; kept for a while"),
            new Tell("healing.verified", text),
            renewed(next))
        : Turn.of(next.to(Phase.HEALED, now, text), new Tell("healing.verified", text));
  }

  /** Not kept: taken back where that can be done; else a person has to look, or all is well. */
  private static Turn withdrawn(Episode episode, Outcome outcome, Instant now, String text) {
    if (plan(episode).undoable()) {
      return Turn.of(
          episode.ended(outcome).to(Phase.UNDOING, now, text),
          new Tell("healing.undoing", text),
          new Do(plan(episode), true));
    }
    return outcome == Outcome.RECOVERED_ANYWAY
        ? Turn.of(
            episode.ended(outcome).to(Phase.HEALED, now, text), new Tell("healing.verified", text))
        : escalated(episode, outcome, now, text + ", and it cannot be taken back");
  }

  private static Turn held(Verification rules, Episode episode, Reading reading, Instant now) {
    boolean sick = reading.isKnown() && reading.target() > rules.atMost();
    Episode next = episode.read(reading, sick ? episode.streak() + 1 : 0);
    if (next.streak() > Verifier.IN_A_ROW) {
      return withdrawn(next, Outcome.NO_EFFECT, now, "sick again although it is in force");
    }
    boolean over = Duration.between(episode.phaseAt(), now).compareTo(rules.hold()) >= 0;
    return over && reading.isKnown() && !sick
        ? withdrawn(next, Outcome.HELPED, now, "well for long enough: given back")
        : Turn.of(next, renewed(next));
  }

  private static Turn undoing(Episode episode, Instant now, Progress progress) {
    Duration since = Duration.between(episode.phaseAt(), now);
    return switch (progress.kind()) {
      case DONE -> undone(episode, now);
      case RUNNING ->
          since.compareTo(LONGEST) > 0
              ? escalated(episode, episode.outcome(), now, "taking it back does not end")
              : Turn.of(episode);
      case NOT_BEGUN, FAILED -> again(episode, now, progress, since);
      case UNKNOWN ->
          escalated(
              episode,
              episode.outcome(),
              now,
              "nobody can say whether it was taken back: " + progress.text());
      case FOREIGN ->
          escalated(
              episode,
              episode.outcome(),
              now,
              "somebody else changed it, so it is not taken back: " + progress.text());
    };
  }

  /** Taking back is safe to repeat only where nothing was changed, which is what is known here. */
  private static Turn again(Episode episode, Instant now, Progress progress, Duration since) {
    if (episode.streak() >= TRIES) {
      return escalated(
          episode, episode.outcome(), now, "could not be taken back: " + progress.text());
    }
    return since.compareTo(GRACE.multipliedBy(1L + episode.streak())) > 0
        ? Turn.of(
            episode.read(
                episode.latest() == null ? Reading.unknown(now) : episode.latest(),
                episode.streak() + 1),
            new Do(plan(episode), true))
        : Turn.of(episode);
  }

  private static Turn undone(Episode episode, Instant now) {
    return switch (episode.outcome()) {
      case HELPED, RECOVERED_ANYWAY ->
          Turn.of(
              episode.to(Phase.HEALED, now, "given back, and all is well"),
              new Tell("healing.undone", "given back, and all is well"));
      case NONE, NO_EFFECT, WORSE, NO_ANSWER, FAILED, STOPPED ->
          Turn.of(
              episode.to(Phase.UNDONE, now, "taken back"),
              new Tell("healing.undone", "taken back"),
              new Tell("healing.escalated", "it was taken back and is still to be healed"));
    };
  }

  private static Turn stopped(Episode episode, Instant now, Stop stop) {
    if (!episode.isActive()) {
      return Turn.of(episode);
    }
    String text =
        "stopped by %s: %s. In force, perhaps: %s"
            .formatted(stop.by(), stop.why(), plan(episode).text());
    return escalated(episode, Outcome.STOPPED, now, text);
  }

  private static Turn forgotten(Episode episode, Instant now) {
    if (episode.phase() == Phase.WAITING) {
      return settled(episode, Phase.PASSED, now, "its remediation is gone; nothing was done");
    }
    return episode.phase() == Phase.UNDOING || episode.phase() == Phase.ACTING
        ? Turn.of(episode)
        : withdrawn(episode, Outcome.STOPPED, now, "its remediation is gone");
  }

  private static Turn escalated(Episode episode, Outcome outcome, Instant now, String text) {
    return Turn.of(
        episode.ended(outcome).to(Phase.ESCALATED, now, text), new Tell("healing.escalated", text));
  }

  private static Intent plan(Episode episode) {
    Intent intent = episode.intent();
    if (intent == null) {
      throw new IllegalStateException(
          "intent of " + episode.id() + ": none (expected: one in phase " + episode.phase() + ")");
    }
    return intent;
  }
}
