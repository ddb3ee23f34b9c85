// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of comma-separated values with a header, as RFC 4180 quotes them: a quoted cell may hold
 * commas, doubled quotes and line ends.
 */
final class Csv {

  /** Takes the cells of one row by the names in the header. */
  interface Reader {
    void row(int line, Map<String, String> cells);
  }

  private static final int LONGEST = 1_000_000;

  private final Path file;
  private final Reader reader;
  private final List<String> header = new ArrayList<>();
  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private boolean quoted;

  private Csv(Path file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Reads all rows; every name in {@code needed} has to be in the header. */
  static void read(Path file, List<String> needed, Reader reader) {
    Csv csv = new Csv(file, reader);
    Lines.read(
        file,
        (number, text) -> {
          csv.line(text);
          if (!csv.quoted) {
            csv.end(number, needed);
          } else if (csv.cell.length() > LONGEST) {
            throw CommandFailure.usage(
                file + ":" + number + ": a quote that does not end (expected: within 1 MB)");
          } else {
            csv.cell.append('\n');
          }
        });
  }

  private void line(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (c != '"' || doubled) {
          cell.append(c);
          i += doubled ? 1 : 0;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
  }

  private void end(int number, List<String> needed) {
    cells.add(cell.toString());
    cell.setLength(0);
    if (header.isEmpty()) {
      header.addAll(cells);
      List<String> missing = needed.stream().filter(n -> !header.contains(n)).toList();
      if (!missing.isEmpty()) {
        throw CommandFailure.usage(
            file + ":1: no column " + String.join(", ", missing) + " (expected: a header with it)");
      }
    } else {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
        row.put(header.get(i), cells.get(i));
      }
      reader.row(number, row);
    }
    cells.clear();
  }
}
