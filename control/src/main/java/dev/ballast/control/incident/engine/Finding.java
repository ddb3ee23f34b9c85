// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import java.util.List;
import java.util.Set;

/**
 * What a diagnosis found about some of an incident's symptoms.
 *
 * @param symptoms their keys
 * @param evidence all that the rest cites, under ids of its own
 */
public record Finding(
    Set<String> symptoms,
    Explanation explanation,
    List<ChangeSeen> changes,
    List<Fact> facts,
    List<Evidence> evidence) {

  public Finding {
    symptoms = Set.copyOf(symptoms);
    changes = List.copyOf(changes);
    facts = List.copyOf(facts);
    evidence = List.copyOf(evidence);
  }
}
