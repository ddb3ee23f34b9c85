// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;

/**
 * What the symptoms come from, as far as evidence goes.
 *
 * @param score as the diagnosis ranks, at least 0; comparable within one diagnosis
 * @param confidence 0 to 1: what is left after those that come next
 * @param text one sentence, such as {@code database in us-east is slow: …}
 * @param evidence ids of what speaks for it, the strongest first
 * @param counterEvidence ids of what speaks against it
 * @param path from the cause to the first symptom; empty when they are the same or no way is known
 */
public record RootCause(
    Suspect suspect,
    CauseClass kind,
    double score,
    double confidence,
    String text,
    List<String> evidence,
    List<String> counterEvidence,
    List<Hop> path) {

  public RootCause {
    if (!(score >= 0) || !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "score, confidence: %s, %s (expected: at least 0; 0 to 1)".formatted(score, confidence));
    }
    evidence = List.copyOf(evidence);
    counterEvidence = List.copyOf(counterEvidence);
    path = List.copyOf(path);
  }
}
