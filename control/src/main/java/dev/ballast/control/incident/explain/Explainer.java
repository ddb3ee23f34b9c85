// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.Cleared;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.control.incident.engine.Finding;
import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From an inquiry to one finding for each cause. The same inquiry always gives the same findings.
 */
public final class Explainer {

  /** Of what the symptoms show, so much the first has to make to be named. */
  private static final double LEAST_NAMED = 0.35;

  /** Without accounts, a detector has to be so sure. */
  private static final double LEAST_HINTED = 2.5;

  private static final double HINTS_PER_SCORE = 4;
  private static final int MOST_CLEARED = 6;

  private Explainer() {}

  /**
   * One finding for each cause; each symptom is in exactly one of them.
   *
   * @param named whom the detectors name; empty when they name nobody
   */
  public static List<Finding> explain(Inquiry inquiry, String named) {
    List<Blame> blames =
        inquiry.symptoms().stream().map(s -> Blame.of(s, inquiry.accounts())).toList();
    return Blame.grouped(blames).stream().map(group -> finding(inquiry, group, named)).toList();
  }

  private static Finding finding(Inquiry inquiry, List<Blame> group, String named) {
    Dossier dossier = new Dossier(inquiry);
    Releases releases = new Releases(inquiry, dossier);
    List<Candidate> candidates = new Candidates(inquiry, dossier, releases).of(group);
    Optional<Candidate> first = candidates.stream().findFirst();
    boolean isNamed = first.filter(c -> isNamed(c, group, named)).isPresent();
    Paths paths = new Paths(inquiry, dossier);
    Against against = new Against(inquiry, dossier, candidates);
    List<RootCause> causes =
        candidates.stream()
            .limit(Explanation.MOST_CAUSES)
            .map(candidate -> cause(candidate, paths, against))
            .toList();
    List<ChangeSeen> changes = changes(inquiry, releases, first, isNamed, group);
    Explanation explanation =
        new Explanation(
            isNamed ? Verdict.NAMED : Verdict.UNEXPLAINED,
            isNamed ? causes.getFirst().text() : unexplained(inquiry, candidates),
            causes,
            cleared(inquiry, dossier, group, candidates),
            inquiry.blind(),
            inquiry.windows().to());
    return new Finding(
        group.stream().map(blame -> blame.symptom().key()).collect(Collectors.toSet()),
        explanation,
        changes,
        new Facts(inquiry, dossier, releases, group, isNamed ? first : Optional.empty())
            .all(changes),
        dossier.all());
  }

  private static boolean isNamed(Candidate first, List<Blame> group, String named) {
    boolean accounted = group.stream().anyMatch(blame -> !blame.isEmpty());
    if (accounted && first.ratio() > 0) {
      return first.ratio() >= LEAST_NAMED;
    }
    return !accounted
        && first.at().toString().equals(named)
        && first.score() * HINTS_PER_SCORE >= LEAST_HINTED;
  }

  private static RootCause cause(Candidate candidate, Paths paths, Against against) {
    double confidence =
        candidate.ratio() > 0
            ? candidate.confidence()
            : Math.min(0.5, candidate.score() / HINTS_PER_SCORE);
    return new RootCause(
        candidate.suspect(),
        candidate.kind(),
        candidate.score(),
        confidence,
        candidate.text(),
        candidate.evidence(),
        against.of(candidate),
        paths.of(candidate));
  }

  private static String unexplained(Inquiry inquiry, List<Candidate> candidates) {
    String checked =
        "checked %d services, %d changes and %d detectors' findings"
            .formatted(
                inquiry.accounts().places().stream().map(Place::service).distinct().count(),
                inquiry.changes().size(),
                inquiry.hints().values().stream().mapToInt(List::size).sum());
    String blind =
        inquiry.blind().isEmpty() ? "" : "; not seen: " + String.join(", ", inquiry.blind());
    String start =
        candidates.isEmpty() ? "" : "; look first at " + candidates.getFirst().suspect().text();
    return "nothing that was seen explains it: " + checked + blind + start;
  }

  /** Every change near it, with what is thought of it. */
  private static List<ChangeSeen> changes(
      Inquiry inquiry,
      Releases releases,
      Optional<Candidate> first,
      boolean isNamed,
      List<Blame> group) {
    Amount amount = first.map(Candidate::amount).orElse(group.getFirst().amount());
    List<Place> near = new ArrayList<>();
    first.ifPresent(
        candidate -> {
          near.add(candidate.at());
          near.addAll(candidate.path());
        });
    group.forEach(blame -> near.add(blame.symptom().place()));
    List<ChangeSeen> seen = new ArrayList<>();
    for (ChangeSeen change : inquiry.changes()) {
      if (change.kind() == ChangeSeen.Kind.FAULT) {
        seen.add(Injected.opinion(change, group, inquiry.accounts()));
        continue;
      }
      Optional<Place> place =
          Stream.concat(near.stream(), inquiry.accounts().places().stream())
              .filter(one -> Releases.isOf(change, one))
              .findFirst();
      if (place.isEmpty()) {
        seen.add(change);
        continue;
      }
      ChangeSeen opinion = releases.opinion(change, place.get(), amount).seen();
      boolean blamed =
          isNamed
              && first.get().suspect().kind() == Suspect.Kind.CHANGE
              && first.get().suspect().name().equals(change.service())
              && first.get().suspect().detail().equals(change.after());
      Relevance relevance =
          blamed
              ? Relevance.CAUSE
              : opinion.relevance() == Relevance.CAUSE ? Relevance.POSSIBLE : opinion.relevance();
      seen.add(
          new ChangeSeen(
              change.id(),
              change.kind(),
              change.service(),
              change.region(),
              change.before(),
              change.after(),
              change.text(),
              change.at(),
              relevance,
              opinion.why(),
              opinion.evidence()));
    }
    return seen;
  }

  /** Whoever is called on the way and is as well as before. */
  private static List<Cleared> cleared(
      Inquiry inquiry, Dossier dossier, List<Blame> group, List<Candidate> candidates) {
    TreeSet<Place> askers = new TreeSet<>();
    for (Blame blame : group) {
      askers.addAll(inquiry.accounts().meant(blame.symptom().place()));
    }
    candidates.stream().limit(1).forEach(c -> c.path().forEach(askers::add));
    TreeSet<Place> accused = new TreeSet<>();
    candidates.stream()
        .filter(c -> c.ratio() > 0)
        .forEach(
            c -> {
              accused.add(c.at());
              accused.add(c.to());
              accused.addAll(c.path());
            });
    group.stream().map(Blame::symptom).map(Symptom::place).forEach(accused::add);
    List<Cleared> cleared = new ArrayList<>();
    TreeSet<Place> seen = new TreeSet<>(accused);
    for (Place asker : askers) {
      for (Link link : inquiry.accounts().out(asker)) {
        Compared compared = inquiry.accounts().of(link.server());
        if (isWell(compared) && seen.add(link.server()) && cleared.size() < MOST_CLEARED) {
          cleared.add(
              new Cleared(
                  suspect(inquiry, link.server()),
                  "%s; %s"
                      .formatted(
                          Say.change(compared, Amount.FAILURES),
                          Say.change(compared, Amount.WAITING)),
                  List.of(
                      dossier.answers(link.server(), Amount.FAILURES),
                      dossier.answers(link.server(), Amount.WAITING))));
        }
      }
    }
    return cleared;
  }

  private static Suspect suspect(Inquiry inquiry, Place place) {
    return inquiry.isExternal(place)
        ? Suspect.external(place.service().value(), place.region())
        : Suspect.service(place.service().value(), place.region());
  }

  static boolean isWell(Compared compared) {
    return compared.after().calls() > 0
        && compared.after().failureRatio() <= Math.max(0.01, 2 * compared.before().failureRatio())
        && compared.after().meanSeconds() <= Math.max(0.005, 1.5 * compared.before().meanSeconds());
  }
}
