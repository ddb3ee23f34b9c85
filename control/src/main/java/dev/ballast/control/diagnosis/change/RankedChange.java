// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import java.util.List;

/**
 * A change with what makes it a suspect and what clears it.
 *
 * @param score 0 to 1; 0 when it is ruled out
 * @param speaksFor sentences with their numbers
 * @param speaksAgainst counter-evidence, likewise
 */
public record RankedChange(
    ChangeSample change, double score, List<String> speaksFor, List<String> speaksAgainst) {

  public RankedChange {
    speaksFor = List.copyOf(speaksFor);
    speaksAgainst = List.copyOf(speaksAgainst);
  }
}
