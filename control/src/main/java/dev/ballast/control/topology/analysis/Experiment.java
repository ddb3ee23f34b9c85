// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * A service to let fail on purpose, since nobody knows what then happens.
 *
 * @param stake share of the users' failures, 0..1, that hangs on whether its callers really need it
 * @param unverified its direct callers for whom no failure has shown that
 */
public record Experiment(ServiceName target, double stake, List<ServiceName> unverified) {

  public Experiment {
    unverified = List.copyOf(unverified);
  }
}
