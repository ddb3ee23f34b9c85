// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday.report;

import dev.ballast.control.findings.Finding;
import dev.ballast.control.findings.Measure;
import dev.ballast.control.findings.Proof;
import dev.ballast.control.findings.Regression;
import dev.ballast.control.findings.Ruling;
import dev.ballast.control.gameday.DayState;
import java.util.Optional;

/** A report for a repository. */
final class ReportMarkdown {

  private ReportMarkdown() {}

  static String of(DayReport report) {
    StringBuilder text = new StringBuilder();
    DayState state = report.state();
    text.append("# ").append(plain(report.day().objective())).append("\n\n");
    text.append(plain(report.answer())).append("\n\n");
    text.append(
        "%s, `%s`, %s to %s UTC, pauses × %s, started by %s.\n\n"
            .formatted(
                plain(report.day().name()),
                state.id(),
                state.began(),
                state.ended() == null ? "now" : state.ended(),
                DayReport.number(report.day().scale(), ""),
                plain(state.startedBy())));
    text.append("## Findings\n\n");
    if (report.findings().isEmpty()) {
      text.append(report.rulings().isEmpty() ? "Nothing was broken.\n\n" : "None.\n\n");
    }
    for (Finding finding : report.findings()) {
      finding(report, finding, text);
    }
    if (!report.rulings().isEmpty()) {
      text.append("## All that was measured\n\n");
      text.append("| # | what | value | objective | outcome | from |\n|---|---|---|---|---|---|\n");
      report.rulings().forEach(ruling -> row(ruling, text));
      text.append('\n');
    }
    text.append("## Timeline\n\n| planned | began | step | outcome | |\n|---|---|---|---|---|\n");
    for (DayState.StepState step : state.steps()) {
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  report.day().step(step.id()).map(s -> s.clock()).orElse("–"),
                  step.started() == null
                      ? "–"
                      : step.started() + " (" + report.since(step.started()) + ")",
                  plain(step.id()),
                  step.status().word(),
                  plain(step.text())));
    }
    text.append("\n## Notes\n\n");
    for (DayState.Note note : state.notes()) {
      text.append(
          "- %s **%s**%s %s\n"
              .formatted(
                  note.at(),
                  plain(note.by()),
                  note.role().isEmpty() ? "" : " (" + note.role() + ")",
                  plain(note.text())));
    }
    return text.toString();
  }

  private static void finding(DayReport report, Finding finding, StringBuilder text) {
    Measure measure = finding.measure();
    text.append(
        "### %d. %s: %s (%s)\n\n%s\n\n"
            .formatted(
                measure.formula(),
                measure.title(),
                DayReport.number(measure.value(), measure.unit()),
                finding.severity().word(),
                plain(measure.text())));
    text.append("Objective: ").append(DayReport.number(measure.objective(), measure.unit()));
    text.append(". Suspected: ").append(plain(finding.suspected())).append(".\n\n");
    measure.proofs().forEach(proof -> text.append("- ").append(proof(proof)).append('\n'));
    String regression = Regression.of(finding, report.day());
    if (!regression.isEmpty()) {
      text.append("\nTry it again:\n\n```yaml\n").append(regression).append("```\n");
    }
    text.append('\n');
  }

  private static void row(Ruling ruling, StringBuilder text) {
    Optional<Measure> measure = DayReport.measure(ruling);
    String outcome =
        switch (ruling) {
          case Ruling.Met _ -> "met";
          case Ruling.Missed missed -> "**" + missed.finding().severity().word() + "**";
          case Ruling.Unknown _ -> "unknown";
        };
    String title =
        switch (ruling) {
          case Ruling.Unknown unknown -> unknown.title();
          case Ruling.Met met -> met.measure().title();
          case Ruling.Missed missed -> missed.finding().measure().title();
        };
    String why = ruling instanceof Ruling.Unknown unknown ? unknown.why() : "";
    text.append(
        "| %d | %s | %s | %s | %s | %s |\n"
            .formatted(
                ruling.formula(),
                title,
                measure.map(m -> DayReport.number(m.value(), m.unit())).orElse("–"),
                measure.map(m -> DayReport.number(m.objective(), "")).orElse("–"),
                outcome,
                measure
                    .map(
                        m ->
                            String.join(
                                "; ", m.proofs().stream().map(ReportMarkdown::proof).toList()))
                    .orElse(plain(why))));
  }

  private static String proof(Proof proof) {
    String query =
        proof.query().isEmpty() ? "" : " `" + proof.query().replaceAll("[`|\\s]+", " ") + "`";
    String hash = proof.hash().isEmpty() ? "" : " (sha256 " + proof.hash() + "…)";
    return plain(proof.what()) + query + hash;
  }

  /** Text of people becomes neither a table nor a heading nor HTML. */
  static String plain(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("`", "'");
  }
}
