// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How requests are divided between versions: whole weights, relative to their sum. */
public record Split(Map<String, Integer> weights) {

  public static final int HEAVIEST = 1_000_000;

  public Split {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    for (Map.Entry<String, Integer> weight : weights.entrySet()) {
      if (weight.getValue() < 0 || weight.getValue() > HEAVIEST) {
        throw new IllegalArgumentException(
            "weight of "
                + weight.getKey()
                + ": "
                + weight.getValue()
                + " (expected: 0.."
                + HEAVIEST
                + ")");
      }
    }
    if (weights.values().stream().mapToInt(Integer::intValue).sum() == 0) {
      throw new IllegalArgumentException("weights: " + weights + " (expected: one above 0)");
    }
  }

  public static Split allTo(String version) {
    return new Split(Map.of(version, 1));
  }
}
