// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.model.Budgeting;
import dev.ballast.model.quantity.Ratio;
import java.util.List;

/**
 * How an SLO's budget came about.
 *
 * @param budgeting what was counted
 * @param components the objectives of a composite; empty otherwise
 * @param bounds between what it lies, when the numbers do not say; empty when they do, else one
 * @param exclusions what does not count in its window, with who said so and why
 * @param alarms how the alert policies of its owner stand
 */
public record SloDetails(
    Budgeting budgeting,
    List<Component> components,
    List<Bounds> bounds,
    Exclusions exclusions,
    List<Alarm> alarms) {

  public static final SloDetails PLAIN =
      new SloDetails(new Budgeting.Occurrences(), List.of(), List.of(), Exclusions.NONE);

  /**
   * One objective of a composite, judged by itself.
   *
   * @param weight what it counts for
   */
  public record Component(
      String name, Ratio target, double weight, SloStatus.State state, Budget budget) {}

  /**
   * The same SLO by the lowest and by the highest count of good events that the numbers allow.
   *
   * @param why there are two, as a sentence with its fix
   */
  public record Bounds(
      String why,
      double sliLow,
      double sliHigh,
      double remainingLow,
      double remainingHigh,
      SloStatus.State low,
      SloStatus.State high) {}

  public SloDetails(
      Budgeting budgeting, List<Component> components, List<Bounds> bounds, Exclusions exclusions) {
    this(budgeting, components, bounds, exclusions, List.of());
  }

  public SloDetails {
    alarms = List.copyOf(alarms);
    components = List.copyOf(components);
    bounds = List.copyOf(bounds);
  }

  SloDetails withBounds(Bounds value) {
    return new SloDetails(budgeting, components, List.of(value), exclusions, alarms);
  }

  SloDetails withComponents(List<Component> value) {
    return new SloDetails(budgeting, value, bounds, exclusions, alarms);
  }

  SloDetails withAlarms(List<Alarm> value) {
    return new SloDetails(budgeting, components, bounds, exclusions, value);
  }
}
