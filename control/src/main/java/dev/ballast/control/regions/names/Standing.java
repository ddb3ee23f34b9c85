// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.DnsZone;
import dev.ballast.model.RegionName;

/**
 * How a region stands for those who ask for a name.
 *
 * @param state the last that was seen; unknown only when nothing was ever
 * @param lastGood whether that was seen earlier, and nothing is known now
 * @param stays percent of its users that it keeps by what was decided
 */
public record Standing(RegionName region, RegionState state, boolean lastGood, int stays) {

  /** Nobody is to be sent there, whatever is seen. */
  public boolean isOut() {
    return stays == 0;
  }

  /** Seen to answer nobody. */
  public boolean isLost() {
    return state == RegionState.DOWN || state == RegionState.ISOLATED;
  }

  /** Whether somebody is sent there. */
  public boolean isUsable(DnsZone.LeaveOut rule) {
    return !isOut() && !(rule == DnsZone.LeaveOut.SEEN && isLost());
  }
}
