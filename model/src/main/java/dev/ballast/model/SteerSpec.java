// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * Where requests can be turned: a route whose versions are named as the regions.
 *
 * @param mesh the admin API of a mesh
 * @param home whose requests these are
 * @param of what is steered
 */
public record SteerSpec(String mesh, ServiceName service, String route, RegionName home, Of of) {

  /** What a route carries. */
  public enum Of {
    /** Users' requests: turned in stages. */
    USERS,
    /** Statements for whichever region owns the writes: turned at once, after the promotion. */
    WRITES
  }
}
