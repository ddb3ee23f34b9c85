// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lines of a calendar (RFC 5545): unfolded, and taken apart into name, parameters and value.
 */
final class CalendarLines {

  private static final int LONGEST = 10_000;

  private CalendarLines() {}

  /**
   * One property.
   *
   * @param number of the line that it begins in, from 1
   */
  record Line(int number, String name, Map<String, String> parameters, String value) {

    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }

    /** The value as text, without its escapes. */
    String text() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '\\' && i + 1 < value.length()) {
          char next = value.charAt(++i);
          text.append(next == 'n' || next == 'N' ? ' ' : next);
        } else {
          text.append(c);
        }
      }
      return text.toString().strip();
    }
  }

  /** Adds a problem for each line that is none. */
  static List<Line> of(String calendar, List<String> problems) {
    List<Line> lines = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    int began = 1;
    int number = 0;
    for (String raw : (calendar + "\n").split("\r?\n", -1)) {
      number++;
      boolean goesOn = !raw.isEmpty() && (raw.charAt(0) == ' ' || raw.charAt(0) == '\t');
      if (goesOn) {
        whole.append(raw, 1, raw.length());
        continue;
      }
      add(lines, began, whole.toString(), problems);
      whole.setLength(0);
      whole.append(raw);
      began = number;
    }
    return lines;
  }

  private static void add(List<Line> lines, int number, String text, List<String> problems) {
    if (text.isBlank()) {
      return;
    }
    int colon = colon(text);
    if (colon < 1 || text.length() > LONGEST) {
      problems.add("line " + number + ": no property (expected: NAME:value, as RFC 5545 has it)");
      return;
    }
    String[] parts = text.substring(0, colon).split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] cells = parts[i].split("=", 2);
      parameters.put(
          cells[0].toUpperCase(Locale.ROOT), cells.length < 2 ? "" : cells[1].replace("\"", ""));
    }
    lines.add(
        new Line(
            number,
            parts[0].toUpperCase(Locale.ROOT),
            Map.copyOf(parameters),
            text.substring(colon + 1)));
  }

  /** The first colon that is not within quotes. */
  private static int colon(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ':' && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
