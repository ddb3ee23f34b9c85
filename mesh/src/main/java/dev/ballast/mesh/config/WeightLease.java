// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Split;

/**
 * Weights that hold for as long as their owner renews them; then the base configuration's come
 * back.
 *
 * @param until in the ticker's nanoseconds
 */
public record WeightLease(
    ServiceName service, String route, Split split, String owner, long until) {

  WeightLease withSplit(Split newSplit) {
    return new WeightLease(service, route, newSplit, owner, until);
  }

  boolean isOf(ServiceName otherService, String otherRoute) {
    return service.equals(otherService) && route.equals(otherRoute);
  }
}
