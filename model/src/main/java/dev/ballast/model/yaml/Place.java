// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Comparator;

/**
 * A position in a file, as editors count: line and column start at 1, columns are code points. Line
 * 0 means the file as a whole.
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** The file as a whole, when no line can be named. */
  public static Place wholeFile(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column}, or only the file when it is meant as a whole. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
