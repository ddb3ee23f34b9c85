// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What speaks for and against a change.
 *
 * <p>Note. The best witness is the version that was not changed: what runs beside the new one, at
 * the same time and in the same place, says whether the new one is worse. Where nothing runs beside
 * it, time has to do, and what the change does: one after the onset, or long before it, explains
 * nothing, and one whose diff cannot do such a thing explains less than one that can.
 */
final class Releases {

  /** So many times as bad as the version beside it. */
  private static final double WORSE = 3;

  private static final double FEWEST = 10;
  private static final double MOST_OF_IT = 0.5;

  /** A service that counts by the minute may show a change a little after its effect. */
  private static final double SLACK_STEPS = 4;

  private final Inquiry inquiry;
  private final Dossier dossier;

  Releases(Inquiry inquiry, Dossier dossier) {
    this.inquiry = inquiry;
    this.dossier = dossier;
  }

  /**
   * What is thought of a change.
   *
   * @param share of what the service does wrong, by the new version; 0 when it is not known
   */
  record Opinion(
      ChangeSeen change, Relevance relevance, double share, String why, List<String> evidence) {

    ChangeSeen seen() {
      return new ChangeSeen(
          change.id(),
          change.kind(),
          change.service(),
          change.region(),
          change.before(),
          change.after(),
          change.text(),
          change.at(),
          relevance,
          why,
          evidence);
    }
  }

  /** The change of a place that explains what it does wrong, if one does. */
  Optional<Opinion> guilty(Place place, Amount amount) {
    return inquiry.changes().stream()
        .filter(change -> isOf(change, place) && isOnPurpose(change))
        .map(change -> opinion(change, place, amount))
        .filter(opinion -> opinion.relevance() == Relevance.CAUSE)
        .max(
            Comparator.comparingDouble(Opinion::share)
                .thenComparing(
                    opinion -> inquiry.lead(opinion.change()).map(Lead::score).orElse(0.0))
                .thenComparing(opinion -> opinion.change().at()));
  }

  /** What merely happened near it, such as a jump of numbers of series, is no cause. */
  static boolean isOnPurpose(ChangeSeen change) {
    return switch (change.kind()) {
      case DEPLOYMENT, ROLLOUT, CONFIGURATION, FLAG -> true;
      case SCALE, FAULT, OTHER -> false;
    };
  }

  static boolean isOf(ChangeSeen change, Place place) {
    return change.service().equals(place.service().value())
        && change.kind() != ChangeSeen.Kind.FAULT
        && (change.region().isEmpty() || place.isWhole() || change.region().equals(place.region()));
  }

  Opinion opinion(ChangeSeen change, Place place, Amount amount) {
    Instant onset = inquiry.windows().onset();
    double slack = SLACK_STEPS * inquiry.windows().step().toMillis() / 1e3;
    double age = (onset.toEpochMilli() - change.at().toEpochMilli()) / 1e3;
    if (age < -slack) {
      return new Opinion(
          change,
          Relevance.CLEARED,
          0,
          "it came %s after the trouble had begun".formatted(Say.seconds(-age)),
          List.of(mark(change)));
    }
    Optional<Opinion> beside = besideOld(change, place, amount);
    if (beside.isPresent()) {
      return beside.get();
    }
    Optional<Lead> lead = inquiry.lead(change);
    boolean recent = age <= inquiry.windows().usualSeconds();
    boolean can = lead.map(Lead::explains).orElse(true);
    String text =
        "it came %s before the trouble began, and nothing unchanged runs beside it"
            .formatted(Say.seconds(Math.max(0, age)));
    return new Opinion(
        change,
        lead.filter(one -> one.score() == 0).isPresent()
            ? Relevance.CLEARED
            : recent && can && sick(place, amount) ? Relevance.CAUSE : Relevance.POSSIBLE,
        0,
        text + lead.map(one -> said(one, can)).orElse(""),
        List.of(mark(change)));
  }

  /** What decides of it; of what cannot have done it, why not. */
  private static String said(Lead lead, boolean can) {
    List<String> words = can ? lead.speaksFor() : lead.speaksAgainst();
    return words.isEmpty() ? "" : "; " + String.join("; ", words);
  }

  private boolean sick(Place place, Amount amount) {
    Compared compared = inquiry.accounts().of(place);
    return switch (amount) {
      case FAILURES -> compared.after().failureRatio() > 2 * compared.before().failureRatio();
      case WAITING -> compared.after().meanSeconds() > 1.5 * compared.before().meanSeconds();
    };
  }

  /** Compared with the other versions in the same time. */
  private Optional<Opinion> besideOld(ChangeSeen change, Place place, Amount amount) {
    Tally fresh = Tally.NONE;
    Tally old = Tally.NONE;
    for (VersionTally one : inquiry.versions()) {
      boolean here =
          one.place().service().equals(place.service())
              && (place.isWhole() || one.place().equals(place));
      if (here && one.version().equals(change.after())) {
        fresh = fresh.plus(one.answered().after());
      } else if (here) {
        old = old.plus(one.answered().after());
      }
    }
    double seconds = inquiry.windows().seconds();
    if (fresh.calls() * seconds < FEWEST || old.calls() * seconds < FEWEST) {
      return Optional.empty();
    }
    double bad = of(fresh, amount);
    double usual = of(old, amount);
    double total = amount == Amount.FAILURES ? fresh.failed() + old.failed() : 0;
    double share = total > 0 ? fresh.failed() / total : 0;
    boolean worse = bad > WORSE * usual && bad > usual + least(amount);
    boolean all = amount == Amount.WAITING || share >= MOST_OF_IT;
    String text = words(change, amount, fresh, old, share);
    String id =
        dossier.number(
            "version",
            place + " " + change.after(),
            text,
            usual,
            bad,
            amount == Amount.WAITING ? "s" : "",
            Queries.versions(place));
    Relevance relevance =
        worse && all ? Relevance.CAUSE : worse ? Relevance.POSSIBLE : Relevance.CLEARED;
    return Optional.of(new Opinion(change, relevance, share, text, List.of(mark(change), id)));
  }

  private static double least(Amount amount) {
    return amount == Amount.FAILURES ? 0.01 : 0.005;
  }

  private static double of(Tally tally, Amount amount) {
    return amount == Amount.FAILURES ? tally.failureRatio() : tally.meanSeconds();
  }

  private static String words(
      ChangeSeen change, Amount amount, Tally fresh, Tally old, double share) {
    return switch (amount) {
      case FAILURES ->
          "%s of the errors come from %s: it fails %s of its requests, what runs beside it %s"
              .formatted(
                  Say.percent(share),
                  change.after(),
                  Say.percent(fresh.failureRatio()),
                  Say.percent(old.failureRatio()));
      case WAITING ->
          "%s takes %s for a request, what runs beside it %s"
              .formatted(
                  change.after(), Say.seconds(fresh.meanSeconds()), Say.seconds(old.meanSeconds()));
    };
  }

  private String mark(ChangeSeen change) {
    return dossier.event("change", change.id(), change.text(), change.at());
  }
}
