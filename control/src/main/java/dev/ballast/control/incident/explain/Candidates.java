// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.control.incident.account.Share;
import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who may be the cause of some symptoms, the best first.
 *
 * <p>Note. What a place or a way makes of the added waiting or failures counts first, four points
 * for all of it, since it is measured on the very requests that are late. What detectors find there
 * adds up to one. A version that is worse than the one beside it takes the blame from whoever it
 * calls. Many more requests from outside come before all: nothing else explains that everything
 * takes longer at once.
 */
final class Candidates {

  static final double ALL = 4;
  private static final double HINTS = 0.25;
  private static final double MOST_OF_HINTS = 4;
  private static final double LEAST_SHARE = 0.05;

  /** Without any share of the trouble, a finding has to be so strong to accuse somebody. */
  private static final double STRONG = 1.5;

  /** A resource that deviates so far is short. */
  private static final double SHORT = 2.2;

  private static final Pattern RUNS_OUT =
      Pattern.compile("(?i)cpu|utili[sz]ation|throttl|disk|filesystem|descriptor|fds|swap|pending");

  private final Inquiry inquiry;
  private final Accounts accounts;
  private final Dossier dossier;
  private final Releases releases;
  private final Looming looming;

  Candidates(Inquiry inquiry, Dossier dossier, Releases releases) {
    this.inquiry = inquiry;
    this.accounts = inquiry.accounts();
    this.dossier = dossier;
    this.releases = releases;
    this.looming = new Looming(inquiry, dossier);
  }

  List<Candidate> of(List<Blame> blames) {
    Map<String, Candidate> byKey = new TreeMap<>();
    boolean felt = blames.stream().anyMatch(blame -> !blame.symptom().sign().warns());
    for (Share share : together(blames)) {
      if (share.ratio() >= LEAST_SHARE) {
        if (felt) {
          add(byKey, candidate(share, blames));
          release(share).ifPresent(candidate -> add(byKey, candidate));
        }
        looming.threats(share).forEach(candidate -> add(byKey, candidate));
      }
    }
    looming.surge(blames).ifPresent(candidate -> add(byKey, candidate));
    inquiry
        .hints()
        .forEach(
            (place, hints) -> {
              if (isStrong(hints) && byKey.values().stream().noneMatch(c -> c.at().equals(place))) {
                add(byKey, hinted(place, blames));
              }
            });
    return byKey.values().stream()
        .sorted(
            Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(Candidate::suspect))
        .toList();
  }

  private static boolean isStrong(List<Hint> hints) {
    return hints.stream().anyMatch(hint -> hint.strength() >= STRONG);
  }

  private static void add(Map<String, Candidate> byKey, Candidate candidate) {
    byKey.merge(
        candidate.suspect().kind() + candidate.suspect().text(),
        candidate,
        (a, b) -> b.score() > a.score() ? b : a);
  }

  /** The mean over the symptoms that say anything. */
  private static List<Share> together(List<Blame> blames) {
    List<Blame> telling = blames.stream().filter(blame -> !blame.isEmpty()).toList();
    Map<String, Share> sums = new TreeMap<>();
    for (Blame blame : telling) {
      for (Share share : blame.shares()) {
        sums.merge(
            share.where() + "|" + share.to(),
            new Share(
                share.where(),
                share.to(),
                share.amount(),
                share.ratio() / telling.size(),
                share.path()),
            (a, b) ->
                new Share(
                    a.where(),
                    a.to(),
                    a.amount(),
                    Math.min(1, a.ratio() + b.ratio()),
                    a.path().size() >= b.path().size() ? a.path() : b.path()));
      }
    }
    return List.copyOf(sums.values());
  }

  private Candidate candidate(Share share, List<Blame> blames) {
    Place at = share.where();
    if (share.onTheWay()) {
      return way(share);
    }
    List<String> evidence = new ArrayList<>(List.of(dossier.answers(at, share.amount())));
    accounts.in(at).stream()
        .sorted(Comparator.comparingDouble((Link link) -> -link.seen().after().calls()))
        .limit(3)
        .forEach(l -> evidence.add(dossier.calls(l.client(), at, share.amount(), l.seen())));
    evidence.addAll(hints(at));
    CauseClass kind = kind(at, blames);
    Suspect suspect =
        kind == CauseClass.EXTERNAL
            ? Suspect.external(at.service().value(), at.region())
            : Suspect.service(at.service().value(), at.region());
    String text =
        "%s: %s; %s of the %s is made there"
            .formatted(
                words(at, kind, share.amount()),
                Say.change(accounts.of(at), share.amount()),
                Say.percent(share.ratio()),
                Say.of(share.amount()));
    return new Candidate(
        suspect,
        kind,
        at,
        at,
        share.amount(),
        share.ratio(),
        ALL * share.ratio() + hintScore(at),
        Math.min(1, share.ratio()),
        text,
        evidence,
        share.path());
  }

  private String words(Place at, CauseClass kind, Amount amount) {
    String what = amount == Amount.WAITING ? " is slow" : " fails";
    return switch (kind) {
      case EXTERNAL -> at + " (or the way there)" + what;
      case SATURATION -> at + what + " and is short of something";
      case DEPENDENCY, DEFECT, CHANGE, TRAFFIC, NETWORK ->
          at + what + (inquiry.isDatabase(at) && amount == Amount.WAITING ? " (slow queries)" : "");
    };
  }

  private Candidate way(Share share) {
    Place client = share.where();
    Place server = share.to();
    Compared seen = Compared.NONE;
    Compared answered = Compared.NONE;
    for (Link link : accounts.out(client)) {
      if (link.server().equals(server)) {
        seen = seen.plus(link.seen());
        answered = answered.plus(link.answered());
      }
    }
    String region = client.region();
    String text =
        switch (share.amount()) {
          case WAITING ->
              "the way from %s to %s is slow: the caller waits %s, the called one answers in %s; %s of the added waiting is made there"
                  .formatted(
                      client,
                      server,
                      Say.seconds(seen.after().meanSeconds()),
                      Say.seconds(answered.after().meanSeconds()),
                      Say.percent(share.ratio()));
          case FAILURES ->
              "calls from %s to %s fail on the way: %s of them for the caller, and the called one knows nothing of it; %s of the added failures are made there"
                  .formatted(
                      client,
                      server,
                      Say.percent(seen.after().failureRatio()),
                      Say.percent(share.ratio()));
        };
    return new Candidate(
        Suspect.edge(client.service().value(), server.service().value(), region),
        CauseClass.NETWORK,
        client,
        server,
        share.amount(),
        share.ratio(),
        ALL * share.ratio(),
        Math.min(1, share.ratio()),
        text,
        List.of(
            dossier.calls(client, server, share.amount(), seen),
            share.amount() == Amount.WAITING
                ? dossier.answered(client, server, answered)
                : dossier.answers(server, share.amount())),
        share.path());
  }

  /** A version on the way to where it goes wrong that is worse than the one beside it. */
  private Optional<Candidate> release(Share share) {
    List<Place> way = share.path().reversed();
    for (Place place : way) {
      Optional<Releases.Opinion> guilty = releases.guilty(place, share.amount());
      if (guilty.isPresent()) {
        Releases.Opinion opinion = guilty.get();
        boolean proved = opinion.share() > 0;
        if (!proved && !place.equals(share.where())) {
          continue;
        }
        double ratio = share.ratio();
        List<String> evidence = new ArrayList<>(opinion.evidence());
        evidence.add(dossier.answers(place, share.amount()));
        evidence.addAll(hints(place));
        return Optional.of(
            new Candidate(
                Suspect.change(place.service().value(), place.region(), opinion.change().after()),
                CauseClass.CHANGE,
                place,
                place,
                share.amount(),
                ratio,
                ALL * ratio + 1 + hintScore(place),
                Math.min(1, proved ? Math.max(ratio, opinion.share()) : ratio),
                "%s: %s".formatted(opinion.change().text(), opinion.why()),
                evidence,
                share.path().subList(0, share.path().indexOf(place) + 1)));
      }
    }
    return Optional.empty();
  }

  private Candidate hinted(Place place, List<Blame> blames) {
    Hint first = inquiry.hints().getOrDefault(place, List.of()).getFirst();
    CauseClass kind = kind(place, blames);
    return new Candidate(
        kind == CauseClass.EXTERNAL
            ? Suspect.external(place.service().value(), place.region())
            : Suspect.service(place.service().value(), place.region()),
        kind,
        place,
        place,
        Amount.WAITING,
        0,
        hintScore(place),
        0,
        place + ": " + first.text(),
        hints(place),
        List.of());
  }

  private CauseClass kind(Place at, List<Blame> blames) {
    if (inquiry.isExternal(at)) {
      return CauseClass.EXTERNAL;
    }
    boolean isShort =
        inquiry.hints().getOrDefault(at, List.of()).stream()
            .anyMatch(
                hint ->
                    hint.kind().equals("resource")
                        && hint.strength() >= SHORT
                        && RUNS_OUT.matcher(hint.text()).find());
    if (isShort) {
      return CauseClass.SATURATION;
    }
    boolean alone =
        blames.stream().allMatch(b -> b.symptom().place().service().equals(at.service()));
    return alone && accounts.tells(at) ? CauseClass.DEFECT : CauseClass.DEPENDENCY;
  }

  private double hintScore(Place place) {
    double best =
        inquiry.hints().getOrDefault(place, List.of()).stream()
            .mapToDouble(Hint::strength)
            .max()
            .orElse(0);
    return HINTS * Math.min(MOST_OF_HINTS, best);
  }

  private List<String> hints(Place place) {
    return inquiry.hints().getOrDefault(place, List.of()).stream()
        .limit(3)
        .map(hint -> dossier.hint(place, hint))
        .toList();
  }
}
