// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * Whether a service can keep what it promises on top of what its dependencies promise.
 *
 * @param best the most it can reach if it never fails itself: everything that it needs, each once
 * @param dependencies how many it needs, directly or not
 * @param unpromised how many of them promise nothing, so that the truth is worse
 * @param each what each of them, and the service itself, would have to keep
 * @param culprits what takes most of it away, the worst first; empty when it is feasible
 * @param remedies single fallbacks, the best first; empty when it is feasible
 */
public record Feasibility(
    ServiceName service,
    Promise promise,
    double best,
    int dependencies,
    int unpromised,
    double each,
    List<Culprit> culprits,
    List<Remedy> remedies) {

  /** What a dependency itself takes away: {@code good} is its share when all below it is well. */
  public record Culprit(ServiceName service, double good, String basis) {}

  /** What would be the best with this dependency made soft. */
  public record Remedy(ServiceName client, ServiceName server, double best) {}

  private static final double ROUNDING = 1e-12;

  public Feasibility {
    culprits = List.copyOf(culprits);
    remedies = List.copyOf(remedies);
  }

  public boolean isFeasible() {
    return promise.target().value() <= best + ROUNDING;
  }
}
