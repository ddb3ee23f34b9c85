// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import dev.ballast.model.ServiceName;
import dev.ballast.model.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An incident as far as calling somebody goes.
 *
 * @param incident its id, which is PagerDuty's dedup_key as well
 * @param began when it was opened, or last reopened: the steps of escalation count from here
 * @param actor who acknowledged or resolved it
 * @param owners the services whose people are called: the cause's, else those of the symptoms
 * @param labels one set for each symptom; a silence has to match all of them to be heard
 * @param excuse why the incident itself says that nobody is to be called; empty: it does not
 */
public record Call(
    String incident,
    State state,
    Instant began,
    String actor,
    Urgency urgency,
    Set<ServiceName> owners,
    List<Map<String, String>> labels,
    String excuse,
    PageText text) {

  /** How far somebody has taken it on. */
  public enum State {
    OPEN,
    ACKNOWLEDGED,
    RESOLVED
  }

  public Call {
    owners = Set.copyOf(owners);
    labels = labels.stream().map(Map::copyOf).toList();
  }
}
