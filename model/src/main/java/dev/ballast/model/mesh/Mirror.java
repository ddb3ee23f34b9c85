// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.quantity.Ratio;

/**
 * Sends copies of a share of the requests to a version whose answers nobody waits for.
 *
 * @param version empty when nothing is mirrored
 */
public record Mirror(String version, Ratio share) {

  public static final Mirror NONE = new Mirror("", Ratio.ZERO);

  public boolean active() {
    return !version.isEmpty() && share.value() > 0;
  }
}
