// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import java.net.URI;
import java.util.Optional;

/**
 * What a run may do.
 *
 * @param dry nothing at all
 * @param processes whether programs may be run on this machine
 * @param mesh admin API of the mesh for faults that name none
 * @param owner who holds the faults
 * @param days who holds game days; empty for nobody
 */
public record RunOptions(
    boolean dry, boolean processes, Optional<URI> mesh, String owner, Optional<DayHolder> days) {

  /** Where no game day can be held. */
  public RunOptions(boolean dry, boolean processes, Optional<URI> mesh, String owner) {
    this(dry, processes, mesh, owner, Optional.empty());
  }
}
