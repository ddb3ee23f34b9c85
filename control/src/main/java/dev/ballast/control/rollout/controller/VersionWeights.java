// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.actuator.Weights;
import dev.ballast.control.rollout.CanaryState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a canary's state means where versions stand side by side: the primary is the version that
 * was promoted, the canary the one that is applied, and all others get nothing.
 */
public final class VersionWeights {

  private static final int WHOLE = 100;

  private VersionWeights() {}

  /** Whether two versions share the traffic, so that it matters whether their owner lives. */
  public static boolean isSplit(CanaryState state) {
    return state.weight() > 0 && !state.applied().equals(state.promoted());
  }

  /**
   * The weights of all versions, or nothing as long as no version is the primary or it is gone.
   *
   * @param versions that there are
   */
  public static Optional<Weights> of(CanaryState state, Collection<String> versions) {
    return isSplit(state) && versions.contains(state.applied())
        ? split(state, versions)
        : whole(state.promoted(), versions);
  }

  private static Optional<Weights> split(CanaryState state, Collection<String> versions) {
    if (!versions.contains(state.promoted())) {
      return Optional.empty();
    }
    Map<String, Integer> weights = nothing(versions);
    weights.put(state.promoted(), WHOLE - state.weight());
    weights.put(state.applied(), state.weight());
    return Optional.of(new Weights(weights));
  }

  /** All traffic to one version. */
  public static Optional<Weights> whole(String version, Collection<String> versions) {
    if (!versions.contains(version)) {
      return Optional.empty();
    }
    Map<String, Integer> weights = nothing(versions);
    weights.put(version, WHOLE);
    return Optional.of(new Weights(weights));
  }

  private static Map<String, Integer> nothing(Collection<String> versions) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    versions.forEach(version -> weights.put(version, 0));
    return weights;
  }
}
