// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

/** Rows {@code first} to {@code last}, both included, in which an alert finds the anomaly. */
public record NabWindow(int first, int last) {

  public NabWindow {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "window: " + first + ".." + last + " (expected: 0 <= first <= last)");
    }
  }

  int width() {
    return last - first + 1;
  }
}
