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

  /**
   * The weights of all versions, or nothing as long as no version is the primary or it is gone.
   *
   * @param versions that there are
   */
  public static Optional<Weights> of(
      Exposure exposure, CanaryState state, Collection<String> versions) {
    return exposure instanceof Exposure.Share(int percent) && versions.contains(state.applied())
        ? split(percent, state, versions)
        : whole(state.promoted(), versions);
  }

  private static Optional<Weights> split(
      int percent, CanaryState state, Collection<String> versions) {
    if (!versions.contains(state.promoted())) {
      return Optional.empty();
    }
    Map<String, Integer> weights = nothing(versions);
    weights.put(state.promoted(), WHOLE - percent);
    weights.put(state.applied(), percent);
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
