// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * Somewhere to look at a region from.
 *
 * @param from the place that the look is taken from; not a region's name: outside of all
 * @param target a URL, or the name of a store
 */
public record ProbeSpec(String name, Kind kind, String from, RegionName region, String target) {

  /** What a look is at. */
  public enum Kind {
    /** A request as a user makes it. */
    HTTP,
    /** Whether a port takes a connection. */
    TCP
  }
}
