// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that guardrails see.
 *
 * @param sick whether the symptom is there now
 * @param intent what would be done; null when it cannot be planned
 * @param obstacle why it cannot be planned; empty otherwise
 * @param reading how bad it is now
 * @param sickPlaces how many places are sick now, over all remediations
 * @param others every other episode that is remembered, open or not
 * @param durable whether what is decided can be written down
 */
public record Scene(
    Instant now,
    Stop stop,
    boolean sick,
    @Nullable Intent intent,
    String obstacle,
    Facts facts,
    Reading reading,
    int sickPlaces,
    List<Episode> others,
    boolean durable) {

  public Scene {
    others = List.copyOf(others);
  }

  Intent plan() {
    return Objects.requireNonNull(intent);
  }
}
