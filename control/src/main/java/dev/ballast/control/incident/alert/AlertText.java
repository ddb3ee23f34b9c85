// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** An alert as text: plain, or Markdown with the same lines. */
public final class AlertText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private AlertText() {}

  /** A heading and the lines below it. */
  public record Part(String heading, List<Line> lines) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /** A line; its name is empty when it is a sentence by itself. */
  public record Line(String name, String text) {}

  /** What stands in front of the parts. */
  public static List<Line> head(Alert alert) {
    return List.of(
        new Line("Alert", alert.title()),
        new Line("Service", alert.service().isEmpty() ? Alert.UNKNOWN : alert.service()),
        new Line("Severity", capital(alert.severity().word())));
  }

  /** Context, what was detected, and what to do: always all of them. */
  public static List<Part> parts(Alert alert) {
    return List.of(
        new Part(
            "Context",
            List.of(
                new Line("Deployment", alert.deployment()),
                new Line("Recent changes", alert.changes()),
                new Line("Database", alert.database()),
                new Line("Dependencies", alert.dependencies()))),
        new Part(
            "Root cause detection",
            alert.detection().stream().map(text -> new Line("", text)).toList()),
        new Part(
            "Recommended action",
            List.of(
                new Line("Immediate", alert.immediate()),
                new Line("Quick", alert.quick()),
                new Line("Follow-up", alert.followUp()))));
  }

  /** The alert line by line, and below it what else somebody who was woken needs. */
  public static String plain(Alert alert) {
    StringBuilder text = new StringBuilder();
    head(alert).forEach(line -> text.append(said(line)).append('\n'));
    for (Part part : parts(alert)) {
      text.append(part.heading()).append(":\n");
      part.lines().forEach(line -> text.append("- ").append(said(line)).append('\n'));
    }
    return text.toString();
  }

  /** Impact, where to read on, and since when. */
  public static List<Line> foot(Alert alert) {
    return List.of(
        new Line("Impact", alert.impact().isEmpty() ? Alert.UNKNOWN : alert.impact()),
        new Line("Runbook", alert.runbook().isEmpty() ? "None is written" : alert.runbook()),
        new Line("Region", alert.region().isEmpty() ? "All or none" : alert.region()),
        new Line("Since", time(alert.since())),
        new Line("Incident", alert.incident()));
  }

  /** The same in Markdown, with the command and the foot. */
  public static String markdown(Alert alert) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(escaped(alert.title())).append("\n\n");
    head(alert).stream()
        .skip(1)
        .forEach(
            line ->
                text.append("**")
                    .append(line.name())
                    .append(":** ")
                    .append(escaped(line.text()))
                    .append("  \n"));
    for (Part part : parts(alert)) {
      text.append("\n### ").append(part.heading()).append("\n\n");
      for (Line line : part.lines()) {
        text.append("- ");
        if (!line.name().isEmpty()) {
          text.append("**").append(line.name()).append(":** ");
        }
        text.append(escaped(line.text())).append('\n');
      }
    }
    if (!alert.command().isEmpty()) {
      text.append("\n```bash\n").append(alert.command().replace("```", "'''")).append("\n```\n");
    }
    text.append('\n');
    for (Line line : foot(alert)) {
      text.append("**")
          .append(line.name())
          .append(":** ")
          .append(escaped(line.text()))
          .append("  \n");
    }
    return text.toString();
  }

  private static String said(Line line) {
    return line.name().isEmpty() ? line.text() : line.name() + ": " + line.text();
  }

  /** Texts come from telemetry: in Markdown they are text, and neither links nor HTML. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replace('\n', ' ');
  }

  /** A moment for people. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
