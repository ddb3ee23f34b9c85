// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.List;
import java.util.Optional;

/**
 * Which change explains the symptom, if one does, and all that were looked at: "no change explains
 * this" is an answer only together with what was checked.
 *
 * @param external what points to a cause that nobody changed here; empty: nothing does
 */
public record ChangeFinding(List<RankedChange> ranked, boolean explained, List<String> external) {

  public static final ChangeFinding NONE = new ChangeFinding(List.of(), false, List.of());

  public ChangeFinding {
    ranked = List.copyOf(ranked);
    external = List.copyOf(external);
  }

  /** The change that is blamed; empty when no change explains the symptom. */
  public Optional<RankedChange> blamed() {
    return explained ? Optional.of(ranked.getFirst()) : Optional.empty();
  }
}
