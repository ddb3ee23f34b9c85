// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

/**
 * What came of a promotion.
 *
 * @param done whether the node leads now
 * @param refusal why not; empty when it does
 * @param fork where in the log the new leader's history leaves that of the old one
 * @param nothingLost whether the new leader has everything that the old one acknowledged; when
 *     false that cannot be told before the old one is back
 */
public record Promotion(
    String node, boolean done, String refusal, long epoch, String fork, boolean nothingLost) {

  static Promotion refused(String node, String why) {
    return new Promotion(node, false, why, 0, "", false);
  }
}
