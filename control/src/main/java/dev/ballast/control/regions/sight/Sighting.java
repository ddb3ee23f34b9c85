// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import dev.ballast.model.RegionName;
import java.time.Instant;

/** One look at one aspect of a region. */
public record Sighting(
    Vantage from, RegionName of, Aspect aspect, Outcome outcome, Instant at, String text) {

  /** What came of it. */
  public enum Outcome {
    ANSWERS,
    /** It answers, and badly: errors, or too late. */
    POORLY,
    SILENT
  }
}
