// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

/** What a year costs. Used by several threads at once, so it keeps no state. */
@FunctionalInterface
public interface Toll {

  double of(Year year);
}
