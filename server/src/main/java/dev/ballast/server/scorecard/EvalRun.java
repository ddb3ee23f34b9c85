// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.scorecard;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ballast eval diagnose} measured, as somebody kept it.
 *
 * @param at when it was kept
 * @param data the name of the folder of the cases, without where it lies
 * @param commit of the program that measured
 * @param onsetLateSeconds by how much the onset was given too late; negative: too early
 * @param healthyWindows that were asked, without a fault
 * @param healthyNamed of these: a culprit was named all the same
 */
public record EvalRun(
    Instant at,
    String by,
    String data,
    String commit,
    int onsetLateSeconds,
    SortedMap<String, SystemScore> systems,
    int healthyWindows,
    int healthyNamed) {

  public EvalRun {
    systems = Collections.unmodifiableSortedMap(new TreeMap<>(systems));
  }

  /**
   * Of one system. Shares are of the cases whose cause is known; null where there is none.
   *
   * @param known cases with a known cause
   * @param unexplained cases in which nobody was named
   * @param healthyWindows of this system; 0 when none were asked
   */
  public record SystemScore(
      int cases,
      int known,
      @Nullable Double ac1,
      @Nullable Double ac1Low,
      @Nullable Double ac1High,
      @Nullable Double ac3,
      @Nullable Double ac3Low,
      @Nullable Double ac3High,
      @Nullable Double avg5,
      int unexplained,
      double msP50,
      double msP95,
      int healthyWindows,
      int healthyNamed) {}
}
