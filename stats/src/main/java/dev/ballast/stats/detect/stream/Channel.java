// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/** A way in which a point can be strange, with the part of the series that it speaks of. */
public enum Channel {
  SPIKE_UP(Component.SPIKE, "above what was expected next"),
  SPIKE_DOWN(Component.SPIKE, "below what was expected next"),
  JUMP_UP(Component.SPIKE, "rose at once"),
  JUMP_DOWN(Component.SPIKE, "fell at once"),
  SHORT_HIGH(Component.LEVEL, "above the expectation for about 8 points"),
  SHORT_LOW(Component.LEVEL, "below the expectation for about 8 points"),
  LONG_HIGH(Component.LEVEL, "above the expectation for about 32 points"),
  LONG_LOW(Component.LEVEL, "below the expectation for about 32 points"),
  DRIFT(Component.TREND, "away from the expectation for about 128 points"),
  HIGH(Component.LEVEL, "far above the usual level"),
  LOW(Component.LEVEL, "far below the usual level"),
  RECORD(Component.LEVEL, "beyond everything seen before"),
  RECENT_RECORD(Component.LEVEL, "beyond everything of late"),
  OUT_OF_SEASON(Component.SEASON, "out of tune with the time of day for about 48 points"),
  WRONG_TIME(Component.SEASON, "unusual for this time of day"),
  CALM(Component.VARIANCE, "unusually still"),
  RARE(Component.LEVEL, "a value that hardly ever occurs"),
  ONE_SIDED(Component.LEVEL, "on one side of the median for 30 points");

  /** The part of a series that changed. */
  public enum Component {
    SPIKE,
    LEVEL,
    TREND,
    SEASON,
    VARIANCE
  }

  static final int COUNT = values().length;

  private final Component component;
  private final String words;

  Channel(Component component, String words) {
    this.component = component;
    this.words = words;
  }

  /** Its place in arrays that live as long as a detector and are stored nowhere. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  public Component component() {
    return component;
  }

  /** Completes "the value is …". */
  public String words() {
    return words;
  }
}
