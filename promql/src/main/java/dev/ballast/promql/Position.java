// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

/** A place in a query's text; line and column count from 1. */
public record Position(int line, int column) {

  /** No place in particular. */
  public static final Position NONE = new Position(0, 0);

  /** The place of a character offset. */
  public static Position of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(offset, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, end - lineStart + 1);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
