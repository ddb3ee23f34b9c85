// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * Turns severities into scores: one for the onset of an incident and for each worsening of it, 0
 * for the rest, and less for what the series has done before.
 *
 * <p>An onset shadows what follows: for {@link #HOLD} points only a higher severity scores, then
 * the shadow fades, so that a second incident is not hidden by the first. From the score goes
 * {@link #PENALTY} for each doubling of the number of earlier onsets at least {@link #ALIKE} as
 * severe: the twentieth equal spike is a habit. O(1); 96 bytes.
 */
final class Incidents {

  private static final int HOLD = 100;
  private static final double FADE = 1 - 1 / 150.0;
  private static final double PENALTY = 2.5;
  private static final double ALIKE = 0.8;
  private static final int LEVELS = 48;
  private static final double LOG2 = Math.log(2);

  private final short[] onsets = new short[LEVELS];
  private double shadow;
  private int age;

  /** The score of the next point; history is remembered unless training rests. */
  double score(double severity, boolean learning) {
    boolean onset = severity > shadow;
    double score = 0;
    if (onset) {
      score = Math.max(0, severity - PENALTY * Math.log(1 + alike(severity)) / LOG2);
      if (learning) {
        remember(severity);
      }
      shadow = severity;
      age = 0;
    } else {
      age++;
      shadow *= age > HOLD ? FADE : 1;
    }
    return score;
  }

  /** Earlier onsets about as severe or more. */
  int alike(double severity) {
    int count = 0;
    for (int i = level(severity * ALIKE); i < LEVELS; i++) {
      count += onsets[i];
    }
    return count;
  }

  private void remember(double severity) {
    int level = level(severity);
    onsets[level] = (short) Math.min(onsets[level] + 1, Short.MAX_VALUE);
  }

  private static int level(double severity) {
    return (int) Math.clamp(severity, 0, LEVELS - 1);
  }
}
