// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.List;

/**
 * What may be hurt at most.
 *
 * @param regions that may be broken; empty: any
 * @param trafficShare of all requests that may be hit; 1: all
 * @param budgetSpend of the error budget that may be spent; 1: all
 * @param exclude {@code service=NAME} that must not be broken
 */
public record BlastRadius(
    List<String> regions, double trafficShare, double budgetSpend, List<String> exclude) {

  public static final BlastRadius ANY = new BlastRadius(List.of(), 1, 1, List.of());

  public BlastRadius {
    regions = List.copyOf(regions);
    exclude = List.copyOf(exclude);
  }
}
