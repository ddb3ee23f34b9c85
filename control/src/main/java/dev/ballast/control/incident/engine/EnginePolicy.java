// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import java.time.Duration;

/**
 * The rules by which symptoms are one incident.
 *
 * @param together unexplained symptoms that begin within this time and {@code distance} calls of
 *     each other are one
 * @param reopen for so long a resolved one is opened again by a symptom of its own
 * @param sure the confidence in two causes from which they are two incidents
 * @param patience so long it may take to find a cause before it is said that there is none
 */
public record EnginePolicy(
    Duration together, int distance, Duration reopen, double sure, Duration patience) {

  public static final EnginePolicy DEFAULT =
      new EnginePolicy(
          Duration.ofMinutes(15), 2, Duration.ofMinutes(30), 0.5, Duration.ofSeconds(30));

  /** Judging takes its time whatever the scale, so no time shrinks below this. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** The same where time passes so many times faster. */
  public EnginePolicy scaled(double timeScale) {
    return new EnginePolicy(
        scaled(together, timeScale), distance, scaled(reopen, timeScale), sure, patience);
  }

  private static Duration scaled(Duration written, double timeScale) {
    Duration scaled = Duration.ofMillis(Math.round(written.toMillis() / timeScale));
    return scaled.compareTo(LEAST) < 0 && timeScale > 1 ? LEAST : scaled;
  }
}
