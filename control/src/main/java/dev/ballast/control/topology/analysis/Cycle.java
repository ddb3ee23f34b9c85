// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * Services that need each other: none of them can start, or recover, without the others.
 *
 * @param members some of them, by name
 */
public record Cycle(List<ServiceName> members, int size) {

  public Cycle {
    members = List.copyOf(members);
  }
}
