// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.List;

/**
 * What was recorded in windows of about equal length, before the onset and since.
 *
 * @param before windows in which nothing was wrong; each is a sample of what normal is
 */
public record Recording<T>(List<List<T>> before, List<List<T>> after) {

  public Recording {
    before = before.stream().map(List::copyOf).toList();
    after = after.stream().map(List::copyOf).toList();
  }

  public static <T> Recording<T> none() {
    return new Recording<>(List.of(), List.of());
  }

  public boolean comparable() {
    return before.stream().anyMatch(w -> !w.isEmpty())
        && after.stream().anyMatch(w -> !w.isEmpty());
  }

  public List<T> allAfter() {
    return after.stream().flatMap(List::stream).toList();
  }
}
