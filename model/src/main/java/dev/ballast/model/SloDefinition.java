// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.util.List;

/**
 * An SLO as its author wrote it, in whatever format. Ballast watches those parts of it that are
 * {@link Slo}s; the rest is kept.
 *
 * @param composite whether the objectives have indicators of their own and make one budget together
 * @param format the version of the format that it was written in, such as {@code openslo/v1}
 * @param unwatched why Ballast does not watch it, as phrases; empty when it does
 * @param care what its owner wants beside the promise
 */
public record SloDefinition(
    SloName name,
    String displayName,
    ServiceName service,
    TimeWindow window,
    List<Objective> objectives,
    boolean composite,
    String format,
    List<String> unwatched,
    Slo.Care care) {

  /**
   * One promise.
   *
   * @param target the share of good events or slices promised, in [0, 1)
   * @param weight what it counts for in a composite; 1 otherwise
   */
  public record Objective(
      String displayName,
      Ratio target,
      Budgeting budgeting,
      SloIndicator indicator,
      double weight) {
    public Objective {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("weight: " + weight + " (expected: > 0)");
      }
    }
  }

  /** Without anything beside the promise. */
  public SloDefinition(
      SloName name,
      String displayName,
      ServiceName service,
      TimeWindow window,
      List<Objective> objectives,
      boolean composite,
      String format,
      List<String> unwatched) {
    this(
        name,
        displayName,
        service,
        window,
        objectives,
        composite,
        format,
        unwatched,
        Slo.Care.DEFAULT);
  }

  public SloDefinition {
    objectives = List.copyOf(objectives);
    unwatched = List.copyOf(unwatched);
  }
}
