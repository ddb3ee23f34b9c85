// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import dev.ballast.model.RegionName;
import java.util.List;

/**
 * Where a client is sent, and why.
 *
 * @param targets addresses, or one other name; never empty
 */
public record Choice(RegionName region, List<String> targets, Reason reason, String text) {

  /** Why that region. */
  public enum Reason {
    /** The client's network belongs to it. */
    NEAREST,
    /** The client's network is nobody's; by weights. */
    WEIGHTED,
    /** The client belongs to another one, which is out, ill, or being emptied. */
    TURNED,
    /** No region is well; answered as if nothing were known, for an empty answer helps nobody. */
    LAST_RESORT
  }

  public Choice {
    targets = List.copyOf(targets);
  }
}
