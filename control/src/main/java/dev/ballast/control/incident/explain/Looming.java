// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Arrivals;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.account.Share;
import dev.ballast.model.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Causes that can be seen before anybody is hurt: what is used up, and far more requests. */
final class Looming {

  private static final double LEAST_SURGE = 1.5;
  private static final double LEAST_SURPRISE = 5;

  /** Whoever is slow because of a surge gets so many times as many requests. */
  private static final double LEAST_MORE = 1.2;

  private static final double FEWEST = 30;

  /**
   * That something is used up says why its place fails, so it stands before the place, whatever
   * detectors find there; a version that is worse than the one beside it stands before both.
   */
  private static final double SAYS_WHY = 0.5;

  private final Inquiry inquiry;
  private final Dossier dossier;

  Looming(Inquiry inquiry, Dossier dossier) {
    this.inquiry = inquiry;
    this.dossier = dossier;
  }

  /**
   * What of a place is used up: that it is explains what is wrong there.
   *
   * @param hints what detectors' findings at that place count
   */
  List<Candidate> threats(Share share, double hints) {
    Place at = share.where();
    return share.onTheWay()
        ? List.of()
        : inquiry.threats().stream()
            .filter(threat -> threat.place().equals(at))
            .map(
                threat ->
                    new Candidate(
                        Suspect.resource(at.service().value(), at.region(), threat.name()),
                        CauseClass.SATURATION,
                        at,
                        at,
                        share.amount(),
                        share.ratio(),
                        Candidates.ALL * share.ratio() + hints + SAYS_WHY * threat.probability(),
                        Math.min(share.ratio(), threat.probability()),
                        threat.text(),
                        List.of(dossier.forecast(threat)),
                        share.path()))
            .toList();
  }

  /**
   * Far more requests from outside than before: nothing else explains that all is slow at once. The
   * cause is more users, or where they no longer arrive.
   */
  Optional<Candidate> surge(List<Blame> blames) {
    List<Place> places = blames.stream().map(blame -> blame.symptom().place()).toList();
    return Arrivals.reaching(inquiry.accounts(), places, LEAST_SURGE)
        .filter(this::isSure)
        .filter(surge -> reaches(blames))
        .map(
            surge ->
                Arrivals.leftFor(inquiry.accounts(), surge)
                    .map(left -> moved(surge, left, places))
                    .orElseGet(() -> more(surge, places)));
  }

  private Candidate more(Arrivals.Surge surge, List<Place> places) {
    String text =
        String.format(
            Locale.ROOT,
            "%s gets %.1f times as many requests from outside: %s, was %s",
            surge.place(),
            surge.factor(),
            Say.rate(surge.after()),
            Say.rate(surge.before()));
    return arrivals(CauseClass.TRAFFIC, surge.place(), surge, places, text, List.of(load(surge)));
  }

  private Candidate moved(Arrivals.Surge surge, Arrivals.Surge left, List<Place> places) {
    String text =
        "%s gets %s from outside, was %s; its requests come to %s instead: %s, was %s"
            .formatted(
                left.place(),
                Say.rate(left.after()),
                Say.rate(left.before()),
                surge.place(),
                Say.rate(surge.after()),
                Say.rate(surge.before()));
    return arrivals(
        CauseClass.DEPENDENCY, left.place(), surge, places, text, List.of(load(left), load(surge)));
  }

  private Candidate arrivals(
      CauseClass kind,
      Place at,
      Arrivals.Surge surge,
      List<Place> places,
      String text,
      List<String> evidence) {
    return new Candidate(
        Suspect.service(at.service().value(), at.region()),
        kind,
        at,
        at,
        Amount.WAITING,
        1,
        Candidates.ALL + 2,
        Math.min(1, 1 - 1 / surge.factor() / surge.factor()),
        text,
        evidence,
        places.contains(surge.place())
            ? List.of(surge.place())
            : List.of(places.getFirst(), surge.place()));
  }

  private String load(Arrivals.Surge surge) {
    return dossier.load(surge.place(), surge.before(), surge.after());
  }

  /** What is slow because of more requests gets more of them: a stall answers fewer. */
  private boolean reaches(List<Blame> blames) {
    return blames.stream()
        .filter(blame -> !blame.isEmpty() && !blame.symptom().sign().warns())
        .map(blame -> blame.shares().getFirst().to())
        .allMatch(place -> inquiry.accounts().of(place).growth() >= LEAST_MORE);
  }

  /** Poisson: so many more than would come by chance. */
  private boolean isSure(Arrivals.Surge surge) {
    double expected = surge.before() * inquiry.windows().seconds();
    double usual = surge.before() * inquiry.windows().usualSeconds();
    double came = surge.after() * inquiry.windows().seconds();
    double spread = Math.sqrt(expected + expected * expected / Math.max(1, usual));
    Load load = inquiry.loads().get(surge.place());
    boolean lasts = load == null || load.surges(LEAST_SURGE);
    return lasts && usual >= FEWEST && came - expected > LEAST_SURPRISE * Math.max(1, spread);
  }
}
