// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.util.List;

/**
 * Which regions' endpoints are asked first.
 *
 * @param order regions after the mesh's own, in order; those not named come last, together
 * @param spill how much one healthy share of a region carries: below {@code 1/spill} healthy, the
 *     rest of its requests goes to the next region
 */
public record Locality(List<String> order, double spill) {

  public static final Locality DEFAULT = new Locality(List.of(), 1.4);

  public Locality {
    order = List.copyOf(order);
  }
}
