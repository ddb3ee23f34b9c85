// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Cleared;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.RootCause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The evidence of one incident under its ids. What was seen again in a later look keeps its id, and
 * shows the newer numbers.
 */
final class Exhibits {

  /** Above, what nobody cites is given up. */
  private static final int ENOUGH = 60;

  private final Map<String, Evidence> byId = new LinkedHashMap<>();
  private final Map<String, String> idByKey = new HashMap<>();
  private int highest;

  Exhibits(Collection<Evidence> known) {
    for (Evidence evidence : known) {
      byId.put(evidence.id(), evidence);
      idByKey.putIfAbsent(evidence.key(), evidence.id());
      highest = Math.max(highest, number(evidence.id()));
    }
  }

  private static int number(String id) {
    String digits = id.substring(Math.min(1, id.length()));
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  List<Evidence> all() {
    return List.copyOf(byId.values());
  }

  /** Takes what was seen; answers its id here. */
  String add(Evidence evidence) {
    String id = idByKey.computeIfAbsent(evidence.key(), _ -> "E" + ++highest);
    byId.put(id, evidence.withId(id));
    return id;
  }

  List<String> add(Collection<Evidence> some) {
    return some.stream().map(this::add).distinct().toList();
  }

  /** Gives up what is not cited once there is much. */
  void prune(Set<String> cited) {
    if (byId.size() > ENOUGH) {
      byId.keySet().retainAll(cited);
      idByKey.values().retainAll(byId.keySet());
    }
  }

  /** A finding that cites what is here. */
  Finding take(Finding finding) {
    Map<String, String> ids = new HashMap<>();
    finding.evidence().forEach(evidence -> ids.put(evidence.id(), add(evidence)));
    Explanation explanation = finding.explanation();
    return new Finding(
        finding.symptoms(),
        new Explanation(
            explanation.verdict(),
            explanation.text(),
            explanation.causes().stream().map(cause -> cause(cause, ids)).toList(),
            explanation.cleared().stream()
                .map(one -> new Cleared(one.suspect(), one.why(), here(one.evidence(), ids)))
                .toList(),
            explanation.blind(),
            explanation.at()),
        finding.changes().stream().map(change -> change(change, ids)).toList(),
        finding.facts().stream().map(fact -> fact(fact, ids)).toList(),
        all());
  }

  private static RootCause cause(RootCause cause, Map<String, String> ids) {
    return new RootCause(
        cause.suspect(),
        cause.kind(),
        cause.score(),
        cause.confidence(),
        cause.text(),
        here(cause.evidence(), ids),
        here(cause.counterEvidence(), ids),
        cause.path().stream()
            .map(
                hop ->
                    new Hop(
                        hop.from(),
                        hop.to(),
                        hop.lagSeconds(),
                        hop.text(),
                        here(hop.evidence(), ids)))
            .toList());
  }

  private static ChangeSeen change(ChangeSeen change, Map<String, String> ids) {
    return new ChangeSeen(
        change.id(),
        change.kind(),
        change.service(),
        change.region(),
        change.before(),
        change.after(),
        change.text(),
        change.at(),
        change.relevance(),
        change.why(),
        here(change.evidence(), ids));
  }

  private static Fact fact(Fact fact, Map<String, String> ids) {
    return new Fact(
        fact.topic(),
        fact.about(),
        fact.state(),
        fact.text(),
        fact.value(),
        here(fact.evidence(), ids));
  }

  private static List<String> here(List<String> theirs, Map<String, String> ids) {
    List<String> ours = new ArrayList<>();
    for (String id : theirs) {
      String known = ids.get(id);
      if (known == null) {
        throw new IllegalArgumentException("evidence: " + id + " (expected: in the finding)");
      }
      if (!ours.contains(known)) {
        ours.add(known);
      }
    }
    return ours;
  }
}
