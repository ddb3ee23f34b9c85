// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Chaos Mesh says of a fault.
 *
 * @param conditions {@code Selected}, {@code AllInjected}, {@code AllRecovered} and {@code Paused},
 *     as far as they are told
 * @param pods how many records of pods there are
 * @param last the newest message of a failure; empty: none
 */
public record ChaosStatus(Map<String, Boolean> conditions, int pods, String last) {

  public ChaosStatus {
    conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
  }

  static ChaosStatus of(Map<String, Object> status) {
    Map<String, Boolean> conditions = new TreeMap<>();
    for (Map<String, Object> condition : Tree.maps(status.get("conditions"))) {
      conditions.put(String.valueOf(condition.get("type")), "True".equals(condition.get("status")));
    }
    var records = Tree.maps(Tree.map(status.get("experiment")).get("containerRecords"));
    String last =
        records.stream()
            .flatMap(record -> Tree.maps(record.get("events")).stream())
            .filter(event -> "Failed".equals(event.get("type")))
            .map(event -> String.valueOf(event.get("message")))
            .reduce("", (_, newer) -> newer);
    return new ChaosStatus(conditions, records.size(), last);
  }

  public boolean is(String condition) {
    return conditions.getOrDefault(condition, false);
  }

  /** It is in force on every pod that was chosen, and there is one. */
  public boolean isEffective() {
    return is("Selected") && is("AllInjected") && !is("Paused");
  }

  /** As people read it. */
  public String sentence() {
    return (conditions.isEmpty() ? "nothing is told yet" : conditions.toString())
        + (pods == 0 ? "" : ", pods: " + pods)
        + (last.isEmpty() ? "" : ", failed: " + last);
  }
}
