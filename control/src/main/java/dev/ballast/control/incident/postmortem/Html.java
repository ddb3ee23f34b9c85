// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.util.List;
import java.util.stream.Collectors;

/** A document as one page of HTML without scripts or anything from elsewhere. */
final class Html {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; width: 100%; } th { text-align: left; }
      td, th { border-top: 1px solid #8886; padding: .35rem .8rem .35rem 0; vertical-align: top; overflow-wrap: anywhere; }
      code { font: 13px ui-monospace, monospace; background: #8882; padding: .1em .4em; border-radius: 4px; overflow-wrap: anywhere; }
      .boxes { list-style: none; padding-left: 0; } .boxes li::before { content: "☐ "; }
      @media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } tr, li { break-inside: avoid; } a { color: inherit; } }
      @media (max-width: 46rem) { body { overflow-wrap: anywhere; } table, tbody, tr, td { display: block; } thead { display: none; } td { border: 0; padding: .1rem 0; } tr { border-top: 1px solid #8886; padding: .4rem 0; } }
      @page { margin: 18mm; }
      """;

  private Html() {}

  static String of(Document document) {
    String title = escaped(document.title());
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
        <h1>%s</h1>
        %s
        </body>
        </html>
        """
        .formatted(
            title,
            STYLE,
            title,
            document.blocks().stream().map(Html::block).collect(Collectors.joining("\n")));
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Heading(String text) -> "<h2>" + escaped(text) + "</h2>";
      case Block.Paragraph(Line line) -> "<p>" + line(line) + "</p>";
      case Block.Points(List<Line> lines, boolean boxed) ->
          (boxed ? "<ul class=\"boxes\">" : "<ul>")
              + lines.stream()
                  .map(line -> "<li>" + line(line) + "</li>")
                  .collect(Collectors.joining("\n"))
              + "</ul>";
      case Block.Table(List<String> head, List<List<Line>> rows) -> table(head, rows);
    };
  }

  private static String table(List<String> head, List<List<Line>> rows) {
    String top =
        head.stream().allMatch(String::isEmpty)
            ? ""
            : "<thead><tr>"
                + head.stream()
                    .map(name -> "<th scope=\"col\">" + escaped(name) + "</th>")
                    .collect(Collectors.joining())
                + "</tr></thead>";
    return "<table>"
        + top
        + "<tbody>"
        + rows.stream()
            .map(
                row ->
                    row.stream()
                        .map(cell -> "<td>" + line(cell) + "</td>")
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
            .collect(Collectors.joining("\n"))
        + "</tbody></table>";
  }

  private static String line(Line line) {
    return line.pieces().stream().map(Html::piece).collect(Collectors.joining()).strip();
  }

  private static String piece(Text piece) {
    return switch (piece) {
      case Text.Plain(String text) -> escaped(text);
      case Text.Strong(String text) -> "<b>" + escaped(text) + "</b>";
      case Text.Mono(String text) -> "<code>" + escaped(text) + "</code>";
      case Text.Link(String text, String address) ->
          "<a href=\"" + escaped(address) + "\">" + escaped(text) + "</a>";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
