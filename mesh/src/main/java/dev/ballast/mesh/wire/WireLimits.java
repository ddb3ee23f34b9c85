// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

/**
 * How much of a message's head is read before it is refused.
 *
 * @param lineBytes the first line, and each header
 * @param headBytes all lines together
 */
public record WireLimits(int lineBytes, int headBytes, int headers) {

  /** For answers of endpoints, which are trusted more than clients. */
  public static final WireLimits RESPONSES = new WireLimits(32 * 1024, 128 * 1024, 500);
}
