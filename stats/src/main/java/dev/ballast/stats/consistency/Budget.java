// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

/**
 * How much a search may take before it says that it does not know.
 *
 * @param bytes of memory for what was tried, for all keys one after the other
 * @param steps of the model for one key
 */
public record Budget(long bytes, long steps) {

  public static final Budget DEFAULT = new Budget(256L << 20, 50_000_000);

  public Budget {
    if (bytes < 1 << 20 || steps < 1) {
      throw new IllegalArgumentException(
          "budget: " + bytes + " bytes, " + steps + " steps (expected: at least 1 MiB and 1 step)");
    }
  }
}
