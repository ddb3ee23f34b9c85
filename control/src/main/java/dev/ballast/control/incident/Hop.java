// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of the way from the cause to a symptom, from who is needed to who needs it.
 *
 * @param lagSeconds how much later it showed at {@code to}; null when it did not show at both ends
 * @param evidence ids
 */
public record Hop(
    String from, String to, @Nullable Double lagSeconds, String text, List<String> evidence) {

  public Hop {
    evidence = List.copyOf(evidence);
  }
}
