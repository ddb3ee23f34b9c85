// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/**
 * How many requests a service may have under way, found from its latency while it runs.
 *
 * @param least where the limit never goes below
 * @param most where it never goes above; 0 for no limit at all
 */
public record ConcurrencyLimit(int initial, int least, int most) {

  public static final ConcurrencyLimit NONE = new ConcurrencyLimit(0, 0, 0);

  public boolean active() {
    return most > 0;
  }
}
