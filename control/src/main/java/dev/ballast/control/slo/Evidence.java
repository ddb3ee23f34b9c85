// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sentence rests on, enough to check it by hand.
 *
 * @param query PromQL as it was asked, one query a line; empty when the numbers come from no single
 *     query
 * @param window how far back it looked, as evaluated (after time scaling); zero: not applicable
 * @param numbers what was read or computed, snake_case names, base units
 * @param rule the rule that the numbers were held against, in words
 */
public record Evidence(String query, Duration window, Map<String, Double> numbers, String rule) {

  public Evidence {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }
}
