// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.model.mesh.Address;

/** An address that the mesh needs cannot be bound. */
public final class PortInUseException extends Exception {

  private static final long serialVersionUID = 1;

  PortInUseException(String what, Address address, Throwable cause) {
    super(
        "%s: %s cannot be bound (expected: a free port). Fix: stop the program that has it, or change"
                .formatted(what, address)
            + " the port in the configuration",
        cause);
  }
}
