// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.model.Service;
import java.util.List;

/**
 * What can be done here about the cause, as far as it is known.
 *
 * @param kind what the suspect is
 * @param healthyRegions other regions in which it is well
 * @param rollout the name of a rollout of it that is under way, as {@code ballast rollout} takes
 *     it; else empty
 * @param running versions of it that get traffic from the mesh
 * @param routing where its weights are set, as {@code ballast route} takes it; else empty
 * @param scaling where its replicas are set, as {@code ballast scale} takes it; else empty
 * @param replicas how many run; 0 when that is not known
 * @param use the fullest of its resources, 0..1; NaN when none is measured
 * @param budgetLeft of its tightest budget; NaN when there is none
 * @param growth what its Capacity resource says to do; may be empty
 * @param growthCommand and by which command; may be empty
 * @param optional callers that can do without it
 */
public record Means(
    Service.Kind kind,
    List<String> healthyRegions,
    String rollout,
    List<String> running,
    String routing,
    String scaling,
    int replicas,
    double use,
    double budgetLeft,
    String growth,
    String growthCommand,
    List<String> optional) {

  public static final Means UNKNOWN =
      new Means(
          Service.Kind.INTERNAL,
          List.of(),
          "",
          List.of(),
          "",
          "",
          0,
          Double.NaN,
          Double.NaN,
          "",
          "",
          List.of());

  public Means {
    healthyRegions = List.copyOf(healthyRegions);
    running = List.copyOf(running);
    optional = List.copyOf(optional);
  }

  /** The same where so many run. */
  public Means withReplicas(int number) {
    return new Means(
        kind,
        healthyRegions,
        rollout,
        running,
        routing,
        scaling,
        number,
        use,
        budgetLeft,
        growth,
        growthCommand,
        optional);
  }

  boolean isDatabase() {
    return kind == Service.Kind.DATABASE;
  }
}
