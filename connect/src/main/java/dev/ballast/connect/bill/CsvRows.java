// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file as RFC 4180 has them, one after the other. A quote that is never closed costs
 * its own line only: what follows is read again from the next one.
 */
final class CsvRows {

  static final int LONGEST_ROW = 1 << 20;
  private static final int MOST_LINES = 64;

  private final BufferedReader in;
  private final Deque<String> again = new ArrayDeque<>();
  private long next = 1;

  CsvRows(BufferedReader in) {
    this.in = in;
  }

  /**
   * One row as it stands in the file.
   *
   * @param line where it starts, from 1
   * @param closed whether every quote is
   */
  record Row(long line, String text, boolean closed) {}

  /** The next row that is not empty; null at the end. */
  @Nullable Row next() throws IOException {
    String line = line();
    while (line != null && line.isBlank()) {
      line = line();
    }
    if (line == null) {
      return null;
    }
    long start = next - 1;
    if (isBalanced(line, true)) {
      return new Row(start, line, true);
    }
    Deque<String> taken = new ArrayDeque<>();
    StringBuilder row = new StringBuilder(line);
    boolean open = true;
    while (open && taken.size() < MOST_LINES && row.length() < LONGEST_ROW) {
      String more = line();
      if (more == null) {
        break;
      }
      taken.add(more);
      row.append('\n').append(more);
      open = isBalanced(more, true);
    }
    if (!open) {
      return new Row(start, row.toString(), true);
    }
    next -= taken.size();
    while (!taken.isEmpty()) {
      again.addFirst(taken.removeLast());
    }
    return new Row(start, line, false);
  }

  private @Nullable String line() throws IOException {
    String line = again.isEmpty() ? in.readLine() : again.pollFirst();
    if (line != null) {
      next++;
    }
    return line;
  }

  /** Whether the number of quotes is even. */
  private static boolean isBalanced(String line, boolean even) {
    boolean balanced = even;
    for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
      balanced = !balanced;
    }
    return balanced;
  }

  /**
   * Cuts a row into fields; -1 is returned when a quote stands where none may.
   *
   * @param fields takes the wanted ones, by their column; others are skipped
   * @param wanted by column, the place in {@code fields}, or -1
   * @return how many fields the row has
   */
  static int split(String row, int[] wanted, String[] fields) {
    int column = 0;
    int at = 0;
    int length = row.length();
    while (true) {
      int place = column < wanted.length ? wanted[column] : -1;
      if (at < length && row.charAt(at) == '"') {
        int end = at + 1;
        boolean doubled = false;
        while (true) {
          end = row.indexOf('"', end);
          if (end < 0) {
            return -1;
          }
          if (end + 1 < length && row.charAt(end + 1) == '"') {
            doubled = true;
            end += 2;
          } else {
            break;
          }
        }
        if (end + 1 < length && row.charAt(end + 1) != ',') {
          return -1;
        }
        if (place >= 0) {
          String text = row.substring(at + 1, end);
          fields[place] = doubled ? text.replace("\"\"", "\"") : text;
        }
        at = end + 1;
      } else {
        int end = row.indexOf(',', at);
        end = end < 0 ? length : end;
        if (place >= 0) {
          fields[place] = row.substring(at, end);
        }
        at = end;
      }
      column++;
      if (at >= length) {
        return column;
      }
      at++;
    }
  }
}
