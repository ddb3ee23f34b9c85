// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.util.List;

/** What has to hold: every probe within its tolerance. Without probes nothing is claimed. */
public record SteadyState(String title, List<Activity> probes) {

  /** No claim. */
  public static final SteadyState NONE = new SteadyState("", List.of());

  public SteadyState {
    probes = List.copyOf(probes);
  }

  /** Whether anything is claimed that could turn out to be wrong. */
  public boolean isClaimed() {
    return !probes.isEmpty();
  }
}
