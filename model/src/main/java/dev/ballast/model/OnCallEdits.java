// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import java.util.List;
import java.util.stream.Collectors;

/** What differs between two who say who is called. */
final class OnCallEdits {

  private OnCallEdits() {}

  static List<Edit.Field> schedule(OnCallSchedule a, OnCallSchedule b) {
    return List.of(
        new Edit.Field("timeZone", a.zone().getId(), b.zone().getId()),
        new Edit.Field("layers", layers(a), layers(b)),
        new Edit.Field("shifts", shifts(a), shifts(b)),
        new Edit.Field("overrides", overrides(a), overrides(b)),
        new Edit.Field("contacts", a.contacts().toString(), b.contacts().toString()));
  }

  static List<Edit.Field> policy(EscalationPolicy a, EscalationPolicy b) {
    return List.of(
        new Edit.Field("services", services(a), services(b)),
        new Edit.Field("minUrgency", "" + a.minUrgency(), "" + b.minUrgency()),
        new Edit.Field("steps", steps(a), steps(b)));
  }

  private static String layers(OnCallSchedule schedule) {
    return schedule.layers().stream().map(OnCallEdits::layer).collect(Collectors.joining("; "));
  }

  private static String layer(Layer layer) {
    return "%s %s from %s every %s, %d hours"
        .formatted(layer.name(), layer.people(), layer.start(), layer.turn(), layer.hours().size());
  }

  /** There may be thousands: their number, and a sign that says whether they are the same. */
  private static String shifts(OnCallSchedule schedule) {
    return schedule.shifts().size()
        + " ("
        + Integer.toHexString(schedule.shifts().hashCode())
        + ")";
  }

  private static String overrides(OnCallSchedule schedule) {
    return schedule.substitutes().stream()
        .map(OnCallEdits::override)
        .collect(Collectors.joining("; "));
  }

  private static String override(Substitute one) {
    return "%s from %s to %s".formatted(one.person(), one.from(), one.to());
  }

  private static String services(EscalationPolicy policy) {
    return policy.services().stream()
        .map(ServiceName::value)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String steps(EscalationPolicy policy) {
    return policy.steps().stream()
        .map(
            step ->
                "%s: %s %s %s"
                    .formatted(step.after(), step.schedules(), step.people(), step.webhooks()))
        .collect(Collectors.joining("; "));
  }
}
