// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Comparator;

/**
 * A service in a region, the unit that health is judged for.
 *
 * @param region as telemetry reports it in {@code cloud_region}; empty: the service as a whole, or
 *     a service that tells no region
 */
public record Place(ServiceName service, String region) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::service).thenComparing(Place::region);

  public static Place whole(ServiceName service) {
    return new Place(service, "");
  }

  public boolean isWhole() {
    return region.isEmpty();
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code payments in us-east}, or {@code payments}. */
  @Override
  public String toString() {
    return isWhole() ? service.value() : service + " in " + region;
  }
}
