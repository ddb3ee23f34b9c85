// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import dev.ballast.control.findings.RunRecord;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simulated run and what really was in it.
 *
 * @param planted the number of the formula whose defect was planted; 0: none
 * @param truths by the number of the formula
 */
public record Trial(RunRecord run, int planted, Map<Integer, Truth> truths) {
  public Trial {
    truths = Collections.unmodifiableMap(new TreeMap<>(truths));
  }
}
