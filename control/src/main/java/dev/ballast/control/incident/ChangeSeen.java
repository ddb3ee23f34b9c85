// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import java.util.List;

/**
 * A change near an incident.
 *
 * @param service whose, or empty when it concerns no single one
 * @param before the version before it, or empty
 * @param after the version after it, or empty
 * @param relevance what is thought of it, and {@code why} in a sentence
 * @param evidence ids
 */
public record ChangeSeen(
    String id,
    Kind kind,
    String service,
    String region,
    String before,
    String after,
    String text,
    Instant at,
    Relevance relevance,
    String why,
    List<String> evidence) {

  /** What was changed. */
  public enum Kind {
    DEPLOYMENT,
    ROLLOUT,
    CONFIGURATION,
    FLAG,
    SCALE,
    /** A fault that was injected on purpose. */
    FAULT,
    OTHER
  }

  /** What it has to do with the incident. */
  public enum Relevance {
    CAUSE,
    POSSIBLE,
    /** Something speaks against it. */
    CLEARED,
    UNRELATED
  }

  public ChangeSeen {
    evidence = List.copyOf(evidence);
  }
}
