// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sickness of one place and what was done about it. The whole state of its machine: whoever has
 * it can go on.
 *
 * @param by who began it
 * @param reason the symptom, or why somebody began it
 * @param askedAt when people were first asked for their yes; null: never
 * @param streak so many readings in a row said the same; of a failed undo, its tries
 * @param actedAt when it was last done; null: never
 * @param text the last sentence
 */
public record Episode(
    String id,
    String remediation,
    String service,
    String region,
    Origin origin,
    String by,
    String reason,
    Phase phase,
    Instant openedAt,
    Instant phaseAt,
    List<Verdict> verdicts,
    List<Approval> approvals,
    @Nullable Intent intent,
    @Nullable Reading before,
    @Nullable Reading latest,
    int streak,
    @Nullable Instant askedAt,
    @Nullable Instant actedAt,
    Outcome outcome,
    String text,
    List<Note> trail) {

  private static final int LONGEST = 60;

  public Episode {
    verdicts = List.copyOf(verdicts);
    approvals = List.copyOf(approvals);
    trail = List.copyOf(trail);
  }

  /** A new one. */
  public static Episode open(
      String id,
      String remediation,
      Place place,
      Origin origin,
      String by,
      String reason,
      Instant now) {
    return new Episode(
        id,
        remediation,
        place.service().value(),
        place.region(),
        origin,
        by,
        reason,
        Phase.WAITING,
        now,
        now,
        List.of(),
        List.of(),
        null,
        null,
        null,
        0,
        null,
        null,
        Outcome.NONE,
        reason,
        List.of(new Note(now, Phase.WAITING, reason)));
  }

  public Place place() {
    return new Place(new ServiceName(service), region);
  }

  public boolean isOpen() {
    return phase.isOpen();
  }

  /** Whether something was done that has not ended. */
  public boolean isActive() {
    return phase.isActive();
  }

  boolean isAbout(String name, Place where) {
    return remediation.equals(name) && place().equals(where);
  }

  /** Goes on to another phase; the streak begins anew. */
  Episode to(Phase next, Instant now, String sentence) {
    List<Note> notes = new ArrayList<>(trail);
    if (notes.size() >= LONGEST) {
      notes.remove(1);
    }
    notes.add(new Note(now, next, sentence));
    return copy(
        next, now, verdicts, approvals, intent, before, latest, 0, actedAt, outcome, sentence,
        notes);
  }

  Episode judged(List<Verdict> all, String sentence) {
    return copy(
        phase, phaseAt, all, approvals, intent, before, latest, streak, actedAt, outcome, sentence,
        trail);
  }

  Episode approved(Approval approval) {
    List<Approval> all = new ArrayList<>(approvals);
    all.removeIf(a -> a.by().equals(approval.by()));
    all.add(approval);
    List<Note> notes = new ArrayList<>(trail);
    notes.add(new Note(approval.at(), phase, "approved by " + approval.by()));
    return copy(
        phase, phaseAt, verdicts, all, intent, before, latest, streak, actedAt, outcome, text,
        notes);
  }

  Episode intending(Intent plan, Reading reading, Instant now) {
    return copy(
        phase, phaseAt, verdicts, approvals, plan, reading, reading, 0, now, outcome, text, trail);
  }

  /** Surely nothing was done. */
  Episode withoutIntent() {
    return copy(
        phase,
        phaseAt,
        verdicts,
        approvals,
        null,
        null,
        latest,
        0,
        null,
        Outcome.NONE,
        text,
        trail);
  }

  Episode read(Reading reading, int inARow) {
    return copy(
        phase, phaseAt, verdicts, approvals, intent, before, reading, inARow, actedAt, outcome,
        text, trail);
  }

  Episode ended(Outcome result) {
    return copy(
        phase, phaseAt, verdicts, approvals, intent, before, latest, streak, actedAt, result, text,
        trail);
  }

  /** People know of it, and that their yes is all that is missing. */
  Episode asking(Instant now) {
    return new Episode(
        id,
        remediation,
        service,
        region,
        origin,
        by,
        reason,
        phase,
        openedAt,
        phaseAt,
        verdicts,
        approvals,
        intent,
        before,
        latest,
        streak,
        now,
        actedAt,
        outcome,
        text,
        trail);
  }

  private Episode copy(
      Phase newPhase,
      Instant newPhaseAt,
      List<Verdict> newVerdicts,
      List<Approval> newApprovals,
      @Nullable Intent newIntent,
      @Nullable Reading newBefore,
      @Nullable Reading newLatest,
      int newStreak,
      @Nullable Instant newActedAt,
      Outcome newOutcome,
      String newText,
      List<Note> newTrail) {
    return new Episode(
        id,
        remediation,
        service,
        region,
        origin,
        by,
        reason,
        newPhase,
        openedAt,
        newPhaseAt,
        newVerdicts,
        newApprovals,
        newIntent,
        newBefore,
        newLatest,
        newStreak,
        askedAt,
        newActedAt,
        newOutcome,
        newText,
        newTrail);
  }
}
