// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What users got while something was going on, as they measured it.
 *
 * @param failed without an answer, or with one that is an error
 * @param slow answered well, but later than promised
 */
record Felt(long visits, long failed, long slow) {

  /** A storefront promises 99 % without error and 95 % in time; a fifth of that goes unnoticed. */
  private static final double NOTICED_FAILED = 0.002;

  private static final double NOTICED_SLOW = 0.01;

  /** Five times what is promised, and no window of any rule can miss it. */
  private static final double BAD_FAILED = 0.05;

  private static final double BAD_SLOW = 0.25;

  static Felt of(JsonNode node) {
    return new Felt(
        node.path("visits").asLong(0), node.path("failed").asLong(0), node.path("slow").asLong(0));
  }

  /** So little that nobody may say it hurt. */
  boolean isNone() {
    return share(failed) < NOTICED_FAILED && share(slow) < NOTICED_SLOW;
  }

  /** So much that it has to be said. */
  boolean isBad() {
    return share(failed) > BAD_FAILED || share(slow) > BAD_SLOW;
  }

  private double share(long count) {
    return visits == 0 ? 0 : (double) count / visits;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d visits, %.1f %% failed, %.1f %% slow",
        visits,
        share(failed) * 100,
        share(slow) * 100);
  }
}
