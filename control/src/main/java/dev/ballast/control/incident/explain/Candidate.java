// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.model.Place;
import java.util.List;

/**
 * Somebody who may be the cause.
 *
 * @param at the place; of a way, the caller
 * @param to the called one of a way, else the same
 * @param ratio of what the symptoms show, 0 to 1; 0 when only detectors accuse it
 * @param path from the symptom to it
 * @param text one sentence
 */
record Candidate(
    Suspect suspect,
    CauseClass kind,
    Place at,
    Place to,
    Amount amount,
    double ratio,
    double score,
    double confidence,
    String text,
    List<String> evidence,
    List<Place> path) {

  Candidate {
    evidence = List.copyOf(evidence);
    path = List.copyOf(path);
  }
}
