// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.List;

/**
 * A number that a formula gives.
 *
 * @param formula its number, 1 to 25
 * @param id its name
 * @param value infinite: it never happened
 * @param objective NaN when there is none
 */
public record Measure(
    int formula,
    String id,
    String title,
    double value,
    String unit,
    double objective,
    String text,
    List<Proof> proofs) {

  public Measure {
    proofs = List.copyOf(proofs);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(id + ": NaN (expected: a number; else it is unknown)");
    }
  }
}
