// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise that one place does not keep, or a sign that it soon may not.
 *
 * @param slo whose promise; of what only warns where it was noticed, such as {@code
 *     capacity/journal}; empty when it was noticed in another way
 * @param health as judged last; {@link Health#UNKNOWN} is neither sick nor well
 * @param since when it began, as far as it is known
 * @param ended when it was well again; null while it is not, and while nobody knows
 * @param evidence ids
 */
public record Symptom(
    Place place,
    String slo,
    Sign sign,
    Health health,
    Instant since,
    @Nullable Instant ended,
    String text,
    List<String> evidence) {

  /** How it shows. */
  public enum Sign {
    LATENCY,
    ERRORS,
    OTHER,
    /** Something is going to be used up, as a forecast has it. */
    CAPACITY,
    /** Far more requests than usual. */
    TRAFFIC;

    /** Whether nobody is hurt by it yet. */
    public boolean warns() {
      return switch (this) {
        case CAPACITY, TRAFFIC -> true;
        case LATENCY, ERRORS, OTHER -> false;
      };
    }
  }

  public Symptom {
    evidence = List.copyOf(evidence);
  }

  public boolean isActive() {
    return ended == null;
  }

  /** The same, well since then. */
  public Symptom endedAt(Instant at) {
    return new Symptom(place, slo, sign, health, since, at, text, evidence);
  }

  /** Which promise where. */
  public String key() {
    return place.service() + "|" + place.region() + "|" + slo;
  }
}
