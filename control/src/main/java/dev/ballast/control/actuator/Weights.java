// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights by backend, in the order of the place they are from; shares are relative to the sum. */
public record Weights(Map<String, Integer> of) {

  public Weights {
    of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
    if (of.isEmpty()) {
      throw new IllegalArgumentException("weights: none (expected: at least one)");
    }
    of.forEach(
        (backend, weight) -> {
          if (backend.isBlank() || weight < 0) {
            throw new IllegalArgumentException(
                "weight of '" + backend + "': " + weight + " (expected: a name and at least 0)");
          }
        });
  }

  public long total() {
    return of.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** The part of the traffic that a backend gets, 0..1; 0 as well when all weights are 0. */
  public double share(String backend) {
    long total = total();
    return total == 0 ? 0 : (double) of.getOrDefault(backend, 0) / total;
  }

  /** These, with others in place of those that are named. */
  public Weights with(Weights changes) {
    Map<String, Integer> all = new LinkedHashMap<>(of);
    all.putAll(changes.of);
    return new Weights(all);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    of.forEach(
        (backend, weight) ->
            text.append(text.isEmpty() ? "" : ", ").append(backend).append(' ').append(weight));
    return text.toString();
  }
}
