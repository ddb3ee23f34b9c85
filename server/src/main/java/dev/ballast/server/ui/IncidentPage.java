// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Cleared;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.postmortem.Addresses;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what the pages on incidents show. */
final class IncidentPage {

  private static final Addresses HERE = new Addresses("");
  private static final int MOMENTS = 60;
  private static final int OVER = 50;

  private final Incidents incidents;
  private final IncidentCharts charts;

  IncidentPage(Incidents incidents, IncidentCharts charts) {
    this.incidents = incidents;
    this.charts = charts;
  }

  IncidentsView all(Board board, Sight sight) {
    List<Incident> all = incidents.all();
    List<Incident> open = all.stream().filter(Incident::isOpen).toList();
    List<Incident> over = all.stream().filter(incident -> !incident.isOpen()).limit(OVER).toList();
    return new IncidentsView(
        sentence(open),
        open.isEmpty()
            ? over.isEmpty()
                ? ""
                : "The last one ended %s.".formatted(sight.ago(over.getFirst().endOr(sight.now())))
            : IncidentWords.sentence(open.getFirst(), sight),
        Head.judged(board, sight),
        open.stream().map(incident -> line(incident, sight)).toList(),
        over.stream().map(incident -> line(incident, sight)).toList());
  }

  private static String sentence(List<Incident> open) {
    long mine = open.stream().filter(incident -> incident.acknowledgedBy().isEmpty()).count();
    if (open.isEmpty()) {
      return "No incident is open.";
    }
    return open.size() == 1
        ? "1 incident is open%s.".formatted(mine == 0 ? ", and somebody has it" : "")
        : "%d incidents are open%s."
            .formatted(open.size(), mine == 0 ? ", and somebody has each" : "");
  }

  private static IncidentsView.Line line(Incident incident, Sight sight) {
    String first =
        incident.recommendations().isEmpty() ? "" : incident.recommendations().getFirst().text();
    String command =
        incident.recommendations().isEmpty() ? "" : incident.recommendations().getFirst().command();
    return new IncidentsView.Line(
        incident.id(),
        IncidentWords.link(incident),
        IncidentWords.tone(incident),
        IncidentWords.word(incident),
        IncidentWords.tags(incident),
        IncidentWords.headline(incident),
        incident.cause().map(cause -> cause.suspect().text()).orElse(Sight.UNKNOWN),
        IncidentWords.journeys(incident.impact()),
        incident.isOpen() ? first : "",
        incident.isOpen() ? command : "",
        IncidentWords.age(incident, sight),
        sight.exact(incident.times().onset()));
  }

  IncidentView of(Incident incident, Board board, Caller caller, Sight sight, Freshness freshness) {
    return new IncidentView(
        incident.id(),
        top(incident, board, caller, sight, freshness),
        incident.recommendations().stream().map(IncidentPage::step).toList(),
        incident.recommendations().stream()
            .flatMap(step -> step.notInstead().stream())
            .map(not -> new IncidentView.Not(IncidentWords.action(not.action()), not.why()))
            .distinct()
            .toList(),
        CauseWay.of(incident, sight),
        proofs(incident, sight),
        incident.explanation().cleared().stream().map(IncidentPage::cleared).toList(),
        others(incident),
        incident.explanation().blind(),
        charts.of(incident, board, sight),
        HurtFacts.of(incident, board),
        ContextFacts.of(incident, board, sight),
        ContextFacts.changes(incident, sight),
        incident.alerts().stream()
            .map(
                alert ->
                    new IncidentView.Alert(
                        alert.name(),
                        alert.source(),
                        alert.severity(),
                        alert.text(),
                        sight.clock(alert.since())
                            + (alert.ended() == null ? "" : " to " + sight.clock(alert.ended())),
                        safe(alert.url())))
            .toList(),
        timeline(incident, sight),
        TopAnswers.known(incident, caller));
  }

  /** What somebody else's alert calls an address is a link only when it is one. */
  private static String safe(String url) {
    return url.startsWith("https://") || url.startsWith("http://") ? url : "";
  }

  private static IncidentView.Top top(
      Incident incident, Board board, Caller caller, Sight sight, Freshness freshness) {
    boolean may = caller.role().allows(Role.OPERATOR);
    String link = IncidentWords.link(incident);
    boolean free = incident.isOpen() && incident.acknowledgedBy().isEmpty();
    return new IncidentView.Top(
        IncidentWords.tone(incident),
        IncidentWords.word(incident),
        IncidentWords.tags(incident),
        where(incident, sight),
        IncidentWords.headline(incident),
        lines(incident),
        notice(incident, board, sight, freshness),
        Head.judged(board, sight),
        TopAnswers.of(incident, sight),
        may && free ? link + "/acknowledge" : "",
        may ? link + "/note" : "");
  }

  private static String where(Incident incident, Sight sight) {
    String by =
        incident.acknowledgedBy().isEmpty() ? "" : " · " + incident.acknowledgedBy() + " has it";
    int again = incident.times().reopened();
    String reopened = again == 0 ? "" : " · reopened " + (again == 1 ? "once" : again + " times");
    return (incident.isOpen() ? "open " : "") + IncidentWords.age(incident, sight) + by + reopened;
  }

  private static List<String> lines(Incident incident) {
    List<String> lines = new ArrayList<>();
    if (!incident.explanation().text().isEmpty()) {
      lines.add(sentence(incident.explanation().text()));
    }
    List<String> names =
        incident.explanation().cleared().stream()
            .map(Cleared::suspect)
            .map(suspect -> suspect.text())
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      lines.add(
          "%s %s cleared."
              .formatted(
                  String.join(", ", names.subList(0, Math.min(4, names.size())))
                      + (names.size() > 4 ? " and %d more".formatted(names.size() - 4) : ""),
                  names.size() == 1 ? "is" : "are"));
    }
    long others = IncidentWords.others(incident);
    if (others > 0) {
      lines.add(
          "Also %s: %s."
              .formatted(
                  others == 1 ? "1 other place" : others + " other places",
                  incident.symptoms().stream()
                      .map(Symptom::place)
                      .distinct()
                      .filter(place -> !place.equals(IncidentWords.worst(incident).place()))
                      .limit(4)
                      .map(Object::toString)
                      .collect(Collectors.joining(", "))));
    }
    return lines;
  }

  private static String sentence(String text) {
    String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return text.endsWith(".") ? capital : capital + ".";
  }

  private static String notice(Incident incident, Board board, Sight sight, Freshness freshness) {
    String stale = Head.stale(board, sight, freshness);
    if (!stale.isEmpty() && incident.isOpen()) {
      return stale;
    }
    return incident.pages()
        ? ""
        : "Nobody is paged for this: " + String.join(", ", IncidentWords.tags(incident)) + ".";
  }

  private static IncidentView.Step step(Recommendation step) {
    return new IncidentView.Step(
        IncidentWords.soon(step.urgency()),
        step.text(),
        step.why(),
        step.command(),
        step.preconditions().stream().map(IncidentPage::checked).toList());
  }

  private static IncidentView.Checked checked(Recommendation.Precondition precondition) {
    return switch (precondition.holds()) {
      case YES -> new IncidentView.Checked("ok", "✓", "holds", precondition.text());
      case NO -> new IncidentView.Checked("bad", "✕", "does not hold", precondition.text());
      case UNKNOWN -> new IncidentView.Checked("unknown", "?", "not known", precondition.text());
    };
  }

  /** What the cause cites first, then the rest; what speaks against it is said to. */
  private static List<IncidentView.Proof> proofs(Incident incident, Sight sight) {
    Set<String> speaking = new HashSet<>();
    Set<String> against = new HashSet<>();
    incident
        .cause()
        .ifPresent(
            cause -> {
              speaking.addAll(cause.evidence());
              against.addAll(cause.counterEvidence());
            });
    List<String> order = order(incident);
    return incident.evidence().stream()
        .sorted(Comparator.comparingInt(e -> rank(order, e.id())))
        .map(
            e ->
                proof(
                    e,
                    against.contains(e.id()) ? "against" : speaking.contains(e.id()) ? "for" : "",
                    sight))
        .toList();
  }

  private static List<String> order(Incident incident) {
    return Stream.of(
            incident.cause().map(RootCause::evidence).orElse(List.of()),
            incident.cause().map(RootCause::counterEvidence).orElse(List.of()),
            incident.symptoms().stream().flatMap(s -> s.evidence().stream()).toList())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private static int rank(List<String> order, String id) {
    int at = order.indexOf(id);
    return at < 0 ? order.size() : at;
  }

  static IncidentView.Proof proof(Evidence evidence, String side, Sight sight) {
    return new IncidentView.Proof(
        evidence.id(),
        evidence.kind(),
        evidence.text(),
        IncidentNumbers.of(evidence.baseline(), evidence.unit()),
        IncidentNumbers.of(evidence.observed(), evidence.unit()),
        side,
        evidence.from().equals(evidence.to())
            ? sight.clock(evidence.to())
            : sight.clock(evidence.from()) + " to " + sight.clock(evidence.to()),
        HERE.numbers(evidence).stream()
            .map(shown -> new IncidentView.Query(shown.query(), shown.address()))
            .toList());
  }

  private static IncidentView.Cleared cleared(Cleared cleared) {
    return new IncidentView.Cleared(cleared.suspect().text(), cleared.why(), cleared.evidence());
  }

  private static List<IncidentView.Suspected> others(Incident incident) {
    List<RootCause> all = incident.explanation().causes();
    double most = all.stream().mapToDouble(RootCause::score).max().orElse(0);
    return all.stream()
        .skip(IncidentWords.isNamed(incident) ? 1 : 0)
        .map(
            cause ->
                new IncidentView.Suspected(
                    cause.suspect().text(),
                    cause.text(),
                    new Meter(
                        Tone.UNKNOWN,
                        String.format(
                            Locale.ROOT, "%.1f", most > 0 ? 100 * cause.score() / most : 0),
                        "score %s".formatted(Sight.rate(cause.score())))))
        .toList();
  }

  private static List<FeedItem> timeline(Incident incident, Sight sight) {
    List<Moment> moments = incident.timeline();
    return moments.subList(Math.max(0, moments.size() - MOMENTS), moments.size()).stream()
        .map(
            moment ->
                new FeedItem(
                    dot(moment.kind()),
                    "",
                    moment.text(),
                    moment.evidence().isEmpty() ? "" : "#" + moment.evidence().getFirst(),
                    sight.clock(moment.at()) + " · " + word(moment.kind())))
        .toList();
  }

  private static String dot(Moment.Kind kind) {
    return switch (kind) {
      case ONSET, OPENED, SYMPTOM, REOPENED, ALERT -> "bad";
      case RECOVERED, RESOLVED -> "ok";
      case DIAGNOSED -> "predict";
      case CHANGE, ACKNOWLEDGED, NOTE, CONFIRMED, SPLIT, MERGED -> "";
    };
  }

  private static String word(Moment.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
