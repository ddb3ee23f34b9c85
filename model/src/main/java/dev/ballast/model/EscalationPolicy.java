// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who is called about an incident, and who next while nobody says that it is theirs.
 *
 * @param services whose incidents it is for; none: all that no other policy names
 * @param minUrgency what is less urgent calls nobody
 * @param steps in the order of their delays
 */
public record EscalationPolicy(
    String name, Set<ServiceName> services, Urgency minUrgency, List<Step> steps) {

  /**
   * Some people to call.
   *
   * @param after the incident began, without a word of anybody's
   * @param schedules whoever is on call by these then
   * @param webhooks through which all of them are told
   */
  public record Step(
      Duration after, List<String> schedules, List<String> people, List<String> webhooks) {
    public Step {
      schedules = List.copyOf(schedules);
      people = List.copyOf(people);
      webhooks = List.copyOf(webhooks);
      if (after.isNegative()) {
        throw new IllegalArgumentException("after: " + after + " (expected: 0 or more)");
      }
      if (schedules.isEmpty() && people.isEmpty() && webhooks.isEmpty()) {
        throw new IllegalArgumentException("step: calls nobody (expected: anybody)");
      }
    }
  }

  public EscalationPolicy {
    services = Set.copyOf(services);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: [] (expected: at least one)");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
        throw new IllegalArgumentException(
            "steps[%d].after: %s (expected: more than the step before)"
                .formatted(i, steps.get(i).after()));
      }
    }
  }
}
