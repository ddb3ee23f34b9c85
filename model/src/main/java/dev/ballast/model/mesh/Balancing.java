// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/**
 * How an endpoint is chosen among the healthy ones of a version.
 *
 * @param hashHeader for {@link Policy#RING_HASH}: requests with the same value of this header meet
 *     the same endpoint; empty for the client's address
 */
public record Balancing(Policy policy, String hashHeader) {

  /** The ways to choose. */
  public enum Policy {
    ROUND_ROBIN,
    /** Of two drawn at random, the one with fewer requests under way. */
    LEAST_REQUEST,
    /** Of two drawn at random, the one with the lower expected latency. */
    PEAK_EWMA,
    /** By consistent hashing. */
    RING_HASH
  }

  public static final Balancing DEFAULT = new Balancing(Policy.LEAST_REQUEST, "");
}
