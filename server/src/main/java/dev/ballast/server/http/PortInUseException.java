// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

/** Something else listens on the port that the server needs. */
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public PortInUseException(String host, int port, String flag) {
    super(
        "%s:%d is in use by another program. Fix: stop it, or choose another port with %s N"
            .formatted(host, port, flag));
  }
}
