// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.util.List;

/**
 * What is in force at one place.
 *
 * @param revision changes with the place, at least with the weights; only the place knows more of
 *     it
 * @param leasedBy who holds a lease on these weights; empty: nobody, they hold for good
 * @param cautions what the place itself says is wrong with it
 */
public record Routing(
    String place, String revision, Weights weights, String leasedBy, List<String> cautions) {

  public Routing {
    cautions = List.copyOf(cautions);
  }
}
