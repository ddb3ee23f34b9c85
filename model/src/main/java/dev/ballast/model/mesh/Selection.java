// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.request.RequestMatch;
import java.util.List;

/**
 * Requests that go to one version whatever the split of their route says.
 *
 * @param version empty when there are none
 * @param any a request is meant when one of these holds
 */
public record Selection(String version, List<RequestMatch> any) {

  public static final Selection NONE = new Selection("", List.of());

  public Selection {
    any = List.copyOf(any);
  }

  public boolean active() {
    return !version.isEmpty() && !any.isEmpty();
  }
}
