// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.util.List;

/**
 * What one sample was worth.
 *
 * @param judged the value or, of a counter, the rate; NaN when there was none to judge
 * @param score 0 for ordinary points and for the rest of an incident already told
 * @param alert whether the dial lets it through
 * @param withheld whether the score was high enough but the period's alerts are spent
 * @param findings at most two
 */
public record Judgement(
    double judged, double score, boolean alert, boolean withheld, List<Finding> findings) {

  static final Judgement MISSING = new Judgement(Double.NaN, 0, false, false, List.of());

  public Judgement {
    findings = List.copyOf(findings);
  }
}
