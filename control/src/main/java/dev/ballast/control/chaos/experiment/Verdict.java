// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import java.util.Locale;

/** What an experiment says about the system. */
public enum Verdict {
  /** The steady state held. */
  VERIFIED,
  /** The steady state was lost. */
  DEVIATED,
  /** It did not hold to begin with, so nothing was done. */
  NOT_STEADY,
  /** Nothing was claimed, or what should have been done was not. */
  UNPROVED,
  /** A stop condition ended it. */
  STOPPED,
  /** Somebody ended it. */
  INTERRUPTED,
  /** Nothing was done, by wish. */
  DRY;

  /** As documents name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
