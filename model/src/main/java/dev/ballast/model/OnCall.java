// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the files say about who is called: schedules and policies by name. */
public record OnCall(
    Map<String, OnCallSchedule> schedules, Map<String, EscalationPolicy> policies) {

  /** Nobody is called; those who listen are told. */
  public static final OnCall NOBODY = new OnCall(Map.of(), Map.of());

  public OnCall {
    schedules = sorted(schedules);
    policies = sorted(policies);
  }

  /**
   * Those that say who is called for a service: the ones that name it, else those for all services,
   * in the order of their names.
   */
  public List<EscalationPolicy> policiesFor(ServiceName service) {
    List<EscalationPolicy> own =
        policies.values().stream().filter(policy -> policy.services().contains(service)).toList();
    return own.isEmpty()
        ? policies.values().stream().filter(policy -> policy.services().isEmpty()).toList()
        : own;
  }

  /** Whether a webhook is told only when a step of some policy, or a person's turn, says so. */
  public boolean isPaged(String webhook) {
    return policies.values().stream()
            .flatMap(policy -> policy.steps().stream())
            .anyMatch(step -> step.webhooks().contains(webhook))
        || schedules.values().stream()
            .anyMatch(schedule -> schedule.contacts().containsValue(webhook));
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
