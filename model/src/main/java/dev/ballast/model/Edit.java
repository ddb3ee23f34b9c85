// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One resource that differs between two configurations.
 *
 * @param kind as written in the files: {@code Service}, {@code Region}, {@code SLO}, {@code
 *     DataSource}, {@code Capacity}, {@code Maintenance}, {@code Webhook}, {@code GatePolicy},
 *     {@code CostModel}, {@code Investment}, {@code Canary}, {@code MetricTemplate}, {@code
 *     AlertProvider}
 * @param fields what differs inside a changed resource; empty when it was added or removed, but for
 *     a Maintenance that was added: who says so and why
 */
public record Edit(Action action, String kind, String name, List<Field> fields) {

  /** What happened to the resource. */
  public enum Action {
    ADDED,
    CHANGED,
    REMOVED
  }

  /** A part of a resource, before and after, as text. */
  public record Field(String name, String before, String after) {}

  public Edit {
    fields = List.copyOf(fields);
  }

  /** Such as {@code changed SLO checkout-availability: target 0.999 -> 0.99}. */
  public String text() {
    var what =
        switch (action) {
          case ADDED -> "added ";
          case CHANGED -> "changed ";
          case REMOVED -> "removed ";
        };
    var details =
        fields.stream()
            .map(f -> f.name() + " " + shown(f.before()) + " -> " + shown(f.after()))
            .collect(Collectors.joining(", "));
    return what + kind + " " + name + (details.isEmpty() ? "" : ": " + details);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
