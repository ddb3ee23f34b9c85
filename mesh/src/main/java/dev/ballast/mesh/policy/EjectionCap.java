// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.Ratio;
import java.util.List;

/** How many endpoints of one version may be ejected at once. */
public final class EjectionCap {

  private final List<EndpointHealth> group;
  private final Ratio most;

  public EjectionCap(List<EndpointHealth> group, Ratio most) {
    this.group = List.copyOf(group);
    this.most = most;
  }

  /** One endpoint may always go, unless it is the only one; more only within the share. */
  boolean mayEject(long now) {
    int out = 0;
    for (EndpointHealth endpoint : group) {
      if (endpoint.ejected(now)) {
        out++;
      }
    }
    return group.size() > 1 && (out == 0 || out + 1 <= most.value() * group.size());
  }
}
