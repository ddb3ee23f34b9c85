// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a row has its time and its value, learnt from the first line.
 *
 * @param separator comma, semicolon or tab
 * @param time index of the column, -1 for none
 * @param value index of the column, -1 when a header names none
 * @param header whether the first line is one
 */
record Columns(char separator, int time, int value, boolean header) {

  static final Columns UNKNOWN = new Columns(',', -1, -1, true);

  private static final Set<String> TIMES =
      Set.of("timestamp", "time", "ts", "date", "datetime", "ds", "@timestamp");
  private static final Set<String> VALUES = Set.of("value", "v", "y", "values");

  static Columns of(String first) {
    char separator = first.indexOf(',') >= 0 ? ',' : first.indexOf(';') >= 0 ? ';' : '\t';
    List<String> cells = split(first, separator);
    String last = cells.getLast();
    if (Values.isOne(last) && (cells.size() == 1 || known(cells.get(cells.size() - 2)))) {
      return new Columns(separator, cells.size() == 1 ? -1 : 0, cells.size() == 1 ? 0 : 1, false);
    }
    return new Columns(separator, index(cells, TIMES), index(cells, VALUES), true);
  }

  /** Whether the cell before the value is data, not a word of a header. */
  private static boolean known(String cell) {
    return !cell.isEmpty() && (Timestamps.millis(cell) != Timestamps.NONE || hasDigit(cell));
  }

  private static boolean hasDigit(String cell) {
    return cell.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static int index(List<String> cells, Set<String> names) {
    for (int i = 0; i < cells.size(); i++) {
      if (names.contains(cells.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }

  /** How many columns the line has. */
  int count(String text) {
    return 1 + (int) text.chars().filter(c -> c == separator).count();
  }

  private static List<String> split(String text, char separator) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, from)) {
      cells.add(bare(text.substring(from, end)));
      from = end + 1;
    }
    cells.add(bare(text.substring(from)));
    return cells;
  }

  /** The cell without blanks and quotes; empty when the row has no such column. */
  String cell(String text, int index) {
    int from = start(text, index);
    if (from < 0) {
      return "";
    }
    int end = text.indexOf(separator, from);
    return bare(end < 0 ? text.substring(from) : text.substring(from, end));
  }

  boolean has(String text, int index) {
    return start(text, index) >= 0;
  }

  /** Where the cell starts in the line, from 1. */
  int column(String text, int index) {
    return Math.max(0, start(text, index)) + 1;
  }

  private int start(String text, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      int next = text.indexOf(separator, from);
      if (next < 0) {
        return -1;
      }
      from = next + 1;
    }
    return from;
  }

  private static String bare(String cell) {
    String text = cell.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
