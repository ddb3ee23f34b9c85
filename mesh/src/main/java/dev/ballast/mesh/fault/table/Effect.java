// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.bytes.ByteFault;
import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.fault.request.RequestFault;
import dev.ballast.mesh.fault.request.RequestMatch;

/** What a fault acts on, and how. */
public sealed interface Effect {

  /** Single requests; the share is drawn for each. */
  record OnRequests(RequestFault fault, RequestMatch match) implements Effect {

    /** A version is known only once it has been chosen, so the fault waits for the response. */
    boolean atResponse() {
      return fault.needsResponse() || !match.version().isEmpty();
    }
  }

  /**
   * The bytes of connections; the share is drawn for each connection.
   *
   * @param version with connections to servers: only of this version; empty for all
   */
  record OnBytes(ByteFault fault, Direction direction, Side side, String version)
      implements Effect {}

  /** Which of the proxy's two connections. */
  enum Side {
    /** To the client. */
    CLIENT,
    /** To the server. */
    SERVER
  }
}
