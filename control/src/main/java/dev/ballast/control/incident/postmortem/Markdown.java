// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document as CommonMark with GitHub's tables; what telemetry said stays text. */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~]");
  private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n]+\\s*");

  private Markdown() {}

  static String of(Document document) {
    return "# "
        + escaped(document.title())
        + "\n\n"
        + document.blocks().stream().map(Markdown::block).collect(Collectors.joining("\n\n"))
        + "\n";
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Heading(String text) -> "## " + escaped(text);
      case Block.Paragraph(Line line) -> line(line);
      case Block.Points(List<Line> lines, boolean boxed) ->
          lines.stream()
              .map(line -> (boxed ? "- [ ] " : "- ") + line(line))
              .collect(Collectors.joining("\n"));
      case Block.Table(List<String> head, List<List<Line>> rows) -> table(head, rows);
    };
  }

  private static String table(List<String> head, List<List<Line>> rows) {
    String top =
        "| "
            + head.stream().map(Markdown::escaped).collect(Collectors.joining(" | "))
            + " |\n"
            + "|---".repeat(head.size())
            + "|\n";
    return top
        + rows.stream()
            .map(
                row ->
                    "| "
                        + row.stream().map(Markdown::line).collect(Collectors.joining(" | "))
                        + " |")
            .collect(Collectors.joining("\n"));
  }

  private static String line(Line line) {
    return line.pieces().stream().map(Markdown::piece).collect(Collectors.joining()).strip();
  }

  private static String piece(Text piece) {
    return switch (piece) {
      case Text.Plain(String text) -> escaped(text);
      case Text.Strong(String text) -> "**" + escaped(text) + "**";
      case Text.Mono(String text) ->
          "`` " + BREAKS.matcher(text).replaceAll(" ").replace("|", "\\|") + " ``";
      case Text.Link(String text, String address) ->
          "[" + escaped(text) + "](" + address.replace("(", "%28").replace(")", "%29") + ")";
    };
  }

  private static String escaped(String text) {
    return SPECIAL.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("\\\\$0");
  }
}
