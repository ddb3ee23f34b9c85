// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import java.util.List;

/**
 * What speaks for and against a change by what it does, when, and in which words.
 *
 * @param change its id
 * @param score 0 (ruled out) to 1
 * @param explains whether it is enough to blame it
 * @param speaksFor sentences
 * @param speaksAgainst likewise
 */
public record Lead(
    String change,
    double score,
    boolean explains,
    List<String> speaksFor,
    List<String> speaksAgainst) {

  public Lead {
    speaksFor = List.copyOf(speaksFor);
    speaksAgainst = List.copyOf(speaksAgainst);
  }
}
