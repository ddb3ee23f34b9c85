// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Deployed;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Fact.State;
import dev.ballast.control.incident.Fact.Topic;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lines that somebody who is woken wants to read first, each with its number. */
final class Facts {

  private static final double SLOW_REPLICATION = 5;
  private static final int MOST_CLEARED = 4;

  private final Inquiry inquiry;
  private final Dossier dossier;
  private final Releases releases;
  private final Place subject;
  private final Amount amount;
  private final Optional<Candidate> cause;
  private final Naming naming;

  Facts(
      Inquiry inquiry,
      Dossier dossier,
      Releases releases,
      List<Blame> group,
      Optional<Candidate> cause) {
    this.inquiry = inquiry;
    this.dossier = dossier;
    this.releases = releases;
    this.cause = cause;
    this.subject = cause.map(Candidate::at).orElse(group.getFirst().symptom().place());
    this.naming = new Naming(inquiry, subject);
    this.amount = cause.map(Candidate::amount).orElse(group.getFirst().amount());
  }

  List<Fact> all(List<ChangeSeen> changes) {
    List<Fact> facts = new ArrayList<>();
    deployment(changes, facts);
    recent(changes, facts);
    replication(facts);
    dependencies(facts);
    errorShare(facts);
    failures(facts);
    cleared(facts);
    return facts;
  }

  private void deployment(List<ChangeSeen> changes, List<Fact> facts) {
    newest(changes)
        .ifPresentOrElse(
            change -> {
              double age =
                  Duration.between(change.at(), inquiry.windows().onset()).toMillis() / 1e3;
              facts.add(
                  new Fact(
                      Topic.DEPLOYMENT,
                      change.service() + " " + change.after(),
                      change.relevance() == ChangeSeen.Relevance.CAUSE
                          ? State.SUSPICIOUS
                          : State.NORMAL,
                      Deployed.text(change.after(), age),
                      age,
                      change.evidence()));
            },
            () ->
                facts.add(
                    new Fact(
                        Topic.DEPLOYMENT,
                        subject.service().value(),
                        State.NORMAL,
                        "no deployment near the onset",
                        null,
                        List.of())));
  }

  private Optional<ChangeSeen> newest(List<ChangeSeen> changes) {
    return changes.stream()
        .filter(c -> c.kind() == ChangeSeen.Kind.DEPLOYMENT || c.kind() == ChangeSeen.Kind.ROLLOUT)
        .filter(c -> Releases.isOf(c, subject) && !c.after().isEmpty())
        .max(
            Comparator.comparing((ChangeSeen c) -> c.relevance() == ChangeSeen.Relevance.CAUSE)
                .thenComparing(ChangeSeen::at));
  }

  private static void recent(List<ChangeSeen> changes, List<Fact> facts) {
    List<ChangeSeen> near =
        changes.stream().sorted(Comparator.comparing(ChangeSeen::at).reversed()).limit(3).toList();
    for (ChangeSeen change : near) {
      facts.add(
          new Fact(
              Topic.RECENT_CHANGE,
              change.service(),
              change.relevance() == ChangeSeen.Relevance.CAUSE ? State.SUSPICIOUS : State.NORMAL,
              change.text(),
              null,
              change.evidence()));
    }
    if (near.isEmpty()) {
      facts.add(new Fact(Topic.RECENT_CHANGE, "", State.NORMAL, "none known", null, List.of()));
    }
  }

  private void replication(List<Fact> facts) {
    if (inquiry.replications().isEmpty()) {
      databases(facts);
    }
    for (Replication one : inquiry.replications()) {
      boolean normal =
          one.seconds() <= SLOW_REPLICATION || one.seconds() <= 2 * Math.max(1, one.usualSeconds());
      String where = one.database() + (one.region().isEmpty() ? "" : " in " + one.region());
      String id =
          dossier.number(
              "replication",
              where,
              "replication lag of %s: %s, was %s"
                  .formatted(where, Say.seconds(one.seconds()), Say.seconds(one.usualSeconds())),
              one.usualSeconds(),
              one.seconds(),
              "s",
              one.query());
      facts.add(
          new Fact(
              Topic.REPLICATION,
              one.database(),
              normal ? State.NORMAL : State.SUSPICIOUS,
              normal
                  ? "Replication lag is normal (%s)".formatted(Say.seconds(one.seconds()))
                  : "Replication lag is %s".formatted(Say.seconds(one.seconds())),
              one.seconds(),
              List.of(id)));
    }
  }

  /** Where nobody tells of replication, at least how they answer. */
  private void databases(List<Fact> facts) {
    for (Link link : inquiry.accounts().out(subject)) {
      if (inquiry.isDatabase(link.server())) {
        boolean well = Explainer.isWell(link.seen());
        facts.add(
            new Fact(
                Topic.REPLICATION,
                link.server().service().value(),
                well ? State.NORMAL : State.SUSPICIOUS,
                "%s: %s; replication lag is not known"
                    .formatted(
                        naming.place(link.server()),
                        well ? "answers as before" : Say.change(link.seen(), amount)),
                null,
                List.of(dossier.calls(link.client(), link.server(), amount, link.seen()))));
      }
    }
  }

  /** What the subject calls, seen from it. */
  private void dependencies(List<Fact> facts) {
    List<Link> links = inquiry.accounts().out(subject);
    List<Link> bad =
        links.stream()
            .filter(link -> !Explainer.isWell(link.seen()) && !isAskedWrongly(link))
            .toList();
    if (links.isEmpty()) {
      return;
    }
    if (bad.isEmpty()) {
      List<String> ids =
          links.stream()
              .map(l -> dossier.calls(l.client(), l.server(), Amount.FAILURES, l.seen()))
              .toList();
      facts.add(
          new Fact(
              Topic.DEPENDENCY,
              links.stream()
                  .map(link -> link.server().service().value())
                  .distinct()
                  .collect(Collectors.joining(", ")),
              State.NORMAL,
              "All healthy",
              null,
              ids));
    }
    for (Link link : bad) {
      facts.add(
          new Fact(
              Topic.DEPENDENCY,
              link.server().service().value(),
              State.SUSPICIOUS,
              "%s: %s".formatted(naming.place(link.server()), Say.change(link.seen(), amount)),
              link.seen().after().failureRatio(),
              List.of(dossier.calls(link.client(), link.server(), amount, link.seen()))));
    }
  }

  /** Whoever refuses a caller that has no right to ask is well. */
  private boolean isAskedWrongly(Link link) {
    List<FailureKind> kinds =
        inquiry.failures().stream()
            .filter(kind -> kind.place().equals(link.client()))
            .filter(kind -> kind.to().equals(link.server().service().value()))
            .toList();
    return !kinds.isEmpty()
        && kinds.stream()
            .allMatch(kind -> Meaning.of(kind.text()).filter(Meaning::isOfCaller).isPresent());
  }

  private void errorShare(List<Fact> facts) {
    inquiry.changes().stream()
        .filter(change -> Releases.isOf(change, subject))
        .map(change -> releases.opinion(change, subject, Amount.FAILURES))
        .filter(opinion -> opinion.share() > 0)
        .findFirst()
        .ifPresent(
            opinion ->
                facts.add(
                    new Fact(
                        Topic.ERROR_SHARE,
                        subject.service() + " " + opinion.change().after(),
                        State.SUSPICIOUS,
                        "%s of errors from %s"
                            .formatted(Naming.share(opinion.share()), opinion.change().after()),
                        opinion.share(),
                        opinion.evidence())));
    double all = inquiry.failures().stream().mapToLong(FailureKind::count).sum();
    inquiry.failures().stream()
        .filter(kind -> !kind.to().isEmpty() && all > 0)
        .collect(Collectors.groupingBy(FailureKind::to, Collectors.summingLong(FailureKind::count)))
        .entrySet()
        .stream()
        .max(java.util.Map.Entry.comparingByValue())
        .ifPresent(
            most -> {
              double share = most.getValue() / all;
              String id =
                  dossier.number(
                      "trace",
                      subject + " to " + most.getKey(),
                      "%d of %.0f failures at %s that were looked at are of calls to %s"
                          .formatted(most.getValue(), all, subject, most.getKey()),
                      null,
                      share,
                      "",
                      "");
              facts.add(
                  new Fact(
                      Topic.ERROR_SHARE,
                      most.getKey(),
                      State.SUSPICIOUS,
                      "%s of errors from %s%s"
                          .formatted(
                              Naming.share(share),
                              naming.isNew(most.getKey()) ? "new " : "calls to ",
                              most.getKey()),
                      share,
                      List.of(id)));
            });
  }

  private void failures(List<Fact> facts) {
    double all = inquiry.failures().stream().mapToLong(FailureKind::count).sum();
    Instant at = inquiry.windows().to();
    inquiry.failures().stream()
        .limit(2)
        .forEach(
            kind -> {
              String whom = kind.to().isEmpty() ? kind.place().service().value() : kind.to();
              String id =
                  dossier.event(
                      "trace",
                      kind.place() + (kind.to().isEmpty() ? "" : " to " + kind.to()),
                      "\"%s\"%s"
                          .formatted(
                              kind.text(),
                              kind.trace().isEmpty() ? "" : ", for example trace " + kind.trace()),
                      at);
              facts.add(
                  new Fact(
                      Topic.FAILURE_KIND,
                      whom,
                      State.SUSPICIOUS,
                      "%s failing with %s".formatted(naming.called(whom), kind.text()),
                      kind.count() / all,
                      List.of(id)));
              Meaning.of(kind.text())
                  .ifPresent(
                      meaning ->
                          facts.add(
                              new Fact(
                                  Topic.MEANING,
                                  whom,
                                  State.SUSPICIOUS,
                                  naming.called(whom) + " " + meaning.words(),
                                  null,
                                  List.of(id))));
            });
  }

  /** Those that are called and well, seen by themselves. */
  private void cleared(List<Fact> facts) {
    TreeSet<Place> seen = new TreeSet<>();
    int told = 0;
    for (Link link : inquiry.accounts().out(subject)) {
      Compared compared = inquiry.accounts().of(link.server());
      boolean accused = cause.filter(c -> c.to().equals(link.server())).isPresent();
      if (!accused
          && Explainer.isWell(compared)
          && seen.add(link.server())
          && told < MOST_CLEARED) {
        told++;
        facts.add(
            new Fact(
                Topic.CLEARED,
                link.server().service().value(),
                State.NORMAL,
                naming.place(link.server()) + " healthy (not cause)",
                compared.after().failureRatio(),
                List.of(dossier.answers(link.server(), Amount.FAILURES))));
      }
    }
  }
}
