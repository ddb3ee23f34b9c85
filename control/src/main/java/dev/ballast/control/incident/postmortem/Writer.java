// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Symptom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the parts of a postmortem together. */
final class Writer {

  private static final int MOMENTS = 100;
  private static final double PERCENT = 100;

  private final Incident incident;
  private final Addresses addresses;
  private final Instant now;
  private final Map<String, Evidence> byId;
  private final List<Block> blocks = new ArrayList<>();

  Writer(Incident incident, Addresses addresses, Instant now) {
    this.incident = incident;
    this.addresses = addresses;
    this.now = now;
    this.byId =
        incident.evidence().stream()
            .collect(Collectors.toMap(Evidence::id, Function.identity(), (a, b) -> a));
  }

  Document document() {
    summary();
    new ImpactSection(incident).addTo(blocks, this::cited);
    cause();
    cleared();
    timeline();
    actions();
    evidence();
    return new Document(incident.id() + ": " + incident.title(), blocks);
  }

  private void summary() {
    blocks.add(
        new Block.Paragraph(
            Line.of(
                Text.plain("Written by Ballast at " + Words.time(now) + " from "),
                Text.link(incident.id(), addresses.incident(incident.id())),
                Text.plain(
                    incident.isOpen()
                        ? ". The incident is still open: this is how it stands."
                        : "."))));
    heading("Summary");
    List<List<Line>> rows = new ArrayList<>();
    row(rows, "State", incident.phase().name().toLowerCase(Locale.ROOT));
    row(rows, "Severity", incident.severity().name().toLowerCase(Locale.ROOT));
    row(rows, "Onset", Words.time(incident.times().onset()));
    row(rows, "Noticed", Words.time(incident.times().opened()) + after(incident.times().opened()));
    Instant explained = incident.explanation().at();
    if (incident.cause().isPresent()) {
      row(rows, "Explained", Words.time(explained) + after(explained));
    }
    Instant taken = incident.times().acknowledged();
    row(
        rows,
        "Acknowledged",
        taken == null
            ? "by nobody"
            : Words.time(taken) + after(taken) + " by " + incident.acknowledgedBy());
    Instant resolved = incident.times().resolved();
    row(rows, "Resolved", resolved == null ? "not yet" : Words.time(resolved) + after(resolved));
    if (!incident.tags().isEmpty()) {
      row(
          rows,
          "Circumstances",
          incident.tags().stream()
              .map(tag -> tag.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")));
    }
    blocks.add(new Block.Table(List.of("", ""), rows));
    List<Line> symptoms = new ArrayList<>();
    for (Symptom symptom : incident.symptoms()) {
      symptoms.add(
          Line.of(
                  Text.link(
                      symptom.place().toString(),
                      addresses.service(symptom.place().service().value())),
                  Text.plain(": " + symptom.text() + " "))
              .and(cited(symptom.evidence())));
    }
    if (!symptoms.isEmpty()) {
      blocks.add(new Block.Points(symptoms, false));
    }
  }

  private String after(Instant at) {
    Duration later = Duration.between(incident.times().onset(), at);
    return later.isNegative() || later.isZero() ? "" : " (" + Words.length(later) + " after)";
  }

  private void cause() {
    heading("Root cause");
    Explanation explanation = incident.explanation();
    ConfirmedSection.of(incident).ifPresent(blocks::add);
    blocks.add(new Block.Paragraph(Line.of(Text.strong(Words.sentence(explanation.text())))));
    incident.cause().ifPresent(this::cause);
    for (RootCause other : explanation.causes()) {
      if (incident.cause().filter(other::equals).isEmpty()) {
        blocks.add(
            new Block.Paragraph(
                Line.of(Text.plain("Less likely: " + Words.sentence(other.text()) + " "))
                    .and(cited(other.evidence()))));
      }
    }
    if (!explanation.blind().isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              Line.of("Could not be looked at: " + String.join("; ", explanation.blind()) + ".")));
    }
  }

  private void cause(RootCause cause) {
    blocks.add(
        new Block.Paragraph(
            Line.of(
                String.format(
                    Locale.ROOT,
                    "%s, of the kind %s, with a confidence of %.0f %%.",
                    Words.sentence(cause.suspect().text()).replaceAll("\\.$", ""),
                    cause.kind().word(),
                    cause.confidence() * PERCENT))));
    blocks.add(new Block.Points(spoken(cause.evidence(), ""), false));
    if (!cause.counterEvidence().isEmpty()) {
      blocks.add(new Block.Points(spoken(cause.counterEvidence(), "Against it: "), false));
    }
    if (!cause.path().isEmpty()) {
      List<Line> hops =
          cause.path().stream()
              .map(
                  hop ->
                      Line.of(
                              Text.strong(hop.from() + " → " + hop.to()),
                              Text.plain(
                                  ": "
                                      + hop.text()
                                      + (hop.lagSeconds() == null
                                          ? " "
                                          : String.format(
                                              Locale.ROOT, ", %.1f s later ", hop.lagSeconds()))))
                          .and(cited(hop.evidence())))
              .toList();
      blocks.add(new Block.Paragraph(Line.of("How it spread:")));
      blocks.add(new Block.Points(hops, false));
    }
  }

  private List<Line> spoken(List<String> ids, String before) {
    return ids.stream()
        .filter(byId::containsKey)
        .map(id -> Line.of(Text.plain(before + text(id) + " ")).and(cited(List.of(id))))
        .toList();
  }

  private String text(String id) {
    Evidence evidence = byId.get(id);
    return evidence == null ? "" : evidence.text();
  }

  private void cleared() {
    heading("What was cleared, and why");
    List<Line> lines = new ArrayList<>();
    incident
        .explanation()
        .cleared()
        .forEach(
            one ->
                lines.add(
                    Line.of(Text.strong(one.suspect().text()), Text.plain(": " + one.why() + " "))
                        .and(cited(one.evidence()))));
    incident.changes().stream()
        .filter(change -> change.relevance() != ChangeSeen.Relevance.CAUSE)
        .filter(change -> !change.why().isEmpty())
        .forEach(
            change ->
                lines.add(
                    Line.of(
                            Text.strong(Words.time(change.at()) + " " + change.text()),
                            Text.plain(
                                " ("
                                    + change.relevance().name().toLowerCase(Locale.ROOT)
                                    + "): "
                                    + change.why()
                                    + " "))
                        .and(cited(change.evidence()))));
    blocks.add(
        lines.isEmpty()
            ? new Block.Paragraph(Line.of("Nobody else was looked at, and no change is known."))
            : new Block.Points(lines, false));
  }

  private void timeline() {
    heading("Timeline");
    List<Moment> all = incident.timeline();
    List<List<Line>> rows =
        all.subList(Math.max(0, all.size() - MOMENTS), all.size()).stream()
            .map(
                moment ->
                    List.of(
                        Line.of(Words.time(moment.at())),
                        Line.of(moment.kind().name().toLowerCase(Locale.ROOT)),
                        Line.of(moment.text() + " ").and(cited(moment.evidence()))))
            .toList();
    blocks.add(
        rows.isEmpty()
            ? new Block.Paragraph(Line.of("Nothing is written down."))
            : new Block.Table(List.of("When (UTC)", "", "What"), rows));
  }

  private void actions() {
    heading("What was recommended");
    List<Line> done = lines(false);
    blocks.add(
        done.isEmpty() ? new Block.Paragraph(Line.of("Nothing.")) : new Block.Points(done, false));
    heading("Action items");
    List<Line> items = lines(true);
    blocks.add(
        items.isEmpty()
            ? new Block.Paragraph(Line.of("None was derived. Write down at least one."))
            : new Block.Points(items, true));
  }

  private List<Line> lines(boolean followUps) {
    return incident.recommendations().stream()
        .filter(step -> (step.urgency() == Recommendation.Urgency.FOLLOW_UP) == followUps)
        .map(
            step -> {
              Line line = Line.of(Text.strong(step.text()), Text.plain(": " + step.why() + " "));
              return step.command().isEmpty()
                  ? line
                  : line.and(Text.mono(step.command()), Text.plain(" "));
            })
        .toList();
  }

  private void evidence() {
    heading("Evidence");
    List<List<Line>> rows = new ArrayList<>();
    for (Evidence one : incident.evidence()) {
      Line numbers = Line.EMPTY;
      for (Addresses.Shown shown : addresses.numbers(one)) {
        numbers = numbers.and(Text.link("numbers", shown.address()), Text.plain(" "));
      }
      rows.add(
          List.of(
              Line.of(Text.link(one.id(), addresses.evidence(incident.id(), one.id()))),
              Line.of(Text.strong(one.kind()), Text.plain(" " + one.text())),
              Line.of(Words.number(one.baseline(), one.unit())),
              Line.of(Words.number(one.observed(), one.unit())),
              numbers));
    }
    blocks.add(
        rows.isEmpty()
            ? new Block.Paragraph(Line.of("None."))
            : new Block.Table(List.of("Id", "What was seen", "Before", "Then", ""), rows));
  }

  /** Evidence ids as links. */
  private Text[] cited(List<String> ids) {
    List<Text> links = new ArrayList<>();
    for (String id : ids) {
      links.add(Text.link(id, addresses.evidence(incident.id(), id)));
      links.add(Text.plain(" "));
    }
    return links.toArray(Text[]::new);
  }

  private void heading(String text) {
    blocks.add(new Block.Heading(text));
  }

  private static void row(List<List<Line>> rows, String name, String value) {
    rows.add(List.of(Line.of(Text.strong(name)), Line.of(value)));
  }
}
