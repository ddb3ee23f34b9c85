// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday.report;

import dev.ballast.control.findings.Finding;
import dev.ballast.control.findings.Measure;
import dev.ballast.control.findings.Proof;
import dev.ballast.control.findings.Regression;
import dev.ballast.control.findings.Ruling;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.control.gameday.DayState;
import java.util.Optional;

/** A report as one page. Each number leads to what it comes from. */
final class ReportHtml {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
      table { border-collapse: collapse; width: 100%; } th { text-align: left; }
      td, th { border-top: 1px solid #8886; padding: .35rem .8rem .35rem 0; vertical-align: top; overflow-wrap: anywhere; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      code, pre { font: 13px ui-monospace, monospace; background: #8882; padding: .1em .4em; border-radius: 4px; overflow-wrap: anywhere; }
      pre { padding: .6em; white-space: pre-wrap; }
      .answer { font-size: 1.1rem; } .critical, .high { color: #c22; font-weight: 600; } .medium { color: #a60; font-weight: 600; }
      svg.linechart { width: 100%; height: auto; font: 10px system-ui, sans-serif; fill: currentColor; }
      svg .line { fill: none; stroke: #2563eb; stroke-width: 1.5; } svg .axis { fill: none; stroke: #8888; } svg .broken { fill: #7c3aed; opacity: .15; }
      @media (prefers-color-scheme: dark) { .critical, .high { color: #f77; } .medium { color: #fb5; } svg .line { stroke: #7aa5ff; } }
      @media print { body { margin: 0; max-width: none; font-size: 10pt; color: #000; } h2, h3 { break-after: avoid; } tr, li, figure, pre { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
      figure { margin: 1rem 0; } figcaption { font-size: .9rem; }
      @page { size: A4; margin: 16mm; }
      """;

  private ReportHtml() {}

  static String of(DayReport report) {
    String title = escaped(report.day().objective());
    StringBuilder body = new StringBuilder();
    body.append("<h1>").append(title).append("</h1>\n");
    body.append("<p class=\"answer\">").append(escaped(report.answer())).append("</p>\n");
    DayState state = report.state();
    body.append(
        "<p>%s, <code>%s</code>, %s to %s UTC, pauses × %s, started by %s.</p>\n"
            .formatted(
                escaped(report.day().name()),
                escaped(state.id()),
                state.began(),
                state.ended() == null ? "now" : state.ended(),
                DayReport.number(report.day().scale(), ""),
                escaped(state.startedBy())));
    body.append("<h2>Findings</h2>\n");
    if (report.findings().isEmpty()) {
      body.append(report.rulings().isEmpty() ? "<p>Nothing was broken.</p>\n" : "<p>None.</p>\n");
    }
    report.findings().forEach(finding -> finding(report, finding, body));
    RunRecord run = report.run();
    if (run != null) {
      charts(run, body);
      measures(report, body);
      evidence(report, body);
    }
    timeline(report, body);
    notes(state, body);
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(title, STYLE, body);
  }

  private static void finding(DayReport report, Finding finding, StringBuilder body) {
    Measure measure = finding.measure();
    body.append(
        "<h3><span class=\"%s\">%s</span> %s: <a href=\"#e%d\">%s</a></h3>\n<p>%s Objective: %s. Suspected: %s.</p>\n"
            .formatted(
                finding.severity().word(),
                finding.severity().word(),
                escaped(measure.title()),
                measure.formula(),
                escaped(DayReport.number(measure.value(), measure.unit())),
                escaped(measure.text()),
                escaped(DayReport.number(measure.objective(), measure.unit())),
                escaped(finding.suspected())));
    String regression = Regression.of(finding, report.day());
    if (!regression.isEmpty()) {
      body.append("<details><summary>Try it again</summary><pre>")
          .append(escaped(regression))
          .append("</pre></details>\n");
    }
  }

  private static void charts(RunRecord run, StringBuilder body) {
    body.append("<h2>What was seen</h2>\n");
    for (Series series : run.series()) {
      if (!series.points().isEmpty() && series.signal() != Signal.RATE) {
        body.append(
            "<figure><figcaption>%s%s; shaded while it was broken, seconds from the fault</figcaption>%s</figure>\n"
                .formatted(
                    escaped(series.name()),
                    series.signal().unit().isEmpty() ? "" : ", " + series.signal().unit(),
                    LineChart.svg(series.name(), series, run.clock())));
      }
    }
  }

  private static void measures(DayReport report, StringBuilder body) {
    body.append("<h2>All that was measured</h2>\n<table><thead><tr>");
    for (String head : new String[] {"#", "What", "Value", "Objective", "Outcome"}) {
      body.append("<th scope=\"col\">").append(head).append("</th>");
    }
    body.append("</tr></thead><tbody>\n");
    for (Ruling ruling : report.rulings()) {
      Optional<Measure> measure = DayReport.measure(ruling);
      String value =
          measure
              .map(
                  m ->
                      "<a href=\"#e%d\">%s</a>"
                          .formatted(m.formula(), escaped(DayReport.number(m.value(), m.unit()))))
              .orElse("unknown");
      String outcome =
          switch (ruling) {
            case Ruling.Met met -> "met. " + escaped(met.measure().text());
            case Ruling.Missed missed ->
                "<span class=\"%1$s\">%1$s</span> %2$s"
                    .formatted(
                        missed.finding().severity().word(),
                        escaped(missed.finding().measure().text()));
            case Ruling.Unknown unknown -> "unknown: " + escaped(unknown.why());
          };
      body.append(
          "<tr><td>%d</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>\n"
              .formatted(
                  ruling.formula(),
                  escaped(title(ruling)),
                  value,
                  measure.map(m -> DayReport.number(m.objective(), "")).orElse("–"),
                  outcome));
    }
    body.append("</tbody></table>\n");
  }

  private static String title(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Met met -> met.measure().title();
      case Ruling.Missed missed -> missed.finding().measure().title();
      case Ruling.Unknown unknown -> unknown.title();
    };
  }

  private static void evidence(DayReport report, StringBuilder body) {
    body.append("<h2>Evidence</h2>\n");
    for (Ruling ruling : report.rulings()) {
      DayReport.measure(ruling)
          .ifPresent(
              measure -> {
                body.append(
                    "<h3 id=\"e%d\">%d. %s</h3>\n<ul>"
                        .formatted(measure.formula(), measure.formula(), escaped(measure.title())));
                measure
                    .proofs()
                    .forEach(proof -> body.append("<li>").append(proof(proof)).append("</li>"));
                body.append("</ul>\n");
              });
    }
  }

  private static String proof(Proof proof) {
    String query = proof.query().isEmpty() ? "" : " <code>" + escaped(proof.query()) + "</code>";
    String hash = proof.hash().isEmpty() ? "" : " sha256 <code>" + proof.hash() + "…</code>";
    return "%s%s%s, %s to %s"
        .formatted(escaped(proof.what()), query, hash, proof.from(), proof.to());
  }

  private static void timeline(DayReport report, StringBuilder body) {
    body.append("<h2>Timeline</h2>\n<table><tbody>\n");
    for (DayState.StepState step : report.state().steps()) {
      body.append(
          "<tr><td class=\"n\">%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  report.day().step(step.id()).map(s -> s.clock()).orElse("–"),
                  step.started() == null
                      ? "–"
                      : step.started() + " (" + report.since(step.started()) + ")",
                  escaped(step.id()),
                  step.status().word(),
                  escaped(step.text())));
    }
    body.append("</tbody></table>\n");
  }

  private static void notes(DayState state, StringBuilder body) {
    body.append("<h2>Notes</h2>\n<ul>\n");
    for (DayState.Note note : state.notes()) {
      body.append(
          "<li>%s <strong>%s</strong>%s %s</li>\n"
              .formatted(
                  note.at(),
                  escaped(note.by()),
                  note.role().isEmpty() ? "" : " (" + escaped(note.role()) + ")",
                  escaped(note.text())));
    }
    body.append("</ul>\n");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
