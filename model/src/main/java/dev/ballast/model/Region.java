// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * A place that can be lost as a whole.
 *
 * @param allowsFaults whether its owner allows faults where real users are: the label {@code
 *     ballast.dev/faults: allowed}
 */
public record Region(RegionName name, String displayName, boolean allowsFaults) {

  /** One whose owner allows none. */
  public Region(RegionName name, String displayName) {
    this(name, displayName, false);
  }
}
