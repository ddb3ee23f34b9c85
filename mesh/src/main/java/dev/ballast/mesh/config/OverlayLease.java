// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;

/**
 * Something that holds for as long as its owner renews it; then the base configuration is met
 * again.
 *
 * @param until in the ticker's nanoseconds
 */
public record OverlayLease(Overlay overlay, String owner, long until) {

  OverlayLease with(Overlay other) {
    return new OverlayLease(other, owner, until);
  }

  /** Whether it is what a service has at a place. */
  public boolean isAt(ServiceName service, String place) {
    return overlay.service().equals(service) && overlay.place().equals(place);
  }
}
